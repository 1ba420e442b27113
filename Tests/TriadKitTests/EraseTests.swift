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
