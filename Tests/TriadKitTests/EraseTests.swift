import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("What is kept of a person is emptied, and the ledger still verifies")
struct EraseTests {
    private func erase(_ door: Door, person: String? = nil, text: String? = nil, as who: String = "Ada Marsh", because: String = "She asked for it.") throws -> String {
        switch try door.triad.perform(Command(as: who, .erase(person: person, text: text, because: because))) {
        case .success(let reply): reply.entries.flatMap(\.facts).map(\.sentence).joined(separator: "; ")
        case .failure(let refusal): "\(refusal.code.rawValue): \(refusal.sentence)"
        }
    }

    @Test("a text is emptied wherever it stands; what was done, and when, stays, and reports say erased")
    func text() throws {
        let door = try Door()
        let story = Story(door, try door.beginCycle())
        try story.does("schedule", WalkTests.dates)
        try story.as("Dev Rao").does("accept-role", ["confidentiality": true, "interest": "My cousin Zebedee works there."])
        let before = try story.view.history.count
        #expect(try erase(door, text: "Zebedee", as: "Ben Oduya").hasPrefix("not-yours: "))
        #expect(try erase(door, text: "Zebedee", because: " ").hasPrefix("missing-field: "))
        #expect(try erase(door, text: "Melchior").hasPrefix("already-so: "))
        #expect(try door.triad.perform(Command(as: "Ada Marsh", .erase(person: nil, text: "Zebedee", because: "x")), dryRun: true).get().entries.count == 1)
        #expect(try story.view.json.text.contains("Zebedee"), "a rehearsal erases nothing")
        #expect(try erase(door, text: "zebedee") == "erased 1 value in \(story.id)/3")
        let view = try story.view
        #expect(!view.json.text.contains("Zebedee") && view.history.count == before)
        #expect(view.records.first { $0.name == "declarations" }?.rows.first?.values.compactMap { $0?.text }.contains("erased") == true)
        #expect(try door.triad.verify().differences == [])
    }

    @Test("a draft in which it stands is taken away, a sealed sheet is named as not reached, and everything else is emptied")
    func sealedAndDrafted() throws {
        let door = try Door(), play = try Play(door)
        try play.toJudging()
        try play.draft(play.lead, "peer", "above", "Zebedee saw")
        try door.did(play.lead, .seal(case: play.review, sheet: "peer", role: nil))
        let sealed = try #require(try door.triad.reading { try $0.case(play.review) }).entry
        try play.draft(play.reviewer, "peer", "in_line", "Zebedee said")
        try door.did(play.host, .confide(.says("Zebedee was late.")))
        let said = try door.triad.reading { try $0.entries(of: "file").count }
        let found = "erased 1 value in file/\(said) and 1 draft; not reached: \(play.review)/\(sealed)"
        #expect(try erase(door, text: "Zebedee") == found)
        let mine: SheetView = try door.answer(.sheet(case: play.review, sheet: "peer", role: nil), as: play.reviewer)
        #expect(mine.judgements == [])
        let words: ConfidenceList = try door.answer(.confidences, as: "Ada Marsh")
        #expect(words.lines.map(\.text) == ["(erased)"])
        #expect(try erase(door, text: "Zebedee").hasPrefix("already-so: "))
        #expect(try door.triad.verify().differences == [])
    }

    @Test("the reason of a waiver that was used is emptied wherever it was noted")
    func waiver() throws {
        let door = try Door()
        let story = Story(door, try door.beginCycle())
        var dates = WalkTests.dates
        dates["visit_until"] = "2027-01-24"
        try door.did("Ben Oduya", .waive(case: story.id, event: "schedule", condition: "The host's school is not open", because: "Zebedee opens it for us."))
        try story.does("schedule", dates)
        #expect(try story.view.marks.contains { $0.contains("Zebedee") })
        #expect(try erase(door, text: "Zebedee").contains("erased 2 values"))
        #expect(try !story.view.json.text.contains("Zebedee"))
        #expect(try story.view.marks.contains("(erased)"))
        #expect(try door.triad.reading { try $0.entries(of: story.id) }.allSatisfy { !String(describing: $0.entry.facts).contains("Zebedee") })
        #expect(try door.triad.verify().differences == [])
    }

    @Test("a person's name and address are emptied in the register; her key stands where she acted")
    func person() throws {
        let door = try Door()
        let story = Story(door, try door.beginCycle())
        try story.does("schedule", WalkTests.dates)
        try story.as("Dev Rao").does("accept-role", ["confidentiality": true])
        #expect(try erase(door, person: "Dev Rao").contains("erased "))
        let text = try story.view.json.text
        #expect(!text.contains("Dev Rao") && text.contains("P4"))
        #expect(try door.triad.verify().differences == [])
    }
}
