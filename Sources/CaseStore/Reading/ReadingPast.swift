import Casework
internal import GRDB

extension Log {
    /// The entries of a case as a correction looks at them.
    func past(of id: Case.ID) throws -> [Past] {
        let gone = Dictionary(
            grouping: try Row.fetchAll(
                db.cachedStatement(sql: "SELECT entry, recipient FROM letter WHERE case_id = ? AND sent IS NOT NULL ORDER BY number"), arguments: [id])
        ) { $0["entry"] as Int }
        let cases = try db.cachedStatement(sql: "SELECT 1 FROM cases WHERE id = ?")
        var callers: [String: Bool] = [:]
        return try allEntries(stream: id).map { stored in
            let (entry, facts) = (stored.entry, try stored.facts())
            var past = Past(
                number: entry.number, word: entry.word, by: entry.actor, happened: entry.happened, touched: Touched(reads: entry.reads, writes: entry.writes), facts: facts,
                caused: facts.contains(where: \.tellsOthers) ? try caused(by: stored) : [])
            past.wroteTo = (gone[entry.number] ?? []).map { $0["recipient"] }
            if callers[entry.actor] == nil { callers[entry.actor] = try Int.fetchOne(cases, arguments: [entry.actor]) != nil }
            past.isCaused = entry.actor == Entry.fileStream || callers[entry.actor] ?? false
            return past
        }
    }

    /// The entries of other cases that an entry caused: they stand behind it in the log, and are of its command.
    private func caused(by stored: StoredEntry) throws -> [Past.Elsewhere] {
        let statement = try db.cachedStatement(sql: "SELECT stream, number, command, actor FROM entry WHERE place = ?")
        var caused: [Past.Elsewhere] = []
        var place = stored.place + 1
        while let row = try Row.fetchOne(statement, arguments: [place]), row["command"] == stored.entry.command {
            if row["actor"] == stored.entry.stream { caused.append(.init(case: row["stream"], number: row["number"])) }
            place += 1
        }
        return caused
    }
}

extension Fact {
    /// Whether another case may have heard of it.
    fileprivate var tellsOthers: Bool {
        switch self {
        case .told, .linked, .ended, .corrected, .designated: true
        default: false
        }
    }
}
