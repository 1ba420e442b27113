import CivilTime

/// What happens to a workflow in a simulation: events with their days, in order.
///
/// ```yaml
/// begin: "2026-05-04"
/// events:
///   - { on: "2026-05-11", event: schedule, form: { visit_on: "2026-10-06" } }
///   - { on: "2026-06-01", event: accept-role, to: preparing }
/// ```
public struct Script: Sendable {
    /// The day on which the case begins.
    public var begin: Day
    public var events: [Item]

    public struct Item: Sendable {
        public var event: Name
        public var on: Day
        /// Fields of the event's form, as they are written.
        public var form: [(name: Name, value: String)]
        /// A state in which the case is to be afterwards, where conditions leave several ways.
        public var to: Name?
        public var place: Place
    }
}

extension DefinitionReader {
    /// A script for a simulation.
    public func read(script text: String, file: String) -> Result<Script, Mistakes> {
        let source = SourceText(file: file, text: text)
        var yaml = YAMLReader()
        guard let read = yaml.tree(of: source) else { return .failure(Mistakes(findings: yaml.findings, source: text)) }
        let (shapeFindings, tree) = DefinitionReader.held(read, to: .map(ScriptShape.script))
        // What other readers take a date without quotes for does not matter here.
        var findings = yaml.findings.filter { $0.severity == .error } + shapeFindings
        let entries = (Entry(tree.mapping.map(Tree.map))["events"]?.items ?? []).compactMap(\.mapping).map(Entry.init)
        let items = entries.compactMap(item)
        for (earlier, later) in zip(items, items.dropFirst()) where later.on < earlier.on {
            findings.append(Finding(.outOfRange, later.place, "\(later.on) lies before \(earlier.on), the day of the event before it.", fix: "put the events in the order of their days."))
        }
        let begin = Entry(tree.mapping.map(Tree.map)).text("begin").flatMap { Day($0) }
        if let begin, let first = items.first, first.on < begin {
            findings.append(Finding(.outOfRange, first.place, "\(first.on) lies before \(begin), the day on which the case begins.", fix: "begin earlier."))
        }
        guard findings.isEmpty, let day = begin ?? items.first?.on else {
            if findings.isEmpty { findings.append(Finding(.missingKey, tree.place, "Nothing says when the case begins.", fix: "add `begin: \"2027-01-12\"`.")) }
            return .failure(Mistakes(findings: sorted(findings), source: text))
        }
        return .success(Script(begin: day, events: items))
    }

    private func item(_ entry: Entry) -> Script.Item? {
        guard let event = entry.text("event"), let on = entry.text("on").flatMap({ Day($0) }) else { return nil }
        let form = entry.table("form").compactMap { key, value in value.scalar.map { (name: key.text, value: $0.text) } }
        return Script.Item(event: event, on: on, form: form, to: entry.text("to"), place: entry.map.place)
    }
}

enum ScriptShape {
    static let script = MapShape("a script", [
        .init("begin", .date, "the day on which the case begins; that of the first event where left out."),
        .init("events", .list(.map(item), atMost: 10_000), "what happens, in the order of days."),
    ])

    static let item = MapShape("an event of a script", [
        .init("event", .hyphenName, "the event's name.", required: true),
        .init("on", .date, "its day.", required: true),
        .init("form", .table(key: .name, .scalar), "fields of its form; dates among them set clocks."),
        .init("to", .statePath, "a state in which the case is to be afterwards, where conditions leave several ways."),
    ])
}
