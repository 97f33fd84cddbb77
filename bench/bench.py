"""Measures both programs side by side and prints a table; started by run.sh."""

import argparse
import json
import pathlib

import report
from constant_time import ConstantTime
from ledger import Ledger
from receiver import Receiver
from runner import Runner

PARTS = ("receiver", "runner", "ledger", "constant-time")


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run.sh", description=__doc__)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--rounds", type=int, default=5, help="turns of each contender (5)")
    parser.add_argument("--seconds", type=int, default=4, help="length of a turn under load (4)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--work", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = arguments()
    parts = [options.only] if options.only else PARTS
    receiver = Receiver(options.work, options.rounds, options.seconds)
    results = {}
    if "receiver" in parts:
        results["receiver"] = receiver.measure()
    if "runner" in parts:
        results["runner"] = Runner(options.work, min(options.rounds, 3)).measure()
    if "ledger" in parts:
        results["ledger"] = Ledger(options.work, receiver).measure()
    if "constant-time" in parts:
        results["constant-time"] = ConstantTime(options.work, receiver).measure()
    if options.json:
        print(json.dumps(results, indent=1))
    else:
        report.show(results)


if __name__ == "__main__":
    main()
