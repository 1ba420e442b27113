@testable import Casework
import Definitions
import JSON
import Register
import Testing

@Suite("Holders")
struct CastTests {
    @Test("the sheet that a leaver sealed stays hers, and the newcomer owes none")
    func sealedStays() throws {
        var scene = try Scene.judging()
        try scene.seal(as: "ben", ["itt": "leading", "cpd": "emerging"])
        try scene.perform(
            .appoint(case: scene.state.id, role: "lead", person: nil, organisation: "oak", instead: nil, because: "Left on 31 December"), as: "chris")
        #expect(scene.state.holders["lead"]?.map(\.id) == ["oak"])
        #expect(scene.state.collections["peer"]?.due.map(\.holder) == ["beech", "elm"])
        #expect(scene.state.collections["peer"]?.sealed.map(\.person) == ["ben"])
        try scene.seal(as: "dee", ["itt": "leading", "cpd": "emerging"])
        #expect(scene.state.collections["peer"]?.isOpen == true)
        #expect(scene.state.configuration == ["open", "open.conferring"])
    }

    @Test("what is owed goes to the newcomer where nothing was sealed")
    func owedPasses() throws {
        var scene = try Scene.judging()
        try scene.perform(
            .appoint(case: scene.state.id, role: "reviewer", person: "dan", organisation: "elm", instead: nil, because: "Ill"), as: "chris")
        #expect(scene.state.holders["reviewer"]?.map(\.person) == ["dan"])
        #expect(scene.state.collections["peer"]?.due.map(\.holder) == ["beech", "elm"])
        try scene.seal(as: "dan", ["itt": "leading", "cpd": "emerging"])
    }

    @Test("a holder is replaced with a reason, by those who manage the case")
    func reason() throws {
        var scene = try Scene.judging()
        let silent = try #require(throws: Refusal.self) {
            try scene.perform(.appoint(case: scene.state.id, role: "lead", person: nil, organisation: "oak", instead: nil, because: " "), as: "chris")
        }
        #expect(silent.code == .missingField)
        let long = try #require(throws: Refusal.self) {
            try scene.perform(
                .release(case: scene.state.id, role: "lead", holder: "beech", because: String(repeating: "x", count: 1_001)), as: "chris")
        }
        #expect(long.sentence == "because has 1001 characters; 1000 fit.")
        let own = try #require(throws: Refusal.self) {
            try scene.perform(.release(case: scene.state.id, role: "lead", holder: "beech", because: "I am tired"), as: "ben")
        }
        #expect(own.code == .notYours)
    }

    @Test("a newcomer of the host's own school, or of the other reviewer's, is not appointed")
    func sameSchool() throws {
        var scene = try Scene.judging()
        for school in ["ash", "elm"] {
            let refusal = try #require(throws: Refusal.self) {
                try scene.perform(.appoint(case: scene.state.id, role: "lead", person: nil, organisation: school, instead: nil, because: "Ill"), as: "chris")
            }
            #expect(refusal.code == .conflictOfInterest)
        }
    }

    @Test("whoever has a tie to the host cannot give her name for a part")
    func tieAtNaming() throws {
        var scene = try Scene.visiting()
        scene.register = scene.register.applying(.affiliationBegun(.init("fay", at: "beech", as: "teacher")))
        let refusal = try #require(try scene.refusal("name", as: "fay"))
        #expect(refusal.code == .conflictOfInterest)
        #expect(refusal.sentence.hasPrefix("Fay cannot be Lead reviewer beside Ash School. Between Fay and Hana an interest is declared: family"))
        try scene.send("name", as: "bo")
        #expect(scene.state.holders["lead"]?.map(\.person) == ["bo"])
        // From now on Bo acts for Beech School, and nobody else does.
        #expect(try scene.refusal("record", as: "ben", ["seen": "Reading."])?.code == .notYours)
    }

    @Test("whoever was named before a tie arose goes on")
    func laterTie() throws {
        var scene = try Scene.visiting()
        try scene.send("name", as: "bo")
        scene.register = scene.register.applying(.interestDeclared(.init(.person("bo"), .person("hana"), "family"), on: try Scene.day("2026-09-10"), note: nil))
        try scene.send("record", as: "bo", ["seen": "Reading."])
    }

    @Test("a released part is empty, and shows in every guard as such")
    func released() throws {
        var scene = try Scene.judging()
        try scene.perform(.release(case: scene.state.id, role: "reviewer", holder: "elm", because: "The school closes"), as: "chris")
        #expect(scene.state.holders["reviewer"] == nil)
        #expect(scene.state.collections["peer"]?.due.map(\.holder) == ["beech"])
        // A part that must be filled and is empty keeps the sheets closed.
        try scene.seal(as: "ben", ["itt": "leading", "cpd": "emerging"])
        #expect(scene.state.configuration == ["open", "open.judging"])
    }
}
