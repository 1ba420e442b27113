/// A date of the proleptic Gregorian calendar, from 1 January of the year 1 to 31 December 9999, without a zone.
///
/// It is a count of days since 1970-01-01, so that sums and comparisons cost nothing.
public struct Day: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01, negative before it.
    public let daysSince1970: Int32

    /// 1 January of the year 1.
    public static let first = Day(unchecked: -719_162)
    /// 31 December of the year 9999.
    public static let last = Day(unchecked: 2_932_896)

    init(unchecked daysSince1970: Int32) {
        self.daysSince1970 = daysSince1970
    }

    /// The day that lies so many days after 1970-01-01, or nil outside the years 1 to 9999.
    public init?(daysSince1970: Int) {
        guard let days = Int32(exactly: daysSince1970),
              days >= Day.first.daysSince1970, days <= Day.last.daysSince1970
        else { return nil }
        self.daysSince1970 = days
    }

    /// The date of that name, or nil if there is none (30 February, month 13, the year 0).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
              day >= 1, day <= Day.lengthOfMonth(month, year: year)
        else { return nil }
        self.init(daysSince1970: Day.days(year: year, month: month, day: day))
    }

    public static func < (left: Day, right: Day) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }
}

// MARK: - Parts of a date

extension Day {
    /// The year, 1 to 9999.
    public var year: Int { parts.year }
    /// The month, 1 to 12.
    public var month: Int { parts.month }
    /// The day of the month, 1 to 31.
    public var day: Int { parts.day }

    /// The three numbers of the date, found in one go.
    public var parts: (year: Int, month: Int, day: Int) {
        // Counting from 1 March 0000 puts the leap day at the end of a year and a period of 400 years at 146,097 days.
        let shifted = Int(daysSince1970) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, day)
    }

    public var weekday: Weekday {
        // 1970-01-01 was a Thursday; the remainder is made positive before 1970.
        let fromMonday = ((Int(daysSince1970) + 3) % 7 + 7) % 7
        return Weekday.allCases[fromMonday]
    }

    /// Whether the year has a 29 February.
    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// How many days the month has, or 0 where there is no such month.
    public static func lengthOfMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        case 1, 3, 5, 7, 8, 10, 12: 31
        default: 0
        }
    }

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let era = yearFromMarch / 400
        let yearOfEra = yearFromMarch % 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

// MARK: - Sums

extension Day: Strideable {
    /// The day so many days later, held at the first or the last day there is: a sum never traps.
    public func advanced(by days: Int) -> Day {
        let (sum, overflow) = Int(daysSince1970).addingReportingOverflow(days)
        if overflow { return days > 0 ? .last : .first }
        return Day(daysSince1970: sum) ?? (days > 0 ? .last : .first)
    }

    /// How many days `other` lies after this day; negative before it.
    public func distance(to other: Day) -> Int {
        Int(other.daysSince1970) - Int(daysSince1970)
    }

    /// The day so many days later, held at ``first`` and ``last``.
    public static func + (day: Day, days: Int) -> Day { day.advanced(by: days) }

    /// The day so many days earlier, held at ``first`` and ``last``.
    public static func - (day: Day, days: Int) -> Day {
        day.advanced(by: days == .min ? .max : -days)
    }

    /// How many days `left` lies after `right`.
    public static func - (left: Day, right: Day) -> Int { right.distance(to: left) }

    /// The same day of a month so many months later; where that month is too short, its last day
    /// (31 January and one month is 28 or 29 February). Held at ``first`` and ``last``.
    public func adding(months: Int) -> Day {
        let (year, month, day) = parts
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        if overflow || sum < 12 || sum >= 120_000 { return months > 0 ? .last : .first }
        let (newYear, newMonth) = (sum / 12, sum % 12 + 1)
        let newDay = min(day, Day.lengthOfMonth(newMonth, year: newYear))
        return Day(year: newYear, month: newMonth, day: newDay) ?? self
    }

    /// The same date so many years later; 29 February becomes 28 February where there is none.
    public func adding(years: Int) -> Day {
        let (months, overflow) = years.multipliedReportingOverflow(by: 12)
        if overflow { return years > 0 ? .last : .first }
        return adding(months: months)
    }
}
