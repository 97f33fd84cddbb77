"""From an answered request to a program that ran, started by the real path unit."""

import json
import os
import pathlib
import subprocess
import time

import pytest

from harness import sender
from harness.machine import CONFIG, StartCounter, property_of
from harness.waiting import until

SCRATCH = pathlib.Path("/var/tmp/handlers")


@pytest.fixture
def routes(quiet):
    """A folder where what routes start may write, emptied."""
    SCRATCH.mkdir(mode=0o777, exist_ok=True)
    SCRATCH.chmod(0o777)
    for path in SCRATCH.iterdir():
        path.unlink()
    yield quiet
    quiet.quiet()
    quiet.write_routes()


def route(name, program, event="push", **more):
    return {
        "name": name,
        "match": {"event": event},
        "steps": [{"name": "handle", "run": [program, "{{id}}"], "timeout": "60s"}],
        **more,
    }


def post(machine, way, event="push"):
    answer = way.send(sender.github(machine.secrets["github"], sender.push(), event=event))
    assert answer.status == 200, answer.body
    return answer.json["event_id"]


def active(unit="spool-runner.path"):
    return property_of(unit, "ActiveState") == "active"


def test_an_event_is_handed_to_its_routes_program_on_stdin(routes, way):
    program = routes.program("handler-store", f'cat >"{SCRATCH}/$1"')
    routes.write_routes(route("store", program))
    routes.start_runner()
    event_id = post(routes, way)
    until(lambda: routes.spool.state_of(event_id, "store") == "done", "the task is done")
    handed = json.loads((SCRATCH / event_id).read_bytes())
    assert (handed["id"], handed["source"]) == (event_id, "github")


def test_an_event_without_a_route_is_moved_without_a_task(routes, tcp_way):
    routes.start_runner()
    event_id = post(routes, tcp_way)
    until(lambda: any(event_id in path.name for path in routes.spool.events()), "it was moved")
    assert routes.spool.tasks("ready") + routes.spool.tasks("done") == []


def test_an_event_is_done_while_an_older_one_of_another_route_blocks(routes, tcp_way):
    gate = SCRATCH / "gate"
    os.mkfifo(gate, 0o666)
    gate.chmod(0o666)
    blocking = routes.program("handler-block", f'touch "{SCRATCH}/blocked"; read -r _ <"{gate}"')
    quick = routes.program("handler-quick", "exit 0")
    routes.write_routes(route("a", blocking, event="push"), route("b", quick, event="release"))
    routes.start_runner()
    older = post(routes, tcp_way, event="push")
    until((SCRATCH / "blocked").exists, "route a runs")
    younger = post(routes, tcp_way, event="release")
    until(lambda: routes.spool.state_of(younger, "b") == "done", "the younger event is done")
    assert routes.spool.state_of(older, "a") == "claimed"
    gate.write_text("go\n")
    until(lambda: routes.spool.state_of(older, "a") == "done", "the older event is done")


def test_nothing_restricts_what_a_route_starts(routes, tcp_way):
    text = (
        f'grep -E "^(NoNewPrivs|Seccomp|CapBnd):" /proc/self/status >"{SCRATCH}/status"\n'
        f'readlink /proc/self/ns/mnt >"{SCRATCH}/mounts"'
    )
    routes.write_routes(route("rights", routes.program("handler-rights", text)))
    routes.start_runner()
    event_id = post(routes, tcp_way)
    until(lambda: routes.spool.state_of(event_id, "rights") == "done", "the task is done")
    status = (SCRATCH / "status").read_text()
    manager = pathlib.Path("/proc/1/status").read_text().splitlines()
    assert "NoNewPrivs:\t0\n" in status
    assert "Seccomp:\t0\n" in status
    assert [line for line in manager if line.startswith("CapBnd:")][0] in status
    assert (SCRATCH / "mounts").read_text().strip() == os.readlink("/proc/1/ns/mnt")


def test_fifty_events_over_twenty_seconds_are_all_done_without_spinning(routes, tcp_way):
    routes.write_routes(route("quick", routes.program("handler-quick", "exit 0")))
    with StartCounter() as starts:
        routes.start_runner()
        begin = time.monotonic()
        ids = []
        for number in range(50):
            ids.append(post(routes, tcp_way))
            # The senders' pace is what is tested, not a wait for something.
            time.sleep(max(0, begin + (number + 1) * 0.4 - time.monotonic()))
        until(lambda: len(routes.spool.tasks("done")) == 50, "all fifty are done", limit=60)
        assert all(routes.spool.state_of(event_id, "quick") == "done" for event_id in ids)
        assert active()
        # At most one for each event, and the timer's.
        assert len(starts.times()) <= 50 + 10


def test_a_slow_copy_into_incoming_is_routed_once_it_is_whole(routes):
    with StartCounter() as starts:
        routes.start_runner()
        text = json.dumps({"event": "push", "payload": sender.push(padding=3000)})
        with (routes.spool.path / "incoming/slow.json").open("w") as copy:
            os.fchmod(copy.fileno(), 0o644)
            begin = time.time()
            for start in range(0, len(text), 400):
                copy.write(text[start : start + 400])
                copy.flush()
                time.sleep(0.4)  # the pace of the copy
        until(routes.spool.events, "the copy was routed")
        assert routes.spool.rejected() == []
        assert active()
        assert len(starts.times()) <= (time.time() - begin) + 3


def test_a_file_that_never_becomes_an_event_is_rejected_with_a_reason(routes):
    routes.start_runner()
    path = routes.spool.path / "incoming/torn.json"
    path.write_text('{"event": "push", "payl')
    path.chmod(0o644)
    until(lambda: len(routes.spool.rejected()) >= 2, "it was rejected", limit=30)
    assert any(name.endswith(".reason") for name in routes.spool.rejected())
    assert not path.exists()
    assert active()


def test_a_part_file_starts_nothing(routes):
    with StartCounter() as starts:
        routes.start_runner()
        until(routes.idle, "the pass that the timer starts has ended", limit=30)
        part = routes.spool.path / "incoming/x.part"
        part.write_text("half of")
        before = len(starts.times())
        # Something that does start the runner comes after it, so that it had its time.
        whole = routes.spool.path / "incoming/.whole"
        whole.write_text(json.dumps({"event": "push", "payload": {}}))
        whole.chmod(0o644)
        whole.rename(whole.with_name("whole.json"))
        until(lambda: routes.spool.events() and routes.idle(), "the whole file was routed", 40)
        assert part.exists()
        assert len(starts.times()) <= before + 2
        assert active()
        part.unlink()


def seconds_of_this_run():
    """How long the runner's present process has lived; 0 while there is none."""
    if property_of("spool-runner.service", "MainPID") == "0":
        return 0
    began = property_of("spool-runner.service", "ExecMainStartTimestampMonotonic")
    return time.monotonic() - int(began) / 1e6


def test_a_broken_configuration_neither_spins_nor_ends_the_path_unit(routes, tcp_way):
    routes.write_routes(route("quick", routes.program("handler-quick", "exit 0")))
    event_id = post(routes, tcp_way)
    config = CONFIG.read_text()
    routes.write_config(config[: len(config) // 2])
    try:
        routes.start_runner()
        # A program that is started again every second never comes so far.
        until(lambda: seconds_of_this_run() >= 4, "a run rests", limit=60)
        assert active()
        assert len(routes.spool.incoming()) == 1
        routes.write_config(config)
        until(lambda: routes.spool.state_of(event_id, "quick") == "done", "it went on by itself")
    finally:
        routes.write_config(config)


def test_a_stop_ends_a_pass_in_time_and_its_steps_with_it(routes, tcp_way):
    program = routes.program("handler-forever", f'touch "{SCRATCH}/begun"; exec sleep 4242')
    routes.write_routes(route("forever", program))
    routes.start_runner()
    post(routes, tcp_way)
    until((SCRATCH / "begun").exists, "the step runs")
    routes.stop_runner()
    sleeping = subprocess.run(["pgrep", "-f", "sleep 4242"], stdout=subprocess.DEVNULL, check=False)
    assert sleeping.returncode == 1
    assert routes.spool.tasks("claimed") == []
