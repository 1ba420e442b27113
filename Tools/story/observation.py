"""A programme's term of training sessions, told with the program alone: who is seen, by whom, and what follows.

    python3 Tools/story/observation.py PROGRAM OUT
"""

import os
import sys
import tempfile

from telling import Teller, check, read_over, told

PROGRAM, OUT = sys.argv[1:3]
DIRECTOR, DEPUTY, EXTERNAL = "Rhona Blythe", "Owen Tarrant", "Nell Garside"
TERM = "Autumn 2026"
CRITERIA = ["purpose", "expert_content", "building_knowledge", "motivation", "modelling", "checking", "inclusion", "embedding", "logistics"]

term = Teller(PROGRAM, f"{OUT}/training.triad", "larkmere/training", DIRECTOR)
tell, rhona = term.tell, lambda *words: term.triad(DIRECTOR, *words)


def start(workflow, parts, **data):
    """Begins a case, and returns its name."""
    words = [f"{part}={person}" for part, person in parts.items()] + [f"data.{name}={value}" for name, value in data.items()]
    rhona("start", workflow, "--subject", "larkmere-training", *words)
    return newest(workflow)


def newest(workflow):
    cases = [case["id"] for case in term.ask(DIRECTOR, "cases", "--all")["cases"] if case["workflow"] == workflow]
    return max(cases, key=lambda name: int(name.rsplit("-", 1)[1]))


def do(who, case, event, **form):
    term.triad(who, "do", case, event, *(f"{name}={value}" for name, value in form.items()))


def stands(case):
    return term.ask(DIRECTOR, "show", case)["states"][-1]["title"]


def post():
    """Writes the letters that wait, and marks them as sent. Returns to whom."""
    waiting = [letter for letter in term.ask(DIRECTOR, "letters")["letters"] if not letter.get("overtaken")]
    if waiting:
        rhona("letters", "write", f"{OUT}/letters")
        rhona("letters", "sent", *(str(letter["number"]) for letter in waiting))
    return [letter["to"]["name"] for letter in waiting]


def judge(who, case, sheet, level, whole=None, because="It fits most of what was seen.", **others):
    """Drafts and seals a sheet: one level for all, others where they are said, `None` for what was not seen."""
    lines = []
    for criterion in CRITERIA:
        own = others.get(criterion, level)
        lines.append(
            f"{criterion}: {{ level: {own}, narrative: \"{WORDS[own]}\", evidence: [1] }}\n" if own
            else f"{criterion}: {{ absent: not_seen, because: The part that was seen did not reach it. }}\n")
    lines.append(f"overall: {{ level: {whole or level}, because: \"{because}\" }}\n")
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.writelines(lines)
        file.flush()
        term.triad(who, "sheet", "draft", case, sheet, "--from", file.name)
    term.triad(who, "sheet", "seal", case, sheet)


WORDS = {
    "weak": "Told only; nobody tried it.", "developing": "Some of it was there, and was left to chance.", "secure": "It was there, and most people used it.",
    "strong": "It was there throughout, and changed what people did next.",
}


def observed(case, observer, trainer, day, seen=90, notes=(), **levels):
    """The day of a session, its feedback on the next morning, and the form on its way."""
    term.on(day, "12:30")
    for minute, area, text in notes:
        do(observer, case, "note", minute=minute, area=area, seen=text)
    do(observer, case, "observe", seen_minutes=seen)
    do(observer, case, "point", kind="strength", text="Calm, and well prepared.")
    do(observer, case, "point", kind="next_step", text="Plan the rehearsal before the slides.")
    do(observer, case, "feedback", trainer_first="yes")
    judge(observer, case, "session", **levels)
    do(observer, case, "send-form")
    check("The form" in [letter["title"] for letter in term.ask(DIRECTOR, "letters")["letters"]], f"no form goes out to {trainer}")
    post()


def agreed(case, observer, trainer, minutes=90):
    do(trainer, case, "send-plan", aim="Everybody can do it once, and knows when to use it.")
    for who in (observer, trainer):
        do(who, case, "agree-segment", segment="The first half", segment_minutes=minutes)


def due():
    return {(line["person"]["name"], line.get("apart")): line for line in term.ask(DIRECTOR, "due")["samples"]}


# The term


def september():
    term.heading("SEPTEMBER: TWENTY SESSIONS, THREE PEOPLE WHO HAVE NEVER LED ONE")
    term.run("new", term.file, "--coordinator", DIRECTOR, "--virtual", "2026-09-04 09:00")
    term.day = "2026-09-04"
    rhona("import", *(term.path(f"{name}.csv") for name in ("organisations", "people", "affiliations", "credentials")), "--apply")
    rhona("timetable", "import", term.path("timetable.csv"), "--term", TERM, "--apply")
    sessions = term.ask(DIRECTOR, "timetable", "--term", TERM)["sessions"]
    check(len(sessions) == 20, f"twenty sessions were expected: {len(sessions)}")
    tell(f"{DIRECTOR}, who directs the programme, keeps the term's timetable: {len(sessions)} sessions, five trainers, three of them new.")

    global maya, colin, tess
    maya = start("session-observation", {"director": DIRECTOR, "observer": DIRECTOR, "trainer": "Maya Penrose"}, programme="itt",
                 session="Questions for everybody", session_on="2026-09-22", hours="09:00 to 12:00", place="Alder Bank, Room 4")
    first = due()["Maya Penrose", "itt"]
    check(first["due"] == "2026-09-22" and first["next"][0]["session"] == "Questions for everybody", f"her first session was expected: {first}")
    colin = start("session-observation", {"director": DIRECTOR, "observer": DEPUTY, "trainer": "Colin Rudd"}, programme="itt",
                  session="Checking what was understood", session_on="2026-09-29", hours="09:00 to 12:00", place="Alder Bank, Room 4")
    tess = start("session-observation", {"director": DIRECTOR, "observer": DIRECTOR, "trainer": "Tess Amory"}, programme="npq",
                 session="Leading a team meeting", session_on="2026-10-06", hours="16:00 to 18:00", place="Larkmere Library")
    for case in (maya, colin, tess):
        do(DIRECTOR, case, "notify")
    tell(f"Whoever is new is seen at her first session. One letter each tells {', '.join(post())} all their sessions of the term.")

    agreed(maya, DIRECTOR, "Maya Penrose")
    observed(maya, DIRECTOR, "Maya Penrose", "2026-09-22", notes=[(10, "checking", "Every hand was up before anybody was named.")],
             level="secure", modelling="developing", embedding="developing", purpose="strong")
    tell("Maya Penrose is seen for all of the agreed 90 minutes: secure, with two criteria that are developing. The form goes out the same day.")
    do("Maya Penrose", maya, "waive-reply", signed="yes")
    do(DIRECTOR, maya, "clear-to-lead")
    check(stands(maya) == "Cleared to lead", "Maya was to be cleared")
    tell("Maya has nothing to add to her form, and is cleared to lead.")
    agreed(colin, DEPUTY, "Colin Rudd")
    observed(colin, DEPUTY, "Colin Rudd", "2026-09-29", notes=[(15, "modelling", "The technique was told, and the next slide came.")],
             level="developing", modelling="weak", expert_content="secure", because="Sound content that nobody could try.")
    tell("Colin Rudd's session is sound, and nobody could try anything: the whole is developing.")


def october():
    term.heading("OCTOBER: WHAT FOLLOWS, AND TWO WHO LOOK AT ONE SESSION")
    term.on("2026-10-01", "12:30")
    global pair
    pair = start("joint-observation", {"director": DIRECTOR, "first": DIRECTOR, "second": DEPUTY})
    do(DIRECTOR, pair, "pair", session="Reading in every subject", session_on="2026-10-01", trainer="Hugh Lacey", segment="All of it",
       segment_minutes=120, term_ends_on="2026-12-18")
    for who in (DIRECTOR, DEPUTY):
        do(who, pair, "note", minute=20, area="modelling", seen="Two read aloud; the others followed with a finger.")
        do(who, pair, "close-watching", seen_from=0, seen_until=120)
    judge(DIRECTOR, pair, "joint", "secure", modelling="developing", purpose="strong")
    sealed = term.ask(DIRECTOR, "sheet", pair, "joint")
    check([one["role"] for one in sealed["judgements"]] == ["first"], f"one of them reads the other's sheet: {sealed['judgements']}")
    judge(DEPUTY, pair, "joint", "secure", purpose="strong", logistics="strong")
    do(DIRECTOR, pair, "agree-criterion", criterion="modelling", chosen="first", reason="Two of sixteen tried it.")
    do(DEPUTY, pair, "agree-criterion", criterion="logistics", chosen="first", reason="The link came late.")
    do(DIRECTOR, pair, "close-agreed")
    tell(f"{DIRECTOR} and {DEPUTY} see one session, seal apart, and agree two criteria by talking, each on one of the two values.")

    agreed(tess, DIRECTOR, "Tess Amory", minutes=60)
    observed(tess, DIRECTOR, "Tess Amory", "2026-10-06", seen=45, notes=[(10, "inclusion", "Four of twelve had spoken by the break.")],
             level="developing", expert_content="secure", logistics=None)
    do("Tess Amory", tess, "reply", text="The room was changed an hour before; half of the materials were in the other.")
    do("Tess Amory", tess, "waive-reply", signed="yes")
    reason = term.refused("guard-not-met", DIRECTOR, "do", tess, "clear-to-lead")
    do(DIRECTOR, tess, "co-lead-next-time", **{"with": "Ivy Marchant"})
    tell(f"Tess Amory, seen for 45 of 60 minutes, is not cleared yet: {reason[0].lower()}{reason[1:]} She co-leads next time.")

    term.on("2026-10-08")
    rhona("confirm", colin, "replying_window")
    do(DIRECTOR, colin, "agree-support")
    rhona("appoint", colin, f"second_observer={DIRECTOR}")
    do(DIRECTOR, colin, "target", target="Everybody tries the technique once", support="Ivy Marchant plans a session with him", by_when="2026-11-02")
    do(DIRECTOR, colin, "see-again", again_on="2026-11-03", session="Feedback that is used")
    global again, changed, fallen
    again = newest("session-observation")
    tell(f"Nothing came from Colin in his time to reply. Support is agreed; on 3 November a session of his is seen again, by {DIRECTOR}.")
    changed = start("session-observation", {"director": DIRECTOR, "observer": DEPUTY, "trainer": "Maya Penrose"}, programme="itt",
                    session="Assessment without marking", session_on="2026-11-05")
    do(DIRECTOR, changed, "announced-before", letter_on="2026-09-04")
    fallen = start("session-observation", {"director": DIRECTOR, "observer": DIRECTOR, "trainer": "Tess Amory"}, programme="npq",
                   session="Difficult conversations", session_on="2026-11-24")
    tell("In her first year every session of hers is seen: Maya's next was announced by the term's letter, and no second one goes out.")
    post()


def timetable():
    term.heading("A NEW TIMETABLE")
    term.on("2026-10-19")
    new = term.path("timetable-october.csv")
    changes = term.ask(DIRECTOR, "timetable", "import", new, "--term", TERM)["changes"]
    for change in changes:
        touched = "".join(f" Touches {case['case']}." for case in change["cases"])
        tell(change["sentence"] + touched)
    touched = sorted(case["case"] for change in changes for case in change["cases"])
    check(len(changes) == 3 and touched == sorted([changed, fallen]), f"a swap, a cancellation, two cases were expected: {changes}")
    rhona("timetable", "import", new, "--term", TERM, "--apply")
    do(DIRECTOR, changed, "set-session", session_on="2026-11-12")
    do(DIRECTOR, fallen, "set-session", session="Coaching a colleague", session_on="2026-11-10")
    do(DIRECTOR, fallen, "notify")
    tell("Both observations are put right by hand: Maya is seen on 12 November, Tess at another session.")
    post()


def november():
    term.heading("NOVEMBER: SEEN AGAIN, AND TWO WHO DO NOT AGREE")
    do(DIRECTOR, again, "notify")
    agreed(again, DIRECTOR, "Colin Rudd")
    observed(again, DIRECTOR, "Colin Rudd", "2026-11-03", notes=[(30, "modelling", "Each pair played it twice, with a word from him between.")],
             level="secure", modelling="strong", checking="developing")
    do("Colin Rudd", again, "waive-reply", signed="yes")
    do(DIRECTOR, again, "clear-to-lead")
    tell("Colin Rudd is seen again: what nobody could try in September is now the strongest part. He is cleared to lead.")

    agreed(fallen, DIRECTOR, "Tess Amory", minutes=60)
    observed(fallen, DIRECTOR, "Tess Amory", "2026-11-10", seen=60, notes=[(5, "purpose", "The aim stood in everybody's handbook.")], level="secure", purpose="strong")
    do("Tess Amory", fallen, "waive-reply", signed="yes")
    do(DIRECTOR, fallen, "clear-to-lead")
    tell("Tess Amory co-led, and is cleared.")

    agreed(changed, DEPUTY, "Maya Penrose")
    term.on("2026-11-12", "12:30")
    do(DEPUTY, changed, "note", minute=40, area="checking", seen="Three wrong answers changed the rest of the hour.")
    do(DEPUTY, changed, "observe", seen_minutes=80)
    tell("Maya Penrose is seen a second time. The feedback is still to come when the director looks at the term.")
    rhona("term", "--from", "2026-09-01", "--months", "4", "--out", f"{OUT}/term-november.html")
    term.on("2026-11-13")
    do(DEPUTY, changed, "point", kind="strength", text="What people answered decided what came next.")
    do(DEPUTY, changed, "feedback", trainer_first="yes")
    judge(DEPUTY, changed, "session", "secure", checking="strong", purpose="strong")
    do(DEPUTY, changed, "send-form")
    do("Maya Penrose", changed, "waive-reply", signed="yes")
    do(DIRECTOR, changed, "clear-to-lead")
    post()

    global apart
    apart = start("joint-observation", {"director": DIRECTOR, "first": DIRECTOR, "second": EXTERNAL})
    do(DIRECTOR, apart, "pair", session="Adaptive teaching", session_on="2026-11-19", trainer="Ivy Marchant", segment="The second half",
       segment_minutes=90, term_ends_on="2026-12-18")
    term.on("2026-11-19", "12:30")
    for who, text in ((DIRECTOR, "Nine of ten had something of their own to do."), (EXTERNAL, "The task was one for all; some waited.")):
        do(who, apart, "note", minute=100, area="inclusion", seen=text)
        do(who, apart, "close-watching", seen_from=90, seen_until=180)
    term.triad(EXTERNAL, "report", apart, "blank", "--out", f"{OUT}/form-without-judgements.html")
    term.triad(EXTERNAL, "report", apart, "appointment", "--out", f"{OUT}/appointment.html")
    judge(DIRECTOR, apart, "joint", "secure", inclusion="strong", purpose="strong")
    judge(EXTERNAL, apart, "joint", "secure", inclusion="developing", purpose="strong")
    reason = term.refused("guard-not-met", DIRECTOR, "do", apart, "call-third")
    do(DIRECTOR, apart, "leave-open")
    do(EXTERNAL, apart, "note-difference", area="inclusion", learnt="One of us sat beside the two who waited.")
    do(DIRECTOR, apart, "next-session", next_on="2026-12-08")
    tell(f"{DIRECTOR} and {EXTERNAL}, from another programme, lie two levels apart on one criterion. {reason} They see another session together on 8 December.")


def paper():
    term.heading("PAPER")
    term.on("2026-12-11")
    late = [line["person"]["name"] for line in term.ask(DIRECTOR, "due")["samples"] if line.get("missed")]
    tell(f"Given unseen, though to be seen: {', '.join(sorted(set(late)))}. `triad due` names the session.")
    rhona("term", "--from", "2026-09-01", "--months", "4", "--out", f"{OUT}/term.html")
    rhona("term", "--from", "2026-09-01", "--months", "4", "--kind", "csv", "--out", f"{OUT}/term.csv")
    rhona("draw", "--on", "2026-11-30", "--take", "3", "--out", f"{OUT}/draw.html")
    for who, name in (("Maya Penrose", "maya"), ("Colin Rudd", "colin")):
        rhona("history", who, "--out", f"{OUT}/history-{name}.html")
    term.triad("Colin Rudd", "history", "Colin Rudd", "--kind", "markdown", "--out", f"{OUT}/history-colin.md")
    rhona("report", maya, "form", "--out", f"{OUT}/form.html")
    term.triad("Maya Penrose", "report", maya, "criteria", "--out", f"{OUT}/criteria.html")
    rhona("report", maya, "notes", "--out", f"{OUT}/observation-sheet.html")
    rhona("report", colin, "support", "--out", f"{OUT}/support.html")
    rhona("report", pair, "comparison", "--out", f"{OUT}/side-by-side-agreed.html")
    rhona("report", apart, "comparison", "--out", f"{OUT}/side-by-side-not-agreed.html")
    term.triad(EXTERNAL, "report", apart, "outside-report", "--out", f"{OUT}/report-from-outside.html")
    rhona("monday", "--out", f"{OUT}/monday.html")
    agreement = term.ask(DIRECTOR, "agreement", "joint-observation", "joint")["pairs"]
    tell("; ".join(f"{one['first']['name']} and {one['second']['name']}: the same on {one['exact']['fraction']} of what both judged" for one in agreement) + ".")
    pages = sum(len(names) for _, _, names in os.walk(OUT))
    tell(f"{pages} pages and letters in {OUT}. Open first: {OUT}/term.html, then history-colin, form, side-by-side-not-agreed, monday.")
    read_over(OUT)
    verified = term.ask(DIRECTOR, "verify")
    check(verified["differences"] == [], f"the file was told to say what its ledger says: {verified}")
    head = term.ask(DIRECTOR, "head")
    tell(f"Verified: rebuilt from {head['size']} entries, nothing differs. Head of the tree:")
    tell(head["root"])


def whole():
    september()
    october()
    timetable()
    november()
    paper()


told(whole)
