"""The expressions of `Tools/bench cel` in PyPI's engines: CEL in Rust bound to Python, and CEL in Python.

Prints, for each, its key, the engine and its nanoseconds for each evaluation, with tabs between. Programs are compiled
once, and the variables are given once where the engine can keep them.
"""

import importlib.metadata
import statistics
import sys
import time

COMPILED = 'data.score >= 20 && actor.role in ["lead", "peers", "chair"]'
EXPRESSIONS = {
    "true": "true",
    "arithmetic": "(a + b) * c - a / b + (c % b) * 2 - a * b + c",
    "guard": 'actor.role in ["lead", "peer", "chair"] && data.score >= 20 '
             '&& data.reviews.all(r, r.final && r.reviewer != actor.id) && data.focus.exists(f, f == "safety")',
    "field": "data.score >= 20",
}
ARITHMETIC = {"a": 7, "b": 3, "c": 11}
RECORDS = {
    "actor": {"id": "p7", "role": "peer"},
    "data": {
        "score": 24,
        "reviews": [{"reviewer": f"p{n}", "score": 3, "final": True} for n in range(1, 6)],
        "focus": ["learning", "leadership", "care", "safety"],
    },
}


def variables(key):
    """Only what the expression reads: an engine may convert all of it each time."""
    names = {"true": [], "arithmetic": ["a", "b", "c"], "guard": ["actor", "data"], "field": ["data"]}[key]
    return {name: {**ARITHMETIC, **RECORDS}[name] for name in names}


def nanoseconds(work, seconds=0.002, runs=101):
    """The median of several runs, after one to warm up."""
    count = 1
    while True:
        start = time.perf_counter()
        for _ in range(count):
            work()
        took = time.perf_counter() - start
        if took >= seconds / 4:
            break
        count *= 2
    count = max(1, round(count * seconds / took))
    rates = []
    for _ in range(runs):
        start = time.perf_counter()
        for _ in range(count):
            work()
        rates.append((time.perf_counter() - start) / count * 1e9)
    return statistics.median(rates)


def report(key, engine, package, work):
    print(f"{key}\t{engine} {importlib.metadata.version(package)}\t{nanoseconds(work):.0f}", flush=True)


def measure_rust():
    import cel

    for key, source in EXPRESSIONS.items():
        program, context = cel.compile(source), cel.Context(variables(key))
        assert program.execute(context) == (102 if key == "arithmetic" else True)
        report(key, "common-expression-language", "common-expression-language", lambda: program.execute(context))
    report("compile", "common-expression-language", "common-expression-language", lambda: cel.compile(COMPILED))


def measure_python():
    import celpy

    environment = celpy.Environment()
    for key, source in EXPRESSIONS.items():
        program = environment.program(environment.compile(source))
        activation = celpy.json_to_cel(variables(key))
        assert program.evaluate(activation) == (102 if key == "arithmetic" else True)
        report(key, "cel-python", "cel-python", lambda: program.evaluate(activation))
    report("compile", "cel-python", "cel-python", lambda: environment.program(environment.compile(COMPILED)))


for measure in (measure_rust, measure_python):
    try:
        measure()
    except ImportError as error:
        print(f"{measure.__name__.removeprefix('measure_')} was not measured: {error}", file=sys.stderr)
