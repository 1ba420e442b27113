import CivilTime
import Foundation
internal import GRDB

extension Store {
    /// Makes a file and opens it for writing.
    ///
    /// It may be read and written by its owner alone. Where anything goes wrong nothing is left behind.
    /// - Parameter begin: writes the first entry, in the same commit as the tables.
    /// - Throws: ``StoreFailure``: there already, no such folder, a folder that another program synchronises.
    static func create(
        at path: String, surroundings: Surroundings, begin: (Database) throws -> Void
    ) throws(StoreFailure) -> Store {
        if let folder = SynchronisedFolder.containing(path) { throw folder.failure(at: path) }
        try makeEmptyFile(at: path)
        do throws(StoreFailure) {
            try guarded(path) {
                let queue = try DatabaseQueue(
                    path: path, configuration: Connection.configuration(isReading: false, patience: surroundings.patience))
                try lay(queue, path: path, begin: begin)
                try queue.close()
            }
            return try Store(at: path, mode: .writing, surroundings: surroundings)
        } catch {
            for ending in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + ending) }
            throw error
        }
    }

    private static func lay(_ queue: DatabaseQueue, path: String, begin: (Database) throws -> Void) throws {
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" else {
                throw StoreFailure(
                    .notDurable, "SQLite cannot keep its log beside \(path).", at: path,
                    remedy: "Keep the file on this machine's own disk.")
            }
        }
        try Connection.settle(queue, path: path)
        try queue.inTransaction(.immediate) { db in
            try Schema.migrate(db, from: 0)
            try begin(db)
            return .commit
        }
        // So that the header of the file itself says whose it is, before anybody else opens it.
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    /// The owner's alone, and never over a file that is there.
    private static func makeEmptyFile(at path: String) throws(StoreFailure) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw StoreFailure(.folderMissing, "There is no folder \(folder).", at: folder, remedy: "Make it first.")
        }
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            throw isFolder.boolValue
                ? StoreFailure(.isFolder, "\(path) is a folder.", at: path, remedy: "Name the file in it.")
                : StoreFailure(
                    .fileExists, "\(path) is there already; nothing in it was changed.", at: path,
                    remedy: "Open it, or give the new file another name.")
        }
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EROFS || errno == EACCES
                ? FileChecks.readOnly(folder)
                : StoreFailure(
                    .failed, "\(path) cannot be made: \(String(cString: strerror(errno))).", at: path,
                    remedy: "Choose another name or folder.")
        }
        Foundation.close(descriptor)
    }
}
