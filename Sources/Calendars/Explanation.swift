import CivilTime

/// How a day was counted: which days count, which are left out, and why.
public struct Explanation: Sendable, Hashable {
    public struct Step: Sendable, Hashable {
        public let day: Day
        /// The day's number in the count (negative before the base), or nil where it is left out.
        public let number: Int?
        /// Why it is left out.
        public let reason: Schedule.Reason?
        /// For whom it is left out, where several addressees count together.
        public let whose: String?
    }

    public let base: Day
    public let count: DayCount
    public let result: Day
    /// In the order of counting: backwards for a negative count.
    public let steps: [Step]

    /// "5 school days after Thu 22 Oct 2026 is Thu 5 Nov 2026. Fri 23 Oct: day 1; Mon 26 to Fri 30 Oct: half-term; …"
    ///
    /// Weekends are passed over in silence: everybody knows them, and they would make the text twice as long.
    public var text: String {
        let direction = count.number < 0 ? "before" : "after"
        let number = DayCount(count.number == .min ? .max : abs(count.number), count.unit)
        let head = "\(number) \(direction) \(base.brief) \(base.year) is \(result.brief) \(result.year)."
        let runs = runs.map(\.text)
        return runs.isEmpty ? head : "\(head) \(runs.joined(separator: "; "))."
    }
}

extension Schedule {
    /// Counts as ``add(_:_:after:)`` does and keeps every step.
    ///
    /// - Throws: ``SchoolCalendar/Failure`` where the count runs out of the dates known.
    public func explain(_ count: DayCount, after base: Day) throws(SchoolCalendar.Failure) -> Explanation {
        let result = try add(count, after: base)
        var steps: [Explanation.Step] = []
        var (day, number) = (base, 0)
        let direction = count.number < 0 ? -1 : 1
        while day != result {
            day = day + direction
            if let (reason, whose) = try obstacle(day, count.unit) {
                steps.append(.init(day: day, number: nil, reason: reason, whose: members.count > 1 ? whose : nil))
            } else {
                number += direction
                steps.append(.init(day: day, number: number, reason: nil, whose: nil))
            }
        }
        return Explanation(base: base, count: count, result: result, steps: steps)
    }

    private func obstacle(_ day: Day, _ unit: DayUnit) throws(SchoolCalendar.Failure) -> (Reason, String)? {
        for member in members {
            if let reason = try member.reason(day, unit) { return (reason, member.title) }
        }
        return nil
    }
}

// MARK: - Days that belong together

extension Explanation {
    /// Days in a row (weekends passed over) that are all counted, or all left out for the same reason.
    private struct Run {
        let first: Step
        var last: Step

        func joins(_ step: Step) -> Bool {
            (first.number == nil) == (step.number == nil) && first.reason == step.reason && first.whose == step.whose
        }

        var text: String {
            let days = first.day == last.day ? first.day.brief : "\(first.day.brief) to \(last.day.brief)"
            return "\(days): \(what)"
        }

        private var what: String {
            guard let from = first.number, let to = last.number else {
                let why = first.reason?.text ?? ""
                return first.whose.map { "\(why) (\($0))" } ?? why
            }
            return from == to ? "day \(abs(from))" : "days \(abs(from)) to \(abs(to))"
        }
    }

    private var runs: [Run] {
        var runs: [Run] = []
        for step in steps where step.reason != .weekend {
            if let last = runs.last, last.joins(step) {
                runs[runs.count - 1].last = step
            } else {
                runs.append(Run(first: step, last: step))
            }
        }
        return runs
    }
}
