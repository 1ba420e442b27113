import Casework
import CivilTime
import Definitions
internal import GRDB
import JSON
import Register

/// What a store that writes has read of its file, so that the next command does not read and parse it again.
///
/// It holds what the file says at this point of a transaction: whoever writes a row of these puts it here in the same step, and going
/// back to a savepoint forgets everything. From one transaction to the next it holds as long as nobody else has written in between,
/// and is forgotten with a transaction that is not kept.
///
/// Only the store's queue touches it, one transaction after the other.
final class Remembered: @unchecked Sendable {
    /// The file's random id, and whether its clock is set by hand.
    var identity: (file: String, isVirtual: Bool)?
    var file: FileState?
    var end: LogEnd?
    /// The entries of the stream that was last read as a whole, for whoever reads it again in the same command.
    var entries: (stream: String, stored: [StoredEntry])?
    var cases = Bounded<ScalarKey, Case>(most: 1_024)
    /// Definitions by kind and name, each with its latest version.
    var latest = Bounded<ScalarKey, Shelf.Line>(most: 64)
    /// The register's rows by the person or organisation that they are about.
    var rowsOf = Bounded<ScalarKey, [NumberedRow]>(most: 4_096)
    /// Slices of the register by those around whom they were made.
    var slices = Bounded<Set<ScalarKey>, Register>(most: 1_024)
    /// As SQLite counts what others have written.
    private var version: Int64?

    /// Where the log stands.
    struct LogEnd {
        /// The recorded time of the last entry.
        var recorded: Instant?
        var frontier: MerkleTree.Frontier
    }

    /// Called when a transaction has begun: nobody else writes from here on.
    func begin(in db: Database) throws {
        let version = try Int64.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
        if version != self.version { forget() }
        self.version = version
    }

    func forget() {
        (identity, file, end, entries) = (nil, nil, nil, nil)
        cases.removeAll()
        latest.removeAll()
        forgetRegister()
    }

    func forgetRegister() {
        rowsOf.removeAll()
        slices.removeAll()
    }
}

/// A table that begins anew when it is full.
struct Bounded<Key: Hashable, Value> {
    private var known: [Key: Value] = [:]
    private let most: Int

    init(most: Int) { self.most = most }

    subscript(key: Key) -> Value? {
        get { known[key] }
        set {
            if known.count >= most { removeAll() }
            known[key] = newValue
        }
    }

    mutating func removeAll() { known.removeAll(keepingCapacity: true) }
}
