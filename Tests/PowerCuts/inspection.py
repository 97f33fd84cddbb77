"""Compares a spool with what was promised before its power was cut.

Every function gives a list of complaints in plain words; an empty one means that the promise holds.
"""

import collections
import hashlib
import json

from load import ROUTES_OF

STATES = ("ready", "claimed", "deferred", "done", "failed", "cancelled")


class Inspection:
    """A spool as it lies there.

    `before`, `during` and `after` are (task, attempt) pairs of the programs that were started, as
    seen from the cut. Of those during it nobody knows whether the cut disk should know of them.
    """

    def __init__(self, spool, noted, before=(), during=(), after=()):
        self.spool = spool
        self.noted = noted
        self.after = list(after)
        self.during = set(during)
        self.runs = [*before, *after]
        self.torn = []
        self.events = {}
        self.places = collections.defaultdict(list)
        for path in [*spool.glob("incoming/*.json"), *spool.glob("events/*/*/*.json")]:
            self._read(path)
        self.tasks = collections.defaultdict(list)
        for state in STATES:
            for path in (spool / "tasks" / state).rglob("*"):
                if path.is_file():
                    self.tasks[path.name.split(",")[0]].append((state, path))

    def _read(self, path):
        try:
            event = json.loads(path.read_bytes())
        except ValueError:
            self.torn.append(path)
            return
        if event.get("id") != path.name.split(".")[0]:
            self.torn.append(path)
            return
        self.events[event["id"]] = {name: event[name] for name in ("event", "delivery")}
        self.places[event["delivery"]].append(path)

    def as_found(self):
        """What must hold at once, before anything was recovered."""
        return self.nothing_torn() + self.nothing_lost()

    def as_recovered(self):
        """What must hold after the runner had nothing left to do."""
        return [
            *self.nothing_torn(), *self.nothing_lost(), *self.nothing_twice(), *self.nothing_left(),
            *self.tasks_of_routes(), *self.attempts_counted(), *self.done_stays_done(),
            *self.ledger_true(),
        ]

    def nothing_torn(self):
        return [f"torn: {path.name} ({path.stat().st_size} bytes)" for path in self.torn]

    def nothing_lost(self):
        lost = [one for one in self.noted.answered if one.delivery not in self.places]
        return [f"lost: {one.event_id}, answered 200" for one in lost]

    def nothing_twice(self):
        twice = [paths for paths in self.places.values() if len(paths) > 1]
        return [f"one delivery, {len(paths)} events: {paths}" for paths in twice]

    def nothing_left(self):
        """Routed, run and cleaned up: only what is being written may stay in tmp/."""
        left = [path.name for path in (self.spool / "incoming").iterdir()]
        for path in (self.spool / "tmp").iterdir():
            if path.read_bytes().endswith(f',"id":"{path.name}"}}\n'.encode()):
                left.append(f"tmp/{path.name}")
        return [f"left behind: {name}" for name in left]

    def tasks_of_routes(self):
        complaints = []
        routed = collections.defaultdict(list)
        for task, places in self.tasks.items():
            event_id, route, run = task.split(".")
            routed[event_id].append(route)
            states = [state for state, _ in places]
            if states != ["done"] or run != "1":
                complaints.append(f"task {task} is {' and '.join(states)}")
        for event_id, event in self.events.items():
            expected = sorted(ROUTES_OF[event["event"]])
            if sorted(routed.pop(event_id, [])) != expected:
                complaints.append(f"event {event_id} should have the tasks {expected}")
        return complaints + [f"tasks of no event: {event_id}" for event_id in routed]

    def attempts_counted(self):
        """No attempt ran twice, every one is accounted for, and exactly the last delivered."""
        repeated = [run for run, times in collections.Counter(self.runs).items() if times > 1]
        complaints = [f"attempt {attempt} of {task} ran twice" for task, attempt in repeated]
        ran = collections.defaultdict(int)
        for task, attempt in self.runs:
            ran[task] = max(ran[task], attempt)
        for task, places in self.tasks.items():
            delivered = self._delivered(places[0][1])
            if len(delivered) != 1 or ran[task] > delivered[0]:
                complaints.append(f"{task}: delivered by {delivered}, last ran {ran[task]}")
            elif (task, delivered[0]) not in self.during.union(self.runs):
                complaints.append(f"{task}: delivered by {delivered}, which never ran")
        return complaints

    @staticmethod
    def _delivered(path):
        """The numbers of the attempts that delivered, by the task's own lines.

        A start line is not synced: a cut leaves a part of it, or as many zero bytes, and the next
        writer closes that line.
        """
        delivered = []
        for text in path.read_bytes().split(b"\n"):
            try:
                line = json.loads(text)
            except ValueError:
                continue
            if line.get("outcome") == "delivered":
                delivered.append(line["attempt"])
        return delivered

    def done_stays_done(self):
        again = {task for task, _ in self.after} & self.noted.done
        return [f"{task} was done and ran again" for task in sorted(again)]

    def ledger_true(self):
        """Every entry names an event that is there, and every event has its entry."""
        entries = {path.name: path.readlink().name for path in
                   (self.spool / "deliveries").glob("??/*") if path.is_symlink()}
        complaints = []
        for delivery, paths in self.places.items():
            digest = hashlib.sha256(b"github\0" + delivery.encode()).hexdigest()
            if entries.pop(digest, None) != paths[0].name:
                complaints.append(f"the ledger does not name {paths[0].name}")
        nowhere = [f"the ledger names {name}, which is nowhere" for name in entries.values()]
        return complaints + nowhere


def read_runs(notes, start=0, end=None):
    """The programs that were started, from the notes' bytes between `start` and `end`."""
    text = notes.read_bytes()[start:end]
    return [(task, int(attempt)) for task, attempt in map(str.split, text.decode().splitlines())]
