"""Receivers and runners killed by the dozen while deliveries pour in: nothing lost or doubled."""

import collections
import dataclasses
import itertools
import json
import os
import pathlib
import random
import subprocess
import threading

import pytest

from harness.direct import Direct, parse_cgi, parse_http
from harness.listener import Connected, Listened
from harness.spool import read
from harness.waiting import until

SENDERS = 4
LEAST_RECEIVERS = 20
LEAST_ATTEMPTS = 10
LEAST_RUNNERS = 12
# What ends the storm though too few were hit: a failure, not a wait.
MOST_REQUESTS = 2000
# The senders stay this little ahead of the killing of runners.
REQUESTS_A_RUNNER = 30
KEYS = 6
JOBS = 4
# What a runner of the storm on a listener may open, and how many programs it is asked for at last:
# far more than it has descriptors for.
FEW = ("prlimit", "--nofile=256:256", "--")
MANY = 200

# The lock is held by every process of the attempt and ends with the last of them, so it shows two
# attempts of a key that are alive at once, whoever was killed before.
PROGRAM = """
note() { echo "$1 $WEBHOOK_TASK $WEBHOOK_ATTEMPT" >>"$2/notes"; }
exec 9>>"$1/lock-$2"
flock -n 9 || { note overlap "$1"; exit 100; }
note start "$1"
if [ "$3" = hold ] && [ "$WEBHOOK_ATTEMPT" = 1 ] && [ ! -e "$1/open" ]; then
  (read -r _ <"$1/gate") &
  echo $$ >"$1/held-$WEBHOOK_TASK"
  read -r _ <"$1/gate"
fi
note end "$1"
"""


@dataclasses.dataclass
class Notes:
    """What the programs said of themselves, outside the spool."""

    folder: pathlib.Path

    def count(self):
        """(word, task, attempt) -> how often."""
        lines = (self.folder / "notes").read_text().splitlines()
        return collections.Counter(
            (word, task, int(attempt)) for word, task, attempt in map(str.split, lines)
        )

    def running(self):
        """Programs that began and did not end; the killed ones stay among them."""
        said = self.count()
        return {(task, attempt) for word, task, attempt in said
                if word == "start" and ("end", task, attempt) not in said}

    def holding(self):
        """Tasks whose program waits at the gate, and does so until it is killed."""
        return {path.name.removeprefix("held-") for path in self.folder.glob("held-*")}


@pytest.fixture
def notes(tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "notes").touch()
    os.mkfifo(folder / "gate")
    return Notes(folder)


@pytest.fixture
def direct(tmp_path, notes):
    return prepared(Direct(tmp_path / "etc", tmp_path / "spool"), notes)


@pytest.fixture
def listened(tmp_path, notes):
    """All requests go to one listener."""
    listened = prepared(Listened(tmp_path / "etc", tmp_path / "spool"), notes)
    listened.listen("--idle", "50ms")
    yield listened
    listened.close()


def prepared(direct, notes):
    program = direct.write_program("handler", PROGRAM)
    retry = {"retries": 1000, "base": "10ms", "factor": 1, "max": "10ms"}

    def route(name, lock, **more):
        arguments = [program, str(notes.folder), lock, "{{payload.hold}}"]
        step = {"name": "handle", "run": arguments, "timeout": "10m"}
        return {"name": name, "match": {}, "retry": retry, "steps": [step], **more}

    direct.write_routes(
        route("keyed", "{{payload.key}}", one_at_a_time="{{payload.key}}"), route("free", "{{id}}")
    )
    return direct


class Victim:
    """A receiver that is killed between its first write and its answer."""

    def __init__(self, direct, request):
        self.direct = direct
        self.request = request
        self.start()

    def start(self):
        self.process = self.direct.start_receiver(self.request)
        self.number = self.process.pid

    def is_over(self):
        return self.process.poll() is not None

    def has_written(self):
        """Whether it holds a file in tmp/ that has bytes in it; with or without a name."""
        folder = f"/proc/{self.number}/fd"
        try:
            for entry in os.listdir(folder):
                path = f"{folder}/{entry}"
                if f"{self.direct.spool.path}/tmp/" in os.readlink(path) and os.stat(path).st_size:
                    return True
        except OSError:  # it is gone, or closed the file meanwhile
            pass
        return False

    def feed(self, data):
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def kill_while_it_reads(self):
        """Half of the body is in a file without a name, and there is no more."""
        self.feed(self.request.body[: len(self.request.body) // 2])
        until(self.has_written, "the receiver keeps the body in a file")
        return self.kill(True)

    def kill_while_it_stores(self, patience):
        """The body is complete; killed a moment after its event has a name somewhere."""
        tmp = self.direct.spool.path / "tmp"
        self.feed(self.request.body)
        draft = until(lambda: self.is_over() or self.draft(tmp), "a draft")
        for _ in range(patience):
            self.is_over()
        return self.kill(draft is not True)

    def draft(self, tmp):
        """The name of the draft that this receiver writes, once there is one."""
        folder = f"/proc/{self.number}/fd"
        try:
            for entry in os.listdir(folder):
                target = os.readlink(f"{folder}/{entry}")
                if target.startswith(f"{tmp}/") and not target.endswith(" (deleted)"):
                    return target
        except OSError:
            pass
        return None

    def kill(self, had_written):
        """The answer, None without one; and whether it was hit between write and answer."""
        self.process.kill()
        self.process.stdin.close()
        answer = parse_cgi(self.process.stdout.read())
        self.process.stdout.close()
        return answer, self.process.wait() == -9 and had_written and answer is None


class ConnectedVictim(Victim):
    """The process of a connection to a listener."""

    def start(self):
        self.served = Connected(self.direct.listener)
        self.number = self.served.number
        self.served.feed(self.request.head(length=len(self.request.body)))

    def is_over(self):
        return self.served.is_over()

    def feed(self, data):
        self.served.feed(data)

    def kill(self, had_written):
        self.served.signal(9)
        answer = parse_http(self.served.read())
        return answer, had_written and answer is None


class Storm:
    victim = Victim

    def __init__(self, direct, notes):
        self.direct = direct
        self.notes = notes
        self.answered = set()
        self.unanswered = set()
        self.hit = 0
        self.sent = 0
        self.kills = 0
        self.cut = set()
        self.faults = []
        self.lock = threading.Lock()

    def is_over(self):
        if self.sent >= MOST_REQUESTS or self.faults:
            return True
        return (self.hit >= LEAST_RECEIVERS and self.kills >= LEAST_RUNNERS
                and len(self.cut) >= LEAST_ATTEMPTS)

    def rage(self):
        """Sends, kills and starts again until enough was hit."""
        threads = [threading.Thread(target=self.guard, args=(self.keep_sending, random.Random(n)))
                   for n in range(SENDERS)]
        threads.append(threading.Thread(target=self.guard, args=(self.keep_killing_runners,)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert self.faults == []

    def guard(self, work, *arguments):
        try:
            work(*arguments)
        except BaseException as fault:
            self.faults.append(repr(fault))
            raise

    def keep_sending(self, chance):
        for number in itertools.count():
            if self.is_over():
                return
            until(lambda: self.sent < REQUESTS_A_RUNNER * (self.kills + 1) or self.is_over(),
                  "the next runner was killed", limit=90)
            hold = number % 5 == 0
            large = not hold and chance.random() < 0.5
            payload = {
                "key": f"key-{chance.randrange(KEYS)}", "padding": "x" * (400_000 if large else 99),
                "hold": "hold" if hold else "no",
            }
            request = self.direct.request(payload)
            answer, hit = self.send_and_kill(request, chance) if large else (
                self.direct.send(request), False)
            if answer is None and chance.random() < 0.8:
                answer = self.send_until_answered(request)
            with self.lock:
                self.sent += 1
                self.hit += hit
                done = answer is not None and answer.status in (200, 409)
                (self.answered if done else self.unanswered).add(request.delivery)

    def send_and_kill(self, request, chance):
        victim = self.victim(self.direct, request)
        if chance.random() < 0.3:
            return victim.kill_while_it_reads()
        return victim.kill_while_it_stores(chance.randrange(200))

    def send_until_answered(self, request):
        """What a sender does that got no answer: the same delivery again."""
        def attempt():
            answer = self.direct.send(request)
            if answer is None:  # a listener's process may be hit by what was meant for another
                return None
            assert answer.status in (200, 409, 503), answer
            return answer if answer.status != 503 else None

        return until(attempt, "the delivery was taken at last")

    def keep_killing_runners(self):
        """Each runner works until programs wait at the gate, or until a drawn number has begun."""
        chance = random.Random(99)
        while not self.is_over():
            # Counted first: the runner may be at work before we look again.
            before, held = len(self.notes.count()), len(self.notes.holding())
            # A child that had not executed its program yet may still hold the lock for a moment.
            runner = self.direct.start_runner("--watch", "--wait", "--jobs", str(JOBS),
                                              stdout=subprocess.DEVNULL)
            try:
                self.let_work(runner, chance, before, held)
            finally:
                runner.kill()
                runner.wait()
            # Their programs wait at the gate, and will until they are killed.
            self.cut |= {one for one in self.notes.running() if one[0] in self.notes.holding()}
            self.kills += 1

    def let_work(self, runner, chance, before, held):
        enough = chance.choice([1, 5, 20, 10**6])

        def may_be_killed():
            if runner.poll() is not None:
                raise AssertionError(f"the runner ended with {runner.returncode}")
            begun = len(self.notes.count()) - before
            return (self.faults or begun >= enough or self.has_nothing_left()
                    or len(self.notes.holding()) - held >= JOBS - 1)

        until(may_be_killed, "the runner had work", limit=60)

    def has_nothing_left(self):
        """The senders wait for the next runner, and this one has begun all that it may."""
        if self.sent < REQUESTS_A_RUNNER * (self.kills + 1):
            return False
        spool = self.direct.spool.path
        return not any(list((spool / folder).iterdir())
                       for folder in ("incoming", "tasks/ready", "tasks/deferred"))

    def finish(self, jobs=JOBS):
        """Opens the gate for what comes, and lets one pass do all that is left."""
        (self.notes.folder / "open").touch()
        status, said = self.direct.run("--wait", "--linger", "5s", "--jobs", str(jobs))
        assert status == 0, said


class ListenerStorm(Storm):
    """Now and then the listener itself is killed too, and another takes over its socket."""

    victim = ConnectedVictim

    def __init__(self, direct, notes):
        super().__init__(direct, notes)
        self.listeners = 0

    def send_and_kill(self, request, chance):
        if chance.random() < 0.3:
            self.direct.listener.kill()
            self.listeners += 1
        return super().send_and_kill(request, chance)


def lines_of(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def outcomes(direct):
    """Of every done task the outcomes of its attempts, in order; their numbers must have no gap."""
    found = {}
    for path in (direct.spool.path / "tasks/done").glob("*/*"):
        ended = [line for line in lines_of(path) if "outcome" in line]
        assert [line["attempt"] for line in ended] == list(range(1, len(ended) + 1)), path.name
        found[path.name] = [line["outcome"] for line in ended]
    return found


def test_a_storm_of_kills_loses_nothing_and_doubles_nothing(direct, notes):
    storm = Storm(direct, notes)
    storm.rage()
    storm.finish()
    must_be_right(storm, direct, notes)


def test_a_storm_on_a_listener_with_few_descriptors_loses_nothing_and_doubles_nothing(
    listened, notes
):
    listened.before = FEW
    storm = ListenerStorm(listened, notes)
    storm.rage()
    storm.finish(MANY)
    must_be_right(storm, listened, notes)
    statuses = listened.listener.statuses
    print(f"{storm.listeners} kills of listeners, ends: {collections.Counter(statuses)}")
    assert statuses.count(-9) >= 5
    assert set(statuses) <= {0, -9}


def must_be_right(storm, direct, notes):
    said = notes.count()
    ends = outcomes(direct)
    cut = sum(list_of.count("cut") for list_of in ends.values())
    print(f"{storm.sent} sent, {len(storm.answered)} answered, {storm.hit} receivers and {cut} "
          f"attempts cut, {storm.kills} runners killed, {len(ends)} tasks done")

    assert storm.hit >= LEAST_RECEIVERS
    assert len(storm.cut) >= LEAST_ATTEMPTS
    assert not [one for one in said if one[0] == "overlap"], "two programs of a key were alive"
    assert direct.spool.incoming() == []
    for state in ("ready", "claimed", "deferred", "failed", "cancelled"):
        assert direct.spool.tasks(state) == [], state

    deliveries = collections.Counter(read(path)["delivery"] for path in direct.spool.events())
    assert set(deliveries.values()) == {1}, "a delivery became two events"
    assert storm.answered <= set(deliveries), "an answered delivery is gone"
    assert set(deliveries) <= storm.answered | storm.unanswered
    events = {path.name.split(".")[0] for path in direct.spool.events()}
    assert set(ends) == {f"{event}.{route}.1" for event in events for route in ("keyed", "free")}

    for task, list_of in ends.items():
        assert list_of == ["cut"] * (len(list_of) - 1) + ["delivered"], task
        last = len(list_of)
        assert said["start", task, last] == said["end", task, last] == 1, task
    for (word, task, attempt), times in said.items():
        assert times == 1, f"attempt {attempt} of {task} ran twice"
        assert attempt <= len(ends[task]), f"attempt {attempt} of {task} was not counted"


def hold_one(direct, notes):
    """A runner whose only program waits at the gate; the program's process id."""
    answer = direct.send(direct.request({"key": "one", "hold": "hold"}))
    task = f"{answer.json['event_id']}.keyed.1"
    runner = direct.start_runner("--watch", stdout=subprocess.DEVNULL)
    held = notes.folder / f"held-{task}"
    until(lambda: held.exists() and held.read_text().strip(), "the program waits at the gate")
    return runner, int(held.read_text()), task


def group(leader):
    """The living members of a process group."""
    members = []
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader and fields[0] not in "ZX":
            members.append(int(path.parent.name))
    return members


@pytest.mark.parametrize("leader_too", [False, True], ids=["runner", "runner-and-program"])
def test_what_a_killed_runner_left_is_gone_before_the_next_attempt(direct, notes, leader_too):
    runner, leader, task = hold_one(direct, notes)
    assert len(group(leader)) >= 2
    runner.kill()
    runner.wait()
    if leader_too:
        os.kill(leader, 9)
        until(lambda: leader not in group(leader), "the program is dead")
    assert group(leader) != [], "what it started lives on"
    (notes.folder / "open").touch()
    status, said = direct.run("--wait", "--linger", "5s")
    assert status == 0, said
    assert group(leader) == []
    assert outcomes(direct)[task] == ["cut", "delivered"]
    assert not [one for one in notes.count() if one[0] == "overlap"]


def test_a_second_runner_touches_nothing_while_the_first_works(direct, notes):
    runner, leader, task = hold_one(direct, notes)
    status, said = direct.run()
    assert (status, str(runner.pid) in said) == (0, True), said
    assert group(leader) != []
    runner.kill()
    runner.wait()
    (notes.folder / "open").touch()
    assert direct.run("--wait", "--linger", "5s")[0] == 0
    assert outcomes(direct)[task] == ["cut", "delivered"]
