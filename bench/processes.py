"""What running processes have cost, from /proc."""

import os
import pathlib
import time

TICK = os.sysconf("SC_CLK_TCK")


def stat(pid):
    """The fields of /proc/PID/stat from the state on, or nothing when the process is gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return text.rpartition(")")[2].split()


def tree(roots):
    """Processes and all their descendants: their fields of /proc/PID/stat."""
    found = {int(name): stat(name) for name in os.listdir("/proc") if name.isdigit()}
    wanted = set(roots)
    while True:
        more = {pid for pid, fields in found.items() if fields and int(fields[1]) in wanted}
        if more <= wanted:
            return [found[pid] for pid in wanted if found.get(pid)]
        wanted |= more


def cpu(roots):
    """Microseconds of user and system time, those of children that were waited for included.

    The kernel counts what a process ran in nanoseconds, not in ticks; only this file rounds.
    """
    return sum(int(field) for fields in tree(roots) for field in fields[11:15]) / TICK * 1e6


def settle(roots, count, limit=3.0):
    """Waits until no more than `count` processes are left: an answer may come before the work."""
    end = time.monotonic() + limit
    while len(tree(roots)) > count and time.monotonic() < end:
        time.sleep(0.01)
