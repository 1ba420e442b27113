"""One command of the release build on a file with 1,000 cases, beside `sqlite3 FILE 'select 1'` in the same run."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

CASES = 1_000
ROUNDS = 101


def run(*command):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{result.stdout}{result.stderr}")
    return result.stdout


def milliseconds(command):
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1_000


def make(triad, folder):
    """A virtual file with schools, people and 1,000 review cases under way."""
    file = os.path.join(folder, "bench.triad")
    run(triad, "new", file, "--coordinator", "Ada Marsh", "--virtual", "2026-09-07")
    schools, people, posts = (os.path.join(folder, name) for name in ("organisations.csv", "people.csv", "affiliations.csv"))
    with open(schools, "w") as out:
        out.write("id,name\n" + "".join(f"s{n},School {n}\n" for n in range(CASES)))
    with open(people, "w") as out:
        out.write("id,name\n" + "".join(f"h{n},Head {n}\n" for n in range(CASES)))
    with open(posts, "w") as out:
        out.write("person,organisation,post\n" + "".join(f"h{n},s{n},headteacher\n" for n in range(CASES)))
    common = ["--file", file, "--as", "Ada Marsh"]
    run(triad, "import", schools, people, posts, "--apply", *common)
    print(f"starting {CASES:,} cases …", file=sys.stderr)
    for n in range(CASES):
        run(triad, "start", "triad-review", "--subject", f"s{n}", "coordinator=Ada Marsh", f"host=h{n}",
            f"lead=s{(n + 1) % CASES}", f"reviewer=s{(n + 2) % CASES}", *common)
    return file, common


def main():
    triad = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        file, common = make(triad, folder)
        case = "triad-review-500"
        measured = {
            "triad show CASE": [triad, "show", case, *common],
            "triad inbox": [triad, "inbox", *common],
            "triad why CASE EVENT": [triad, "why", case, "schedule", *common],
            "sqlite3 FILE 'select 1'": ["sqlite3", file, "select 1"],
        }
        times = {name: [] for name in measured}
        for _ in range(ROUNDS):
            for name, command in measured.items():
                times[name].append(milliseconds(command))
        doing = []
        for n in range(1, ROUNDS + 1):
            doing.append(milliseconds([triad, "do", f"triad-review-{n}", "withdraw", "reason=A measurement", *common]))
        times["triad do CASE EVENT"] = doing
        print(f"{CASES:,} cases, {os.path.getsize(file) / 1e6:.1f} MB; {ROUNDS} rounds; "
              f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores\n")
        print(f"{'command':<32}{'median ms':>10}{'p95 ms':>10}")
        for name, values in times.items():
            print(f"{name:<32}{statistics.median(values):>10.1f}{statistics.quantiles(values, n=20)[18]:>10.1f}")


main()
