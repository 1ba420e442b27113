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
}
