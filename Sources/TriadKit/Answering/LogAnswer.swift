import Casework
import CaseStore
import CivilTime
import Definitions

extension Answering {
    /// The most entries that one answer holds.
    static let mostEntries = 10_000

    func log(of stream: String?, after: Int?, limit: Int) throws -> LogView {
        let most = min(max(limit, 0), Answering.mostEntries)
        guard let stream else { return LogView(entries: try allEntries(after: after, most: most), head: HeadView(try reading.head())) }
        if stream == Entry.fileStream {
            try mustCoordinate()
            let entries = try reading.entries(of: stream, after: after ?? 0, most: most).map { try fileEntry($0) }
            return LogView(entries: entries, head: HeadView(try reading.head()))
        }
        let state = try found(stream)
        let situation = try outline(of: state)
        let sight = Seeing.sight(of: asker, in: situation)
        let entries = try reading.entries(of: stream, after: after ?? 0, most: most).compactMap { try entry($0, situation.workflow, sight) }
        return LogView(entries: entries, head: HeadView(try reading.head()))
    }

    /// Entries of every stream that the asker may see, from a place on.
    private func allEntries(after: Int?, most: Int) throws -> [EntryView] {
        var sights: [Case.ID: (Workflow, Sight)] = [:]
        var entries: [EntryView] = []
        var place = Int64(clamping: after ?? -1) &+ 1
        while entries.count < most {
            let told = try reading.entries(from: place, most: 200)
            guard let last = told.last else { break }
            for one in told where entries.count < most {
                let stream = one.entry.stream
                if stream == Entry.fileStream {
                    if isCoordinator { entries.append(try fileEntry(one)) }
                    continue
                }
                if sights[stream] == nil, let state = try reading.case(stream) {
                    let situation = try outline(of: state)
                    sights[stream] = (situation.workflow, Seeing.sight(of: asker, in: situation))
                }
                if let (workflow, sight) = sights[stream], let view = try entry(one, workflow, sight) { entries.append(view) }
            }
            place = last.place &+ 1
        }
        return entries
    }

    private func fileEntry(_ told: Reading.Told) throws -> EntryView {
        try view(told, title: told.entry.word, told.facts)
    }

    /// An entry of a case with what the asker may see of it; nil where that is nothing.
    func entry(_ told: Reading.Told, _ workflow: Workflow, _ sight: Sight) throws -> EntryView? {
        let visible = told.facts.filter { sight.sees($0, of: workflow) }
        guard !visible.isEmpty else { return nil }
        return try view(told, title: title(of: told, workflow, sight), visible)
    }

    private func view(_ told: Reading.Told, title: String, _ facts: [Fact]) throws -> EntryView {
        let entry = told.entry
        return EntryView(
            stream: entry.stream, number: entry.number, place: Int(told.place), recorded: entry.recorded,
            happened: entry.happened.day(in: zone), came: Command.Came(rawValue: entry.came) ?? .system,
            by: entry.actor.hasPrefix("clock:") ? Named(id: entry.actor, name: "clock") : try names.anybody(entry.actor),
            typedBy: try entry.typedBy.map(names.person), title: title, sentences: facts.map(\.sentence))
    }

    /// The command in words. An event that is not the asker's to see is not named, though something that it led to is shown.
    private func title(of told: Reading.Told, _ workflow: Workflow, _ sight: Sight) -> String {
        let words = told.entry.word.split(separator: " ", maxSplits: 1).map { String($0) }
        guard words.count == 2 else { return told.entry.word }
        switch words[0] {
        case "event", "told":
            let rules = workflow.rules.filter { $0.event == words[1] }
            if let rule = rules.first(where: { sight.sees($0) }) ?? (told.entry.actor == asker ? rules.first : nil) { return rule.title.text() }
            return rules.isEmpty ? told.entry.word : "Something else"
        case "begin", "start": return "Begun"
        case "seal": return "Sealed: \(workflow.sheets[words[1]]?.title.text() ?? words[1])"
        case "strike": return "Clock: \(workflow.clock(words[1]).flatMap { workflow.states[$0.state]?.title.text() } ?? words[1])"
        case "appoint": return "Appointed: \(workflow.roles[words[1]]?.title.text() ?? words[1])"
        case "release": return "Released: \(workflow.roles[words[1]]?.title.text() ?? words[1])"
        case "confirm-closed": return "Confirmed that nothing arrived"
        case "letter-sent": return "Letter sent"
        case "ended": return "\(words[1]) ended"
        default: return told.entry.word
        }
    }
}
