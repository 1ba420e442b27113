@testable import Casework
import Definitions
import JSON
import Rubrics
import Testing

@Suite("Sheets")
struct SheetTests {
    @Test("the last seal opens all sheets, tells the differences and moves the case")
    func opening() throws {
        var scene = try Scene.judging()
        let first = try scene.seal(as: "ben", ["itt": "leading", "cpd": "emerging"])
        #expect(first.facts.map(\.sentence) == ["sealed sheet peer by ben"])
        #expect(scene.state.configuration == ["open", "open.judging"])
        let last = try scene.seal(as: "dee", ["itt": "emerging", "cpd": "emerging"])
        #expect(last.facts.map(\.sentence) == [
            "sealed sheet peer by dee", "opened sheet peer", "left open.judging", "entered open.conferring",
        ])
        // Equal judgements agree by themselves.
        #expect(scene.state.collections["peer"]?.unsettled == ["itt"])
    }

    @Test("a sheet with a criterion left out is not sealed, and each is listed")
    func incomplete() throws {
        var scene = try Scene.judging()
        let refusal = try #require(throws: Refusal.self) { try scene.seal(as: "ben", ["itt": "leading"]) }
        #expect(refusal.code == .sheetIncomplete)
        #expect(refusal.details.map(\.place) == ["cpd"])
    }

    @Test("nobody seals twice, and nobody whose sheet is not asked for")
    func onceEach() throws {
        var scene = try Scene.judging()
        try scene.seal(as: "ben", ["itt": "leading", "cpd": "emerging"])
        let twice = try #require(throws: Refusal.self) { try scene.seal(as: "ben", ["itt": "secure", "cpd": "emerging"]) }
        #expect(twice.code == .alreadySealed)
        let host = try #require(throws: Refusal.self) { try scene.seal(as: "hana", ["itt": "secure", "cpd": "emerging"]) }
        #expect(host.code == .notYours)
        var early = try Scene.visiting()
        let before = try #require(throws: Refusal.self) { try early.seal(as: "ben", ["itt": "secure", "cpd": "emerging"]) }
        #expect(before.code == .sheetNotAsked)
    }

    @Test("a difference is settled by choosing one of the judgements, with a reason")
    func settled() throws {
        var scene = try Scene.conferring()
        #expect(try scene.refusal("close", as: "ben")?.sentence == "A difference is not settled yet.")
        try scene.send("settle", as: "dee", ["criterion": "itt", "chosen": "lead", "reason": "The second lesson showed it."])
        #expect(scene.state.collections["peer"]?.unsettled == [])
        #expect(scene.state.collections["peer"]?.settled == ["itt": "lead"])
        try scene.send("close", as: "ben")
        #expect(scene.state.configuration == ["open", "open.checking"])
    }

    @Test("a value that is none of the two cannot be chosen, nor a criterion on which all agree")
    func noneOfTheTwo() throws {
        let scene = try Scene.conferring()
        let third = try #require(try scene.refusal("settle", as: "dee", ["criterion": "itt", "chosen": "secure", "reason": "Between."]))
        #expect(third.code == .wrongType)
        #expect(third.details.map(\.sentence) == ["Whose judgement is chosen (chosen) must be one of lead, reviewer."])
        let agreed = try #require(try scene.refusal("settle", as: "dee", ["criterion": "cpd", "chosen": "lead", "reason": "It is so."]))
        #expect(agreed.sentence == "On Professional development there is no difference to settle.")
    }

    @Test("who still has to seal is shown, what was sealed is not")
    func waiting() throws {
        var scene = try Scene.judging()
        #expect(Waiting.items(in: try scene.situation(), for: "ben").map(\.kind) == [.sheet])
        try scene.seal(as: "ben", ["itt": "leading", "cpd": "emerging"])
        #expect(Waiting.items(in: try scene.situation(), for: "ben").isEmpty)
        #expect(Waiting.items(in: try scene.situation(), for: "dee").map(\.text) == ["Seal your sheet"])
    }
}
