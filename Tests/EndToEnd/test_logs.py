"""No log shows a secret, whatever goes wrong."""

import pathlib
import select

from harness import sender
from harness.machine import journal, property_of, systemctl
from harness.waiting import until
from harness.web import LOGS


def test_no_log_shows_a_path_secret_or_a_signature(quiet, way):
    secret = quiet.secrets["image"]
    path = f"/api/webhook/{secret}"
    headers = {"Content-Type": "application/json"}
    # No source is served there: to the logs every path below may be somebody's secret.
    good = sender.Request(path, headers, b"{}")
    assert way.send(good).status == 404
    assert way.send(good, method="PUT").status == 404
    assert way.send(sender.Request(path + "?key=" + secret, headers, b"{}")).status == 404
    with way.connect() as connection:  # refused before any location is known
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n".encode())
        assert sender.answer_on(connection).status == 400
    with way.connect() as connection:  # gone in mid-body
        connection.sendall(good.head(length=1000) + b"{")
    request = sender.github(quiet.secrets["github"], sender.push())
    assert way.send(request).status == 200
    assert secrets_in_logs(quiet) == []


def test_no_log_shows_a_path_secret_while_the_receiver_is_down(quiet, nginx_way):
    secret = quiet.secrets["image"]
    sockets = ("webhook-cgi.socket", "webhook-fcgi.socket")
    systemctl("stop", *sockets, "webhook-fcgi.target")
    try:
        request = sender.Request(f"/api/webhook/{secret}", {}, b"{}")
        assert nginx_way.send(request).status == 502
    finally:
        systemctl("start", *sockets)
    assert secrets_in_logs(quiet) == []


def test_nginx_answers_429_to_a_flood_and_logs_no_path(quiet, nginx_way):
    request = sender.Request(f"/api/webhook/{quiet.secrets['image']}-not", {}, b"{}")
    flood = nginx_way.from_client("127.0.0.2")

    def flooded():
        for _ in range(300):  # counted before the body, which never comes: costs no receiver
            with flood.connect() as connection:
                connection.sendall(request.head(length=2))
        return flood.send(request).status == 429

    until(flooded, "nginx refused", limit=60)
    assert nginx_way.send(request).status == 404, "another client suffers"
    until(lambda: flood.send(request).status == 404, "and took requests again")
    assert secrets_in_logs(quiet) == []


def test_nginx_answers_429_to_too_many_connections_of_one_client(quiet, nginx_way):
    request = sender.github(quiet.secrets["github"], sender.push())
    # One for each way: nginx may still count those of the run before.
    crowd = nginx_way.from_client(f"127.0.1.{nginx_way.port - 8000}")
    waiting = [crowd.connect() for _ in range(64 + 6)]
    for connection in waiting:
        connection.sendall(request.head(length=len(request.body)))
    refused = until(
        lambda: len(ready := select.select(waiting, [], [], 0)[0]) >= 6 and ready, "six are refused"
    )
    assert {sender.answer_on(connection).status for connection in refused} == {429}
    assert crowd.send(request).status == 429
    assert nginx_way.send(request).status == 200, "another client suffers"
    for connection in waiting:
        connection.close()
    until(lambda: crowd.send(request).status == 409, "and took requests again")


def test_systemd_logs_no_line_a_connection(quiet, direct_way):
    request = sender.github(quiet.secrets["github"], sender.push())
    for _ in range(5):
        direct_way.send(request)
    said = journal("_PID=1", "--grep", "webhook-cgi(@|.service)|per-request@", "-p", "info")
    assert "Start" not in said and "Deactivated" not in said, said
    assert property_of("webhook-cgi.socket", "ActiveState") == "active"


def secrets_in_logs(machine):
    """(secret, log) for each secret that is in nginx's logs, the journal or the spool's."""
    logs = {"journal": journal("--all")}
    for folder in (LOGS, machine.spool.path / "journal"):
        for path in folder.rglob("*"):
            if path.is_file():
                logs[str(path)] = path.read_text(errors="replace")
    assert pathlib.Path(LOGS / "webhook.log").stat().st_size > 0
    return [
        (name, log)
        for name, secret in machine.secrets.items()
        for log, text in logs.items()
        if secret in text
    ]
