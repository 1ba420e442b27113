import Crypto
import Foundation
internal import GRDB
import JSON

/// Rows that are no facts carry a hash over what else stands in them, so that `verify` finds a slip in them too.
///
/// It guards against accidents and against a hand that does not know it is there; the ledger guards what was said.
enum Checksum {
    /// SHA-256 over the other columns, in their order, as JSON.
    static func of(_ values: [DatabaseValue]) -> Hash {
        let list = values.map { value -> JSON.Value in
            switch value.storage {
            case .null: .null
            case .int64(let number): .int(number)
            case .double(let number): .double(number)
            case .string(let text): .string(text)
            case .blob(let data): .string(data.hex)
            }
        }
        return Hash(of: JSON.Value.array(list).serialized())
    }

    /// Writes a row whole, its checksum last.
    static func write(_ table: StaticString, _ values: [(any DatabaseValueConvertible)?], in db: Database) throws {
        let stored = values.map { $0?.databaseValue ?? .null }
        let marks = Array(repeating: "?", count: stored.count + 1).joined(separator: ", ")
        let arguments = StatementArguments(stored + [Data(of(stored).bytes).databaseValue])
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO \(table) VALUES (\(marks))").execute(arguments: arguments)
    }
}

/// Whether the rows that are no facts are as they were written.
struct BesideCheck {
    let db: Database

    func differences() throws -> [Difference] {
        try checksums("draft") + checksums("definition_text") + texts()
    }

    private func checksums(_ table: String) throws -> [Difference] {
        let keys = try db.primaryKey(table).columns
        var found: [Difference] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table)")
        while let row = try rows.next() {
            let values = Array(row.databaseValues)
            guard values.last != Data(Checksum.of(values.dropLast()).bytes).databaseValue else { continue }
            let key = keys.map { (row[$0] as String?) ?? "" }.joined(separator: ", ")
            found.append(Difference(table: table, row: key, column: nil, sentence: "it is not as it was saved"))
        }
        return found
    }

    /// A definition is known by the hash of its canonical form, and each that is used has its text.
    private func texts() throws -> [Difference] {
        let sql = """
            SELECT d.kind || ' ' || d.name || ' ' || d.version FROM definition d
            WHERE NOT EXISTS (SELECT 1 FROM definition_text t WHERE t.hash = d.hash)
            """
        let missing = try String.fetchAll(db, sql: sql).map {
            Difference(table: "definition_text", row: $0, column: nil, sentence: "its text is missing")
        }
        let kept = try Row.fetchAll(db, sql: "SELECT hash, canonical FROM definition_text ORDER BY hash")
        return missing + kept.filter { row in
            Hash(of: Array((row["canonical"] as String).utf8)).hex != row["hash"] as String
        }.map {
            Difference(table: "definition_text", row: $0["hash"], column: "canonical", sentence: "it is not the definition of this hash")
        }
    }
}
