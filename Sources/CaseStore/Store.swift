import CivilTime
import Foundation
internal import GRDB
import Synchronization

/// One SQLite file with everything in it.
///
/// A value of this type may be used from several threads; what it does to the file it does one after the other.
public final class Store: Sendable {
    public let path: String
    /// Where the file itself lies, where the path is a symbolic link: SQLite's own log lies beside that.
    let place: String
    public let mode: Mode
    let surroundings: Surroundings
    let sources: DefinitionSources
    let checked = CheckedDefinitions()
    /// Taken by each transaction, and given back by one that is kept.
    private let remembered = Mutex<Remembered?>(nil)
    /// Whether the file's clock is set by hand; it is so from its creation on, or never.
    public let isVirtual: Bool
    let queue: DatabaseQueue
    /// The file that was opened.
    private let identity: FileIdentity?
    /// From this size on SQLite's own log is brought into the file.
    private let checkpointAt = Atomic(Store.checkpointAt)

    public enum Mode: String, Sendable {
        /// For queries: writes nothing.
        case reading
        case writing
    }

    /// What is not the file's: the wall clock and chance, handed in so that tests can hold them still.
    public struct Surroundings: Sendable {
        public var now: @Sendable () -> Instant
        /// That many random bytes.
        public var random: @Sendable (Int) -> [UInt8]
        /// How long another writer is waited for, in seconds.
        public var patience: Double
        /// Who runs the program, as the system knows her: each entry keeps it beside the person who is said to act. Nil: each command says it.
        public var login: @Sendable () -> String?

        public init(
            now: @escaping @Sendable () -> Instant, random: @escaping @Sendable (Int) -> [UInt8],
            patience: Double = 10, login: @escaping @Sendable () -> String? = { nil }
        ) {
            self.now = now
            self.random = random
            self.patience = patience
            self.login = login
        }

        /// The wall clock, the system's random bytes and its name for the user.
        public static let system = Surroundings(now: { Instant(Date()) }, random: { RandomBytes.system.take($0) }, login: { user })
        /// It does not change while the program runs, and asking the system reads its list of users.
        private static let user = NSUserName()
    }

    /// Opens a file that ``create(at:founding:surroundings:)`` has made.
    ///
    /// - Throws: ``StoreFailure``: missing, a folder, no database, another program's, from a newer version, read-only
    ///   where it is to be written, locked for longer than the surroundings' patience.
    public init(
        at path: String, mode: Mode, sources: DefinitionSources = .none, surroundings: Surroundings = .system
    ) throws(StoreFailure) {
        try FileChecks.refuseUnlessOurs(path)
        if mode == .writing { try FileChecks.refuseUnlessWritable(path) }
        self.path = path
        place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        self.mode = mode
        self.surroundings = surroundings
        self.sources = sources
        identity = FileIdentity(at: path)
        (queue, isVirtual) = try Store.guarded(path) {
            let queue = try DatabaseQueue(
                path: Connection.place(path),
                configuration: Connection.configuration(isReading: mode == .reading, patience: surroundings.patience))
            try Connection.settle(queue, path: path)
            try Store.bringUpToDate(queue, path: path, mode: mode)
            return (queue, try queue.read { try Rows(db: $0).identity().isVirtual })
        }
    }

    private static func bringUpToDate(_ queue: DatabaseQueue, path: String, mode: Mode) throws {
        let version = try queue.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        if version > Schema.version { throw FileChecks.newer(version, path) }
        guard version < Schema.version else { return }
        guard mode == .writing else {
            throw StoreFailure(
                .olderVersion, "\(path) was written by an older Triad (file version \(version)).", at: path,
                remedy: "Run any command that writes, such as `triad tick`: it brings the file up to date.")
        }
        try queue.inTransaction(.immediate) { db in
            // Another program may have done it while the lock was waited for.
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            try Schema.migrate(db, from: version)
            return .commit
        }
    }

    /// Runs what may throw anything and says it in our words.
    static func guarded<Value>(_ path: String, _ body: () throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try body()
        } catch let failure as StoreFailure {
            throw failure
        } catch let error as DatabaseError {
            throw StoreFailure(error, at: path)
        } catch {
            throw StoreFailure(.failed, "\(error)", at: path, remedy: "Run `triad doctor`.")
        }
    }

    /// Lets go of the file; nothing can be asked of the store afterwards.
    public func close() throws(StoreFailure) {
        try Store.guarded(path) { try queue.close() }
    }
}

extension Store {
    /// Reads: everything that the body asks for is of one moment.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        try Store.guarded(path) {
            try FileChecks.refuseUnlessStill(identity, at: path)
            return try queue.read(body)
        }
    }

    /// Writes: one transaction, begun IMMEDIATE, on the disk when this returns.
    ///
    /// - Parameter keeps: false: everything is undone at the end.
    func write<Value>(keeps: Bool = true, _ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
        try transaction { db, remembered in
            let value = try body(db)
            // Rows may have been written that it does not know of.
            remembered.forget()
            return (value, keeps: keeps)
        }
    }

    /// The same, undone where the body does not keep it.
    ///
    /// - Parameter body: whatever it reads by what is remembered, it also writes by it.
    func transaction<Value>(_ body: (Database, Remembered) throws -> (Value, keeps: Bool)) throws(StoreFailure) -> Value {
        try Store.guarded(path) {
            guard mode == .writing else { throw FileChecks.readOnly(path) }
            let value = try committed(body)
            CrashPoint.reached(.afterCommit)
            checkpointIfLarge()
            return value
        }
    }

    private func committed<Value>(_ body: (Database, Remembered) throws -> (Value, keeps: Bool)) throws -> Value {
        #if DEBUG
        if let value = try sabotaged({ try body($0, Remembered()) }) { return value }
        #endif
        return try queue.writeWithoutTransaction { db in
            let remembered = self.remembered.withLock { $0.take() } ?? Remembered()
            var outcome: (value: Value, keeps: Bool)?
            try db.inTransaction(.immediate) {
                try remembered.begin(in: db)
                let made = try body(db, remembered)
                outcome = made
                // At the last moment: after it nobody would be told.
                try FileChecks.refuseUnlessStill(identity, at: path)
                CrashPoint.reached(.beforeCommit)
                return made.keeps ? .commit : .rollback
            }
            guard let outcome else { throw StoreFailure.damaged("a transaction ended without an outcome", at: path) }
            if outcome.keeps { self.remembered.withLock { $0 = remembered } }
            return outcome.value
        }
    }

    /// Past so many bytes the writer brings its log into the file.
    ///
    /// SQLite 3.7.0 to 3.51.2 can lose pages where a checkpoint of its own accord races with a commit; TRUNCATE holds
    /// the write lock (https://www.sqlite.org/wal.html#walresetbug).
    static let checkpointAt = 4 << 20

    /// How long a checkpoint waits for readers, in milliseconds: whoever reads for long holds up neither the answer nor other writers.
    private static let checkpointPatience = 100

    /// What was committed stays so whatever becomes of this: where it fails, it is tried again once the log has grown as much again.
    private func checkpointIfLarge() {
        let size = walSize
        guard size >= checkpointAt.load(ordering: .relaxed) else { return }
        CrashPoint.reached(.beforeCheckpoint)
        let isDone = (try? checkpoint(patience: Store.checkpointPatience)) == true
        checkpointAt.store(isDone ? Store.checkpointAt : size + Store.checkpointAt, ordering: .relaxed)
        CrashPoint.reached(.afterCheckpoint)
    }

    /// Brings SQLite's own log into the file.
    ///
    /// - Parameter patience: how long readers and other writers are waited for, in milliseconds; nil: as for a commit.
    /// - Returns: whether it is done; somebody who is still at it puts it off.
    @discardableResult
    func checkpoint(patience: Int? = nil) throws -> Bool {
        let usual = Int(surroundings.patience * 1_000)
        return try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA busy_timeout = \(patience ?? usual)")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = \(usual)") }
            do {
                try db.checkpoint(.truncate)
                return true
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED {
                return false
            }
        }
    }

    /// Bytes in SQLite's own log beside the file.
    var walSize: Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: place + "-wal")
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }
}
