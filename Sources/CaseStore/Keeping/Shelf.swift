import Calendars
import Casework
import Definitions
internal import GRDB
import JSON
import Rubrics

/// The definitions that the file has used: their texts are kept, and read when they are needed.
struct Shelf {
    let db: Database
    let checked: CheckedDefinitions
    var remembered: Remembered?

    /// A definition in use.
    struct Line: Sendable, Hashable {
        var kind: Command.DefinitionKind
        var name: Name
        var version: Int
        var hash: String
    }

    /// The latest version of a definition that the file has used.
    func latest(_ kind: Command.DefinitionKind, _ name: Name) throws -> Line? {
        let key = ScalarKey(text: "\(kind.rawValue) \(name)")
        if let known = remembered?.latest[key] { return known }
        guard let found = try readLatest(kind, name) else { return nil }
        remembered?.latest[key] = found
        return found
    }

    private func readLatest(_ kind: Command.DefinitionKind, _ name: Name) throws -> Line? {
        let statement = try db.cachedStatement(
            sql: "SELECT version, hash FROM definition WHERE kind = ? AND name = ? ORDER BY version DESC LIMIT 1")
        return try Row.fetchOne(statement, arguments: [kind.rawValue, name]).map {
            Line(kind: kind, name: name, version: $0["version"], hash: $0["hash"])
        }
    }

    func line(_ kind: Command.DefinitionKind, _ name: Name, version: Int) throws -> Line? {
        let statement = try db.cachedStatement(
            sql: "SELECT hash FROM definition WHERE kind = ? AND name = ? AND version = ?")
        return try String.fetchOne(statement, arguments: [kind.rawValue, name, version]).map {
            Line(kind: kind, name: name, version: version, hash: $0)
        }
    }

    func lines() throws -> [Line] {
        try Row.fetchAll(db, sql: "SELECT kind, name, version, hash FROM definition ORDER BY kind DESC, name, version").compactMap { row in
            Command.DefinitionKind(rawValue: row["kind"]).map {
                Line(kind: $0, name: row["name"], version: row["version"], hash: row["hash"])
            }
        }
    }

    func source(_ hash: String) throws -> Source? {
        let statement = try db.cachedStatement(sql: "SELECT file, source, canonical FROM definition_text WHERE hash = ?")
        return try Row.fetchOne(statement, arguments: [hash]).map {
            Source(file: $0["file"], text: $0["source"], canonical: $0["canonical"], hash: hash)
        }
    }

    func keep(_ source: Source, hash: String) throws {
        try Checksum.write("definition_text", [hash, source.file, source.text, source.canonical], in: db)
    }

    /// The workflow of a running case, from the checked form that was kept.
    func workflow(_ hash: String) throws -> Workflow {
        let found = try checked.definition(hash) {
            .workflow(try reading(hash) { DefinitionReader().read(canonicalWorkflow: $0) })
        }
        guard case .workflow(let workflow) = found else { throw Shelf.wrongKind(hash) }
        return workflow
    }

    /// The version of a rubric that a case uses: the one under which it has begun to gather sheets, else the latest that the file has used.
    func hash(ofRubric name: Name, in state: Case?) throws -> String? {
        if let hash = state?.hash(ofRubric: name) { return hash }
        return try latest(.rubric, name)?.hash
    }

    func rubric(hash: String) throws -> Rubric {
        let found = try checked.definition(hash) {
            .rubric(try reading(hash) { DefinitionReader().read(canonicalRubric: $0) })
        }
        guard case .rubric(let rubric) = found else { throw Shelf.wrongKind(hash) }
        return rubric
    }

    /// The latest calendar of that name: a new year's dates hold for cases that run.
    func calendar(_ name: Name) throws -> SchoolCalendar {
        guard let line = try latest(.calendar, name) else { throw StoreFailure.damaged("the calendar \(name) is missing") }
        let found = try checked.definition(line.hash) {
            .calendar(try reading(line.hash) { DefinitionReader().read(canonicalCalendar: $0) })
        }
        guard case .calendar(let calendar) = found else { throw Shelf.wrongKind(line.hash) }
        return calendar
    }

    private func reading<Value>(_ hash: String, _ read: (Source) -> Result<Checked<Value>, Mistakes>) throws -> Value {
        guard let source = try source(hash) else { throw StoreFailure.damaged("the text of the definition \(hash) is missing") }
        switch read(source) {
        case .success(let checked): return checked.value
        case .failure(let mistakes):
            throw StoreFailure.damaged("the definition \(source.file) can no longer be read: \(mistakes.findings.first?.sentence ?? "")")
        }
    }

    private static func wrongKind(_ hash: String) -> StoreFailure {
        .damaged("the definition \(hash) is of another kind than the file says")
    }
}
