import CivilTime

// The counting rule, for every unit:
//
// The base day is day 0 and is never counted. Day n is the n-th day after it that counts; a clock of n days falls due at the
// end of day n. A negative n counts backwards in the same way: day -1 is the last day before the base that counts. Day 0 is
// the base itself, whether it would count or not.

extension Schedule {
    /// Why the day does not count, or nil if it does; with several addressees, the first of them for whom it does not.
    ///
    /// - Throws: ``SchoolCalendar/Failure`` (`calendar-ends`, `no-terms`) where the day lies outside the dates known for any of them.
    public func reason(against day: Day, _ unit: DayUnit) throws(SchoolCalendar.Failure) -> Reason? {
        var found: Reason?
        for member in members {
            let reason = try member.reason(day, unit)
            found = found ?? reason
        }
        return found
    }

    /// Whether the day counts.
    ///
    /// - Throws: ``SchoolCalendar/Failure`` where the day lies outside the dates known.
    public func counts(_ day: Day, _ unit: DayUnit) throws(SchoolCalendar.Failure) -> Bool {
        try reason(against: day, unit) == nil
    }

    /// Whether every addressee's school is open.
    public func isSchoolDay(_ day: Day) throws(SchoolCalendar.Failure) -> Bool { try counts(day, .schoolDay) }

    /// Whether it is a working day.
    public func isWorkingDay(_ day: Day) throws(SchoolCalendar.Failure) -> Bool { try counts(day, .workingDay) }

    /// The `n`-th day of that kind after the base; before it where `n` is negative; the base itself where it is 0.
    ///
    /// 5 school days after Friday 23 October, with a half-term in the week that follows, is Friday 6 November.
    /// - Throws: ``SchoolCalendar/Failure`` where the count runs out of the dates known.
    public func add(_ n: Int, _ unit: DayUnit, after base: Day) throws(SchoolCalendar.Failure) -> Day {
        if unit == .calendarDay {
            let sum = base + n
            guard sum - base == n else { throw .ends(title, unit, known: .always, at: sum) }
            return sum
        }
        var day = base
        var left = n.magnitude
        while left > 0 {
            day = try step(from: day, forwards: n > 0, unit)
            if try counts(day, unit) { left -= 1 }
        }
        return day
    }

    /// The day that lies so many days after the base.
    public func add(_ count: DayCount, after base: Day) throws(SchoolCalendar.Failure) -> Day {
        try add(count.number, count.unit, after: base)
    }

    /// How many days of that kind lie after `start`, up to and with `end`; negative, from `end` up to but without `start`, where
    /// `end` is the earlier.
    ///
    /// It undoes ``add(_:_:after:)``: for every `n`, `days(unit, from: base, to: add(n, unit, after: base)) == n`.
    /// - Throws: ``SchoolCalendar/Failure`` where a day between lies outside the dates known.
    public func days(_ unit: DayUnit, from start: Day, to end: Day) throws(SchoolCalendar.Failure) -> Int {
        if unit == .calendarDay { return end - start }
        var (day, count) = (start, 0)
        while day != end {
            day = try step(from: day, forwards: end > start, unit)
            if try counts(day, unit) { count += 1 }
        }
        return end < start ? -count : count
    }

    /// The next day, or the one before: never past the last there is, where a count would stand still.
    func step(from day: Day, forwards: Bool, _ unit: DayUnit) throws(SchoolCalendar.Failure) -> Day {
        let next = forwards ? day + 1 : day - 1
        guard next != day else { throw .ends(title, unit, known: .always, at: day) }
        return next
    }
}
