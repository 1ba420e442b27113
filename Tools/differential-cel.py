"""Holds PyPI's CEL engines against lines of expressions and what they come to; see `Tools/differential`.

Each disagreement must fall under one of RULES, which the documentation of CEL repeats with its reason. What falls under
none is printed, and the status is 1.
"""

import collections
import datetime
import json
import re
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

    return lambda source: theirs(cel.compile(source).execute(cel.Context({})))


def python():
    import celpy

    environment = celpy.Environment()
    return lambda source: theirs(environment.program(environment.compile(source)).evaluate({}))


VALUE, ERROR = "value", "error"

# (engine, what is in the expression, what is in our outcome, what is in theirs, why ours stands)
RUST, PYTHON = "common-expression-language", "cel-python"
RULES = [
    (RUST, r"timestamp", "overflow", "", "a duration has 64 bits of nanoseconds, 292 years; more is an overflow"),
    (PYTHON, r"timestamp", "overflow", "", "a duration has 64 bits of nanoseconds, 292 years; more is an overflow"),
    (RUST, r"(?s)(?=.*size\()(?=.*[^\x00-\x7f])", "", "", "the size of a text is counted in code points, not in bytes"),
    (RUST, r"string\(", "value", r"function: 'string'", "string() takes a bool"),
    (RUST, r"string\(.*b'", "", "", "bytes that are no UTF-8 have no text"),
    (RUST, r"string\(.*duration", "", "", "the text of a duration is in seconds: 5400s"),
    (RUST, r"string\(.*timestamp", "", "", "the text of a timestamp ends in Z"),
    (RUST, r"int\(.*timestamp", "value", r"function: 'int'", "int() takes a timestamp"),
    (RUST, r"-9223372036854775808", "", "Failed to parse", "the least int can be written, wherever it stands"),
    (RUST, r"/ ", "value", "No such overload", "what is not a number comes neither before nor after anything, which is no error"),
    (RUST, r"\{", "repeated-key", "", "a key that is given twice is an error"),
    (RUST, r"\|\|.*\{", "error", "value", "a key that is given twice is an error"),
    (RUST, r"\.all\(|\.exists\(|&&|\|\|", "value", "IndexError", "an index out of range is taken in where another operand or element decides"),
    (PYTHON, r"(?s)(?=.*/ )(?=.*\d\.\d|.*double\()", "value", "value", "a double divided by 0.0 has the sign of both, and is not a number for 0.0"),
    (PYTHON, r"/ ", "", "float division by zero", "a double divided by 0.0 has the sign of both, and is not a number for 0.0"),
    (PYTHON, r"\+", "value", r"overload for _\?_:_", "the sum of two texts is a text, with a text's functions"),
    (PYTHON, r"string\(.*timestamp", "", "", "the year of a timestamp has four digits"),
    (PYTHON, r"\{", "repeated-key", "", "a key that is given twice is an error"),
    (PYTHON, r"\[", "index-out-of-range", "value", "an index below 0 is out of range"),
    (PYTHON, r"\{", "error", "value", "an error in an entry is an error of the map"),
    (PYTHON, r"[+(]", "value", "has no attribute", "the sum of two texts is a text, with a text's functions"),
    (PYTHON, r"string\(", "", "True|False", "the text of a bool is true or false, in small letters"),
    (PYTHON, r"(?s)(?=.*string\()(?=.*(true|false|[<>=]|\bin\b|\bhas\())", "value", "value", "the text of a bool is true or false, in small letters"),
]


def settled(engine, source, own, other):
    for name, pattern, mine, yours, why in RULES:
        if name == engine and re.search(pattern, source) and re.search(mine, repr(own)) and re.search(yours, repr(other)):
            return why
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
    lines = [json.loads(line) for line in sys.stdin]
    failed = False
    for name, evaluate in engines.items():
        agreed, reasons, open_ones = 0, collections.Counter(), []
        for line in lines:
            own = (VALUE, ours(line["value"])) if "value" in line else (ERROR, line["error"])
            try:
                other = (VALUE, evaluate(line["expr"]))
            except BaseException as error:  # A panic in Rust is no Exception.
                if isinstance(error, KeyboardInterrupt):
                    raise
                other = (ERROR, f"{type(error).__name__}: {error}"[:100])
            if own[0] == other[0] and (own[0] == ERROR or own[1] == other[1]):
                agreed += 1
                continue
            why = settled(name, line["expr"], own, other)
            if why:
                reasons[why] += 1
            else:
                open_ones.append((line["expr"], own, other))
        print(f"{name}: {len(lines)} expressions, {agreed} agree, {sum(reasons.values())} settled, {len(open_ones)} not settled")
        for why, count in reasons.most_common():
            print(f"  {count:6} {why}")
        for source, own, other in sorted({item[0]: item for item in open_ones}.values(), key=lambda item: len(item[0]))[:40]:
            print(f"  `{source}`\n    ours: {own}\n    theirs: {other}")
        failed = failed or bool(open_ones)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
