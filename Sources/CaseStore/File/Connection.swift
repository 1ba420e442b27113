import Foundation
internal import GRDB

/// How a file is opened, so that what was answered as done is on the disk.
enum Connection {
    /// How long another writer is waited for, in seconds.
    static let patience = 10.0

    /// A path as SQLite takes it for one: `file:x` would be an address, and `:memory:` no file.
    static func place(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

    static func configuration(isReading: Bool, patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = isReading
        configuration.busyMode = .timeout(patience)
        configuration.label = "triad"
        // The journal's mode is set when the file is made; asking again writes to the file.
        configuration.journalMode = .default
        #if DEBUG
        configuration.allowsUnsafeTransactions = Sabotage.current == .answerBeforeCommit
        #endif
        return configuration
    }

    /// Settings of each connection, made once it is open: anything that sets them while opening comes before.
    static func settle(_ queue: DatabaseQueue, path: String) throws {
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;")
            guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                throw StoreFailure(
                    .notDurable, "SQLite does not keep commits safe on this file.", at: path,
                    remedy: "Use a system whose SQLite honours `PRAGMA synchronous = FULL`.")
            }
        }
        #if DEBUG
        try Sabotage.unsettle(queue)
        #endif
    }
}

extension StoreFailure {
    /// Words for what SQLite said.
    init(_ error: DatabaseError, at path: String) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .busy, "Another program has kept \(path) locked for too long.", at: path,
                remedy: "Wait for it to finish, or end it, and ask again.")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = FileChecks.readOnly(path)
        case .SQLITE_CANTOPEN:
            self.init(
                .failed, "\(path) cannot be opened.", at: path,
                remedy: "Ask for the right to write its folder, where SQLite keeps its log beside the file.")
        case .SQLITE_IOERR:
            self.init(
                .diskFailed, "The disk failed while \(path) was read or written (\(error.message ?? "disk I/O error")).", at: path,
                remedy: "See to the disk, and ask again with the same key: what is answered so may have been kept.")
        case .SQLITE_FULL:
            self.init(
                .full, "The disk is full; nothing was changed.", at: path, remedy: "Make room, and ask again.")
        case .SQLITE_NOTADB:
            self.init(
                .notDatabase, "\(path) is not a Triad file.", at: path,
                remedy: "Name another file, or make one with `triad new`.")
        case .SQLITE_CORRUPT: self = .damaged(error.message ?? "SQLite cannot read it", at: path)
        default:
            self.init(
                .failed, "SQLite says: \(error.message ?? error.resultCode.description).", at: path,
                remedy: "Run `triad doctor`.")
        }
    }
}
