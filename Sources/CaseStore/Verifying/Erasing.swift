import Casework
import Foundation
internal import GRDB

extension Store {
    /// Empties values that an entry conceals, for ever, and makes the rows anew that were made of them.
    ///
    /// The log's hashes hold as before; whatever is played again reads `erased` in their place. With the hash of a document its content is
    /// erased too, unless another entry has the same. Copies made earlier are not reached.
    /// - Parameters:
    ///   - values: their places among what the entry conceals, from 0.
    ///   - name: the entry's stream and number.
    /// - Returns: whether it is gone from the disk too.
    /// - Throws: ``StoreFailure`` where nothing could stand in their place (the judgements of a sealed sheet); nothing is changed then.
    @discardableResult
    public func erase(_ values: [Int], of stream: String, number: Int) throws(StoreFailure) -> Bool {
        try write { db in try documents.keepWaiting(Store.empty([(stream, number, values)], in: db, path: path)) }
        return finishErasing()
    }

    /// After an erasure is on the disk: takes away contents that no entry names any more, and old pages.
    ///
    /// - Returns: whether both are gone; what somebody who is at the file holds up is done by ``finishWaiting()``, old pages by whoever lets go of
    ///   the file last.
    func finishErasing() -> Bool {
        let isGone = finishWaiting()
        // Old pages must not outlive this in SQLite's own log.
        return (try? checkpoint()) == true && isGone
    }

    /// Takes away contents that an erasure has left without a name and that are there still.
    ///
    /// - Returns: whether none is.
    @discardableResult
    func finishWaiting() -> Bool {
        guard documents.hasWaiting else { return true }
        let isGone = try? write { db in
            let isGone = try remove(documents.waiting, db)
            if isGone { documents.forgetWaiting() }
            return isGone
        }
        return isGone == true
    }

    /// Takes contents away that no entry names. Whoever attaches the same again waits for this transaction, and then finds it gone.
    ///
    /// - Returns: whether all of them are gone.
    func remove(_ hashes: some Sequence<String>, _ db: Database) throws -> Bool {
        var isGone = true
        for hash in hashes where try !Store.isNamed(hash, db) { isGone = documents.remove(hash) && isGone }
        return isGone
    }

    /// Empties values of several entries, and makes anew what was made of them.
    /// - Returns: the hashes of the documents that were named there.
    static func empty(_ places: [(stream: String, number: Int, values: [Int])], in db: Database, path: String) throws -> [String] {
        var named: [String] = []
        for (stream, number, values) in places {
            named += try hashes(of: stream, number, db)
            try Log(db: db).empty(stream: stream, number: number, values: values)
        }
        try makeRowsAnew(db, path: path)
        return named
    }

    private static func hashes(of stream: String, _ number: Int, _ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT hash FROM document WHERE case_id = ? AND entry = ?", arguments: [stream, number])
    }

    static func isNamed(_ hash: String, _ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT 1 FROM document WHERE hash = ?", arguments: [hash]) != nil
    }

    /// Writes what the ledger says over rows that say otherwise.
    private static func makeRowsAnew(_ db: Database, path: String) throws {
        var replay = try Replay(source: db)
        _ = try replay.replay()
        guard replay.differences.isEmpty else {
            throw StoreFailure(
                .failed, "Nothing could stand in the place of what would be erased: \(replay.differences[0].sentence).", at: path,
                remedy: "Erase the texts and names beside it instead.")
        }
        try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
        try replay.copy.read { copy in
            for table in try TableComparison.factTables(of: copy) { try makeAnew(table, db, copy) }
        }
    }

    private static func makeAnew(_ table: String, _ db: Database, _ copy: Database) throws {
        var (gone, come): ([ComparedTable.Row], [ComparedTable.Row]) = ([], [])
        let compared = try ComparedTable(table, file: db, replayed: copy)
        try compared.each { pair in
            switch pair {
            case .both(let found, let expected): if !compared.differing(found, expected).isEmpty { come.append(expected) }
            case .extra(let found): gone.append(found)
            case .missing(let expected): come.append(expected)
            }
        }
        for row in gone {
            let condition = compared.keys.map { "\(compared.columns[$0]) = ?" }.joined(separator: " AND ")
            try db.execute(sql: "DELETE FROM \(table) WHERE \(condition)", arguments: StatementArguments(compared.keys.map { row[$0] }))
        }
        for row in come {
            let marks = Array(repeating: "?", count: row.count).joined(separator: ", ")
            try db.execute(sql: "INSERT OR REPLACE INTO \(table) VALUES (\(marks))", arguments: StatementArguments(row))
        }
    }
}
