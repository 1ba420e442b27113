import Casework
import CaseStore
import CivilTime
import Definitions
import JSON

extension Answering {
    /// The most entries that one answer holds.
    static let mostEntries = 10_000

    /// How many entries are given where so many are asked for.
    ///
    /// - Throws: `Refusal` `out-of-range` where none or fewer are.
    static func most(_ limit: Int) throws(Refusal) -> Int {
        guard limit > 0 else { throw Refusal(.outOfRange, "At most \(limit) would be none.", place: "limit", remedy: "Give a number from 1.") }
        return min(limit, mostEntries)
    }

    func log(of stream: String?, after: Int?, limit: Int) throws -> LogView {
        let most = try Answering.most(limit)
        guard let stream else { return LogView(entries: try allEntries(after: after, most: most), head: HeadView(try reading.head())) }
        if stream == Entry.fileStream {
            try mustCoordinate()
            let entries = try reading.entries(of: stream, after: after ?? 0, most: most).map { try fileEntry($0) }
            return LogView(entries: entries, head: HeadView(try reading.head()))
        }
        let state = try found(stream)
        let situation = try outline(of: state)
        let sight = try sight(in: situation)
        let entries = try reading.entries(of: stream, after: after ?? 0, most: most).compactMap { try entry($0, of: state, situation.workflow, sight) }
        return LogView(entries: entries, head: HeadView(try reading.head()))
    }

    /// What was entered after a place, as far as it is the asker's to see.
    ///
    /// - Throws: `Refusal` `out-of-range` for a place that the log has not come to: its entries would be missed when they are there.
    func changes(after: Int?, limit: Int) throws -> Changes {
        let head = HeadView(try reading.head())
        if let after, after >= head.size {
            throw Refusal(
                .outOfRange, "The log has no entry at place \(after) yet; its last is at \(head.size - 1).", place: "after",
                remedy: "Give `next` of the answer before. If it came from another copy of the file, read everything anew.")
        }
        var changes: [Changes.Change] = []
        let next = try eachEntry(after: after, most: Answering.most(limit), looking: Answering.mostLooked) { change in
            changes.append(change)
            return changes.count
        }
        return Changes(changes: changes, next: next, head: head)
    }

    /// Entries of every stream that the asker may see, from a place on.
    private func allEntries(after: Int?, most: Int) throws -> [EntryView] {
        var entries: [EntryView] = []
        _ = try eachEntry(after: after, most: most, looking: .max) { change in
            entries.append(change.entry)
            return entries.count
        }
        return entries
    }

    /// The most entries that one question for changes looks at, whatever it finds of them.
    private static let mostLooked = 20_000

    /// Looks at entries after a place until enough were found.
    ///
    /// - Parameter found: what the asker may see of an entry; gives how many were found so far.
    /// - Returns: the place of the last that was looked at.
    private func eachEntry(
        after: Int?, most: Int, looking mostLooked: Int, _ found: (Changes.Change) throws -> Int
    ) throws -> Int {
        var sights: [Case.ID: (Case, Workflow, Sight)] = [:]
        var (place, count, looked) = (Int64(after ?? -1), 0, 0)
        while count < most, looked < mostLooked {
            let told = try reading.entries(after: place, most: 200)
            if told.isEmpty { break }
            for one in told where count < most {
                (place, looked) = (one.place, looked + 1)
                let stream = one.entry.stream
                if stream == Entry.fileStream {
                    guard isCoordinator else { continue }
                    count = try found(.init(entry: fileEntry(one), command: one.entry.word, facts: one.entry.facts))
                    continue
                }
                if sights[stream] == nil, let state = try reading.case(stream) {
                    let situation = try outline(of: state)
                    sights[stream] = (state, situation.workflow, try sight(in: situation))
                }
                guard let (state, workflow, sight) = sights[stream], let view = try entry(one, of: state, workflow, sight) else { continue }
                let facts = zip(one.facts, one.entry.facts).filter { sight.sees($0.0, of: workflow) }.map(\.1)
                let isNamed = mayBeNamed(one, workflow, sight)
                count = try found(.init(entry: view, command: isNamed ? one.entry.word : "event", facts: facts))
            }
        }
        return Int(clamping: place)
    }

    /// Whether the asker may know what was done, and by whom: an event, a sheet, a vote or a waiver that is for others is not named, though
    /// something that it led to is shown.
    func mayBeNamed(_ told: Reading.Told, _ workflow: Workflow, _ sight: Sight) -> Bool {
        let words = told.entry.word.split(separator: " ", maxSplits: 1)
        guard words.count == 2, told.entry.actor != asker else { return true }
        switch words[0] {
        case "event", "told":
            let rules = workflow.rules(of: String(words[1]))
            return rules.isEmpty || rules.contains { sight.sees($0) }
        case "seal", "vote", "waive":
            return told.facts.contains { $0.isJudgement && sight.sees($0, of: workflow) }
        default: return true
        }
    }

    /// What a slip said, and what it is held to have said.
    private func said(_ correction: Correction, _ workflow: Workflow, _ sight: Sight) -> String {
        correction.changes.filter { sight.sees($0, of: correction, in: workflow) }.map { "; \($0.name): \($0.new.words) instead of \($0.old.words)" }.joined()
    }

    private func fileEntry(_ told: Reading.Told) throws -> EntryView {
        for case .defined(let kind, let name, let version, _, let because?) in told.facts {
            return try view(told, title: "Applied \(kind.rawValue) \(name) \(version): \(because)", told.facts)
        }
        for case .confided(_, let word) in told.facts { return try view(told, title: "In confidence: \(word.text)", told.facts) }
        return try view(told, title: told.entry.word, told.facts)
    }

    /// An entry of a case with what the asker may see of it; nil where that is nothing.
    func entry(_ told: Reading.Told, of state: Case, _ workflow: Workflow, _ sight: Sight) throws -> EntryView? {
        let visible = told.facts.filter { sight.sees($0, of: workflow) }
        guard !visible.isEmpty else { return nil }
        var view = try view(told, title: title(of: told, workflow, sight), visible)
        if !mayBeNamed(told, workflow, sight) { (view.by, view.typedBy) = (Named(id: "", name: "somebody"), nil) }
        for case .attached(let document) in visible where sight.sees(document, in: state, of: workflow) {
            view.documents.append(.init(number: document.number, name: document.name))
        }
        return view
    }

    private func view(_ told: Reading.Told, title: String, _ facts: [Fact]) throws -> EntryView {
        let entry = told.entry
        return EntryView(
            stream: entry.stream, number: entry.number, place: Int(told.place), recorded: entry.recorded,
            happened: entry.happened.day(in: zone), came: Command.Came(rawValue: entry.came) ?? .system,
            by: entry.actor.hasPrefix("clock:") ? Named(id: entry.actor, name: "clock") : try names.anybody(entry.actor),
            typedBy: try entry.typedBy.map(names.person), title: title, sentences: facts.map(\.sentence), setAsideBy: told.setAsideBy,
            correctedBy: told.revisedBy)
    }

    /// The command in words.
    func title(of told: Reading.Told, _ workflow: Workflow, _ sight: Sight) -> String {
        let words = told.entry.word.split(separator: " ", maxSplits: 1).map { String($0) }
        if words == ["amend"] { return amended(told, workflow, sight) }
        if words == ["doubt"] { return "A change in the register touches the case" }
        if words == ["undo"] { return "Taken back" }
        guard words.count == 2 else { return told.entry.word }
        guard mayBeNamed(told, workflow, sight) else { return "Something else" }
        switch words[0] {
        case "event", "told":
            let rules = workflow.rules(of: String(words[1]))
            return (rules.first { sight.sees($0) } ?? rules.first)?.title.text() ?? told.entry.word
        case "begin", "start": return "Begun"
        case "adopt-case": return "Taken over from paper"
        case "seal": return "Sealed: \(workflow.sheets[words[1]]?.title.text() ?? words[1])"
        case "vote": return "Voted: \(workflow.votes[words[1]]?.title.text() ?? words[1])"
        case "strike": return "Clock: \(workflow.clock(words[1]).flatMap { workflow.states[$0.state]?.title.text() } ?? words[1])"
        case "appoint": return "Appointed: \(workflow.roles[words[1]]?.title.text() ?? words[1])"
        case "release": return "Released: \(workflow.roles[words[1]]?.title.text() ?? words[1])"
        case "confirm-closed": return "Confirmed that nothing arrived"
        case "confirm-typed": return "Confirmed what was typed in entry \(words[1])"
        case "recount": return "Calendar changed: \(words[1])"
        case "letter-sent": return "Letter sent"
        case "correct":
            for case .corrected(let correction) in told.facts where sight.sees(.corrected(correction), of: workflow) {
                return "Corrected: entry \(correction.entry) (\(correction.because))\(said(correction, workflow, sight))"
            }
            for fact in told.facts {
                switch fact {
                case .slipFound(let slip): return "Asked whether entry \(slip.entry) has a slip"
                case .slipAnswered: return "Answered: the slip in question"
                default: break
                }
            }
            return "Corrected: entry \(words[1])"
        case "ended": return "\(words[1]) ended"
        case "carry-on": return "Goes on: \(workflow.roles[words[1]]?.title.text() ?? words[1])"
        case "reopened": return "\(words[1]) goes on"
        case "waive": return "Waived: a condition of \(workflow.rules(of: words[1]).first?.title.text() ?? words[1])"
        default: return told.entry.word
        }
    }
}

extension Answering {
    /// "Put right by hand: Decision of the panel": what it reached, as far as the asker may read that.
    private func amended(_ told: Reading.Told, _ workflow: Workflow, _ sight: Sight) -> String {
        let visible = told.facts.filter { sight.sees($0, of: workflow) }
        var reached = visible.compactMap { fact in if case .set(let named) = fact { workflow.data[named.name]?.title.text() } else { nil } }
        // The innermost comes last.
        reached += visible.compactMap { fact in if case .entered(let path) = fact { workflow.states[path]?.title.text() } else { nil } }.suffix(1)
        return reached.isEmpty ? "Put right by hand" : "Put right by hand: \(reached.joined(separator: ", "))"
    }
}

extension Fact {
    /// Whether it is what somebody has judged: a sheet, a vote, that a condition need not hold.
    fileprivate var isJudgement: Bool {
        switch self {
        case .sealed, .voted, .waived: true
        default: false
        }
    }
}

extension JSON.Value {
    /// A value as people read it: a text without its quotes.
    fileprivate var words: String { stringValue ?? self["date"]?.stringValue ?? text }
}
