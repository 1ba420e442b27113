import CEL
import CivilTime

/// A date in a guard: a type of its own, never mixed with timestamps.
public struct DateValue: HostValue, Hashable, Comparable {
    public static let type = CEL.`Type`.abstract("date")
    public let day: Day

    public init(_ day: Day) { self.day = day }

    public var typeName: String { "date" }
    public var text: String { day.short }
    public static func < (a: DateValue, b: DateValue) -> Bool { a.day < b.day }
}

/// A number of calendar days: what a date is lengthened by.
struct CalendarDays: HostValue, Hashable, Comparable {
    static let type = CEL.`Type`.abstract("calendar_days")
    let count: Int

    var typeName: String { "calendar_days" }
    var text: String { "\(count) day\(abs(count) == 1 ? "" : "s")" }
    static func < (a: CalendarDays, b: CalendarDays) -> Bool { a.count < b.count }
}
