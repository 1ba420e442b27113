import Casework
import CivilTime
import Foundation
import JSON
import Register
import Synchronization
import Testing

@testable import TriadKit

/// An invented alliance of three hubs in a virtual file, asked and driven through the door alone.
final class Door {
    let folder: String
    let triad: Triad
    /// What was done, in order, as it was asked for.
    private(set) var journal: [Step] = []

    enum Step {
        case command(Command)
        case tick
    }

    static let begin = Instant("2026-09-01T08:00:00Z") ?? .first

    init() throws {
        folder = NSTemporaryDirectory() + "/triad-door-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let counter = Mutex(UInt8(0))
        let surroundings = Triad.Surroundings(now: { Door.begin }, random: { count in
            (0..<count).map { _ in counter.withLock { $0 &+= 1; return $0 } }
        })
        triad = try Triad.create(
            at: folder + "/a.triad", coordinators: ["Ada Marsh"], virtualFrom: Door.begin, surroundings: surroundings)
        try did("Ada Marsh", .register(Door.register))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    static var register: [Register.Change] {
        let since = Day(year: 2020, month: 9, day: 1) ?? .first
        var changes: [Register.Change] = []
        for (id, name) in [("H1", "Alder Bank"), ("H2", "Birch Hill"), ("H3", "Cedar Vale")] {
            changes.append(.organisationAdded(.init(name: name, kind: .hub), id: id))
        }
        for (id, name, hub) in [("P2", "Ben Oduya", "H1"), ("P3", "Cara Lind", "H2"), ("P4", "Dev Rao", "H3"), ("P5", "Eve Stone", "H1")] {
            changes.append(.personAdded(Person(id, name: name, email: "\(id.lowercased())@example.org")))
            changes.append(.affiliationBegun(Affiliation(id, at: hub, as: "headteacher", .starting(since))))
            changes.append(.credentialGiven(Credential(id, "trained_reviewer", .starting(since))))
            changes.append(.declarationMade(Declaration(person: id, on: Day(year: 2026, month: 8, day: 20) ?? .first)))
        }
        changes.append(.personAdded(Person("P9", name: "Finn Outside")))
        return changes
    }

    @discardableResult
    func did(_ person: String, _ act: Command.Act) throws -> Reply { try did(Command(as: person, act)) }

    @discardableResult
    func did(_ command: Command) throws -> Reply {
        let reply = try triad.perform(command).get()
        journal.append(.command(command))
        return reply
    }

    /// Whatever is due strikes.
    func tick() throws {
        try triad.tick()
        journal.append(.tick)
    }

    /// Gives somebody what a lead reviewer needs.
    func trains(_ person: String) throws {
        try did("Ada Marsh", .register([
            .credentialGiven(Credential(person, "trained_reviewer", .starting(Day(year: 2024, month: 9, day: 1) ?? .first))),
            .declarationMade(Declaration(person: person, on: Day(year: 2026, month: 8, day: 20) ?? .first)),
        ]))
    }

    @discardableResult
    func sent(_ person: String, _ case: Case.ID, _ event: String, _ form: JSON.Object = [:]) throws -> Reply {
        try did(person, .event(case: `case`, event: event, form: form))
    }

    func answer<A: Answer>(_ query: Query, as person: String?) throws -> A {
        try #require(try triad.read(query, as: person).get() as? A)
    }

    func refusal(_ query: Query, as person: String?) throws -> Refusal? {
        do {
            _ = try triad.read(query, as: person).get()
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }

    /// A triad of the three hubs with its cycle begun, and its first review's case.
    func beginCycle() throws -> Case.ID {
        let reply = try did("Ada Marsh", .start(workflow: "triad-cycle", subject: .group(["H1", "H2", "H3"]), title: nil, roles: [], data: [:]))
        let triad = try #require(reply.began.first)
        for head in ["Ben Oduya", "Cara Lind", "Dev Rao"] { try sent(head, triad, "accept") }
        let begun = try sent("Ada Marsh", triad, "begin-cycle", ["cycle": "2026/27"])
        return try #require(begun.began.first)
    }
}
