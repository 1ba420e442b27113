import Casework
import CivilTime
import Definitions
internal import GRDB

extension Projection {
    /// Folds a case anew by the entries that stand after a correction, and writes its rows anew.
    ///
    /// What it has brought about in the file (credits, letters) is neither lost nor counted twice: only what no longer stands, or
    /// stands again, changes it.
    /// - Parameter before: the case as it stood.
    func projectAnew(_ before: Case, corrected entry: Entry, _ facts: [Fact], _ moved: inout Moved) throws -> Case? {
        let past = try past(of: entry.stream, through: entry.number - 1)
        let stood = Standing(past.map { ($0.entry.number, $0.facts) })
        let after = try projectAnew(before.workflow.name, past + [(entry, facts)], stood, &moved)
        // What the entry itself brings about in the file, documents and letters, is new.
        for (number, fact) in facts.enumerated() where !fact.isOfCase { try project(fact, number: number, of: entry, on: after, &moved) }
        return after
    }

    /// The same for all corrections of a case at once, once the entry with that number is the last.
    ///
    /// What its entries brought about in the file has been written as each of them was played.
    func projectAnew(_ stream: Case.ID, of workflow: Name, through number: Int, _ moved: inout Moved) throws -> Case? {
        try projectAnew(workflow, past(of: stream, through: number), nil, &moved)
    }

    private func past(of stream: String, through number: Int) throws -> [(entry: Entry, facts: [Fact])] {
        try log.allEntries(stream: stream).prefix { $0.entry.number <= number }.map { ($0.entry, try $0.facts()) }
    }

    /// - Parameter stood: what stood before, as the file's counts know it; nil: all of it.
    private func projectAnew(_ workflow: Name, _ entries: [(entry: Entry, facts: [Fact])], _ stood: Standing?, _ moved: inout Moved) throws -> Case? {
        guard let id = entries.first?.entry.stream else { return nil }
        let standing = Standing(entries.map { ($0.entry.number, $0.facts) })
        for table in Projection.tablesOfCase { try run("DELETE FROM \(table) WHERE case_id = ?", [id]) }
        let byNumber = Dictionary(entries.map { ($0.entry.number, $0.entry) }, uniquingKeysWith: { first, _ in first })
        let after = try Case.fold(id: id, entries: entries.map { (number: $0.entry.number, facts: $0.facts) }) { number, place, fact, state in
            guard fact.isOfCase, let entry = byNumber[number] else { return }
            try project(fact, number: place, of: entry, on: state, &moved)
        }
        guard let after else { return nil }
        for (entry, facts) in entries {
            let (before, now) = (stood?.holds(entry.number) ?? true, standing.holds(entry.number))
            for case .credited(let organisation, let word) in facts where before != now {
                try credit(organisation, word, of: workflow, by: now ? 1 : -1)
            }
        }
        try markLetters(entries, standing)
        try markDocuments(entries, standing)
        try write(standing, of: id)
        moved.holders = true
        moved.clocks.formUnion(after.clocks.keys)
        return after
    }

    /// A letter that was marked as sent by mistake waits again; one whose mark stands again does not.
    private func markLetters(_ entries: [(entry: Entry, facts: [Fact])], _ standing: Standing) throws {
        var sent: [Int: (When, Command.Came)?] = [:]
        for (entry, facts) in entries {
            for case .letterSent(let number, let how) in facts {
                if standing.holds(entry.number) { sent[number] = (standing.happened(entry.number, entry.happened), how) } else if sent[number] == nil { sent[number] = .some(nil) }
            }
        }
        for (number, mark) in sent {
            try run("UPDATE letter SET sent = ?, how = ? WHERE number = ?", [mark?.0.description, mark?.1.rawValue, number])
        }
    }

    /// A document belongs to whoever's act it is held to have come with.
    private func markDocuments(_ entries: [(entry: Entry, facts: [Fact])], _ standing: Standing) throws {
        for (entry, facts) in entries {
            for case .attached(let document) in standing.facts(of: entry.number, facts) {
                try run("UPDATE document SET body = ? WHERE case_id = ? AND number = ?", [document.json.text, entry.stream, document.number])
            }
        }
    }

    /// What an entry brings about in the file besides its case: of a case that is folded anew when all is played.
    func projectFileFacts(_ entry: Entry, at place: Int64, facts: [Fact], request: Hash?, on state: Case) throws {
        if let key = entry.key { try keep(key, request, place: place) }
        var moved = Moved()
        for (number, fact) in facts.enumerated() where !fact.isOfCase { try project(fact, number: number, of: entry, on: state, &moved) }
    }

    /// Which entries are held to have said nothing, or something else, and by which correction.
    func write(_ standing: Standing, of id: Case.ID) throws {
        for (mended, isAside) in [(standing.aside, true), (standing.mended, false)] {
            for (number, correction) in mended {
                try run("INSERT INTO mended (case_id, entry, correction, aside) VALUES (?, ?, ?, ?)", [id, number, correction, isAside])
            }
        }
    }

    /// Tables whose rows belong to one case and are made of its facts alone.
    private static let tablesOfCase = ["holding", "clock", "record_row", "sheet", "settlement", "vote", "link", "incident", "mended"]
}

extension Fact {
    var isCorrection: Bool { if case .corrected = self { true } else { false } }

    /// Whether its rows are the case's own; else they are the file's, and stay.
    fileprivate var isOfCase: Bool {
        switch self {
        case .letter, .letterSent, .credited, .attached, .registered, .coordinating, .confided, .confidenceAnswered, .defined, .sessionSet, .sessionCancelled, .proposed, .accepted, .clockMoved, .erased, .began: false
        case .entered, .left, .remembered, .ended, .reopened, .silenceUndone, .returned, .givenBack, .waived, .waiversUsed, .sent, .signed,
            .signaturesCleared, .set, .marked, .appointed, .released, .named, .added,
            .updated, .collecting, .sealed, .opened, .settled, .voting, .voted, .stoodAside, .counted, .voteVoid, .designated, .clockSet, .clockStruck, .clockAsking, .clockStopped, .recounted, .told, .linked,
            .linkEnded, .linkReopened, .incident, .corrected, .slipFound, .slipAnswered, .typed, .typedConfirmed, .compared, .doubted, .undoubted, .carriedOn, .amended, .teamed: true
        }
    }
}
