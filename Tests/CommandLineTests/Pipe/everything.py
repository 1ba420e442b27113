"""Does through the pipe everything that the command line can do with an open file, and holds each answer to the schema that
rpc.discover gives for it. It knows of Triad only what the pipe says.

    everything.py TRIAD LARKMERE FOLDER [--schemas]

LARKMERE is the folder with the tables of an invented alliance; --schemas needs the package jsonschema.
"""

import csv
import json
import os
import sqlite3
import subprocess
import sys
import threading

TRIAD, LARKMERE, FOLDER = sys.argv[1:4]
HOLDS_SCHEMAS = "--schemas" in sys.argv
COORDINATOR, HOST, LEAD, SECOND, READER = "Ada Marsh", "Helen Orchard", "Joan Kettle", "Leila Marchbank", "Peter Rudge"


class Refused(Exception):
    def __init__(self, error):
        super().__init__(f"{error['message']} {error.get('data')}")
        self.error = error
        self.code = error.get("data", {}).get("code")


class Pipe:
    """One process, one line asked, one line answered."""

    def __init__(self, file, *options):
        self.process = subprocess.Popen([TRIAD, "rpc", "--file", file, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.count = 0
        self.used = {}
        self.schemas = {}

    def send(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("The program ended before it answered.")
        return json.loads(line)

    def ask(self, method, asker=COORDINATOR, /, **params):
        return self.taken(self.request(method, asker, params), self.read)

    def ask_in_one(self, *calls):
        """Calls by method and parameters as one batch, between which the program does nothing of its own accord."""
        requests = [self.request(method, COORDINATOR, params, sends=False) for method, params in calls]
        self.send(json.dumps(requests))
        answers = iter(self.read())
        return [self.taken(request, lambda: next(answers)) for request in requests]

    def request(self, method, asker, params, sends=True):
        if asker is not None:
            params["as"] = asker
        self.count += 1
        request = {"jsonrpc": "2.0", "id": self.count, "method": method, "params": params}
        if sends:
            self.send(json.dumps(request))
        return request

    def taken(self, request, read):
        """The result of a request, held to the schema of its method."""
        answer, method = read(), request["method"]
        check(answer["jsonrpc"] == "2.0" and answer["id"] == request["id"], f"{method} was answered by {answer}")
        if "error" in answer:
            raise Refused(answer["error"])
        self.used[method] = self.used.get(method, 0) + 1
        if method in self.schemas:
            self.schemas[method].validate(answer["result"])
        return answer["result"]

    def refused(self, code, method, asker=COORDINATOR, /, **params):
        try:
            self.ask(method, asker, **params)
        except Refused as refused:
            check(refused.code == code, f"{method} was to be refused as {code}, and was as {refused.code}: {refused}")
            check(not -32768 <= refused.error["code"] <= -32000, f"{refused.error}")
            return refused.error
        raise SystemExit(f"{method} was to be refused as {code}, and was done.")

    def end(self):
        self.process.stdin.close()
        rest = self.process.stdout.read()
        check(rest == "", f"unasked: {rest}")
        check(self.process.wait() == 0, f"it ended with {self.process.returncode}")


def check(holds, sentence):
    if not holds:
        raise SystemExit(sentence)


def rows(*path):
    with open(os.path.join(LARKMERE, *path), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def draft(sheet, evidence):
    """A judgement on each criterion, at the first level where there are levels."""
    level = {"level": sheet["levels"][0]["id"]} if sheet["levels"] else {}
    return {c["id"]: {**level, "narrative": f"As {c['title']} was seen.", **({"evidence": evidence} if evidence else {})} for c in sheet["criteria"]}


def judge(pipe, who, case, name, evidence=None):
    sheet = pipe.ask("sheet.show", who, case=case, sheet=name)
    pipe.ask("sheet.draft", who, case=case, sheet=name, judgements=draft(sheet, evidence))
    pipe.ask("sheet.seal", who, case=case, sheet=name)


def found(pipe):
    """The register, and what is known of it."""
    tables = {name: rows(f"{name}.csv") for name in ("organisations", "people", "affiliations", "credentials", "interests")}
    known = pipe.ask("register.columns")
    check(all(set(table[0]) <= set(known[name]) for name, table in tables.items()), f"the columns are {known}")
    before = pipe.ask("head")["size"]
    pipe.ask("import", tables=tables, dry_run=True)
    check(pipe.ask("head")["size"] == before, "a dry run changed the file")
    pipe.ask("import", tables=tables)
    pipe.refused("already-so", "import", tables=tables)
    wrong = pipe.refused("wrong-type", "import", tables={"people": [{"id": "P99", "name": "", "email": "no address"}]})
    check(wrong["data"]["details"], f"{wrong}")
    pipe.ask("register.add", part="people", row={"id": "P77", "name": "Nora Quince", "email": ""})
    listed = pipe.ask("register.list", part="people", find="Nora")
    check(len(listed["rows"]) == 1, f"{listed}")
    pipe.ask("register.add", part="people", row={"id": "P78", "name": "Otto Vane", "email": "otto@example.org"})
    pipe.refused("already-so", "erase", text="Nothing of the kind", because="She asked.")
    pipe.ask("erase", person="Otto Vane", because="She asked.", dry_run=True)
    check(pipe.ask("register.list", part="people", find="Otto")["rows"], "a dry run erased")
    pipe.ask("erase", person="Otto Vane", because="She asked.")
    check(not pipe.ask("register.list", part="people", find="Otto")["rows"], "the name is still there")
    pipe.ask("coordinator", who="Nora Quince")
    pipe.ask("coordinator", who="P77", remove=True)


def triads(pipe):
    """Proposals, changed by hand, invited, declined, formed again."""
    shown = pipe.ask("form-triads", seed=3, dry_run=True)["forming"]
    check(shown["number"] == 0 and len(shown["groups"]) >= 2, f"{shown}")
    first = pipe.ask("form-triads", seed=3, key="pipe:form")
    check(pipe.ask("form-triads", seed=3, key="pipe:form")["reply"] == first["reply"], "a repeated key gave another answer")
    groups = first["forming"]["groups"]
    swapped = False
    for one in groups[0]["members"]:
        for other in groups[1]["members"]:
            try:
                pipe.ask("forming.swap", number=1, one=one["id"], other=other["id"])
                swapped = True
                break
            except Refused as refused:
                check(refused.code == "breaks-rule", f"{refused}")
        if swapped:
            break
    check(swapped, "no two schools can change places")
    locked = pipe.ask("forming.lock", number=1, schools=[groups[0]["members"][0]["id"]], seed="18446744073709551615")["forming"]
    pipe.refused("unknown-forming", "forming.show", number=99)
    began = pipe.ask("forming.invite", number=locked["number"])["began"]
    check(len(began) == len(locked["groups"]), f"{began}")
    cycle = pipe.ask("show", case=began[0])
    member = next(part for part in cycle["parts"] if part["role"] == "members")
    head = next(row for row in rows("affiliations.csv") if row["organisation"] == member["organisation"]["id"])
    pipe.ask("do", head["person"], case=began[0], event="decline", form={"reason": "Not this year."})
    check(pipe.ask("forming.again", number=locked["number"], keep=True)["forming"]["after"] == locked["number"], "it follows nothing")
    pipe.ask("forming.show")
    pipe.ask("owed")


def review(pipe):
    """One review, from its beginning to a window that nothing arrived in."""
    case = pipe.ask("start", workflow="triad-review", subject="alder-bank", roles={"lead": "cobble-hill", "reviewer": "brackenford", "outside_reader": READER})["began"][0]
    dates = {"papers_on": "2026-11-10", "visit_on": "2026-12-08", "visit_until": "2026-12-09", "workshop_on": "2027-01-20", "impact_on": "2027-06-15"}
    why = pipe.ask("why", case=case, event="schedule")
    check(any(c["needs"] for c in why["conditions"]), f"{why}")
    pipe.ask("do", case=case, event="schedule", form=dates, on="2026-06-22", came="telephone")
    error = pipe.refused("changed-since", "do", case=case, event="withdraw", form={"reason": "It cannot be."}, seen=1)
    check(error["data"]["details"], f"{error}")
    letters = pipe.ask("letters.list")["letters"]
    check(len(pipe.ask("letters.write")["letters"]) == len(letters) > 0, "letters are missing")
    slip = {"name": "slip.txt", "content": "VGV4dC4=", "received": pipe.ask("clock.show")["today"]}
    pipe.ask("letters.sent", number=letters[0]["number"], by="post", attachments=[slip])
    sent = letters[0]["case"]
    (document,) = pipe.ask("documents", case=sent)["documents"]
    check(document["name"] == "slip.txt" and document["size"] == 5, f"{document}")
    check(pipe.ask("document", case=sent, number=document["number"])["content"] == slip["content"], "it is not what was attached")
    bundle = pipe.ask("bundle", case=sent)["text"]
    check('id="enclosure-1"' in bundle and slip["content"] in bundle, "the bundle lacks the document")
    for who in (LEAD, SECOND):
        pipe.ask("do", who, case=case, event="accept-role", form={"confidentiality": True})
    judge(pipe, HOST, case, "self", ["Minutes of the board"])
    pipe.refused("guard-not-met", "do", LEAD, case=case, event="agree-scope", form={"focus": ["Feedback", "What lasts"], "development": False})
    pipe.refused("not-yours", "waive", LEAD, case=case, event="agree-scope", because="Both are strengths this year.")
    pipe.ask("waive", case=case, event="agree-scope", condition="At least one focus", because="Both are strengths this year.")
    for who in (LEAD, HOST):
        pipe.ask("do", who, case=case, event="agree-scope", form={"focus": ["Feedback", "What lasts"], "development": False})
    waived = pipe.ask("waivers")["lines"]
    check(pipe.ask("agreement", workflow="triad-review", sheet="peer")["pairs"] == [], "nobody has judged yet")
    check([(w["case"], w["event"], w["waiting"]) for w in waived] == [(case, "agree-scope", False)], f"{waived}")
    pipe.ask("clock.set", to="2026-12-08")
    pipe.ask("do", LEAD, case=case, event="open-visit", form={"reviewers_present": 2, "timetable": True})
    for who in (LEAD, SECOND):
        for area in [c["id"] for c in pipe.ask("sheet.show", HOST, case=case, sheet="self")["criteria"]]:
            pipe.ask("do", who, case=case, event="record", form={"area": area, "polarity": "strength", "source": "A meeting", "seen": "What was seen."})
    check(len(pipe.ask("rows", case=case, record="evidence")["records"][0]["rows"]) == 10, "evidence is missing")
    pipe.ask("do", LEAD, case=case, event="update-host", form={"said": "Much to see."}, typed_by=COORDINATOR)
    typed = next(item["about"] for item in pipe.ask("inbox", LEAD)["items"] if item["kind"] == "typed")
    pipe.refused("unknown-entry", "confirm", SECOND, entry=typed)
    pipe.refused("missing-field", "confirm", LEAD, entry=typed, case=case)
    pipe.ask("confirm", LEAD, entry=typed)
    check("confirmed" in pipe.ask("show", case=case)["typed"][0], "nobody is told that it was confirmed")
    pipe.ask("clock.set", to="2026-12-09 09:00")
    pipe.ask("do", LEAD, case=case, event="leave")
    judge(pipe, LEAD, case, "peer", [1, 2])
    check(not pipe.ask("sheet.show", HOST, case=case, sheet="peer")["judgements"], "a sealed sheet was shown")
    judge(pipe, SECOND, case, "peer", [1, 2])
    pipe.ask("do", LEAD, case=case, event="close-conference")
    pipe.ask("do", LEAD, case=case, event="message", form={"message": "Purpose is shared."})
    pipe.ask("do", LEAD, case=case, event="oral-feedback", form={"attended": ["Head"], "both_heard": True})
    pipe.ask("do", LEAD, case=case, event="finding", form={"area": "leadership", "kind": "strength", "text": "Purpose is shared.", "rests_on": [1, 2]})
    pipe.ask("do", LEAD, case=case, event="submit-draft", form={"confirmed": True})
    pipe.ask("do", READER, case=case, event="pass", form={"host_agrees": True})
    window = next(line for line in pipe.ask("due")["lines"] if line["case"] == case)
    pipe.refused("not-asking", "confirm", case=case, clock=window["clock"])
    _, due, before, again, after, struck = pipe.ask_in_one(
        ("clock.set", {"to": "2027-01-04"}), ("tick", {"dry_run": True}), ("head", {}), ("tick", {"dry_run": True}), ("head", {}), ("tick", {}))
    check(again == due and due["struck"] > 0 and after == before, "a rehearsal struck a clock")
    check(struck == due, "other clocks struck than were to")
    check(any(item["kind"] == "window" for item in pipe.ask("inbox")["items"]), "nobody is asked whether anything arrived")
    pipe.ask("confirm", case=case, clock=window["clock"])
    stands = pipe.ask("show", case=case)["states"]
    check([s["path"] for s in stands] == ["reported.final"], f"the window took no effect: {stands}")
    pipe.ask("appoint", case=case, role="outside_reader", holder="Nora Quince", because="Peter is away.")
    entry = pipe.ask("release", case=case, role="outside_reader", holder="Nora Quince", because="It is read.")["entries"][0]
    named = f"{entry['stream']}/{entry['number']}"
    pipe.refused("unknown-entry", "correct", entry=f"{case}/999", kind="in-error", because="A slip.")
    pipe.ask("correct", entry=named, kind="in-error", because="It is Peter who has read it.")
    log = pipe.ask("log", stream=case)["entries"]
    check([e["number"] for e in log if "set_aside_by" in e] == [entry["number"]], "another entry was set aside")
    check(any(h.get("person", {}).get("name") == "Nora Quince" for h in pipe.ask("show", case=case)["parts"]), "who was released in error holds no part")
    seen = next(e for e in log if e["title"] == "Record evidence" and e["by"]["name"] == LEAD)
    slip = pipe.ask("correct", entry=f"{case}/{seen['number']}", kind="clerical", form={"source": "A lesson"}, because="Her notes say so.")["entries"][0]
    check(any("A lesson" in item["text"] for item in pipe.ask("inbox", LEAD)["items"]), "nobody is asked whether it was a slip")
    pipe.refused("unknown-entry", "slip", HOST, entry=f"{case}/{slip['number']}", agrees=True)
    pipe.ask("slip", LEAD, entry=f"{case}/{slip['number']}", agrees=True)
    pipe.ask("do", case=case, event="plan-workshop", form={"workshop_on": "2027-01-20"})
    pipe.ask("undo", case=case)
    pipe.ask("confide", LEAD, text="I should rather not work with him again.")
    check([c["by"]["name"] for c in pipe.ask("confidences")["confidences"]] == [LEAD], "the coordinator is told nothing")
    check(pipe.ask("confidences", HOST) == {"confidences": []}, "somebody else is told")
    check(any(item["kind"] == "confidence" for item in pipe.ask("inbox")["items"]), "nothing waits for the coordinator")
    pipe.refused("unknown-confidence", "confide", answered=2)
    pipe.ask("confide", answered=1)
    rows = [{"session": "Questioning", "on": "2027-02-02", "hours": "09:00 to 12:00", "trainers": LEAD, "place": "Room 4", "programme": "ITT"}]
    compared = pipe.ask("timetable.compare", term="Spring 2027", rows=rows)["changes"]
    check([(c["kind"], c["cases"]) for c in compared] == [("added", [])], f"another change is told: {compared}")
    pipe.refused("wrong-type", "timetable.import", term="Spring 2027", rows=[{**rows[0], "trainers": "Nobody Known"}])
    pipe.refused("not-yours", "timetable.import", HOST, term="Spring 2027", rows=rows)
    pipe.ask("timetable.import", term="Spring 2027", rows=rows)
    check(pipe.ask("timetable.compare", term="Spring 2027", rows=rows) == {"changes": []}, "what was kept would change again")
    check([s["session"] for s in pipe.ask("timetable.list", LEAD, programme="itt")["sessions"]] == ["Questioning"], "she is not told her own session")
    check(pipe.ask("timetable.list", HOST) == {"sessions": []}, "somebody else is told")
    pipe.refused("already-so", "carry-on", case=case, role="lead", because="Nothing is in question.")
    pipe.ask("register.add", part="organisations", row={"id": "northern", "name": "Northern Light Trust", "kind": "trust"})
    for school in ("alder-bank", "cobble-hill"):
        touched = pipe.ask("register.add", part="organisations", row={"id": school, "trust": "northern", "trust_from": "2027-01-01"})
    check(case in [e["stream"] for e in touched["entries"]], f"the case is not named among those that the change touches: {touched}")
    check(any(item["kind"] == "doubt" for item in pipe.ask("inbox")["items"]), "nobody is asked whether the lead may go on")
    pipe.ask("carry-on", case=case, role="lead", because="Everything had been seen by then.")
    check(any("Everything had been seen by then." in d for d in pipe.ask("show", case=case)["disclosures"]), "it is not disclosed")
    pipe.ask("amend", case=case, state="workshop-planned", data={"workshop_on": "2027-01-21"}, clocks={"workshop": "2027-01-28"}, because="It was planned by telephone.")
    check(pipe.ask("show", case=case)["states"][0]["path"] == "reported.workshop-planned", "it was not put right")
    pipe.ask("correct", entry=f"{case}/{pipe.ask('show', case=case)['entry']}", kind="in-error", because="It was another school.")
    before = pipe.ask("adopt", workflow="triad-review", state="drafting", subject="Harrowick Primary School", roles={"lead": LEAD, "reviewer": SECOND}, data={"visit_on": "2026-06-09"}, on="2026-05-12")
    check(pipe.ask("show", case=before["began"][0])["states"][0]["path"] == "open.drafting", "it does not stand where it had come to on paper")
    check("Workshop on: 20 Jan 2027 instead of" not in "".join(pipe.ask("diff", case=case, **{"from": named})["changes"]), "what was taken back is there")
    check(pipe.ask("show", case=case, as_of=f"{case}/3")["entry"] == 3, "the case is not shown as it was")
    days = pipe.ask("appointments", HOST, case=case)
    check([(d["name"], d["cancelled"]) for d in days["appointments"]][:2] == [("papers", False), ("visit", False)], f"the host's days: {days}")
    check(days["calendar"].startswith("BEGIN:VCALENDAR\r\n") and days["calendar"].count("BEGIN:VEVENT") == len(days["appointments"]), "a calendar file")
    monday = pipe.ask("monday", days=60, kind="markdown")
    check(monday["text"].startswith("# Monday list") and all(c["text"] for c in monday["chasers"]), f"the Monday list: {monday}")
    check("Reviews:" in pipe.ask("board", kind="markdown")["text"], "the page for the board")
    check("fewer than 5 schools" in pipe.ask("digest", year=2020, kind="markdown")["text"], "of few schools nothing is told")
    check("Declaration and confidentiality" in pipe.ask("report", LEAD, case=case, name="declaration")["text"], "a form for the lead")
    pipe.refused("not-yours", "report", HOST, case=case, name="draft")
    for kind, mark in (("html", "<html"), ("markdown", "#"), ("csv", "\r\n"), ("json", "{")):
        check(mark in pipe.ask("report", HOST, case=case, name="review", kind=kind)["text"], f"a report in {kind}")
    return case


def votes(pipe, file):
    """A panel of an example workflow: an interest, a tie, the casting vote; nobody sees a vote before."""
    examples = os.path.join(LARKMERE, "..", "..", "..", "Sources", "TriadKit", "TriadKit.docc", "Examples")
    panel = Pipe(file, "--definitions", examples)
    panel.used, panel.schemas = pipe.used, pipe.schemas
    members = ["Grace Tolland", "Bridget Foulds", "Alan Prewitt"]
    begun = panel.ask("start", workflow="bursary-panel", subject="Tom Sedgley", roles={"chair": "Celia Harmon", "panel": members})
    case, vote = begun["entries"][0]["stream"], "award"
    panel.ask("do", "Tom Sedgley", case=case, event="ask", form={"asked": "A course in mentoring."})
    panel.ask("do", "Alan Prewitt", case=case, event="leave-item", form={"interest": "We bid together."})
    check([i["kind"] for i in panel.ask("inbox", "Celia Harmon")["items"] if i["case"] == case][0] == "vote", "the inbox asks for no vote")
    panel.refused("missing-field", "vote.cast", "Celia Harmon", case=case, vote=vote, choice="granted")
    panel.refused("out-of-range", "vote.cast", "Celia Harmon", case=case, vote=vote, choice="grnted", reason="It fits.")
    panel.refused("not-yours", "vote.cast", "Alan Prewitt", case=case, vote=vote, choice="granted", reason="It fits.")
    panel.ask("vote.cast", "Celia Harmon", case=case, vote=vote, choice="granted", reason="Zinnia fits.")
    panel.ask("vote.cast", "Grace Tolland", case=case, vote=vote, choice="not_granted", reason="Too dear.")
    panel.refused("already-voted", "vote.cast", "Grace Tolland", case=case, vote=vote, choice="granted", reason="Not so dear.")
    for method, given in (("vote.show", {"case": case, "vote": vote}), ("show", {"case": case}), ("log", {"stream": case})):
        check("Zinnia" not in json.dumps(panel.ask(method, "Grace Tolland", **given)), f"{method} shows a vote")
    panel.refused("unknown-case", "show", LEAD, case=case)
    panel.ask("appoint", case=case, role="panel", holder="Colin Brayfield", because="One has left.")
    panel.ask("vote.cast", "Bridget Foulds", case=case, vote=vote, choice="not_granted", reason="Next year.")
    panel.ask("vote.cast", "Colin Brayfield", case=case, vote=vote, choice="granted", reason="Now.")
    shown = panel.ask("vote.show", "Grace Tolland", case=case, vote=vote)
    check(shown["open"] and shown["tied"] == ["granted", "not_granted"] and "Zinnia" in json.dumps(shown), f"{shown}")
    panel.ask("vote.cast", "Celia Harmon", case=case, vote=vote, choice="granted", reason="It helps the school most.")
    seen = panel.ask("show", "Tom Sedgley", case=case)
    check(seen["ended"] and seen["states"][0]["title"] == "Granted" and seen["votes"] == [], f"{seen}")
    panel.end()


def lists(pipe, case):
    check([line["id"] for line in pipe.ask("cases", workflow="triad-review", sort="title", limit=1)["cases"]] == [case], "the case is not found")
    entries = pipe.ask("log", stream=case)["entries"]
    check([e["number"] for e in entries] == list(range(1, len(entries) + 1)), "entries are missing")
    check(pipe.ask("proof", entry=f"{case}/3")["place"] == entries[2]["place"], "another place is proved")
    places, after = [], None
    while True:
        more = pipe.ask("changes", limit=50, **({} if after is None else {"after": after}))
        if not more["changes"]:
            break
        places += [c["entry"]["place"] for c in more["changes"]]
        after = more["next"]
    check(places == list(range(pipe.ask("head")["size"])), "changes are missing, or come twice")
    pipe.ask("planner", months=6, kind="markdown")
    pipe.ask("term", months=3, kind="csv")
    pipe.ask("draw", take=1, kind="json")
    pipe.ask("history", LEAD, person=LEAD, kind="markdown")
    pipe.ask("clock.show", None)
    check(pipe.ask("doctor")["lines"], "the doctor says nothing")
    check(pipe.ask("verify")["clean"], "the file does not say what its ledger says")


def views(file, case):
    """What stands in the documented views, for whoever looks with a SQLite browser."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    rows = {view: connection.execute(f"SELECT * FROM {view}").fetchall() for view in ("v_case", "v_task", "v_clock", "v_ledger")}
    connection.close()
    check([(id, state) for id, _, _, _, state, *_ in rows["v_case"] if id == case] == [(case, "reported.final")], f"{rows['v_case']}")
    check(any(row[2] == case for row in rows["v_task"]) and any(row[0] == case for row in rows["v_clock"]), "nobody and nothing is there")
    check([row[0] for row in rows["v_ledger"]] == list(range(len(rows["v_ledger"]))), "the ledger has gaps")


def definitions(pipe):
    check(len(pipe.ask("check", all=True)["files"]) > 2, "definitions are missing")
    bad = pipe.ask("check", files=[{"file": "a.yaml", "text": "workflow: x\n"}])["files"][0]
    check(bad["findings"], f"{bad}")
    for kind in ("workflow", "rubric", "calendar"):
        pipe.ask("schema", kind=kind)
    check("triad" in pipe.ask("diagram", workflow="triad-cycle", kind="dot")["text"].lower(), "no diagram")
    for name in ("functions", "methods", "codes", "findings"):
        check(pipe.ask(f"docs.{name}")["text"].startswith("#"), f"docs.{name}")
    script = 'begin: "2026-05-04"\nevents:\n  - { on: "2026-05-11", event: withdraw }\n'
    check(pipe.ask("simulate", workflow="triad-review", script=script)["ended"] is True, "the simulation did not end")
    pipe.ask("simulate", workflow="triad-cycle", walks=20)
    pipe.refused("unknown-workflow", "diagram", workflow=os.path.join(FOLDER, "a.yaml"))


def calendars(pipe):
    """The calendar in use, and a new version of it: tried, refused, done."""
    shown = pipe.ask("calendar.show", None)
    check(pipe.ask("calendar.show", None, calendar=shown["calendar"]) == shown, "it has another name")
    pipe.refused("unknown-calendar", "calendar.show", None, calendar="nowhere")
    first = '      - { date: "2026-12-25", name: "Christmas Day" }'
    holidays = "\n".join(f'      - {{ date: "{day}", name: Proclaimed }}' for day in ("2027-01-05", "2027-01-06", "2027-01-12", "2027-01-19"))
    text = shown["text"].replace(first, f"{holidays}\n{first}").replace(f"\nversion: {shown['version']}\n", f"\nversion: {shown['version'] + 1}\n")
    size = pipe.ask("head")["size"]
    tried = pipe.ask("calendar.apply", text=text, because="They were proclaimed.", shorten=True, dry_run=True)
    check(tried["moves"] and pipe.ask("head")["size"] == size, f"{tried}")
    pipe.refused("missing-field", "calendar.apply", text=text, because=" ")
    pipe.refused("not-yours", "calendar.apply", HOST, text=text, because="They were proclaimed.")
    wrong = pipe.refused("bad-definition", "calendar.apply", name="ours.yaml", text=text.replace('"2026-09-02", name: training', '"2026-09-06", name: training'), because="x")
    check(wrong["data"]["details"][0]["where"].startswith("ours.yaml:"), f"{wrong}")
    done = pipe.ask("calendar.apply", text=text, because="They were proclaimed.", shorten=True)
    check(done["moves"] == tried["moves"], "it was not what was tried")
    check({move["case"] for move in done["moves"]} == {entry["stream"] for entry in done["entries"][1:]}, f"{done}")
    pipe.refused("already-so", "calendar.apply", text=text, because="They were proclaimed.")
    check(pipe.ask("calendar.show", None)["version"] == shown["version"] + 1, "the old version is shown")
    check(pipe.ask("verify")["clean"], "the file does not say what its ledger says")


def together(pipe):
    """Several at once: a batch, notifications, and all or none."""
    add = lambda id: {"method": "register.add", "params": {"as": COORDINATOR, "part": "people", "row": {"id": id, "name": f"Person {id}"}}}
    size = pipe.ask("head")["size"]
    pipe.send(json.dumps([{"jsonrpc": "2.0", "id": "a", **add("P201")}, {"jsonrpc": "2.0", **add("P202")}, {"jsonrpc": "2.0", "id": "b", **add("P201")}]))
    answers = pipe.read()
    check([a["id"] for a in answers] == ["a", "b"] and "error" in answers[1], f"{answers}")
    check(pipe.ask("head")["size"] == size + 2, "a notification was not done")
    none = pipe.ask("apply", None, requests=[add("P203"), add("P203")], atomic=True)
    check(none["kept"] is False and pipe.ask("head")["size"] == size + 2, "not all or none")
    check(pipe.ask("apply", None, requests=[add("P203"), add("P204")], atomic=True)["kept"] is True, "nothing was kept")


def pipelined(file):
    """A thousand lines at once, answered in their order while they are still being sent."""
    process = subprocess.Popen([TRIAD, "rpc", "--file", file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def produce():
        for number in range(1000):
            method, params = ("head", {}) if number % 10 == 0 else (
                "register.add", {"as": COORDINATOR, "part": "people", "row": {"id": f"Q{number}", "name": f"Q {number}"}, "key": f"pipe:{number}"})
            process.stdin.write(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}) + "\n")
        process.stdin.close()

    thread = threading.Thread(target=produce)
    thread.start()
    answers = [json.loads(line) for line in process.stdout]
    thread.join()
    check([a["id"] for a in answers] == list(range(1000)), "answers are missing or out of order")
    check(all("result" in a for a in answers), f"{next((a for a in answers if 'error' in a), None)}")
    check(process.wait() == 0, "it did not end well")


def main():
    file = os.path.join(FOLDER, "everything.triad")
    subprocess.run([TRIAD, "new", file, "--coordinator", COORDINATOR, "--virtual", "2026-06-22"], check=True, stderr=subprocess.DEVNULL)
    pipe = Pipe(file)
    document = pipe.ask("rpc.discover", None)
    methods = {method["name"]: method for method in document["methods"]}
    if HOLDS_SCHEMAS:
        import jsonschema

        check(not jsonschema.Draft202012Validator(methods["head"]["result"]["schema"]).is_valid({"size": 1, "root": "", "more": 1}), "schemas let everything through")
        pipe.schemas = {name: jsonschema.Draft202012Validator(method["result"]["schema"]) for name, method in methods.items()}
    found(pipe)
    case = review(pipe)
    triads(pipe)
    votes(pipe, file)
    lists(pipe, case)
    views(file, case)
    definitions(pipe)
    calendars(pipe)
    together(pipe)
    unused = sorted(set(methods) - set(pipe.used))
    check(not unused, f"never done: {', '.join(unused)}")
    pipe.end()
    pipelined(file)
    print(f"{len(pipe.used)} methods, {sum(pipe.used.values())} answers" + (", each as its schema says" if HOLDS_SCHEMAS else ""))


main()
