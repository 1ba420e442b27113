import Casework
import Foundation
internal import GRDB
import JSON

/// How a file is, apart from what its ledger says.
public struct Diagnosis: Sendable, Hashable {
    public var path: String
    /// `3.40.1`.
    public var sqlite: String
    /// The version of the file's tables.
    public var version: Int
    public var isVirtual: Bool
    /// `wal`.
    public var journal: String
    /// `full`; anything else is a worry.
    public var synchronous: String
    /// Bytes of SQLite's own log beside the file; past ``Store/checkpointAt`` the next commit brings it in.
    public var walBytes: Int
    public var fileBytes: Int
    /// Documents beside the file.
    public var documents: Amount
    /// Of these, what no entry names: left behind by a crash. They harm nothing.
    public var unnamed: Amount
    /// What SQLite's integrity check says; empty: all is well.
    public var integrity: [String]
    /// Incidents of cases that run.
    public var incidents: [Incident]
    /// What somebody should know, each with what to do.
    public var warnings: [Warning]

    public struct Incident: Sendable, Hashable {
        public var `case`: Case.ID
        public var entry: Int
        public var what: String
        public var refusal: Refusal
    }

    public struct Warning: Sendable, Hashable {
        public var sentence: String
        public var remedy: String
    }

    /// How many files, and how many bytes in all.
    public struct Amount: Sendable, Hashable {
        public var files = 0
        public var bytes = 0

        mutating func count(_ size: Int) {
            files += 1
            bytes += size
        }
    }

    /// Whether there is nothing to be done.
    public var isWell: Bool { integrity.isEmpty && warnings.isEmpty && incidents.isEmpty }
}

extension Store {
    /// Looks at everything that can go wrong with a file, and changes nothing.
    public func diagnosis() throws(StoreFailure) -> Diagnosis {
        var diagnosis = try read { db in
            let (documents, unnamed) = try amounts(db)
            return Diagnosis(
                path: path, sqlite: try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "",
                version: try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0,
                isVirtual: try Bool.fetchOne(db, sql: "SELECT is_virtual FROM file") ?? false,
                journal: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
                synchronous: try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 ? "full" : "not full",
                walBytes: walSize, fileBytes: Store.size(of: place), documents: documents, unnamed: unnamed,
                integrity: try String.fetchAll(db, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" },
                incidents: try incidents(db), warnings: [])
        }
        diagnosis.warnings = warnings(diagnosis)
        return diagnosis
    }

    private func amounts(_ db: Database) throws -> (all: Diagnosis.Amount, unnamed: Diagnosis.Amount) {
        let named = try db.cachedStatement(sql: "SELECT 1 FROM document WHERE hash = ?")
        var (all, unnamed) = (Diagnosis.Amount(), Diagnosis.Amount())
        for file in documents.files() {
            all.count(file.size)
            if try Int.fetchOne(named, arguments: [file.name]) == nil { unnamed.count(file.size) }
        }
        return (all, unnamed)
    }

    private func incidents(_ db: Database) throws -> [Diagnosis.Incident] {
        let sql = """
            SELECT case_id, incident.entry AS entry, what, incident.body AS body FROM incident
            JOIN cases ON cases.id = case_id WHERE ended = 0 ORDER BY case_id, incident.entry, number
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            let body: String = row["body"]
            let refusal = try Rows.reading("an incident") { try Refusal(json: JSON.Value.parse(body)) }
            return Diagnosis.Incident(case: row["case_id"], entry: row["entry"], what: row["what"], refusal: refusal)
        }
    }

    private func warnings(_ diagnosis: Diagnosis) -> [Diagnosis.Warning] {
        var warnings: [Diagnosis.Warning] = []
        if Store.hasWALResetBug(diagnosis.sqlite) {
            warnings.append(.init(
                sentence: "SQLite \(diagnosis.sqlite) can lose pages where a checkpoint races with a commit (fixed in 3.51.3). Triad checkpoints under the write lock, which avoids it; other programs that write to this file may not.",
                remedy: "Let no other program write to the file, or use SQLite 3.51.3 or later."))
        }
        if diagnosis.synchronous != "full" {
            warnings.append(.init(sentence: "SQLite does not keep commits safe on this file.", remedy: "Keep the file on this machine's own disk."))
        }
        if diagnosis.journal != "wal" {
            warnings.append(.init(
                sentence: "The file's journal mode is \(diagnosis.journal), not WAL: another program has changed it.",
                remedy: "Make a backup and go on with that."))
        }
        if documents.hasWaiting {
            warnings.append(.init(
                sentence: "The content of a document that was erased lies still beside the file.", remedy: "Any command that writes, such as `triad tick`, takes it away."))
        }
        if let folder = SynchronisedFolder.containing(path) {
            warnings.append(.init(
                sentence: "\(folder.what) copies the file's folder while it is written to.",
                remedy: "Close Triad, move the file to this machine's own disk, and let `triad backup` write a copy here."))
        }
        if diagnosis.walBytes > 4 * Store.checkpointAt {
            warnings.append(.init(
                sentence: "SQLite's log beside the file has grown to \(diagnosis.walBytes >> 20) MB.",
                remedy: "Some program has kept the file open for reading since long ago; end it."))
        }
        return warnings
    }

    static func size(of path: String) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.intValue ?? 0
    }

    /// 3.7.0 to 3.51.2 (https://www.sqlite.org/wal.html#walresetbug).
    static func hasWALResetBug(_ version: String) -> Bool {
        let parts = version.split(separator: ".").map { Int($0) ?? 0 } + [0, 0, 0]
        let number = parts[0] * 1_000_000 + parts[1] * 1_000 + parts[2]
        return (3_007_000...3_051_002).contains(number)
    }
}
