"""Spools full of entries of every kind in every folder, drawn from a seed, good ones among them.

Only what an account of the system could have made, or root by mistake: each folder has the accounts
that may write it. Everything is an hour old, so that nothing still counts as being written.
"""

import dataclasses
import json
import os
import pwd
import random
import socket
import time

OLD = 3600
EVENT_SOURCE = "github"
ROUTE = "all"
# After a test made its entries nothing of theirs may be this long.
LONGEST_NAME = 255
RUNNER, RECEIVER, MEMBER, ROOT = "webhook-runner", "webhook-cgi", "dropper", "root"
MAKERS = {
    "tmp": (MEMBER, RECEIVER, RUNNER, ROOT), "incoming": (MEMBER, RECEIVER, RUNNER, ROOT),
    "orders": (RECEIVER, RUNNER, ROOT), "deliveries": (RECEIVER, RUNNER, ROOT),
    "journal": (RECEIVER, RUNNER, ROOT), "state": (RECEIVER, RUNNER, ROOT),
    "events": (RUNNER, ROOT), "rejected": (RUNNER, ROOT), "runner": (RUNNER, ROOT),
    **{f"tasks/{state}": (RUNNER, ROOT)
       for state in ("ready", "claimed", "deferred", "done", "failed", "cancelled")},
}
WAITING = ("ready", "claimed", "deferred")
ENDED = ("done", "failed", "cancelled")


@dataclasses.dataclass
class Entry:
    """Something put into the spool: its mark stands in its name, or in its event's payload."""

    mark: str
    path: bytes
    what: str
    identity: tuple

    def __str__(self):
        return f"{self.what}: {self.path!r}"


class RandomState:
    """Fills a spool; what must come of it stands in `good`, `bad` and the other lists."""

    def __init__(self, seed, spool):
        self.chance = random.Random(seed)
        self.spool = os.fsencode(spool)
        self.number = 0
        self.now = int(time.time())
        self.bad = []
        # Marks of events that a program has to be run for, exactly once.
        self.must_run = {}
        # How often at most, and never as verified, programs may be run for others.
        self.may_run = {}
        # Which of all these a person put there: never verified either.
        self.manual = set()
        # Path and content of what has to stay as it is.
        self.must_stay = {}
        # Whether a pass watches for a while, as something waits in incoming/.
        self.is_holding = False

    # ------------------------------------------------------------------------------- names

    def mark(self):
        self.number += 1
        return f"m{self.number:03d}x"

    def id(self, ago=None):
        """An event's id, of the last hours unless told otherwise."""
        moment = self.now - (self.chance.randrange(120, 4 * 3600) if ago is None else ago)
        text = time.strftime("%Y%m%dT%H%M%S", time.gmtime(moment))
        return f"{text}{self.chance.randrange(10**6):06d}Z-{self.chance.getrandbits(64):016x}"

    def odd_id(self):
        return self.chance.choice([
            self.id, lambda: self.id(-80 * 365 * 86400),
            lambda: "99991231T235959999999Z-" + "f" * 16,
            lambda: "00010101T000000000000Z-" + "0" * 16])()

    def odd(self, mark, suffix=b""):
        """A name that a person or a program might make, with the mark in it."""
        mark = mark.encode()
        rest = LONGEST_NAME - len(mark) - len(suffix)
        return mark + self.chance.choice([
            b"", b"\xff", b"\xff" * min(90, rest), b"\xc3" * rest, b"x" * rest,
            "e\u0301".encode(), "\u00e9".encode(), "\u0600".encode(), b"\t\x1b[31m", b" ,-$(id)\n",
            b"\xed\xa0\x80", b"'\"", "\u202e".encode(), b"..",
        ]) + suffix

    def path(self, *parts):
        return b"/".join([self.spool, *(os.fsencode(part) for part in parts)])

    @staticmethod
    def folder_of(id):
        return f"events/{id[:4]}-{id[4:6]}-{id[6:8]}/{id[9:11]}"

    def today(self):
        return time.strftime("%Y-%m-%d", time.gmtime(self.now))

    # ------------------------------------------------------------------------------- making

    def own(self, path, account, mode=None):
        """Of this account, and of the folder's group, as in a folder that hands its group on."""
        group = os.stat(os.path.dirname(path)).st_gid
        os.chown(path, pwd.getpwnam(account).pw_uid, group, follow_symlinks=False)
        if mode is not None:
            os.chmod(path, mode)

    def folder(self, path):
        """Makes what is missing of the runner's folders above an entry."""
        missing = []
        while not os.path.lexists(path):
            missing.append(path)
            path = os.path.dirname(path)
        for one in reversed(missing):
            os.mkdir(one)
            self.own(one, RUNNER, 0o2750)

    def write(self, path, content, account, mode=0o640):
        self.folder(os.path.dirname(path))
        with open(path, "wb") as file:
            file.write(content)
        self.own(path, account, mode)
        self.age(path)

    def age(self, path, moment=None):
        moment = self.now - OLD if moment is None else moment
        os.utime(path, (moment, moment), follow_symlinks=False)

    def event(self, mark, id, **more):
        members = {
            "source": EVENT_SOURCE, "received": "2026-11-20T10:15:02.123456Z", "remote": "unix",
            "headers": {"x-github-event": "push"}, "traceparent": None,
            "payload": {"mark": mark, "padding": "x" * self.chance.choice([0, 0, 300_000])},
            "event": "push", "action": None, "delivery": f"delivery-{mark}",
            "repository": "acme/site", "verified": True, **more, "id": id,
        }
        return json.dumps(members, separators=(",", ":")).encode() + b"\n"

    def event_name(self, id):
        return f"{id}.{EVENT_SOURCE}.push.json"

    # --------------------------------------------------------------------------------- good

    def add_good(self):
        for maker in (
            self.good_event, self.good_event, self.good_event_with_a_snapshot, self.good_draft,
            self.good_manual_event, self.good_manual_event, self.good_twins, self.routed_half,
            self.ready_task, self.ready_task, self.bare_task, self.torn_task, self.doubled_task,
            self.claimed_task, self.deferred_task, self.task_due_for_ever, self.revived_task,
            self.waiting_task, self.ended_tasks, self.retried_task, self.sweep,
            self.known_delivery, self.rejected_file,
        ):
            maker()

    def good_event(self, id=None):
        mark, id = self.mark(), id or self.chance.choice([self.id(), self.id(-86400 * 3000)])
        path = self.path("incoming", self.event_name(id))
        self.write(path, self.event(mark, id), RECEIVER)
        self.must_run[mark] = "an accepted event"
        return path

    def good_event_with_a_snapshot(self):
        os.link(self.good_event(), self.spool + b"-snapshot-" + self.mark().encode())

    def good_draft(self):
        """Finished by a receiver that died before it published it."""
        mark, id = self.mark(), self.id()
        self.write(self.path("tmp", id), self.event(mark, id), RECEIVER)
        self.must_run[mark] = "a finished draft"

    def good_manual_event(self, name=None):
        mark = self.mark()
        content = json.dumps({"event": "push", "payload": {"mark": mark}}).encode()
        path = self.path("incoming", name or self.odd(mark, b".json"))
        self.write(path, content, self.chance.choice([MEMBER, RUNNER]))
        self.must_run[mark] = f"a manual event, {path!r}"
        self.manual.add(mark)

    def good_twins(self):
        """Two names that look alike: é as one character, and as two."""
        mark = self.mark()
        for letter in ("\u00e9", "e\u0301"):
            self.good_manual_event(f"{mark}{letter}.json")

    def routed_half(self):
        """Moved, and a power cut kept the old name too."""
        _, event = self.task("ready", "{},0,0,-,-")
        os.link(event, self.path("incoming", os.path.basename(event)))

    def task(self, state, name, lines=b"", must_run=True, route=ROUTE):
        """A task of a routed event; `{}` in the name stands for its id."""
        mark, id = self.mark(), self.id()
        task = f"{id}.{route}.1"
        event = self.path(self.folder_of(id), self.event_name(id))
        self.write(event, self.event(mark, id), RECEIVER)
        path = self.path("tasks", state, name.format(task))
        self.write(path, lines, RUNNER)
        if must_run:
            self.must_run[mark] = f"a task in {state}, {name}"
        return path, event

    def ready_task(self):
        self.task("ready", "{},0,0,-,-")

    def bare_task(self):
        """Moved by a person from failed/."""
        self.task("ready", "{}", self.ended_line("failed", "rejected"))

    def torn_task(self):
        self.task("ready", "{},1,0,-,-", b'{"attempt":1,"star')

    def doubled_task(self):
        """A rename of which a disk kept both names."""
        path, _ = self.task("deferred", "{},1,1,-,-", self.ended_line("deferred", "deferred"))
        task = os.path.basename(path).split(b",")[0]
        os.link(path, self.path("tasks/ready", task + b",1,0,-,-"))

    def claimed_task(self):
        """Its runner died before it began."""
        self.task("claimed", "{},1,0,-,-")

    def deferred_task(self):
        self.task("deferred", "{},1,1000,-,-", self.ended_line("deferred", "deferred"))

    def task_due_for_ever(self):
        """Deferred under a wrong clock."""
        due = self.chance.choice([2**63 - 1, (self.now + 86400 * 3650) * 1000])
        self.task("deferred", f"{{}},1,{due},-,-", self.ended_line("deferred", "deferred"))

    def revived_task(self):
        path, _ = self.task(f"failed/{self.today()}", "{}", self.ended_line("failed", "rejected"))
        with open(path, "ab") as file:
            file.write(json.dumps(
                {"order": self.id(), "does": "retry", "at": self.moment(), "to": "ready"}
            ).encode() + b"\n")
        os.link(path, self.path("tasks/ready", os.path.basename(path) + b",1,0,-,-"))

    def waiting_task(self):
        due = (self.now + 6 * 3600) * 1000
        line = self.ended_line("deferred", "deferred")
        path, _ = self.task("deferred", f"{{}},1,{due},-,-", line, must_run=False, route="patient")
        self.keep(path)

    def ended_tasks(self):
        for state, outcome in (("done", "delivered"), ("failed", "rejected"),
                               ("cancelled", "cancelled")):
            path, event = self.task(f"{state}/{self.today()}", "{}",
                                    self.ended_line(state, outcome), must_run=False)
            self.keep(path)
            self.keep(event)

    def retried_task(self):
        path, _ = self.task(f"failed/{self.today()}", "{}", self.ended_line("failed", "rejected"))
        self.order({"order": "retry", "task": os.path.basename(path).decode()})

    def sweep(self):
        self.order({"order": "sweep"})

    def known_delivery(self):
        name = self.event_name(self.id())
        path = self.path("deliveries", "%02x" % self.chance.randrange(256), "ab" * 32)
        self.folder(os.path.dirname(path))
        os.symlink(name, path)
        self.own(path, RECEIVER)
        self.must_stay[path] = os.readlink(path)

    def rejected_file(self):
        path = self.path("rejected", f"{self.id()}.torn.json")
        self.write(path, b"{", MEMBER)
        self.keep(path)

    def keep(self, path):
        with open(path, "rb") as file:
            self.must_stay[path] = file.read()

    def moment(self):
        return time.strftime("%Y-%m-%dT%H:%M:%S.000000Z", time.gmtime(self.now - 600))

    def ended_line(self, state, outcome):
        line = {"attempt": 1, "ended": self.moment(), "outcome": outcome, "to": state}
        if outcome == "deferred":
            line["due"] = self.now * 1000
        return json.dumps(line, separators=(",", ":")).encode() + b"\n"

    def order(self, members):
        id = self.id()
        self.write(self.path("orders", f"{id}.json"), json.dumps(members).encode(), RECEIVER)

    # ---------------------------------------------------------------------------------- bad

    def add_bad(self, count):
        for _ in range(count):
            self.add_bad_in(self.chance.choice(self.folders()))
        for folder in self.folders():
            self.add_bad_in(folder)
        for maker in (self.untrusted_event, self.forged_draft, self.foreign_copy):
            if self.chance.random() < 0.5:
                maker()

    def folders(self):
        return [one for one in MAKERS if os.path.isdir(self.path(one))]

    def add_bad_in(self, folder):
        mark = self.mark()
        name = getattr(self, "bad_" + folder.replace("/", "_"), self.odd)(mark)
        path = self.path(folder, name)
        kind = self.chance.choice(self.KINDS)
        account = self.chance.choice(MAKERS[folder])
        if os.path.lexists(path) or self.is_below_a_bad_one(path):
            return
        self.folder(os.path.dirname(path))
        kind(self, path, account)
        self.note_bad(mark, path, f"{kind.__name__} of {account} in {folder}")

    def note_bad(self, mark, path, what):
        status = os.lstat(path)
        self.bad.append(Entry(mark, path, what, (status.st_dev, status.st_ino)))

    def is_below_a_bad_one(self, path):
        return any(path.startswith(one.path + b"/") for one in self.bad)

    def bad_incoming(self, mark):
        return self.chance.choice([
            self.odd(mark, b".json"), self.odd(mark, b".json"), self.odd(mark),
            f".{self.id()}.drop", f".{mark}.part"])

    def bad_tmp(self, mark):
        return self.chance.choice([
            self.odd(mark), self.odd_id(), f".{self.id()}.order", f".{self.id()}.copy"])

    def bad_orders(self, mark):
        return self.chance.choice([self.odd(mark), f"{self.odd_id()}.json", f"{mark}.json"])

    def bad_events(self, mark):
        id = self.odd_id()
        return self.chance.choice([
            self.odd(mark), f"2019-01-0{self.chance.randrange(1, 9)}",
            f"{id[:4]}-{id[4:6]}-{id[6:8]}/{mark}", f"{self.folder_of(id)[7:]}/{mark}",
            f"{self.folder_of(id)[7:]}/{self.event_name(id)}"])

    def bad_deliveries(self, mark):
        fan = f"{self.chance.randrange(256):02x}"
        return self.chance.choice([
            self.odd(mark), fan, f"{fan}/{mark}", f"{fan}/{self.chance.getrandbits(256):064x}",
            f"{fan}/{self.chance.getrandbits(256):064x}.failed"])

    def bad_journal(self, mark):
        day = f"2019-0{self.chance.randrange(1, 9)}-1{self.chance.randrange(9)}"
        return self.chance.choice([
            self.odd(mark), f"webhooks_{day}.json", f"refused_{day}.json",
            f"webhooks_{self.today()}.json"])

    def bad_state(self, mark):
        return self.chance.choice([
            self.odd(mark), "routing", ".routing", "rate_github", "last-sweep"])

    def bad_waiting(self, mark):
        task = f"{self.odd_id()}.{ROUTE}.1"
        return self.chance.choice([
            self.odd(mark), task, f"{task},0,0,-,-", f"{task},1,{2**63 - 1},-,-",
            f"{task},1,{2**63},-,-", f"{task},-1,-1,-,-", f"{task},{10**30},0,-,-",
            f"{task},1,253402300800000,-,-", f"{self.id()}.gone.1,0,0,-,-",
            f"{task},0,0,zz,zz"])

    bad_tasks_ready = bad_tasks_claimed = bad_tasks_deferred = bad_waiting

    def bad_ended(self, mark):
        task = f"{self.odd_id()}.{ROUTE}.1"
        return self.chance.choice([
            self.odd(mark), f"2019-01-0{self.chance.randrange(1, 9)}", task,
            f"{self.today()}/{mark}", f"{self.today()}/{task}", f"9999-12-31/{task}"])

    bad_tasks_done = bad_tasks_failed = bad_tasks_cancelled = bad_ended

    # What the accounts say, but the runner must not believe.

    def untrusted_event(self):
        mark, id = self.mark(), self.id()
        path = self.path("incoming", self.event_name(id))
        account, mode = self.chance.choice([
            (MEMBER, 0o640), (ROOT, 0o640), (ROOT, 0o644), (RECEIVER, 0o660), (RECEIVER, 0o646),
            (ROOT, 0o600)])
        self.write(path, self.event(mark, id), account, mode)
        self.is_holding = True
        self.note_bad(mark, path, f"event of {account}, {mode:o}")
        self.may_run[mark] = 0

    def forged_draft(self):
        mark, id = self.mark(), self.id()
        account, mode = self.chance.choice([(MEMBER, 0o640), (RECEIVER, 0o660), (ROOT, 0o644)])
        path = self.path("tmp", id)
        self.write(path, self.event(mark, id), account, mode)
        self.age(path, self.chance.choice([self.now - OLD, self.now + 10**9]))
        self.note_bad(mark, path, f"draft of {account}, {mode:o}")
        self.may_run[mark] = 0

    def foreign_copy(self):
        """Of a routed event, by a member, under its name: a manual event."""
        mark, id = self.mark(), self.id()
        routed = self.path(self.folder_of(id), self.event_name(id))
        self.write(routed, self.event(mark, id), RECEIVER)
        self.write(self.path("incoming", self.event_name(id)), self.event(mark, id), MEMBER)
        self.may_run[mark] = 1

    # --------------------------------------------------------------------------------- kinds

    def empty_folder(self, path, account):
        os.mkdir(path)
        self.own(path, account, self.chance.choice([0o755, 0o700, 0o3777]))
        self.age(path)

    def full_folder(self, path, account):
        os.mkdir(path)
        os.mkdir(path + b"/" + self.id().encode())
        with open(path + b"/x.json", "wb") as file:
            file.write(b"{}")
        self.own(path + b"/x.json", account)
        self.own(path, account, self.chance.choice([0o755, 0o700]))
        self.age(path)

    def closed_folder(self, path, account):
        os.mkdir(path)
        self.own(path, account, 0)
        self.age(path)

    def fifo(self, path, account):
        os.mkfifo(path)
        self.own(path, account, 0o666)
        self.age(path)

    def link(self, path, account):
        target = self.chance.choice([
            b"/etc/passwd", b"/etc/shadow", b"nowhere", os.path.basename(path), b"/", b"..",
            b"/dev/zero", self.path("rejected"), self.path("format"), b"x" * 4000])
        os.symlink(target, path)
        self.own(path, account)
        self.age(path)

    def socket(self, path, account):
        made = self.spool + b"-socket"
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(made)
        os.rename(made, path)
        self.own(path, account, 0o666)
        self.age(path)

    def empty_file(self, path, account):
        self.write(path, b"", account, self.mode())

    def torn_file(self, path, account):
        self.write(path, self.chance.choice([
            b"{", b'{"event": "push", "payl', b'{"attempt":1,"started":"2026', b"\0" * 512, b"[]\n",
            b'{"order":"retry","task":"', b"\xff\xfe", b"null\n", b"1" * 1000,
        ]), account, self.mode())

    def huge_file(self, path, account):
        """Huge in what is read of it, or in its size alone."""
        self.write(path, self.chance.choice([
            b'{"event":"push","payload":{},"headers":{' + b",".join([b'"":0'] * 50_000) + b"}}",
            b'{"event":"push","payload":' + b"[" * 100_000,
            b'{"event":"' + b"x" * 500_000 + b'","payload":{"mark":1' + b"0" * 10_000 + b"}}",
            b'{"attempt":' + b"9" * 400 + b',"ended":"9999-12-31T23:59:59Z"}\n',
        ]), account, self.mode())
        if self.chance.random() < 0.2:
            os.truncate(path, 1 << 34)
            self.age(path)

    def unreadable_file(self, path, account):
        self.write(path, b'{"event":"push","payload":{}}\n', account, 0)

    KINDS = (empty_folder, full_folder, closed_folder, fifo, link, socket, empty_file, torn_file,
             huge_file, unreadable_file)

    def mode(self):
        return self.chance.choice([0o640, 0o640, 0o644, 0o600, 0o666, 0o4777])
