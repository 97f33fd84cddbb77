"""Measures both programs side by side and prints tables; started by run.sh."""

import argparse
import json
import pathlib
import signal
import sys

import report
from constant_time import ConstantTime
from ledger import Ledger
from receiver import Receiver
from runner import Runner

PARTS = ("receiver", "runner", "ledger", "constant-time")


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run.sh", description=__doc__)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--rounds", type=int, default=15, help="turns of each contender (15)")
    parser.add_argument("--seconds", type=int, default=2, help="length of a turn under load (2)")
    parser.add_argument(
        "--also", action="append", default=[], metavar="NAME=PROGRAM",
        help="one more CGI program beside the others, an earlier build for instance")
    parser.add_argument(
        "--peers", action="store_true", help="two other receivers too; as root, installs them")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the figures as JSON")
    form.add_argument("--markdown", action="store_true", help="print tables in Markdown")
    parser.add_argument("--work", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(options):
    parts = [options.only] if options.only else PARTS
    receiver = Receiver(options)
    results = {}
    if "receiver" in parts:
        results["receiver"] = receiver.measure()
    if "runner" in parts:
        results["runner"] = Runner(options.work, min(options.rounds, 3)).measure()
    if "ledger" in parts:
        results["ledger"] = Ledger(options.work, receiver).measure()
    if "constant-time" in parts:
        results["constant-time"] = ConstantTime(options.work, receiver).measure()
    return results


def main():
    options = arguments()
    # So that whatever was started is ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    results = measure(options)
    if options.json:
        print(json.dumps(results, indent=1))
    else:
        report.show(results, options.markdown)


if __name__ == "__main__":
    main()
