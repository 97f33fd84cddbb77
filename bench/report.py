"""The figures as readable tables: what was measured, and beside what."""

from table import table

CONTENDER = {
    "reference": "C", "reference-musl": "C, musl", "trivial": "only answers",
    "listener": "webhook-cgi --listen", "webhook": "Debian's webhook, stores nothing",
    "fastapi-postgresql": "FastAPI and PostgreSQL",
}
ALONE = {
    "cpu": "CPU, µs", "wall": "wall clock, µs", "faults": "page faults", "peak": "peak memory, KiB",
}


def show(results, markdown=False):
    def put(title, head, rows):
        table(title, head, rows, markdown)

    if "receiver" in results:
        show_served(results["receiver"], put)
        show_alone(results["receiver"], put)
    if "runner" in results:
        show_runner(results["runner"], put)
    if "ledger" in results:
        show_ledger(results["ledger"], put)
    if "constant-time" in results:
        show_constant_time(results["constant-time"], put)


def label(name):
    return CONTENDER.get(name, name)


def number(value):
    return "" if value is None else f"{value:,.0f}"


def ratio(value):
    return "" if value is None else f"{value[1]:.2f}"


def spread(value):
    return f"{value[0]:.2f}-{value[2]:.2f}"


def show_served(receiver, put):
    head = ["8 KB through nginx", "requests/s", "to C", "quartiles", "CPU, µs", "to C",
            "median, µs", "99 %, µs"]
    alone = receiver["alone"]["8 KB"]
    base = cost("reference", receiver["served"]["reference"], alone)
    rows = []
    for name, figures in receiver["served"].items():
        rate, cpu = figures["ratios"]["rate"], cost(name, figures, alone)
        rows.append([
            label(name), number(figures["rate"]), ratio(rate), spread(rate), number(cpu),
            f"{cpu / base:.2f}", number(figures["p50"]), number(figures["p99"])])
    put("Under load", head, rows)


def cost(name, figures, alone):
    """CPU a request: of the server processes, and of the program that fcgiwrap starts."""
    return figures["cpu"] + (alone[name]["cpu"] if name in alone else 0)


def show_alone(receiver, put):
    """A row for each figure of each size; behind a figure stands its ratio to C."""
    contenders = list(receiver["alone"]["8 KB"])
    rows = []
    for size, found in receiver["alone"].items():
        for key, what in ALONE.items():
            rows.append([f"{what}, {size}", *(beside_c(found, name, key) for name in contenders)])
    if any(receiver["calls"].values()):
        calls = [number(receiver["calls"].get(name)) for name in contenders]
        rows.append(["system calls, 8 KB", *calls])
    put("One process alone", ["", *map(label, contenders)], rows)


def beside_c(found, name, key):
    text, beside = number(found[name][key]), found[name]["ratios"][key]
    return f"{text} ({beside[1]:.2f})" if beside and name != "reference" else text


def compare(what, ours, other=None, aim="", form="{:,.0f}"):
    """A row: what, our figure, the one beside it, their ratio, and what was aimed at."""
    beside = [form.format(other), f"{ours / other:.2f}"] if other else ["", ""]
    return [what, form.format(ours), *beside, aim]


def show_runner(found, put):
    put("The runner", ["", "spool-runner", "xargs -P4", "ratio", "aim"], [
        compare("events routed a second (10,000)", found["routed"], aim="2,000"),
        compare(
            "tasks a second, /bin/true, --jobs 4 (3,000)", found["run"], found["xargs"], "1,500"),
        compare("pass over 100,000 deferred, ms", found["waiting"], aim="under 300"),
        *[compare(f"pass over {count:,} of one key, ms", milliseconds,
                  aim="under 300" if count == 10_000 else "")
          for count, milliseconds in found["keyed"].items()],
        *[compare(f"{count:,} events: first program after, ms", milliseconds,
                  aim="under 1,000" if count == 200_000 else "")
          for count, milliseconds in found["first"].items()],
        compare("4,000 orders: first program after, ms", found["ordered"]),
        compare("peak memory, one 25 MB event, KiB", found["large"], aim="at most 153,600"),
    ])


def show_ledger(found, put):
    small, large = found.values()
    rows = [
        compare(what, large[key], small[key], form="{:,.1f}") for key, what in (
            ("missing", "a delivery that is not there, µs"), ("found", "one that is there, µs"),
            ("added", "one more, synced, µs"))
    ]
    rows.append(compare("a whole request: wall clock, µs", large["wall"], small["wall"]))
    rows.append(compare("a whole request: CPU, µs", large["cpu"], small["cpu"]))
    head = ["with so many deliveries", "a million", "a thousand", "ratio"]
    put("The ledger", head, [row[:4] for row in rows])


def show_constant_time(found, put):
    rows = []
    for name, figures in found.items():
        counts = [f"{figures[key]:,}" if figures[key] else "-" for key in ("compare", "all")]
        rows.append([name, *counts, *(number(figures[key]) for key in ("p10", "p50", "p90"))])
    put("A wrong digest: instructions, and the wall clock of the process in µs",
        ["", "comparison", "all of it", "10 %", "50 %", "90 %"], rows)
