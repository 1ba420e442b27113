import Casework
import Foundation
internal import GRDB
import JSON

/// What `verify` found.
public struct Verification: Sendable, Hashable {
    /// How many entries were played again.
    public var entries: Int64
    /// The root over the entries' own bytes, to be compared with one on paper.
    public var head: TreeHead
    /// Empty: every row says what the ledger says.
    public var differences: [Difference]
    /// Differences beyond ``mostDifferences`` that are not listed.
    public var more: Int

    public static let mostDifferences = 500

    public var isClean: Bool { differences.isEmpty && more == 0 }
}

extension Store {
    /// Plays every entry into an empty database in memory and compares each row of each table.
    ///
    /// It writes nothing, and sees one moment of the file while others write.
    public func verify() throws(StoreFailure) -> Verification {
        try read { try Verification.of($0) }
    }
}

extension Verification {
    static func of(_ db: Database) throws -> Verification {
        var replay = Replay(source: db, copy: try DatabaseQueue())
        return try replay.verification()
    }
}

/// One playing of the ledger into an empty database.
struct Replay {
    let source: Database
    let copy: DatabaseQueue
    var ledger = LedgerCheck()
    var differences: [Difference] = []

    mutating func verification() throws -> Verification {
        let entries = try replay()
        differences += ledger.differences
        let comparison = try copy.read { copy in
            var comparison = TableComparison(file: source, replayed: copy)
            try comparison.compareAll()
            return comparison
        }
        differences += comparison.differences
        differences += try BesideCheck(db: source).differences()
        let listed = Array(differences.prefix(Verification.mostDifferences))
        return Verification(
            entries: entries, head: TreeHead(size: entries, root: ledger.root), differences: listed,
            more: differences.count - listed.count)
    }

    /// Plays the entries into the copy; nothing is compared yet.
    mutating func replay() throws -> Int64 {
        var (ledger, differences) = (ledger, differences)
        defer { (self.ledger, self.differences) = (ledger, differences) }
        var place: Int64 = 0
        try copy.inTransaction { copy in
            try Schema.migrate(copy, from: 0)
            var playing = Playing(copy, source)
            let rows = try Row.fetchCursor(source, sql: "SELECT * FROM entry ORDER BY place")
            while let row = try rows.next() {
                defer { place += 1 }
                guard let found = ledger.check(row) else { continue }
                do {
                    try playing.play(found, at: place)
                } catch {
                    differences.append(Difference(
                        table: "entry", row: found.entry.name, column: "bytes", sentence: "its facts cannot be played again (\(error))"))
                }
            }
            try playing.writeCases()
            return .commit
        }
        return place
    }
}

/// Projects entries that stand in the log, one after the other; a case's row is written once for many of them.
private struct Playing {
    let projection: Projection
    private var cases: [ScalarKey: (state: Case, isNew: Bool)] = [:]
    /// So many cases are held before their rows are written.
    private static let mostCases = 1_024

    init(_ copy: Database, _ source: Database) {
        projection = Projection(rows: Rows(db: copy, remembered: Remembered()), writesCases: false, log: Log(db: source))
    }

    mutating func play(_ found: LedgerCheck.Found, at place: Int64) throws {
        guard let openings = found.openings else { throw Openings.Flaw() }
        let (entry, key) = (found.entry, ScalarKey(text: found.entry.stream))
        let facts = try entry.facts(openings: openings)
        let request = entry.key?.request(openings: openings)
        guard entry.stream != Entry.fileStream else {
            try projection.project(entry, at: place, facts: facts, request: request, on: nil)
            return
        }
        let known = cases[key]
        let before = try known?.state ?? projection.rows.case(entry.stream)
        guard let after = try projection.project(entry, at: place, facts: facts, request: request, on: before) else { return }
        cases[key] = (after, isNew: known?.isNew ?? (before == nil))
        if cases.count >= Playing.mostCases { try writeCases() }
    }

    mutating func writeCases() throws {
        for (state, isNew) in cases.values { try projection.write(state, isNew: isNew) }
        cases.removeAll(keepingCapacity: true)
    }
}

extension Entry {
    /// The facts, with what they conceal put back. An emptied value reads as erased.
    func facts(openings: Openings) throws -> [Fact] {
        try facts.map { json in
            do {
                return try Fact(json: json) { openings.reveal($0, erased: ["absent": "erased"]) }
            } catch is Unreadable {
                // A text has no absence of its own.
                return try Fact(json: json) { openings.reveal($0, erased: "(erased)") }
            }
        }
    }
}
