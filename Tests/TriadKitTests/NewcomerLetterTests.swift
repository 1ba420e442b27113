import Casework
import CivilTime
import JSON
import Testing
import TriadKit

@Suite("Letters to whoever comes into a part, and to whoever leaves it")
struct NewcomerLetterTests {
    private func written(_ door: Door) throws -> [String] {
        let letters: LetterList = try door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        return letters.letters.filter { $0.title == "Your part in the review" || $0.title == "Thanks to whoever leaves" }.map { "\($0.title) to \($0.to.name)" }
    }

    @Test("a replacement is told what her part is, and the leaver is thanked; whoever takes a part herself is not written to")
    func replaced() throws {
        let door = try Door()
        let story = Story(door, try door.beginCycle())
        #expect(try written(door).isEmpty, "a case that begins writes its own letters")
        try story.appoints("P9", to: "outside_reader")
        #expect(try written(door) == ["Your part in the review to Finn Outside"])
        try door.did("Ada Marsh", .release(case: story.id, role: "outside_reader", holder: "P9", because: "He is ill."))
        #expect(try written(door) == ["Your part in the review to Finn Outside", "Thanks to whoever leaves to Finn Outside"])
        try story.appoints("P1", to: "facilitator")
        #expect(try written(door).count == 2)
        #expect(try door.triad.verify().differences == [])
    }
}
