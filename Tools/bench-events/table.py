"""What was measured, each figure beside what it is compared with."""

import os
import statistics
import subprocess


def engines(options, folder):
    """Events a second of other engines, one at a time, by name; none where they could not be installed."""
    script = os.path.join(os.path.dirname(__file__), "engines.py")
    found = subprocess.run([options.python, script, str(options.rounds), "130", folder], stdout=subprocess.PIPE, text=True).stdout
    return {name: float(rate) for name, rate in (line.split("\t") for line in found.splitlines())}


def middle(rates, place):
    return statistics.median(rate[place] for rate in rates)


def share(rates):
    return statistics.median(triad / beside for triad, beside in rates)


def row(what, measured, beside, reached):
    print(f"| {what} | {measured} | {beside} | {reached} |")


def against_c(what, rates, aim):
    row(what, f"{middle(rates, 0):,.0f} a second", f"C program: {middle(rates, 1):,.0f} a second", f"{share(rates):.2f} (aim {aim})")


def show(options, found):
    print(f"Medians of {options.rounds} rounds in one run. Every check, hash, duty and guard is on; each commit is on the disk before it is answered.\n")
    print("| what | Triad | beside it | share |\n| --- | --- | --- | --- |")
    single = found[""]["single"]
    against_c("one request at a time", single, 0.6)
    for name, rate in found["engines"].items():
        row("one request at a time", f"{middle(single, 0):,.0f} a second", f"{name}: {rate:,.0f} a second", f"{middle(single, 0) / rate:.1f} times (aim 10)")
    against_c("pipelined; the C program in groups of 100", found[""]["pipelined"], 0.4)
    if "few" in found:
        show_large(found)
    row("starting the process and answering one request", f"{found['start'] * 1_000:.1f} ms", "", "aim 15 ms")
    for size in ("small verify", "large verify"):
        if size in found:
            entries, rate = found[size]
            row(f"`triad verify`, {entries:,} entries", f"{rate:,.0f} a second", "", "aim 200,000")
    show_statements(found["statements"])


def show_large(found):
    where = f"of {found['cases']:,} cases with {found['entries']:,} entries"
    for kind, aim in (("single", 0.6), ("pipelined", 0.4)):
        title = {"single": "one at a time", "pipelined": "pipelined"}[kind]
        empty, few = middle(found[""][kind], 0), middle(found["few"][kind], 0)
        row(f"{title}, on some {where}", f"{few:,.0f} a second", f"on an empty file: {empty:,.0f} a second", f"{few / empty:.2f} (aim 0.8)")
        against_c(f"the same", found["few"][kind], aim)
        against_c(f"{title}, spread over all {where}", found["spread"][kind], aim)
    building = found["building"]
    row(f"memory over {building['requests']:,} requests", f"{building['memory'] / 1e6:.0f} MB", "", "aim 60 MB")
    row("making that file, pipelined", f"{building['requests'] / building['seconds']:,.0f} a second", "", "")


def show_statements(statements):
    """Triad's and the C program's, how often for 1,000 requests."""
    counts = [dict(reversed(line.split("\t", 1)) for line in text.splitlines()) for text in statements]
    requests = [int(count.pop("requests")) for count in counts]
    rows = [int(count.pop("rows")) for count in counts]
    print("\nRows written for a request: " + ", ".join(f"{name} {r / n:.2f}" for name, r, n in zip(("Triad", "C program"), rows, requests)))
    print("\nStatements for 1,000 requests, half of them one at a time and the others in groups of 100:\n\n   Triad  C program")
    for sql in sorted(counts[0].keys() | counts[1].keys(), key=lambda sql: -int(counts[0].get(sql, 0))):
        print("".join(f"{int(count.get(sql, 0)) * 1_000 / n:>8,.0f}" for count, n in zip(counts, requests)) + f"  {sql}")
