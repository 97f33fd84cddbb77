"""Whether a wrong signature's cost tells how much of it was right."""

import os
import re
import shutil
import statistics
import subprocess
import time

from delivery import Delivery

# In valgrind's pattern for the mangled name of ConstantTime.equal(_:_:).
COMPARISON = "*ConstantTimeO5equal*"
RUNS = 1500


class ConstantTime:
    """Sends digests that are wrong in one place, and counts what each costs."""

    def __init__(self, work, receiver):
        self.work = work
        self.receiver = receiver
        self.delivery = Delivery(work, 8 * 1024)

    def digests(self):
        """The same digest, damaged in one digit; or of another length."""
        digits = self.delivery.signature.removeprefix("sha256=")

        def damaged(index):
            other = "0" if digits[index] != "0" else "1"
            return digits[:index] + other + digits[index + 1:]

        return {
            "wrong in the first byte": damaged(0), "in the middle": damaged(32),
            "in the last byte": damaged(63), "in every byte": digits.translate(
                str.maketrans("0123456789abcdef", "fedcba9876543210")),
            "one byte short": digits[:-2],
        }

    def measure(self):
        self.receiver.fresh_spool()
        found = self.times()
        for name, digest in self.digests().items():
            found[name]["compare"] = self.instructions(digest, COMPARISON)
            found[name]["all"] = min(self.instructions(digest) for _ in range(5))
        return found

    def environment(self, digest):
        return {
            **self.delivery.variables(), "WEBHOOK_CONFIG": str(self.receiver.config),
            "HTTP_X_HUB_SIGNATURE_256": f"sha256={digest}", "HTTP_X_GITHUB_DELIVERY": "bench",
        }

    def instructions(self, digest, function=None):
        """Instructions that one request takes, of one function or of the whole program.

        They are nearly the same in each run: the id is drawn, and what the kernel says of memory
        differs in length. So of several runs the least counts.
        """
        if shutil.which("valgrind") is None:
            return None
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        command += [f"--toggle-collect={function}"] if function else []
        with open(self.delivery.file, "rb") as body:
            done = subprocess.run(
                [*command, self.work / "webhook-cgi-symbols"], stdin=body, text=True, check=True,
                env={**self.environment(digest), "PATH": os.environ["PATH"]},
                capture_output=True)
        if not done.stdout.startswith("Status: 401 "):
            raise SystemExit(f"bench: a wrong signature was answered {done.stdout}")
        return int(re.search(r"Collected : (\d+)", done.stderr)[1])

    def times(self):
        """Wall clock of whole processes in microseconds, the digests taking turns."""
        found = {name: [] for name in self.digests()}
        for _ in range(RUNS):
            for name, digest in self.digests().items():
                found[name].append(self.time(self.environment(digest)))
        return {
            name: {"p10": cut[0], "p50": cut[4], "p90": cut[8]}
            for name, cut in ((name, statistics.quantiles(times, n=10))
                              for name, times in found.items())
        }

    def time(self, environment):
        program = self.work / "webhook-cgi"
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, self.delivery.file, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
        ]
        start = time.perf_counter_ns()
        child = os.posix_spawn(program, [program], environment, file_actions=actions)
        _, status = os.waitpid(child, 0)
        if status != 0:
            raise SystemExit(f"bench: the receiver ended with {status}")
        return (time.perf_counter_ns() - start) / 1000
