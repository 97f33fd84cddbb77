"""The shipped units of the listener, in systemd and behind nginx."""

import concurrent.futures
import contextlib
import os
import pathlib
import threading

import pytest

from harness import sender
from harness.machine import UNITS, journal, property_of, receivers, run, systemctl
from harness.sender import Way
from harness.waiting import until
from harness.web import PROXY_PORT

PROGRAM = pathlib.Path("/usr/local/bin/webhook-cgi")
SERVICE = "webhook-cgi.service"
SOCKET = "webhook-cgi.socket"
DROP_IN = pathlib.Path(f"/run/systemd/system/{SERVICE}.d/tests.conf")


def request(machine):
    return sender.github(machine.secrets["github"], sender.push())


def main_pid():
    return int(property_of(SERVICE, "MainPID"))


def running():
    """The listener that was executed from the program's file as it is now."""
    pid = main_pid()
    with contextlib.suppress(OSError):
        if os.path.samefile(f"/proc/{pid}/exe", PROGRAM):
            return pid
    return None


@pytest.fixture
def arguments():
    """Starts the service with other arguments; ends as it was."""

    def give(*words):
        DROP_IN.parent.mkdir(parents=True, exist_ok=True)
        DROP_IN.write_text(f"[Service]\nExecStart=\nExecStart={PROGRAM} {' '.join(words)}\n")
        systemctl("daemon-reload")
        systemctl("stop", SERVICE)

    yield give
    DROP_IN.unlink(missing_ok=True)
    systemctl("daemon-reload")
    systemctl("stop", SERVICE)
    assert property_of(SOCKET, "ActiveState") == "active"


@contextlib.contextmanager
def load(machine, *ways):
    """Two senders on each way, for as long as it lasts; the statuses so far."""
    statuses = []
    is_over = threading.Event()

    def send(way):
        while not is_over.is_set():
            statuses.append(way.send(request(machine)).status)

    with concurrent.futures.ThreadPoolExecutor(2 * len(ways)) as pool:
        senders = [pool.submit(send, way) for way in ways for _ in range(2)]
        try:
            yield statuses
        finally:
            is_over.set()
        for one in senders:
            one.result()


@pytest.fixture
def proxy_way(quiet):
    """nginx would limit one client that sends so fast; this one is many."""
    return Way("unix-socket", PROXY_PORT)


def test_nothing_runs_while_nothing_happens(quiet, tcp_way):
    assert tcp_way.send(request(quiet)).status == 200
    assert main_pid() > 0
    until(lambda: main_pid() == 0, "it ended", limit=30)
    assert property_of(SERVICE, "Result") == "success"
    assert property_of(SOCKET, "SubState") == "listening"
    assert run("pgrep", "-x", "webhook-cgi", check=False) == ""


def test_many_restarts_lose_no_request(quiet, tcp_way, arguments):
    """It ends 5 ms after every request, and the next one comes at that very moment."""
    arguments("--listen", "--idle", "5ms")
    seen = set()
    for _ in range(120):
        assert tcp_way.send(request(quiet)).status == 200
        seen.add(property_of(SERVICE, "InvocationID"))
    assert len(seen) > 20
    assert len(quiet.spool.stored()) == 120


def test_an_upgrade_under_load_loses_no_request(quiet, tcp_way, proxy_way):
    original = PROGRAM.read_bytes()
    with load(quiet, tcp_way) as statuses:
        until(lambda: len(statuses) > 20, "requests flow")
        for _ in range(2):
            before = until(running, "it runs")
            fresh = PROGRAM.with_suffix(".new")
            fresh.write_bytes(original)
            fresh.chmod(0o755)
            fresh.rename(PROGRAM)
            until(lambda: running() not in (None, before), "the new one was started", limit=40)
    assert set(statuses) == {200}
    assert len(quiet.spool.stored()) == len(statuses)
    assert proxy_way.send(request(quiet)).status == 200


def test_killed_under_load_it_loses_no_answered_request(quiet, tcp_way):
    answered, sent = [], []
    lock = threading.Lock()
    is_over = threading.Event()

    def send():
        while not is_over.is_set():
            one = request(quiet)
            with lock:
                sent.append(one.delivery)
            try:
                status = tcp_way.send(one).status
            except (OSError, sender.http.client.HTTPException):
                continue
            assert status == 200
            with lock:
                answered.append(one.delivery)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        senders = [pool.submit(send) for _ in range(4)]
        for _ in range(8):
            many = len(answered) + 25
            until(lambda: len(answered) > many, "requests flow", limit=60)
            systemctl("kill", "-s", "KILL", "--kill-who=main", SERVICE, check=False)
            assert property_of(SOCKET, "ActiveState") == "active"
        is_over.set()
        for one in senders:
            one.result()
    assert tcp_way.send(request(quiet)).status == 200
    for delivery in answered:
        assert len(quiet.spool.of_delivery(delivery)) == 1


def test_a_stop_lets_requests_end_and_the_next_one_starts_it(quiet, tcp_way):
    one = request(quiet)
    with tcp_way.connect() as connection:
        connection.sendall(one.head(length=len(one.body)))
        until(receivers, "it is being served")
        systemctl("stop", "--no-block", SERVICE)
        until(lambda: property_of(SERVICE, "ActiveState") == "deactivating", "it stops")
        connection.sendall(one.body)
        assert sender.answer_on(connection).status == 200
    until(lambda: main_pid() == 0, "it ended")
    assert property_of(SERVICE, "Result") == "success"
    assert tcp_way.send(request(quiet)).status == 200


def test_a_request_that_dies_is_502_behind_nginx_and_one_line(quiet, proxy_way):
    payload = sender.push(padding=24 << 20)

    def is_hit():
        """Kills the process that serves a large request, unless it was faster."""
        large = sender.github(quiet.secrets["github"], payload)
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            answer = pool.submit(proxy_way.send, large)
            while not answer.done():
                for process in receivers():
                    run("kill", "-SEGV", process, check=False)
            return answer.result().status == 502

    until(is_hit, "a request was hit", limit=60)
    until(lambda: deaths() >= 1, "it is logged")
    assert proxy_way.send(request(quiet)).status == 200


def deaths():
    text = "the process of a request ended by signal 11 \\(SIGSEGV\\)"
    return journal("-t", "webhook-cgi", "--grep", text).count("\n")


def test_one_that_cannot_start_is_tried_once_a_second_and_mended_it_serves(
    quiet, tcp_way, arguments
):
    arguments("--listen", "--no-such-option")
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(tcp_way.send, request(quiet))
        until(lambda: journal("-t", "webhook-cgi", "--grep", "no-such-option").count("\n") >= 3,
              "it was tried again")
        assert property_of(SOCKET, "ActiveState") == "active"
        assert property_of(SOCKET, "Result") == "success"
        DROP_IN.unlink()
        systemctl("daemon-reload")
        assert waiting.result().status == 200
    starts = journal("-t", "webhook-cgi", "--grep", "no-such-option", "-o", "short-unix")
    times = [float(line.split()[0]) for line in starts.splitlines()]
    assert min(later - sooner for sooner, later in zip(times, times[1:])) >= 0.9


def test_of_a_burst_one_start_is_paid_for(quiet, tcp_way):
    systemctl("stop", SERVICE)
    assert main_pid() == 0
    assert tcp_way.send(request(quiet)).status == 200
    first = property_of(SERVICE, "InvocationID")
    with concurrent.futures.ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(tcp_way.send, [request(quiet) for _ in range(200)]))
    assert property_of(SERVICE, "InvocationID") == first
    assert {answer.status for answer in answers} == {200}
    assert len(quiet.spool.stored()) == 201


def test_the_socket_can_be_restarted_while_the_service_runs(quiet, tcp_way):
    assert tcp_way.send(request(quiet)).status == 200
    systemctl("restart", SOCKET)
    assert property_of(SOCKET, "ActiveState") == "active"
    assert tcp_way.send(request(quiet)).status == 200


def test_an_upgrade_from_a_unit_for_each_request_takes_the_place(quiet, proxy_way):
    """webhook-cgi.socket was such a unit in 0.1.0."""
    folder = pathlib.Path("/etc/systemd/system")
    old = [folder / SOCKET, folder / "webhook-cgi@.service"]
    for path, name in zip(old, ("per-request.socket", "per-request@.service")):
        lines = (UNITS / f"webhook-cgi-{name}").read_text().splitlines()
        path.write_text("\n".join(line for line in lines if SOCKET not in line))
    systemctl("daemon-reload")
    systemctl("stop", SERVICE)
    systemctl("restart", SOCKET)
    try:
        assert proxy_way.send(request(quiet)).status == 200
        assert main_pid() == 0
    finally:
        for path in old:
            path.unlink()
        systemctl("daemon-reload")
        systemctl("restart", SOCKET)
    assert proxy_way.send(request(quiet)).status == 200
    assert main_pid() > 0


def test_the_unit_for_each_request_takes_the_place_and_gives_it_back(quiet, proxy_way):
    """Both are installed; one at a time is in force, and the proxy's configuration stays."""
    systemctl("start", "webhook-cgi-per-request.socket")
    try:
        assert property_of(SOCKET, "ActiveState") == "inactive"
        assert proxy_way.send(request(quiet)).status == 200
        assert main_pid() == 0
    finally:
        systemctl("start", SOCKET)
    assert property_of("webhook-cgi-per-request.socket", "ActiveState") == "inactive"
    assert proxy_way.send(request(quiet)).status == 200
    assert main_pid() > 0
