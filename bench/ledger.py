"""The ledger with a thousand and with a million deliveries in it."""

import json
import os
import shutil
import statistics
import subprocess

from delivery import Delivery

SIZES = (1_000, 1_000_000)
MEASURED = 300
RUNS = 60
TURNS = 7


class Ledger:
    """Fills two spools' ledgers with `ledger.c`; it and the receiver then use them in turns."""

    def __init__(self, work, receiver):
        self.work = work
        self.receiver = receiver
        self.delivery = Delivery(work, 1024)

    def measure(self):
        places = {entries: self.make(entries) for entries in SIZES}
        os.sync()
        found = {entries: [] for entries in SIZES}
        for turn in range(TURNS):
            for entries, (folder, config) in places.items():
                figures = run(
                    self.work / "ledger", "measure", folder, str(entries), str(MEASURED),
                    str(turn))
                request = run(
                    self.work / "measure", str(RUNS), self.delivery.file, self.work / "webhook-cgi",
                    env={**self.delivery.variables(), "WEBHOOK_CONFIG": str(config)})
                found[entries].append({**figures, "wall": request["wall"], "cpu": request["cpu"]})
        return {entries: medians(turns) for entries, turns in found.items()}

    def make(self, entries):
        """A spool with so many deliveries, and the configuration that names it."""
        self.receiver.fresh_spool()
        folder = self.work / f"spool-{self.receiver.spools}/deliveries"
        config = self.work / f"config-{entries}.json"
        shutil.copy(self.receiver.config, config)
        shutil.rmtree(folder)
        folder.mkdir()
        subprocess.run([self.work / "ledger", "make", folder, str(entries)], check=True)
        return folder, config


def run(*command, env=None):
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def medians(figures):
    return {key: statistics.median(each[key] for each in figures) for key in figures[0]}
