"""The listener: its limits, its ends, and that none of them costs an answered request."""

import collections
import concurrent.futures
import json
import os
import random
import resource
import socket
import subprocess
import threading

import pytest

from harness import sender
from harness.direct import Direct
from harness.listener import Activation, Connected
from harness.waiting import until


@pytest.fixture
def direct(tmp_path):
    direct = Direct(tmp_path / "etc", tmp_path / "spool")
    config = json.loads(direct.config.read_text())
    direct.config.write_text(json.dumps({**config, "deadline": "20s"}))
    return direct


@pytest.fixture
def listen(direct):
    """Starts a listener with these arguments."""
    started = []

    def start(*arguments, **options):
        started.append(Activation(direct, *arguments, **options))
        return started[-1]

    yield start
    for listener in started:
        listener.close()


def request(direct):
    return direct.request(sender.push())


def stalled(direct, listener):
    """A connection that is being served, and stays so."""
    one = Connected(listener)
    one.feed(request(direct).head(length=1000) + b"{")
    return one


def lines(listener, text):
    return [line for line in listener.said.splitlines() if text in line]


# ------------------------------------------------------------------------ ends


def test_it_ends_when_idle_and_the_next_connection_starts_another(direct, listen):
    listener = listen("--idle", "50ms")
    for turn in range(3):
        assert listener.way.send(request(direct)).status == 200
        until(lambda: len(listener.statuses) == turn + 1, "it ended")
    assert listener.statuses == [0, 0, 0]
    assert listener.said == ""


def test_no_connection_is_lost_to_an_idle_end(direct, listen):
    """Connections arrive before, at and after the moment at which it ends."""
    listener = listen("--idle", "3ms")
    chance = random.Random(5)
    gap = threading.Event()
    for _ in range(400):
        gap.wait(chance.uniform(0.0, 0.008))
        assert listener.way.send(request(direct)).status == 200
    assert len(direct.spool.stored()) == 400
    assert len(listener.statuses) > 40, "it hardly ever ended"
    assert set(listener.statuses) == {0}


def test_told_to_end_it_lets_every_request_end_and_takes_no_other(direct, listen):
    listener = listen()
    slow = [Connected(listener) for _ in range(5)]
    requests = [request(direct) for _ in slow]
    for one, each in zip(slow, requests):
        one.feed(each.head(length=len(each.body)) + each.body[:5])
    first = listener.process
    first.terminate()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(listener.way.send, request(direct))
        for one, each in zip(slow, requests):
            assert first.poll() is None, "it left a child behind"
            one.feed(each.body[5:])
            assert one.read().startswith(b"HTTP/1.1 200 ")
        assert waiting.result(timeout=30).status == 200, "the queue was not kept"
    assert listener.statuses == [0]
    assert listener.process.pid != first.pid


def test_killed_it_loses_no_request_that_is_being_served(direct, listen):
    """Without systemd, which would end them too: they need no parent."""
    listener = listen()
    slow = Connected(listener)
    each = request(direct)
    slow.feed(each.head(length=len(each.body)))
    listener.kill()
    until(lambda: listener.statuses == [-9], "it is dead")
    slow.feed(each.body)
    assert slow.read().startswith(b"HTTP/1.1 200 ")
    assert listener.way.send(request(direct)).status == 200


def test_a_replaced_program_is_taken_at_the_first_moment_without_a_request(direct, listen):
    direct.take_programs()
    listener = listen()
    statuses = []

    def send():
        statuses.append(listener.way.send(request(direct)).status)
        return len(listener.statuses)

    send()
    for turn in range(3):
        fresh = direct.folder / "fresh"
        fresh.write_bytes((direct.folder / "webhook-cgi").read_bytes())
        fresh.chmod(0o755)
        fresh.rename(direct.folder / "webhook-cgi")
        until(lambda: send() > turn, "another listener was started")
    assert set(statuses) == {200}
    assert listener.statuses == [0, 0, 0]


def test_a_program_that_is_missing_is_not_replaced(direct, listen):
    direct.take_programs()
    listener = listen("--idle", "1h")
    listener.way.send(request(direct))
    (direct.folder / "webhook-cgi").rename(direct.folder / "away")
    first = listener.process.pid
    until(lambda: pause_of_a_look(listener, direct), "it looked")
    assert (listener.process.pid, listener.statuses) == (first, [])
    (direct.folder / "away").rename(direct.folder / "webhook-cgi")


def pause_of_a_look(listener, direct, seen=collections.Counter()):
    """Requests for well over a second, in which it must have looked once."""
    seen["turns"] += 1
    assert listener.way.send(request(direct)).status == 200
    return seen["turns"] > 75


def test_an_old_one_leaves_and_a_slow_request_holds_it_up_for_a_while_only(direct, listen):
    """Ten seconds later it takes no more, and the slow request is over after twenty."""
    listener = listen("--lifetime", "100ms")
    slow = stalled(direct, listener)
    for _ in range(5):
        assert listener.way.send(request(direct)).status == 200
    assert listener.statuses == []
    statuses = []

    def another_took_over():
        statuses.append(listener.way.send(request(direct), timeout=40).status)
        return listener.statuses

    until(another_took_over, "another took over", limit=60)
    assert set(statuses) == {200}
    assert listener.statuses[0] == 0
    assert slow.read().startswith(b"HTTP/1.1 408 ")


# ---------------------------------------------------------------------- limits


def test_over_the_total_connections_wait_and_none_is_dropped(direct, listen):
    listener = listen("--max-connections", "3")
    slow = [stalled(direct, listener) for _ in range(3)]
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        waiting = [pool.submit(listener.way.send, request(direct)) for _ in range(20)]
        until(lambda: len(listener.children()) == 3, "three are served")
        assert not any(one.done() for one in waiting)
        for one in slow:
            one.connection.close()
        assert [one.result().status for one in waiting] == [200] * 20
    assert len(listener.statuses) == 0


def test_one_client_has_so_many_connections_and_others_have_theirs(direct, listen):
    listener = listen("--max-per-address", "2")
    slow = [stalled(direct, listener) for _ in range(2)]
    with listener.way.connect() as connection:
        connection.settimeout(20)
        try:
            assert connection.recv(1) == b"", "it was not hung up on"
        except ConnectionResetError:
            pass
    assert listener.way.from_client("127.0.0.2").send(request(direct)).status == 200
    slow[0].connection.close()
    until(lambda: len(listener.children()) == 1, "the first is gone")
    until(lambda: sends(listener, direct), "and another may come")


def sends(listener, direct):
    try:
        return listener.way.send(request(direct)).status == 200
    except OSError:
        return False


def test_a_request_that_does_not_end_is_killed_and_said_so(direct, listen):
    listener = listen("--max-age", "300ms")
    assert stalled(direct, listener).read() == b""
    said = until(lambda: lines(listener, "SIGKILL"), "it is logged")
    assert said == [
        "webhook-cgi: the process of a request ended by signal 9 (SIGKILL): it was older than"
        " --max-age"]
    assert listener.way.send(request(direct)).status == 200


@pytest.mark.parametrize(("number", "name"), [(4, "SIGILL"), (11, "SIGSEGV"), (9, "SIGKILL")])
def test_a_process_that_dies_is_logged_once_and_harms_no_other(direct, listen, number, name):
    listener = listen()
    bystander = stalled(direct, listener)
    victim = stalled(direct, listener)
    victim.signal(number)
    assert victim.read() == b""
    until(lambda: listener.said, "it is logged")
    assert listener.said == (
        f"webhook-cgi: the process of a request ended by signal {number} ({name})\n")
    assert not bystander.is_over()
    assert listener.way.send(request(direct)).status == 200


def test_a_client_that_is_gone_is_no_fault(direct, listen):
    listener = listen()
    for _ in range(30):
        each = request(direct)
        with listener.way.connect() as connection:
            connection.sendall(each.head(length=len(each.body)) + each.body)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert listener.way.send(request(direct)).status == 200
    until(lambda: listener.children() == [], "every process ended")
    assert listener.said == ""


def test_without_descriptors_connections_wait_and_are_served_later(direct, listen):
    listener = listen()
    listener.way.send(request(direct))
    pid = listener.process.pid
    hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)[1]
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (5, hard))
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        waiting = [pool.submit(listener.way.send, request(direct)) for _ in range(10)]
        until(lambda: lines(listener, "none can be accepted"), "it complained")
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (hard, hard))
        assert [one.result().status for one in waiting] == [200] * 10
    assert len(listener.said.splitlines()) == 1
    assert (listener.process.pid, listener.statuses) == (pid, [])


def test_without_processes_connections_wait_and_are_served_later(tmp_path):
    """As a user of its own: root is not bound by this limit."""
    spool = tmp_path / "spool"
    spool.mkdir()
    direct = Direct(tmp_path / "etc", spool)
    direct.take_programs()
    for path in [tmp_path, *tmp_path.parents]:
        path.chmod(path.stat().st_mode | 0o755)
    subprocess.run(["chmod", "-R", "a+rwX", tmp_path], check=True)
    user = ["setpriv", "--reuid", "games", "--regid", "games", "--clear-groups"]
    with Activation(direct, before=user) as listener:
        assert listener.way.send(request(direct)).status == 200
        pid = listener.process.pid
        until(lambda: listener.children() == [], "only the listener is left")
        subprocess.run([*user, "prlimit", f"--pid={pid}", "--nproc=1:"], check=True)
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            waiting = [pool.submit(listener.way.send, request(direct)) for _ in range(10)]
            until(lambda: lines(listener, "no process can be started"), "it complained")
            assert listener.children() == []
            subprocess.run([*user, "prlimit", f"--pid={pid}", "--nproc=1000:"], check=True)
            assert [one.result().status for one in waiting] == [200] * 10
        assert len(listener.said.splitlines()) == 1
        assert (listener.process.pid, listener.statuses) == (pid, [])


# --------------------------------------------------------------- being started


def start(direct, *arguments, **variables):
    done = subprocess.run(
        [direct.programs / "webhook-cgi", *arguments], env=variables, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=20, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "there are none"),
        ({"LISTEN_FDS": "0", "LISTEN_PID": "1"}, "there are none"),
        ({"LISTEN_FDS": "x", "LISTEN_PID": "1"}, "there are none"),
        ({"LISTEN_FDS": "1", "LISTEN_PID": "1"}, "the sockets are for process 1 (LISTEN_PID)"),
    ],
)
def test_without_sockets_it_says_what_is_wrong(direct, variables, said):
    status, error = start(direct, "--listen", **variables)
    assert (status, said in error) == (64, True), error


def test_what_is_no_listening_socket_is_said(direct, tmp_path):
    plain = (tmp_path / "file").open("w")
    done = subprocess.run(
        ["bash", "-c", 'exec 3<&"$0"; LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"', str(plain.fileno()),
         direct.programs / "webhook-cgi", "--listen"],
        pass_fds=[plain.fileno()], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, "descriptor 3 is no listening socket" in done.stderr) == (64, True)


def test_all_sockets_that_are_handed_over_are_served(direct):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    numbers = [one.fileno() for one in sockets]
    hand_over = 'exec 8<&"$1" 9<&"$2"; shift 2; exec 3<&8 4<&9; ' \
        'LISTEN_PID=$$ LISTEN_FDS=2 exec "$@"'
    process = subprocess.Popen(
        ["bash", "-c", hand_over, "bash", *map(str, numbers), direct.programs / "webhook-cgi",
         "--listen", "--config", direct.config], pass_fds=numbers)
    try:
        for one in sockets * 2:
            way = sender.Way("listener", one.getsockname()[1])
            assert way.send(request(direct)).status == 200
    finally:
        process.terminate()
        assert process.wait() == 0


def test_a_child_has_neither_the_sockets_nor_the_signals_of_the_listener(direct, listen):
    listener = listen()
    child = stalled(direct, listener)
    folder = f"/proc/{child.number}/fd"

    def has_closed_them():
        kinds = {name: os.readlink(f"{folder}/{name}") for name in os.listdir(folder)}
        return "3" not in kinds and "anon_inode:[signalfd]" not in kinds.values()

    until(lambda: quietly(has_closed_them), "it closed them")


def quietly(look):
    """What was seen; nothing when a file was closed meanwhile."""
    try:
        return look()
    except FileNotFoundError:
        return None
