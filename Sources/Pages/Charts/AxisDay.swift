/// A day on a date axis: a count of days, with no zone and no hour.
public struct AxisDay: Sendable, Hashable, Comparable {
    /// Days since 1 January 1970, negative before it; within 0001 to 9999.
    public let number: Int

    static let first = -719_162
    static let last = 2_932_896

    /// A day by its number, the nearest of the years 1 to 9999.
    public init(daysSince1970 number: Int) {
        self.number = min(max(number, Self.first), Self.last)
    }

    /// A day written `2026-11-24` (ISO 8601); nil for any other text and for days that do not exist.
    public init?(iso text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year >= 1
        else { return nil }
        self.init(daysSince1970: Self.number(year, month, day))
        guard civil == (year, month, day) else { return nil }
    }

    public static func < (one: AxisDay, other: AxisDay) -> Bool { one.number < other.number }

    /// Year, month and day in the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
    var civil: (year: Int, month: Int, day: Int) {
        let z = number + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// The number of a day; a month or day out of range gives the day that many on.
    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Months since year 0, for counting and stepping in months.
    var monthNumber: Int {
        let (year, month, _) = civil
        return year * 12 + month - 1
    }

    /// The first day of the month that is `monthNumber`.
    static func firstOf(month: Int) -> AxisDay {
        AxisDay(daysSince1970: number(month / 12, month % 12 + 1, 1))
    }

    /// `2026-11-24`.
    var iso: String {
        let (year, month, day) = civil
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
