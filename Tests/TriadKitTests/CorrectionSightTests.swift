import Casework
import CivilTime
import Definitions
import JSON
import Testing

@testable import TriadKit

@Suite("A correction tells nobody what she may not see")
struct CorrectionSightTests {
    /// A review whose lead (Dev Rao) has sealed her judgement, and whose second reviewer (Cara Lind) has not.
    private func judging() throws -> Story {
        let story = try Story.scoped()
        try story.at("2027-01-19")
        try story.as("Dev Rao").does("open-visit", ["reviewers_present": 2, "timetable": true])
        for seen in ["Trainees plan.", "Mentors meet."] {
            try story.as("Dev Rao").does("record", ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": .string(seen)])
        }
        try story.as("Dev Rao").does("leave")
        try story.as("Dev Rao").seals("peer", "above")
        return story
    }

    private func log(_ story: Story, as person: String) throws -> [EntryView] {
        let log: LogView = try story.door.answer(.log(stream: story.id, after: nil, limit: 100), as: person)
        return log.entries
    }

    @Test("a slip in a sheet that is still sealed is shown to its rater alone; once the sheets are open, to all who see them")
    func sealed() throws {
        let story = try judging(), lead = "Dev Rao"
        let seal = try #require(try log(story, as: lead).last).number
        let reason = "Above was typed for in line"
        try story.door.did(lead, .correct(case: story.id, entry: seal, .clerical(["itt": "in_line"], on: nil, by: nil), because: reason))
        #expect(try log(story, as: lead).last?.title.contains("in_line instead of above") == true)
        for person in ["Cara Lind", "Ben Oduya", "Ada Marsh"] {
            #expect(try !log(story, as: person).contains { $0.title.contains(reason) || $0.sentences.contains { $0.hasSuffix("corrected: itt") } }, "\(person)")
            let view: CaseView = try story.door.answer(.case(story.id), as: person)
            #expect(!view.json.text.contains(reason))
        }
        try story.as("Cara Lind").seals("peer", "in_line")
        #expect(try log(story, as: "Cara Lind").contains { $0.title.contains(reason) })
        #expect(try story.view.corrections.map(\.changes) == [["Initial teacher training: In line with the host's own judgement instead of Above the host's own judgement"]])
    }

    @Test("judgements that were open are shut again for questions about then while the sheets are gathered anew")
    func gatheredAnew() throws {
        let story = try judging()
        try story.as("Cara Lind").seals("peer", "in_line")
        let opened = try story.view.entry
        let leave = try #require(try log(story, as: "Ada Marsh").last { $0.title == "End the visit" }).number
        try story.door.did("Ada Marsh", .correct(case: story.id, entry: leave, .setAside, because: "The visit had not ended"))
        let then = try story.door.triad.at(AsOf(.entry(stream: story.id, number: opened)))
        let sheet: SheetView = try then.answer(.sheet(case: story.id, sheet: "peer", role: nil), as: "Cara Lind")
        #expect(sheet.json["judgements"]?.text.contains("above") == false, "she judges anew, and reads nobody else's")
        try story.as("Dev Rao").does("leave")
        let draft: SheetView = try story.door.answer(.sheet(case: story.id, sheet: "peer", role: nil), as: "Dev Rao")
        #expect(draft.json.text.contains("Seen in itt"), "what she had sealed is her draft")
    }

    @Test("a sheet that comes back as a draft comes back as it stood, with the slip in it mended")
    func mendedDraft() throws {
        let story = try judging(), lead = "Dev Rao"
        let seal = try #require(try log(story, as: lead).last).number
        try story.door.did(lead, .correct(case: story.id, entry: seal, .clerical(["itt": "in_line"], on: nil, by: nil), because: "Above was typed for in line"))
        let leave = try #require(try log(story, as: "Ada Marsh").last { $0.title == "End the visit" }).number
        try story.door.did("Ada Marsh", .correct(case: story.id, entry: leave, .setAside, because: "The visit had not ended"))
        try story.as(lead).does("leave")
        let draft: SheetView = try story.door.answer(.sheet(case: story.id, sheet: "peer", role: nil), as: lead)
        let judgements = try #require(draft.json["judgements"]?[0]?["judgements"]?.arrayValue)
        let levels = judgements.filter { ["itt", "cpd"].contains($0["criterion"]?.stringValue) }.map { $0["answer"]?.text ?? $0.text }
        #expect(levels.count == 2 && levels[0].contains("in_line") && levels[1].contains("above"), "\(levels)")
    }

    @Test("who has raised a concern is told by no refusal, and what was corrected in it to those alone who see it")
    func concern() throws {
        let story = try judging()
        try story.as("Cara Lind").does("pass-on-concern", ["passed_to": "designated_safeguarding_lead"])
        let entry = try story.view.entry
        for person in ["Ben Oduya", "Dev Rao", "Finn Outside"] {
            let command = Command(as: person, .correct(case: story.id, entry: entry, .clerical(["passed_to": "chair_of_governors"], on: nil, by: nil), because: "x"))
            guard case .failure(let refusal) = try story.door.triad.perform(command) else { throw Missing() }
            #expect(refusal.code == .unknownEntry && !refusal.sentence.contains("Cara"), "\(person)")
        }
        try story.door.did(
            "Cara Lind", .correct(case: story.id, entry: entry, .clerical(["passed_to": "chair_of_governors"], on: nil, by: nil), because: "It touches the head"))
        #expect(try log(story, as: "Cara Lind").last?.title.contains("chair_of_governors") == true)
        #expect(try log(story, as: "Ada Marsh").last?.title.contains("chair_of_governors") == true, "the coordinator sees concerns")
        #expect(try !log(story, as: "Dev Rao").contains { $0.title.contains("It touches the head") })
    }

    @Test("a slip in a sheet that applicant, head and referee never see is told to none of them, and to those who see the sheet as it reads")
    func restrictedSheet() throws {
        let stage = try RoundStage(1, steps: [])
        try stage.toReading()
        try stage.round.at("2026-10-05")
        try stage.round.does("allocate-readers")
        let (application, readers) = (stage.applications[0], try stage.holders("reader"))
        try application.as(readers[0]).colours("paper", ["amber", "green"])
        let seal = try application.view.entry
        try application.door.did(readers[0], .correct(case: application.id, entry: seal, .clerical(["leadership": "green"], on: nil, by: nil), because: "Amber was ticked by mistake"))
        try application.as(readers[1]).colours("paper", ["green"])
        let told = "Corrected on Monday 5 October 2026: Sealed: Reading of the papers (entry \(seal)). Leads well, and knows one field thoroughly: Green instead of Amber. Reason: Amber was ticked by mistake"
        func corrections(_ person: String) throws -> [String] { try (application.door.answer(.case(application.id), as: person) as CaseView).corrections.map(\.sentence) }
        for person in [readers[0], readers[1], "Ada Marsh"] {
            let sentences = try corrections(person)
            #expect(sentences == [told], "\(person): \(sentences)")
        }
        for person in ["Amy Birk", "Nell Orr", "Rae Abel"] {
            #expect(try corrections(person) == [], "\(person)")
            #expect(try !log(application, as: person).contains { $0.title.contains("by mistake") || $0.sentences.contains { $0.contains("corrected") } }, "\(person)")
        }
    }

    @Test("where what was changed may not be shown, the sentence has no empty part")
    func noEmptyPart() throws {
        let day = try #require(Day("2026-10-05"))
        let view = CaseView.CorrectionView(number: 3, entry: 2, kind: .clerical, on: day, what: "Sealed: Reading of the papers", by: Named(id: "P1", name: "Ada Marsh"), because: "A slip", also: 0, changes: [])
        #expect(view.sentence == "Corrected on Monday 5 October 2026: Sealed: Reading of the papers (entry 2). Reason: A slip")
    }

    private struct Missing: Error {}
}
