"""Apache, lighttpd and busybox in the place of nginx: the same answers, the same spool."""

import json
import os
import signal

import pytest

from harness import sender
from harness.hosts import HOSTS
from harness.spool import read

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module", params=HOSTS, ids=lambda host: host.name)
def host(machine, request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hosts")
    for place in (folder, *folder.parents[:2]):
        place.chmod(0o755)
    process = request.param.start(folder)
    yield request.param
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(30)


def github(machine, host, **payload):
    request = sender.github(machine.secrets["github"], sender.push(**payload))
    request.path = host.prefix + request.path
    return request


def test_a_signed_event_is_stored(quiet, host):
    request = github(quiet, host)
    answer = host.way().send(request)
    assert answer.status == 200, answer.body
    assert answer.headers["Content-Type"] == "application/json"
    (path,) = quiet.spool.incoming()
    event = read(path)
    assert (event["event"], event["delivery"]) == ("push", request.delivery)
    assert event["remote"].startswith("127.0.0.1")
    assert event["payload"] == json.loads(request.body)
    assert request.body in path.read_bytes()
    assert (path.owner(), path.group()) == ("webhook-cgi", "webhook")
    assert host.way().send(request).status == 409


def test_an_event_of_gitea_is_stored(quiet, host):
    request = sender.gitea(quiet.secrets["gitea"], sender.push())
    request.path = host.prefix + request.path
    assert host.way().send(request).status == 200


@pytest.fixture
def alerts(quiet):
    """A source whose sender proves itself by the Authorization header."""
    config = quiet.config()
    secret = {"file": "/etc/webhook-spool/github.secret"}
    config["sources"]["alerts"] = {"path": "/alerts", "scheme": "bearer", "secret": secret}
    quiet.write_config(config)
    yield quiet
    quiet.configure()


def test_the_authorization_header_reaches_the_receiver(alerts, host):
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {alerts.secrets['github']}",
    }
    request = sender.Request(host.prefix + "/alerts", headers, b"{}")
    assert host.way().send(request).status == 200
    assert host.way().send(request.with_header("Authorization", "Bearer x")).status == 401
    assert len(alerts.spool.stored()) == 1


def test_a_forgery_is_401_with_its_whole_answer(quiet, host):
    request = github(quiet, host).with_header("X-Hub-Signature-256", "sha256=" + "0" * 64)
    answer = host.way().send(request)
    assert answer.status == 401
    assert answer.json["error"] == "missing or invalid signature"
    assert answer.json["path"] == sender.GITHUB_PATH
    assert quiet.spool.stored() == []


def test_an_unknown_path_is_404(quiet, host):
    for path in ("/api/v1/webhooks/nobody", "/api/v1/webhooks/%67ithub/x"):
        request = github(quiet, host)
        request.path = host.prefix + path
        answer = host.way().send(request)
        assert answer.status == 404
        assert answer.json["error"] == "not found"


def test_no_other_spelling_of_a_path_is_a_server_error(quiet, host):
    """Some servers refuse it themselves, and some decode it: then it is signed all the same."""
    path = sender.GITHUB_PATH
    for other in (
        path + "/", path + "%ff", path + "%00", path.replace("/github", "%2Fgithub"),
        "/x/%2e%2e" + path, "/.." + path, "/" + path, path + "/../github",
    ):
        request = github(quiet, host)
        request.path = host.prefix + other
        assert host.way().send(request).status in (200, 400, 403, 404), other


def test_another_method_is_405(quiet, host):
    for method in ("GET", "HEAD", "PUT", "DELETE"):
        request = github(quiet, host)
        if method in ("GET", "HEAD"):  # with a body lighttpd refuses these itself
            request.body = None
        answer = host.way().send(request, method=method)
        assert answer.status == 405
        assert "POST" in answer.headers["Allow"]
        assert (answer.body == b"") == (method == "HEAD")


def test_a_megabyte_that_is_refused_early_gets_its_status(quiet, host):
    large = github(quiet, host, padding=MEGABYTE)
    forged = large.with_header("X-Hub-Signature-256", "sha256=" + "0" * 64)
    lost = github(quiet, host, padding=MEGABYTE)
    lost.path += "-not"
    plain = large.with_header("Content-Type", "text/plain")
    cases = [(401, forged, "POST"), (404, lost, "POST"), (415, plain, "POST")]
    if host.tells_length_of_put:
        cases.append((405, large, "PUT"))
    for status, request, method in cases:
        answer = host.way().send(request, method=method)
        assert answer.status == status
        assert answer.json["status_code"] == status


def test_a_large_body_is_stored_and_a_larger_one_is_413(quiet, host):
    empty = len(sender.as_bytes(sender.push()))
    request = github(quiet, host, padding=25 * MEGABYTE - empty)
    assert host.way().send(request).status == 200
    (path,) = quiet.spool.incoming()
    assert request.body in path.read_bytes()
    answer = host.way().send(github(quiet, host, padding=25 * MEGABYTE))
    assert answer.status == 413
    assert answer.json["status_code"] == 413


def test_a_chunked_body_is_stored_or_refused_and_never_cut(quiet, host):
    """A host that does not decode it closes while the body still comes: its 400 may be lost."""
    request = github(quiet, host, padding=100_000)
    parts = [request.body[start : start + 7000] for start in range(0, len(request.body), 7000)]
    with host.way().connect() as connection:
        try:
            connection.sendall(
                request.head(more=["Transfer-Encoding: chunked", "Connection: close"]))
            for part in parts:
                connection.sendall(b"%x\r\n%s\r\n" % (len(part), part))
            connection.sendall(b"0\r\n\r\n")
            line = connection.makefile("rb").readline()
        except (BrokenPipeError, ConnectionResetError):
            line = b""
    if host.takes_chunked:
        assert line.split()[1] == b"200"
    else:
        assert not line or line.split()[1] == b"400"
    assert len(quiet.spool.stored()) == (1 if host.takes_chunked else 0)


def test_whether_a_name_with_underscores_passes_for_the_header_is_known(quiet, host):
    name = "X-Hub-Signature-256"
    request = github(quiet, host)
    disguised = request.without(name).with_header("X_Hub_Signature_256", request.headers[name])
    statuses = (400, 401) if host.tells_underscores else (200,)
    assert host.way().send(disguised).status in statuses


def test_of_a_repeated_signature_no_host_makes_a_valid_one(quiet, host):
    request = github(quiet, host)
    with host.way().connect() as connection:
        more = ["X-Hub-Signature-256: sha256=" + "0" * 64, "Connection: close"]
        connection.sendall(request.head(length=len(request.body), more=more) + request.body)
        assert sender.answer_on(connection).status == 401
    assert quiet.spool.stored() == []
