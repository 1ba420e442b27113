internal import GRDB
import JSON

/// A table in the file and in the copy that was made of the ledger, row beside row.
struct ComparedTable {
    /// The values of a row, in the order of ``columns``.
    typealias Row = [DatabaseValue]

    let name: String
    /// The columns that this program makes.
    let columns: [String]
    /// Where the columns of the key stand among them.
    let keys: [Int]
    private let file: Database
    private let replayed: Database

    init(_ name: String, file: Database, replayed: Database) throws {
        (self.name, self.file, self.replayed) = (name, file, replayed)
        columns = try replayed.columns(in: name).map(\.name)
        keys = try replayed.primaryKey(name).columns.compactMap { [columns] in columns.firstIndex(of: $0) }
    }

    /// A key's rows on the two sides.
    enum Pair {
        case both(found: Row, expected: Row)
        case extra(Row)
        case missing(Row)
    }

    /// Walks both sides in the order of the keys.
    func each(_ look: (Pair) throws -> Void) throws {
        let (left, right) = (try rows(of: file), try rows(of: replayed))
        var (found, expected) = (try left.next(), try right.next())
        while true {
            switch (found, expected) {
            case (nil, nil): return
            case (let row?, nil):
                try look(.extra(row))
                found = try left.next()
            case (nil, let other?):
                try look(.missing(other))
                expected = try right.next()
            case (let row?, let other?):
                switch order(row, other) {
                case 0:
                    try look(.both(found: row, expected: other))
                    (found, expected) = (try left.next(), try right.next())
                case ..<0:
                    try look(.extra(row))
                    found = try left.next()
                default:
                    try look(.missing(other))
                    expected = try right.next()
                }
            }
        }
    }

    /// The places of the columns in which the two rows differ.
    func differing(_ found: Row, _ expected: Row) -> [Int] {
        expected.indices.filter { !found[$0].isSame(as: expected[$0]) }
    }

    /// A column that another hand has taken out of the file reads as nothing; that it is gone is told of the table itself.
    private func rows(of db: Database) throws -> ValueCursor {
        let there = Set(try db.columns(in: name).map(\.name))
        let selected = columns.map { there.contains($0) ? "\"\($0)\"" : "NULL" }
        let order = keys.map { selected[$0] }
        return try ValueCursor(db, sql: "SELECT \(selected.joined(separator: ", ")) FROM \(name) ORDER BY \(order.joined(separator: ", "))")
    }

    /// SQLite's own order of keys: numbers before texts before bytes, texts by their bytes. Below 0: `one` comes first.
    private func order(_ one: Row, _ other: Row) -> Int {
        for key in keys {
            let order = ComparedTable.order(one[key], other[key])
            if order != 0 { return order }
        }
        return 0
    }

    private static func order(_ one: DatabaseValue, _ other: DatabaseValue) -> Int {
        switch (one.storage, other.storage) {
        case (.int64(let a), .int64(let b)): a < b ? -1 : a > b ? 1 : 0
        case (.string(let a), .string(let b)): sameScalars(a, b) ? 0 : a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
        case (.blob(let a), .blob(let b)): a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
        case (.null, _), (.int64, _), (.double, _), (.string, _), (.blob, _): rank(one) - rank(other)
        }
    }

    private static func rank(_ value: DatabaseValue) -> Int {
        switch value.storage {
        case .null: 0
        case .int64, .double: 1
        case .string: 2
        case .blob: 3
        }
    }
}
