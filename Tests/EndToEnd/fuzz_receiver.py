"""Hands damaged requests to the built receiver, from fresh seeds until the time is over.

    /usr/bin/python3 Tests/EndToEnd/fuzz_receiver.py [--program FILE] [--twin FILE]
        [--seconds N] [--seed N]
"""

import argparse
import pathlib
import random
import sys
import tempfile
import time

from harness.damage import Damage, Wrong
from harness.machine import DIST

ROUNDS = 1000


def seeds(arguments):
    if arguments.seed is not None:
        yield arguments.seed
        return
    end = time.monotonic() + arguments.seconds
    while time.monotonic() < end:
        yield random.randrange(1 << 32)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, default=DIST / "webhook-cgi")
    parser.add_argument("--twin", type=pathlib.Path, help="another build that must answer alike")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int)
    arguments = parser.parse_args()
    total = 0
    for seed in seeds(arguments):
        with tempfile.TemporaryDirectory() as folder:
            twin = arguments.twin and Damage(f"{folder}/twin", arguments.twin.absolute())
            damage = Damage(folder, arguments.program.absolute(), twin)
            try:
                damage.run(seed, ROUNDS)
            except Wrong as wrong:
                sys.exit(f"fuzz: {wrong}")
            total += sum(damage.verdicts.values())
    print(f"fuzz: {total} damaged requests to {arguments.program}")


main()
