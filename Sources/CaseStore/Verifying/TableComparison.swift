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
        let compared = try ComparedTable(table, file: file, replayed: replayed)
        try compared.each { pair in
            switch pair {
            case .both(let found, let expected):
                for column in compared.differing(found, expected) {
                    differ(compared, expected, "the ledger says otherwise", column: compared.columns[column])
                }
            case .extra(let found): differ(compared, found, "the ledger says nothing of this row")
            case .missing(let expected): differ(compared, expected, "the row is missing")
            }
        }
    }

    private mutating func differ(_ compared: ComparedTable, _ row: ComparedTable.Row, _ sentence: String, column: String? = nil) {
        let key = compared.keys.map { TableComparison.words(row[$0]) }.joined(separator: ", ")
        differences.append(Difference(table: compared.name, row: key, column: column, sentence: sentence))
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
}
