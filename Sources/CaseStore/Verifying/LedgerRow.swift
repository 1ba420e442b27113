internal import GRDB

/// A row of the ledger as it stands in the file: bytes that were changed beneath SQLite can be of any type.
struct LedgerRow: Sendable {
    let place, leaf, roots, bytes, opened: DatabaseValue
    /// What is copied from the bytes, in the order of ``copiedColumns``.
    let copies: ArraySlice<DatabaseValue>

    static let copiedColumns = [
        "stream", "number", "recorded", "happened", "came", "actor", "typed_by", "login", "word", "command", "definition", "engine",
    ]

    /// All rows, in the order of the log.
    static func all(in db: Database) throws -> ValueCursor {
        let columns = (["place", "leaf", "roots", "bytes", "opened"] + copiedColumns).joined(separator: ", ")
        return try ValueCursor(db, sql: "SELECT \(columns) FROM entry ORDER BY place")
    }

    /// - Parameter values: of a row of ``all(in:)``.
    init(_ values: [DatabaseValue]) {
        (place, leaf, roots, bytes, opened) = (values[0], values[1], values[2], values[3], values[4])
        copies = values[5...]
    }

    var stream: DatabaseValue { copies[copies.startIndex] }
    var number: DatabaseValue { copies[copies.startIndex + 1] }

    /// `triad-review-3/17`.
    static func name(stream: DatabaseValue, number: DatabaseValue) -> String {
        "\(String.fromDatabaseValue(stream) ?? "?")/\(Int.fromDatabaseValue(number).map { String($0) } ?? "?")"
    }

    /// The copied columns that say otherwise than the entry.
    func differingCopies(of entry: Entry) -> [String] {
        var differing: [String] = []
        for (place, expected) in entry.copies.enumerated() where !copies[copies.startIndex + place].isSame(as: expected) {
            differing.append(LedgerRow.copiedColumns[place])
        }
        return differing
    }
}

extension Entry {
    /// What the row keeps of the entry beside its bytes, in the order of ``LedgerRow/copiedColumns``.
    var copies: [DatabaseValue] {
        [
            stream.databaseValue, number.databaseValue, recorded.milliseconds.databaseValue, happened.description.databaseValue,
            came.databaseValue, actor.databaseValue, typedBy?.databaseValue ?? .null, login?.databaseValue ?? .null, word.databaseValue,
            command.databaseValue, definition?.databaseValue ?? .null, engine.databaseValue,
        ]
    }
}
