import Casework
import CivilTime
import Foundation
import JSON
import Testing

@testable import TriadKit

@Suite("What a sheet is judged by, and what it rests on")
struct SheetRuleTests {
    @Test("Sheets are judged to the end by the rubric with which they were asked for, whatever is taken into use meanwhile")
    func pinned() throws {
        let door = try Door()
        let play = try Play(door)
        try play.toJudging()
        let before: SheetView = try door.answer(.sheet(case: play.review, sheet: "peer", role: nil), as: play.lead)
        try play.draft(play.lead, "peer", "above", "Zinnia")
        let text = try #require(try DefinitionShelf(folder: nil).text(.rubric, "relative-conclusion")).text
        let changed = text.replacing("version: 1", with: "version: 2").replacing("id: leadership", with: "id: heads").replacing("id: above", with: "id: beyond")
        try door.did("Ada Marsh", .adoptDefinition(kind: .rubric, source: changed, file: "relative-conclusion.yaml"))

        let after: SheetView = try door.answer(.sheet(case: play.review, sheet: "peer", role: nil), as: play.lead)
        #expect(after.criteria == before.criteria && after.levels == before.levels)
        try door.did(play.lead, .seal(case: play.review, sheet: "peer", role: nil))
        try play.draft(play.reviewer, "peer", "below", "Yarrow")
        try door.did(play.reviewer, .seal(case: play.review, sheet: "peer", role: nil))
        try door.sent(play.lead, play.review, "agree-area", ["criterion": "leadership", "chosen": "lead", "reason": "The evidence carries it."])
        let opened: SheetView = try door.answer(.sheet(case: play.review, sheet: "peer", role: nil), as: play.lead)
        #expect(opened.criteria == before.criteria)
        #expect(opened.agreed.first?.chosenRole == "lead")
        #expect(try door.triad.verify().isClean)
    }

    @Test("A sheet that names evidence which nobody recorded is not sealed, and says where")
    func evidenceThatIsThere() throws {
        let door = try Door()
        let play = try Play(door)
        try play.toJudging()
        try play.draft(play.lead, "peer", "above", "Zinnia")
        try door.did(play.lead, .draft(case: play.review, sheet: "peer", role: nil, judgements: [
            "itt": Self.judgement("1", "2"), "cpd": Self.judgement("01"),
        ]))
        let refusal = #expect(throws: Refusal.self) { try door.did(play.lead, .seal(case: play.review, sheet: "peer", role: nil)) }
        #expect(refusal?.code == .sheetIncomplete)
        #expect(refusal?.details.map { "\($0.place) \($0.code)" } == ["itt evidence-unknown", "cpd evidence-unknown"])
        #expect(refusal?.details.first?.sentence
            == "Initial teacher training names the evidence 2, which is not there. Name what has been recorded, by its number.")
        try door.sent(play.reviewer, play.review, "record", ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": "Trainees plan."])
        try door.did(play.lead, .draft(case: play.review, sheet: "peer", role: nil, judgements: ["cpd": Self.judgement("1")]))
        try door.did(play.lead, .seal(case: play.review, sheet: "peer", role: nil))
    }

    @Test("A draft that a leaver left behind is neither shown to the newcomer nor sealed by her")
    func draftOfALeaver() throws {
        let door = try Door()
        let play = try Play(door)
        try #require(play.host == "Ben Oduya")
        try door.sent("Ada Marsh", play.review, "schedule", WalkTests.dates)
        for person in [play.lead, play.reviewer] { try door.sent(person, play.review, "accept-role", ["confidentiality": true]) }
        func appoint(_ person: String) throws {
            try door.did("Ada Marsh", .appoint(case: play.review, role: "host", person: person, organisation: "H1", instead: nil, because: "As agreed"))
        }
        try appoint("P2")
        try play.draft("Ben Oduya", "self", "embedding", "Zinnia")
        try appoint("P5")
        let seen: SheetView = try door.answer(.sheet(case: play.review, sheet: "self", role: nil), as: "Eve Stone")
        #expect(seen.judgements == [])
        #expect(try door.triad.perform(Command(as: "Eve Stone", .seal(case: play.review, sheet: "self", role: nil))).refused == .sheetIncomplete)
        try play.draft("Eve Stone", "self", "leading", "Yarrow")
        try door.did("Eve Stone", .seal(case: play.review, sheet: "self", role: nil))
        #expect(try play.everything(as: "Ada Marsh").allSatisfy { !$0.contains("Zinnia") })
    }

    private static func judgement(_ evidence: String...) -> JSON.Value {
        ["level": "above", "narrative": "So it is.", "evidence": .array(evidence.map(JSON.Value.string))]
    }
}
