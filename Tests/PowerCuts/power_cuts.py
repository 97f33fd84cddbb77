"""Cuts the power of ext4, xfs and btrfs under load and looks at what came back.

    power_cuts.py [--cuts N] [--kind KIND]... [--seed N]

For each kind: the real receiver and the real runner at work in an image, N cuts, then every cut
mounted, recovered and inspected. Then cuts around single deliveries, and one after the runner
published what killed receivers had finished but not synced. Last the control: a receiver that does
not sync must be caught.
Exit status 0: every promise held and the control was caught. Needs root.
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "EndToEnd")]

import laboratory  # noqa: E402
from harness.direct import Direct  # noqa: E402
from harness.machine import DIST  # noqa: E402
from harness.waiting import until  # noqa: E402
from inspection import Inspection, read_runs  # noqa: E402
from load import PROGRAM, Answered, Load, Noted, routes  # noqa: E402
from unsynced import UnsyncedReceiver, new_id  # noqa: E402

INSIDE = "WEBHOOK_POWER_CUTS_INSIDE"
# Of each cut, this many of the deliveries answered last are sent again.
SENT_AGAIN = 40
DRAFTS = 30
ONE_BY_ONE = 4
MOST_SHOWN = 20


class Cut:
    """A copy, what was noted right before it was made, and the size of the notes right after."""

    def __init__(self, copy, milliseconds, noted, runs_after):
        self.copy = copy
        self.milliseconds = milliseconds
        self.noted = noted
        self.runs_after = runs_after


class Experiment:
    """One kind of file system: load, cuts, inspections."""

    def __init__(self, lab, kind, folder, synced):
        self.lab = lab
        self.kind = kind
        self.synced = synced
        self.notes = lab.bench / f"{kind}.notes"
        self.notes.write_bytes(b"")
        self.image = lab.format(kind)
        self.direct = Direct(folder, lab.place / "spool")
        self.program = self.direct.write_program("note", PROGRAM)
        self.complaints = []
        self.lost = 0

    def run(self, count, chance):
        cuts = self.cut_under_load(count, chance)
        if self.synced:
            cuts += [*self.cut_one_by_one(), self.cut_after_recovery()]
        for number, cut in enumerate(cuts, 1):
            self.inspect(cut, f"{self.kind} cut {number}")
            cut.copy.unlink()
        self.image.unlink()
        return cuts

    def prepare(self):
        """The image mounted, with an empty spool in it."""
        spool = self.lab.mount(self.kind, self.image) / "spool"
        spool.mkdir()
        self.direct.write_routes(*routes(self.program, self.notes))
        return spool

    def take_cut(self, noted):
        copy, milliseconds = self.lab.cut(self.image, f"{self.notes.stem}.cut{time.monotonic_ns()}")
        return Cut(copy, milliseconds, noted, self.notes.stat().st_size)

    def cut_one_by_one(self):
        """Cuts as soon as one delivery is answered, one program is started, one task is done.

        Nothing else is at work whose syncs would carry to the disk what nobody synced.
        """
        self.image = self.lab.format(self.kind)
        spool = self.prepare()
        answered, cuts = [], []
        before = len(read_runs(self.notes))

        def cut():
            cuts.append(self.take_cut(Noted.now(answered, self.notes, spool)))

        for _ in range(ONE_BY_ONE):
            request = self.direct.request({"key": "one"}, "release", str(uuid.uuid4()))
            answer = self.direct.send(request)
            answered.append(Answered(request.delivery, "release", answer.json["event_id"]))
            cut()
        runner = self.direct.start_runner("--watch", "--jobs", "1", stdout=subprocess.DEVNULL)
        try:
            for number in range(ONE_BY_ONE):
                until(lambda: len(read_runs(self.notes)) > before + number, "a program is started")
                cut()
                until(lambda: len(list(spool.glob("tasks/done/*/*"))) > number, "a task is done")
                cut()
        finally:
            runner.kill()
            runner.wait()
        self.lab.unmount()
        self.lab.reboot()
        return cuts

    def cut_after_recovery(self):
        """Finished drafts without a living writer, published by the runner, their senders answered.

        A receiver that was killed between its last write and its sync leaves such drafts.
        """
        self.image = self.lab.format(self.kind)
        spool = self.prepare()
        killed = UnsyncedReceiver(spool)
        requests = [self.direct.request({"key": f"key-{number}", "padding": "x" * 500 * number},
                                        delivery=str(uuid.uuid4())) for number in range(DRAFTS)]
        for request in requests:
            killed.leave_draft(new_id(), request)
        status, said = self.direct.run()
        answers = [(request, self.direct.send(request)) for request in requests]
        answered = [Answered(request.delivery, "push", answer.json["event_id"])
                    for request, answer in answers if answer.status in (200, 409)]
        if status != 0 or len(answered) != DRAFTS:
            self.complaints.append(f"{len(answered)} drafts were answered, {status}: {said}")
        cut = self.take_cut(Noted.now(answered, self.notes, spool))
        self.lab.unmount()
        self.lab.reboot()
        return cut

    def cut_under_load(self, count, chance):
        """The cuts, taken while everything works; the moment is drawn in answered deliveries."""
        spool = self.prepare()
        send = self.direct.send if self.synced else UnsyncedReceiver(spool).send
        load = Load(self.direct, self.notes, send, with_runner=self.synced)
        load.start()
        cuts = []
        try:
            while len(cuts) < count:
                mark = len(load.answered) + chance.randrange(20, 120)
                until(lambda: len(load.answered) >= mark or load.faults, "answers", limit=120)
                cuts.append(self.take_cut(load.note()))
        finally:
            load.stop()
        self.complaints += load.faults
        self.lab.unmount()
        self.lab.reboot()
        print(f"  {self.kind}: {len(load.answered)} answered, {load.duplicates} sent again, "
              f"runner killed {load.kills} times, {len(cuts)} cuts", flush=True)
        return cuts

    def inspect(self, cut, title):
        began = time.monotonic()
        spool = self.lab.mount(self.kind, cut.copy) / "spool"
        try:
            found = Inspection(spool, cut.noted)
            complaints = [f"as found: {text}" for text in found.as_found()]
            self.lost += len(found.nothing_lost())
            here = len(list(spool.glob("incoming/*.json")))
            if self.synced:
                complaints += self.recover(spool, cut)
        finally:
            self.lab.unmount()
        self.complaints += [f"{title}: {text}" for text in complaints]
        answered, lost = len(cut.noted.answered), len(found.nothing_lost())
        print(f"  {title}: {cut.milliseconds:.0f} ms, {answered} answered, {answered - lost} "
              f"recovered, {here} were not yet routed, {len(complaints)} complaints, "
              f"{time.monotonic() - began:.1f} s", flush=True)

    def recover(self, spool, cut):
        """Lets the runner work until nothing is left, and compares."""
        notes = self.lab.bench / f"{self.kind}.recovery"
        notes.write_bytes(b"")
        self.direct.write_routes(*routes(self.program, notes))
        status, said = self.direct.run("--linger", "2s", "--jobs", "4")
        complaints = [] if status == 0 else [f"the runner ended with {status}: {said}"]
        before = read_runs(self.notes, 0, cut.noted.runs)
        during = read_runs(self.notes, cut.noted.runs, cut.runs_after)
        recovered = Inspection(spool, cut.noted, before, during, read_runs(notes))
        complaints += recovered.as_recovered()
        return complaints + self.send_again(cut)

    def send_again(self, cut):
        statuses = {}
        for one in cut.noted.answered[-SENT_AGAIN:]:
            answer = self.direct.send(self.direct.request({}, one.event, one.delivery))
            statuses[answer.status] = statuses.get(answer.status, 0) + 1
        return [f"sent again, {count} were answered {status}"
                for status, count in statuses.items() if status != 409]


def experiment(lab, kind, arguments, synced):
    with tempfile.TemporaryDirectory(dir=lab.bench) as folder:
        part = Experiment(lab, kind, folder, synced)
        cuts = part.run(arguments.cuts if synced else 2, random.Random(arguments.seed))
    return part, cuts


def run_all(arguments, lab):
    kinds = arguments.kind or laboratory.KINDS
    failed = False
    all_cuts = []
    for kind in kinds:
        print(f"== {kind}", flush=True)
        part, cuts = experiment(lab, kind, arguments, synced=True)
        all_cuts += cuts
        for text in part.complaints[:MOST_SHOWN]:
            print(f"  COMPLAINT {text}")
        if len(part.complaints) > MOST_SHOWN:
            print(f"  and {len(part.complaints) - MOST_SHOWN} more complaints")
        failed |= bool(part.complaints)
    print("== control: a receiver that does not sync", flush=True)
    for kind in kinds:
        part, cuts = experiment(lab, kind, arguments, synced=False)
        answered = sum(len(cut.noted.answered) for cut in cuts)
        caught = "as it must be" if part.lost else "THE CONTROL WAS NOT CAUGHT"
        print(f"  {kind}: {part.lost} of {answered} answered were lost: {caught}")
        failed |= not part.lost
    times = sorted(cut.milliseconds for cut in all_cuts)
    print(f"{len(all_cuts)} cuts ({times[0]:.0f} to {times[-1]:.0f} ms each), "
          f"{sum(len(cut.noted.answered) for cut in all_cuts)} answered before them: "
          f"{'FAILED' if failed else 'nothing was lost, nothing was routed twice'}")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cuts", type=int, default=8, help="cuts for each kind (8)")
    parser.add_argument("--kind", action="append", choices=laboratory.KINDS, help="only this kind")
    parser.add_argument("--seed", type=int, default=1, help="draws the moments of the cuts (1)")
    arguments = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("power cuts need root: they mount images (nothing was tested)")
    for program in (DIST / "webhook-cgi", DIST / "spool-runner"):
        if not program.exists():
            sys.exit(f"{program} is missing: make release")
    if INSIDE not in os.environ:
        os.environ[INSIDE] = "1"
        laboratory.enter_private_namespaces([sys.executable, *sys.argv])
    with tempfile.TemporaryDirectory(prefix="webhook-power.") as folder:
        with laboratory.Laboratory(folder) as lab:
            return run_all(arguments, lab)


if __name__ == "__main__":
    sys.exit(main())
