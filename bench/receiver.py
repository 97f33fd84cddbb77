"""The receiver beside a C program that does the same work, and beside other ways of receiving."""

import http.client
import json
import os
import shutil
import subprocess

import processes
from contenders import PATH, Listener, Program
from delivery import Delivery
from statistic import summary
from webserver import WebServer

BASE = "reference"
CONNECTIONS = 8
KIB = 1024

# Body, its bytes, how many runs make a turn and how many turns each contender has: many short
# turns, because a machine is now slower and now faster.
SIZES = (
    ("8 KB", 8 * KIB, 60, 15), ("1 KB", KIB, 60, 9), ("1 MB", KIB * KIB, 5, 9),
    ("25 MB", 25 << 20, 1, 9),
)


def rotated(contenders, turn):
    """Another one begins in every round: what the disk still does for one turn slows the next."""
    first = turn % len(contenders)
    return contenders[first:] + contenders[:first]


class Receiver:
    """Measures in one folder, which holds the programs and the spool."""

    def __init__(self, options):
        self.work = options.work
        self.rounds = options.rounds
        self.seconds = options.seconds
        self.also = options.also
        self.peers = options.peers
        self.spools = 0
        (self.work / "secret").write_text("bench\n")
        self.config = self.work / "config.json"

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
        return {
            "served": self.served(),
            "calls": {name: self.calls(name) for name in self.programs()},
            "alone": {size: self.alone(*rest) for size, *rest in SIZES},
        }

    def programs(self):
        names = ("webhook-cgi", BASE, "reference-musl", *self.also, "trivial")
        return [name for name in names if (self.work / name).exists()]

    def contenders(self):
        found = [Program(name, self.work) for name in self.programs()]
        found.insert(1, Listener("listener", self.work))
        if self.peers:
            from peers.debian_webhook import DebianWebhook
            from peers.web_application import WebApplication
            found += [DebianWebhook(self.work), WebApplication(self.work)]
        return found

    def served(self):
        """Requests a second, the contenders taking turns."""
        delivery = Delivery(self.work, 8 * KIB)
        contenders = self.contenders()
        found = {contender.name: [] for contender in contenders}
        with WebServer(self.work, contenders) as server:
            for turn in range(self.rounds + 1):
                for contender in rotated(contenders, turn):
                    self.fresh_spool()
                    figures = self.turn(server, contender, delivery, turn)
                    if turn > 0:  # the first round warms the caches
                        found[contender.name].append(figures)
        return summary(found, BASE)

    def turn(self, server, contender, delivery, turn):
        contender.begin()
        url = server.url(contender)
        if turn == 0:
            check(url, contender, delivery)
        count = len(processes.tree(contender.roots))
        before = processes.cpu(contender.roots)
        figures = self.load(url, f"{contender.name}-{turn}", delivery)
        processes.settle(contender.roots, count)
        spent = processes.cpu(contender.roots) - before
        contender.end()
        return {
            "rate": figures["requests"] / figures["microseconds"] * 1e6,
            "cpu": spent / figures["requests"], "p50": figures["p50"], "p99": figures["p99"],
        }

    def load(self, url, prefix, delivery):
        done = subprocess.run(
            ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{self.seconds}s", "-s",
             self.work / "deliver.lua", url, "--", prefix, delivery.file, delivery.signature],
            check=True, capture_output=True, text=True)
        figures = json.loads(done.stdout.splitlines()[-1])
        if figures["refused"] or figures["broken"]:
            raise SystemExit(f"bench: {prefix} refused requests: {figures}")
        return figures

    def environment(self, delivery):
        return {**delivery.variables(), "WEBHOOK_CONFIG": str(self.config)}

    def alone(self, count, runs, turns):
        """What one process costs, started by us and not by a server."""
        delivery = Delivery(self.work, count)
        commands = {name: self.work / name for name in self.programs()}
        commands["/bin/true"] = "/bin/true"
        found = {name: [] for name in commands}
        for _ in range(turns):
            for name, command in commands.items():
                self.fresh_spool()
                done = subprocess.run(
                    [self.work / "measure", str(runs), delivery.file, command],
                    env=self.environment(delivery), check=True, capture_output=True, text=True)
                found[name].append(json.loads(done.stdout))
        return summary(found, BASE)

    def calls(self, name):
        """How many system calls one request of 8 KB takes, or nothing without strace."""
        if shutil.which("strace") is None:
            return None
        delivery = Delivery(self.work, 8 * KIB)
        self.fresh_spool()
        table = self.work / "calls"
        for number in range(2):  # the first makes the folders and the journal's file
            environment = {
                **self.environment(delivery), "HTTP_X_GITHUB_DELIVERY": f"calls-{number}"}
            with open(delivery.file, "rb") as body:
                subprocess.run(
                    ["strace", "-f", "-c", "-o", table, "-E", "PATH", self.work / name],
                    stdin=body, stdout=subprocess.DEVNULL, check=True,
                    env={**environment, "PATH": os.environ["PATH"]})
        # The last line: percent, seconds, microseconds a call, calls, perhaps errors, "total".
        return int(table.read_text().splitlines()[-1].split()[3])


def check(url, contender, delivery):
    """One delivery is taken, and one with a wrong signature is not."""
    for signature, is_good in ((delivery.signature, True), ("sha256=" + "0" * 64, False)):
        place = url.removeprefix("http://").partition("/")
        connection = http.client.HTTPConnection(place[0], timeout=30)
        connection.request("POST", f"/{place[2]}", delivery.body, {
            "Content-Type": "application/json", "User-Agent": "GitHub-Hookshot/bench",
            "X-GitHub-Event": "push", "X-GitHub-Delivery": f"check-{is_good}",
            "X-Hub-Signature-256": signature})
        status = connection.getresponse().status
        connection.close()
        if (status == 200) != is_good and contender.checks:
            raise SystemExit(f"bench: {contender.name} answered {status} to {signature}")
