"""Runs inside the testbed: one delivery at a time, each to a system in which nothing runs."""

import os
import pathlib
import shutil
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Tests/EndToEnd"))

from harness import machine as system  # noqa: E402
from harness import sender, web  # noqa: E402
from harness.waiting import until  # noqa: E402

STAMPS = pathlib.Path("/var/tmp/stamps")


def prepare(stamp):
    machine = system.Machine()
    machine.install()
    machine.configure()
    shutil.copy(stamp, "/usr/local/bin/stamp")
    STAMPS.touch()
    STAMPS.chmod(0o666)
    machine.write_routes({
        "name": "stamp", "match": {"source": "github"},
        "steps": [{"name": "stamp", "run": ["/usr/local/bin/stamp", str(STAMPS)]}],
    })
    system.systemctl("enable", "--now", "webhook-fcgi.socket")
    web.start_nginx()
    machine.start_runner()
    return machine


def deliver(machine, way, number):
    """Milliseconds from the whole answer to the program's first instruction but a few."""
    until(machine.idle, "the runner ended")
    request = sender.github(machine.secrets["github"], sender.push())
    answer = way.send(request)
    answered = time.time()
    if answer.status != 200:
        raise SystemExit(f"bench: the receiver answered {answer.status}")
    until(lambda: len(stamps()) == number, "the program ran")
    return (stamps()[-1] - answered) * 1000


def stamps():
    return [float(line) for line in STAMPS.read_text(encoding="ascii").split()]


def main(stamp, count):
    if "WEBHOOK_SPOOL_TESTBED" not in os.environ:
        raise SystemExit("bench: only inside the testbed; use latency.sh")
    machine = prepare(stamp)
    way = sender.Way("fcgiwrap", web.FCGI_PORT)
    found = [deliver(machine, way, number + 1) for number in range(count + 1)]
    found = sorted(found[1:])  # the first one reads the programs from the disk
    print(f"POST answered to program started, path unit, {count} deliveries:")
    print(f"  median {statistics.median(found):.1f} ms, 9 of 10 within {found[count * 9 // 10]:.1f}"
          " ms (aim: tens of milliseconds)")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
