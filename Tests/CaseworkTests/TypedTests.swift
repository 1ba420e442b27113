@testable import Casework
import Definitions
import JSON
import Testing

@Suite("What one person types for another")
struct TypedTests {
    /// What the coordinator types for a reviewer.
    private func types(_ scene: inout Scene, _ seen: String) throws -> Int {
        let command = Command(as: "ben", typedBy: "chris", came: .post, .event(case: scene.state.id, event: "record", form: ["seen": .string(seen)]))
        try scene.perform(command, nil)
        return scene.state.entry
    }

    private func confirms(_ scene: inout Scene, _ entry: Int, as person: String, typedBy: String? = nil, came: Command.Came = .system) throws {
        try scene.perform(Command(as: person, typedBy: typedBy, came: came, .confirmTyped(case: scene.state.id, entry: entry)), nil)
    }

    private func waits(_ scene: Scene, for person: String) throws -> [String] {
        try Waiting.items(in: scene.situation(), for: person).filter { $0.kind == .typed }.compactMap(\.about)
    }

    @Test("it waits for the word of the one whose act it is, and for nobody else's")
    func waits() throws {
        var scene = try Scene.visiting()
        let entry = try types(&scene, "Reading.")
        #expect(try waits(scene, for: "ben") == ["\(scene.state.id)/\(entry)"])
        #expect(try waits(scene, for: "chris").isEmpty)
        #expect(try Case(json: JSON.Value.parse(scene.state.text)) == scene.state, "it waits in the case's row as well")
        let other = try #require(throws: Refusal.self) { try confirms(&scene, entry, as: "hana") }
        #expect(other.code == .unknownEntry)
        try confirms(&scene, entry, as: "ben")
        #expect(scene.state.typed.isEmpty)
        let again = try #require(throws: Refusal.self) { try confirms(&scene, entry, as: "ben") }
        #expect(again.code == .unknownEntry)
    }

    @Test("whoever types that it was confirmed, the typist or another, says how the word came")
    func byTypist() throws {
        var scene = try Scene.visiting()
        let entry = try types(&scene, "Reading.")
        for typist in ["chris", "dee"] {
            let refusal = try #require(throws: Refusal.self) { try confirms(&scene, entry, as: "ben", typedBy: typist) }
            #expect(refusal.code == .notYours)
            #expect(refusal.place == "came")
        }
        try confirms(&scene, entry, as: "ben", typedBy: "chris", came: .email)
        #expect(scene.state.typed.isEmpty)
    }

    @Test("what is set aside waits no more, and its confirmation goes with it")
    func setAside() throws {
        var scene = try Scene.visiting()
        let first = try types(&scene, "Reading."), second = try types(&scene, "Writing.")
        try confirms(&scene, second, as: "ben")
        let confirmation = scene.state.entry
        let command = Command(as: "chris", .correct(case: scene.state.id, entry: second, .setAside, because: "Another school's"))
        let decision = try Deciding.decide(command, in: scene.situationWithPast()).get()
        let correction = try #require(decision.facts.lazy.compactMap { fact -> Correction? in if case .corrected(let it) = fact { it } else { nil } }.first)
        #expect(correction.setAside == [second, confirmation])
        #expect(scene.state.typed.map(\.entry) == [first], "the second is confirmed")
    }

    @Test("a word without a form, and one's own typing, wait for nobody")
    func nothingTyped() throws {
        var scene = try Scene.visiting()
        try scene.perform(Command(as: "ben", typedBy: "ben", .event(case: scene.state.id, event: "record", form: ["seen": "Reading."])), nil)
        #expect(scene.state.typed.isEmpty)
        try scene.perform(Command(as: "ben", typedBy: "chris", .event(case: scene.state.id, event: "leave", form: [:])), nil)
        #expect(scene.state.typed.isEmpty)
    }

    @Test("nobody learns of it who may not see the entry")
    func hidden() throws {
        var scene = try Scene.visiting()
        let command = Command(as: "ben", typedBy: "chris", .event(case: scene.state.id, event: "concern", form: ["to": "The lead"]))
        try scene.perform(command, nil)
        let situation = try scene.situation()
        for fact in try #require(scene.past.last).facts {
            #expect(!Seeing.sight(of: "hana", in: situation).sees(fact, of: situation.workflow), "\(fact)")
        }
    }
}
