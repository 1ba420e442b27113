"""The machines of `Tools/bench statecharts` in the words of PyPI's engines, as far as these can say them.

Prints, for each, its key, the engine and its events per second, with tabs between.
"""

import importlib.metadata
import statistics
import sys
import time


def per_second(work, count=2_000, runs=5):
    """The median of several runs, after one to warm up."""
    rates = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        for _ in range(count):
            work()
        rates.append(count / (time.perf_counter() - start))
    return statistics.median(rates[1:])


def report(key, engine, work):
    print(f"{key}\t{engine} {importlib.metadata.version(engine)}\t{per_second(work):.0f}", flush=True)


def measure_transitions():
    from transitions import Machine
    from transitions.extensions import HierarchicalMachine

    flat = Machine(states=["a", "b"], initial="a", auto_transitions=False,
                   transitions=[["toggle", "a", "b"], ["toggle", "b", "a"]])
    report("toggle", "transitions", flat.toggle)

    class Counter:
        count = 0

        def below(self):
            return self.count < 1_000_000_000

        def add(self):
            self.count += 1

    counter = Counter()
    Machine(counter, states=["counting"], initial="counting", auto_transitions=False,
            transitions=[dict(trigger="step", source="counting", dest="counting", conditions="below", after="add")])
    report("guard", "transitions", counter.step)

    region = lambda n: dict(name=f"r{n}", initial="a", children=["a", "b"],
                            transitions=[["toggle", "a", "b"], ["toggle", "b", "a"]])
    regions = HierarchicalMachine(states=[dict(name="p", parallel=[region(n) for n in range(4)])], initial="p",
                                  auto_transitions=False)
    report("regions", "transitions", regions.toggle)

    inner = dict(name="l7", initial="a", children=["a", "b"], transitions=[["toggle", "a", "b"], ["toggle", "b", "a"]])
    for level in range(6, 0, -1):
        inner = dict(name=f"l{level}", initial=f"l{level + 1}", children=[inner])
    deep = HierarchicalMachine(states=[inner], initial="l1", auto_transitions=False)
    report("depth", "transitions", deep.toggle)


def measure_statemachine():
    from statemachine import State, StateMachine

    class Toggle(StateMachine):
        a = State(initial=True)
        b = State()
        toggle = a.to(b) | b.to(a)

    report("toggle", "python-statemachine", Toggle().toggle)

    class Counter(StateMachine):
        counting = State(initial=True)
        step = counting.to(counting, cond="below", on="add")
        count = 0

        def below(self):
            return self.count < 1_000_000_000

        def add(self):
            self.count += 1

    report("guard", "python-statemachine", Counter().step)


for measure in (measure_transitions, measure_statemachine):
    try:
        measure()
    except Exception as error:  # An engine that is not here, or of another version, is left out.
        print(f"{measure.__name__}: {error}", file=sys.stderr)
