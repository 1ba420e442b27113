@testable import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@Suite("Commands to the file")
struct FileTests {
    private func decide(_ act: Command.Act, as person: String = "chris", _ change: (inout FileSituation) -> Void = { _ in }) throws -> Result<Decision, Refusal> {
        var state = FileState()
        state.apply(.coordinating(person: "chris", isOn: true))
        var file = FileSituation(state: state, register: try Scene.people(), isVirtual: true, now: try Scene.noon("2026-09-07"))
        change(&file)
        return Deciding.decide(Command(as: person, act), on: file)
    }

    private func code(_ result: Result<Decision, Refusal>) -> Refusal.Code? {
        if case .failure(let refusal) = result { refusal.code } else { nil }
    }

    @Test("the first makes herself coordinator; after her only coordinators name others, and one always stays")
    func coordinators() throws {
        #expect(try decide(.coordinate(person: "ben", isOn: true), as: "ben") { $0.state = FileState() }.get().facts == [.coordinating(person: "ben", isOn: true)])
        #expect(code(try decide(.coordinate(person: "ben", isOn: true), as: "ben")) == .notYours)
        #expect(code(try decide(.coordinate(person: "chris", isOn: true))) == .alreadySo)
        #expect(code(try decide(.coordinate(person: "chris", isOn: false))) == .castIncomplete)
        #expect(code(try decide(.coordinate(person: "nobody", isOn: true))) == .unknownPerson)
    }

    @Test("register changes are checked one after the other, and every problem is told at once")
    func register() throws {
        let school = Register.Change.organisationAdded(.init(name: "Yew School"), id: "yew")
        let post = Register.Change.affiliationBegun(.init("oz", at: "yew", as: "teacher"))
        #expect(try decide(.register([school, post])).get().facts == [.registered(school), .registered(post)])
        let refusal = try #require(throws: Refusal.self) { try decide(.register([post, .personAdded(.init("ben", name: "Ben"))])).get() }
        #expect(refusal.code == .registerSaysNo)
        #expect(refusal.details.map(\.place) == ["1.organisation", "2.id"])
    }

    @Test("anybody declares her own interests; all else in the register is the coordinators'")
    func ownInterests() throws {
        let own = Register.Change.interestDeclared(.init(.person("ben"), .organisation("ash"), "paid_work"), on: try Scene.day("2026-09-07"), note: nil)
        #expect(try decide(.register([own]), as: "ben").get().facts == [.registered(own)])
        #expect(code(try decide(.register([own]), as: "dee")) == .notYours)
    }

    @Test("a definition is taken into use once; another content asks for another version")
    func definitions() throws {
        func adopt(_ version: Int, _ hash: String) throws -> Result<Decision, Refusal> {
            try decide(.adoptDefinition(kind: .workflow, source: "", file: "a.yaml")) { file in
                file.state.apply(.defined(kind: .workflow, name: "a", version: 2, hash: "22"))
                file.definition = .success(.init(kind: .workflow, reference: .init(name: "a", version: version, hash: hash)))
            }
        }
        #expect(try adopt(3, "33").get().facts == [.defined(kind: .workflow, name: "a", version: 3, hash: "33")])
        #expect(code(try adopt(2, "22")) == .alreadySo)
        #expect(code(try adopt(2, "23")) == .badDefinition)
    }

    @Test("a calendar in use is replaced by being applied, with a reason, and by nothing else")
    func calendars() throws {
        func decided(_ act: Command.Act, _ name: String = "test-schools", version: Int = 2) throws -> Result<Decision, Refusal> {
            try decide(act) { file in
                file.state.apply(.defined(kind: .calendar, name: "test-schools", version: 1, hash: "11"))
                file.definition = .success(.init(kind: .calendar, reference: .init(name: name, version: version, hash: "22")))
            }
        }
        func apply(_ because: String = "Proclaimed.") -> Command.Act { .applyCalendar(source: "", file: "a.yaml", because: because) }
        #expect(try decided(apply()).get().facts == [.defined(kind: .calendar, name: "test-schools", version: 2, hash: "22", because: "Proclaimed.")])
        #expect(code(try decided(apply(" "))) == .missingField)
        #expect(code(try decided(apply(), version: 1)) == .badDefinition)
        let unknown = try #require(throws: Refusal.self) { try decided(apply(), "tset-schools").get() }
        #expect(unknown.code == .unknownCalendar && unknown.remedy == "In use: test-schools. The key `calendar` says which one a file is a version of.")
        #expect(code(try decided(.adoptDefinition(kind: .calendar, source: "", file: "a.yaml"))) == .alreadySo)
    }

    @Test("an accepted proposal begins a case for each group, and is accepted once")
    func forming() throws {
        let proposal: JSON.Value = ["groups": [["ash", "beech", "elm"]], "workflow": "triad-cycle"]
        let proposed = try decide(.propose(forming: proposal)).get().facts
        #expect(proposed == [.proposed(forming: 1, groups: [["ash", "beech", "elm"]], proposal)])
        let ready: (inout FileSituation) -> Void = { file in
            for fact in proposed { file.state.apply(fact) }
            file.state.apply(.defined(kind: .workflow, name: "triad-cycle", version: 1, hash: "11"))
            file.nextNumbers = ["triad-cycle": 5]
        }
        let accepted = try decide(.accept(forming: 1), ready).get()
        #expect(accepted.facts == [.accepted(forming: 1)])
        #expect(accepted.messages.map(\.receiver) == ["triad-cycle-5"])
        #expect(code(try decide(.accept(forming: 1)) { ready(&$0); $0.state.apply(.accepted(forming: 1)) }) == .alreadySo)
        #expect(code(try decide(.accept(forming: 2), ready)) == .unknownForming)
        #expect(code(try decide(.propose(forming: ["groups": [["ash", "nowhere", "elm"]], "workflow": "triad-cycle"]))) == .unknownOrganisation)
        #expect(code(try decide(.propose(forming: ["groups": [["ash", "ash", "elm"]], "workflow": "triad-cycle"]))) == .tooMany)
    }

    @Test("only a virtual file's clock is set, and only forwards")
    func clock() throws {
        let later = try Scene.noon("2026-10-01")
        #expect(try decide(.setClock(later)).get().facts == [.clockMoved(to: later)])
        #expect(code(try decide(.setClock(later)) { $0.isVirtual = false }) == .liveFile)
        #expect(code(try decide(.setClock(try Scene.noon("2026-09-06")))) == .clockBackwards)
    }

    @Test("the file's state is read back from its row as it was")
    func row() throws {
        var state = FileState()
        for fact in [
            Fact.coordinating(person: "chris", isOn: true), .coordinating(person: "ben", isOn: true), .coordinating(person: "chris", isOn: false),
            .defined(kind: .rubric, name: "maturity", version: 1, hash: "00"),
            .proposed(forming: 1, groups: [["ash", "elm", "oak"]], ["workflow": "triad-cycle"]), .accepted(forming: 1),
            .clockMoved(to: try Scene.noon("2026-12-01")),
        ] { state.apply(fact) }
        state.entry = 7
        #expect(state.coordinators == ["ben"])
        #expect(try FileState(json: JSON.Value.parse(state.json.text)) == state)
    }
}
