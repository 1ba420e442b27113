// Whom cases are about one after another. Read when the states are known, since a rule names those in which a case may have ended.
extension WorkflowReader {
    mutating func readSamples() {
        for (key, value) in root.table("samples") {
            let entry = Entry(value)
            let on = entry.scalar("seen_on").flatMap { date($0, for: "so that it cannot say when somebody was seen") }
            let apartBy = entry.scalar("apart_by").flatMap { choice($0) }
            let rules = entry.entries("rules").map { sampleRule($0) }
            guard let role = entry.scalar("of").flatMap({ role($0) }), let on, let credential = entry.text("among") else { continue }
            checkReach(key, rules)
            declared.samples[key.text] = Sample(
                name: key.text, title: entry.words("title") ?? Words(key.text), role: role, credential: credential, seenOn: on, apartBy: apartBy,
                judgedBy: entry.scalar("judged_by").flatMap { resolve($0, .unknownSheet, "sheet", among: declared.sheets.keys) },
                toldBy: entry.scalar("told_by").flatMap { resolve($0, .unknownLetter, "letter", among: declared.letters.keys) }, rules: rules.map(\.rule))
        }
    }

    mutating func readTimetable() -> SessionData? {
        guard let entry = root.entry("timetable"), let day = entry.scalar("day").flatMap({ date($0, for: "so that it cannot be a session's day") }),
              let session = entry.scalar("session").flatMap({ named($0) })
        else { return nil }
        return SessionData(session: session, day: day, programme: entry.scalar("programme").flatMap { named($0) })
    }

    /// A datum in which a name of the timetable can stand.
    private mutating func named(_ scalar: Tree.Scalar) -> Name? {
        guard let name = resolve(scalar, .unknownDatum, "datum", among: declared.data.keys) else { return nil }
        readData.insert(name)
        switch declared.data[name]?.type {
        case .text, .choice: return name
        default:
            report(.wrongType, scalar, "`\(name)` is no text, so that no name of a timetable can stand there.", fix: "name a datum of `type: text` or `type: choice`.")
            return nil
        }
    }

    private mutating func sampleRule(_ entry: Entry) -> (rule: Sample.Rule, place: Tree.Scalar?) {
        let within = entry.text("within").flatMap { Amounts.read($0, units: Sample.Within.Unit.allCases.map(\.rawValue)) }
        let rule = Sample.Rule(
            title: entry.words("title") ?? Words(""), untilSeen: entry.whole("until_seen"),
            inFirstMonths: entry.text("in_first").flatMap { Amounts.read($0, units: ["months"])?.count }, after: targets(entry.scalars("after"), from: nil),
            within: .init(count: within?.count ?? 0, unit: within.flatMap { Sample.Within.Unit(rawValue: $0.unit) } ?? .days))
        return (rule, entry.map.key("title"))
    }

    /// A rule that asks for less than one before it which applies to everybody never comes first.
    private mutating func checkReach(_ key: Tree.Scalar, _ rules: [(rule: Sample.Rule, place: Tree.Scalar?)]) {
        if !rules.contains(where: { $0.rule.isForAll }) {
            findings.append(Finding(
                .contradiction, key.place, length: key.text.unicodeScalars.count, "`\(key.text)` has no rule that holds for everybody: some are never to be seen.",
                fix: "add one with `within` alone, such as `{ title: Once a year, within: 12 months }`.", severity: .warning))
        }
        for (index, one) in rules.enumerated() {
            guard let place = one.place, let before = rules.prefix(index).first(where: { $0.rule.isForAll && $0.rule.asksSooner(than: one.rule) }) else { continue }
            report(.contradiction, place, "This rule never asks for anything: `\(before.rule.title.text())` (line \(before.place?.place.line ?? 0)) holds for everybody and asks sooner.", fix: "shorten `within`, or take the rule out.")
        }
    }

    private mutating func choice(_ scalar: Tree.Scalar) -> Name? {
        guard let name = resolve(scalar, .unknownDatum, "datum", among: declared.data.keys) else { return nil }
        readData.insert(name)
        if case .choice? = declared.data[name]?.type { return name }
        report(.wrongType, scalar, "`\(name)` is not a choice, so that nothing can be counted apart by it.", fix: "give it `type: choice`.")
        return nil
    }
}

extension Sample.Rule {
    /// Whether it applies to everybody at any time.
    fileprivate var isForAll: Bool { untilSeen == nil && inFirstMonths == nil && after.isEmpty }

    /// Whether it asks no later, whatever the calendar says; in other units that cannot be told.
    fileprivate func asksSooner(than other: Sample.Rule) -> Bool { within.unit == other.within.unit && within.count <= other.within.count }
}
