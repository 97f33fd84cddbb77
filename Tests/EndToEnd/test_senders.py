"""Every kind of sender, through nginx and fcgiwrap, by the real clock."""

import base64
import json

import pytest

from harness.machine import CONFIG, run
from harness.senders import SENDERS
from harness.spool import read
from test_logs import secrets_in_logs


@pytest.fixture(scope="module")
def served(machine):
    """The machine with a source for every sender, named like it."""
    sources = {}
    for sender in SENDERS:
        sources[sender.name] = sender.source()
        (CONFIG.parent / f"{sender.name}.secret").write_text(sender.secret + "\n")
    machine.configure(sources=sources)
    run(  # fails unless all is good
        "setpriv", "--reuid", "webhook-cgi", "--regid", "webhook-cgi", "--init-groups",
        "/usr/local/bin/webhook-cgi", "--check",
    )
    machine.quiet()
    yield machine
    machine.quiet()
    machine.configure()


@pytest.fixture(params=SENDERS, ids=lambda sender: sender.name)
def sender(request):
    return request.param


def forged(sender):
    """Signed with a secret that is not the sender's."""
    return sender.request(secret=sender.make_secret())


def test_a_genuine_delivery_is_stored_and_a_forged_one_is_not(served, fcgi_way, sender):
    request = sender.request()
    answer = fcgi_way.send(request)
    assert answer.status == 200, answer.body
    assert answer.json["status"] == "accepted"
    assert answer.json["event_type"] == sender.event
    event_id = answer.json["event_id"]
    (path,) = [path for path in served.spool.incoming() if path.name.startswith(event_id)]
    event = read(path)
    assert event["source"] == sender.name
    assert event["verified"] is (sender.scheme != "none")
    assert request.body in path.read_bytes(), "the payload is not byte for byte the sender's"
    shown = json.loads(run("spool-runner", "show", event_id, "--payload", "--json"))
    assert shown["source"] == sender.name, shown
    assert shown["payload"] == json.loads(request.body)

    if sender.scheme == "none":
        return
    before = served.spool.stored()
    refused = [(forged(sender), 404 if sender.scheme == "path" else 401)]
    if sender.is_timed:
        refused += [(sender.request(late=late), 401) for late in (600, -600)]
    for forgery, status in refused:
        answer = fcgi_way.send(forgery)
        assert answer.status == status, answer.body
        assert answer.json["status_code"] == status
    assert served.spool.stored() == before
    assert served.spool.unpublished() == []


def test_no_secret_of_a_sender_is_in_a_log_or_a_file(served, fcgi_way):
    for sender in SENDERS:
        fcgi_way.send(sender.request())
        fcgi_way.send(forged(sender))
        broken = sender.request()
        broken.body = b"{"
        fcgi_way.send(broken)
    hidden = {sender.name: sender.secret for sender in SENDERS}
    hidden["basic, encoded"] = next(
        base64.b64encode(f"user:{sender.secret}".encode()).decode()
        for sender in SENDERS if sender.scheme == "basic"
    )
    served.secrets, usual = {**served.secrets, **hidden}, served.secrets
    try:
        assert secrets_in_logs(served) == []
    finally:
        served.secrets = usual
    files = [path for path in served.spool.path.rglob("*") if path.is_file()]
    assert len(files) > len(SENDERS)
    for path in files:
        text = path.read_text(errors="replace")
        assert [name for name, secret in hidden.items() if secret in text] == [], path
