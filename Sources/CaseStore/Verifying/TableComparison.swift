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
        for table in try TableComparison.tables(of: replayed) where !TableComparison.notOfFacts.contains(table) {
            guard try file.tableExists(table) else { continue }
            try compare(table)
        }
    }

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
        let sql = "SELECT * FROM \(table) ORDER BY \(keys.joined(separator: ", "))"
        let (left, right) = (try Row.fetchCursor(file, sql: sql), try Row.fetchCursor(replayed, sql: sql))
        var (found, expected) = (try left.next()?.copy(), try right.next()?.copy())
        while found != nil || expected != nil {
            switch TableComparison.order(found, expected, by: keys) {
            case .same:
                if let found, let expected { compare(found, expected, table, keys) }
                (found, expected) = (try left.next()?.copy(), try right.next()?.copy())
            case .extra:
                differ(table, found, keys, "the ledger says nothing of this row")
                found = try left.next()?.copy()
            case .missing:
                differ(table, expected, keys, "the row is missing")
                expected = try right.next()?.copy()
            }
        }
    }

    private mutating func compare(_ found: Row, _ expected: Row, _ table: String, _ keys: [String]) {
        for (column, value) in expected where found[column] as DatabaseValue? != value {
            differ(table, expected, keys, "the ledger says otherwise", column: column)
        }
    }

    private mutating func differ(_ table: String, _ row: Row?, _ keys: [String], _ sentence: String, column: String? = nil) {
        let key = keys.map { TableComparison.words(row?[$0] as DatabaseValue? ?? .null) }.joined(separator: ", ")
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

    private enum Order { case same, extra, missing }

    /// SQLite's own order of keys: numbers before texts before bytes, texts by their bytes.
    private static func order(_ found: Row?, _ expected: Row?, by keys: [String]) -> Order {
        guard let found else { return .missing }
        guard let expected else { return .extra }
        for key in keys {
            switch compare(found[key], expected[key]) {
            case 0: continue
            case ..<0: return .extra
            default: return .missing
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
