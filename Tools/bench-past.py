"""Looking back at, and correcting, a case of 1,000 entries, with the release build; beside showing it as it is now."""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

ENTRIES = 1_000
ROUNDS = 31


def run(*command, **more):
    result = subprocess.run(command, capture_output=True, text=True, **more)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{result.stdout}{result.stderr}")
    return result.stdout


def make(triad, folder):
    """A virtual file with one review, of which the outside reader comes and goes."""
    file = os.path.join(folder, "bench.triad")
    run(triad, "new", file, "--coordinator", "Ada Marsh", "--virtual", "2026-09-07")
    act = {"as": "Ada Marsh"}
    names = ["host", "lead", "reviewer"]
    lines = [("import", {"tables": {
        "organisations": [{"id": name, "name": f"{name.title()} School"} for name in names],
        "people": [{"id": f"h-{name}", "name": f"Head of {name.title()}"} for name in names] + [{"id": "reader", "name": "Peter Rudge"}],
        "affiliations": [{"person": f"h-{name}", "organisation": name, "post": "headteacher"} for name in names],
    }}), ("start", {"workflow": "triad-review", "subject": "host", "roles": {"coordinator": "Ada Marsh", "lead": "lead", "reviewer": "reviewer"}})]
    for number in range(ENTRIES - 1):
        part = {"case": "triad-review-1", "role": "outside_reader", "holder": "reader", "because": f"Change {number}"}
        lines.append(("appoint" if number % 2 == 0 else "release", part))
    text = "".join(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": {**act, **params}}) + "\n" for method, params in lines)
    wrong = [line for line in run(triad, "rpc", "--file", file, input=text).splitlines() if '"error"' in line]
    if wrong:
        sys.exit(wrong[0])
    return file, ["--file", file, "--as", "Ada Marsh"]


def main():
    triad = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        file, common = make(triad, folder)
        case = "triad-review-1"
        measured = {
            "triad show CASE": [triad, "show", case, *common],
            "triad show CASE --as-of its last entry": [triad, "show", case, "--as-of", f"{case}/{ENTRIES}", *common],
            "the same --corrected": [triad, "show", case, "--as-of", f"{case}/{ENTRIES}", "--corrected", *common],
            "triad correct --in-error --dry-run, its last entry": [triad, "correct", f"{case}/{ENTRIES}", "--in-error", "--because", "A slip", "--dry-run", *common],
            "the same, an entry on which all later ones rest": [triad, "correct", f"{case}/2", "--in-error", "--because", "A slip", "--dry-run", *common],
        }
        times = {name: [] for name in measured}
        for _ in range(ROUNDS):
            for name, command in measured.items():
                began = time.perf_counter()
                run(*command)
                times[name].append((time.perf_counter() - began) * 1_000)
        print(f"{platform.machine()}, {os.cpu_count()} cores; medians of {ROUNDS} starts by turns; a case of {ENTRIES:,} entries\n")
        print("| command | ms |\n| --- | --- |")
        for name, values in times.items():
            print(f"| `{name}` | {statistics.median(values):.1f} |")


main()
