import CivilTime

/// How a day was counted: which days count, which are left out, and why.
public struct Explanation: Sendable, Hashable {
    public struct Step: Sendable, Hashable {
        public let day: Day
        /// The day's number in the count (negative before the base), or nil where it is left out.
        public let number: Int?
        /// Why it is left out.
        public let obstacle: Schedule.Obstacle?
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
        var reached = 0
        let told = runs.map { run -> String in
            if let note = run.note { return "\(run.days): \(note)" }
            let from = reached + 1
            reached += run.count
            return "\(run.days): " + (from == reached ? "day \(from)" : "days \(from) to \(reached)")
        }
        let head = "\(number) \(direction) \(base.brief) \(base.year) is \(result.brief) \(result.year)."
        return told.isEmpty ? head : "\(head) \(told.joined(separator: "; "))."
    }

    /// "16 of the 20 working days from Tue 13 Apr 2027: Tue 13 Apr to Fri 30 Apr, Tue 4 May to Wed 5 May; not counted: Mon 3 May (Early May
    /// bank holiday)."
    ///
    /// - Parameter needed: how many there should be; nil where that is no number.
    public func text(ofNeeded needed: Int?) -> String {
        let counted = runs.filter { $0.note == nil }, left = runs.filter { $0.note != nil }.map(\.text)
        let first = counted.first?.first ?? base + 1
        let number = needed.map { "\(count.number) of the \(DayCount($0, count.unit))" } ?? count.description
        let head = "\(number) from \(first.brief) \(first.year)"
        let tail = left.isEmpty ? "" : "; not counted: \(left.joined(separator: ", "))"
        return head + (counted.isEmpty ? "" : ": \(counted.map(\.text).joined(separator: ", "))") + tail + "."
    }

    /// Days in a row, weekends passed over, that are all counted, or all left out for the same reason.
    private var runs: [DayRun] { DayRun.runs(steps.filter { $0.obstacle?.reason != .weekend }.map { ($0.day, $0.obstacle?.text) }) }
}

extension Schedule {
    /// Counts as ``add(_:_:after:)`` does and keeps every step.
    ///
    /// - Throws: ``SchoolCalendar/Failure`` where the count runs out of the dates known.
    public func explain(_ count: DayCount, after base: Day) throws(SchoolCalendar.Failure) -> Explanation {
        let result = try add(count, after: base)
        return Explanation(base: base, count: count, result: result, steps: try steps(count.unit, from: base, to: result))
    }

    /// Counts as ``days(_:from:to:)`` does and keeps every step.
    ///
    /// - Throws: ``SchoolCalendar/Failure`` where a day between lies outside the dates known.
    public func explain(_ unit: DayUnit, from start: Day, to end: Day) throws(SchoolCalendar.Failure) -> Explanation {
        let steps = try steps(unit, from: start, to: end)
        let number = steps.count { $0.number != nil }
        return Explanation(base: start, count: DayCount(end < start ? -number : number, unit), result: end, steps: steps)
    }

    private func steps(_ unit: DayUnit, from base: Day, to end: Day) throws(SchoolCalendar.Failure) -> [Explanation.Step] {
        var steps: [Explanation.Step] = []
        var (day, number) = (base, 0)
        let direction = end < base ? -1 : 1
        while day != end {
            day = day + direction
            let obstacle = try obstacle(on: day, unit)
            if obstacle == nil { number += direction }
            steps.append(.init(day: day, number: obstacle == nil ? number : nil, obstacle: obstacle))
        }
        return steps
    }

    /// Why a day is left out, and for whom where several addressees count together.
    public struct Obstacle: Sendable, Hashable {
        public let reason: Reason
        public let whose: String?

        /// "half-term", "half-term of Southshire".
        public var text: String { whose.map { "\(reason.text) of \($0)" } ?? reason.text }
    }

    /// What stands against counting the day; nil where it counts.
    ///
    /// - Throws: ``SchoolCalendar/Failure`` where the day lies outside the dates known.
    public func obstacle(on day: Day, _ unit: DayUnit) throws(SchoolCalendar.Failure) -> Obstacle? {
        for member in members {
            if let reason = try member.reason(day, unit) { return Obstacle(reason: reason, whose: members.count > 1 ? member.title : nil) }
        }
        return nil
    }
}
