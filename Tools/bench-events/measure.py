"""Durable events of the release build, beside a C program that runs the same SQL statements, and beside other engines.

    measure.py TRIAD TOOLS PYTHON [--entries N] [--rounds N]

TOOLS is a folder with the compiled `beside` and `record.so`, and room for the files; the other engines are in PYTHON.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile

import table
from programs import verify
from reviews import STRETCH, Review, mixed
from session import Session, open_file, prepared

# Reviews that go through their stretch in one round: pipelined, and one request at a time.
PIPELINED, SINGLE = 200, 20
# Entries of a review that has been prepared, and on average half of those of its stretch.
ENTRIES_A_REVIEW = 10
STARTS = 101
LEAST_ENTRIES = 160_000


def say(text):
    print(text, file=sys.stderr, flush=True)


def rounds_of(stretches, rounds):
    """Rounds of both kinds from lists of lines, a review each: as many as they need, in their order."""
    taken = iter(stretches)
    for _ in range(rounds):
        yield "single", mixed([next(taken) for _ in range(SINGLE)])
        yield "pipelined", mixed([next(taken) for _ in range(PIPELINED)])


def small(options, folder):
    """A file with nothing in it but the reviews that are measured."""
    reviews = options.rounds * (SINGLE + PIPELINED)
    say(f"a file with {reviews:,} reviews …")
    file, _ = prepared(options, folder, "small.triad", reviews + STARTS, lambda review: 0)
    lines = [Review(n).stretch() for n in range(1, reviews + 1)]
    rates, statements = Session(options, folder, file).run(rounds_of(lines, options.rounds))
    starts = [open_file(options, file, Review(reviews + n).stretch()[0]) for n in range(1, STARTS + 1)]
    return {"": rates, "statements": statements, "start": statistics.median(starts), "small verify": verify(options.triad, file)}


def large(options, folder):
    """A file in which reviews stand at every step; some go through their whole stretch, then each of the others takes its next step."""
    count = options.entries // ENTRIES_A_REVIEW
    say(f"a file with {count:,} reviews and about {options.entries:,} entries …")
    file, building = prepared(options, folder, "large.triad", count, lambda review: review.number % STRETCH, say)
    entries, rate = verify(options.triad, file)
    few = [Review(n) for n in range(STRETCH, count + 1, STRETCH)][:options.rounds * (SINGLE + PIPELINED)]
    spread = [Review(n) for n in range(1, count + 1) if n % STRETCH]
    random.Random(1).shuffle(spread)
    steps = (review.stretch()[review.number % STRETCH] for review in spread)
    session = Session(options, folder, file)
    rates = {}
    for name, stretches in (("few", [review.stretch() for review in few]), ("spread", together(steps))):
        rates[name], _ = session.run(rounds_of(stretches, options.rounds))
    return {**rates, "building": building, "entries": entries, "large verify": (entries, rate), "cases": count}


def together(steps):
    """As many single steps as a stretch has, over and over."""
    while True:
        yield [step for _, step in zip(range(STRETCH), steps)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("triad")
    parser.add_argument("tools")
    parser.add_argument("python")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if 0 < options.entries < LEAST_ENTRIES:
        parser.error(f"the large file has at least {LEAST_ENTRIES:,} entries: else there are not enough reviews at their beginning")
    with tempfile.TemporaryDirectory(dir=options.tools) as folder:
        found = small(options, folder)
        found["engines"] = table.engines(options, folder)
        if options.entries:
            found.update(large(options, folder))
        os.sync()
    table.show(options, found)


main()
