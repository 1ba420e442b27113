"""What the story is told with: commands to the program, what must come of them, and lines of one screen."""

import csv
import datetime
import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
WIDTH = 100


class Otherwise(Exception):
    """Something went otherwise than told."""


class Teller:
    """One file of an alliance, and whoever acts in it."""

    def __init__(self, program, file, data, coordinator="Ada Marsh"):
        self.program, self.file, self.data, self.coordinator = program, file, os.path.join(HERE, data), coordinator
        self.day = ""
        self.said = False

    # Commands

    def run(self, *words, who=None, expect=0):
        """Runs the program; stops the story unless it ends with the exit code that is expected."""
        command = [self.program, *words]
        environment = {**os.environ, "TRIAD_FILE": self.file, "COLUMNS": str(WIDTH), "NO_COLOR": "1"}
        environment.pop("TRIAD_AS", None)
        if who:
            environment["TRIAD_AS"] = who
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if expect is not None and (done.returncode == 0) != (expect == 0):
            told = "an exit code of 0" if expect == 0 else "a refusal"
            raise Otherwise(
                f"{told} was expected from\n  TRIAD_AS={shlex.quote(who or '')} {shlex.join(command)}\n"
                f"and it ended with {done.returncode}:\n{textwrap.indent((done.stdout + done.stderr).rstrip(), '  ')}")
        return done

    def triad(self, who, *words):
        """Somebody does something, and it is accepted. Returns what was printed."""
        done = self.run(*words, who=who)
        return done.stdout + done.stderr

    def refused(self, code, who, *words):
        """Somebody tries something, and it is not accepted, with this code.

        Returns the sentence that the program gave; of a sheet that is not complete, what is lacking.
        """
        done = self.run(*words, who=who, expect=1)
        found = re.match(r"(.*?)  \(([a-z-]+)\)\n", done.stderr)
        check(found is not None and found[2] == code, f"the code {code} was expected, and this came:\n{done.stderr}")
        lacking = re.findall(r"^  - [^:]*: ([^.]*\.)", done.stderr, re.MULTILINE) if code == "sheet-incomplete" else []
        return " ".join([found[1], *lacking])

    def ask(self, who, *words):
        """The answer to a question, as the program's JSON."""
        return json.loads(self.run(*words, "--format", "json", who=who).stdout)

    def path(self, *parts):
        return os.path.join(self.data, *parts)

    def rows(self, *parts):
        with open(self.path(*parts), newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    # Days

    def on(self, day, hour=None):
        """Moves the virtual clock to a day, at eight o'clock unless another hour is said; what is due strikes."""
        self.triad(self.coordinator, "clock", "set", f"{day} {hour}" if hour else day)
        self.triad(self.coordinator, "tick")
        self.day, self.said = day, False

    # The screen

    def heading(self, text):
        print(text)

    def tell(self, text):
        """A line of the story; the date stands before the first line of a day."""
        day = ""
        if self.day and not self.said:
            date = datetime.date.fromisoformat(self.day)
            day, self.said = f"{date.day} {date:%b %Y}", True
        print(textwrap.fill(text, WIDTH, initial_indent=f"{day:>11}  ", subsequent_indent=" " * 15))
        sys.stdout.flush()


COORDINATOR = "Ada Marsh"


def check(holds, otherwise):
    if not holds:
        raise Otherwise(otherwise)


def read_over(out):
    """No page of a case names a real hub, school or operator, or says what people should not have to read."""
    with open(os.path.join(HERE, "../../Workflows/data/teaching-school-hubs.csv"), newline="", encoding="utf-8") as file:
        real = {row[column] for row in csv.DictReader(file) for column in ("hub", "operator", "lead_school")}
    harsh = re.compile(r"\b(debts?|degraded|discrepanc\w+|raters?|refused|rejected|failed)\b", re.IGNORECASE)
    for folder, _, names in os.walk(out):
        for name in names:
            if name == "hubs.html" or not name.endswith((".html", ".txt", ".md", ".csv")):
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                text = file.read()
            words = re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL)
            check(not [n for n in real if n in words], f"{name} names {[n for n in real if n in words]}")
            check(not harsh.search(words), f"{name} says {harsh.search(words)}")


def told(story):
    """Tells a story; where it goes otherwise, says so with the line, and ends with 1."""
    try:
        story()
    except Otherwise as otherwise:
        places = [f"{os.path.basename(f.filename)}:{f.lineno}" for f in traceback.extract_tb(sys.exc_info()[2]) if f.filename.startswith(HERE)]
        print(f"\nThe story stopped at {' > '.join(places)}:\n{otherwise}", file=sys.stderr)
        sys.exit(1)
