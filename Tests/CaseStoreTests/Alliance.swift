import Casework
import CivilTime
import Definitions
import Foundation
import JSON
import Register
import Synchronization
import Testing

@testable import CaseStore

/// An invented alliance of three hubs in a virtual file, under the workflows that ship.
final class Alliance {
    let folder: Folder
    let store: Store
    static let begin = Instant("2026-09-01T08:00:00Z") ?? .first

    init(_ folder: Folder? = nil) throws {
        self.folder = try folder ?? Folder()
        store = try Store.create(
            at: self.folder.file, coordinators: [Person("P1", name: "Ada Marsh")], virtualFrom: Alliance.begin,
            sources: Alliance.shipped, surroundings: Alliance.surroundings)
        try enter(Alliance.register)
    }

    /// Random bytes that are the same in every run: a counter, hashed.
    static var surroundings: Store.Surroundings {
        let counter = Counter()
        return Store.Surroundings(
            now: { begin },
            random: { count in Array(Hash(of: Array("\(counter.next())".utf8)).bytes.prefix(count)) })
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)
        func next() -> Int { value.withLock { $0 += 1; return $0 } }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let shipped = DefinitionSources { kind, name in
        let path = switch kind {
        case .workflow: "Workflows/\(name).yaml"
        case .rubric: "Rubrics/\(name).yaml"
        case .calendar: "Workflows/calendars/\(name).yaml"
        }
        return (try? String(contentsOf: root.appending(path: path), encoding: .utf8)).map { .init(file: path, text: $0) }
    }

    static var register: [Register.Change] {
        let since = Day(year: 2020, month: 9, day: 1) ?? .first
        var changes: [Register.Change] = []
        for (id, name) in [("H1", "Alder Bank"), ("H2", "Birch Hill"), ("H3", "Cedar Vale")] {
            changes.append(.organisationAdded(.init(name: name, kind: .hub), id: id))
        }
        for (id, name, hub) in [
            ("P2", "Ben Oduya", "H1"), ("P3", "Cara Lind", "H2"), ("P4", "Dev Rao", "H3"), ("P5", "Eve Stone", "H1"),
        ] {
            changes.append(.personAdded(Person(id, name: name, email: "\(id.lowercased())@example.org")))
            changes.append(.affiliationBegun(Affiliation(id, at: hub, as: "headteacher", .starting(since))))
            changes.append(.credentialGiven(Credential(id, "trained_reviewer", .starting(since))))
            changes.append(.declarationMade(Declaration(person: id, on: Day(year: 2026, month: 8, day: 20) ?? .first)))
        }
        return changes
    }

    func enter(_ changes: [Register.Change]) throws {
        _ = try perform("P1", .register(changes)).get()
    }

    @discardableResult
    func perform(_ person: String, on: When? = nil, key: Command.Key? = nil, seen: Int? = nil, _ act: Command.Act) throws -> Result<Reply, Refusal> {
        try store.perform(Command(as: person, on: on, seen: seen, key: key, act))
    }

    /// A triad of the three hubs, invited.
    @discardableResult
    func startTriad() throws -> Case.ID {
        let reply = try perform(
            "P1", .start(workflow: "triad-cycle", subject: .group(["H1", "H2", "H3"]), title: nil, roles: [], data: [:])).get()
        return try #require(reply.began.first)
    }

    /// The triad accepted by all three heads, and its cycle begun: three reviews.
    @discardableResult
    func beginCycle() throws -> Case.ID {
        let triad = try startTriad()
        for head in ["P2", "P3", "P4"] { _ = try perform(head, .event(case: triad, event: "accept", form: [:])).get() }
        _ = try perform("P1", .event(case: triad, event: "begin-cycle", form: ["cycle": "2026/27"])).get()
        return triad
    }
}
