"""The steps that every review takes, as commands."""

from telling import COORDINATOR, check


class Review:
    """One case, and who takes part in it."""

    def __init__(self, teller, case, folder, host, lead, second, reader="Peter Rudge"):
        self.teller, self.case, self.folder = teller, case, folder
        self.host, self.lead, self.second, self.reader = host, lead, second, reader

    def do(self, who, event, *fields):
        return self.teller.triad(who, "do", self.case, event, *fields)

    def refused(self, code, who, event, *fields):
        return self.teller.refused(code, who, "do", self.case, event, *fields)

    def seen(self, who=COORDINATOR):
        return self.teller.ask(who, "show", self.case)

    def stands(self, state):
        """The case stands in this state, or the story stops."""
        found = [s["path"].split(".")[-1] for s in self.seen()["states"]]
        check(found == [state], f"{self.case} was told to stand in {state}, and stands in {found}")

    # Before the visit

    def schedule(self, papers, first, last, workshop, impact):
        self.do(COORDINATOR, "schedule", f"papers_on={papers}", f"visit_on={first}", f"visit_until={last}", f"workshop_on={workshop}", f"impact_on={impact}")

    def accept(self):
        self.do(self.lead, "accept-role", "confidentiality=yes")
        self.do(self.second, "accept-role", "confidentiality=yes")
        self.stands("preparing")

    def judge(self, who, sheet, file, seal=True):
        self.teller.triad(who, "sheet", "draft", self.case, sheet, "--from", self.teller.path(self.folder, file))
        if seal:
            self.teller.triad(who, "sheet", "seal", self.case, sheet)

    def agree_scope(self, focus, *more):
        for who in (self.lead, self.host):
            self.do(who, "agree-scope", f"focus={focus}", "development=yes", *more)
        self.stands("scope-agreed")

    # The visit

    def open_visit(self):
        self.do(self.lead, "open-visit", "reviewers_present=2", "timetable=yes")

    def record(self, file="evidence.csv"):
        rows = self.teller.rows(self.folder, file)
        for row in rows:
            fields = [f"{name}={row[name]}" for name in ("area", "polarity", "source", "seen", "seen_with") if row[name]]
            self.do(self.lead if row["by"] == "lead" else self.second, "record", *fields)
        return len(rows)

    def leave(self, update):
        self.do(self.lead, "update-host", f"said={update}")
        self.do(self.lead, "leave")
        self.stands("judging")

    def tell_host(self, *messages):
        for message in messages:
            self.do(self.lead, "message", f"message={message}")
        self.do(self.lead, "oral-feedback", "attended=Head|Deputy head|Chair of governors", "both_heard=yes")
        self.stands("drafting")

    # The report

    def draft(self):
        for row in self.teller.rows(self.folder, "findings.csv"):
            self.do(self.lead, "finding", *(f"{name}={value}" for name, value in row.items()))
        self.do(self.lead, "submit-draft", "confirmed=yes")
        self.stands("quality-reading")

    def passed(self):
        self.do(self.reader, "pass")
        self.stands("factual-check")

    def window(self):
        """The clock of the factual check: its name, its last day, and whether it asks."""
        found = [d for d in self.seen()["deadlines"] if d["state"].endswith("factual-check") and "done" not in d]
        check(len(found) == 1, f"one window was expected to run in {self.case}: {found}")
        return found[0]

    # After the report

    def plan_workshop(self, day):
        self.do(COORDINATOR, "plan-workshop", f"workshop_on={day}")

    def plan(self, impact):
        rows = self.teller.rows(self.folder, "actions.csv")
        for row in rows:
            self.do(self.host, "action", *(f"{name}={value}" for name, value in row.items()))
        self.do(self.host, "agree-plan", f"impact_on={impact}")
        self.stands("action-plan-agreed")
        return len(rows)

    def impact(self, left):
        for row in self.teller.rows(self.folder, "impact.csv"):
            self.do(self.host, "action-status", *(f"{name}={value}" for name, value in row.items()))
        self.do(self.lead, "impact-review", f"loose_ends={left}")
        self.do(self.host, "impact-review", f"loose_ends={left}")
        self.stands("closed")
