"""What the engine is driven with: reviews under the shipped workflow, each request with a key, in an order that a seed decides."""

import base64
import random
from dataclasses import dataclass, field

COORDINATOR = "Ada Marsh"
BEGINNING = "2026-05-04"
AREAS = ["leadership", "infrastructure", "itt", "cpd", "school_support"]
SCHOOLS = ["alder", "brindle", "candle", "dunmore", "elder", "fennick", "gorse", "harrow", "ivel"]
READER = "p99"


@dataclass
class Request:
    """One line to the engine. Its case is known by its place among the cases until the engine has named it."""

    method: str
    params: dict
    key: str | None = None
    begins: int | None = None
    case: int | None = None
    is_refused: bool = False

    def line(self, number, cases):
        params = dict(self.params)
        if self.case is not None:
            params["case"] = cases[self.case]
        if self.key is not None:
            params["key"] = self.key
        return {"jsonrpc": "2.0", "id": number, "method": self.method, "params": params}


@dataclass
class Script:
    """Requests in their order."""

    client: str
    requests: list = field(default_factory=list)

    def add(self, method, who, case=None, begins=None, **params):
        self.requests.append(Request(method, {"as": who, **params}, f"{self.client}:{len(self.requests)}", begins, case))

    def on(self, day):
        """A virtual clock goes on, and what is due strikes: here and, later, in whatever is asked next of a case that lags behind."""
        self.add("clock.set", COORDINATOR, to=day)
        self.requests.append(Request("tick", {}))


def register(script):
    """Nine schools, each with a head who may review, and an outside reader."""
    heads = [(f"p{10 + place}", school) for place, school in enumerate(SCHOOLS)]
    script.add("import", COORDINATOR, tables={
        "organisations": [{"id": school, "name": f"{school.title()} School"} for school in SCHOOLS],
        "people": [{"id": head, "name": f"Head of {school.title()}"} for head, school in heads] + [{"id": READER, "name": "Peter Rudge"}],
        "affiliations": [{"person": head, "organisation": school, "post": "headteacher", "from": "2020-09-01"} for head, school in heads],
        "credentials": [{"person": head, "kind": "trained_reviewer", "from": "2025-09-01"} for head, _ in heads],
    })


def whole(seed, cases, client="torturer"):
    """Reviews from their beginning to their end, side by side; some are postponed, and some fall behind until their clocks strike."""
    chance = random.Random(seed)
    script = Script(client)
    register(script)
    reviews = [_Review(script, number, chance) for number in range(cases)]
    prompt = [review for review in reviews if chance.random() < 0.85]
    _side_by_side(chance, [review.before() for review in reviews if review in prompt] + [review.lagging() for review in reviews if review not in prompt])
    for day, part in (("2026-10-06", "first_day"), ("2026-10-07", "second_day"), ("2026-12-01", "report"), ("2027-02-22", "impact")):
        script.on(day)
        _side_by_side(chance, [getattr(review, part)() for review in prompt])
    return script


def beginnings(seed, cases, client):
    """Reviews up to the visit, for several clients at once: nobody sets the clock."""
    chance = random.Random(seed)
    script = Script(client)
    _side_by_side(chance, [_Review(script, number, chance).before() for number in range(cases)])
    return script


def _side_by_side(chance, parts):
    while parts:
        part = chance.choice(parts)
        if next(part, None) is None:
            parts.remove(part)


class _Review:
    """One case. Each of its parts is a row of steps; between any two of them another case may come."""

    def __init__(self, script, number, chance):
        self.script, self.number, self.chance = script, number, chance
        triad = 3 * chance.randrange(3)
        schools = chance.sample(range(triad, triad + 3), 3)
        self.host, self.lead, self.second = (f"p{10 + school}" for school in schools)
        self.subject, self.leading, self.assisting = (SCHOOLS[school] for school in schools)

    def do(self, who, event, **form):
        self.script.add("do", who, self.number, event=event, form=form)
        return event

    def with_paper(self, who, event, **form):
        """With a document, half of them the same as another's: what is acknowledged lies beside the file, and `verify` looks for it there."""
        paper = f"Paper {self.chance.randrange(20)}" if self.chance.random() < 0.5 else self.text("Paper")
        content = base64.b64encode(paper.encode()).decode()
        self.script.add("do", who, self.number, event=event, form=form, attachments=[{"name": "paper.txt", "content": content}])
        return event

    def refused(self, who, event, **form):
        """What is not taken among what is: it leaves nothing behind, its key neither."""
        self.do(who, event, **form)
        self.script.requests[-1].is_refused = True
        return event

    def text(self, what):
        return f"{what} {self.chance.randrange(10**6)} " + "in so many words " * self.chance.randrange(9)

    def draft(self, who, sheet, level, evidence, areas=AREAS):
        judgements = {area: {"level": level, "narrative": self.text(area), "evidence": evidence} for area in areas}
        self.script.add("sheet.draft", who, self.number, sheet=sheet, judgements=judgements)
        return sheet

    def seal(self, who, sheet):
        self.script.add("sheet.seal", who, self.number, sheet=sheet)
        return sheet

    def began(self):
        self.script.add(
            "start", COORDINATOR, begins=self.number, workflow="triad-review", subject=self.subject,
            roles={"coordinator": COORDINATOR, "host": self.subject, "lead": self.leading, "reviewer": self.assisting})
        return "start"

    def before(self):
        yield self.began()
        yield self.do(
            COORDINATOR, "schedule", papers_on="2026-09-10", visit_on="2026-10-06", visit_until="2026-10-07",
            workshop_on="2026-11-20", impact_on="2027-03-01")
        yield self.do(self.lead, "accept-role", confidentiality=True)
        yield self.do(self.second, "accept-role", confidentiality=True, interest=self.text("A former pupil"))
        if self.chance.random() < 0.2:
            yield self.do(self.host, "postpone", reason=self.text("A new head"))
            yield self.do(COORDINATOR, "resume")
        for row in range(self.chance.randrange(4)):
            yield self.with_paper(self.lead, "request-document", wanted=self.text("Minutes"))
            yield self.do(self.host, "answer-request", row=row + 1, answer="sent")
        if self.chance.random() < 0.3:
            yield self.refused(self.lead, "withdraw", reason=self.text("Not hers to say"))
            yield self.do(self.second, "pass-on-concern", passed_to="chair_of_governors")
        yield self.draft(self.host, "self", "developing", ["minutes"], AREAS[:2])
        yield self.draft(self.host, "self", "embedding", ["minutes", "plan"])
        yield self.seal(self.host, "self")
        for who in (self.host, self.lead):
            yield self.do(who, "agree-scope", focus=["What is done with feedback"], development=True)

    def lagging(self):
        """Nobody answers the invitation: the clock strikes."""
        yield self.began()
        if self.chance.random() < 0.5:
            yield self.do(
                COORDINATOR, "schedule", papers_on="2026-09-10", visit_on="2026-10-06", visit_until="2026-10-07",
                workshop_on="2026-11-20", impact_on="2027-03-01")

    def evidence(self, who):
        return self.do(
            who, "record", area=self.chance.choice(AREAS), polarity=self.chance.choice(["strength", "development"]),
            source=self.text("Minutes"), seen=self.text("Seen"))

    def first_day(self):
        yield self.do(self.lead, "open-visit", reviewers_present=2, timetable=True)
        for _ in range(2 + self.chance.randrange(4)):
            yield self.evidence(self.chance.choice([self.lead, self.second]))
        yield self.do(self.lead, "update-host", said=self.text("Said"))

    def second_day(self):
        yield self.evidence(self.second)
        yield self.do(self.lead, "leave")
        yield self.draft(self.lead, "peer", "in_line", [1], AREAS[:3])
        for who in self.chance.sample([self.lead, self.second], 2):
            yield self.draft(who, "peer", "in_line", [1, 2])
            yield self.seal(who, "peer")
        yield self.do(self.lead, "close-conference")
        yield self.do(self.second, "message", message=self.text("Well done"))
        yield self.do(self.lead, "oral-feedback", attended=["Head"], both_heard=True)

    def report(self):
        self.script.add("appoint", COORDINATOR, self.number, role="outside_reader", holder=READER)
        yield "appoint"
        for _ in range(1 + self.chance.randrange(3)):
            yield self.do(self.lead, "finding", area=self.chance.choice(AREAS), kind="strength", text=self.text("Found"), rests_on=[1, 2])
        yield self.do(self.lead, "submit-draft", confirmed=True)
        yield self.do(READER, "pass")
        yield self.do(self.host, "comment", kind="factual", place="Page 1", text=self.text("Twenty-eight"))
        yield self.do(self.host, "waive-window", signed=True)
        yield self.do(self.lead, "decide-comment", row=1, decision="accepted", reason=self.text("So it is"))
        yield self.do(self.lead, "close-comments")
        yield self.do(COORDINATOR, "plan-workshop", workshop_on="2027-01-20")
        yield self.do(self.host, "action", goal=self.text("Goal"), owner="Head", by_when="2027-03-01", measure=self.text("Known by"))
        yield self.do(self.host, "agree-plan", impact_on="2027-03-15")

    def impact(self):
        yield self.do(self.host, "action-status", row=1, status="done", impact=self.text("Impact"))
        for who in (self.lead, self.host):
            yield self.do(who, "impact-review")
