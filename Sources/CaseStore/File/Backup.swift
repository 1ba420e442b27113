import Foundation
internal import GRDB

extension Store {
    /// Writes the whole file as it stands at one moment into another, while others may go on writing; the documents with it.
    ///
    /// The copy is one file: a folder that another program synchronises is no harm to it. With documents in it it is opened by
    /// ``restore(_:to:surroundings:)`` alone; without any it can be opened like any other, too.
    /// A document whose content is missing or has been changed holds up nothing: the copy says that it lacks it.
    /// - Throws: ``StoreFailure``: something is there already, no such folder, no room.
    public func backup(to other: String) throws(StoreFailure) -> WrittenBackup {
        try Store.refuseUnlessFree(other)
        // What stands under the name that was asked for is whole, or nothing.
        let unfinished = try UnfinishedCopy(of: other)
        defer { unfinished.remove() }
        return try Store.guarded(other) {
            // VACUUM INTO reads in one transaction and never waits for a writer.
            try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [Connection.place(unfinished.path)]) }
            // What was erased since then is lacking, and lost by nobody.
            let written = try Copying(unfinished.path, surroundings).finish(packing: documents) { hash in try self.read { try Store.isNamed(hash, $0) } }
            try DiskFile.rename(unfinished.path, to: other)
            try DiskFile.synchronise(URL(fileURLWithPath: other).deletingLastPathComponent().path)
            return written
        }
    }

    static func removeFile(at path: String) {
        for ending in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + ending) }
    }
}

/// What a backup has come to.
public struct WrittenBackup: Sendable, Hashable {
    /// The head of its log, to be kept with it.
    public var head: TreeHead
    /// The documents that it lacks, each in words: "document 3 of triad-review-1 is missing".
    public var lacking: [String]
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
    ///
    /// - Parameter isNamed: whether the file that it is a copy of still names a content.
    func finish(packing documents: DocumentFolder, _ isNamed: (String) throws -> Bool) throws -> WrittenBackup {
        let lacking = try queue.writeWithoutTransaction { try PackedDocuments(db: $0).pack(documents, isNamed) }
        if lacking == nil { try keepLogBeside() }
        return WrittenBackup(head: try finish(), lacking: lacking ?? [])
    }

    /// Puts the documents that lie in it into a folder, makes it a file like any other, and lets go of it.
    ///
    /// - Returns: the hashes of those that it says it lacks.
    func finish(unpackingInto documents: DocumentFolder) throws -> Set<String> {
        let lacking = try queue.writeWithoutTransaction { try PackedDocuments(db: $0).unpack(into: documents) }
        try keepLogBeside()
        _ = try finish()
        return lacking
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
}

/// The documents of a backup: in a table of their own, in pieces, so that none is in memory whole.
struct PackedDocuments {
    let db: Database

    /// - Returns: those that are lacking, though the file still names them; nil where there are no documents.
    func pack(_ documents: DocumentFolder, _ isNamed: (String) throws -> Bool) throws -> [String]? {
        let named = try Row.fetchAll(db, sql: "SELECT hash, min(case_id) AS case_id, number FROM document GROUP BY hash ORDER BY 2, 3")
            .map { (hash: $0["hash"] as String, name: "document \($0["number"] as Int) of \($0["case_id"] as String)") }
            .filter { Hash(hex: $0.hash) != nil }
        guard !named.isEmpty else { return nil }
        var lacking: [String] = []
        try db.inTransaction(.immediate) {
            try db.execute(sql: """
                CREATE TABLE document_content (hash TEXT NOT NULL, piece INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (hash, piece)) STRICT;
                CREATE TABLE document_lacking (hash TEXT PRIMARY KEY) STRICT;
                """)
            let insert = try db.makeStatement(sql: "INSERT INTO document_content VALUES (?, ?, ?)")
            for document in named {
                guard let fault = try pack(document.hash, documents, insert) else { continue }
                try db.execute(sql: "INSERT INTO document_lacking VALUES (?)", arguments: [document.hash])
                if try isNamed(document.hash) { lacking.append("\(document.name) \(fault)") }
            }
            try db.execute(sql: "PRAGMA application_id = \(Schema.backupID)")
            return .commit
        }
        return lacking
    }

    /// - Returns: what is wrong with it, and then nothing of it is packed; nil: it is packed.
    private func pack(_ hash: String, _ documents: DocumentFolder, _ insert: Statement) throws -> String? {
        var piece = 0
        let found = try documents.read(hash) { bytes in
            try insert.execute(arguments: [hash, piece, Data(bytes)])
            piece += 1
        }
        if let found, Hash(hex: found) == Hash(hex: hash) { return nil }
        try db.execute(sql: "DELETE FROM document_content WHERE hash = ?", arguments: [hash])
        return found == nil ? "is missing" : "has been changed"
    }

    /// Takes them out; afterwards this is a file like any other.
    ///
    /// - Returns: the hashes of those that it says it lacks; backups of before say none.
    func unpack(into documents: DocumentFolder) throws -> Set<String> {
        guard try db.tableExists("document_content") else { return [] }
        let pieces = try db.makeStatement(sql: "SELECT bytes FROM document_content WHERE hash = ? ORDER BY piece")
        for hash in try String.fetchAll(db, sql: "SELECT DISTINCT hash FROM document_content") where Hash(hex: hash) != nil {
            try documents.keep(hash) { file in
                let cursor = try Data.fetchCursor(pieces, arguments: [hash])
                while let piece = try cursor.next() { try file.write(Array(piece)[...]) }
            }
        }
        let lacking = try db.tableExists("document_lacking") ? String.fetchSet(db, sql: "SELECT hash FROM document_lacking") : []
        try db.execute(sql: "DROP TABLE document_content; DROP TABLE IF EXISTS document_lacking; PRAGMA application_id = \(Schema.applicationID)")
        try db.execute(sql: "VACUUM")
        return lacking
    }
}
