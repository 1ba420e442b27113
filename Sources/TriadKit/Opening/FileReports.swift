import Casework
import CaseStore
import JSON

extension Triad {
    /// Plays every entry into an empty database in memory and compares each row; checks every hash.
    public func verify() throws(FileFailure) -> VerifyReport { VerifyReport(try store.verify()) }

    /// Writes the whole file as it stands now into a new one, while others may go on writing.
    ///
    /// - Returns: the head of the copy's log, and the documents that it lacks, since they are missing or have been changed.
    public func backup(to path: String) throws(FileFailure) -> (head: HeadView, lacking: [String]) {
        let written = try store.backup(to: path)
        return (HeadView(written.head), written.lacking)
    }

    /// Makes a file and its documents of a backup: all of it, verified, or nothing.
    ///
    /// - Throws: ``FileFailure``: no backup, something is there already, no room, a backup that does not say what its ledger says.
    public static func restore(_ backup: String, to path: String) throws(FileFailure) -> VerifyReport {
        VerifyReport(try Store.restore(backup, to: path))
    }

    /// Looks the file over: the database, incidents, cases that nobody can move.
    ///
    /// - Parameter person: incidents and cases are named only to the file's coordinators; to others, how many there are.
    public func doctor(as person: String?) throws -> DoctorReport {
        let diagnosis = try store.diagnosis()
        let (stuck, isCoordinator) = try reading { reading in
            let id = try person.map { try reading.find(.person, $0, orCoordinator: true) }
            return (try reading.stuckCases(), id.map(reading.file.coordinators.contains) ?? false)
        }
        return DoctorReport(diagnosis, stuck: stuck, namesCases: isCoordinator)
    }
}

/// What `verify` found.
public struct VerifyReport: Answer, Hashable {
    public var entries: Int
    public var head: HeadView
    public var differences: [Difference]
    /// Further ones, not listed.
    public var more: Int
    /// Documents that are not there, as the backup said from which the file has just been restored.
    public var lacking: Int

    public var isClean: Bool { differences.isEmpty && more == 0 }

    /// One line: how much was played again, and what came of it.
    public var summary: String {
        let found = differences.count + more
        let outcome = isClean ? "everything is as the ledger says" : "\(found) difference\(found == 1 ? "" : "s")"
        return "\(entries) \(entries == 1 ? "entry" : "entries") played again: \(outcome). Head: \(head.root)"
    }

    public var json: JSON.Value {
        .view([
            "clean": .yes(isClean), "entries": .number(entries), "head": head.json,
            "differences": .list(differences) {
                .view(["table": .text($0.table), "row": .text($0.row), "column": .text($0.column), "sentence": .text($0.sentence)])
            },
            "more": .number(more),
        ])
    }

    init(_ verification: Verification) {
        entries = Int(verification.entries)
        head = HeadView(verification.head)
        differences = verification.differences
        more = verification.more
        lacking = verification.lacking
    }
}

/// What `doctor` found, a line each.
public struct DoctorReport: Answer, Hashable {
    public var lines: [Line]

    public struct Line: Sendable, Hashable {
        public var isWell: Bool
        public var what: String
        public var found: String
        public var remedy: String?
    }

    public var isWell: Bool { lines.allSatisfy(\.isWell) }

    public var json: JSON.Value {
        .view([
            "well": .yes(isWell),
            "lines": .list(lines) {
                .view(["well": .yes($0.isWell), "what": .text($0.what), "found": .text($0.found), "remedy": .text($0.remedy)])
            },
        ])
    }

    init(_ diagnosis: Diagnosis, stuck: [Case.ID], namesCases: Bool) {
        lines = [
            Line(isWell: true, what: "SQLite", found: diagnosis.sqlite),
            Line(isWell: true, what: "File", found: "version \(diagnosis.version)\(diagnosis.isVirtual ? ", virtual" : ""), \(diagnosis.fileBytes >> 10) KB"),
            Line(isWell: diagnosis.synchronous == "full", what: "Commits", found: "\(diagnosis.journal), synchronous \(diagnosis.synchronous)"),
            Line(isWell: true, what: "SQLite's own log", found: "\(diagnosis.walBytes >> 10) KB"),
            Line(
                isWell: diagnosis.integrity.isEmpty, what: "Integrity", found: diagnosis.integrity.first ?? "ok",
                remedy: diagnosis.integrity.isEmpty ? nil : "Go back to the last backup that verifies."),
        ]
        if diagnosis.documents.files > 0 { lines.append(Line(isWell: true, what: "Documents", found: diagnosis.amounts)) }
        lines += diagnosis.warnings.map { Line(isWell: false, what: "Warning", found: $0.sentence, remedy: $0.remedy) }
        if namesCases {
            lines += diagnosis.incidents.map {
                Line(isWell: false, what: "Incident in \($0.case)", found: "\($0.what): \($0.refusal.sentence)", remedy: $0.refusal.remedy)
            }
            lines += stuck.map {
                Line(isWell: false, what: "Case \($0)", found: "Nobody can move it.", remedy: "Appoint somebody to the part that it waits for, or put it where it can go on: triad amend \($0) --state STATE --because WHY.")
            }
        } else {
            lines.append(Line(isWell: diagnosis.incidents.isEmpty, what: "Incidents", found: "\(diagnosis.incidents.count)"))
            lines.append(Line(isWell: stuck.isEmpty, what: "Cases that nobody can move", found: "\(stuck.count)"))
        }
    }
}

extension Diagnosis {
    /// `3 files, 412 KB; of these 1 file, 12 bytes, that no entry names (left by a crash; no harm)`.
    fileprivate var amounts: String {
        func words(_ amount: Amount) -> String { "\(amount.files) file\(amount.files == 1 ? "" : "s"), \(amount.bytes) bytes" }
        guard unnamed.files > 0 else { return words(documents) }
        return "\(words(documents)); of these \(words(unnamed)), that no entry names (left by a crash; no harm)"
    }
}

extension HeadView {
    init(_ head: TreeHead) { self.init(size: Int(head.size), root: head.root.hex) }
}
