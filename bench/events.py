"""Event files and task names as the receiver and the runner write them; see docs/INTERNALS.md."""

import datetime
import json
import os
import time

SOURCE = "github"


def event_ids(count):
    """Ids one microsecond apart, all of them in the past."""
    start = time.time_ns() // 1000 - count - 1_000_000
    for number in range(count):
        moment = datetime.datetime.fromtimestamp(0, datetime.timezone.utc)
        moment += datetime.timedelta(microseconds=start + number)
        yield f"{moment:%Y%m%dT%H%M%S%f}Z-{number:016x}"


def event_bytes(event, payload):
    """One finished file; the id at its end says that it is whole."""
    head = {
        "source": SOURCE, "received": "2026-11-20T10:15:02.123456Z", "remote": "127.0.0.1",
        "headers": {"content-type": "application/json", "x-github-event": "push"},
        "traceparent": None,
    }
    tail = {
        "event": "push", "action": None, "delivery": event, "repository": "acme/site",
        "verified": True, "id": event,
    }
    text = [json.dumps(part, separators=(",", ":")).encode() for part in (head, tail)]
    return text[0][:-1] + b',"payload":' + payload + b"," + text[1][1:] + b"\n"


def write_events(folder, ids, payload):
    """Writes them where `folder(id)` says."""
    made = set()
    for event in ids:
        place = folder(event)
        if place not in made:
            os.makedirs(place, exist_ok=True)
            made.add(place)
        with open(f"{place}/{event}.{SOURCE}.push.json", "wb") as file:
            file.write(event_bytes(event, payload))


def day_folder(spool):
    """Where a routed event lies: `events/2026-11-20/10`."""
    return lambda event: (
        f"{spool}/events/{event[:4]}-{event[4:6]}-{event[6:8]}/{event[9:11]}")


def write_tasks(folder, ids, route, suffix):
    """Empty files, as the runner makes them."""
    os.makedirs(folder, exist_ok=True)
    for event in ids:
        os.close(os.open(f"{folder}/{event}.{route}.1,{suffix}", os.O_CREAT | os.O_WRONLY, 0o640))


def write_ended(folder, ids, route):
    """Tasks that failed at their first try."""
    line = {
        "attempt": 1, "tries": 1, "ended": "2026-11-20T10:15:02.123456Z", "outcome": "rejected",
        "reason": "the program exited with 100", "to": "failed",
    }
    os.makedirs(folder, exist_ok=True)
    for event in ids:
        with open(f"{folder}/{event}.{route}.1", "w", encoding="ascii") as file:
            file.write(json.dumps(line, separators=(",", ":")) + "\n")


def write_orders(folder, ids, route):
    """An order to retry the task of each event."""
    for event, order in zip(ids, event_ids(len(ids))):
        with open(f"{folder}/{order}.json", "w", encoding="ascii") as file:
            json.dump({"order": "retry", "task": f"{event}.{route}.1"}, file)
