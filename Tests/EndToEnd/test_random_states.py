"""Passes over spools that are full of every kind of entry: one bad entry is one fault, no more.

RANDOM_STATES=N takes N seeds of its own instead of the recorded ones, and RANDOM_STATE_SEED=S one.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import pwd
import random
import re
import shutil
import stat
import subprocess
import tempfile
import threading

import pytest

from harness.machine import run
from harness.states import MEMBER, ROUTE, RandomState

TMPFILES = pathlib.Path("/usr/local/lib/tmpfiles.d/webhook-spool.conf")
RUNNER = ("setpriv", "--reuid", "webhook-runner", "--regid", "webhook-runner", "--init-groups")
PROGRAM = "/usr/local/bin/spool-runner"
FILE, FOLDER, LINK = {stat.S_IFREG}, {stat.S_IFDIR}, {stat.S_IFREG, stat.S_IFLNK}
WAITING = (b"ready", b"claimed", b"deferred")
TASK = re.compile(rb"\d{8}T\d{12}Z-[0-9a-f]{16}\.[a-z0-9_-]+\.\w+(,.*)?$")
# What `check` does not look into: a pass names what it meets there.
UNCHECKED = (b"tasks", b"events", b"deliveries")
BAD = 120
# Far above what a pass needs; a pass that hangs at a FIFO reaches it.
BOUND = 120


def seeds():
    if one := os.environ.get("RANDOM_STATE_SEED"):
        return [int(one)]
    if count := os.environ.get("RANDOM_STATES"):
        return [random.SystemRandom().getrandbits(32) for _ in range(int(count))]
    return [1, 2, 3, 4, 5]


SEEDS = seeds()


def type_of(top, rest):
    """What lies at this place of a spool; `rest` are the names below the folder `top`."""
    if top == b"deliveries":
        return FOLDER if len(rest) == 1 else LINK
    if top == b"events":
        return FOLDER if len(rest) < 3 else FILE
    if top == b"tasks" and rest[0] not in WAITING:
        return FOLDER if len(rest) == 2 else FILE
    return FILE


class Trial:
    """One spool, made from a seed, and what two passes over it made of it."""

    def __init__(self, folder, seed):
        self.seed = seed
        self.folder = folder / str(seed)
        self.folder.mkdir()
        self.folder.chmod(0o755)
        self.spool = self.folder / "spool"
        self.notes = self.folder / "notes"
        self.notes.touch()
        self.notes.chmod(0o666)
        self.runner = pwd.getpwnam("webhook-runner").pw_uid
        self.complaints = []
        self.configure()
        self.make_spool()
        self.state = RandomState(seed, self.spool)
        self.state.add_good()
        self.state.add_bad(BAD)

    def configure(self):
        program = self.folder / "note"
        program.write_text('#!/bin/sh\necho "$1 $3 $WEBHOOK_TASK" >>"$2"\n')
        program.chmod(0o755)
        run = [str(program), "{{payload.mark?}}", str(self.notes), "{{verified}}"]
        retry = {"retries": 3, "base": "10ms", "max": "10ms"}
        step = {"name": "note", "run": run}
        routes = [
            {"name": ROUTE, "match": {}, "retry": retry, "steps": [step]},
            {"name": "patient", "match": {"source": "nobody"}, "steps": [step],
             "retry": {"max": "1d"}},
        ]
        self.config = self.folder / "config.json"
        self.config.write_text(json.dumps(
            {"spool": str(self.spool), "keep_free": 0, "receiver_user": "webhook-cgi"}))
        (self.folder / "routes.d").mkdir()
        (self.folder / "routes.d/routes.json").write_text(json.dumps({"routes": routes}))

    def make_spool(self):
        """As systemd-tmpfiles makes the installed one."""
        lines = [line for line in TMPFILES.read_text().splitlines() if "/var/spool/webhook" in line]
        text = "\n".join(lines).replace("/var/spool/webhook", str(self.spool)) + "\n"
        path = self.folder / "tmpfiles.conf"
        path.write_text(text)
        run("systemd-tmpfiles", "--create", path)

    def program(self, *words, before=()):
        done = subprocess.run(
            [*before, PROGRAM, "--config", self.config, *words], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=BOUND, check=False,
            env={"PATH": os.environ["PATH"]},
        )
        return done.returncode, done.stdout.decode(errors="replace")

    # ------------------------------------------------------------------------------- judging

    def judge(self):
        """All that is wrong, as text."""
        self.must_pass("pass 1", self.pass_to_its_end)
        # While an event waits a pass watches for half a minute: once is enough.
        is_holding = self.state.is_holding
        self.must_pass("pass 2", self.stopped_pass if is_holding else self.pass_to_its_end)
        self.must_have_run()
        self.must_have_kept()
        self.must_name_what_is_left()
        return self.complaints

    def expect(self, condition, text):
        if not condition:
            self.complaints.append(text)

    def must_pass(self, which, run_it):
        try:
            status, said = run_it()
        except subprocess.TimeoutExpired as fault:
            said = (fault.stdout or b"").decode(errors="replace")[-2000:]
            self.complaints.append(f"{which} did not end: {said}")
            return
        self.expect(status == 0, f"{which} ended with {status}: {said[-2000:]}")

    def pass_to_its_end(self):
        return self.program("run", "--linger", "2s", before=RUNNER)

    def stopped_pass(self):
        """Told to end as soon as it said what waits."""
        runner = subprocess.Popen(
            [*RUNNER, PROGRAM, "--config", self.config, "run", "--linger", "2s"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={"PATH": os.environ["PATH"]},
        )
        hanging = threading.Timer(BOUND, runner.kill)
        hanging.start()
        said = b""
        for line in runner.stdout:
            said += line
            if b" waits: " in line:
                runner.terminate()
        hanging.cancel()
        return runner.wait(), said.decode(errors="replace")

    def must_have_run(self):
        lines = [line.split(" ") for line in self.notes.read_text().splitlines()]
        runs = collections.Counter(mark for mark, _, _ in lines)
        for mark, what in self.state.must_run.items():
            self.expect(runs[mark] == 1, f"{mark}, {what}, ran {runs[mark]} times")
        for mark, most in self.state.may_run.items():
            self.expect(runs[mark] <= most, f"{mark} ran {runs[mark]} times")
        for mark, verified, task in lines:
            is_ours = mark in self.state.must_run and mark not in self.state.manual
            self.expect(is_ours or verified != "true", f"{task} of {mark} passed as verified")

    def must_have_kept(self):
        for path, content in self.state.must_stay.items():
            now = None
            if os.path.islink(path):
                now = os.readlink(path)
            elif os.path.isfile(path):
                now = pathlib.Path(os.fsdecode(path)).read_bytes()
            self.expect(now == content, f"{path!r} did not stay as it was")

    def must_name_what_is_left(self):
        where = self.places()
        _, said = self.program("check", "--json")
        status, text = self.program("status", "--json")
        self.expect(status == 0, f"status ended with {status}: {text[-1000:]}")
        asides = 0
        for entry in self.state.bad:
            path = where.get(entry.identity)
            asides += path is not None and path.endswith(b".aside")
            if path is None or self.is_harmless(path):
                continue
            word = self.word(path)
            self.expect(word in said, f"check does not name {path!r}, was {entry}")
        if status == 0:
            told = json.loads(text).get("aside", 0)
            self.expect(told >= asides, f"status counts {told} set aside, there are {asides}")

    def places(self):
        """Where each inode lies now."""
        found = {}
        for folder, folders, files in os.walk(os.fsencode(self.spool)):
            for name in folders + files:
                path = folder + b"/" + name
                status = os.lstat(path)
                found[status.st_dev, status.st_ino] = path
        return found

    def is_harmless(self, path):
        """Whether nothing looks at it, or it has the type of its place and can be used."""
        top, *rest = os.path.relpath(path, os.fsencode(self.spool)).split(b"/")
        status, name = os.lstat(path), rest[-1]
        if name.endswith(b".aside"):
            return False
        if top in UNCHECKED:
            return True
        # As the documents say: they may still be being written.
        if top == b"incoming" and (name.startswith(b".") or not name.endswith(b".json")):
            return True
        if top == b"rejected":
            return not stat.S_ISDIR(status.st_mode)
        wanted = type_of(top, rest)
        if stat.S_IFMT(status.st_mode) not in wanted:
            return False
        if top == b"incoming":
            return status.st_uid == self.runner
        if rest[0] in WAITING:
            return status.st_uid == self.runner and TASK.match(name) is not None
        return wanted != FOLDER or (status.st_uid != 0 and status.st_mode & 0o700 == 0o700)

    @staticmethod
    def word(path):
        """Of a name the longest part that every form of it for a person has."""
        name = os.path.basename(path).decode(errors="replace")
        return max(re.findall(r"[A-Za-z0-9_.=,-]+", name), key=len)


@pytest.fixture(scope="module")
def verdicts(machine):
    """Of every seed what is wrong. The passes wait more than they work, so they go side by side."""
    run("useradd", "--user-group", "--groups", "webhook", MEMBER)
    folder = pathlib.Path(tempfile.mkdtemp(dir="/var/tmp"))
    folder.chmod(0o755)
    trials = [Trial(folder, seed) for seed in SEEDS]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        yield dict(zip(SEEDS, pool.map(Trial.judge, trials)))
    shutil.rmtree(folder)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pass_over_a_spool_full_of_bad_entries_does_all_that_is_good(verdicts, seed):
    print(f"RANDOM_STATE_SEED={seed}")
    complaints = verdicts[seed]
    print("\n".join(complaints))
    assert complaints == []
