"""The figures as one readable table: what was measured, beside what, and the aim."""

ROW = "{:<44} {:>12} {:>12} {:>8}  {}"


def show(results):
    if "receiver" in results:
        show_served(results["receiver"]["served"])
        for size, found in results["receiver"]["alone"].items():
            show_alone(size, found)
    if "runner" in results:
        show_runner(results["runner"])
    if "ledger" in results:
        show_ledger(results["ledger"])
    if "constant-time" in results:
        show_constant_time(results["constant-time"])


def heading(title, ours, other):
    print(f"\n{title}")
    print(ROW.format("", ours, other, "ratio", "aim"))


def compare(what, ours, other, aim="", form="{:,.0f}"):
    ratio = f"{ours / other:.2f}" if other else ""
    print(ROW.format(what, form.format(ours), form.format(other) if other else "", ratio, aim))


def show_served(served):
    ours, other, trivial = (served[name] for name in ("webhook-cgi", "reference", "trivial"))
    heading("8 KB deliveries through nginx and 4 fcgiwrap", "webhook-cgi", "C")
    compare("requests a second", ours["rate"], other["rate"], "at least 0.8")
    compare("answered in, median, µs", ours["p50"], other["p50"])
    compare("answered in, 99th of 100, µs", ours["p99"], other["p99"])
    compare("  a program that only answers: a second", trivial["rate"], 0)


def show_alone(size, found):
    ours, other = found["webhook-cgi"], found["reference"]
    heading(f"One process, body of {size}", "webhook-cgi", "C")
    compare("CPU, µs", ours["cpu"], other["cpu"], "at most 1.5" if size == "8 KB" else "")
    compare("wall clock, µs", ours["wall"], other["wall"])
    compare("page faults", ours["faults"], other["faults"])
    aim = "under 10,240" if size == "25 MB" else ""
    compare("peak memory, KiB", ours["peak"], other["peak"], aim)
    for name, label in (("trivial", "only answers"), ("/bin/true", "/bin/true")):
        compare(f"  {label}: CPU, µs", found[name]["cpu"], 0)


def show_runner(found):
    heading("The runner", "spool-runner", "xargs -P4")
    compare("events routed a second (10,000)", found["routed"], 0, "2,000")
    compare("tasks a second, /bin/true, --jobs 4 (3,000)", found["run"], found["xargs"], "1,500")
    compare("pass over 100,000 deferred, ms", found["waiting"], 0, "under 300")
    compare("peak memory, one 25 MB event, KiB", found["large"], 0, "at most 153,600")


def show_ledger(found):
    small, large = found.values()
    heading("The ledger, with so many deliveries", "a million", "a thousand")
    for key, what in (
        ("missing", "a delivery that is not there, µs"), ("found", "one that is there, µs"),
        ("added", "one more, synced, µs"),
    ):
        compare(what, large[key], small[key], form="{:,.1f}")
    compare("a whole request: wall clock, µs", large["wall"], small["wall"])
    compare("a whole request: CPU, µs", large["cpu"], small["cpu"])


def show_constant_time(found):
    row = "{:<44} {:>12} {:>12} {:>8} {:>8} {:>8}"
    print("\nA wrong digest: instructions, and the wall clock of the process in µs")
    print(row.format("", "comparison", "all of it", "10 %", "50 %", "90 %"))
    for name, figures in found.items():
        counts = [f"{figures[key]:,}" if figures[key] else "-" for key in ("compare", "all")]
        times = [f"{figures[key]:,.0f}" for key in ("p10", "p50", "p90")]
        print(row.format(name, *counts, *times))
