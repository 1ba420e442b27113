import CivilTime
import Foundation
internal import GRDB
import JSON

/// Whether each row of the ledger is what its bytes say, and stands where it should.
///
/// It looks at the rows in the order of the log and keeps a root for each bit of its size, no more.
struct LedgerCheck {
    private(set) var differences: [Difference] = []
    private var place: Int64 = 0
    private var frontier = MerkleTree.Frontier()
    private var numbers: [String: Int] = [:]
    private var file: String?
    private var recorded = Instant.first

    /// The root over the rows seen so far, from their bytes alone.
    var root: Hash { frontier.root }

    /// An entry that can be played again.
    struct Found {
        var entry: Entry
        /// Nil where the column holds something else than an entry's.
        var openings: Openings?
    }

    /// Looks at the next row.
    /// - Returns: its entry, nil where its bytes hold none.
    mutating func check(_ row: Row) -> Found? {
        // Bytes that were changed beneath SQLite can be of any type.
        let name = "\(text(row["stream"]) ?? "?")/\(Int.fromDatabaseValue(row["number"]).map { String($0) } ?? "?")"
        let bytes = [UInt8](data(row["bytes"]))
        var found: [Difference] = []
        defer { differences += found }
        func differ(_ column: String, _ sentence: String) {
            found.append(Difference(table: "entry", row: name, column: column, sentence: sentence))
        }
        if Int64.fromDatabaseValue(row["place"]) != place { differ("place", "the log is not without gaps; \(place) was expected") }
        checkHashes(of: bytes, leaf: data(row["leaf"]), roots: data(row["roots"]), differ)
        place += 1
        guard let entry = Entry(bytes) else {
            differ("bytes", "they hold no entry")
            return nil
        }
        for (column, value) in copies(of: entry) where row[column] as DatabaseValue != value {
            differ(column, "the copy differs from the entry")
        }
        if entry.number != numbers[entry.stream, default: 0] &+ 1 { differ("bytes", "the entry before it is missing") }
        numbers[entry.stream] = entry.number
        if entry.file != file ?? entry.file { differ("bytes", "the entry is another file's") }
        file = file ?? entry.file
        if entry.recorded < recorded { differ("bytes", "it was recorded before the entry before it") }
        recorded = max(recorded, entry.recorded)
        let column = text(row["opened"])
        let openings = try? Openings(column: column)
        check(openings, isThere: column != nil, of: entry, differ)
        return Found(entry: entry, openings: openings)
    }

    private func text(_ value: DatabaseValue) -> String? { String.fromDatabaseValue(value) }
    private func data(_ value: DatabaseValue) -> Data { Data.fromDatabaseValue(value) ?? Data() }

    private mutating func checkHashes(of bytes: [UInt8], leaf: Data, roots: Data, _ differ: (String, String) -> Void) {
        let expected = MerkleTree.leaf(bytes)
        if Array(leaf) != expected.bytes { differ("leaf", "it is not the hash of the entry") }
        if Array(roots) != frontier.append(expected).flatMap(\.bytes) { differ("roots", "they are not the roots of the entries before it") }
    }

    private func copies(of entry: Entry) -> [(column: String, value: DatabaseValue)] {
        [
            ("stream", entry.stream.databaseValue), ("number", entry.number.databaseValue),
            ("recorded", entry.recorded.milliseconds.databaseValue),
            ("happened", entry.happened.description.databaseValue), ("came", entry.came.databaseValue),
            ("actor", entry.actor.databaseValue), ("typed_by", entry.typedBy?.databaseValue ?? .null),
            ("login", entry.login?.databaseValue ?? .null), ("word", entry.word.databaseValue),
            ("command", entry.command.databaseValue), ("definition", entry.definition?.databaseValue ?? .null),
            ("engine", entry.engine.databaseValue),
        ]
    }

    private func check(_ openings: Openings?, isThere: Bool, of entry: Entry, _ differ: (String, String) -> Void) {
        let hashes = entry.concealed
        guard isThere || hashes.isEmpty else { return differ("opened", "the values that the entry conceals are missing") }
        guard let openings, openings.hashes.count == hashes.count, isThere != hashes.isEmpty else {
            return differ("opened", "it does not hold the values that the entry conceals")
        }
        for (found, hash) in zip(openings.hashes, hashes) where found ?? hash != hash {
            return differ("opened", "a value is not the one that the entry conceals")
        }
    }
}

extension JSON.Value {
    /// The hashes of the values that are concealed in this one, in the order in which they stand.
    var concealed: [String] {
        switch self {
        case .null, .bool, .int, .double, .string: []
        case .array(let elements): elements.flatMap(\.concealed)
        case .object(let object):
            if object.count == 1, let hash = object["sha256"]?.stringValue { [hash] } else { object.flatMap { $0.value.concealed } }
        }
    }
}
