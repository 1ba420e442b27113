import Casework
import CivilTime
import Definitions
import JSON
import Testing

@testable import TriadKit

@Suite("What is put right by hand, and what was begun on paper")
struct AmendTests {
    private func amend(_ story: Story, _ amendment: Amendment, because: String = "Both are ill.", as person: String = "Ada Marsh") throws -> String {
        switch try story.door.triad.perform(Command(as: person, .amend(case: story.id, amendment, because: because))) {
        case .success: "accepted"
        case .failure(let refusal): "\(refusal.code.rawValue): \(refusal.sentence)"
        }
    }

    @Test("a case is put into a state, its data and clocks too, by whoever manages it; nothing is sent or told by that")
    func amended() throws {
        let door = try Door()
        let story = Story(door, try door.beginCycle())
        #expect(try amend(story, Amendment(), because: "x").hasPrefix("missing-field: "))
        #expect(try amend(story, Amendment(state: "draftin")).hasPrefix("unknown-state: There is no state draftin."))
        #expect(try amend(story, Amendment(state: "drafting"), because: " ").hasPrefix("missing-field: "))
        #expect(try amend(story, Amendment(state: "drafting"), as: "Ben Oduya").hasPrefix("not-yours: "))
        #expect(try amend(story, Amendment(data: ["visit_on": "soon"])).hasPrefix("wrong-type: "))
        #expect(try amend(story, Amendment(clocks: ["drafting": try #require(Day("2026-10-01"))])).hasPrefix("unknown-clock: "))
        let letters: LetterList = try door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        let due = try #require(Day("2026-10-01"))
        #expect(try amend(story, Amendment(state: "final", data: ["visit_on": "2026-09-01"], clocks: ["final": due])) == "accepted")
        let view = try story.view
        #expect(view.states.map(\.title) == ["Report final"] && view.deadlines.last?.due == due)
        #expect(view.data.first { $0.name == "visit_on" }?.text == "Tuesday 1 September 2026")
        // Whoever sees what was put right is told so, with what it says now.
        let said = "Put right by hand on Tuesday 1 September 2026 by Ada Marsh: First day of the visit: Tuesday 1 September 2026; the case stands in Report final; Report final is due on Thursday 1 October 2026. Both are ill."
        let reviewer: CaseView = try door.answer(.case(story.id), as: "Cara Lind")
        #expect(view.marks.contains(said) && reviewer.marks.contains(said), "\(view.marks) \(reviewer.marks)")
        #expect(view.history.last?.title == "Put right by hand: First day of the visit, Report final")
        let after: LetterList = try door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        #expect(after.letters.count == letters.letters.count, "no letter is sent by it")
        let owed: OwedView = try door.answer(.owed, as: "Ada Marsh")
        #expect(owed.lines.isEmpty, "nor does anybody get credit")
        #expect(try amend(story, Amendment(state: "withdrawn")) == "accepted")
        #expect(try story.view.hasEnded)
        #expect(try amend(story, Amendment(state: "drafting")) == "accepted")
        #expect(try story.stands == ["Drafting"] && !story.view.hasEnded)
        #expect(try door.triad.verify().differences == [])
    }

    @Test("a review that was begun on paper goes on in the state that it has reached")
    func adopted() throws {
        let door = try Door()
        func adopt(_ state: String, on day: String, as person: String = "Ada Marsh") throws -> Result<Reply, Refusal> {
            try door.triad.perform(Command(as: person, on: When(day, in: .london), .adopt(
                workflow: "triad-review", subject: .organisation("H1"), title: nil,
                roles: [.init(role: "lead", person: "P4", organisation: "H3"), .init(role: "reviewer", person: "P3", organisation: "H2")],
                data: ["visit_on": "2026-06-09", "visit_until": "2026-06-10"], state: state)))
        }
        guard case .failure(let stranger) = try adopt("drafting", on: "2026-01-12", as: "Ben Oduya") else { throw Missing() }
        #expect(stranger.code == .notYours)
        guard case .failure(let unknown) = try adopt("writing", on: "2026-01-12") else { throw Missing() }
        #expect(unknown.code == .unknownState)
        let story = Story(door, try #require(try adopt("drafting", on: "2026-01-12").get().began.first))
        #expect(try story.stands == ["Drafting"])
        #expect(try story.view.began == Day("2026-01-12"))
        let letters: LetterList = try door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        #expect(letters.letters.isEmpty)
        try story.as("Dev Rao").does("record", ["area": "itt", "polarity": "strength", "source": "Notes", "seen": "Trainees plan."])
        #expect(try story.door.triad.verify().differences == [])
    }

    private struct Missing: Error {}
}
