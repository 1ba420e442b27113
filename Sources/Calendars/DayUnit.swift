/// A kind of day that can be counted.
public enum DayUnit: String, Sendable, Hashable, CaseIterable {
    /// Every day.
    case calendarDay = "calendar_day"
    /// Monday to Friday (what is not the calendar's weekend) less bank holidays.
    case workingDay = "working_day"
    /// A day on which the addressee's school is open.
    case schoolDay = "school_day"

    /// "school day", "school days".
    public func title(_ count: Int) -> String {
        let plural = count == 1 || count == -1 ? "" : "s"
        switch self {
        case .calendarDay: return "day\(plural)"
        case .workingDay: return "working day\(plural)"
        case .schoolDay: return "school day\(plural)"
        }
    }
}

/// A number of days of one kind: "10 school days".
public struct DayCount: Sendable, Hashable, CustomStringConvertible, LosslessStringConvertible {
    public let number: Int
    public let unit: DayUnit

    public init(_ number: Int, _ unit: DayUnit) {
        self.number = number
        self.unit = unit
    }

    /// Reads "10 school days", "1 working day", "20 days", "20 calendar days"; the number has at most four digits and may be negative.
    public init?(_ text: String) {
        let words = text.utf8.prefix(40).split(separator: 0x20, omittingEmptySubsequences: false).map { String(Substring($0)) }
        guard let first = words.first, let number = DayCount.number(first) else { return nil }
        switch words.dropFirst().joined(separator: " ") {
        case "day", "days", "calendar day", "calendar days": self.init(number, .calendarDay)
        case "working day", "working days": self.init(number, .workingDay)
        case "school day", "school days": self.init(number, .schoolDay)
        default: return nil
        }
    }

    /// "10 school days".
    public var description: String { "\(number) \(unit.title(number))" }

    private static func number(_ text: String) -> Int? {
        let digits = text.utf8.first == 0x2D ? text.utf8.dropFirst() : Substring(text).utf8
        guard (1...4).contains(digits.count), digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(text)
    }
}
