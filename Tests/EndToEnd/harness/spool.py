"""Looks at a spool as an operator does: by its files."""

import json
import pathlib

STATES = ("ready", "claimed", "deferred", "done", "failed", "cancelled")


class Spool:
    def __init__(self, path):
        self.path = pathlib.Path(path)

    def incoming(self):
        return sorted((self.path / "incoming").glob("*.json"))

    def events(self):
        """Routed events."""
        return sorted((self.path / "events").glob("*/*/*.json"))

    def rejected(self):
        """Names of what was rejected, and the reasons beside them."""
        return sorted(entry.name for entry in (self.path / "rejected").iterdir())

    def stored(self):
        """Every event, routed or not."""
        return self.incoming() + self.events()

    def unpublished(self):
        return sorted(entry.name for entry in (self.path / "tmp").iterdir())

    def of_delivery(self, delivery):
        """The files of all events with this delivery id: more than one is a fault."""
        return [path for path in self.stored() if read(path).get("delivery") == delivery]

    def tasks(self, state):
        """Ids of the tasks in one state (done, failed and cancelled have a folder a day)."""
        folder = self.path / "tasks" / state
        files = [path for path in folder.rglob("*") if path.is_file()]
        return sorted(path.name.split(",")[0] for path in files)

    def state_of(self, event_id, route):
        """The state of a route's task of an event, or None while there is none."""
        for state in STATES:
            for task in self.tasks(state):
                if task.startswith(f"{event_id}.{route}."):
                    return state
        return None

    def empty(self):
        """Removes events, drafts and tasks, so that a test finds only its own.

        The runner must be idle, and no request be under way.
        """
        for folder in ("tmp", "incoming", "events", "rejected", "orders", "tasks"):
            for path in (self.path / folder).rglob("*"):
                if path.is_symlink() or not path.is_dir():
                    path.unlink()


def read(path):
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:  # routed while the folder was being listed
        return {}
