"""What the runner costs: routing, running, waiting, one large event."""

import contextlib
import json
import os
import shutil
import signal
import statistics
import subprocess
import time

from delivery import payload
from events import (
    day_folder, event_ids, write_ended, write_events, write_orders, write_tasks)

ROUTED = 10_000
RUN = 3_000
KEYED = (1_000, 5_000, 10_000)
ARRIVED = (10_000, 50_000, 200_000)
ORDERS = 4_000
DEFERRED = 100_000
JOBS = 4
# Within a day: a due time beyond that is taken for a wrong clock's.
LATER = 20 * 3600
ROUTE = "bench"


class Runner:
    def __init__(self, work, rounds):
        self.work = work
        self.rounds = rounds
        self.spool = work / "runner-spool"
        self.routes = work / "routes.d"

    def measure(self):
        return {
            "routed": self.median(self.routing),
            "run": self.median(self.running),
            "xargs": self.median(self.xargs),
            "waiting": self.waiting(),
            "keyed": {count: self.keyed(count) for count in KEYED},
            "first": {count: self.first(count) for count in ARRIVED},
            "ordered": self.ordered(),
            "large": self.large(),
        }

    def median(self, measured):
        return statistics.median(measured() for _ in range(self.rounds))

    def routing(self):
        """Events a second, from the start of the program until the last has left `incoming/`.

        One task waits for a file to go and so takes the only slot: the others are made, not run.
        """
        gate = self.work / "gate"
        gate.touch()
        waits = f"while [ -e {gate} ]; do sleep 0.05; done"
        self.fresh_spool(["/bin/sh", "-c", waits])
        incoming = self.spool / "incoming"
        write_events(lambda _: incoming, event_ids(ROUTED), payload(1024))
        os.sync()
        start = time.monotonic()
        runner = self.start("--jobs", "1")
        try:
            while any(name.endswith(".json") for name in os.listdir(incoming)):
                if runner.poll() is not None:
                    raise SystemExit("bench: the runner ended before it had routed everything")
                time.sleep(0.01)
            seconds = time.monotonic() - start
        finally:
            runner.send_signal(signal.SIGTERM)
            gate.unlink()
            runner.wait()
        made = sum(self.count(state) for state in ("ready", "claimed", "deferred", "done"))
        self.expect(made, ROUTED, "tasks were made")
        return ROUTED / seconds

    def running(self):
        """Tasks a second that run /bin/true, events already routed."""
        self.fresh_spool(["/bin/true"])
        ids = list(event_ids(RUN))
        write_events(day_folder(self.spool), ids, payload(1024))
        write_tasks(self.spool / "tasks/ready", ids, ROUTE, "0,0,-,-")
        os.sync()
        start = time.monotonic()
        self.finish(self.start("--jobs", str(JOBS)))
        seconds = time.monotonic() - start
        self.expect(self.count("done"), RUN, "tasks were delivered")
        return RUN / seconds

    def xargs(self):
        words = "1\n" * RUN
        start = time.monotonic()
        subprocess.run(
            ["xargs", "-n1", f"-P{JOBS}", "/bin/true"], input=words, text=True, check=True)
        return RUN / (time.monotonic() - start)

    def waiting(self):
        """Milliseconds of a pass over tasks none of which is due; the first pass warms up."""
        self.fresh_spool(["/bin/true"])
        due = (int(time.time()) + LATER) * 1000
        ids = list(event_ids(DEFERRED))
        write_tasks(self.spool / "tasks/deferred", ids, ROUTE, f"1,{due},-,-")
        os.sync()
        found = []
        for _ in range(6):
            start = time.monotonic()
            self.finish(self.start())
            found.append((time.monotonic() - start) * 1000)
        self.expect(self.count("deferred"), DEFERRED, "tasks still wait")
        return statistics.median(found[1:])

    def keyed(self, count):
        """Milliseconds of a pass over tasks of one key of which none is due; the first warms up."""
        self.fresh_spool(["/bin/true"])
        due = (int(time.time()) + LATER) * 1000
        ids = list(event_ids(count))
        write_tasks(self.spool / "tasks/deferred", ids, ROUTE, f"1,{due},0123456789abcdef,-")
        os.sync()
        found = []
        for _ in range(4):
            start = time.monotonic()
            self.finish(self.start())
            found.append((time.monotonic() - start) * 1000)
        self.expect(self.count("deferred"), count, "tasks still wait")
        return statistics.median(found[1:])

    def first(self, count):
        """Milliseconds until the first program starts, with so many events in `incoming/`."""
        self.stamping_spool()
        write_events(lambda _: self.spool / "incoming", event_ids(count), payload(1024))
        os.sync()
        return self.until_stamp()

    def ordered(self):
        """Milliseconds until the first program starts, with as many orders as failed tasks."""
        self.stamping_spool()
        ids = list(event_ids(ORDERS))
        write_events(day_folder(self.spool), ids, payload(1024))
        day = time.strftime("%Y-%m-%d", time.gmtime())
        write_ended(self.spool / "tasks/failed" / day, ids, ROUTE)
        write_orders(self.spool / "orders", ids, ROUTE)
        os.sync()
        return self.until_stamp()

    def stamping_spool(self):
        """A program makes a file, so that its start can be seen, and ends when the file goes."""
        self.stamp = self.work / "stamp"
        waits = f": >{self.stamp}; while [ -e {self.stamp} ]; do sleep 0.05; done"
        self.fresh_spool(["/bin/sh", "-c", waits])

    def until_stamp(self):
        start = time.monotonic()
        runner = self.start("--jobs", "1")
        try:
            while not self.stamp.exists():
                if runner.poll() is not None:
                    raise SystemExit("bench: the runner ended before it had started anything")
                time.sleep(0.001)
            return (time.monotonic() - start) * 1000
        finally:
            runner.kill()
            runner.wait()
            self.stamp.unlink(missing_ok=True)

    def large(self):
        """KiB that the runner and its child hold at most with one event of 25 MB.

        The child gets all of it on standard input and drops it.
        """
        self.fresh_spool(["/bin/sh", "-c", "cat >/dev/null"])
        incoming = self.spool / "incoming"
        write_events(lambda _: incoming, event_ids(1), payload(25 << 20))
        done = subprocess.run(
            [self.work / "measure", "1", "/dev/null", *self.command()], check=True,
            capture_output=True, text=True, env=self.environment())
        self.expect(self.count("done"), 1, "task was delivered")
        return json.loads(done.stdout)["peak"]

    def fresh_spool(self, program):
        for folder in (self.spool, self.routes):
            with contextlib.suppress(FileNotFoundError):
                shutil.rmtree(folder)
            folder.mkdir()
        (self.spool / "format").write_text("1\n")
        for folder in ("incoming", "orders"):
            (self.spool / folder).mkdir()
        route = {
            "name": ROUTE, "match": {"event": "push"},
            "steps": [{"name": "step", "run": program}],
        }
        (self.routes / "bench.json").write_text(json.dumps({"routes": [route]}))

    def command(self, *options):
        return [self.work / "spool-runner", "--routes", self.routes, "run", *options]

    def environment(self):
        return {"PATH": os.environ["PATH"], "WEBHOOK_SPOOL": str(self.spool)}

    def start(self, *options):
        return subprocess.Popen(self.command(*options), env=self.environment())

    def finish(self, runner):
        if runner.wait() != 0:
            raise SystemExit(f"bench: the runner ended with {runner.returncode}")

    def count(self, state):
        return sum(len(names) for _, _, names in os.walk(self.spool / "tasks" / state))

    def expect(self, found, wanted, what):
        if found != wanted:
            raise SystemExit(f"bench: {found} {what}, not {wanted}")
