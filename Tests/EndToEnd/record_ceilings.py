"""Records the ceilings of test_ceilings.py anew, for the program in dist/ (or $DIST).

    /usr/bin/python3 Tests/EndToEnd/record_ceilings.py

Prints what was measured, and writes ceilings.json. Needs valgrind and strace, not root.
"""

import contextlib

from harness.ceilings import measure, record, variant
from harness.cost import Cost
from harness.machine import DIST
from test_ceilings import WAYS


def main():
    program = DIST / "webhook-cgi"
    with contextlib.closing(Cost(program)) as cost:
        measured = {way: measure(cost, way) for way in WAYS}
    name = variant(program)
    for way, figures in measured.items():
        print(name, way, *(f"{figure:,} {key}" for key, figure in figures.items()), sep="  ")
    record(name, measured)


if __name__ == "__main__":
    main()
