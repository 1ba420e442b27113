internal import GRDB
import JSON

/// The rows of a query, each as the values of its columns in their order, without their names.
struct ValueCursor {
    private let statement: Statement
    private let rows: RowCursor

    init(_ db: Database, sql: String) throws {
        statement = try db.makeStatement(sql: sql)
        rows = try Row.fetchCursor(statement)
    }

    /// The values of the next row; nil past the last.
    func next() throws -> [DatabaseValue]? {
        guard try rows.next() != nil else { return nil }
        let row = statement.sqliteStatement
        return (0..<statement.columnCount).map { DatabaseValue(sqliteStatement: row, index: CInt($0)) }
    }
}

extension DatabaseValue {
    /// Whether this is the same value of the same type, texts compared by their scalars.
    ///
    /// `==` would hold 1 and 1.0 equal, and an "é" of one scalar and of two.
    func isSame(as other: DatabaseValue) -> Bool {
        switch (storage, other.storage) {
        case (.null, .null): true
        case (.int64(let one), .int64(let other)): one == other
        case (.double(let one), .double(let other)): one == other
        case (.string(let one), .string(let other)): sameScalars(one, other)
        case (.blob(let one), .blob(let other)): one == other
        case (.null, _), (.int64, _), (.double, _), (.string, _), (.blob, _): false
        }
    }
}
