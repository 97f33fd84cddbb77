"""Pushed images: a path that is the secret, and a registry that reports to it."""

import json
import pathlib
import uuid

import pytest

from harness import sender
from harness.logs import places_of
from harness.machine import run, systemctl
from harness.registry import HOST, Registry
from harness.spool import read
from harness.waiting import until

FILE = pathlib.Path("/etc/webhook-spool/registry.secret")
IMAGE = "registry.example:5000/team/app:1.2"
SOURCE = {
    "path": "/api/webhook/{secret}", "scheme": "path", "images": True,
    "secret": {"file": str(FILE)}, "max_body": "64k",
}
RUNNER = "/usr/local/bin/spool-runner"


@pytest.fixture
def images(quiet):
    """The machine with a source for registries, whose secret the command made."""
    config = quiet.config()
    sources = config["sources"]
    quiet.write_config({**config, "sources": {**sources, "registry": SOURCE}})
    FILE.unlink(missing_ok=True)
    run(RUNNER, "secret", "ensure", "registry")
    yield quiet
    FILE.unlink()
    quiet.write_config(config)


def secret():
    return FILE.read_text().strip()


def report(text=None, image=IMAGE, body=None):
    path = f"/api/webhook/{secret() if text is None else text}"
    body = json.dumps({"image": image}).encode() if body is None else body
    return sender.Request(path, {"Content-Type": "application/json"}, body)


def test_ensure_makes_a_secret_that_the_receiver_may_read_and_no_other(images, nginx_way):
    assert uuid.UUID(secret()).version == 4
    assert (FILE.owner(), FILE.group(), FILE.stat().st_mode & 0o777) == (
        "webhook-cgi", "root", 0o400
    )
    first = secret()
    said = run(RUNNER, "secret", "ensure", "registry")
    assert secret() == first and first not in said
    answer = nginx_way.send(report())
    assert answer.status == 200, answer.body
    assert answer.json["event_type"] == "image_push"
    (path,) = images.spool.incoming()
    event = read(path)
    assert event["images"] == [
        {"registry": "registry.example:5000", "name": "team/app", "tag": "1.2", "digest": None}
    ]
    assert (event["repository"], event["verified"]) == ("team/app", True)


def test_a_route_takes_the_images_it_wants_and_hands_their_names_on(images, fcgi_way):
    note = pathlib.Path("/var/tmp/deployed")
    note.write_text("")
    note.chmod(0o666)
    program = images.program("deploy-image", f'echo "$1 $2 $3" >>{note}')
    images.write_routes({
        "name": "deploy",
        "match": {
            "event": "image_push", "images": {"has": {"name": "team/*", "tag": ["1.*", "latest"]}},
        },
        "steps": [{"name": "pull", "run": [
            program, "{{images.0.registry}}", "{{images.0.name}}", "{{images.0.tag}}",
        ]}],
    })
    images.start_runner()
    names = ("r.example/team/app:1.7", "r.example/team/app:2.0", "r.example/other/app:1.7")
    events = [fcgi_way.send(report(image=name)).json["event_id"] for name in names]
    until(lambda: images.spool.state_of(events[0], "deploy") == "done", "the image is deployed")
    until(lambda: len(images.spool.events()) == 3, "the others are routed")
    images.quiet()
    images.write_routes()
    assert note.read_text() == "r.example team/app 1.7\n"


def test_rotate_ends_the_old_url_at_once(images, nginx_way):
    old = secret()
    assert nginx_way.send(report()).status == 200
    said = run(RUNNER, "secret", "rotate", "registry")
    assert old not in said and secret() not in said and str(FILE) in said
    assert secret() != old
    assert nginx_way.send(report(old)).status == 404
    assert nginx_way.send(report()).status == 200
    assert FILE.owner() == "webhook-cgi"


def test_nobody_but_root_replaces_the_receivers_secret(images):
    said = run(
        "setpriv", "--reuid", "webhook-runner", "--regid", "webhook-runner", "--init-groups",
        "--", RUNNER, "secret", "rotate", "registry", check=False,
    )
    assert "run this as root" in said


def test_a_wrong_secret_and_an_unknown_path_are_answered_alike(images, way):
    def told(request, method="POST"):
        with way.connect() as connection:
            head = request.head(length=len(request.body), more=["Connection: close"])
            connection.sendall(head.replace(b"POST", method.encode(), 1) + request.body)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        lines = answer.split(b"\r\n")
        return [line for line in lines if not line.startswith(b"Date: ")]

    wrong = told(report(str(uuid.uuid4())))
    assert wrong[0].split()[1] == b"404"
    nowhere = sender.Request("/api/webhooks/x", {"Content-Type": "application/json"}, b"{}")
    assert told(nowhere) == wrong
    assert told(report(secret()[:-1])) == wrong
    assert told(report("no", body=b"not json")) == wrong
    assert told(report("no"), method="PUT") == wrong


def test_no_log_shows_the_secret_of_a_path(images, way):
    text = secret()
    answers = {
        200: report(), 404: report(text + "x"), 413: report(body=b" " * (70 << 10)),
        422: report(body=b"{}"), 400: report(body=b"{"),
    }
    for status, request in answers.items():
        assert way.send(request).status == status
    assert way.send(report(), method="PUT").status == 405
    again = sender.Request(f"{report().path}?key={text}", report().headers, report().body)
    assert way.send(again).status == 200
    assert places_of(text, images.spool) == []


def test_no_log_shows_the_secret_where_the_source_limits_its_clients(images, way):
    config = images.config()
    limited = {**SOURCE, "rate": {"requests": 1, "per": "1h", "burst": 1}}
    images.write_config({**config, "sources": {**config["sources"], "registry": limited}})
    client = way.from_client(f"127.0.3.{way.port - 8000}")
    until(lambda: client.send(report()).status == 429, "the source refused")
    assert places_of(secret(), images.spool) == []


def test_no_log_shows_the_secret_where_nginx_answers_itself(images, nginx_way):
    text = secret()
    too_large = report().head(length=27 << 20)
    with nginx_way.connect() as connection:
        connection.sendall(too_large)
        assert sender.answer_on(connection).status == 413
    flood = nginx_way.from_client(f"127.0.2.{nginx_way.port - 8000}")

    def flooded():
        for _ in range(300):  # counted before the body, which never comes
            with flood.connect() as connection:
                connection.sendall(report().head(length=2))
        return flood.send(report()).status == 429

    until(flooded, "nginx refused", limit=60)
    sockets = ("webhook-cgi.socket", "webhook-fcgi.socket")
    systemctl("stop", *sockets, "webhook-fcgi.target")
    try:
        assert nginx_way.send(report()).status == 502
    finally:
        systemctl("start", *sockets)
    assert places_of(text, images.spool) == []


def test_a_secret_that_is_written_down_is_found(images):
    """So that the tests above can fail."""
    note = images.spool.path / "journal/webhooks_2000-01-01.json"
    note.write_text(secret())
    try:
        assert places_of(secret(), images.spool) == [str(note)]
    finally:
        note.unlink()


def test_a_registry_reports_what_was_pushed_to_it(images, nginx_way, tmp_path):
    name = f"team/app-{uuid.uuid4().hex[:8]}"
    with Registry(tmp_path, f"http://127.0.0.1:{nginx_way.port}{report().path}") as registry:
        digest = registry.push(name, "1.2", uuid.uuid4().bytes)
        registry.pull(name, "1.2")
        second = registry.push(name, "1.3", uuid.uuid4().bytes)
        # Reports are sent in order: with the second image, all of the first are in.
        until(lambda: len(images.spool.incoming()) >= 2, "both pushes arrived", limit=60)
    events = [read(path) for path in images.spool.incoming()]
    pushed = {event["images"][0]["tag"]: event for event in events}
    assert len(events) == 2, "a layer or a pull was taken for a push"
    assert pushed["1.2"]["images"] == [
        {"registry": HOST, "name": name, "tag": "1.2", "digest": digest}
    ]
    assert pushed["1.3"]["images"][0]["digest"] == second
    for event in events:
        assert (event["event"], event["source"]) == ("image_push", "registry")
        assert event["repository"] == name
        assert event["delivery"] == event["payload"]["events"][0]["id"]
    noted = [
        json.loads(line)
        for path in (images.spool.path / "journal").glob("*.json")
        for line in path.read_text().splitlines()
    ]
    assert any(line.get("reason") == "no_image_pushed" for line in noted)
