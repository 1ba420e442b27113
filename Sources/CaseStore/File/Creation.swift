import Casework
import CivilTime
import Foundation
internal import GRDB
import Register

extension Store {
    /// Makes a file and opens it for writing. It may be read and written by its owner alone.
    ///
    /// - Parameters:
    ///   - coordinators: who coordinates it: they are put into the register; where there is nobody, the first makes herself one.
    ///   - virtualFrom: for demonstrations and tests: the file's clock is set by hand, from then on; nil: it is the wall's.
    /// - Throws: ``StoreFailure``: there already, no such folder, a folder that another program synchronises.
    public static func create(
        at path: String, coordinators: [Person] = [], virtualFrom start: Instant? = nil, sources: DefinitionSources = .none,
        surroundings: Surroundings = .system
    ) throws(StoreFailure) -> Store {
        try create(at: path, sources: sources, surroundings: surroundings) { db in
            let now = start ?? surroundings.now()
            var writing = Writing(Remembered(), db, now: now, file: surroundings.random(16).hex, random: surroundings.random)
            let facts = [start.map { Fact.clockMoved(to: $0) }].compactMap(\.self) 
                + coordinators.flatMap { [.registered(.personAdded($0)), .coordinating(person: $0.id, isOn: true)] }
            // A live file without coordinators has a first entry all the same: it says whose file it is.
            try writing.append(
                Decision(facts: facts, happened: .instant(now)), to: Entry.fileStream, .init(actor: "triad", word: "create"), evenIfEmpty: true)
        }
    }

    /// Makes a file; where anything goes wrong nothing is left behind.
    ///
    /// - Parameter begin: writes the first entry, in the same commit as the tables.
    /// - Throws: ``StoreFailure``: there already, no such folder, a folder that another program synchronises.
    static func create(
        at path: String, sources: DefinitionSources = .none, surroundings: Surroundings, begin: (Database) throws -> Void
    ) throws(StoreFailure) -> Store {
        if let folder = SynchronisedFolder.containing(path) { throw folder.failure(at: path) }
        try makeEmptyFile(at: path)
        do throws(StoreFailure) {
            try guarded(path) {
                let queue = try DatabaseQueue(
                    path: Connection.place(path), configuration: Connection.configuration(isReading: false, patience: surroundings.patience))
                try lay(queue, path: path, begin: begin)
                try queue.close()
            }
            return try Store(at: path, mode: .writing, sources: sources, surroundings: surroundings)
        } catch {
            removeFile(at: path)
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

    /// - Throws: ``StoreFailure`` where there is no folder for it, or something is there already.
    static func refuseUnlessFree(_ path: String) throws(StoreFailure) {
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
    }

    /// The owner's alone, and never over a file that is there.
    static func makeEmptyFile(at path: String) throws(StoreFailure) { Foundation.close(try openEmptyFile(at: path)) }

    /// The same, still open.
    static func openEmptyFile(at path: String) throws(StoreFailure) -> Int32 {
        try refuseUnlessFree(path)
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EROFS || errno == EACCES
                ? FileChecks.readOnly(URL(fileURLWithPath: path).deletingLastPathComponent().path)
                : StoreFailure(
                    .failed, "\(path) cannot be made: \(String(cString: strerror(errno))).", at: path,
                    remedy: "Choose another name or folder.")
        }
        return descriptor
    }
}
