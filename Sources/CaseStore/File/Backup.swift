import Foundation
internal import GRDB

extension Store {
    /// Writes the whole file as it stands at one moment into another, while others may go on writing.
    ///
    /// The copy is one file that can be opened like any other; a folder that another program synchronises is no harm to it.
    /// - Returns: the head of the copy's log, to be kept with it.
    /// - Throws: ``StoreFailure``: something is there already, no such folder, no room.
    public func backup(to other: String) throws(StoreFailure) -> TreeHead {
        try Store.makeEmptyFile(at: other)
        do throws(StoreFailure) {
            return try Store.guarded(other) {
                // VACUUM INTO reads in one transaction and never waits for a writer.
                try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [Connection.place(other)]) }
                return try Store.sealCopy(other, surroundings)
            }
        } catch {
            Store.removeFile(at: other)
            throw error
        }
    }

    /// A copy is made without WAL mode; files of this program have it from their creation on.
    private static func sealCopy(_ path: String, _ surroundings: Surroundings) throws -> TreeHead {
        let queue = try DatabaseQueue(
            path: Connection.place(path), configuration: Connection.configuration(isReading: false, patience: surroundings.patience))
        try Connection.settle(queue, path: path)
        let head = try queue.writeWithoutTransaction { db in
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw StoreFailure(
                    .notDurable, "SQLite cannot keep its log beside \(path).", at: path,
                    remedy: "Write the backup to this machine's own disk, and copy it from there.")
            }
            return try Log(db: db).head()
        }
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try queue.close()
        return head
    }

    static func removeFile(at path: String) {
        for ending in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + ending) }
    }
}
