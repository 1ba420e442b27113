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
    /// Documents that are not there, as the backup said from which the file has just been restored.
    public var lacking = 0

    public static let mostDifferences = 500

    public var isClean: Bool { differences.isEmpty && more == 0 }
}

extension Store {
    /// Plays every entry into an empty database in memory and compares each row of each table.
    ///
    /// It writes nothing, and sees one moment of the file while others write.
    public func verify() throws(StoreFailure) -> Verification { try verify(lacking: []) }

    /// - Parameter lacking: the hashes of documents that are known not to be there.
    func verify(lacking: Set<String>) throws(StoreFailure) -> Verification {
        try read { try Verification.of($0, documents, lacking) }
    }
}

extension Verification {
    static func of(_ db: Database, _ documents: DocumentFolder, _ lacking: Set<String> = []) throws -> Verification {
        var replay = try Replay(source: db)
        return try replay.verification(documents, lacking)
    }
}

/// One playing of the ledger into an empty database.
struct Replay {
    let source: Database
    let copy: DatabaseQueue
    var ledger = LedgerCheck()
    var differences: [Difference] = []

    init(source: Database) throws {
        self.source = source
        var configuration = Configuration()
        // Rows longer than a quarter of a page take further pages of their own, and a sealed sheet often is.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA page_size = 32768") }
        copy = try DatabaseQueue(configuration: configuration)
    }

    mutating func verification(_ documents: DocumentFolder, _ lacking: Set<String>) throws -> Verification {
        let entries = try replay()
        differences += ledger.differences
        let comparison = try copy.read { copy in
            var comparison = TableComparison(file: source, replayed: copy)
            try comparison.compareAll()
            return comparison
        }
        differences += comparison.differences
        differences += try BesideCheck(db: source).differences()
        differences += try copy.read { try DocumentCheck(named: $0, documents, lacking).differences() }
        let listed = Array(differences.prefix(Verification.mostDifferences))
        return Verification(
            entries: entries, head: TreeHead(size: entries, root: ledger.root), differences: listed,
            more: differences.count - listed.count, lacking: lacking.count)
    }

    /// Plays the entries into the copy; nothing is compared yet.
    mutating func replay() throws -> Int64 {
        var (ledger, differences) = (ledger, differences)
        defer { (self.ledger, self.differences) = (ledger, differences) }
        var place: Int64 = 0
        try copy.inTransaction { copy in
            try Schema.migrate(copy, from: 0)
            var playing = Playing(copy, source)
            try Replay.eachEntry(of: source) { found in
                defer { place += 1 }
                ledger.check(found)
                guard let entry = found.entry else { return }
                do {
                    try playing.play(entry, try found.said.get(), at: place)
                } catch {
                    differences.append(Difference(
                        table: "entry", row: entry.name, column: "bytes", sentence: "its facts cannot be played again (\(error))"))
                }
            }
            try playing.writeCases { id, error in
                differences.append(Difference(table: "cases", row: id, column: "body", sentence: "it cannot be folded anew (\(error))"))
            }
            return .commit
        }
        return place
    }

    /// Rows that one thread examines at a time.
    private static let batch = 64

    /// Examines rows on all cores and hands them over one by one, in the order of the log.
    private static func eachEntry(of source: Database, _ body: (EntryCheck) throws -> Void) throws {
        let rows = try LedgerRow.all(in: source)
        var ahead = Ahead<[EntryCheck]>()
        func read() throws -> (@Sendable () -> [EntryCheck])? {
            var batch: [LedgerRow] = []
            while batch.count < Replay.batch, let values = try rows.next() { batch.append(LedgerRow(values)) }
            guard !batch.isEmpty else { return nil }
            return { [batch] in batch.map { EntryCheck($0) } }
        }
        while let examined = try ahead.next(read) {
            for found in examined { try body(found) }
        }
    }
}

/// Projects entries that stand in the log, one after the other; the rows of a case as it stands are written once for many of them.
struct Playing {
    let projection: Projection
    private var cases: [ScalarKey: Played] = [:]
    /// So many cases are held, a few KB each, before their rows are written.
    private static let mostCases = 4_096

    /// A case whose rows are still to be written. A reference: a case is large, and each of its entries finds it here.
    private final class Played {
        var state: Case
        let isNew: Bool
        var moved: Projection.Moved
        /// The last entry of a case of which one was corrected: it is folded anew once all are played, not with each correction.
        var mendedThrough: Int?

        init(_ state: Case, isNew: Bool, _ moved: Projection.Moved) { (self.state, self.isNew, self.moved) = (state, isNew, moved) }
    }

    init(_ copy: Database, _ source: Database, letterNumbers: LetterNumbers? = nil) {
        projection = Projection(rows: Rows(db: copy, remembered: Remembered()), log: Log(db: source), letterNumbers: letterNumbers)
    }

    mutating func play(_ entry: Entry, _ said: EntryCheck.Said, at place: Int64) throws {
        try play(entry, said.facts, request: said.request, at: place)
    }

    /// - Parameter request: the hash of what the entry's key stands for.
    mutating func play(_ entry: Entry, _ facts: [Fact], request: Hash?, at place: Int64) throws {
        guard entry.stream != Entry.fileStream else {
            return try projection.project(entry, at: place, facts: facts, request: request, on: nil)
        }
        let key = ScalarKey(text: entry.stream)
        if let played = cases[key], played.mendedThrough != nil || facts.contains(where: \.isCorrection) {
            try projection.projectFileFacts(entry, at: place, facts: facts, request: request, on: played.state)
            played.mendedThrough = entry.number
        } else if let played = cases[key] {
            guard let after = try projection.project(entry, at: place, facts: facts, request: request, on: played.state, &played.moved) else { return }
            played.state = after
        } else {
            let before = try projection.rows.case(entry.stream)
            var moved = Projection.Moved()
            guard let after = try projection.project(entry, at: place, facts: facts, request: request, on: before, &moved) else { return }
            cases[key] = Played(after, isNew: before == nil, moved)
        }
        if cases.count >= Playing.mostCases { try writeCases() }
    }

    /// Of an entry that is set aside, the numbers of its rows are still never given twice.
    mutating func leaveOut(_ facts: [Fact], of entry: Entry) {
        cases[ScalarKey(text: entry.stream)]?.state.leaveOut(facts)
    }

    /// - Parameter failed: gets a case whose entries cannot be read anew.
    mutating func writeCases(_ failed: (Case.ID, any Error) throws -> Void = { throw $1 }) throws {
        for played in cases.values {
            do {
                if let last = played.mendedThrough,
                   let state = try projection.projectAnew(played.state.id, of: played.state.workflow.name, through: last, &played.moved) { played.state = state }
            } catch {
                try failed(played.state.id, error)
            }
            try projection.write(played.state, isNew: played.isNew, played.moved)
        }
        cases.removeAll(keepingCapacity: true)
    }
}
