"""Tries to make Triad lose what it has acknowledged.

    Tools/torture --kills 1000 --seed 1     processes are killed, at named points and at any moment
    Tools/torture --power 1000 --seed 1     the power is cut: what was not synced is lost, torn, or there all the same
    Tools/torture --faults --seed 1         four processes at once, a full disk, a file that may only be read, a reader who leaves

Ends with 0 where nothing was lost, and with 1 and the reason otherwise.
"""

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field

import faults
from engine import Engine, Failure, make, powercut
from trial import Trial

POINTS = [
    "afterDocument", "beforeEntry", "afterEntry", "afterProjection", "afterRequest", "beforeCommit", "afterCommit", "beforeAnswer", "afterAnswer",
    "beforeCheckpoint", "afterCheckpoint",
]

SABOTAGES = ["synchronous-off", "synchronous-normal", "answer-before-commit", "commit-left-out"]


def has_points(program, folder):
    """Whether this is a debug build: only there is a process killed at a named point."""
    file = os.path.join(folder, "points.triad")
    make(program, file, None)
    engine = Engine(program, file, {"TRIAD_CRASH_AT": "beforeAnswer:1"})
    killed = engine.ask("head") is None
    engine.kill()
    engine.gone()
    return killed


@dataclass
class Death:
    """How one process ends: by what its environment says, after a delay, or of itself after so many answers."""

    how: str
    environment: dict = field(default_factory=dict)
    delay: float | None = None
    comes_early: bool = False
    most: int | None = None


def killing(program, folder, chance, within):
    """By turns at a named point and at any moment."""
    points = POINTS if has_points(program, folder) else []
    if not points:
        print("This build has no crash points: it is killed at random moments only.")

    def death(number, _):
        if not points or number % 2 == 0:
            return Death("any moment", delay=chance.uniform(0, within), comes_early=chance.random() < 0.1)
        point = points[number // 2 % len(points)]
        return Death(point, {"TRIAD_CRASH_AT": f"{point}:{1 if 'Checkpoint' in point or 'Document' in point else chance.randint(1, 25)}"})

    return death


def cutting(folder, chance):
    """At any call to the disk or any answer; in a checkpoint; or while, or after, the file is closed."""
    library = powercut(folder)

    def death(_, file):
        when = chance.choices(["any call", "checkpoint", "close"], [3, 1, 1])[0]
        most = {"any call": chance.choice([20, 200, 1000]), "checkpoint": chance.choice([20, 700]), "close": 1500}[when]
        environment = {
            "LD_PRELOAD": library, "POWERCUT_FILE": file, "POWERCUT_AT": str(chance.randint(1, most)), "POWERCUT_FROM": when,
            "POWERCUT_SEED": str(chance.getrandbits(63))}
        return Death("power", environment, most=chance.randint(1, 30) if when == "close" else None)

    return death


def torture(program, folder, rounds, given, death):
    """So many deaths, over as many files as it takes."""
    environment = {"TRIAD_SABOTAGE": given.sabotage} if given.sabotage else {}
    told, hows = Counter(), Counter()
    trial, number = None, 0
    try:
        for number in range(rounds):
            if trial is None or trial.client.is_over:
                if trial:
                    trial.finish()
                    told += trial.told
                trial = Trial(program, folder, given.seed + told["files"], environment, given.together)
                told["files"] += 1
            planned = death(number, trial.file)
            words = trial.round(planned)
            cuts = re.findall("power: cut at (.*)", words)
            hows[cuts[0] if cuts else "no cut" if planned.how == "power" else planned.how] += 1
            if number % 10 == 9:
                trial.check_whole()
        trial.finish()
        told += trial.told
    except Failure as failure:
        raise Failure(f"in round {number + 1} ({trial.file if trial else folder}): {failure}") from None
    return told, hows


def report(what, given, outcome):
    told, hows = outcome
    print(f"PASS  {sum(hows.values()):,} {what}, seed {given.seed}: " + ", ".join(f"{count:,} {name}" for name, count in sorted(told.items())))
    print("      " + ", ".join(f"{how} {count:,}" for how, count in sorted(hows.items())), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="triad, as a debug build")
    parser.add_argument("--kills", type=int, default=0, metavar="N")
    parser.add_argument("--power", type=int, default=0, metavar="N")
    parser.add_argument("--within", type=float, default=0.5, metavar="SECONDS", help="a moment is one of the first so many seconds of work")
    parser.add_argument("--together", type=int, default=32, metavar="N", help="at most so many requests wait at once, and may be committed together")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--seconds", type=float, default=60, help="how long four processes write at once")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--sabotage", help="what the program is to do wrongly: " + ", ".join(SABOTAGES))
    given = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="torture-")
    program = os.path.abspath(given.program)

    def place(name):
        """Each trial has a folder of its own."""
        os.mkdir(os.path.join(folder, name))
        return os.path.join(folder, name)

    def chance():
        return random.Random(f"plan {given.seed}")

    try:
        if given.kills:
            here = place("kills")
            report("kills", given, torture(program, here, given.kills, given, killing(program, here, chance(), given.within)))
        if given.power:
            here = place("power")
            report("power cuts", given, torture(program, here, given.power, given, cutting(here, chance())))
        if given.faults:
            faults.everything(program, place("faults"), given.seed, given.seconds)
    except Failure as failure:
        print(f"FAIL  {failure}")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
