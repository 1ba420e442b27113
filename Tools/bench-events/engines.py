"""Durable events a second of other engines, one at a time: what each keeps is on the disk before the next is asked for.

    engines.py ROUNDS EVENTS FOLDER      prints `NAME VERSION<tab>events a second` for each that is installed
"""

import importlib.metadata
import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time

ROUNDS, EVENTS = int(sys.argv[1]), int(sys.argv[2])
# As long as the measured stretch of a review, so that no engine carries a history that a review would not have.
STRETCH = 13


def dbos(folder):
    """Steps of a workflow: DBOS keeps the result of each in SQLite before it goes on."""
    import logging

    from dbos import DBOS

    DBOS(config={"name": "bench", "system_database_url": f"sqlite:///{folder}/dbos.sqlite", "run_admin_server": False, "log_level": "ERROR"})
    logging.disable(logging.WARNING)

    @DBOS.step()
    def record(row):
        return row

    @DBOS.workflow()
    def review():
        for n in range(STRETCH):
            record({"area": "leadership", "polarity": "strength", "seen": "All four named the same purpose.", "row": n})

    DBOS.launch()

    def run(events):
        for _ in range(events // STRETCH):
            review()
        return events // STRETCH * STRETCH

    yield run
    DBOS.destroy()


def spiffworkflow(folder):
    """Tasks of a BPMN process; the process is kept as JSON in SQLite after each, as its documentation does."""
    from SpiffWorkflow.bpmn.parser import BpmnParser
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
    from SpiffWorkflow.util.task import TaskState

    steps = [f"step{n}" for n in range(STRETCH)]
    places = ["start", *steps, "end"]
    flows = "".join(f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(zip(places, places[1:])))
    tasks = "".join(f'<manualTask id="{step}" name="{step}"/>' for step in steps)
    path = os.path.join(folder, "review.bpmn")
    with open(path, "w") as out:
        out.write(
            '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="bench">'
            f'<process id="review" isExecutable="true"><startEvent id="start"/>{tasks}<endEvent id="end"/>{flows}</process></definitions>')
    parser = BpmnParser()
    parser.add_bpmn_file(path)
    spec = parser.get_spec("review")
    serializer = BpmnWorkflowSerializer()
    db = sqlite3.connect(os.path.join(folder, "spiff.sqlite"), isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE workflow (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")

    def run(events):
        for _ in range(events // STRETCH):
            workflow = BpmnWorkflow(spec)
            workflow.do_engine_steps()
            number = db.execute("INSERT INTO workflow (body) VALUES (?)", [serializer.serialize_json(workflow)]).lastrowid
            while task := workflow.get_next_task(state=TaskState.READY, manual=True):
                task.data["seen"] = "All four named the same purpose."
                task.run()
                workflow.do_engine_steps()
                db.execute("UPDATE workflow SET body = ? WHERE id = ?", [serializer.serialize_json(workflow), number])
        return events // STRETCH * STRETCH

    yield run


def main():
    for name, package, engine in (("DBOS", "dbos", dbos), ("SpiffWorkflow", "SpiffWorkflow", spiffworkflow)):
        try:
            version = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            print(f"{name} was not measured: it could not be installed.", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory(dir=sys.argv[3]) as folder:
            made = engine(folder)
            run = next(made)
            run(STRETCH)
            rates = []
            for _ in range(ROUNDS):
                began = time.perf_counter()
                events = run(EVENTS)
                rates.append(events / (time.perf_counter() - began))
            print(f"{name} {version}\t{statistics.median(rates)}", flush=True)
            list(made)


main()
