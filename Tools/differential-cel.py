"""Holds PyPI's CEL engines against lines of expressions and what they and their parts come to; see `Tools/differential`.

Where an engine disagrees on an expression, the causes are its smallest parts on which it disagrees: it agrees on all of
their own parts. Each cause must fall under one of RULES, which looks at that part alone: how it is written, what its own
parts come to, and what both engines make of it. The documentation of CEL repeats the rules with the paragraph that settles
each. What falls under none is printed, and the status is 1.
"""

import collections
import datetime
import json
import sys

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)


def ours(value):
    """The value of a line in a form in which values of all engines can be compared."""
    (kind, content), = value.items()
    if kind in ("int", "uint"):
        return ("number", int(content))
    if kind == "double":
        return ("double", repr(float(content.replace("inf", "Infinity"))))
    if kind == "bytes":
        return ("bytes", bytes(content))
    if kind == "list":
        return ("list", tuple(ours(item) for item in content))
    if kind == "map":
        return ("map", frozenset((ours(key), ours(item)) for key, item in content))
    if kind == "timestamp":
        return ("timestamp", content[0] * 1_000_000 + content[1] // 1_000)
    if kind == "duration":
        return ("duration", content // 1_000)
    return (kind, content)


def theirs(value):
    if value is None:
        return ("null", None)
    if isinstance(value, bool) or type(value).__name__ == "BoolType":
        return ("bool", bool(value))
    if isinstance(value, int):
        return ("number", int(value))
    if isinstance(value, float):
        return ("double", repr(float(value)))
    if isinstance(value, str):
        return ("string", str(value))
    if isinstance(value, (bytes, bytearray)):
        return ("bytes", bytes(value))
    if isinstance(value, (list, tuple)):
        return ("list", tuple(theirs(item) for item in value))
    if isinstance(value, dict):
        return ("map", frozenset((theirs(key), theirs(item)) for key, item in value.items()))
    if isinstance(value, datetime.datetime):
        return ("timestamp", (value - EPOCH) // MICROSECOND)
    if isinstance(value, datetime.timedelta):
        return ("duration", value // MICROSECOND)
    return ("other", repr(value))


def rust():
    import cel

    return lambda source: cel.compile(source).execute(cel.Context({}))


def python():
    import celpy

    environment = celpy.Environment()
    return lambda source: environment.program(environment.compile(source)).evaluate({})


VALUE, ERROR = "value", "error"
MOST_NANOSECONDS = 2**63 - 1


class Part:
    """An expression with what we and the other engine make of it."""

    def __init__(self, line, evaluate):
        self.source, self.form = line["expr"], line["form"]
        self.own = (VALUE, ours(line["value"])) if "value" in line else (ERROR, line["error"])
        try:
            self.raw = evaluate(self.source)
            self.other = (VALUE, theirs(self.raw))
        except BaseException as error:  # A panic in Rust is no Exception.
            if isinstance(error, KeyboardInterrupt):
                raise
            self.raw, self.other = None, (ERROR, f"{type(error).__name__}: {error}")
        self.lines, self.evaluate = line.get("parts", []), evaluate

    @property
    def agrees(self):
        return self.own[0] == self.other[0] and (self.own[0] == ERROR or self.own[1] == self.other[1])

    @property
    def parts(self):
        return [Part(line, self.evaluate) for line in self.lines]

    def is_(self, *forms):
        return self.form in forms

    def kinds(self):
        """The types of its parts' values, and `error` for those that have none."""
        return [part.own[1][0] if part.own[0] == VALUE else ERROR for part in self.parts]

    def contents(self):
        return [part.own[1][1] if part.own[0] == VALUE else None for part in self.parts]

    def fails(self, code):
        return self.own == (ERROR, code)

    def has_values(self):
        return self.own[0] == VALUE and self.other[0] == VALUE

    def other_says(self, text):
        return self.other[0] == ERROR and text in self.other[1]


def causes(part):
    """The smallest parts on which the other engine disagrees."""
    below = [cause for inner in part.parts if not inner.agrees for cause in causes(inner)]
    return below or [part]


def is_long(part):
    """A difference or sum whose exact length is more than a duration holds."""
    if not part.is_("($1 - $2)", "($1 + $2)") or part.kinds() not in (["timestamp"] * 2, ["duration"] * 2):
        return False
    left, right = part.contents()
    return abs(left - right if part.is_("($1 - $2)") else left + right) * 1_000 > MOST_NANOSECONDS


def text_of(part, kind):
    return part.is_("string($1)") and part.kinds() == [kind]


def is_macro(part, *names):
    return part.form.startswith(tuple(f"$1.{name}(" for name in names or ("all", "exists", "exists_one", "map", "filter")))


def is_junction(part):
    return part.is_("($1 && $2)", "($1 || $2)", "($1 || $2 || $3)")


def is_map(part):
    return part.is_("{$1: $2, $3: $4}")


def function_of_text(part):
    names = ("contains", "startsWith", "endsWith")
    return part.form in [f"$1.{name}($2)" for name in names] or part.form.startswith("$1.matches(") or part.is_("size($1)")


def negates_least_int(part):
    """Whether there is a sign before the literal -9223372036854775808 anywhere in it: a text is parsed as a whole."""
    return (part.is_("(-$1)") and part.parts[0].is_(str(-2**63))) or any(negates_least_int(inner) for inner in part.parts)


def is_plain_str(raw):
    """Whether cel-python holds it as Python's own text, not as its text of CEL."""
    return type(raw) is str


RUST, PYTHON = "common-expression-language", "cel-python"

# (engine, which part it is about, why ours stands, the paragraph of the language definition or of the suite that says so)
RULES = [
    (RUST, lambda p: is_long(p) and p.fails("overflow") and p.other[0] == VALUE,
     "a duration that is longer than 64 bits of nanoseconds is an overflow", "Overflow"),
    (PYTHON, lambda p: is_long(p) and p.fails("overflow") and p.other[0] == VALUE,
     "a duration that is longer than 64 bits of nanoseconds is an overflow", "Overflow"),
    (RUST, lambda p: is_map(p) and p.fails("repeated-key") and p.other[0] == VALUE,
     "a key that is given twice is an error", "Aggregate Values"),
    (PYTHON, lambda p: is_map(p) and p.fails("repeated-key") and p.other[0] == VALUE,
     "a key that is given twice is an error", "Aggregate Values"),
    (RUST, lambda p: p.is_("size($1)") and p.kinds() == ["string"] and not p.contents()[0].isascii() and p.has_values(),
     "the size of a text is counted in code points, not in bytes", "String and Bytes Values"),
    (RUST, lambda p: text_of(p, "bool") and p.own[0] == VALUE and p.other[0] == ERROR,
     "string() takes a bool", "List of Standard Definitions"),
    (RUST, lambda p: text_of(p, "bytes") and p.fails("conversion") and p.other[0] == VALUE,
     "bytes that are no UTF-8 have no text", "String and Bytes Values"),
    (RUST, lambda p: text_of(p, "duration") and p.has_values(),
     "the text of a duration is in seconds: 5400s", "List of Standard Definitions"),
    (RUST, lambda p: text_of(p, "timestamp") and p.has_values() and p.other[1][1] == p.own[1][1].replace("Z", "+00:00"),
     "the text of a timestamp in UTC ends in Z", "List of Standard Definitions"),
    (RUST, lambda p: p.is_("int($1)") and p.kinds() == ["timestamp"] and p.own[0] == VALUE and p.other[0] == ERROR,
     "int() takes a timestamp", "List of Standard Definitions"),
    (RUST, lambda p: p.other_says("Failed to parse") and p.other_says("invalid int literal") and negates_least_int(p),
     "the least int can be written, behind another sign too", "Syntax"),
    (RUST, lambda p: p.is_("(-$1)") and p.contents() == [-2**63] and p.fails("overflow") and p.other == (VALUE, ("number", -2**63)),
     "the least int has no number with the other sign", "Overflow"),
    (RUST, lambda p: p.is_("($1 < $2)", "($1 <= $2)", "($1 > $2)", "($1 >= $2)") and "nan" in p.contents() and p.other[0] == ERROR,
     "what is not a number comes neither before nor after anything, which is no error", "Equality and Ordering"),
    (RUST, lambda p: (is_macro(p, "all", "exists") or is_junction(p)) and p.own[0] == VALUE and p.other_says("IndexError"),
     "an error is taken in where another operand or element decides", "Logical Operators"),
    (PYTHON, lambda p: p.is_("($1 / $2)") and p.kinds() == ["double"] * 2 and p.contents()[1] in ("0.0", "-0.0"),
     "a double divided by 0.0 has the sign of both, and is not a number for 0.0", "Numeric Values"),
    (PYTHON, lambda p: function_of_text(p) and any(is_plain_str(part.raw) for part in p.parts) and p.own[0] == VALUE and p.other[0] == ERROR,
     "the sum of two texts is a text, with a text's functions", "List of Standard Definitions"),
    (PYTHON, lambda p: is_macro(p) and any(map(is_plain_str, p.parts[0].raw or [])) and p.own[0] == VALUE and p.other[0] == ERROR,
     "the sum of two texts is a text, with a text's functions", "List of Standard Definitions"),
    (PYTHON, lambda p: is_junction(p) and ERROR in p.kinds() and p.own[0] == VALUE and p.other[0] == ERROR,
     "an error is taken in where another operand or element decides", "Logical Operators"),
    (PYTHON, lambda p: text_of(p, "timestamp") and p.has_values() and p.other[1][1].rjust(20, "0") == p.own[1][1],
     "the year of a timestamp has four digits", "List of Standard Definitions"),
    (PYTHON, lambda p: p.is_("[$1, $2][$3]") and p.fails("index-out-of-range") and p.contents()[2] < 0 and p.other[0] == VALUE,
     "an index below 0 is out of range", "List of Standard Definitions"),
    (PYTHON, lambda p: is_map(p) and ERROR in p.kinds() and p.other[0] == VALUE,
     "an error in an entry is an error of the map", "Evaluation"),
    (PYTHON, lambda p: p.is_("has($1.a)") and p.kinds() == [ERROR] and p.other == (VALUE, ("bool", False)),
     "has() of what is an error is an error", "Field Selection"),
    (PYTHON, lambda p: text_of(p, "bool") and p.other[1] in (("string", "True"), ("string", "False")),
     "the text of a bool is true or false, in small letters", "Booleans and Null"),
]


def settled(engine, cause):
    for name, is_about, why, paragraph in RULES:
        if name == engine and is_about(cause):
            return f"{why} ({paragraph})"
    return None


def main():
    engines = {}
    for name, make in ((RUST, rust), (PYTHON, python)):
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        try:
            engines[name] = make()
        except ImportError:
            print(f"{name} is not installed; nothing is held against it.")
    tallies = {name: [0, 0, collections.Counter(), {}] for name in engines}
    count = 0
    for text in sys.stdin:
        line = json.loads(text)
        count += 1
        for name, evaluate in engines.items():
            whole, tally = Part(line, evaluate), tallies[name]
            if whole.agrees:
                tally[0] += 1
                continue
            found = [(cause, settled(name, cause)) for cause in causes(whole)]
            tally[2].update({why for _, why in found if why})
            tally[1] += all(why for _, why in found)
            tally[3].update({cause.source: cause for cause, why in found if not why})
    for name, (agreed, understood, reasons, open_ones) in tallies.items():
        print(f"{name}: {count} expressions, {agreed} agree, {understood} settled, {count - agreed - understood} not settled")
        for why, number in reasons.most_common():
            print(f"  {number:6} {why}")
        for cause in sorted(open_ones.values(), key=lambda cause: len(cause.source))[:40]:
            print(f"  `{cause.source}`\n    ours: {cause.own}\n    theirs: {str(cause.other)[:300]}")
    sys.exit(1 if any(tally[3] for tally in tallies.values()) else 0)


if __name__ == "__main__":
    main()
