"""The receiver beside a C program that does the same work and one that does none."""

import json
import os
import statistics
import subprocess

from delivery import Delivery
from webserver import PATH, WebServer

CONTENDERS = ("webhook-cgi", "reference", "trivial")
CONNECTIONS = 8
KIB = 1024

# Body, its bytes, how many runs make a turn and how many turns each contender has: many short turns,
# because a machine is now slower and now faster.
SIZES = (
    ("8 KB", 8 * KIB, 60, 15), ("1 KB", KIB, 60, 7), ("1 MB", KIB * KIB, 5, 5),
    ("25 MB", 25 << 20, 1, 3),
)


class Receiver:
    """Measures in one folder, which holds the programs and the spool."""

    def __init__(self, work, rounds, seconds):
        self.work = work
        self.rounds = rounds
        self.seconds = seconds
        self.spools = 0
        (work / "secret").write_text("bench\n")
        self.config = work / "config.json"

    def fresh_spool(self):
        """A spool for every turn, with the ledger's folders that one in use has.

        Nothing is removed before the end: ext4 looks for a free inode the longer, the more were
        freed a moment ago, and the next turn would pay for that.
        """
        self.spools += 1
        spool = self.work / f"spool-{self.spools}"
        spool.mkdir()
        (spool / "format").write_text("1\n")
        for number in range(256):
            (spool / f"deliveries/{number:02x}").mkdir(parents=True)
        source = {
            "path": PATH, "scheme": "github", "secret": {"file": str(self.work / "secret")},
            "events": ["push"],
        }
        config = {"spool": str(spool), "sources": {"github": source}}
        self.config.write_text(json.dumps(config, indent=1))
        os.sync()

    def measure(self):
        alone = {size: self.alone(count, runs, turns) for size, count, runs, turns in SIZES}
        return {"served": self.served(), "alone": alone}

    def served(self):
        """Requests a second, the contenders taking turns."""
        delivery = Delivery(self.work, 8 * KIB)
        found = {name: [] for name in CONTENDERS}
        with WebServer(self.work, self.config, CONTENDERS) as server:
            for turn in range(self.rounds + 1):
                for name in CONTENDERS:
                    self.fresh_spool()
                    figures = self.turn(server, name, delivery, turn)
                    if turn > 0:  # the first round warms the caches
                        found[name].append(figures)
        return {name: medians(figures) for name, figures in found.items()}

    def turn(self, server, name, delivery, turn):
        done = subprocess.run(
            ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{self.seconds}s", "-s", self.work / "deliver.lua",
             server.url(name), "--", f"{name}-{turn}", delivery.file, delivery.signature],
            check=True, capture_output=True, text=True)
        figures = json.loads(done.stdout.splitlines()[-1])
        if figures["refused"] or figures["broken"]:
            raise SystemExit(f"bench: {name} refused requests: {figures}")
        return {
            "rate": figures["requests"] / figures["microseconds"] * 1e6,
            "p50": figures["p50"], "p99": figures["p99"],
        }

    def alone(self, count, runs, turns):
        """What one process costs, started by us and not by a server."""
        delivery = Delivery(self.work, count)
        commands = {name: [self.work / name] for name in CONTENDERS}
        commands["/bin/true"] = ["/bin/true"]
        found = {name: [] for name in commands}
        for _ in range(turns):
            for name, command in commands.items():
                self.fresh_spool()
                environment = {**delivery.variables(), "WEBHOOK_CONFIG": str(self.config)}
                done = subprocess.run(
                    [self.work / "measure", str(runs), delivery.file, *command],
                    env=environment, check=True, capture_output=True, text=True)
                found[name].append(json.loads(done.stdout))
        return {name: medians(figures) for name, figures in found.items()}


def medians(figures):
    return {key: statistics.median(each[key] for each in figures) for key in figures[0]}
