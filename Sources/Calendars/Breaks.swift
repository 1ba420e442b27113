import CivilTime

// Rules about the shape of the school year: no window opens in the last school days before a break, nothing adverse is
// served in August.

extension Schedule {
    /// How many days in a row without a school day make a break: a half-term with its weekends has nine, a long weekend four.
    public static let daysOfABreak = 7

    /// How many school days are left before the next break of a week or more, `day` itself included if it is one.
    ///
    /// On the last day of a half-term it is 1; on any day within the break it is 0.
    /// - Throws: ``SchoolCalendar/Failure`` where the next break lies outside the dates known.
    public func schoolDaysBeforeBreak(on day: Day) throws(SchoolCalendar.Failure) -> Int {
        if try isWithinBreak(day) { return 0 }
        var (left, closed, next) = (0, 0, day)
        while closed < Schedule.daysOfABreak {
            if try isSchoolDay(next) {
                left += 1
                closed = 0
            } else {
                closed += 1
            }
            next = try step(from: next, forwards: true, .schoolDay)
        }
        return left
    }

    /// "3 school days are left before a break: Wed 16 Dec to Fri 18 Dec 2026; then holidays after Autumn term."
    ///
    /// - Throws: ``SchoolCalendar/Failure`` where the next break lies outside the dates known.
    public func explainBreak(after day: Day) throws(SchoolCalendar.Failure) -> String {
        let left = try schoolDaysBeforeBreak(on: day)
        guard left > 0 else { return "\(day.brief) \(day.year) lies in a break: \(try nextReason(from: day))." }
        let first = try isSchoolDay(day) ? day : add(1, .schoolDay, after: day)
        let last = try add(left - 1, .schoolDay, after: first)
        let days = first == last ? last.brief : "\(first.brief) to \(last.brief)"
        let number = "\(left) \(DayUnit.schoolDay.title(left)) \(left == 1 ? "is" : "are") left before a break"
        return "\(number): \(days) \(last.year); then \(try nextReason(from: last + 1))."
    }

    /// Why school is closed on that day or, where it is at a weekend, on the next day that is none.
    private func nextReason(from day: Day) throws(SchoolCalendar.Failure) -> String {
        var next = day
        while let obstacle = try obstacle(on: next, .schoolDay) {
            if obstacle.reason != .weekend { return obstacle.text }
            next = try step(from: next, forwards: true, .schoolDay)
        }
        return Reason.weekend.text
    }

    private func isWithinBreak(_ day: Day) throws(SchoolCalendar.Failure) -> Bool {
        guard try !isSchoolDay(day) else { return false }
        var closed = 1
        for direction in [-1, 1] {
            var next = day + direction
            while closed < Schedule.daysOfABreak, try !isSchoolDay(next) {
                closed += 1
                next = next + direction
            }
        }
        return closed >= Schedule.daysOfABreak
    }

    /// The term in which the day lies, half-terms included; nil in the holidays, and where it is in term for one addressee but not for another.
    ///
    /// With several addressees, the first one's term.
    public func term(of day: Day) -> SchoolCalendar.Term? {
        var found: SchoolCalendar.Term?
        for member in members {
            guard let term = member.term(startedBy: day), day <= term.through else { return nil }
            found = found ?? term
        }
        return found
    }

    /// Whether the day lies in August, when nothing adverse is served.
    public func isInAugust(_ day: Day) -> Bool { day.month == 8 }

    /// The last day of a grace that begins after a day. Nothing adverse is served in August: one that would end there ends with the first
    /// working day of September.
    ///
    /// - Throws: ``SchoolCalendar/Failure`` where the count runs out of the dates known.
    public func endOfGrace(_ number: Int, _ unit: DayUnit, after base: Day) throws(SchoolCalendar.Failure) -> Day {
        let end = try add(number, unit, after: base)
        guard isInAugust(end), let last = Day(year: end.year, month: 8, day: 31) else { return end }
        return try add(1, .workingDay, after: last)
    }
}
