import Casework
import CivilTime
import JSON
import Testing

@testable import TriadKit

@Suite("A review through the door, from its proposal to its end")
struct WholeReviewTests {
    @Test("A report becomes final: the cycle is told, credits are counted, letters wait, and the ledger says all of it")
    func whole() throws {
        let door = try Door()
        let play = try Play(door)
        try play.toJudging()
        try door.sent(play.lead, play.review, "record", ["area": "cpd", "polarity": "development", "source": "Folder", "seen": "No plan."])
        for (person, level) in [(play.lead, "above"), (play.reviewer, "in_line")] {
            try play.draft(person, "peer", level, "Seen in")
            try door.did(person, .seal(case: play.review, sheet: "peer", role: nil))
        }
        for area in ["leadership", "infrastructure", "itt", "cpd", "school_support"] {
            try door.sent(play.lead, play.review, "agree-area", ["criterion": .string(area), "chosen": "lead", "reason": "The evidence carries it."])
        }
        try door.sent(play.lead, play.review, "close-conference")
        try door.sent(play.lead, play.review, "message", ["message": "Mentoring is strong."])
        try door.sent(play.lead, play.review, "oral-feedback", ["attended": ["Head"], "both_heard": false])
        try door.sent(play.lead, play.review, "finding", ["area": "itt", "kind": "strength", "text": "So it is.", "rests_on": [1, 2]])
        try door.did("Ada Marsh", .appoint(case: play.review, role: "outside_reader", person: "P9", organisation: nil, instead: nil, because: nil))
        try door.sent(play.lead, play.review, "submit-draft", ["confirmed": true])
        try play.clock("2027-01-25")
        try door.sent("Finn Outside", play.review, "pass")
        try play.clock("2027-02-02")
        #expect(try door.triad.tick() > 0)
        let asking: Inbox = try door.answer(.inbox(person: nil), as: "Ada Marsh")
        #expect(asking.items.filter { $0.kind == .window }.map(\.text) == ["The time of “Factual check” ended on Monday 1 February 2027: did anything arrive?"])
        try door.did("Ada Marsh", .confirmClosed(case: play.review, clock: "factual_check_window"))

        let view: CaseView = try door.answer(.case(play.review), as: play.host)
        #expect(view.states.map(\.title) == ["Report final"])
        let owed: OwedView = try door.answer(.owed, as: play.host)
        #expect(owed.words == ["hosted", "led", "assisted"])
        #expect(owed.lines.map(\.owed).sorted() == [-1, -1, 2])
        // What a school that has gone had given and received is its successor's.
        let (gone, heir) = (owed.lines[0], owed.lines[1])
        try door.did("Ada Marsh", .register([
            .organisationSucceeded(organisation: gone.organisation.id, .init(.mergedInto, on: try #require(Day("2026-09-01")), successor: heir.organisation.id)),
        ]))
        let after: OwedView = try door.answer(.owed, as: "Ada Marsh")
        let line = try #require(after.lines.first { $0.organisation == heir.organisation })
        #expect(after.lines.count == 2)
        #expect(line.includes == [gone.organisation])
        #expect(line.owed == gone.owed + heir.owed)
        let cycle: CaseView = try door.answer(.case("triad-cycle-1"), as: "Ada Marsh")
        #expect(cycle.records.first { $0.name == "finals" }?.rows.count == 1)
        let letters: LetterList = try door.answer(.letters(waitingOnly: true), as: "Ada Marsh")
        #expect(letters.letters.contains { $0.title == "Covering letter of the report" })
        for line in letters.letters { _ = try door.triad.read(.letter(number: line.number), as: "Ada Marsh").get() }
        #expect(try door.triad.doctor(as: "Ada Marsh").lines.filter { $0.what.hasPrefix("Incident") || $0.what.hasPrefix("Case") } == [])
        #expect(try door.triad.verify().differences == [])
    }
}
