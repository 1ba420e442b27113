@testable import Casework
import Definitions
import JSON
import Testing

@Suite("Signatures")
struct SignatureTests {
    @Test("the last of the signatures moves the case and sets what was agreed")
    func both() throws {
        var scene = try Scene.begun()
        try scene.to("2026-09-14")
        let first = try scene.send("agree", as: "hana", Scene.terms)
        #expect(first.facts.map(\.sentence) == ["agree by hana as host", "signed agree by hana for ash as host"])
        #expect(scene.state.configuration == ["open", "open.agreeing"])
        let second = try scene.send("agree", as: "ben")
        #expect(second.facts.map(\.sentence) == [
            "agree by ben as lead", "signed agree by ben for beech as lead", "set focus", "set visit_on", "signatures on agree cleared",
            "clock agreeing stopped", "left open.agreeing", "entered open.visiting",
        ])
        #expect(scene.state.data["focus"] == .text("Reading"))
        #expect(scene.state.data["visit_on"] == .date(try Scene.day("2026-11-10")))
    }

    @Test("a later signer who says other terms is told both")
    func termsDiffer() throws {
        var scene = try Scene.begun()
        try scene.send("agree", as: "hana", Scene.terms)
        let refusal = try #require(try scene.refusal("agree", as: "ben", ["focus": "Writing", "visit_on": "2026-11-10"]))
        #expect(refusal.code == .termsDiffer)
        #expect(refusal.sentence == "Hana has signed another focus.")
    }

    @Test("terms that look alike and are other characters differ")
    func lookAlikes() throws {
        var scene = try Scene.begun()
        try scene.send("agree", as: "hana", ["focus": "Caf\u{E9}", "visit_on": "2026-11-10"])
        #expect(try scene.refusal("agree", as: "ben", ["focus": "Cafe\u{301}"])?.code == .termsDiffer)
    }

    @Test("nobody signs twice for one part")
    func twice() throws {
        var scene = try Scene.begun()
        try scene.send("agree", as: "hana", Scene.terms)
        let refusal = try #require(try scene.refusal("agree", as: "hana", Scene.terms))
        #expect(refusal.code == .alreadySigned)
        #expect(refusal.sentence.contains("already; it waits for") && refusal.sentence.contains("("), "who has signed and who has not: \(refusal.sentence)")
        #expect(Waiting.items(in: try scene.situation(), for: "hana").isEmpty)
        #expect(Waiting.items(in: try scene.situation(), for: "ben").map(\.text) == ["Agree the visit"])
    }

    @Test("signatures count no longer once the state is left")
    func cleared() throws {
        var scene = try Scene.begun()
        try scene.send("agree", as: "hana", Scene.terms)
        try scene.send("postpone", as: "chris", ["reason": "Flood"])
        #expect(scene.state.signatures.isEmpty)
    }

    @Test("the signature of somebody who was replaced is asked of the newcomer's organisation")
    func replaced() throws {
        var scene = try Scene.begun()
        try scene.send("agree", as: "ben", Scene.terms)
        try scene.perform(.appoint(case: scene.state.id, role: "lead", person: nil, organisation: "oak", instead: nil, because: "Long illness"), as: "chris")
        try scene.send("agree", as: "hana")
        #expect(scene.state.configuration == ["open", "open.agreeing"])
    }
}
