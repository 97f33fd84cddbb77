"""Thousands of bad requests: no process, no file and no log keeps them, and a good one passes."""

import concurrent.futures
import contextlib
import dataclasses
import json
import shutil
import subprocess

import pytest

from harness import sender
from harness.direct import Direct, parse_cgi
from harness.machine import as_user, journal, receivers, run
from harness.waiting import until

MEBIBYTE = 1 << 20
STRANGERS, CLIENTS, OURS = MEBIBYTE, 4 * MEBIBYTE, 5 * MEBIBYTE
SENDERS = 8
# Of each of eight kinds, by the way in: systemd takes longer to start a unit than fcgiwrap a program.
ROUNDS = {"fcgiwrap": 50, "unix-socket": 50, "tcp": 50, "per-request": 16}
# So many of one address pass nginx at once, see limits.conf.
CLIENTS_A_SENDER = 3
# What is full when the flood comes.
FULL_AT = {
    "fcgiwrap": CLIENTS, "unix-socket": STRANGERS, "tcp": CLIENTS, "per-request": STRANGERS,
}
# No line is longer, and every sender may be the one that meets the bound.
LINE = 600


def refused_file(machine):
    """What is in the files of refused requests: their sizes added up, and the lines."""
    paths = sorted((machine.spool.path / "journal").glob("refused_*.json"))
    text = "".join(path.read_text() for path in paths)
    return len(text), [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def forget(machine):
    for path in (machine.spool.path / "journal").glob("refused_*.json"):
        path.unlink()


@pytest.fixture
def calm(quiet):
    """The machine before any request was refused."""
    forget(quiet)
    yield quiet
    forget(quiet)


def fill(machine, size):
    """Makes today's file of refused requests so long, and its lines no requests."""
    day = run("date", "-u", "+%F").strip()
    path = machine.spool.path / f"journal/refused_{day}.json"
    path.write_bytes(b"\n" * size)
    shutil.chown(path, "webhook-cgi", "webhook-cgi")
    path.chmod(0o660)


def bad(machine):
    """The requests of a flood that are whole, each with what it is answered."""
    genuine = sender.github(machine.secrets["github"], sender.push())
    return [
        (dataclasses.replace(genuine, body=genuine.body + b" "), {401}),
        (genuine.without("X-Hub-Signature-256"), {401}),
        (dataclasses.replace(genuine, path="/nobody"), {404}),
        (genuine.with_header("Content-Type", "text/plain"), {415}),
        (genuine.with_header("X-Hub-Signature-256", "sha256=" + "x" * 900), {401}),
    ]


def send_raw(way, data):
    """Writes bytes, and hangs up at the first of the answer: nginx would linger for the body."""
    with way.connect() as connection, contextlib.suppress(ConnectionError):
        connection.sendall(data)
        connection.recv(65536)


def flood(machine, way, number):
    """One sender's share; returns how many requests it made."""
    count = 0
    genuine = sender.github(machine.secrets["github"], sender.push())
    for turn in range(ROUNDS[way.name]):
        client = way.from_client(f"127.0.{10 + number}.{1 + turn % CLIENTS_A_SENDER}")
        for request, statuses in bad(machine):
            assert client.send(request).status in statuses
            count += 1
        send_raw(client, b"\x00\xff garbage\r\n\r\n")
        send_raw(client, genuine.head(length=1 << 40) + b"x")
        send_raw(client, genuine.head(more=["Transfer-Encoding: chunked"]) + b"zz\r\n")
        count += 3
    return count


def lines_of_units():
    return len(journal("-t", "webhook-cgi", "-t", "fcgiwrap").splitlines()) + len(
        journal("_PID=1", "--grep", "webhook-(cgi|fcgi)").splitlines())


def test_a_flood_leaves_nothing_but_bounded_lines(calm, way):
    full_at = FULL_AT[way.name]
    fill(calm, full_at - 4 * LINE)
    logged = lines_of_units()
    known = {path.name for path in (calm.spool.path / "deliveries").rglob("*")}
    # Some stay connected in mid-body for the whole of it.
    slow = [way.from_client("127.0.9.1").connect() for _ in range(SENDERS)]
    for connection in slow:
        head = sender.github(calm.secrets["github"], sender.push()).head(length=500)
        connection.sendall(head + b"{")
    with concurrent.futures.ThreadPoolExecutor(SENDERS) as pool:
        counts = list(pool.map(lambda number: flood(calm, way, number), range(SENDERS)))
    assert sum(counts) >= 1000
    for connection in slow:
        connection.close()

    request = sender.github(calm.secrets["github"], sender.push())
    assert way.send(request).status == 200, "the flood locked out a genuine sender"
    until(lambda: not receivers(), "every receiver ended")
    (event,) = calm.spool.incoming()
    assert calm.spool.unpublished() == []
    new = {path.name for path in (calm.spool.path / "deliveries").rglob("*")} - known
    assert len([name for name in new if len(name) > 2]) == 1

    size, lines = refused_file(calm)
    strangers = [line for line in lines if line["source"] is None]
    if full_at == CLIENTS:
        assert CLIENTS <= size <= CLIENTS + 2 * SENDERS * LINE
        assert strangers == [], "unknown paths take the room of senders"
        assert lines[-1]["no_more"].startswith("no more refusals but our own")
    else:
        assert len(strangers) <= 2 * SENDERS
        assert len(lines) > 500, "noise at unknown paths hides a sender"
        assert size <= CLIENTS + 2 * SENDERS * LINE
    assert lines_of_units() - logged <= SENDERS, "the system's log has a line a request"


def test_an_operator_sees_why_a_sender_is_refused(calm, way):
    request = sender.github(calm.secrets["github"], sender.push())
    forged = request.with_header("X-Hub-Signature-256", "sha256=" + "0" * 64)
    answer = way.send(forged)
    said = as_user("webhook-runner", "/usr/local/bin/spool-runner", "list", "--refused", "--json",
                   "--source", "github", "--since", "1h")
    (line,) = [json.loads(one) for one in said.splitlines()]
    assert (line["status"], line["source"], line["reason"]) == (
        401, "github", "signature mismatch")
    assert (line["bytes"], line["secrets_tried"]) == (len(request.body), 1)
    assert line["clock_difference"] is None
    assert line["correlation_id"] == answer.json["correlation_id"]
    assert line["remote"].startswith("127.0.0.1")
    for secret in (calm.secrets["github"], sender.hmac_hex(calm.secrets["github"], request.body)):
        assert secret not in said


# ------------------------------------------------------------- the program by itself


@pytest.fixture
def direct(tmp_path):
    direct = Direct(tmp_path / "config", tmp_path / "spool")
    assert direct.send(direct.request(sender.push())).status == 200
    return direct


def receive(direct, request, *before):
    """The answer, and what was said on standard error."""
    done = subprocess.run(
        [*before, direct.programs / "webhook-cgi"], env=direct.environment(request),
        input=request.body, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False,
    )
    return parse_cgi(done.stdout), done.stderr.decode()


@pytest.mark.parametrize(
    ("status", "change"),
    [
        (401, lambda request: request.with_header("X-Hub-Signature-256", "sha256=" + "0" * 64)),
        (401, lambda request: request.without("X-Hub-Signature-256")),
        (404, lambda request: dataclasses.replace(request, path="/nobody")),
        (415, lambda request: request.with_header("Content-Type", "text/plain")),
        (413, lambda request: dataclasses.replace(request, body=b"x" * (26 * MEBIBYTE))),
        (401, lambda request: dataclasses.replace(request, body=b"x" * MEBIBYTE)),
    ],
)
def test_a_refused_request_costs_no_sync_and_leaves_no_file(direct, tmp_path, status, change):
    before = {path for path in direct.spool.path.rglob("*")}
    calls = tmp_path / "calls"
    answer, said = receive(
        direct, change(direct.request(sender.push())),
        "strace", "-f", "-o", calls, "-e", "trace=fsync,fdatasync,sync_file_range,syncfs,sync,msync",
    )
    assert answer.status == status
    assert "sync" not in calls.read_text()
    assert "exited with 0" in calls.read_text()
    assert said == ""
    left = {path for path in direct.spool.path.rglob("*")} - before
    # The slot of a large body stays, empty: there are eight of them.
    left = [path.name for path in left if not path.name.startswith("body_")]
    assert [name[:8] for name in left] == ["refused_"]


def test_an_accepted_request_is_seen_to_sync(direct, tmp_path):
    """So that the test above can fail."""
    calls = tmp_path / "calls"
    answer, _ = receive(direct, direct.request(sender.push()), "strace", "-f", "-o", calls,
                        "-e", "trace=fsync,fdatasync,sync_file_range")
    assert answer.status == 200
    assert calls.read_text().count("fsync(") >= 2


def test_our_own_fault_is_complained_of_until_the_file_is_full(direct):
    (direct.folder / "github.secret").unlink()
    request = direct.request(sender.push())
    answer, said = receive(direct, request)
    assert answer.status == 500
    assert said.startswith("webhook-cgi: 500 source github: ")
    (path,) = (direct.spool.path / "journal").glob("refused_*.json")
    path.write_bytes(b"\n" * (OURS - 1))
    assert receive(direct, request)[1] != "", "the line that meets the bound"
    assert json.loads(path.read_text())["no_more"] == "no more refusals are noted today"
    answer, said = receive(direct, request)
    assert (answer.status, said) == (500, "")
    assert path.stat().st_size < OURS + LINE


def test_our_own_fault_is_complained_of_when_nothing_can_be_noted(direct):
    (direct.folder / "github.secret").unlink()
    shutil.rmtree(direct.spool.path / "journal")
    (direct.spool.path / "journal").touch()
    for _ in range(2):
        answer, said = receive(direct, direct.request(sender.push()))
        assert answer.status in (500, 503)
        assert said.startswith(f"webhook-cgi: {answer.status} ")
