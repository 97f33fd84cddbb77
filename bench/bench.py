"""Measures both programs side by side and prints a table; started by run.sh."""

import argparse
import json
import pathlib

import report
from receiver import Receiver
from runner import Runner


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run.sh", description=__doc__)
    parser.add_argument("--only", choices=("receiver", "runner"))
    parser.add_argument("--rounds", type=int, default=5, help="turns of each contender (5)")
    parser.add_argument("--seconds", type=int, default=4, help="length of a turn under load (4)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--work", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = arguments()
    results = {}
    if options.only != "runner":
        results["receiver"] = Receiver(options.work, options.rounds, options.seconds).measure()
    if options.only != "receiver":
        results["runner"] = Runner(options.work, min(options.rounds, 3)).measure()
    if options.json:
        print(json.dumps(results, indent=1))
    else:
        report.show(results)


if __name__ == "__main__":
    main()
