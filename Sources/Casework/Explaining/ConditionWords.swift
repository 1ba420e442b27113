import CEL
import CivilTime
import Definitions
import OrderedCollections

/// The parts of a condition in the words of the workflow's file: a datum and a field by its title, a count by what is counted. What has no words
/// is not told; the file's own sentence is.
struct ConditionWords {
    let judge: Judge
    /// The form of the event.
    let form: [Field]

    private var workflow: Workflow { judge.situation.workflow }

    /// "Working days from today to Visit on: 13; at least 20 is needed."; nil where the part that decided has no words.
    func sentence(_ deciding: CEL.Explanation.Deciding) -> String? { own(deciding) ?? elements(deciding) }

    private func own(_ deciding: CEL.Explanation.Deciding) -> String? {
        guard case .value(let value) = deciding.step.outcome else { return nil }
        guard case .bool(false) = value, let comparison = deciding.comparison else {
            return words(deciding.step.source).map { "\(Self.capitalised($0)): \(text(value, nil))." }
        }
        guard let left = words(comparison.left.source) else { return nil }
        let type = fieldType(of: comparison.left.source)
        return "\(Self.capitalised(left)): \(text(comparison.left.outcome, type)); \(needed(comparison, type))."
    }

    /// Of a condition on each of several: the one at which it does not hold, where it is a criterion or somebody.
    private func elements(_ deciding: CEL.Explanation.Deciding) -> String? {
        let situation = judge.situation
        let names = deciding.elements.compactMap { element -> String? in
            guard case .string(let text) = element.value else { return nil }
            return situation.rubrics.values.lazy.compactMap { $0.criterion(text)?.title }.first ?? situation.register.person(text)?.name ?? situation.register.organisation(text)?.name
        }
        return names.isEmpty ? nil : "It is about: \(names.joined(separator: ", "))."
    }

    /// What the left side of a comparison that is false should be: "at least 20 is needed".
    private func needed(_ comparison: CEL.Explanation.Comparison, _ type: FieldType?) -> String {
        let right = text(comparison.right.outcome, type)
        return switch comparison.symbol {
        case ">=": "at least \(right) is needed"
        case ">": "more than \(right) is needed"
        case "<=": "at most \(right) is allowed"
        case "<": "less than \(right) is allowed"
        case "==": "\(right) is needed"
        case "in": "one of \(right) is needed"
        default: "something else is needed"
        }
    }

    /// The titles of the data and fields that a condition reads, each once: what it is about, where the file does not say it.
    func titles(_ program: CEL.Program) -> [String] {
        Array(OrderedSet(program.references.paths.compactMap { $0.names.count > 1 ? path(Array($0.names.prefix($0.names[0] == "roles" ? 3 : 2))).map(Self.capitalised) : nil }))
    }

    // MARK: - Parts

    /// A path, or a count of something, in words.
    private func words(_ source: String) -> String? {
        if source == "today" { return source }
        guard let call = Self.call(source) else { return path(source.split(separator: ".", omittingEmptySubsequences: false).map(String.init)) }
        switch (call.name, call.arguments.count) {
        case ("workingDays", 2): return between("working days", call.arguments[0], call.arguments[1])
        case ("schoolDays", 3): return role(call.arguments[0]).flatMap { between("school days of \($0)", call.arguments[1], call.arguments[2]) }
        case ("schoolDaysBeforeBreak", 2): return role(call.arguments[0]).map { "school days of \($0) before a break" }
        case ("size", 1): return count(call.arguments[0])
        default: return nil
        }
    }

    private func between(_ what: String, _ from: String, _ to: String) -> String? {
        guard let from = words(from), let to = words(to) else { return nil }
        return "\(what) from \(from) to \(to)"
    }

    private func role(_ source: String) -> String? { Self.literal(source).flatMap { workflow.roles[$0]?.title.text() } }

    private func count(_ source: String) -> String? {
        if let call = Self.call(source) {
            guard call.name == "unsettled", let sheet = call.arguments.first.flatMap(Self.literal).flatMap({ workflow.sheets[$0] }) else { return nil }
            return "criteria of “\(sheet.title.text())” that are not settled"
        }
        let names = source.split(separator: ".").map(String.init)
        guard names.count > 1 else { return nil }
        switch (names[0], names.count) {
        case ("records", 2): return workflow.records[names[1]].map { "rows of “\($0.title.text())”" }
        case ("data", 2), ("event", 2): return field(names).map { field in
            if case .text = field.type { "characters of “\(field.title.text())”" } else { "entries of “\(field.title.text())”" }
        }
        case ("roles", 3): return workflow.roles[names[1]].map { "how many hold the part “\($0.title.text())”" }
        default: return nil
        }
    }

    private func path(_ names: [String]) -> String? {
        guard names.count > 1 else { return nil }
        let (kind, name) = (names[0], names[1])
        switch (kind, names.count, names.count > 2 ? names[2] : "") {
        case ("data", 2, _), ("event", 2, _): return field(names)?.title.text()
        case ("records", 2, _): return workflow.records[name]?.title.text()
        case ("roles", 3, "filled"): return workflow.roles[name].map { "somebody as \($0.title.text())" }
        case ("roles", 3, "organisation"): return workflow.roles[name].map { "organisation of \($0.title.text())" }
        case ("roles", 3, _): return workflow.roles[name]?.title.text()
        case ("sheets", 2, _): return workflow.sheets[name]?.title.text()
        case ("sheets", 3, "open"): return workflow.sheets[name].map { "“\($0.title.text())” is open" }
        case ("sheets", 3, "sealed"): return workflow.sheets[name].map { "sealed sheets of “\($0.title.text())”" }
        case ("votes", 2, _): return workflow.votes[name]?.title.text()
        case ("votes", 3, "open"): return workflow.votes[name].map { "“\($0.title.text())” is open" }
        case ("links", 2, _): return workflow.links[name]?.title.text()
        default: return nil
        }
    }

    private func field(_ names: [String]) -> Field? {
        names[0] == "data" ? workflow.data[names[1]] : form.first { $0.name == names[1] }
    }

    private func fieldType(of source: String) -> FieldType? {
        let names = source.split(separator: ".").map(String.init)
        return names.count == 2 && ["data", "event"].contains(names[0]) ? field(names)?.type : nil
    }

    // MARK: - Values

    private func text(_ outcome: CEL.Explanation.Outcome, _ type: FieldType?) -> String {
        if case .value(let value) = outcome { text(value, type) } else { outcome.text }
    }

    private func text(_ value: CEL.Value, _ type: FieldType?) -> String {
        switch value {
        case .bool(let isYes): isYes ? "yes" : "no"
        case .string(let text): self.text(text, type)
        case .list(let values): values.isEmpty ? "nothing" : values.map { self.text($0, type) }.joined(separator: ", ")
        case .null, .int, .uint, .double, .bytes, .map, .timestamp, .duration, .type, .host, .record: value.shortText
        }
    }

    private func text(_ text: String, _ type: FieldType?) -> String {
        switch type {
        case .person, .list(.person, _, _): judge.situation.name(person: text)
        case .organisation, .list(.organisation, _, _): judge.situation.name(organisation: text)
        case .choice, .list(.choice, _, _): workflow.spoken(text)
        case .criterion(let rubric), .list(.criterion(let rubric), _, _):
            rubric.values.lazy.compactMap { judge.situation.rubrics[$0]?.criterion(text)?.title }.first ?? text
        case .text, .whole, .yesNo, .date, .row, .list, nil: text.isEmpty ? "nothing" : text
        }
    }

    // MARK: - Source

    private static func capitalised(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }

    /// The text in quotes; nil for what is none.
    private static func literal(_ source: String) -> String? {
        guard let quote = source.first, quote == "'" || quote == "\"", source.last == quote, source.count > 1 else { return nil }
        return String(source.dropFirst().dropLast())
    }

    /// A call by its name, with the source of its arguments.
    private static func call(_ source: String) -> (name: String, arguments: [String])? {
        guard source.hasSuffix(")"), let open = source.firstIndex(of: "("), !source[..<open].contains(where: { !$0.isLetter }) else { return nil }
        var arguments = [""], depth = 0, quote: Character?
        for character in source[source.index(after: open)...].dropLast() {
            switch character {
            case "'", "\"":
                if quote == nil { quote = character } else if quote == character { quote = nil }
            case "(", "[": if quote == nil { depth += 1 }
            case ")", "]": if quote == nil { depth -= 1 }
            default: break
            }
            if character == ",", depth == 0, quote == nil { arguments.append("") } else { arguments[arguments.count - 1].append(character) }
        }
        // `size(a) + size(b)` begins and ends like a call and is none.
        guard depth == 0, quote == nil else { return nil }
        return (String(source[..<open]), arguments.map { $0.trimmingSpaces })
    }
}

extension Workflow {
    /// A choice as people say it: by the file's `words`, else with spaces.
    public func spoken(_ choice: Name) -> String { words[choice] ?? choice.split(separator: "_").joined(separator: " ") }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
