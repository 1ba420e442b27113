@testable import Casework
import CivilTime
import Definitions
import JSON
import Rubrics
import Testing

@Suite("Documents go with entries")
struct DocumentTests {
    static let paper = Command.Attachment(name: "paper.pdf", kind: .pdf, size: 3, hash: "00")

    private func send(
        _ act: Command.Act, as person: String, in scene: inout Scene, asked visibility: Visibility? = nil, received: Day? = nil, draft: DraftSheet? = nil
    ) throws -> Document {
        var command = Command(as: person, act)
        command.attachments = [Self.paper]
        command.attachments[0].visibility = visibility
        command.attachments[0].received = received
        guard case .attached(let document) = try scene.perform(command, draft).facts.last else { throw Missing() }
        return document
    }

    private struct Missing: Error {}

    private func seers(_ document: Document, _ scene: Scene) throws -> [String] {
        try ["ben", "bo", "dee", "hana", "chris", "oz"].filter { person in
            Seeing.sight(of: person, in: try scene.situation()).sees(document, in: scene.state, of: scene.workflow)
        }
    }

    private func event(_ name: Name, _ form: JSON.Object = [:], of scene: Scene) -> Command.Act { .event(case: scene.state.id, event: name, form: form) }

    @Test("it belongs to the row that the event adds, was received on the day of the act, and is numbered in its case")
    func row() throws {
        var scene = try Scene.judging()
        let first = try send(event("concern", ["to": "The safeguarding lead"], of: scene), as: "ben", in: &scene)
        #expect(first.number == 1 && first.part == .row(record: "concerns", number: 1) && first.by == "ben")
        #expect(first.received == scene.past.last?.happened.day(in: .london))
        let second = try send(event("postpone", ["reason": "Snow."], of: scene), as: "hana", in: &scene, received: Scene.day("2026-09-01"))
        #expect(second.number == 2 && second.part == nil && second.received.description == "2026-09-01")
        #expect(scene.state.documents == 2)
    }

    @Test("with an event that is kept elsewhere comes no document, nor with a correction of it")
    func without() throws {
        var scene = try Scene.judging()
        scene.workflow = try Scene.workflow(SmallReview.yaml.replacing("add: concerns, visibility", with: "add: concerns, without_documents: true, visibility"))
        let refused = try #require(throws: Refusal.self) { try send(event("concern", ["to": "The lead"], of: scene), as: "ben", in: &scene) }
        #expect(refused.code == .noDocuments)
        try scene.send("concern", as: "ben", ["to": "The lead"])
        for person in ["ben", "chris"] {
            var slip = Command(as: person, .correct(case: scene.state.id, entry: scene.state.entry, .clerical(["to": "The chair"], on: nil, by: nil), because: "Misheard."))
            guard case .success = Deciding.decide(slip, in: try scene.situationWithPast()) else { throw Missing() }
            slip.attachments = [Self.paper]
            guard case .failure(let refusal) = Deciding.decide(slip, in: try scene.situationWithPast()) else { throw Missing() }
            #expect(refusal.code == Refusal.Code.noDocuments)
        }
    }

    @Test("it is seen by whoever sees what it goes with, and by whoever brought it")
    func sight() throws {
        var scene = try Scene.judging()
        let concern = try send(event("concern", ["to": "The safeguarding lead"], of: scene), as: "ben", in: &scene)
        #expect(concern.visibility == .restricted && concern.seenBy == ["coordinator"])
        #expect(try seers(concern, scene) == ["ben", "chris"])
        let snow = try send(event("postpone", ["reason": "Snow."], of: scene), as: "hana", in: &scene)
        #expect(snow.visibility == .triad)
        #expect(try seers(snow, scene) == ["ben", "bo", "dee", "hana", "chris"])
    }

    @Test("it may be asked for that fewer see it, never that more do")
    func asked() throws {
        var scene = try Scene.judging()
        let snow = try send(event("postpone", ["reason": "Snow."], of: scene), as: "hana", in: &scene, asked: .restricted)
        #expect(try seers(snow, scene) == ["hana", "chris"])
        #expect(throws: Refusal.self) { try send(event("resume", of: scene), as: "chris", in: &scene, asked: .host) }
    }

    @Test("what comes with a sealed sheet is sealed with it")
    func sealed() throws {
        var scene = try Scene.judging()
        let draft = DraftSheet(
            rubric: Scene.rubric.reference, rater: "ben", judgements: [Judgement("itt", .level("leading"), evidence: []), Judgement("cpd", .level("emerging"), evidence: [])])
        let document = try send(.seal(case: scene.state.id, sheet: "peer", role: nil), as: "ben", in: &scene, draft: draft)
        #expect(try seers(document, scene) == ["ben"])
        try scene.seal(as: "dee", ["itt": "leading", "cpd": "emerging"])
        #expect(try seers(document, scene) == ["ben", "bo", "dee", "hana", "chris"])
    }

    @Test("a correction of what few see, and its documents, are seen by those who manage the case")
    func correction() throws {
        var scene = try Scene.judging()
        _ = try send(event("concern", ["to": "The safeguarding lead"], of: scene), as: "ben", in: &scene)
        let number = scene.state.entry
        var command = Command(as: "chris", .correct(case: scene.state.id, entry: number, .setAside, because: "Another school.", elsewhere: false))
        command.attachments = [Self.paper]
        let decision = try Deciding.decide(command, in: try scene.situationWithPast()).get()
        guard case .attached(let document) = decision.facts.last else { throw Missing() }
        #expect(document.number == 2 && document.visibility == .restricted)
        #expect(try seers(document, scene) == ["chris"])
    }

    @Test("the paper of a slip that was found in another's act is seen by her, whom it is shown to, and by those who manage the case")
    func slipFound() throws {
        var scene = try Scene.visiting()
        try scene.send("record", as: "ben", ["seen": "Reading."])
        var slip = Command(as: "chris", .correct(case: scene.state.id, entry: scene.state.entry, .clerical(["seen": "Writing."], on: nil, by: nil), because: "Misread."))
        slip.attachments = [Self.paper]
        let decision = try Deciding.decide(slip, in: scene.situationWithPast()).get()
        guard case .attached(let document) = decision.facts.last else { throw Missing() }
        #expect(document.part == .slip(owner: "ben"))
        #expect(try seers(document, scene) == ["ben", "chris"])
        #expect(try Document(json: document.json) == document)
    }

    @Test("her paper that it was no slip is seen by her and by those who manage the case")
    func slipAnswered() throws {
        var scene = try Scene.visiting()
        try scene.send("record", as: "ben", ["seen": "Reading."])
        let slip = Correction.Asked.clerical(["seen": "Writing."], on: nil, by: nil)
        let found = Command(as: "chris", .correct(case: scene.state.id, entry: scene.state.entry, slip, because: "Misread."))
        scene.keep(try Deciding.decide(found, in: scene.situationWithPast()).get())
        var answer = Command(as: "ben", .correct(case: scene.state.id, entry: scene.state.entry, .answer(agrees: false), because: ""))
        answer.attachments = [Self.paper]
        guard case .attached(let document) = try Deciding.decide(answer, in: scene.situationWithPast()).get().facts.last else { throw Missing() }
        #expect(try seers(document, scene) == ["ben", "chris"])
    }

    @Test("the paper by which somebody confirms what was typed for her goes with what was typed")
    func typedConfirmed() throws {
        var scene = try Scene.visiting()
        try scene.perform(Command(as: "ben", typedBy: "chris", came: .post, event("concern", ["to": "The lead"], of: scene)), nil)
        var word = Command(as: "ben", .confirmTyped(case: scene.state.id, entry: scene.state.entry))
        word.attachments = [Self.paper]
        guard case .attached(let document) = try Deciding.decide(word, in: scene.situationWithPast()).get().facts.last else { throw Missing() }
        #expect(document.part == .row(record: "concerns", number: 1))
        #expect(try seers(document, scene) == ["ben", "chris"])
        #expect(Deciding.needs(for: word.act, as: "ben", case: scene.state, workflow: scene.workflow).past)
    }

    @Test("what comes with a datum that few see, or with a row that is added to later, is seen by no more people")
    func datumAndRow() throws {
        var scene = try Scene.visiting()
        scene.workflow = try Scene.workflow(
            SmallReview.yaml.replacing("type: text, max: 60 }\n  visit_on", with: "type: text, max: 60, visibility: restricted }\n  visit_on"))
        let amended = try send(.amend(case: scene.state.id, Amendment(data: ["focus": "Writing"]), because: "Misheard."), as: "chris", in: &scene)
        #expect(try seers(amended, scene) == ["chris"])
        var checking = try Scene.checking()
        checking.workflow = try Scene.workflow(SmallReview.yaml.replacing("title: Comments\n    visibility: host", with: "title: Comments\n    visibility: restricted\n    seen_by: [host, lead]"))
        try checking.to("2026-11-06")
        try checking.strikeDue()
        try checking.send("comment", as: "hana", ["text": "It was Year 4."], on: "2026-11-03")
        try checking.perform(.confirmClosed(case: checking.state.id, clock: "checking_window"), as: "chris")
        let decided = try send(event("decide", ["row": 1, "decision": "accepted"], of: checking), as: "ben", in: &checking)
        #expect(decided.part == .row(record: "comments", number: 1))
        #expect(try seers(decided, checking) == ["ben", "bo", "hana"])
    }

    @Test("the paper by which a slip in a sealed sheet is mended is sealed with the sheet")
    func slip() throws {
        var scene = try Scene.judging()
        try scene.seal(as: "ben", ["itt": "leading", "cpd": "emerging"])
        var situation = try scene.situationWithPast()
        situation.sealed = scene.sealed
        let slip = Correction.Asked.clerical(["itt": "emerging"], on: nil, by: nil)
        var command = Command(as: "ben", .correct(case: scene.state.id, entry: scene.state.entry, slip, because: "Typed wrongly.", elsewhere: false))
        command.attachments = [Self.paper]
        guard case .attached(let document) = try Deciding.decide(command, in: situation).get().facts.last else { throw Missing() }
        #expect(document.part == .sheet("peer", .init(role: "lead", holder: "beech", person: "ben")))
        #expect(try seers(document, scene) == ["ben"])
    }
}
