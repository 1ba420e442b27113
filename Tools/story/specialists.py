"""A round of eight applications to be specialist leaders, one for each thing that may come of one; then what becomes of three who were
designated. Told with the program alone.

    python3 Tools/story/specialists.py PROGRAM OUT
"""

import os
import sys

from telling import COORDINATOR, Teller, check, read_over, told

PROGRAM, OUT = sys.argv[1:3]
ROUND = "sle-round-1"
CRITERIA = ["leadership", "experience", "track_record", "coaching", "outreach", "communication", "working_with_peers", "what_good_looks_like", "whole_school"]
APPLICANTS = [
    ("Amy Birk", "Paul Ashdown", "Rae Abel", "Phonics"), ("Bea Cole", "Jean Bramwell", "Rex Blunt", "Maths"), ("Cem Dale", "Owen Coates", "Rhea Cross", "Science"),
    ("Dot Ewing", "Mary Dutton", "Rob Dunn", "Phonics"), ("Eli Frost", "Ravi Easton", "Ros Eden", "Maths"), ("Fay Grant", "Clare Ferris", "Rufus Fenn", "Science"),
    ("Gus Hart", "Ivor Grigg", "Ruth Gale", "Phonics"), ("Hal Ives", "Leah Holt", "Ryan Hale", "Maths"),
]
CHAIR, PANEL = "Carl Hope", ["Mona Ash", "Nils Dorn", "Olga Elm", "Wilma Wold"]
WHY = {
    "leadership": "Two teams of hers run without her; head and referee say the same of her knowledge.",
    "experience": "Four years as a subject leader, confirmed by the head.",
    "track_record": "Results rose in three years running, and stayed up after she had moved to another year group.",
    "coaching": "Those whom she coached plan by themselves and coach others.",
    "outreach": "Ten days a year are agreed, and the timetable leaves room for them.",
    "communication": "Clear throughout; answered what was asked.",
    "working_with_peers": "The second referee tells how she asked before she advised.",
    "what_good_looks_like": "The presentation would have helped somebody new to the field.",
    "whole_school": "Tied the field to what the whole school has to improve.",
}

alliance = Teller(PROGRAM, f"{OUT}/round.triad", "specialists")
tell, ada = alliance.tell, lambda *words: alliance.triad(COORDINATOR, *words)


def case(number):
    return f"sle-designation-{number + 1}"


def do(who, number, event, *fields):
    return alliance.triad(who, "do", case(number), event, *fields)


def holders(number, role):
    return [part["person"]["name"] for part in alliance.ask(COORDINATOR, "show", case(number))["parts"] if part["role"] == role and "person" in part]


def stands(*expected):
    found = [alliance.ask(COORDINATOR, "show", case(number))["states"][0]["title"] for number in range(len(expected))]
    check(found == list(expected), f"{expected} was told, and this is how it stands: {found}")


def colours(who, number, sheet, **other):
    """Seals a sheet: green but for what is said otherwise; `None` is incomplete."""
    file = f"{OUT}/sheet.yaml"
    with open(file, "w", encoding="utf-8") as out:
        for criterion in CRITERIA:
            level, why = other.get(criterion, ("green", WHY[criterion]))
            word = f"level: {level}" if level else "absent: not_seen\n  because: The interview could not take place."
            out.write(f'{criterion}:\n  {word}\n  narrative: "{why}"\n')
    alliance.triad(who, "sheet", "draft", case(number), sheet, "--from", file)
    alliance.triad(who, "sheet", "seal", case(number), sheet)
    os.remove(file)


def post():
    waiting = alliance.ask(COORDINATOR, "letters")["letters"]
    ada("letters", "write", f"{OUT}/letters")
    ada("letters", "sent", *(str(letter["number"]) for letter in waiting))
    return len(waiting)


def report(of, name, who=COORDINATOR):
    alliance.triad(who, "report", of, name, "--out", f"{OUT}/{of}-{name}.html")


def opening():
    alliance.heading("SEPTEMBER: A ROUND OPENS")
    alliance.run("new", alliance.file, "--coordinator", COORDINATOR, "--virtual", "2026-09-01")
    ada("import", *(alliance.path(f"{name}.csv") for name in ("organisations", "people", "affiliations", "interests")), "--apply")
    alliance.on("2026-09-07")
    ada("start", "sle-round", "--subject", "larkmere")
    ada("do", ROUND, "open-round", "name=the autumn round", "closes_on=2026-10-02", "closes_at=15:00", "references_by=2026-10-09", "readings_by=2026-10-16",
        "assessment_on=2026-11-05", "panel_on=2026-11-12", "letters_on=2026-11-19", "training_on=2026-12-03", "next_training_on=2027-01-21",
        "steps=visit|interview", "specialisms=Phonics|Maths|Science")
    for reader in ("Lea Moss", "Len North", "Lil Oakes", "Lou Penn"):
        ada("do", ROUND, "name-reader", f"who={reader}")
    for assessor in ("Sam Reed", "Sue Stone", "Sid Tarn"):
        ada("do", ROUND, "name-assessor", f"who={assessor}")
    ada("do", ROUND, "name-chair", f"who={CHAIR}")
    for member in PANEL:
        ada("do", ROUND, "name-member", f"who={member}")
    tell("Closing day 2 October at 15:00; a visit, then an interview, then the panel. One of its members is of another alliance.")
    for number, (applicant, _, referee, specialism) in enumerate(APPLICANTS):
        ada("do", ROUND, "begin-application", f"who={applicant}")
        do(applicant, number, "name-referee", f"who={referee}", "relation=leader_supported")
    alliance.on("2026-09-28", "10:00")
    for number, (applicant, head, _, specialism) in enumerate(APPLICANTS):
        kind = "headteacher" if number == 4 else "senior_leader"
        do(applicant, number, "submit", f"specialism={specialism}", f"post={kind}", "years=4", "role_in_school=Subject leader, with a team of three.",
           "improvement=From 61 to 84 of a hundred in three years, as the school's own figures show.", "coaching=Four colleagues plan by themselves now.",
           "lasted=Two years on it holds, with another leader.", "elsewhere=Three schools in the town, a term each.")
    tell("Eight applications come in time; each has a receipt with all dates.")
    report(case(0), "application-form")


def references():
    alliance.heading("OCTOBER: REFERENCES, READERS, VISITS")
    alliance.on("2026-10-06", "10:00")
    for number, (_, head, referee, _) in enumerate(APPLICANTS):
        do(head, number, "give-head-reference", "release_agreed=yes", "release_days=10", "pays_training=yes", "confirms=yes",
           "leadership=She leads calmly and exactly, and people come to her.", "impact=Results have risen and have stayed there.")
        if number != 2:
            do(referee, number, "give-second-reference", "knows_her=She coached me for a year.", "impact=I plan otherwise, and my class knows more.",
               "with_people=She asks first, and lets people find it out.")
    alliance.on("2026-10-12", "09:00")
    said = alliance.refused("guard-not-met", "Rhea Cross", "do", case(2), "give-second-reference", "knows_her=We worked together.", "impact=I saw it.",
                            "with_people=Very well.", "--on", "2026-10-09 15:40", "--came", "email")
    tell(f"One reference was sent forty minutes late, since the mail of a school had not worked. {said}")
    ada("waive", case(2), "give-second-reference", "--because", "The mail of the referee's school had not worked.")
    alliance.triad("Rhea Cross", "do", case(2), "give-second-reference", "knows_her=We worked together.", "impact=I saw it.", "with_people=Very well.",
                   "--on", "2026-10-09 15:40", "--came", "email")
    ada("do", ROUND, "allow-later-references", "until=2026-10-13", "because=The mail of a school had not worked.")
    tell("She lets it pass, with the reason, and offers the same to all; the panel will see both.")
    said = alliance.refused("guard-not-met", COORDINATOR, "do", case(4), "find-eligible")
    ada("do", case(4), "rule-out", "ineligible=headteacher")
    tell(f"A head has applied. {said} He is told so, and may appeal.")
    for number in (0, 1, 2, 3, 5, 6, 7):
        do(COORDINATOR, number, "find-eligible")
    do("Fay Grant", 5, "withdraw")
    tell("One applicant withdraws; no reason is needed.")
    ada("do", ROUND, "allocate-readers")
    for number in (0, 1, 2, 3, 6, 7):
        readers = holders(number, "reader")
        check(len(readers) == 2, f"two readers were expected: {readers}")
        colours(readers[0], number, "paper")
        colours(readers[1], number, "paper", **({"coaching": ("red", "Nobody is named who does anything otherwise.")} if number == 3 else {}))
    check("Lea Moss" not in holders(0, "reader"), "somebody reads for her own school")
    ada("do", case(3), "name-third", "who=Vic Meads")
    colours("Vic Meads", 3, "third", coaching=("amber", "It is told of one colleague, and what changed is not."))
    tell("Two readers each, none of the applicant's own school, as evenly as can be. Two lie two colours apart; a third reads without seeing them.")
    for number in (0, 1, 2, 3, 6, 7):
        ada("do", case(number), "agree-visit", "who=Tess Kent", "visit_on=2026-10-21")
    alliance.on("2026-10-21", "16:00")
    for number in (0, 1, 2, 3, 6, 7):
        do("Tess Kent", number, "note-visit", "seen=A meeting of a team in which everybody spoke, and a lesson that a colleague had planned with her.")
    post()


def sitting():
    alliance.heading("NOVEMBER: ASSESSMENT DAY, ONE SITTING, LETTERS ON ONE DAY")
    ada("do", ROUND, "allocate-assessors")
    for index, number in enumerate((0, 1, 2, 3, 6, 7)):
        ada("do", ROUND, "give-slot", f"who={APPLICANTS[number][0]}", f"slot_at={9 + index:02}:00", "room=Library")
    said = alliance.refused("guard-not-met", COORDINATOR, "do", ROUND, "give-slot", "who=Hal Ives", "slot_at=09:00")
    report(ROUND, "timetable")
    alliance.on("2026-11-05", "16:00")
    tell(f"Six slots in the library. {said}")
    for number in (0, 1, 2, 3, 6, 7):
        for assessor in holders(number, "assessor"):
            other = {"communication": (None, "To be seen."), "whole_school": (None, "To be seen.")} if number == 2 else {}
            colours(assessor, number, "assessed", **other)
    ada("do", ROUND, "seat-panel")
    check(holders(0, "panel") == ["Mona Ash", "Olga Elm", "Wilma Wold"], f"a cousin sits: {holders(0, 'panel')}")
    tell("The panel is seated, item by item: Nils Dorn is the cousin of an applicant and takes the others.")
    report(case(0), "scoring-grid", CHAIR)
    for number in (0, 2, 3):
        report(case(number), "candidate", CHAIR)
    report(ROUND, "agenda", CHAIR)
    report(ROUND, "script", CHAIR)
    alliance.on("2026-11-12", "10:00")
    alliance.triad(CHAIR, "do", ROUND, "open-sitting")
    do_item(0, "designated")
    do_item(1, "designated", plan="coaching", coaching=("amber", "It is shown of one colleague; more will come."))
    do_item(2, "not_yet", missing="The interview, which could not take place.", communication=(None, "No interview."), whole_school=(None, "No interview."))
    do_item(3, "designated", coaching=("red", "Nobody is named who does anything otherwise."))
    do_item(6, "designated", leaves=("Olga Elm", "Her school is in a bid with his."))
    do_item(7, "not_designated", track_record=("amber", "The figures are of one year."))
    marks = alliance.ask(CHAIR, "show", case(3))["marks"]
    check(any("any red is no designation" in mark for mark in marks), f"what the colours did to the vote is not shown: {marks}")
    tell("Six items. The chair seals the colours, each votes alone. One member leaves an item. Where a criterion is red the vote to designate does not carry.")
    alliance.triad(CHAIR, "do", ROUND, "minute", "minute=The chair thanked the assessors; the next round asks for figures of three years.")
    alliance.triad(CHAIR, "do", ROUND, "close-sitting")
    for name in ("interests", "minutes", "signing"):
        report(ROUND, name, CHAIR)
    stands("Letter signed", "Letter signed", "Letter signed", "Letter signed", "Not eligible; an appeal is open", "Withdrawn", "Letter signed", "Letter signed")
    alliance.on("2026-11-19", "08:00")
    ada("do", ROUND, "release-letters")
    stands("Offered", "Offered", "Not yet", "Not designated this time; an appeal is open", "Not eligible", "Withdrawn", "Offered",
           "Not designated this time; an appeal is open")
    tell(f"The letters go out together: {post()} of them, with a reason for each criterion.")


def do_item(number, choice, plan=None, missing=None, leaves=None, **levels):
    do(CHAIR, number, "open-item")
    colours(CHAIR, number, "scores", **levels)
    if leaves:
        do(leaves[0], number, "leave-item", f"interest={leaves[1]}")
    short = [criterion for criterion, (level, _) in levels.items() if level]
    for member in holders(number, "chair") + holders(number, "panel"):
        if not leaves or member != leaves[0]:
            reasons = [f"{criterion}={levels[criterion][1]}" for criterion in short]
            alliance.triad(member, "vote", "cast", case(number), "decision", choice, *reasons)
    if plan:
        do(CHAIR, number, "plan-support", f"criteria={plan}", "what=Coached for two terms by a colleague of another school.", "by_whom=Lead for professional development",
           "review_on=2027-05-20")
    if missing:
        do(CHAIR, number, "say-missing", f"missing={missing}", "missing_by=2027-01-15", "aspirant=yes")
    do(CHAIR, number, "sign-letter")


def afterwards():
    alliance.heading("WINTER: TRAINING, AN APPEAL, WHAT WAS MISSING")
    for number in (0, 1, 6):
        do(APPLICANTS[number][0], number, "accept")
    do("Dot Ewing", 3, "appeal", "ground=not_supported_by_the_evidence", "text=Page four names two colleagues whom I coached.")
    do("Hal Ives", 7, "appeal", "ground=procedure_not_followed", "text=The figures of the two years before were attached and were not read.")
    for number, choice, levels in (
        (3, "confirmed", {"coaching": ("red", "The two are named, and what changed is not said.")}), (7, "upheld", {}),
    ):
        ada("do", case(number), "appoint-chair", "who=Petra Hay")
        for member in ("Quin Ivory", "Rita Jarvis"):
            ada("do", case(number), "appoint-member", f"who={member}")
        do("Petra Hay", number, "open-appeal")
        colours("Petra Hay", number, "appeal_scores", **levels)
        for member in ("Petra Hay", "Quin Ivory", "Rita Jarvis"):
            alliance.triad(member, "vote", "cast", case(number), "appeal_decision", choice, "--reason", "By what was before the panel.")
        do("Petra Hay", number, "issue-appeal-decision", "reason=We have read all that the panel had before it.")
    tell("Two appeals, before people who had no part: one decision stands, one applicant is offered a designation.")
    do("Hal Ives", 7, "accept")
    do(COORDINATOR, 2, "hold-feedback", "held_on=2026-11-19", "strengths=Results and references.", "next_step=The interview in January.")
    report(case(2), "feedback")
    alliance.on("2026-12-03", "16:00")
    for number in (0, 1, 7):
        ada("do", case(number), "complete-training")
    ada("do", case(6), "note-missed")
    report(case(0), "certificate", "Amy Birk")
    alliance.on("2027-01-21", "16:00")
    ada("do", case(6), "note-missed")
    tell("Core training: three are designated from that day. One has missed it twice; his offer lapses.")
    stands("Designated", "Designated with support", "Not yet", "Not designated this time", "Not eligible", "Withdrawn", "Lapsed", "Designated")
    report(ROUND, "round")
    post()


AMY, BEA, HAL = (f"sle-review-{number}" for number in (1, 2, 3))


def designated(who):
    """Whether the register holds a designation of hers today, as the coordinator reads it in the case."""
    lines = alliance.ask(COORDINATOR, "show", {"Amy Birk": AMY, "Bea Cole": BEA, "Hal Ives": HAL}[who])["register"]
    return any(line.startswith("sle") and "resting" not in line for line in lines)


def concern(of, raised_by, what):
    """Written down, looked into by somebody else, and told to the specialist leader in writing."""
    ada("do", of, "log-concern", f"raised_by={raised_by}", "anonymous=no", "grounds=terms", f"what={what}", "source=Both schools wrote.")
    ada("do", of, "name-investigator", "who=Olga Elm")
    alliance.triad("Olga Elm", "do", of, "case-to-answer", "found=There is something to answer.")
    ada("do", of, "appoint-chair", f"who={CHAIR}")
    for member in ("Mona Ash", "Nils Dorn"):
        ada("do", of, "appoint-member", f"who={member}")
    ada("do", of, "serve-notice", "evidence=The letters of both schools", "panel_on=2027-03-16", "no_support=He asked for none.")


def panel(of, chair, members, choice, why):
    alliance.triad(chair, "do", of, "open-panel")
    for member in (chair, *members):
        alliance.triad(member, "vote", "cast", of, "decision", choice, f"terms={why}")
    alliance.triad(chair, "do", of, "state-reason", "ground=terms", f"reason={why}")
    alliance.triad(chair, "do", of, "issue-decision")
    report(of, "minutes", chair)


def reviews():
    alliance.heading("SPRING: TWO NOTICES, ONE OF THEM TO AN OLD ADDRESS")
    for who, specialism in (("Amy Birk", "Phonics"), ("Bea Cole", "Maths"), ("Hal Ives", "Maths")):
        ada("start", "sle-review", "--subject", who, f"data.specialism={specialism}", "data.until=2030-12-02", "data.review_on=2027-12-03")
    alliance.on("2027-03-01")
    concern(BEA, "Sue Stone", "Two visits were called off on the day.")
    concern(HAL, "Sid Tarn", "A school was left in the middle of a term.")
    post()
    alliance.on("2027-03-16", "10:00")
    said = alliance.refused("unknown-case", "Sue Stone", "show", HAL)
    for of in (BEA, HAL):
        ada("confirm", of, "replying_window")
        panel(of, CHAIR, ("Mona Ash", "Nils Dorn"), "de_designated", "What was agreed with the school was not kept, and nothing was said of it.")
    check(not designated("Bea Cole") and not designated("Hal Ives"), "both designations rest")
    tell(f"Two panels. Both decide to end a designation; until an appeal it rests. Who raised a concern reads nothing of it: {said}")
    post()
    alliance.on("2027-03-22")
    alliance.triad("Hal Ives", "do", HAL, "appeal", "ground=not_supported_by_the_evidence", "text=The school had asked me to come later.")
    ada("do", HAL, "appoint-chair", "who=Petra Hay")
    for member in ("Quin Ivory", "Rita Jarvis"):
        ada("do", HAL, "appoint-member", f"who={member}")
    alliance.triad("Petra Hay", "do", HAL, "open-appeal")
    for member in ("Petra Hay", "Quin Ivory", "Rita Jarvis"):
        alliance.triad(member, "vote", "cast", HAL, "appeal_decision", "confirmed", "--reason", "The letters say what he says, and that he did not come.")
    alliance.triad("Petra Hay", "do", HAL, "issue-appeal-decision", "reason=The letters say what he says, and that he did not come then either.")
    report(HAL, "course")
    post()
    tell("One appeals, before people who had no part; the decision is confirmed, and final.")

    alliance.heading("SUMMER: HEARD AGAIN, AND A STEPPING DOWN")
    alliance.on("2027-05-10")
    check(not designated("Bea Cole"), "no appeal came")
    log = alliance.ask(COORDINATOR, "log", BEA)["entries"]
    notice = next(entry for entry in log if entry["title"] == "Serve the notice")
    ada("correct", f"{BEA}/{notice['number']}", "--in-error", "--because", "The notice went to an address left in February", "--elsewhere")
    check(designated("Bea Cole"), "the register says again what it said before")
    post()
    tell("No appeal came from the other: the notice had gone to an old address. It is set aside with all that rested on it; whoever had a letter by it has another;")
    for member in ("Mona Ash", "Nils Dorn"):
        ada("release", BEA, f"panel={member}", "--because", "Decided before the notice was right")
    ada("appoint", BEA, "chair=Petra Hay", "--because", "A panel of new members")
    for member in ("Quin Ivory", "Rita Jarvis"):
        ada("do", BEA, "appoint-member", f"who={member}")
    ada("do", BEA, "serve-notice", "evidence=The letters of both schools", "panel_on=2027-05-25", "no_support=She asked for none.")
    post()
    alliance.triad("Bea Cole", "do", BEA, "reply", "reply=My son was in hospital on both days; I rang both schools.")
    alliance.on("2027-05-25", "10:00")
    ada("confirm", BEA, "replying_window")
    panel(BEA, "Petra Hay", ("Quin Ivory", "Rita Jarvis"), "retained", "Both schools had been told in time.")
    check(designated("Bea Cole"), "she goes on")
    report(BEA, "course")
    post()
    tell("and a panel of new members hears what nobody had heard. The designation goes on as if nothing had been.")
    alliance.on("2027-06-14")
    alliance.triad("Amy Birk", "do", AMY, "step-down")
    ada("do", AMY, "step-down")
    check(not designated("Amy Birk"), "she has stepped down")
    post()
    tell("A third steps down by agreement; the register says from when, and no more.")
    verified = ada("verify")
    check("everything is as the ledger says" in verified, verified)
    tell(f"{sum(len(names) for _, _, names in os.walk(OUT))} pages and letters in {OUT}. triad verify: everything is as the ledger says.")


def story():
    os.makedirs(f"{OUT}/letters", exist_ok=True)
    opening()
    references()
    sitting()
    afterwards()
    reviews()
    read_over(OUT)


told(story)
