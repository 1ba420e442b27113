import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("What comes late, what is sent back, what is let pass")
struct LateTests {
    /// A review at its factual check; the window of five school days runs until the end of 26 January 2027.
    private func checking() throws -> Story {
        let story = try Story.scoped()
        try story.appoints("P9", to: "outside_reader")
        try story.at("2027-01-19")
        let lead = story.as("Dev Rao")
        try lead.does("open-visit", ["reviewers_present": 2, "timetable": true])
        for seen in ["Trainees plan.", "Mentors meet."] {
            try lead.does("record", ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": .string(seen)])
        }
        try lead.does("leave")
        try lead.seals("peer", "in_line")
        try story.as("Cara Lind").seals("peer", "in_line")
        try lead.does("close-conference")
        try lead.does("message", ["message": "Mentoring is strong."])
        try lead.does("oral-feedback", ["attended": ["Head"], "both_heard": true])
        try lead.does("finding", ["area": "itt", "kind": "strength", "text": "So it is.", "rests_on": [1, 2]])
        try lead.does("submit-draft", ["confirmed": true])
        return story
    }

    private func final() throws -> Story {
        let story = try checking()
        try story.as("Finn Outside").does("pass")
        try story.at("2027-02-02")
        try story.door.did("Ada Marsh", .confirmClosed(case: story.id, clock: "factual_check_window"))
        #expect(try story.stands == ["Report final"])
        return story
    }

    private func comment(_ story: Story, on day: String) -> Result<Reply, Refusal> {
        do {
            let form: JSON.Object = ["kind": "factual", "place": "Page 2", "text": "There are twelve trainees."]
            return try story.door.triad.perform(
                Command(as: "Ben Oduya", typedBy: "Ada Marsh", on: When(day, in: .london), came: .email, .event(case: story.id, event: "comment", form: form)))
        } catch {
            return .failure(Refusal(.guardError, "\(error)"))
        }
    }

    @Test("what happened while somebody held a part is hers to say after she has left it, and nobody else's")
    func formerHolder() throws {
        let story = try Story.scoped(), door = story.door
        try story.at("2027-01-19")
        try story.as("Dev Rao").does("open-visit", ["reviewers_present": 2, "timetable": true])
        try story.at("2027-01-20")
        let since = try #require(Day("2020-09-01"))
        try door.did("Ada Marsh", .register([
            .personAdded(Person("P6", name: "Gita Shah")), .affiliationBegun(Affiliation("P6", at: "H2", as: "deputy", .starting(since))),
            .credentialGiven(Credential("P6", "trained_reviewer", .starting(since))), .declarationMade(Declaration(person: "P6", on: try #require(Day("2027-01-10")))),
        ]))
        try story.appoints("P6", to: "reviewer", because: "Cara Lind is ill.")
        func records(_ person: String, on day: String) throws -> String {
            let form: JSON.Object = ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": "Trainees plan."]
            let command = Command(as: person, on: When(day, in: .london), .event(case: story.id, event: "record", form: form))
            switch try door.triad.perform(command) {
            case .success: return "accepted"
            case .failure(let refusal): return refusal.code.rawValue
            }
        }
        #expect(try records("Cara Lind", on: "2027-01-19") == "accepted")
        #expect(try records("Cara Lind", on: "2027-01-20") == "not-yours")
        #expect(try records("Gita Shah", on: "2027-01-19") == "not-yours")
        #expect(try records("Gita Shah", on: "2027-01-20") == "accepted")
        let before = Command(
            as: "Ada Marsh", on: When("2027-01-18", in: .london),
            .appoint(case: story.id, role: "reviewer", person: "P9", organisation: nil, instead: nil, because: "Another day."))
        #expect(try door.triad.perform(before).refused == .beforeAsked)
        #expect(try story.view.formerParts.map { $0.person?.name } == ["Cara Lind"])
        #expect(try story.view.formerParts.first?.wasIn.contains("open.on-site") == true)
        #expect(try door.triad.verify().differences == [])
    }

    @Test("what is done after its day is late though what it counts from has not come; what fell due before it was asked for is late from the next day on")
    func lateness() throws {
        let door = try Door()
        let story = Story(door, try door.beginCycle())
        try story.does("schedule", WalkTests.dates)
        for reviewer in ["Dev Rao", "Cara Lind"] { try story.as(reviewer).does("accept-role", ["confidentiality": true]) }
        func deadline(_ story: Story) throws -> CaseView.Deadline? { try story.view.deadlines.first { $0.clock == "self_evaluation" } }
        let due = try #require(try deadline(story)?.due)
        try story.at((due + 5).description)
        #expect(try deadline(story)?.isLate == true)
        try story.as("Ben Oduya").seals("self", "embedding")
        #expect(try deadline(story)?.isLate == true, "the visit is still to come, and the self-evaluation was late all the same")

        let other = Story(door, "triad-review-2")
        try other.at("2026-12-23")
        try other.does("schedule", WalkTests.dates)
        for reviewer in ["Ben Oduya", "Dev Rao"] { try other.as(reviewer).does("accept-role", ["confidentiality": true]) }
        #expect(try #require(try deadline(other)?.due) < #require(Day("2026-12-23")))
        #expect(try deadline(other)?.isLate == false)
        try other.at("2026-12-24")
        #expect(try deadline(other)?.isLate == true)
    }

    @Test("that a letter went out is not taken back by the way; a letter that waits says by when as its clock runs now")
    func letters() throws {
        let story = try checking()
        try story.as("Finn Outside").does("pass")
        let letters: LetterList = try story.door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        let number = try #require(letters.letters.last { $0.title == "Factual check" }).number
        func due() throws -> String? { try (story.door.answer(.letter(number: number), as: "Ada Marsh") as RenderedLetter).data["due"]?.stringValue }
        let before = try due()
        try story.does("lengthen-window", ["days": 3, "reason": "The deputy is ill."])
        #expect(try due() == story.view.deadlines.last { $0.clock == "factual_check_window" }?.due.spelled)
        #expect(try due() != before)
        try story.door.did("Ada Marsh", .letterSent(number: number, how: .email))
        #expect(try story.door.triad.perform(Command(as: "Ada Marsh", .undo(case: story.id))).refused == .notCorrectable)
    }

    @Test("a comment that came in time counts, though the report was final when it was entered: nothing moves, and a new edition says so")
    func afterTheEnd() throws {
        let story = try final(), lead = story.as("Dev Rao")
        try story.as("Ben Oduya").does("agree-reader", ["reader": "The board", "edition": "internal"])
        try story.does("distribute", ["reader": "The board", "edition": "internal", "consent": "Head"])
        let entry = try #require(try comment(story, on: "2027-01-25").get().entries.first)
        #expect(entry.facts.map(\.sentence).prefix(2) == ["undid that factual_check_window closed in silence (entry 22)", "comment by P2 as host"])
        #expect(try story.stands == ["Report final"])
        let inbox: Inbox = try story.door.answer(.inbox(person: nil), as: "Dev Rao")
        #expect(inbox.items.filter { $0.case == story.id }.map(\.text) == ["Decide a comment: row 1 of “Comments on the draft” came late"])
        #expect(try lead.refused("new-edition", ["what": "A number"]) == "guard-not-met: A comment has not been decided yet (decide-comment).")
        try lead.does("decide-comment", ["row": 1, "decision": "accepted", "reason": "It is so."])
        let after: Inbox = try story.door.answer(.inbox(person: nil), as: "Dev Rao")
        #expect(after.items.allSatisfy { $0.case != story.id }, "and is answered")
        try lead.does("new-edition", ["what": "Twelve trainees instead of ten"])
        let letters: LetterList = try story.door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        let told = letters.letters.filter { $0.title == "A new edition of the report" }
        #expect(told.map(\.to.name) == ["Alder Bank", "Dev Rao", "Cara Lind", "Ada Marsh"])
        let letter: RenderedLetter = try story.door.answer(.letter(number: try #require(told.last).number), as: "Ada Marsh")
        #expect(letter.data["rows"]?["distribution"]?[0]?["number"]?.stringValue == "1")
        #expect(letter.data["rows"]?["editions"]?[1]?["what"]?.stringValue == "Twelve trainees instead of ten")
        #expect(try story.door.triad.verify().differences == [])
    }

    @Test("before the report is final the case goes back to the window, which asks again")
    func beforeTheEnd() throws {
        let story = try checking(), lead = story.as("Dev Rao")
        try story.as("Finn Outside").does("pass")
        try story.as("Ben Oduya").does("comment", ["kind": "factual", "place": "Page 1", "text": "The name is misspelt."])
        try story.at("2027-02-02")
        try story.door.did("Ada Marsh", .confirmClosed(case: story.id, clock: "factual_check_window"))
        #expect(try story.stands == ["Resolving comments"])
        _ = try comment(story, on: "2027-01-26").get()
        #expect(try story.stands == ["Factual check"])
        let window = try #require(try story.view.deadlines.last)
        #expect(window.clock == "factual_check_window" && window.isAsking && window.due == Day("2027-01-26"))
        try story.door.did("Ada Marsh", .confirmClosed(case: story.id, clock: "factual_check_window"))
        for row in 1...2 { try lead.does("decide-comment", ["row": .int(Int64(row)), "decision": "accepted", "reason": "Yes."]) }
        try lead.does("close-comments")
        #expect(try story.stands == ["Report final"])
        #expect(try story.door.triad.verify().differences == [])
    }

    @Test("what came after the window's last day, or before it was asked for, is told the way out", arguments: [
        ("2027-01-29", "window-closed: The window closed on Tuesday 26 January 2027."),
        ("2027-01-18", "before-asked: It was asked for on Tuesday 19 January 2027, after Monday 18 January 2027."),
        ("2027-03-01", "date-in-future: 2027-03-01 has not come yet."),
        ("2026-08-01", "before-case: The case began on Tuesday 1 September 2026, after 2026-08-01."),
    ])
    func notInTime(day: String, told: String) throws {
        let story = try final()
        guard case .failure(let refusal) = comment(story, on: day) else { return #expect(Bool(false), "it was taken") }
        #expect("\(refusal.code.rawValue): \(refusal.sentence)" == told)
    }

    @Test("a step that is sent back says why and what to mend, keeps what was right, and has its own time")
    func sentBack() throws {
        let story = try checking()
        #expect(try story.as("Finn Outside").refused("send-back", ["reason": "Thin."]).hasPrefix("missing-field: "))
        try story.as("Finn Outside").does("send-back", ["reason": "Two findings are thin.", "points": ["Say where.", "Say when."]])
        let view = try story.view
        let returned = try #require(view.returned.first)
        #expect(returned.title == "Drafting" && returned.by.name == "Finn Outside" && returned.reason == "Two findings are thin.")
        #expect(returned.points == ["Say where.", "Say when."])
        #expect(view.deadlines.last?.due == Day("2027-01-22"))
        #expect(view.records.first { $0.name == "findings" }?.rows.count == 1)
        try story.as("Dev Rao").does("submit-draft", ["confirmed": true])
        #expect(try story.view.returned.isEmpty)
    }

    @Test("a sheet that is sent back is its rater's draft again, with everything that she had put down")
    func sheetSentBack() throws {
        let door = try Door()
        let story = Story(door, try door.beginCycle())
        try story.does("schedule", WalkTests.dates)
        for reviewer in ["Dev Rao", "Cara Lind"] { try story.as(reviewer).does("accept-role", ["confidentiality": true]) }
        try story.as("Ben Oduya").seals("self", "embedding")
        try story.as("Dev Rao").does("return-self-evaluation", ["reason": "CPD says nothing.", "points": ["CPD: what changed?"]])
        #expect(try story.stands == ["Preparing"])
        let draft: SheetView = try door.answer(.sheet(case: story.id, sheet: "self", role: nil), as: "Ben Oduya")
        #expect(draft.json.text.contains("Seen in cpd"))
        try story.door.did("Ben Oduya", .draft(case: story.id, sheet: "self", role: nil, judgements: [
            "cpd": ["level": "developing", "narrative": "Less than last year", "evidence": ["1"]],
        ]))
        try story.door.did("Ben Oduya", .seal(case: story.id, sheet: "self", role: nil))
        #expect(try story.stands == ["Self-evaluation received"])
        #expect(try door.triad.verify().differences == [])
    }

    @Test("a condition is let pass once, by whom the workflow names, with a reason that is shown; others are unwaivable")
    func waived() throws {
        let story = try final()
        try story.does("plan-workshop", ["workshop_on": "2027-02-23"])
        let host = story.as("Ben Oduya")
        try host.does("action", ["goal": "A plan", "owner": "Deputy", "by_when": "2027-05-01", "measure": "Seen"])
        let soon: JSON.Object = ["impact_on": "2027-03-30"]
        #expect(try host.refused("agree-plan", soon) == "guard-not-met: The impact review comes at least 60 working days after the plan.")
        func waive(_ event: String, _ condition: String?, as person: String, because: String = "The head leaves at Easter") throws -> String {
            switch try story.door.triad.perform(Command(as: person, .waive(case: story.id, event: event, condition: condition, because: because))) {
            case .success: "accepted"
            case .failure(let refusal): "\(refusal.code.rawValue): \(refusal.sentence)"
            }
        }
        #expect(try waive("agree-plan", nil, as: "Ben Oduya") == "not-yours: This condition is waived by Coordinator.")
        #expect(try waive("agree-plan", "The plan holds", as: "Ada Marsh") == "unwaivable: Nobody may waive this for agree-plan.")
        #expect(try waive("agree-plan", "Nonsense", as: "Ada Marsh") == "out-of-range: agree-plan has no condition that begins so.")
        #expect(try waive("agree-plan", nil, as: "Ada Marsh", because: " ").hasPrefix("missing-field: "))
        #expect(try waive("leave", nil, as: "Ada Marsh").hasPrefix("not-now: "))
        #expect(try waive("agree-plan", nil, as: "Ada Marsh") == "accepted")
        #expect(try waive("agree-plan", nil, as: "Ada Marsh") == "already-so: This condition is waived already.")
        try host.does("agree-plan", soon)
        let mark = "Waived by Ada Marsh (Coordinator): The impact review comes at least 60 working days after the plan. Reason: The head leaves at Easter"
        #expect(try story.view.marks.contains(mark))
        let list: WaiverList = try story.door.answer(.waivers(case: nil), as: "Ada Marsh")
        #expect(list.lines.map(\.because) == ["The head leaves at Easter"] && list.lines.first?.isWaiting == false)
        #expect(try story.door.triad.verify().differences == [])
    }

    @Test("an ended case is opened again by its own event alone, with what it had, and its cycle hears of it")
    func openedAgain() throws {
        let story = try final(), host = story.as("Ben Oduya"), lead = story.as("Dev Rao")
        try story.does("plan-workshop", ["workshop_on": "2027-02-23"])
        try host.does("action", ["goal": "A plan", "owner": "Deputy", "by_when": "2027-05-01", "measure": "Seen"])
        try host.does("agree-plan", ["impact_on": "2027-06-22"])
        try story.at("2027-06-01")
        #expect(try story.refused("reopen", ["reason": "An error."]).hasPrefix("not-now: "))
        try host.does("action-status", ["row": 1, "status": "done", "impact": "Mentors plan."])
        for person in ["Dev Rao", "Ben Oduya"] { try story.as(person).does("impact-review") }
        #expect(try story.view.hasEnded)
        #expect(try host.refused("reopen", ["reason": "An error."]).hasPrefix("not-yours: "))
        try story.does("reopen", ["reason": "A finding rests on another school's lesson."])
        let view = try story.view
        #expect(view.states.map(\.title) == ["Report being revised"] && !view.hasEnded)
        #expect(view.data.contains { $0.name == "visit_on" })
        let cycle = try Story(story.door, "triad-cycle-1").view
        #expect(cycle.links.first { $0.id == story.id }?.hasEnded == false)
        try lead.does("finding", ["area": "itt", "kind": "strength", "text": "So it was.", "rests_on": [1, 2]])
        try lead.does("new-edition", ["what": "One finding was rewritten"])
        #expect(try story.view.hasEnded && story.stands == ["Closed"])
        #expect(try Story(story.door, "triad-cycle-1").view.links.first { $0.id == story.id }?.hasEnded == true)
        #expect(try story.door.triad.verify().differences == [])
    }
}
