"""The recorded ceilings of what a request costs, for each way the receiver is built."""

import json
import pathlib

from .listener_cost import ListenerCost

FILE = pathlib.Path(__file__).parents[1] / "ceilings.json"
RECORD = "/usr/bin/python3 Tests/EndToEnd/record_ceilings.py"

# How far a ceiling is above what was measured.
MARGINS = {
    "instructions": lambda figure: figure + figure // 50,
    "faults": lambda figure: figure + 4,
    "calls": lambda figure: figure,
}
# A figure this far below its ceiling is progress that the ceiling has to keep. Not so page faults:
# how many pages one of them maps is the kernel's choice.
SLACK = 0.10
KEPT = ("instructions", "calls")
ORDINARY = 4 << 20


def variant(program):
    """How a receiver was built, seen from its file: ordinary Swift is large, glibc names itself."""
    if program.stat().st_size > ORDINARY:
        return "ordinary"
    return "embedded-glibc" if b"GLIBC_TUNABLES" in program.read_bytes() else "embedded-musl"


def measure(cost, way):
    return ListenerCost(cost).measure() if way == "listener" else cost.measure(way)


def load():
    return json.loads(FILE.read_text())


def record(name, measured):
    """Writes the ceilings of one variant; those of the others stay."""
    ceilings = load() if FILE.exists() else {}
    ceilings[name] = {
        way: {key: MARGINS[key](figure) for key, figure in figures.items()}
        for way, figures in measured.items()
    }
    FILE.write_text(json.dumps(ceilings, indent=2, sort_keys=True) + "\n")


def complaints(figures, ceilings):
    """What is above its ceiling, and what is so far below that the ceiling holds nothing."""
    found = []
    for key, figure in figures.items():
        ceiling = ceilings[key]
        if figure > ceiling:
            found.append(f"{figure:,} {key} are more than {ceiling:,}: find out why. When the "
                         f"change is worth it, record the ceiling anew: {RECORD}")
        elif key in KEPT and figure < ceiling * (1 - SLACK):
            found.append(f"{figure:,} {key} are far less than {ceiling:,}: keep what was won, "
                         f"record the ceiling anew: {RECORD}")
    return found
