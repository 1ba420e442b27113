import Casework
import CivilTime
import Foundation
import JSON
import Register
import Synchronization
import Testing

@testable import CaseStore

@Suite("A command is one commit: decided, written, answered")
struct PerformingTests {
    @Test("A cycle begins three reviews in one commit, and everything verifies")
    func cycle() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        for head in ["P2", "P3", "P4"] { _ = try alliance.perform(head, .event(case: triad, event: "accept", form: [:])).get() }
        let reply = try alliance.perform("P1", .event(case: triad, event: "begin-cycle", form: ["cycle": "2026/27"])).get()
        #expect(reply.began == ["triad-review-1", "triad-review-2", "triad-review-3"])
        #expect(reply.entries.map(\.stream) == ["triad-cycle-1", "triad-review-1", "triad-review-2", "triad-review-3"])
        let verification = try alliance.store.verify()
        #expect(verification.differences == [])
        #expect(verification.head == (try alliance.store.read { try Log(db: $0).head() }))
    }

    @Test("What is not accepted writes nothing; clocks that were due before it have struck all the same")
    func refusalWritesNothing() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let size = try alliance.size
        #expect(try alliance.perform("P1", .event(case: triad, event: "begin-cycle", form: ["cycle": "x"])).refusal?.code == .notNow)
        #expect(try alliance.size == size)
        try alliance.setClock("2026-10-20T08:00:00Z")
        #expect(try alliance.perform("P1", .event(case: triad, event: "begin-cycle", form: ["cycle": "x"])).refusal?.code == .notNow)
        let struck = try alliance.store.read { try Log(db: $0).entries(after: size, most: 10) }.map(\.entry)
        #expect(struck.map(\.word) == ["strike inviting", "strike inviting"])
        #expect(struck.first?.happened == .instant(Instant("2026-09-29T22:59:59.999Z") ?? .first))
        #expect(try alliance.store.verify().isClean)
    }

    @Test("A key gives one command one reply; another request with it is refused; what was not accepted is decided anew")
    func keys() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let key = Command.Key(client: "desk", text: "0001")
        let accept = Command.Act.event(case: triad, event: "accept", form: [:])
        let first = try alliance.perform("P2", key: key, accept).get()
        let size = try alliance.size
        #expect(try alliance.perform("P2", key: key, accept).get() == first)
        #expect(try alliance.size == size)
        #expect(try alliance.perform("P3", key: key, accept).refusal?.code == .keyReused)
        let later = Command.Key(client: "desk", text: "0002")
        let begin = Command.Act.event(case: triad, event: "begin-cycle", form: ["cycle": "2026/27"])
        #expect(try alliance.perform("P1", key: later, begin).refusal?.code == .notNow)
        for head in ["P3", "P4"] { _ = try alliance.perform(head, accept).get() }
        let begun = try alliance.perform("P1", key: later, begin).get()
        #expect(begun.entries.count == 4)
        #expect(try alliance.perform("P1", key: later, begin).get() == begun)
        let long = Command.Key(client: "desk", text: String(repeating: "é", count: 33))
        #expect(try alliance.perform("P2", key: long, accept).refusal?.code == .outOfRange)
    }

    @Test("Whoever looked before something changed that her command rests on is shown what it was")
    func seen() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let accept = Command.Act.event(case: triad, event: "accept", form: [:])
        _ = try alliance.perform("P2", accept).get()
        let refusal = try #require(try alliance.perform("P3", seen: 1, accept).refusal)
        #expect(refusal.code == .changedSince)
        #expect(refusal.details.map(\.place) == ["2"])
        _ = try alliance.perform("P3", seen: 2, accept).get()
    }

    @Test("Several commands are one commit, each for itself")
    func batch() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let outcomes = try alliance.store.perform([
            Asked(Command(as: "P2", .event(case: triad, event: "accept", form: [:]))),
            Asked(Command(as: "P2", .event(case: triad, event: "acept", form: [:]))),
            Asked(Command(as: "P4", .event(case: triad, event: "accept", form: [:])), isForGood: false),
            Asked(Command(as: "P3", .event(case: triad, event: "accept", form: [:]))),
        ])
        #expect(outcomes.map { $0.refusal?.code } == [nil, .unknownEvent, nil, nil])
        #expect(try alliance.store.read { try Rows(db: $0).case(triad) }?.signatures["accept"]?.map(\.person) == ["P2", "P3"])
    }

    @Test("Several commands are all kept or none; a rehearsal of them sees each what those before it did")
    func together() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let size = try alliance.size
        func accepting(_ people: String...) -> [Asked] { people.map { Asked(Command(as: $0, .event(case: triad, event: "accept", form: [:]))) } }
        let refused = try alliance.store.perform(accepting("P2", "P2", "P3"), keeping: .all)
        #expect(refused.map { $0.refusal?.code } == [nil, .alreadySigned])
        #expect(try alliance.size == size)
        let rehearsed = try alliance.store.perform(accepting("P2", "P3", "P2"), isForGood: false)
        #expect(rehearsed.map { $0.refusal?.code } == [nil, nil, .alreadySigned])
        #expect(try alliance.size == size)
        #expect(try alliance.store.perform(accepting("P2", "P3"), keeping: .all).map { $0.refusal?.code } == [nil, nil])
        #expect(try alliance.size == size + 2)
        #expect(try alliance.store.verify().isClean)
    }

    @Test("A rehearsal says what would come of it, and nothing is kept")
    func rehearsal() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let size = try alliance.size
        let reply = try alliance.store.rehearse(Command(as: "P2", .event(case: triad, event: "accept", form: [:]))).get()
        #expect(reply.entries.map(\.number) == [2])
        #expect(try alliance.size == size)
        #expect(try alliance.store.verify().isClean)
    }

    @Test("A virtual clock is set forwards; a live one by nobody; a wall clock that steps back is held")
    func clocks() throws {
        let alliance = try Alliance()
        try alliance.setClock("2026-09-05T08:00:00Z")
        #expect(try alliance.perform("P1", .setClock(Alliance.begin)).refusal?.code == .clockBackwards)

        let folder = try Folder()
        let wall = Mutex(Instant("2026-09-02T09:00:00Z") ?? .first)
        let store = try Store.create(
            at: folder.file, coordinators: [Person("P1", name: "Ada Marsh")], sources: Alliance.shipped,
            surroundings: .init(now: { wall.withLock { $0 } }, random: Alliance.surroundings.random))
        #expect(try store.perform(Command(as: "P1", .setClock(Alliance.begin.adding(milliseconds: 1 << 40)))).refusal?.code == .liveFile)
        wall.withLock { $0 = $0.adding(milliseconds: -3_600_000) }
        let reply = try store.perform(Command(as: "P1", .register([.personAdded(.init("P2", name: "Ben Oduya"))]))).get()
        #expect(reply.entries.first?.recorded == Instant("2026-09-02T09:00:00Z"))
        #expect(try store.verify().isClean)
    }

    @Test("A definition in use with other content under the same version is refused, and nothing is taken into use")
    func definitions() throws {
        let alliance = try Alliance()
        try alliance.startTriad()
        let source = try #require(Alliance.shipped.find(.workflow, "triad-cycle")?.text)
        let other = source.replacingOccurrences(of: "title: Standing", with: "title: Stood")
        let size = try alliance.size
        let refusal = try alliance.perform("P1", .adoptDefinition(kind: .workflow, source: other, file: "mine.yaml")).refusal
        #expect(refusal?.code == .badDefinition)
        #expect(try alliance.size == size)
        let newer = other.replacingOccurrences(of: "version: 1\ntitle", with: "version: 2\ntitle")
        _ = try alliance.perform("P1", .adoptDefinition(kind: .workflow, source: newer, file: "mine.yaml")).get()
        #expect(try alliance.store.verify().isClean)
    }

    @Test("A proposal that is accepted begins one case a group, its members in the order of the ring")
    func forming() throws {
        let alliance = try Alliance()
        _ = try alliance.perform("P1", .propose(forming: ["groups": [["H3", "H1", "H2"]], "workflow": "triad-cycle"])).get()
        let reply = try alliance.perform("P1", .accept(forming: 1)).get()
        #expect(reply.began == ["triad-cycle-1"])
        let state = try alliance.store.read { try Rows(db: $0).case("triad-cycle-1") }
        #expect(state?.holders["members"]?.map(\.organisation) == ["H3", "H1", "H2"])
        #expect(try alliance.perform("P1", .accept(forming: 1)).refusal?.code == .alreadySo)
        #expect(try alliance.store.verify().isClean)
    }

    @Test("Letters wait in order, and one that was sent says when and how")
    func letters() throws {
        let alliance = try Alliance()
        try alliance.startTriad()
        let waiting = try alliance.store.reading { .success(try $0.letters(waitingOnly: true)) }.get()
        #expect(waiting.map(\.letter) == ["invitation", "invitation", "invitation"])
        _ = try alliance.perform("P1", on: .day(Alliance.today), .letterSent(number: 2, how: .post)).get()
        let letters = try alliance.store.reading { .success(try $0.letters(waitingOnly: false)) }.get()
        #expect(letters.map(\.how) == [nil, .post, nil])
        #expect(letters.map(\.sent) == [nil, .day(Alliance.today), nil])
        #expect(try alliance.perform("P1", .letterSent(number: 2, how: .post)).refusal?.code == .alreadySo)
        #expect(try alliance.perform("P2", .letterSent(number: 1, how: .post)).refusal?.code == .notYours)
        #expect(try alliance.perform("nobody", .letterSent(number: 1, how: .post)).refusal?.code == .unknownPerson)
        #expect(try alliance.perform("P1", .letterSent(number: 9, how: .post)).refusal?.code == .unknownLetter)
        #expect(try alliance.store.verify().isClean)
    }
}

extension Result {
    /// Why it was not accepted.
    var refusal: Failure? {
        if case .failure(let refusal) = self { refusal } else { nil }
    }
}

extension Alliance {
    var size: Int64 { get throws { try store.read { try Log(db: $0).size() } } }

    func setClock(_ text: String) throws {
        _ = try perform("P1", .setClock(try #require(Instant(text)))).get()
    }
}
