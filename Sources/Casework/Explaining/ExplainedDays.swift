import CEL
import Calendars
import CivilTime
import Definitions

/// Which days a guard counted, and which it passed over and why: for each of its calls that counts days or looks at one.
struct ExplainedDays {
    let explanation: CEL.Explanation
    let judge: Judge

    /// A call that could not be judged is told elsewhere, and one that counts more days than anybody reads is not told.
    var sentences: [String] { explanation.steps.compactMap { try? sentence($0) } }

    private static let mostDays = 400

    private func sentence(_ step: CEL.Explanation.Step) throws -> String? {
        let dates = dates(of: step)
        switch (step.source.prefix { $0 != "(" }, step.outcome) {
        case ("workingDays", .value(.int(let number))): return try counted(number, .workingDay, dates, step, judge.situation.schedule())
        case ("schoolDays", .value(.int(let number))): return try counted(number, .schoolDay, dates, step, schedule(step))
        case ("isSchoolDay", .value(.bool(false))): return try dates.first.flatMap { try closed($0, schedule(step)) }
        case ("schoolDaysBeforeBreak", .value(.int)): return try dates.first.map { try schedule(step).explainBreak(after: $0) }
        default: return nil
        }
    }

    /// "16 of the 20 working days from …"; where the dates come the other way round, how many lie before.
    private func counted(_ number: Int64, _ unit: DayUnit, _ dates: [Day], _ step: CEL.Explanation.Step, _ schedule: Schedule) throws -> String? {
        guard dates.count == 2, let count = Int(exactly: number), abs(count) <= ExplainedDays.mostDays else { return nil }
        if dates[1] < dates[0] { return count == 0 ? nil : try schedule.explain(DayCount(count, unit), after: dates[0]).text }
        return try schedule.explain(unit, from: dates[0], to: dates[1]).text(ofNeeded: needed(step))
    }

    private func closed(_ day: Day, _ schedule: Schedule) throws -> String? {
        guard let obstacle = try schedule.obstacle(on: day, .schoolDay) else { return nil }
        return "\(day.brief) \(day.year) is no school day of \(obstacle.whose ?? schedule.title): \(obstacle.reason.text)."
    }

    /// How many days there must be, where the count is what decided.
    private func needed(_ step: CEL.Explanation.Step) -> Int? {
        let comparison = explanation.deciding.compactMap(\.comparison).first { $0.left == step }
        guard let comparison, case .value(.int(let right)) = comparison.right.outcome, let number = Int(exactly: right) else { return nil }
        return switch comparison.symbol {
        case ">=", "==": number
        case ">": number &+ 1
        default: nil
        }
    }

    /// The dates that a call was given, in their order.
    private func dates(of step: CEL.Explanation.Step) -> [Day] {
        explanation.steps.compactMap { inner in
            guard inner.depth == step.depth + 1, inner.position.offset > step.position.offset,
                  inner.position.offset < step.position.offset + step.length, case .value(.host(let host)) = inner.outcome
            else { return nil }
            return (host as? DateValue)?.day
        }
    }

    private func schedule(_ step: CEL.Explanation.Step) throws -> Schedule {
        try judge.situation.schedule(of: [role(in: step.source)].compactMap(\.self), on: judge.act.day)
    }

    /// The first text in quotes of a call's source: the role, which the checker holds to be a literal.
    private func role(in source: String) -> String? {
        let parts = source.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "'" || $0 == "\"" })
        return parts.count > 2 ? String(parts[1]) : nil
    }
}

extension Situation {
    /// How the last day of a running clock was counted; nil where it no longer comes to that day, since others hold the parts by now.
    func explained(clock name: Name, on day: Day) -> String? {
        guard let running = self.case?.clocks[name], let clock = workflow.clock(name), running.amount.count != 0 else { return nil }
        let count = DayCount(running.amount.count, running.amount.unit.day)
        let explained = try? schedule(of: clock.of, on: day).explain(count, after: running.base)
        return explained?.result == running.dueDay ? explained?.text : nil
    }
}
