"""What keeps a spool busy while its power is cut."""

import dataclasses
import itertools
import random
import subprocess
import threading
import uuid

# Which routes take which event: the inspection expects exactly these tasks.
ROUTES_OF = {"push": {"each", "keyed"}, "release": {"each"}, "star": set()}
EVENTS = ("push", "push", "push", "release", "star")
SENDERS = 6
KEYS = 5


@dataclasses.dataclass(frozen=True)
class Answered:
    """A delivery that was answered 2xx."""

    delivery: str
    event: str
    event_id: str


@dataclasses.dataclass(frozen=True)
class Noted:
    """What was promised, and how far everything was, at one moment right before a cut.

    `runs` is the size of the programs' notes, `done` the tasks seen in done/.
    """

    answered: tuple
    runs: int
    done: frozenset

    @staticmethod
    def now(answered, notes, spool):
        done = frozenset(path.name for path in (spool / "tasks/done").glob("*/*"))
        return Noted(tuple(answered), notes.stat().st_size, done)


def routes(program, notes):
    """Two routes: one for many events, one with a key for some of them."""
    retry = {"retries": 100, "base": "50ms", "factor": 1, "max": "50ms"}

    def route(name, events, **more):
        step = {"name": "note", "run": [program, str(notes)], "timeout": "60s"}
        return {"name": name, "match": {"event": events}, "retry": retry, "steps": [step], **more}

    return [
        route("each", ["push", "release"]),
        route("keyed", "push", one_at_a_time="{{payload.key}}"),
    ]


# One line for every program that was started: the task and the number of the attempt. It lies
# outside the image, so a power cut takes nothing from it.
PROGRAM = 'echo "$WEBHOOK_TASK $WEBHOOK_ATTEMPT" >>"$1"'


class Load:
    """Senders in parallel, and a runner that is killed and started again.

    `send` takes a request and returns an answer, None when there was none.
    """

    def __init__(self, direct, notes, send, with_runner):
        self.direct = direct
        self.notes = notes
        self.send = send
        self.with_runner = with_runner
        self.answered = []
        self.faults = []
        self.kills = 0
        self.duplicates = 0
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._runner = None
        self._threads = []

    def start(self):
        for number in range(SENDERS):
            self._begin(self._keep_sending, random.Random(number))
        if self.with_runner:
            self._begin(self._keep_running)

    def _begin(self, work, *arguments):
        thread = threading.Thread(target=self._guard, args=(work, *arguments))
        thread.start()
        self._threads.append(thread)

    def _guard(self, work, *arguments):
        try:
            work(*arguments)
        except Exception as fault:  # a thread's fault must end the test, not only the thread
            self.faults.append(repr(fault))
            raise

    def note(self):
        """Everything promised so far. To be called right before the cut."""
        with self._lock:
            answered = tuple(self.answered)
        return Noted.now(answered, self.notes, self.direct.spool.path)

    def stop(self):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _keep_sending(self, chance):
        for number in itertools.count():
            if self._stop.is_set():
                return
            again = number % 16 == 15 and self.answered
            if again:
                self._send_again(chance.choice(self.answered))
            else:
                self._send_new(chance, number)

    def _send_new(self, chance, number):
        event = chance.choice(EVENTS)
        size = 3_000_000 if number % 40 == 20 else 300_000 if number % 10 == 5 else 1000
        payload = {"key": f"key-{chance.randrange(KEYS)}", "padding": "x" * size}
        request = self.direct.request(payload, event=event, delivery=str(uuid.uuid4()))
        answer = self.send(request)
        if answer is None or answer.status != 200:
            self.faults.append(f"a new delivery was answered {answer}")
            return
        with self._lock:
            self.answered.append(Answered(request.delivery, event, answer.json["event_id"]))

    def _send_again(self, answered):
        answer = self.send(self.direct.request({}, answered.event, answered.delivery))
        if answer is None or answer.status != 409:
            self.faults.append(f"a delivery answered before was answered {answer}")
        self.duplicates += 1

    def _keep_running(self):
        """Lets the runner work for as long as a number of events takes, then kills it."""
        while not self._stop.is_set():
            # A child that had not executed its program yet may still hold the lock for a moment.
            runner = self.direct.start_runner("--watch", "--wait", "--jobs", "4",
                                              stdout=subprocess.DEVNULL)
            mark = len(self.answered) + 60
            while not self._stop.is_set() and len(self.answered) < mark:
                if runner.poll() is not None:
                    self.faults.append(f"the runner ended with {runner.returncode}")
                    return
                self._stop.wait(0.01)
            runner.kill()
            runner.wait()
            self.kills += 1
