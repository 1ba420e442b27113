@testable import Casework
import CivilTime
import Definitions
import JSON
import Testing

@Suite("Sending events")
struct EventTests {
    @Test("a case begins with its parts held, its first state entered and its clock set")
    func beginning() throws {
        let scene = try Scene.begun()
        #expect(scene.facts.map(\.sentence) == [
            "began small-review 1 on 2026-09-07", "appointed ash as host from 2026-09-07", "appointed beech as lead from 2026-09-07",
            "appointed elm as reviewer from 2026-09-07", "appointed chris as coordinator from 2026-09-07", "entered open",
            "entered open.agreeing", "clock agreeing set for 2026-09-21",
        ])
        #expect(scene.state.title == "Small review: Ash School")
        #expect(scene.state.configuration == ["open", "open.agreeing"])
        #expect(scene.state.clocks["agreeing"]?.next == .remind)
    }

    @Test("nobody can begin a case with a required part empty")
    func castIncomplete() throws {
        let situation = Situation(
            workflow: try Scene.workflow(), case: nil, register: try Scene.people(), calendar: try Scene.calendar(),
            nextNumbers: ["small-review": 1], now: try Scene.noon("2026-09-07"), coordinators: ["chris"])
        let command = Command(as: "chris", .start(workflow: "small-review", subject: .organisation("ash"), title: nil, roles: [], data: [:]))
        let refusal = try #require(throws: Refusal.self) { try Deciding.decide(command, in: situation).get() }
        #expect(refusal.code == .castIncomplete)
        #expect(refusal.sentence == "Nobody is named as Lead reviewer.")
    }

    @Test("an event that is not taken where the case stands says where it is")
    func notNow() throws {
        let refusal = try #require(try Scene.begun().refusal("leave", as: "ben"))
        #expect(refusal.code == .notNow)
        #expect(refusal.sentence == "The case stands at Agreeing; this can be sent at Visiting.")
    }

    @Test("a mistyped event is answered with the nearest name")
    func unknownEvent() throws {
        let refusal = try #require(try Scene.begun().refusal("agre", as: "ben"))
        #expect(refusal.code == .unknownEvent)
        #expect(refusal.remedy == "Did you mean agree?")
    }

    @Test("an event belongs to its roles, and they are named with their holders")
    func notYours() throws {
        let refusal = try #require(try Scene.visiting().refusal("leave", as: "dee"))
        #expect(refusal.code == .notYours)
        #expect(refusal.sentence == "Leave belongs to Lead reviewer (Beech School).")
    }

    @Test("all mistakes of a form are told at once")
    func formMistakes() throws {
        let refusal = try #require(try Scene.begun().refusal("agree", as: "hana", ["visit_on": "soon", "colour": 1]))
        #expect(refusal.details.map(\.code) == ["unknown-field", "missing-field", "wrong-type"])
        #expect(refusal.details.map(\.place) == ["colour", "focus", "visit_on"])
    }

    @Test("a guard that does not hold gives the file's sentence and the decisive part in words, with the days that were counted")
    func guardNotMet() throws {
        let refusal = try #require(try Scene.begun().refusal("agree", as: "hana", ["focus": "Reading", "visit_on": "2026-09-24"]))
        #expect(refusal.code == .guardNotMet)
        #expect(refusal.sentence == "The visit is less than 20 working days away.")
        #expect(refusal.remedy?.contains("Working days from today to Visit on: 13; at least 20 is needed.") == true)
        #expect(refusal.remedy?.contains("13 of the 20 working days from Tue 8 Sep 2026: Tue 8 Sep to Thu 24 Sep.") == true)
    }

    @Test("what falls short of an expectation is accepted, marked and kept")
    func marks() throws {
        var scene = try Scene.begun()
        try scene.send("agree", as: "hana", ["focus": "Reading", "visit_on": "2027-02-01"])
        #expect(scene.state.marks.map(\.sentence) == ["The visit is more than 60 working days away."])
    }

    @Test("an event cannot have happened in the future, nor before the case began")
    func dates() throws {
        let scene = try Scene.begun()
        #expect(try scene.refusal("agree", as: "hana", Scene.terms, on: "2026-09-08")?.code == .dateInFuture)
        #expect(try scene.refusal("agree", as: "hana", Scene.terms, on: "2026-09-04")?.code == .beforeCase)
    }

    @Test("a person who is not in the register cannot act, a look-alike of a key neither")
    func unknownPerson() throws {
        #expect(try Scene.begun().refusal("agree", as: "nobody", Scene.terms)?.code == .unknownPerson)
        #expect(try Scene.begun().refusal("agree", as: "hana\u{301}", Scene.terms)?.code == .unknownPerson)
    }

    @Test("a part needs its credential")
    func credential() throws {
        var scene = try Scene.begun()
        scene.register = scene.register.applying(.affiliationBegun(.init("chris", at: "beech", as: "teacher")))
        let refusal = try #require(try scene.refusal("agree", as: "chris", Scene.terms))
        #expect(refusal.code == .notEligible)
        #expect(refusal.sentence == "Chris does not hold trained_reviewer on 7 Sep 2026, and Lead reviewer needs it.")
    }

    @Test("a record holds no more rows than its maximum")
    func room() throws {
        var scene = try Scene.visiting()
        for _ in 0..<3 { try scene.send("record", as: "ben", ["seen": "Reading."]) }
        #expect(try scene.refusal("record", as: "ben", ["seen": "Reading."])?.code == .tooMany)
    }

    @Test("postponed and resumed, a case goes on where it stood, with what it had")
    func history() throws {
        var scene = try Scene.judging()
        try scene.seal(as: "ben", ["itt": "leading", "cpd": "leading"])
        try scene.send("postpone", as: "hana", ["reason": "Snow"])
        #expect(scene.state.configuration == ["postponed"])
        #expect(scene.state.history == ["open.history": ["open.judging"]])
        let away = try #require(throws: Refusal.self) { try scene.seal(as: "dee", ["itt": "leading", "cpd": "leading"]) }
        #expect(away.code == .sheetNotAsked)
        try scene.send("resume", as: "chris")
        #expect(scene.state.configuration == ["open", "open.judging"])
        try scene.seal(as: "dee", ["itt": "leading", "cpd": "leading"])
        #expect(scene.state.configuration == ["open", "open.conferring"])
    }

    @Test("an ended case keeps its last state, and takes what is taken at any time there")
    func ended() throws {
        var scene = try Scene.begun()
        try scene.send("withdraw", as: "chris")
        #expect(scene.state.hasEnded)
        #expect(scene.state.configuration == ["withdrawn"])
        #expect(scene.state.clocks.isEmpty)
        #expect(try scene.refusal("agree", as: "hana", Scene.terms)?.code == .caseEnded)
    }

    @Test("an entry that changed what an event reads or writes is told to a sender who has not seen it")
    func changedSince() throws {
        var scene = try Scene.visiting()
        let other = try scene.send("record", as: "dee", ["seen": "Singing."])
        let leave = try Deciding.decide(Command(as: "ben", .event(case: scene.state.id, event: "leave", form: [:])), in: scene.situation()).get()
        let refusal = Deciding.changedSince(leave, later: [(4, other.touched, "Record evidence")])
        #expect(refusal?.code == .changedSince)
        #expect(refusal?.details == [.init(place: "4", code: "records.evidence+", sentence: "Record evidence")])
        let record = try Deciding.decide(
            Command(as: "ben", .event(case: scene.state.id, event: "record", form: ["seen": "Dance."])), in: scene.situation()).get()
        #expect(Deciding.changedSince(record, later: [(4, other.touched, "Record evidence")]) == nil)
    }
}
