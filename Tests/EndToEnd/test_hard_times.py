"""The runner on a machine that has no room, no descriptors, or another runner's programs on it."""

import json
import os
import pathlib
import signal
import subprocess

import pytest

from harness.machine import DIST
from harness.waiting import until

RUNNER = str(DIST / "spool-runner")
NOBODY = 65534


def parsed(line):
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return None


class Bench:
    """A spool of its own with one route, without systemd."""

    def __init__(self, folder, owner=0):
        self.folder = folder
        self.spool = folder / "spool"
        self.spool.mkdir(exist_ok=True)
        os.chown(self.spool, owner, owner)
        self.routes = folder / "routes"
        self.routes.mkdir()
        (folder / "config.json").write_text(json.dumps({"spool": str(self.spool), "keep_free": 0}))

    def route(self, *command, **keys):
        step = {"name": "go", "run": list(command)}
        route = {"name": "go", "match": {"source": "manual"}, "steps": [step], **keys}
        (self.routes / "a.json").write_text(json.dumps({"routes": [route]}))

    def command(self, *arguments):
        config = str(self.folder / "config.json")
        return [RUNNER, *arguments, "--config", config, "--routes", str(self.routes)]

    def do(self, *arguments, status=0, before=""):
        done = subprocess.run(
            ["/bin/bash", "-c", f'{before}\nexec "$@"', "bash", *self.command(*arguments)],
            capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == status, (arguments, done)
        return done.stdout + done.stderr

    def start(self):
        return subprocess.Popen(self.command("run", "--jobs", "4"))

    def begun(self):
        """The claims whose programs have begun."""
        return [path for path in self.tasks("claimed") if path.read_bytes()]

    def send(self, count=1):
        file = self.folder / "event.json"
        file.write_text('{"event":"x","payload":{"repository":"a/b"}}')
        for _ in range(count):
            self.do("send", str(file), "--source", "manual")

    def tasks(self, state):
        return [path for path in (self.spool / "tasks" / state).rglob("*") if path.is_file()]

    def lines(self, path):
        """The whole lines; a write that failed half may have left a torn one, which counts for none."""
        return [whole for whole in map(parsed, path.read_text().splitlines()) if whole]


@pytest.fixture
def bench(tmp_path):
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    return Bench(tmp_path)


@pytest.fixture
def small(tmp_path):
    """A bench on a file system of 4 MiB."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", tmp_path], check=True)
    yield Bench(tmp_path)
    subprocess.run(["umount", "-l", tmp_path], check=True)


def fill(bench):
    with pytest.raises(OSError), (bench.folder / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def test_root_runs_a_route_as_the_spools_owner_and_leaves_nothing_of_its_own(tmp_path):
    for parent in [tmp_path, *tmp_path.parents[:2]]:
        parent.chmod(0o755)
    bench = Bench(tmp_path, owner=NOBODY)
    bench.route("/bin/sh", "-c", "id -u; id -G; pwd; exit 100")
    bench.send()
    assert "root acts as nobody" in bench.do("run")
    (task,) = bench.tasks("failed")
    assert bench.lines(task)[-1]["output"] == f"{NOBODY}\n{NOBODY}\n/\n"
    bench.do("retry", task.name)
    bench.do("run")
    assert len(bench.lines(bench.tasks("failed")[0])) == 5
    assert {path.stat().st_uid for path in bench.spool.rglob("*")} == {NOBODY}


def test_what_root_owns_root_runs(bench):
    bench.route("/bin/sh", "-c", "id -u")
    bench.send()
    assert "acts as" not in bench.do("run")
    assert bench.lines(bench.tasks("done")[0])[-1]["output"] == "0\n"


def test_more_jobs_than_descriptors_lose_no_program(bench):
    bench.route("/bin/sleep", "0.2", retry={"retries": 0})
    bench.send(40)
    bench.do("run", "--jobs", "40", before="ulimit -n 100")
    assert len(bench.tasks("done")) == 40
    assert all(len(bench.lines(task)) == 2 for task in bench.tasks("done"))


def test_programs_have_the_limit_the_runner_was_started_with(bench):
    bench.route("/bin/sh", "-c", "ulimit -Sn")
    bench.send()
    bench.do("run", before="ulimit -Hn 900; ulimit -Sn 77")
    assert bench.lines(bench.tasks("done")[0])[-1]["output"] == "77\n"


def test_outcomes_of_a_full_disk_are_written_when_there_is_room(small):
    asleep = small.folder / "asleep"
    asleep.touch()
    small.route(
        "/bin/sh", "-c", f"while [ -e {asleep} ]; do sleep 0.05; done; seq 5000",
        retry={"retries": 0})
    small.send(3)
    runner = small.start()
    until(lambda: len(small.begun()) == 3, "three programs run")
    waiting = pathlib.Path(f"/proc/{runner.pid}/task/{runner.pid}/children")
    fill(small)
    asleep.unlink()
    until(lambda: waiting.read_text() == "", "the programs have ended")
    assert small.tasks("done") == []
    (small.folder / "filler").unlink()
    assert runner.wait(60) == 0
    assert len(small.tasks("done")) == 3
    assert all(len(small.lines(task)) == 2 for task in small.tasks("done"))


def test_a_full_disk_is_swept_without_an_order(small):
    day = small.spool / "tasks/done/2020-01-01"
    small.route("/bin/true")
    small.do("run")
    day.mkdir()
    (day / "20200101T000000000000Z-0000000000000001.go.1").write_bytes(b"")
    fill(small)
    small.do("sweep", "--now")
    assert not day.exists()


def test_a_limit_on_the_size_of_files_does_not_kill_the_runner(bench):
    bench.route("/bin/true")
    bench.send()
    done = subprocess.run(
        ["/bin/bash", "-c", 'ulimit -f 0; exec "$@"', "bash", *bench.command("run")],
        capture_output=True, timeout=60, check=False)
    assert done.returncode in (0, 75), done
    bench.do("run")
    assert len(bench.tasks("done")) == 1


CLEARED = "exec env -i /bin/sleep 300 >/dev/null 2>&1 & wait"


def orphan(bench, script=CLEARED):
    """Kills a runner in the middle, and the program's first process with it; the pid of the rest."""
    bench.route("/bin/sh", "-c", script, one_at_a_time="{{event}}", retry={"base": "1ms"})
    bench.send()
    runner = bench.start()
    until(bench.begun, "the program runs")
    leader = bench.lines(bench.begun()[0])[0]["pid"]
    children = pathlib.Path(f"/proc/{leader}/task/{leader}/children")
    until(lambda: children.read_text().strip(), "the program has a child")
    child = int(children.read_text().split()[0])
    until(lambda: pathlib.Path(f"/proc/{child}/comm").read_text() == "sleep\n", "it sleeps")
    runner.kill()
    runner.wait()
    os.kill(leader, signal.SIGKILL)
    until(lambda: not alive(leader), "the first process is dead")
    return child


def alive(process):
    try:
        return ") Z " not in pathlib.Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


def test_a_program_that_cleared_its_environment_is_ended_before_the_next_begins(bench):
    child = orphan(bench)
    bench.route("/bin/sh", "-c", f"! kill -0 {child}", one_at_a_time="{{event}}")
    bench.send()
    bench.do("run", "--linger", "10s")
    assert not alive(child)
    assert len(bench.tasks("done")) == 2


def test_a_runner_of_another_pid_namespace_neither_kills_nor_runs_again(bench):
    child = orphan(bench)
    try:
        bench.route("/bin/true", one_at_a_time="{{event}}")
        bench.send()
        done = subprocess.run(
            ["unshare", "--pid", "--fork", "--mount-proc", *bench.command("run")],
            capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0 and "PID namespace" in done.stderr, done
        assert alive(child)
        assert bench.tasks("done") == []
        assert len(bench.tasks("claimed")) == 1
        bench.do("run", "--linger", "10s")
        assert not alive(child)
        assert len(bench.tasks("done")) == 2
    finally:
        if alive(child):
            os.kill(child, signal.SIGKILL)


def test_nothing_of_the_runners_can_be_locked_by_another_account(bench):
    bench.route("/bin/true")
    bench.send()
    bench.do("run")
    os.chmod(bench.spool, 0o755)
    for lock in ("runner/lock", "lock"):
        done = subprocess.run(
            ["setpriv", "--reuid", "nobody", "--regid", "0", "--clear-groups", "flock", "-n",
             bench.spool / lock, "true"],
            capture_output=True, text=True, check=False)
        assert "Permission denied" in done.stderr, done
