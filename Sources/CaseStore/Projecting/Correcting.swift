import Casework
internal import GRDB

extension Projection {
    /// Folds a case anew by the entries that stand after a correction, and writes its rows anew.
    ///
    /// What it has brought about in the file (credits, letters) is neither lost nor counted twice: only what no longer stands, or
    /// stands again, changes it.
    /// - Parameter before: the case as it stood.
    func projectAnew(_ before: Case, corrected entry: Entry, _ facts: [Fact], _ moved: inout Moved) throws -> Case? {
        let earlier = try log.entries(stream: entry.stream).prefix { $0.entry.number < entry.number }
        let past = try earlier.map { (number: $0.entry.number, facts: try $0.facts(), entry: $0.entry) }
        let known = past.map { (number: $0.number, facts: $0.facts) }
        let (stood, standing) = (Standing(known), Standing(known + [(entry.number, facts)]))
        for table in Projection.tablesOfCase { try run("DELETE FROM \(table) WHERE case_id = ?", [before.id]) }
        let after = try Case.fold(id: before.id, entries: known + [(entry.number, facts)]) { number, place, fact, state in
            guard fact.isOfCase else { return }
            try project(fact, number: place, of: number <= past.count ? past[number - 1].entry : entry, on: state, &moved)
        }
        guard let after else { return nil }
        for item in past where stood.holds(item.number) != standing.holds(item.number) {
            for case .credited(let organisation, let word) in item.facts {
                try credit(organisation, word, of: before.workflow.name, by: standing.holds(item.number) ? 1 : -1)
            }
        }
        // Documents stay, whether their entry stands or not: those of this one are new.
        for (number, fact) in facts.enumerated() {
            if case .attached = fact { try project(fact, number: number, of: entry, on: after, &moved) }
        }
        try write(standing, of: before.id)
        moved.holders = true
        moved.clocks.formUnion(after.clocks.keys)
        return after
    }

    /// Which entries are held to have said nothing, or something else, and by which correction.
    func write(_ standing: Standing, of id: Case.ID) throws {
        let revised = standing.revised.filter { standing.holds($0.key) }.mapValues(\.correction)
        for (mended, isAside) in [(standing.aside, true), (revised, false)] {
            for (number, correction) in mended {
                try run("INSERT INTO mended (case_id, entry, correction, aside) VALUES (?, ?, ?, ?)", [id, number, correction, isAside])
            }
        }
    }

    /// Tables whose rows belong to one case and are made of its facts alone.
    private static let tablesOfCase = ["holding", "clock", "record_row", "sheet", "settlement", "link", "incident", "mended"]
}

extension Fact {
    var isCorrection: Bool { if case .corrected = self { true } else { false } }

    /// Whether its rows are the case's own; else they are the file's, and stay.
    fileprivate var isOfCase: Bool {
        switch self {
        case .letter, .letterSent, .credited, .attached, .registered, .coordinating, .defined, .proposed, .accepted, .clockMoved, .began: false
        case .entered, .left, .remembered, .ended, .reopened, .silenceUndone, .returned, .givenBack, .waived, .waiversUsed, .sent, .signed,
            .signaturesCleared, .set, .marked, .appointed, .released, .named, .added,
            .updated, .collecting, .sealed, .opened, .settled, .clockSet, .clockStruck, .clockAsking, .clockStopped, .told, .linked,
            .linkEnded, .linkReopened, .incident, .corrected: true
        }
    }
}
