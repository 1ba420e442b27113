"""A year of peer review in an invented alliance, told step by step with the program alone.

    python3 Tools/story/year.py PROGRAM OUT
"""

import os
import sys

from review import Review
from telling import COORDINATOR, Teller, check, read_over, told

PROGRAM, OUT = sys.argv[1:3]
LETTERS = f"{OUT}/letters"

larkmere = Teller(PROGRAM, f"{OUT}/larkmere.triad", "larkmere")
tell, ada = larkmere.tell, lambda *words: larkmere.triad(COORDINATOR, *words)


def hubs():
    """Real hubs stand here alone: where triads are formed."""
    larkmere.heading("THE 87 TEACHING SCHOOL HUBS OF ENGLAND (worked example, not an arrangement of these hubs)")
    page = f"{OUT}/hubs.html"
    formed = larkmere.ask(None, "form-triads", "--hubs", "--out", page)
    groups = formed["groups"]
    check(len(groups) == 29 and all(len(g["members"]) == 3 for g in groups), f"29 triads were expected: {len(groups)}")
    tell(f"29 triads, {formed['total']:.1f} km of travel in all; proved: no other arrangement is below {formed['bound']:.1f} km.")


# Spring and summer 2026


def forming():
    larkmere.heading("SPRING AND SUMMER 2026: TEN INVENTED SCHOOLS BECOME THREE TRIADS")
    larkmere.run("new", larkmere.file, "--coordinator", COORDINATOR, "--virtual", "2026-04-20")
    larkmere.day = "2026-04-20"
    files = [larkmere.path(f"{name}.csv") for name in ("organisations", "people", "affiliations", "credentials", "interests")]
    ada("import", *files, "--apply")
    schools = [row for row in larkmere.rows("organisations.csv") if row["kind"] == "school"]
    people, trained = len(larkmere.rows("people.csv")), len(larkmere.rows("credentials.csv"))
    tell(f"{COORDINATOR} imports {len(schools)} schools, {people} people, {trained} trainings, a trust, a family tie.")

    larkmere.on("2026-04-27")
    groups = sorted(sorted(member["id"] for member in group["members"]) for group in form()["groups"])
    check(groups == [
        ["alder-bank", "brackenford", "cobble-hill"], ["dunmallow", "elverstone", "fennacre"], ["gorsemere", "harrowick", "islemoor", "juniper-vale"],
    ], f"two triads and a group of four were expected: {groups}")
    ada("forming", "invite", "1")
    tell(f"Two triads and a group of four are formed; {post()} letters of invitation go out.")

    larkmere.on("2026-05-06")
    accept("Helen Orchard", "Grace Tolland", "Ruth Vesey", "Martin Crale", "Bridget Foulds", "Alan Prewitt")
    larkmere.triad("Colin Brayfield", "do", "triad-cycle-3", "decline", "reason=A new building next year")
    tell("Six heads accept: two triads are active. Islemoor declines (a new building).")

    larkmere.on("2026-05-11")
    form("islemoor")
    ada("forming", "invite", "2")
    post()
    accept("Celia Harmon", "Diane Ockley", "Anna Petherick")
    active = [c for c in larkmere.ask(COORDINATOR, "cases")["cases"] if c["state"] == "Active"]
    check(len(active) == 3, f"three active triads were expected: {active}")
    tell("Formed again around those who accepted; the other three accept too: three triads.")


def form(*without):
    """Proposes triads of the schools that are in none, and writes the page with the map."""
    ada("form-triads", *(word for school in without for word in ("--without", school)), "--out", f"{OUT}/forming{'-again' if without else ''}.html")
    return larkmere.ask(COORDINATOR, "forming")


def accept(*heads):
    for head in heads:
        case = next(i["case"] for i in larkmere.ask(head, "inbox")["items"] if i["case"].startswith("triad-cycle"))
        larkmere.triad(head, "do", case, "accept")


def post():
    """Writes the letters that wait, and marks them as sent. Returns how many."""
    waiting = larkmere.ask(COORDINATOR, "letters")["letters"]
    if waiting:
        ada("letters", "write", LETTERS)
        ada("letters", "sent", *(str(letter["number"]) for letter in waiting))
    return len(waiting)


alder = Review(larkmere, "triad-review-1", "alder-bank", "Helen Orchard", "Joan Kettle", "Leila Marchbank")
brack = Review(larkmere, "triad-review-2", "brackenford", "Grace Tolland", "Nadia Quill", "Ifan Rowlatt")
cobble = Review(larkmere, "triad-review-3", "cobble-hill", "Ruth Vesey", "Simon Abery", "Tom Sedgley")
dunmallow = Review(larkmere, "triad-review-4", "dunmallow", "Martin Crale", "Maya Lorne", "Karim Dessay", reader="Farid Nassor")


def rota():
    larkmere.on("2026-06-15")
    ada("do", "triad-cycle-1", "begin-cycle", "cycle=2026/27")
    for head in ("Martin Crale", "Bridget Foulds", "Alan Prewitt"):
        larkmere.triad(head, "do", "triad-cycle-2", "consent-to-levels")
    ada("do", "triad-cycle-2", "begin-cycle", "cycle=2026/27")
    for review, host, lead, second in (
        (alder, "alder-bank", "cobble-hill", "brackenford"), (brack, "brackenford", "alder-bank", "cobble-hill"), (cobble, "cobble-hill", "brackenford", "alder-bank"),
    ):
        parts = {p["role"]: p["organisation"]["id"] for p in review.seen()["parts"] if "organisation" in p}
        check((parts["host"], parts["lead"], parts["reviewer"]) == (host, lead, second), f"the ring of {review.case}: {parts}")
    tell("The rota: each hosts, leads and assists once. Alder Bank, Brackenford, Cobble Hill.")

    larkmere.on("2026-06-24")
    alder.schedule("2026-11-10", "2026-12-08", "2026-12-09", "2027-03-17", "2027-09-07")
    brack.schedule("2026-12-15", "2027-01-19", "2027-01-20", "2027-04-14", "2027-09-21")
    cobble.schedule("2027-04-06", "2027-05-05", "2027-05-06", "2027-06-23", "2027-10-12")
    dunmallow.schedule("2026-10-20", "2026-11-17", "2026-11-18", "2027-01-26", "2027-06-22")
    check(post() == 8, "a letter to each reviewer was expected")

    larkmere.on("2026-06-29")
    ada("register", "add", "interests", "person=P9", "with_person=P2", "kind=family", "declared_on=2026-06-29", "--came", "telephone")
    sentence = alder.refused("conflict-of-interest", "Owen Pardew", "accept-role", "confidentiality=yes")
    tell(f"A lead for Alder Bank. “{sentence}”")
    for review in (alder, brack, cobble, dunmallow):
        review.accept()
    tell("So Joan Kettle will lead. Every reviewer declares interests, promises discretion, accepts.")


# Autumn 2026


def with_levels():
    """The second triad has asked for levels: its first review, in short."""
    larkmere.on("2026-11-17")
    dunmallow.open_visit()
    dunmallow.record()
    larkmere.on("2026-11-18")
    dunmallow.leave("Both days as planned.")
    dunmallow.judge("Maya Lorne", "peer", "lead.yaml")
    dunmallow.judge("Karim Dessay", "peer", "second.yaml")
    check(larkmere.ask("Martin Crale", "sheet", "show", dunmallow.case, "peer")["unsettled"] == [], "a difference of one level is within tolerance")
    dunmallow.do("Maya Lorne", "close-conference")
    dunmallow.tell_host("Other providers learn from your teacher training.")
    larkmere.on("2026-11-24")
    ada("appoint", dunmallow.case, "outside_reader=Farid Nassor")
    dunmallow.draft()
    larkmere.on("2026-11-26")
    dunmallow.passed()
    dunmallow.do("Martin Crale", "waive-window", "signed=yes")
    dunmallow.stands("final")
    pages(dunmallow)
    tell("Second triad, all three heads agreed to levels: Dunmallow's report is final.")


def autumn():
    larkmere.heading("AUTUMN 2026: ALDER BANK IS REVIEWED")
    larkmere.on("2026-10-13")
    dunmallow.judge("Martin Crale", "self", "self.yaml")
    dunmallow.agree_scope("Leadership across schools|What lasts of a programme")
    larkmere.on("2026-11-04")
    alder.judge("Helen Orchard", "self", "self-without-one-area.yaml", seal=False)
    sentence = larkmere.refused("sheet-incomplete", "Helen Orchard", "sheet", "seal", alder.case, "self")
    tell(f"Its self-evaluation is mended: “{sentence}”")
    larkmere.on("2026-11-05")
    alder.judge("Helen Orchard", "self", "self.yaml")
    alder.agree_scope("What is done with feedback|What lasts of a programme", "out_of_scope=Admissions", "people_to_meet=Strand leaders|Mentors|Trainees")
    tell("Sealed; host and lead have both signed the scope.")
    with_levels()
    in_hand()

    larkmere.on("2026-12-08")
    alder.open_visit()
    count = alder.record()
    larkmere.on("2026-12-09")
    alder.leave("Much to see in teacher training; we are still looking for what follows a programme.")
    alder.judge("Joan Kettle", "peer", "lead.yaml")
    sealed_is_sealed()
    alder.judge("Leila Marchbank", "peer", "second.yaml")
    check(larkmere.ask("Joan Kettle", "sheet", "show", alder.case, "peer")["open"], "two sealed sheets open together")
    check(not larkmere.ask("Helen Orchard", "sheet", "show", alder.case, "peer")["judgements"], "the host reads nothing that she has not heard")
    tell(f"{count} pieces of evidence. Until both reviewers have sealed, nobody sees either sheet; the host hears both before she reads them.")
    sentence = alder.refused("guard-not-met", "Joan Kettle", "close-conference")
    tell(f"They differ on one area. “{sentence}”")
    reason = "Seven of nine programmes have no follow-up."
    alder.do("Joan Kettle", "agree-area", "criterion=cpd", "chosen=reviewer", f"reason={reason}")
    alder.do("Leila Marchbank", "minute", "area=cpd", "outcome=agreed", "minute=The lead withdraws: two surveys of nine are a beginning.")
    alder.do("Joan Kettle", "close-conference")
    alder.tell_host("Centre and schools train teachers together; you have undersold it.", "Look again after three months: for every programme.")
    tell(f"Reconciled: “{reason}”")
    ada("appoint", alder.case, "outside_reader=Peter Rudge")


def sealed_is_sealed():
    """What the lead has sealed is in nobody's answers but her own: no word, no level, no count."""
    secret, level = "goes further than the self-evaluation claims", "above"
    mine = larkmere.ask("Joan Kettle", "sheet", "show", alder.case, "peer")
    check(secret in str(mine), "the lead sees her own sheet")
    for who in ("Leila Marchbank", "Helen Orchard", COORDINATOR, "Peter Rudge", None):
        for question in (("show", alder.case), ("sheet", "show", alder.case, "peer"), ("log",), ("rows", alder.case)):
            done = larkmere.run(*question, "--format", "json", who=who, expect=None)
            text = done.stdout + done.stderr
            check(secret not in text and f'"level":"{level}"' not in text, f"{who} sees the sealed sheet in {question}")


def lead_leaves():
    larkmere.on("2027-01-04")
    ada("register", "add", "affiliations", "person=P10", "organisation=cobble-hill", "post=lead practitioner", "from=2018-09-01", "until=2026-12-31")
    ada("appoint", alder.case, "lead=Ifan Rowlatt", "--on", "2027-01-01", "--because", "Joan Kettle left the school on 31 December")
    alder.lead = "Ifan Rowlatt"
    raters = {rater["role"]: rater["person"]["name"] for rater in larkmere.ask(COORDINATOR, "sheet", "show", alder.case, "peer")["raters"]}
    check(raters["lead"] == "Joan Kettle", f"what she sealed was told to stay hers: {raters}")
    tell("The lead left on 31 December. Ifan Rowlatt takes over; what she sealed stays hers.")


# Spring 2027


def spring():
    larkmere.heading("SPRING 2027: ALDER BANK'S REPORT; SNOW AT BRACKENFORD")
    larkmere.on("2026-12-15")
    brack.judge("Grace Tolland", "self", "self.yaml")
    lead_leaves()
    larkmere.on("2027-01-06")
    brack.agree_scope("Who decides|Placements")
    alder.draft()
    larkmere.on("2027-01-08")
    alder.passed()
    larkmere.on("2027-01-13")
    alder.do("Helen Orchard", "comment", "kind=factual", "place=Initial teacher training", "text=Twenty-eight trainees began; the draft says twenty-six.")
    alder.do("Helen Orchard", "respond", "response=We recognise ourselves in this report. The board has read the finding on follow-up twice, and the second reading was the better conversation.")
    larkmere.on("2027-01-19", "08:00")
    brack.open_visit()
    brack.record("evidence-1.csv")
    larkmere.on("2027-01-20", "07:10")
    brack.do(COORDINATOR, "postpone", "reason=Snow; the school is shut and the roads are closed")
    check(len(next(r for r in brack.seen("Nadia Quill")["records"] if r["name"] == "evidence")["rows"]) == 4, "the first day's evidence stays")
    post()
    tell("07:10, snow: day two at Brackenford is postponed; day one's evidence is kept.")
    ada("confirm", alder.case, alder.window()["clock"])
    alder.do("Ifan Rowlatt", "decide-comment", "row=1", "decision=accepted", "reason=The number of those who began is now given.")
    alder.do("Ifan Rowlatt", "close-comments")
    alder.stands("final")
    tell("Alder Bank's factual comment is accepted; its report is final.")
    larkmere.on("2027-01-21")
    alder.plan_workshop("2027-03-17")
    ada("do", brack.case, "resume", "visit_until=2027-01-19", "resumed_on=2027-01-29")
    brack.stands("on-site")
    post()
    ada("planner", "--from", "2026-09-01", "--out", f"{OUT}/planner.html")

    larkmere.on("2027-01-29")
    brack.record("evidence-2.csv")
    brack.leave("The second day, at last; thank you for keeping it free.")
    brack.judge("Nadia Quill", "peer", "lead.yaml")
    brack.judge("Ifan Rowlatt", "peer", "second.yaml")
    brack.do("Nadia Quill", "close-conference")
    brack.tell_host("You know what your programmes cost and bring.", "Two placements wait for a decision.")
    tell("Nine days on, the visit ends where it stopped; both sealed, and agree.")
    larkmere.on("2027-02-03")
    ada("appoint", brack.case, "outside_reader=Peter Rudge")
    brack.draft()
    larkmere.on("2027-02-08")
    brack.passed()
    window = brack.window()
    check(window["due"] == "2027-02-22", f"five school days across the half-term end on 22 February: {window}")
    tell("Its head has five school days for the facts, half-term not counted: to 22 February.")
    post()
    larkmere.on("2027-02-24")
    check(brack.window()["asking"], "the window asks before silence counts")
    brack.stands("factual-check")
    tell("Nothing came. Silence does not count yet: Ada is asked whether anything went astray.")
    ada("confirm", brack.case, window["clock"])
    brack.stands("final")
    pages(brack)
    tell("Nothing had. She confirms, and the report is final.")
    larkmere.on("2027-03-01")
    brack.plan_workshop("2027-04-14")
    larkmere.on("2027-03-17")
    actions = alder.plan("2027-09-07")
    tell(f"Alder Bank agrees its action plan: {actions} actions with owner, date and measure.")
    larkmere.on("2027-03-23")
    cobble.judge("Ruth Vesey", "self", "self.yaml")
    post()


# Summer 2027


def summer():
    larkmere.heading("SUMMER 2027: COBBLE HILL, WHERE THE REVIEWERS CANNOT AGREE")
    larkmere.on("2027-04-14")
    cobble.agree_scope("Knowing what has changed")
    brack.plan("2027-09-21")
    larkmere.on("2027-05-05")
    cobble.open_visit()
    cobble.record()
    larkmere.on("2027-05-06")
    cobble.leave("The support lead is away; we shall say so.")
    cobble.judge("Simon Abery", "peer", "lead.yaml")
    cobble.judge("Tom Sedgley", "peer", "second.yaml")
    cobble.do("Tom Sedgley", "minute", "area=infrastructure", "outcome=not_agreed", "minute=One counts the register that exists, the other the programmes that are in it.")
    cobble.do("Simon Abery", "close-conference")
    cobble.tell_host("Both judgements on infrastructure, told in full.", "School-to-school support was not seen enough.")
    tell("No agreement on infrastructure. The host hears both judgements, and who will choose.")
    larkmere.on("2027-05-12")
    ada("appoint", cobble.case, "outside_reader=Peter Rudge")
    cobble.draft()
    larkmere.on("2027-05-13")
    sentence = cobble.refused("guard-not-met", "Peter Rudge", "pass")
    tell(f"The outside reader. “{sentence}”")
    reason = "Three programmes of fourteen, for one month: the evidence carries what the school itself says, and not more yet."
    cobble.do("Peter Rudge", "choose", "criterion=infrastructure", "chosen=reviewer", f"reason={reason}")
    cobble.passed()
    tell("He chooses the second reviewer's judgement; the report prints his reason.")
    larkmere.on("2027-05-18")
    cobble.do("Ruth Vesey", "comment", "kind=factual", "place=Infrastructure", "text=Five programmes are in the register, not three.")
    larkmere.on("2027-05-21")
    ada("confirm", cobble.case, cobble.window()["clock"])
    reason = "Two of the five were entered after the visit."
    cobble.do("Simon Abery", "decide-comment", "row=1", "decision=not_accepted", f"reason={reason}")
    cobble.do("Simon Abery", "close-comments")
    cobble.stands("answering")
    tell(f"Comment not accepted: “{reason}”")
    larkmere.on("2027-05-25")
    cobble.do("Ruth Vesey", "accept-answers")
    cobble.stands("final")
    pages(cobble)
    cobble.plan_workshop("2027-06-23")
    tell("The head leaves it there: the last of the three reports is final.")
    larkmere.on("2027-06-23")
    cobble.plan("2027-10-12")
    cycle = larkmere.ask(COORDINATOR, "show", "triad-cycle-1")
    check([s["title"] for s in cycle["states"]] == ["Cycle complete"], f"the cycle was told to be complete: {cycle['states']}")
    ada("report", "triad-cycle-1", "cycle", "--out", f"{OUT}/cycle.html")
    tell("Three reports final, three action plans agreed: the cycle is complete.")


# Autumn 2027


def afterwards():
    larkmere.heading("AUTUMN 2027: WHAT BECAME OF IT")
    for review, day, left in (
        (alder, "2027-09-07", "Two agreements follow the old form until they end."),
        (brack, "2027-09-21", "The amount up to which deputies decide is looked at each year."),
        (cobble, "2027-10-12", "The fourth school is visited in November."),
    ):
        larkmere.on(day)
        review.impact(left)
        if review is alder:
            review.do("Helen Orchard", "agree-reader", "reader=Governors of Alder Bank School", "edition=internal")
            review.do(COORDINATOR, "distribute", "reader=Governors of Alder Bank School", "edition=internal", "consent=Helen Orchard")
            pages(alder)
            sentence = review.refused("guard-not-met", COORDINATOR, "distribute", "reader=The region", "edition=internal", "consent=nobody")
            tell(f"Impact reviewed; governors have the report. Others: “{sentence}”")
    owed = {line["organisation"]["id"]: line["owed"] for line in larkmere.ask(COORDINATOR, "owed")["lines"]}
    check([owed[school] for school in ("alder-bank", "brackenford", "cobble-hill")] == [0, 0, 0], f"reviews owed: {owed}")
    tell("The third impact review. Reviews owed by the three schools: none.")
    post()


# Paper


def in_hand():
    """A fortnight before the visit: forms for the lead and the host, the days for their calendars, the coordinator's Monday."""
    larkmere.on("2026-11-30")
    os.makedirs(f"{OUT}/forms", exist_ok=True)
    for who, forms in (
        ("Joan Kettle", ("declaration", "timetable", "evidence", "midpoint", "conference", "oral-feedback")),
        ("Helen Orchard", ("what-to-expect", "staffroom", "documents", "self-evaluation", "consent", "governors")),
    ):
        for form in forms:
            larkmere.triad(who, "report", alder.case, form, "--out", f"{OUT}/forms/{form}.html")
        larkmere.triad(who, "appointments", alder.case, "--to", f"{OUT}/forms/{who.split()[0].lower()}.ics")
    sentence = larkmere.refused("not-yours", "Helen Orchard", "report", alder.case, "draft")
    check("lead reviewer" in sentence, sentence)
    ada("monday", "--out", f"{OUT}/monday.html")
    tell("Host and lead have their forms, and the days in their calendars; Ada has her Monday list.")


def pages(review):
    """The report, as it is on the day on which it is sent."""
    for edition in ("internal", "shareable"):
        ada("report", review.case, "review", "--edition", edition, "--out", f"{OUT}/{review.folder}-{edition}.html")
    ada("report", review.case, "comments", "--out", f"{OUT}/{review.folder}-comments.html")


def paper():
    larkmere.heading("PAPER")
    larkmere.day = ""
    for review in (alder, brack, cobble):
        ada("report", review.case, "action-plan", "--out", f"{OUT}/{review.folder}-action-plan.html")
    for kind, ending in (("markdown", "md"), ("csv", "csv"), ("json", "json")):
        ada("report", alder.case, "review", "--kind", kind, "--out", f"{OUT}/alder-bank-internal.{ending}")
    larkmere.triad("Helen Orchard", "report", alder.case, "impact", "--out", f"{OUT}/forms/impact.html")
    larkmere.triad("Leila Marchbank", "report", alder.case, "certificate", "--out", f"{OUT}/forms/certificate.html")
    ada("board", "--out", f"{OUT}/board.html")
    letters = len([name for name in os.listdir(LETTERS) if name.endswith(".eml")])
    tell(f"{letters} letters in {OUT}/letters. Open first: {OUT}/alder-bank-internal.html, then dunmallow-internal, "
         "brackenford-shareable, cobble-hill-comments, alder-bank-action-plan, cycle, planner, monday, board, forming, hubs, forms/evidence.")
    read_over(OUT)
    verified = larkmere.ask(COORDINATOR, "verify")
    ada("backup", f"{OUT}/larkmere-backup.triad")
    check(verified["differences"] == [], f"the file was told to say what its ledger says: {verified}")
    head = larkmere.ask(COORDINATOR, "head")
    tell(f"Verified: rebuilt from {head['size']} entries, nothing differs. Backed up. Head of the tree:")
    tell(head["root"])


def year():
    hubs()
    forming()
    rota()
    autumn()
    spring()
    summer()
    afterwards()
    paper()


told(year)
