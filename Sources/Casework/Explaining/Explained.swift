import CEL
import Calendars
import CivilTime
import Definitions

/// A guard with the value of each of its parts, and the parts that decided, in words.
struct Explained {
    let parts: [Why.Part]
    /// "workingDays(today, event.visit_on) is 14; at least 20 is needed. 14 working days after …"; nil where it holds.
    let decisive: String?
    let holds: Bool

    init(_ condition: Guard, _ judge: Judge, unknown fields: [Name] = []) {
        let activation = Activation(host: judge, unknowns: fields.map { ["event", $0] }, lookup: { try judge.variable($0) })
        let explanation = condition.program.explain(activation)
        holds = explanation.result == .value(.bool(true))
        let deciding = explanation.deciding.map(\.step)
        parts = explanation.steps.map { step in
            Why.Part(source: step.source, value: step.outcome.text, depth: step.depth, decides: deciding.contains(step))
        }
        let sentences = explanation.deciding.map { Explained.sentence($0, explanation) } + Explained.days(explanation, judge)
        decisive = holds || sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    // MARK: In words

    private static func sentence(_ deciding: CEL.Explanation.Deciding, _ explanation: CEL.Explanation) -> String {
        let at = deciding.elements.map { " (at \($0.variable) = \($0.value.shortText))" }.joined()
        if case .error(let error) = deciding.step.outcome {
            guard let unknown = error.unknowns.first else { return "\(deciding.step.source): \(error.message)." }
            return "This depends on \(unknown.joined(separator: ".")), which is not given yet."
        }
        guard let (left, needed) = comparison(deciding, explanation) else { return "\(deciding.step.source) is \(deciding.detail)\(at)." }
        return "\(left.source) is \(left.outcome.text)\(at); \(needed)."
    }

    /// The left side of a comparison that is false, and what it should be: "at least 20 is needed".
    private static func comparison(_ deciding: CEL.Explanation.Deciding, _ explanation: CEL.Explanation) -> (left: CEL.Explanation.Step, needed: String)? {
        guard case .value(.bool(false)) = deciding.step.outcome else { return nil }
        let words = deciding.detail.split(separator: " ", maxSplits: 2).map { String($0) }
        guard words.count == 3, let left = explanation.steps.first(where: {
            $0.position == deciding.step.position && $0.depth == deciding.step.depth + 1
        }) else { return nil }
        return switch words[1] {
        case ">=": (left, "at least \(words[2]) is needed")
        case ">": (left, "more than \(words[2]) is needed")
        case "<=": (left, "at most \(words[2]) is allowed")
        case "<": (left, "less than \(words[2]) is allowed")
        case "==": (left, "\(words[2]) is needed")
        case "!=": (left, "another value is needed")
        default: nil
        }
    }

    /// Which days were counted, and which were passed over, for each count that the guard makes.
    private static func days(_ explanation: CEL.Explanation, _ judge: Judge) -> [String] {
        explanation.steps.compactMap { step in
            guard case .value(.int(let number)) = step.outcome, number != 0, let count = Int(exactly: number), abs(count) <= 400 else { return nil }
            let dates = explanation.steps.compactMap { inner -> Day? in
                guard inner.depth == step.depth + 1, inner.position.offset > step.position.offset,
                      inner.position.offset < step.position.offset + step.length, case .value(.host(let host)) = inner.outcome
                else { return nil }
                return (host as? DateValue)?.day
            }
            guard let from = dates.first else { return nil }
            if step.source.utf8.starts(with: "workingDays(".utf8) {
                return try? judge.situation.schedule().explain(DayCount(count, .workingDay), after: from).text
            }
            guard step.source.utf8.starts(with: "schoolDays(".utf8), let role = literal(step.source) else { return nil }
            return try? judge.situation.schedule(of: [role], on: judge.act.day).explain(DayCount(count, .schoolDay), after: from).text
        }
    }

    /// The first text in quotes of a call's source: the role, which the checker holds to be a literal.
    private static func literal(_ source: String) -> String? {
        let parts = source.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "'" || $0 == "\"" })
        return parts.count > 2 ? String(parts[1]) : nil
    }
}

extension CEL.Explanation.Outcome {
    var text: String {
        switch self {
        case .value(let value): value.shortText
        case .error(let error): error.unknowns.isEmpty ? error.message : "not known yet"
        case .notEvaluated: "not looked at"
        }
    }
}
