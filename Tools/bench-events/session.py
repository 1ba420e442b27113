"""Rounds of requests on a file: Triad, and on a copy the C program with the statements that were recorded of Triad."""

import os
import shutil
import subprocess
import time

import reviews
from programs import Program, verify
from reviews import COORDINATOR, PREPARED_ON, VISIT_ON, Review, mixed, request

# So many requests are written at a time where the C program's statements are recorded: they are committed together.
GROUP = 100
OPENING = request("clock.show")


def triad(options, file, environment=None, opening=OPENING):
    return Program([options.triad, "rpc", "--file", file], opening, environment)


def open_file(options, file, line):
    """Seconds from starting the process to its answer to this one request."""
    began = time.perf_counter()
    program = triad(options, file, opening=line)
    seconds = time.perf_counter() - began
    program.end()
    return seconds


def prepared(options, folder, name, count, stage, say=lambda text: None):
    """A new file with so many reviews, each as many steps into its stretch as `stage` says; and what it took: requests, seconds, bytes."""
    file = os.path.join(folder, name)
    subprocess.run(
        [options.triad, "new", file, "--coordinator", COORDINATOR, "--virtual", PREPARED_ON], check=True, stdout=subprocess.DEVNULL)
    program = triad(options, file)
    program.together(reviews.founding())
    requests, seconds = 0, 0.0
    for steps in (Review.prepared, lambda review: review.stretch()[:stage(review)]):
        for start in range(1, count + 1, 500):
            lines = mixed([steps(Review(n)) for n in range(start, min(start + 500, count + 1))])
            seconds += program.together(lines)
            requests += len(lines)
            if start % 10_000 == 1 and requests:
                say(f"  {requests:,} requests, {requests / seconds:,.0f} a second, {program.memory() / 1e6:.0f} MB")
        if steps is Review.prepared:
            program.together([request("clock.set", **{"as": COORDINATOR}, to=VISIT_ON)])
    memory = program.memory()
    program.end()
    return file, {"requests": requests, "seconds": seconds, "memory": memory}


class Session:
    def __init__(self, options, folder, file):
        self.options, self.folder, self.file = options, folder, file

    def run(self, rounds):
        """Requests a second of Triad and of the C program, round by round and by kind; and what was run of SQL by both.

        The C program must leave the file that was recorded, to the last hash, and `triad verify` must find all three clean.
        """
        rounds = list(rounds)
        tape, recorded, played = (os.path.join(self.folder, name) for name in ("tape", "recorded.triad", "played.triad"))
        for copy in (recorded, played):
            shutil.copyfile(self.file, copy)
        os.sync()
        self.record(recorded, tape, rounds)
        os.sync()
        rates = self.play(played, tape, rounds)
        with open(f"{tape}.statements") as found:
            statements = found.read(), self.said
        heads = [verify(self.options.triad, file, wants="root") for file in (recorded, played)]
        if heads[0] != heads[1]:
            raise SystemExit(f"The C program has left another file ({heads[1]}) than the one that was recorded ({heads[0]}).")
        verify(self.options.triad, self.file)
        for path in (recorded, played, tape):
            os.remove(path)
        return rates, statements

    def record(self, file, tape, rounds):
        program = triad(self.options, file, {"LD_PRELOAD": f"{self.options.tools}/record.so", "TAPE": tape})
        for kind, lines in rounds:
            Session.send(program, kind, lines, GROUP)
        program.end()

    def play(self, file, tape, rounds):
        rates = {"single": [], "pipelined": []}
        programs = triad(self.options, self.file), Program([f"{self.options.tools}/beside", file, tape], OPENING)
        for kind, lines in rounds:
            rates[kind].append([len(lines) / Session.send(program, kind, lines) for program in programs])
        self.said = [program.end() for program in programs][1]
        return rates

    @staticmethod
    def send(program, kind, lines, group=None):
        return program.one_by_one(lines) if kind == "single" else program.together(lines, group)
