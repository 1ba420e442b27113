@testable import Casework
import CivilTime
import Definitions
import Foundation
import JSON
import OrderedCollections
import Register
import Testing

@Suite("Between cases: the two workflows of a triad")
struct LinkedCaseTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func shipped(_ name: String) throws -> Workflow {
        let text = try String(contentsOf: root.appending(path: "Workflows/\(name).yaml"), encoding: .utf8)
        return try DefinitionReader().read(workflow: text, file: "\(name).yaml").get().value
    }

    /// A triad of Ash, Beech and Elm School whose members have all accepted.
    func active() throws -> (scene: Scene, review: Workflow) {
        let cycle = try Self.shipped("triad-cycle"), now = try Scene.noon("2026-09-07")
        let situation = Situation(
            workflow: cycle, case: nil, register: try Scene.people(), calendar: try Scene.calendar(), nextNumbers: ["triad-cycle": 1], now: now,
            coordinators: ["chris"])
        let beginning = Beginning(
            id: "triad-cycle-1", workflow: "triad-cycle", subject: .group(["ash", "beech", "elm"]), by: "chris", happened: .instant(now))
        let decision = try Deciding.begin(beginning, in: situation).get()
        let began = try #require(Case.began(id: "triad-cycle-1", by: decision.facts[0]))
        var scene = Scene(workflow: cycle, state: began, register: try Scene.people(), now: now)
        scene.keep(Decision(facts: Array(decision.facts.dropFirst()), happened: decision.happened))
        for person in ["hana", "ben", "dee"] { try scene.send("accept", as: person) }
        return (scene, try Self.shipped("triad-review"))
    }

    func beginCycle(_ scene: Scene, _ review: Workflow) throws -> Decision {
        var situation = try scene.situation()
        situation.workflows = ["triad-review": review]
        situation.nextNumbers = ["triad-review": 4]
        return try Deciding.decide(Command(as: "chris", .event(case: scene.state.id, event: "begin-cycle", form: ["cycle": "2026/27"])), in: situation).get()
    }

    @Test("a triad is active when every member has accepted")
    func accepted() throws {
        let (scene, _) = try active()
        #expect(scene.state.configuration == ["standing", "standing.active"])
        #expect(scene.facts.contains { $0.sentence == "letter invitation to ash" })
    }

    @Test("a cycle begins a review for each member, each hosting, leading and assisting once")
    func rota() throws {
        let (scene, review) = try active()
        let decision = try beginCycle(scene, review)
        let begun = decision.messages.compactMap { message -> Beginning? in if case .begin(let beginning) = message { beginning } else { nil } }
        #expect(begun.map(\.id) == ["triad-review-4", "triad-review-5", "triad-review-6"])
        for role in ["host", "lead", "reviewer"] {
            let holders = begun.map { beginning in beginning.holders.first { $0.role == role }?.holder.organisation }
            #expect(Set(holders) == ["ash", "beech", "elm"])
        }
        #expect(begun.map(\.subject) == [.organisation("ash"), .organisation("beech"), .organisation("elm")])
        #expect(begun[0].data.map(\.name) == ["cycle", "profile"])
        #expect(decision.facts.filter { $0.word == .linked }.map(\.sentence) == [
            "linked triad-review-4 as reviews", "linked triad-review-5 as reviews", "linked triad-review-6 as reviews",
        ])
    }

    @Test("a started case knows its parent, tells it what happens, and is marked ended there")
    func tells() throws {
        var (scene, review) = try active()
        let decision = try beginCycle(scene, review)
        scene.keep(decision)
        guard case .begin(let beginning) = decision.messages[0] else { return }
        let situation = Situation(
            workflow: review, case: nil, register: scene.register, calendar: try Scene.calendar(), now: scene.now, coordinators: ["chris"])
        let first = try Deciding.begin(beginning, in: situation).get()
        var child = Scene(
            workflow: review, state: try #require(Case.began(id: beginning.id, by: first.facts[0])), register: scene.register, now: scene.now)
        child.keep(Decision(facts: Array(first.facts.dropFirst()), happened: first.happened))
        #expect(child.state.links["cycle"]?.map(\.id) == ["triad-cycle-1"])
        let end = try child.send("withdraw", as: "chris", ["reason": "The school closes"])
        #expect(end.messages.map(\.receiver) == ["triad-cycle-1", "triad-cycle-1"])
        for message in end.messages { scene.keep(Deciding.deliver(message, in: try scene.situation())) }
        #expect(scene.state.data["reviews_due"] == .whole(2))
        #expect(scene.state.links["reviews"]?.map(\.hasEnded) == [true, false, false])
        #expect(scene.state.incidents.isEmpty)
    }

    @Test("an event of another case that cannot be taken is an incident where it arrives")
    func untaken() throws {
        var (scene, _) = try active()
        scene.keep(Deciding.deliver(
            .event(to: "triad-cycle-1", from: "triad-review-9", event: "report-final", values: [], happened: .instant(scene.now)), in: try scene.situation()))
        #expect(scene.facts.suffix(1).map(\.sentence) == ["could not take report-final of triad-review-9: not-now"])
        #expect(Waiting.items(in: try scene.situation(), for: "chris").map(\.kind) == [.todo, .incident])
    }

    @Test("what must be loaded is what the guards name, and no more")
    func needs() throws {
        let review = try Self.shipped("triad-review")
        var state = Case(id: "triad-review-1", workflow: review.reference, subject: .organisation("ash"), title: "", began: try Scene.day("2026-09-07"))
        state.configuration = ["open", "open.on-site"]
        state.holders = ["lead": [.init(organisation: "beech", person: "ben", since: state.began)]]
        let record = Deciding.needs(for: .event(case: state.id, event: "record", form: [:]), as: "ben", case: state, workflow: review)
        #expect(record.records == [])
        #expect(record.people == ["ben"])
        #expect(record.organisations == ["ash", "beech"])
        state.configuration = ["open", "open.resolving"]
        let close = Deciding.needs(for: .event(case: state.id, event: "close-comments", form: [:]), as: "ben", case: state, workflow: review)
        #expect(close.records.contains("comments"))
    }
}
