"""The inspection can fail: every kind of damage is complained about, and a whole spool is not."""

import hashlib
import json
import uuid

import pytest
from inspection import STATES, Inspection, read_runs
from load import ROUTES_OF, Answered, Noted
from unsynced import event_text, new_id

from harness import sender

DAY = "events/2026-11-20/10"


class Whole:
    """A spool in which three events were routed and run, and the promises made about it."""

    def __init__(self, path):
        self.path = path
        for folder in ["tmp", "incoming", DAY, *(f"tasks/{state}/2026-11-20" for state in STATES)]:
            (path / folder).mkdir(parents=True)
        self.answered = [self.add(event) for event in ROUTES_OF]
        tasks = [task.name for task in (path / "tasks/done").rglob("*") if task.is_file()]
        self.runs = [(task, 1) for task in tasks]
        self.reruns = []

    def add(self, event):
        request = sender.github("secret", {"key": "one"}, event=event, delivery=str(uuid.uuid4()))
        event_id = new_id()
        name = f"{event_id}.github.{event}.json"
        (self.path / DAY / name).write_bytes(event_text(event_id, request))
        digest = hashlib.sha256(b"github\0" + request.delivery.encode()).hexdigest()
        (self.path / "deliveries" / digest[:2]).mkdir(parents=True, exist_ok=True)
        (self.path / "deliveries" / digest[:2] / digest).symlink_to(name)
        for route in ROUTES_OF[event]:
            line = json.dumps({"attempt": 1, "outcome": "delivered"})
            (self.path / f"tasks/done/2026-11-20/{event_id}.{route}.1").write_text(line + "\n")
        return Answered(request.delivery, event, event_id)

    def event(self):
        """The file of the event that has two tasks."""
        return next((self.path / DAY).glob("*.push.json"))

    def task(self):
        return next((self.path / "tasks/done/2026-11-20").glob("*.keyed.1"))

    def complaints(self):
        done = frozenset(task for task, _ in self.runs)
        noted = Noted(tuple(self.answered), 0, done)
        return Inspection(self.path, noted, self.runs, after=self.reruns).as_recovered()


@pytest.fixture
def whole(tmp_path):
    return Whole(tmp_path)


def test_a_whole_spool_gives_no_complaint(whole):
    assert whole.complaints() == []


def test_a_start_line_that_a_cut_turned_into_zeros_is_no_damage(whole):
    whole.task().write_bytes(bytes(80) + b"\n" + whole.task().read_bytes())
    assert whole.complaints() == []


def lose_event(whole):
    whole.event().unlink()


def tear_event(whole):
    text = whole.event().read_bytes()
    whole.event().write_bytes(text[: len(text) // 2] + bytes(len(text) - len(text) // 2))


def empty_event(whole):
    whole.event().write_bytes(b"")


def repeat_event(whole):
    event = json.loads(whole.event().read_bytes())
    event["id"] = new_id()
    (whole.path / DAY / f"{event['id']}.github.push.json").write_text(json.dumps(event))


def leave_event(whole):
    whole.event().rename(whole.path / "incoming" / whole.event().name)


def leave_draft(whole):
    (whole.path / "tmp" / "X").write_text('{"id":0,"id":"X"}\n')


def lose_task(whole):
    whole.task().unlink()


def leave_task(whole):
    whole.task().rename(whole.path / "tasks/ready" / f"{whole.task().name},0,0,-,-")


def double_task(whole):
    (whole.path / "tasks/deferred" / f"{whole.task().name},1,0,-,-").touch()


def orphan_task(whole):
    (whole.path / "tasks/done" / f"{new_id()}.each.1").write_bytes(whole.task().read_bytes())


def repeat_attempt(whole):
    whole.runs.append(whole.runs[0])


def run_after_delivery(whole):
    whole.runs.append((whole.runs[0][0], 2))


def run_what_was_done(whole):
    """Cut after the first attempt was done, and counted properly, but run all the same."""
    line = json.dumps({"attempt": 2, "outcome": "delivered"})
    whole.task().write_text(line + "\n")
    whole.reruns.append((whole.task().name, 2))


def run_nothing(whole):
    whole.runs.clear()


def deliver_twice(whole):
    whole.task().write_bytes(whole.task().read_bytes() * 2)


def lose_entry(whole):
    next((whole.path / "deliveries").glob("*/*")).unlink()


def strange_entry(whole):
    (whole.path / "deliveries/ff").mkdir(exist_ok=True)
    (whole.path / "deliveries/ff/ffff").symlink_to("nowhere")


@pytest.mark.parametrize("damage", [
    lose_event, tear_event, empty_event, repeat_event, leave_event, leave_draft, lose_task,
    leave_task, double_task, orphan_task, repeat_attempt, run_after_delivery, run_what_was_done,
    run_nothing, deliver_twice, lose_entry, strange_entry,
])
def test_damage_is_complained_about(whole, damage):
    damage(whole)
    assert whole.complaints() != []


def test_only_what_was_noted_before_the_cut_counts_as_run(tmp_path):
    notes = tmp_path / "notes"
    notes.write_text("a 1\n")
    before = notes.stat().st_size
    notes.write_text("a 1\nb 1\n")
    assert read_runs(notes, 0, before) == [("a", 1)]
    assert read_runs(notes, before) == [("b", 1)]
