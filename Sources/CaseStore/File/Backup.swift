import Foundation
internal import GRDB

extension Store {
    /// Writes the whole file as it stands at one moment into another, while others may go on writing; the documents with it.
    ///
    /// The copy is one file: a folder that another program synchronises is no harm to it. With documents in it it is opened by
    /// ``restore(_:to:surroundings:)`` alone; without any it can be opened like any other, too.
    /// - Returns: the head of the copy's log, to be kept with it.
    /// - Throws: ``StoreFailure``: something is there already, no such folder, no room, a document that is missing or has been changed.
    public func backup(to other: String) throws(StoreFailure) -> TreeHead {
        try Store.makeEmptyFile(at: other)
        // What stands under the name that was asked for is whole, or nothing.
        let temporary = "\(other).\(RandomBytes.system.take(8).hex)"
        do throws(StoreFailure) {
            try Store.makeEmptyFile(at: temporary)
            return try Store.guarded(other) {
                // VACUUM INTO reads in one transaction and never waits for a writer.
                try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [Connection.place(temporary)]) }
                let head = try Copying(temporary, surroundings).finish(packing: documents)
                try Copying.name(temporary, other)
                return head
            }
        } catch {
            Store.removeFile(at: temporary)
            Store.removeFile(at: other)
            throw error
        }
    }

    static func removeFile(at path: String) {
        for ending in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + ending) }
    }
}

/// A copy of a file that nobody else knows of yet.
struct Copying {
    private let path: String
    private let queue: DatabaseQueue

    init(_ path: String, _ surroundings: Store.Surroundings) throws {
        self.path = path
        queue = try DatabaseQueue(
            path: Connection.place(path), configuration: Connection.configuration(isReading: false, patience: surroundings.patience))
        try Connection.settle(queue, path: path)
    }

    /// Puts the documents that it names into it, and lets go of it.
    func finish(packing documents: DocumentFolder) throws -> TreeHead {
        let hasDocuments = try queue.writeWithoutTransaction { try PackedDocuments(db: $0).pack(documents) }
        if !hasDocuments { try keepLogBeside() }
        return try finish()
    }

    /// Puts the documents that lie in it into a folder, makes it a file like any other, and lets go of it.
    func finish(unpackingInto documents: DocumentFolder) throws {
        try queue.writeWithoutTransaction { try PackedDocuments(db: $0).unpack(into: documents) }
        try keepLogBeside()
        _ = try finish()
    }

    /// A copy is made without WAL mode; files of this program have it from their creation on.
    private func keepLogBeside() throws {
        try queue.writeWithoutTransaction { db in
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw StoreFailure(
                    .notDurable, "SQLite cannot keep its log beside \(path).", at: path,
                    remedy: "Write it to this machine's own disk, and copy it from there.")
            }
        }
    }

    private func finish() throws -> TreeHead {
        let head = try queue.writeWithoutTransaction { try Log(db: $0).head() }
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try queue.close()
        try DiskFile.synchronise(path)
        return head
    }

    /// Gives a copy the name under which it is to be known, over an empty file of that name or none.
    static func name(_ path: String, _ other: String) throws(StoreFailure) {
        guard rename(path, other) == 0 else { throw StoreFailure.ofDisk(other, "cannot be written") }
        try DiskFile.synchronise(URL(fileURLWithPath: other).deletingLastPathComponent().path)
    }
}

/// The documents of a backup: in a table of their own, in pieces, so that none is in memory whole.
struct PackedDocuments {
    let db: Database

    /// - Returns: whether there are any.
    func pack(_ documents: DocumentFolder) throws -> Bool {
        let named = try Row.fetchAll(db, sql: "SELECT hash, min(case_id) AS case_id, number FROM document GROUP BY hash")
            .map { (hash: $0["hash"] as String, name: "document \($0["number"] as Int) of \($0["case_id"] as String)") }
            .filter { Hash(hex: $0.hash) != nil }
        guard !named.isEmpty else { return false }
        try db.inTransaction(.immediate) {
            try db.execute(sql: "CREATE TABLE document_content (hash TEXT NOT NULL, piece INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (hash, piece)) STRICT")
            let insert = try db.makeStatement(sql: "INSERT INTO document_content VALUES (?, ?, ?)")
            for document in named { try pack(document.hash, document.name, documents, insert) }
            try db.execute(sql: "PRAGMA application_id = \(Schema.backupID)")
            return .commit
        }
        return true
    }

    private func pack(_ hash: String, _ name: String, _ documents: DocumentFolder, _ insert: Statement) throws {
        var piece = 0
        let found = try documents.read(hash) { bytes in
            try insert.execute(arguments: [hash, piece, Data(bytes)])
            piece += 1
        }
        guard let found, Hash(hex: found) == Hash(hex: hash) else {
            throw StoreFailure(
                .documentLost, "The content of \(name) \(found == nil ? "is missing" : "has been changed"); no backup was written.",
                at: documents.place(of: hash),
                remedy: "Attach the same document again, or restore it from an earlier backup and copy it to this place; `triad verify` names all.")
        }
    }

    /// Takes them out; afterwards this is a file like any other.
    func unpack(into documents: DocumentFolder) throws {
        guard try db.tableExists("document_content") else { return }
        let pieces = try db.makeStatement(sql: "SELECT bytes FROM document_content WHERE hash = ? ORDER BY piece")
        for hash in try String.fetchAll(db, sql: "SELECT DISTINCT hash FROM document_content") where Hash(hex: hash) != nil {
            try documents.keep(hash) { file in
                let cursor = try Data.fetchCursor(pieces, arguments: [hash])
                while let piece = try cursor.next() { try file.write(Array(piece)[...]) }
            }
        }
        try db.execute(sql: "DROP TABLE document_content; PRAGMA application_id = \(Schema.applicationID)")
        try db.execute(sql: "VACUUM")
    }
}
