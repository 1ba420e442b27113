internal import GRDB

/// Compares the tables that are made of facts, row by row in the order of their keys.
struct TableComparison {
    let file: Database
    let replayed: Database
    private(set) var differences: [Difference] = []

    init(file: Database, replayed: Database) {
        self.file = file
        self.replayed = replayed
    }

    /// Tables that the entries do not fill: the ledger itself, and rows that carry a checksum of their own.
    static let notOfFacts: Set<String> = ["entry", "draft", "definition_text"]

    mutating func compareAll() throws {
        try compareSchema()
        for table in try TableComparison.factTables(of: replayed) where try file.tableExists(table) { try compare(table) }
    }

    static func factTables(of db: Database) throws -> [String] { try tables(of: db).filter { !notOfFacts.contains($0) } }

    static func tables(of db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    }

    /// Tables, indexes and triggers must be those that this program makes.
    private mutating func compareSchema() throws {
        let sql = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        let (found, expected) = (try TableComparison.pairs(file, sql), try TableComparison.pairs(replayed, sql))
        for name in Set(found.keys).union(expected.keys).sorted() where found[name] != expected[name] {
            let sentence = found[name] == nil ? "it is missing" : expected[name] == nil ? "it is not this program's" : "it has been changed"
            differences.append(Difference(table: "sqlite_master", row: name, column: nil, sentence: sentence))
        }
    }

    private static func pairs(_ db: Database, _ sql: String) throws -> [String: String] {
        Dictionary(try Row.fetchAll(db, sql: sql).map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func compare(_ table: String) throws {
        let keys = try replayed.primaryKey(table).columns
        let (file, replayed) = (file, replayed)
        var pairs = self
        defer { differences = pairs.differences }
        try TableComparison.each(table, keys, file: file, replayed: replayed) { pair in
            switch pair {
            case .both(let found, let expected): pairs.compare(found, expected, table, keys)
            case .extra(let found): pairs.differ(table, found, keys, "the ledger says nothing of this row")
            case .missing(let expected): pairs.differ(table, expected, keys, "the row is missing")
            }
        }
    }

    /// A key's rows on the two sides.
    enum Pair {
        case both(found: Row, expected: Row)
        case extra(Row)
        case missing(Row)
    }

    /// Walks both sides of a table in the order of its keys.
    static func each(_ table: String, _ keys: [String], file: Database, replayed: Database, _ look: (Pair) throws -> Void) throws {
        let sql = "SELECT * FROM \(table) ORDER BY \(keys.joined(separator: ", "))"
        let (left, right) = (try Row.fetchCursor(file, sql: sql), try Row.fetchCursor(replayed, sql: sql))
        var (found, expected) = (try left.next()?.copy(), try right.next()?.copy())
        while found != nil || expected != nil {
            if let row = found, let other = expected, order(row, other, by: keys) == .same {
                try look(.both(found: row, expected: other))
                (found, expected) = (try left.next()?.copy(), try right.next()?.copy())
            } else if let row = found, expected.map({ order(row, $0, by: keys) == .before }) ?? true {
                try look(.extra(row))
                found = try left.next()?.copy()
            } else if let other = expected {
                try look(.missing(other))
                expected = try right.next()?.copy()
            }
        }
    }

    private mutating func compare(_ found: Row, _ expected: Row, _ table: String, _ keys: [String]) {
        for (column, value) in expected where found[column] as DatabaseValue? != value {
            differ(table, expected, keys, "the ledger says otherwise", column: column)
        }
    }

    private mutating func differ(_ table: String, _ row: Row, _ keys: [String], _ sentence: String, column: String? = nil) {
        let key = keys.map { TableComparison.words(row[$0] as DatabaseValue) }.joined(separator: ", ")
        differences.append(Difference(table: table, row: key, column: column, sentence: sentence))
    }

    private static func words(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "nothing"
        case .int64(let number): String(number)
        case .double(let number): String(number)
        case .string(let text): text
        case .blob(let data): data.hex
        }
    }

    private enum Order { case same, before, after }

    /// SQLite's own order of keys: numbers before texts before bytes, texts by their bytes.
    private static func order(_ one: Row, _ other: Row, by keys: [String]) -> Order {
        for key in keys {
            switch compare(one[key], other[key]) {
            case 0: continue
            case ..<0: return .before
            default: return .after
            }
        }
        return .same
    }

    private static func compare(_ one: DatabaseValue, _ other: DatabaseValue) -> Int {
        switch (one.storage, other.storage) {
        case (.int64(let a), .int64(let b)): a < b ? -1 : a > b ? 1 : 0
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8) ? 0 : a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
        case (.blob(let a), .blob(let b)): a.elementsEqual(b) ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
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
