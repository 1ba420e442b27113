"""Requests of many reviews under the shipped `triad-review`, as lines of JSON-RPC.

A review is prepared (dates, two parts accepted, a self-evaluation) and then goes through its stretch: two signatures, a visit with
evidence and an update, and two sheets, drafted and sealed apart. Everything but a draft is an entry.
"""

import json

SCHOOLS = 300
PREPARED_ON, VISIT_ON = "2026-07-14", "2026-09-04"
CRITERIA = ["leadership", "infrastructure", "itt", "cpd", "school_support"]
COORDINATOR = "Ada Marsh"


def tables():
    """The register: schools, each with a head and two trained reviewers."""
    schools, people, posts, trained = [], [], [], []
    for n in range(SCHOOLS):
        schools.append({"id": f"s{n}", "name": f"School {n}", "kind": "school", "area": "pattern_one"})
        for kind, post in (("h", "headteacher"), ("l", "deputy headteacher"), ("r", "assistant headteacher")):
            people.append({"id": f"{kind}{n}", "name": f"{post} {n}".title()})
            posts.append({"person": f"{kind}{n}", "organisation": f"s{n}", "post": post, "from": "2020-09-01"})
        trained += [{"person": f"{kind}{n}", "kind": "trained_reviewer", "from": "2026-01-05", "given_by": "The alliance"} for kind in "lr"]
    return {"organisations": schools, "people": people, "affiliations": posts, "credentials": trained}


def request(method, **parameters):
    """One line, without an id that would make the same request another."""
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}).encode() + b"\n"


def founding():
    return [request("import", **{"as": COORDINATOR}, tables=tables())]


class Review:
    """The n-th case of a file."""

    def __init__(self, n):
        self.number = n
        self.case = f"triad-review-{n}"
        school = (n - 1) % SCHOOLS
        self.host, self.lead, self.reviewer = f"h{school}", f"l{(school + 1) % SCHOOLS}", f"r{(school + 2) % SCHOOLS}"
        self.subject = f"s{school}"

    def do(self, who, event, **form):
        return request("do", **{"as": who}, case=self.case, event=event, form=form)

    def start(self):
        roles = {"coordinator": COORDINATOR, "host": self.host, "lead": self.lead, "reviewer": self.reviewer}
        return request("start", **{"as": COORDINATOR}, workflow="triad-review", subject=self.subject, roles=roles)

    def prepared(self):
        """From its start to the day on which everything is ready for the two who agree the scope."""
        dates = {"papers_on": "2026-07-15", "visit_on": VISIT_ON, "visit_until": VISIT_ON, "workshop_on": "2026-10-05", "impact_on": "2027-02-08"}
        return [
            self.start(), self.do(COORDINATOR, "schedule", **dates),
            self.do(self.lead, "accept-role", confidentiality=True), self.do(self.reviewer, "accept-role", confidentiality=True),
            self.draft(self.host, "self", "embedding", ["board minutes", "succession plan"]), self.seal(self.host, "self"),
        ]

    def draft(self, who, sheet, level, evidence):
        words = "Heads of partner schools spoke of the hub as theirs; two leaders described how they had been prepared."
        judgements = {criterion: {"level": level, "narrative": words, "evidence": evidence} for criterion in CRITERIA}
        return request("sheet.draft", **{"as": who}, case=self.case, sheet=sheet, judgements=judgements)

    def seal(self, who, sheet):
        return request("sheet.seal", **{"as": who}, case=self.case, sheet=sheet)

    def evidence(self, who, n):
        return self.do(
            who, "record", area=CRITERIA[n % len(CRITERIA)], polarity="strength", source="Conversation with four heads of partner schools",
            seen="All four named the same purpose and the strand that their own school leads.", seen_with="director of the hub")

    def stretch(self):
        """What is measured."""
        scope = {"focus": ["Mentoring in the first year", "How support ends"], "development": True}
        return [
            self.do(self.lead, "agree-scope", **scope), self.do(self.host, "agree-scope", **scope),
            self.do(self.lead, "open-visit", reviewers_present=2, timetable=True),
            self.evidence(self.lead, 0), self.evidence(self.reviewer, 1), self.evidence(self.lead, 2), self.evidence(self.reviewer, 3),
            self.do(self.lead, "update-host", said="What we saw in the morning, and where we go next."), self.do(self.lead, "leave"),
            self.draft(self.lead, "peer", "in_line", ["1", "2"]), self.seal(self.lead, "peer"),
            self.draft(self.reviewer, "peer", "above", ["3", "4"]), self.seal(self.reviewer, "peer"),
        ]


# Requests of one stretch.
STRETCH = 13


def mixed(stretches):
    """Lines of many reviews: the first of each, then the second of each, so that no two that follow one another are of one case."""
    longest = max(map(len, stretches), default=0)
    return [lines[n] for n in range(longest) for lines in stretches if n < len(lines)]
