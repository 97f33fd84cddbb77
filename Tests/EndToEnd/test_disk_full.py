"""No room, no permission, a read-only file system: refused, nothing half-written, and resumed."""

import collections
import contextlib
import os
import pathlib
import random
import shutil
import tempfile
import threading

import pytest

from harness.direct import Direct
from harness.listener import Listened
from harness.machine import run
from harness.spool import read
from harness.waiting import until

PAGE = 4096
TRY_LATER = 75


class SmallDisk:
    """A tmpfs for one spool, with room that the test takes and gives."""

    def __init__(self, path):
        self.path = path

    def leave_pages(self, count):
        """Fills it until `count` pages are left."""
        with (self.path / "ballast").open("ab") as file:
            free = os.statvfs(self.path).f_bavail - count
            if free > 0:
                os.posix_fallocate(file.fileno(), 0, os.fstat(file.fileno()).st_size + free * PAGE)

    def leave_files(self, count):
        """Makes files until only `count` more can be made."""
        made = []
        with contextlib.suppress(OSError):
            while True:
                path = self.path / f"filler-{len(made)}"
                path.touch()
                made.append(path)
        for path in made[len(made) - count :] if count else []:
            path.unlink()

    def make_room(self):
        for path in [self.path / "ballast", *self.path.glob("filler-*")]:
            path.unlink(missing_ok=True)

    def remount(self, mode):
        run("mount", "-o", f"remount,{mode}", self.path)


@pytest.fixture
def folder():
    """A folder that every user may enter."""
    path = pathlib.Path(tempfile.mkdtemp(dir="/var/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def make_disk(folder):
    """Mounts small disks; a test that tries many fillings takes a new one for each."""
    mounted = []

    def make(options="size=2M"):
        path = folder / f"disk-{len(mounted)}"
        path.mkdir()
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path)
        mounted.append(path)
        return SmallDisk(path)

    yield make
    for path in mounted:
        run("umount", path)


class Bench:
    """A spool and a route whose program notes each start, outside the spool."""

    def __init__(self, folder, spool, kind=Direct, **more):
        self.direct = kind(folder, spool, **more)
        self.direct.take_programs()
        self.notes = folder / "notes"
        self.notes.touch()
        self.notes.chmod(0o666)
        program = self.direct.write_program("note", 'echo "$WEBHOOK_TASK" >>"$1"')
        step = {"name": "note", "run": [program, str(self.notes)]}
        retry = {"retries": 10, "base": "10ms", "factor": 1, "max": "10ms"}
        self.direct.write_routes({"name": "all", "match": {}, "retry": retry, "steps": [step]})

    @property
    def spool(self):
        return self.direct.spool

    def push(self, size):
        return self.direct.request({"padding": "x" * size})

    def must_be_whole(self):
        """No file that anybody looks at may be half an event, and no task in two states."""
        for path in self.spool.stored():
            event = read(path)
            assert event["id"] == path.name.split(".")[0]
        for path in (self.spool.path / "tmp").glob("*"):
            assert path.read_bytes().endswith(f',"id":"{path.name}"}}\n'.encode()), path

    def must_refuse(self, request):
        """503 with a Retry-After, and the spool as it was."""
        before = self.spool.stored()
        answer = self.direct.send(request)
        assert answer.status == 503, answer
        assert int(answer.headers["Retry-After"]) > 0
        self.must_be_whole()
        assert self.spool.stored() == before

    def must_accept_at_last(self, request):
        """Sent once more: now, or by what was left of the first try, there is exactly one event."""
        answer = self.direct.send(request)
        assert answer.status in (200, 409), answer
        assert len(self.spool.of_delivery(request.delivery)) == 1
        self.must_be_whole()

    def must_finish(self, requests):
        """The runner does all that is left: every event done, exactly once."""
        status, said = self.direct.run("--linger", "2s")
        assert status == 0, said
        assert self.spool.incoming() == []
        assert self.spool.unpublished() == []
        for request in requests:
            (event,) = self.spool.of_delivery(request.delivery)
            assert self.spool.state_of(read(event)["id"], "all") == "done"
        states = ("ready", "claimed", "deferred", "done", "failed")
        assert sum(len(self.spool.tasks(state)) for state in states) == len(requests)


@pytest.fixture(params=[Direct, Listened], ids=["process", "listener"])
def bench(request):
    """Makes benches whose requests a process of its own serves, or a listener that runs on."""
    made = []

    def make(folder, spool, **more):
        made.append(Bench(folder, spool, request.param, **more))
        return made[-1]

    yield make
    if request.param is Listened:
        for one in made:
            one.direct.close()


# A small body is held in memory, a large one in a file without a name.
SIZES = pytest.mark.parametrize("size", [30_000, 300_000], ids=["held", "spilled"])


@SIZES
def test_a_receiver_without_room_refuses_at_every_page_and_resumes(folder, make_disk, bench, size):
    statuses = []
    for pages in range(0, 2 * size // PAGE + 8, 1 if size < 100_000 else 9):
        disk = make_disk()
        one = bench(folder, disk.path / "spool")
        one.must_accept_at_last(one.push(10))
        disk.leave_pages(pages)
        request = one.push(size)
        answer = one.direct.send(request)
        statuses.append(answer.status)
        if answer.status == 503:
            assert int(answer.headers["Retry-After"]) > 0
            assert one.spool.of_delivery(request.delivery) == []
        else:
            assert answer.status == 200, answer
        one.must_be_whole()
        disk.make_room()
        one.must_accept_at_last(request)
    assert {200, 503} == set(statuses)
    assert statuses == sorted(statuses, reverse=True), "less room was refused, more was accepted"


def test_a_receiver_that_may_make_no_more_files_refuses_at_every_file_and_resumes(
    folder, make_disk, bench
):
    statuses = []
    for files in range(24):
        disk = make_disk("size=2M,nr_inodes=64")
        one = bench(folder, disk.path / "spool")
        disk.leave_files(files)
        request = one.push(10)
        answer = one.direct.send(request)
        statuses.append(answer.status)
        assert len(one.spool.of_delivery(request.delivery)) == (answer.status == 200)
        one.must_be_whole()
        disk.make_room()
        one.must_accept_at_last(request)
        if answer.status == 503:
            assert int(answer.headers["Retry-After"]) > 0
    assert {200, 503} == set(statuses)


def test_a_delivery_that_found_no_room_is_run_exactly_once_in_the_end(folder, make_disk):
    """What the first try left, the runner and the sender's second try agree on one event."""
    for files in range(8):
        disk = make_disk("size=2M,nr_inodes=96")
        bench = Bench(folder, disk.path / "spool")
        bench.must_accept_at_last(first := bench.push(10))
        disk.leave_files(files)
        second = bench.push(10)
        assert bench.direct.send(second).status in (200, 503)
        disk.make_room()
        bench.must_accept_at_last(second)
        bench.must_finish([first, second])


def test_less_than_what_is_kept_free_is_refused_and_more_is_accepted(folder, make_disk, bench):
    disk = make_disk()
    one = bench(folder, disk.path / "spool", keep_free="1M")
    disk.leave_pages((1 << 20) // PAGE - 1)
    request = one.push(10)
    one.must_refuse(request)
    disk.make_room()
    one.must_accept_at_last(request)


def test_a_receiver_refuses_on_a_read_only_file_system_and_resumes(folder, make_disk, bench):
    disk = make_disk()
    one = bench(folder, disk.path / "spool")
    one.must_accept_at_last(one.push(10))
    disk.remount("ro")
    request = one.push(10)
    one.must_refuse(request)
    disk.remount("rw")
    one.must_accept_at_last(request)


@pytest.mark.parametrize("closed", ["tmp", "incoming", "deliveries"])
def test_a_receiver_that_may_not_write_refuses_and_resumes(folder, closed):
    spool = folder / "spool"
    spool.mkdir()
    shutil.chown(spool, "nobody")
    bench = Bench(folder, spool, user="nobody")
    bench.must_accept_at_last(bench.push(10))
    path = spool / closed
    mode = path.stat().st_mode
    shutil.chown(path, "root")
    path.chmod(0o755)
    request = bench.push(10)
    bench.must_refuse(request)
    shutil.chown(path, "nobody")
    path.chmod(mode)
    bench.must_accept_at_last(request)


def test_a_missing_spool_is_refused_and_not_made(folder):
    bench = Bench(folder, folder / "spool")
    bench.spool.path.rmdir()
    request = bench.push(10)
    answer = bench.direct.send(request)
    assert answer.status == 503
    assert not bench.spool.path.exists()
    bench.spool.path.mkdir()
    bench.must_accept_at_last(request)


def interrupt_runner(bench, disk, fill, requests):
    """A pass on a disk that `fill` made full: it says try later, or did all. Then the rest."""
    fill()
    status, said = bench.direct.run()
    assert status in (0, TRY_LATER), said
    bench.must_be_whole()
    assert len(bench.spool.stored()) == len(requests), "an event is gone or there twice"
    disk.make_room()
    bench.must_finish(requests)
    return status


@pytest.mark.parametrize("what", ["files", "pages"])
def test_a_runner_without_room_says_try_later_loses_nothing_and_resumes(folder, make_disk, what):
    statuses = []
    for left in range(10):
        disk = make_disk("size=2M,nr_inodes=96")
        bench = Bench(folder, disk.path / "spool")
        requests = [bench.push(10) for _ in range(2)]
        for request in requests:
            bench.must_accept_at_last(request)
        fill = disk.leave_files if what == "files" else disk.leave_pages
        statuses.append(interrupt_runner(bench, disk, lambda: fill(left), requests))
    assert TRY_LATER in statuses


def test_a_runner_on_a_read_only_file_system_says_try_later_and_resumes(folder, make_disk):
    disk = make_disk()
    bench = Bench(folder, disk.path / "spool")
    request = bench.push(10)
    bench.must_accept_at_last(request)
    disk.remount("ro")
    status, said = bench.direct.run()
    assert status == TRY_LATER, said
    disk.remount("rw")
    bench.must_finish([request])


@pytest.mark.parametrize("closed", ["events", "tasks/ready", "tasks/claimed", "tasks/done"])
def test_a_runner_that_may_not_write_says_so_and_resumes(folder, closed):
    spool = folder / "spool"
    spool.mkdir()
    shutil.chown(spool, "nobody")
    bench = Bench(folder, spool, user="nobody")
    assert bench.direct.run()[0] == 0
    request = bench.push(10)
    bench.must_accept_at_last(request)
    path = spool / closed
    mode = path.stat().st_mode
    shutil.chown(path, "root")
    path.chmod(0o755)
    status, said = bench.direct.run()
    assert status in (0, TRY_LATER), said
    assert f"{spool}/" in said and "Permission denied" in said
    assert len(bench.spool.of_delivery(request.delivery)) == 1
    shutil.chown(path, "nobody")
    path.chmod(mode)
    bench.must_finish([request])


class Tide:
    """Senders and a watching runner on a disk that fills and empties until enough was seen."""

    SENDERS = 3
    LEAST = {200: 150, 503: 75}
    MOST_REQUESTS = 3000

    def __init__(self, bench, disk, seed):
        self.bench = bench
        self.disk = disk
        self.chance = random.Random(seed)
        self.statuses = collections.Counter()
        self.answered = []
        self.faults = []
        self.lock = threading.Lock()
        # The runner may end when nothing runs and the disk is full, as under its path unit.
        self.ends = collections.Counter()

    def is_over(self):
        enough = all(self.statuses[one] >= least for one, least in self.LEAST.items())
        return enough or self.faults or sum(self.statuses.values()) >= self.MOST_REQUESTS

    def run(self):
        threads = [threading.Thread(target=self.guard, args=(self.send,))
                   for _ in range(self.SENDERS)]
        threads.append(threading.Thread(target=self.guard, args=(self.keep_running,)))
        for thread in threads:
            thread.start()
        self.guard(self.rise_and_fall)
        for thread in threads:
            thread.join()
        self.disk.make_room()
        assert self.faults == []

    def guard(self, work):
        try:
            work()
        except BaseException as fault:
            self.faults.append(repr(fault))
            raise

    def send(self):
        while not self.is_over():
            request = self.bench.push(self.chance.choice([10, 10, 30_000]))
            answer = self.bench.direct.send(request)
            with self.lock:
                self.statuses[answer.status] += 1
                if answer.status == 200:
                    self.answered.append(request)

    def keep_running(self):
        while not self.is_over():
            runner = self.bench.direct.start_runner("--wait", "--watch", "--jobs", "4")
            until(lambda: self.is_over() or runner.poll() is not None, "all was seen", limit=120)
            runner.terminate()
            self.ends[runner.wait()] += 1

    def fill(self):
        """False when others took of the room while it was being measured."""
        try:
            self.disk.leave_pages(self.chance.randrange(4))
        except OSError:
            return False
        return True

    def rise_and_fall(self):
        """Each time until the other answer was given a few times more."""
        wanted = 503
        while not self.is_over():
            if wanted == 503:
                until(self.fill, "the disk was filled")
            else:
                self.disk.make_room()
            seen = self.statuses[wanted] + 5
            until(lambda: self.is_over() or self.statuses[wanted] >= seen, f"{wanted} is answered",
                  limit=60)
            wanted = 200 if wanted == 503 else 503


def test_on_a_disk_that_fills_and_empties_each_accepted_event_runs_exactly_once(
    folder, make_disk
):
    """No runner is killed here, so no program has a reason to run twice: its end is kept until it
    can be written. A clock that jumps is no part of it: a time namespace does not move the wall
    clock, so the simulated one of the unit tests does that."""
    disk = make_disk("size=16M")
    bench = Bench(folder, disk.path / "spool")
    tide = Tide(bench, disk, seed=8)
    tide.run()
    print(f"answers {dict(tide.statuses)}, runners ended with {dict(tide.ends)}")
    status, said = bench.direct.run("--wait", "--linger", "2s")
    assert status == 0, said
    assert set(tide.ends) <= {0, TRY_LATER}
    for request in tide.answered:
        (event,) = bench.spool.of_delivery(request.delivery)
        assert bench.spool.state_of(read(event)["id"], "all") == "done"
    starts = collections.Counter(bench.notes.read_text().split())
    assert {task.split(".")[0] for task in starts} == {
        path.name.split(".")[0] for path in bench.spool.events()}
    assert [task for task, times in starts.items() if times > 1] == []
    assert bench.spool.unpublished() == []
