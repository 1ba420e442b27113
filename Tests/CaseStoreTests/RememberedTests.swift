import Casework
import CivilTime
import Definitions
import Foundation
import GRDB
import Register
import Testing

@testable import CaseStore

@Suite("What a store remembers of its file is what stands there")
struct RememberedTests {
    private let alliance: Alliance

    init() throws { alliance = try Alliance() }

    /// Another program that has the same file open.
    private func other() throws -> Store {
        try Store(at: alliance.store.path, mode: .writing, sources: Alliance.shipped, surroundings: Alliance.surroundings)
    }

    private func accept(_ triad: Case.ID) -> Command.Act { .event(case: triad, event: "accept", form: [:]) }

    @Test("Two programs that write by turns see what the other wrote: cases, register, coordinators, clock, definitions")
    func byTurns() throws {
        let other = try other()
        let triad = try alliance.startTriad()
        for (store, head) in [(alliance.store, "P2"), (other, "P3"), (alliance.store, "P4")] {
            _ = try store.perform(Command(as: head, accept(triad))).get()
        }
        _ = try other.perform(Command(as: "P1", .register([.personAdded(Person("P9", name: "Fay Moor"))]))).get()
        _ = try alliance.store.perform(Command(as: "P1", .coordinate(person: "P9", isOn: true))).get()
        _ = try other.perform(Command(as: "P9", .setClock(try #require(Instant("2026-09-02T08:00:00Z"))))).get()
        let begun = try alliance.store.perform(Command(as: "P9", .event(case: triad, event: "begin-cycle", form: ["cycle": "2026/27"]))).get()
        #expect(begun.entries.first?.recorded == Instant("2026-09-02T08:00:00Z"))
        let review = try #require(begun.began.first)
        _ = try other.perform(Command(as: "P9", .appoint(case: review, role: "facilitator", person: "P5", organisation: nil, instead: nil, because: nil))).get()
        let seen = try alliance.store.perform(Command(as: "P9", .release(case: review, role: "facilitator", holder: "P5", because: "She has left."))).get()
        #expect(seen.entries.first?.number == 3)
        #expect(try alliance.store.verify().differences == [])
    }

    @Test("A command that wrote before it was refused leaves no trace for those after it in the same commit")
    func refused() throws {
        let folder = try Folder()
        let store = try ChainTests.store(in: folder)
        let start = Command.Act.start(workflow: "ping", subject: .person("P1"), title: nil, roles: [], data: [:])
        let go = Command.Act.event(case: "ping-1", event: "go", form: [:])
        let outcomes = try store.perform([start, go, go, start].map { Asked(Command(as: "P1", $0)) })
        #expect(outcomes.map { $0.refusal?.code } == [nil, .chainTooLong, .chainTooLong, nil])
        #expect(try outcomes[3].get().began == ["ping-2"])
        _ = try store.perform(Command(as: "P1", start)).get()
        #expect(try store.read { try Rows(db: $0).case("ping-1") }?.entry == 1)
        #expect(try store.read { try Log(db: $0).end().frontier.root } == store.verify().head.root)
        #expect(try store.verify().differences == [])
    }

    @Test("What was only rehearsed, and a transaction that was not kept, are forgotten")
    func rehearsed() throws {
        let triad = try alliance.startTriad()
        _ = try alliance.store.rehearse(Command(as: "P2", accept(triad))).get()
        _ = try alliance.store.perform(["P2", "P2"].map { Asked(Command(as: $0, accept(triad))) }, keeping: .all)
        _ = try alliance.store.perform([Asked(Command(as: "P3", accept(triad)))], isForGood: false)
        for head in ["P2", "P3"] { _ = try alliance.perform(head, accept(triad)).get() }
        #expect(try alliance.store.read { try Rows(db: $0).case(triad) }?.signatures["accept"]?.map(\.person) == ["P2", "P3"])
        #expect(try alliance.store.verify().differences == [])
    }

    @Test("Rows that are written past it are seen")
    func writtenPast() throws {
        let triad = try alliance.startTriad()
        let before = try #require(try alliance.store.read { try String.fetchOne($0, sql: "SELECT body FROM cases WHERE id = ?", arguments: [triad]) })
        try alliance.store.write { try $0.execute(sql: "UPDATE cases SET body = '{}' WHERE id = ?", arguments: [triad]) }
        #expect(throws: StoreFailure.self) { try alliance.perform("P2", accept(triad)) }
        try alliance.store.write { try $0.execute(sql: "UPDATE cases SET body = ? WHERE id = ?", arguments: [before, triad]) }
        _ = try alliance.perform("P2", accept(triad)).get()
        #expect(try alliance.store.verify().differences == [])
    }

    @Test("Identifiers that look alike are kept apart: the Kelvin sign is no K")
    func lookalikes() throws {
        try alliance.enter([.personAdded(Person("K", name: "Kay Lund"))])
        let found = try alliance.store.transaction { db, remembered in
            let rows = Rows(db: db, remembered: remembered)
            let around = try ["\u{212A}", "K"].map { try rows.registerAround([$0]).people.map(\.name) }
            return ((around, try ["\u{212A}", "K"].map { try rows.has(.person, $0) }), keeps: true)
        }
        #expect(found.0 == [[], ["Kay Lund"]])
        #expect(found.1 == [false, true])
    }
}
