import Casework
import CivilTime
import Definitions
import Foundation
internal import GRDB
import JSON

/// What the ledger says, as rows.
///
/// One function writes them, in the commit of a live command and when `verify` makes them anew, so that they can differ
/// only where somebody else has been at the file.
struct Projection {
    let rows: Rows
    /// Where the entries stand: a correction looks at the earlier ones of its case.
    var log: Log
    /// The numbers that letters have where the log stands: of a file that is made again in part.
    var letterNumbers: LetterNumbers?
    var db: Database { rows.db }

    /// Writes what an entry says into the tables that are made of facts.
    ///
    /// - Parameters:
    ///   - request: the hash of what the entry's key stands for; nil where there is no key, or it has been erased.
    ///   - before: the case as it stood; nil before it begins, and for the file's own stream.
    func project(_ entry: Entry, at place: Int64, facts: [Fact], request: Hash?, on before: Case?) throws {
        var moved = Moved()
        guard let after = try project(entry, at: place, facts: facts, request: request, on: before, &moved) else { return }
        try write(after, isNew: before == nil, moved)
    }

    /// The same without the rows of the case as it stands: whoever plays many entries writes them once.
    ///
    /// - Returns: the case as it stands after the entry.
    func project(
        _ entry: Entry, at place: Int64, facts: [Fact], request: Hash?, on before: Case?, _ moved: inout Moved
    ) throws -> Case? {
        if let key = entry.key { try keep(key, request, place: place) }
        if entry.stream == Entry.fileStream { try write(entry, facts, isFirst: place == 0) }
        if facts.contains(where: \.isCorrection), let before { return try projectAnew(before, corrected: entry, facts, &moved) }
        var (after, hasBegun) = (before, before != nil)
        after?.entry = entry.number
        for (number, fact) in facts.enumerated() {
            if !hasBegun, let began = Case.began(id: entry.stream, by: fact) {
                (after, hasBegun) = (began, true)
                after?.entry = entry.number
            } else {
                after?.apply(fact)
            }
            try project(fact, number: number, of: entry, on: after, &moved)
        }
        return after
    }

    /// Which of a case's rows are written once all its facts are folded.
    struct Moved {
        var holders = false
        var clocks: Set<Name> = []
    }

    /// Writes the rows of a case as it stands: its own, and those that have moved.
    func write(_ state: Case, isNew: Bool, _ moved: Moved) throws {
        try write(state, isNew: isNew)
        if moved.holders { try writeHolders(of: state) }
        for name in moved.clocks.sorted() { try writeClock(name, of: state) }
    }

    /// The first entry makes the file: it is virtual if its clock is set there, and live for ever if it is not.
    private func write(_ entry: Entry, _ facts: [Fact], isFirst: Bool) throws {
        var state = isFirst ? FileState() : try rows.fileState()
        state.entry = entry.number
        for fact in facts { state.apply(fact) }
        if isFirst {
            let isVirtual = state.clock != nil
            try run("INSERT INTO file (one, id, is_virtual, body) VALUES (1, ?, ?, ?)", [entry.file, isVirtual, state.json.text])
        } else {
            try run("UPDATE file SET body = ?", [state.json.text])
        }
        rows.remembered?.file = state
    }

    func keep(_ key: Entry.Key, _ request: Hash?, place: Int64) throws {
        try run(
            "INSERT INTO key (client, text, request, place) VALUES (?, ?, ?, ?)",
            [key.client, key.text, Data(request?.bytes ?? []), place])
    }

    func write(_ state: Case, isNew: Bool) throws {
        // What the indexes hold of a case never changes: an update that leaves it out leaves them alone.
        let sql = isNew
            ? "INSERT INTO cases (definition, entry, ended, title, body, workflow, id) VALUES (?, ?, ?, ?, ?, ?, ?)"
            : "UPDATE cases SET definition = ?, entry = ?, ended = ?, title = ?, body = ? WHERE workflow = ? AND id = ?"
        try run(sql, [state.workflow.hash, state.entry, state.hasEnded, state.title, state.text, state.workflow.name, state.id])
        rows.remembered?.cases[ScalarKey(text: state.id)] = state
    }

    /// Persons, teams and organisations, so that an inbox finds its cases by one key.
    func writeHolders(of state: Case) throws {
        try run("DELETE FROM holding WHERE case_id = ?", [state.id])
        for (role, holders) in state.holders {
            let keys = holders.flatMap { [$0.organisation, $0.person].compactMap(\.self) + $0.team }
            for who in Set(keys).sorted() {
                try run("INSERT INTO holding (case_id, role, who) VALUES (?, ?, ?)", [state.id, role, who])
            }
        }
    }

    func writeClock(_ name: Name, of state: Case) throws {
        guard let clock = state.clocks[name] else {
            return try run("DELETE FROM clock WHERE case_id = ? AND name = ?", [state.id, name])
        }
        try run(
            "INSERT OR REPLACE INTO clock (case_id, name, due, next_at) VALUES (?, ?, ?, ?)",
            [state.id, name, clock.due.milliseconds, clock.nextAt?.milliseconds])
    }

    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
