/// From a date to a date, both included, either end left open or not.
public struct DayRange: Sendable, Hashable {
    /// The first day, or nil for "always before".
    public let from: Day?
    /// The last day, or nil for "not ended".
    public let through: Day?

    /// The range, or nil if it ends before it begins.
    public init?(from: Day?, through: Day?) {
        if let from, let through, through < from { return nil }
        self.from = from
        self.through = through
    }

    /// One day alone.
    public init(_ day: Day) {
        from = day
        through = day
    }

    /// Every day.
    public static let always = DayRange(unchecked: nil, nil)

    private init(unchecked from: Day?, _ through: Day?) {
        self.from = from
        self.through = through
    }

    /// From that day on.
    public static func starting(_ day: Day) -> DayRange { DayRange(unchecked: day, nil) }

    /// Up to that day.
    public static func ending(_ day: Day) -> DayRange { DayRange(unchecked: nil, day) }

    public func contains(_ day: Day) -> Bool {
        (from ?? .first) <= day && day <= (through ?? .last)
    }

    /// Whether every day of `other` is in this range.
    public func contains(_ other: DayRange) -> Bool {
        (from ?? .first) <= (other.from ?? .first) && (other.through ?? .last) <= (through ?? .last)
    }

    public func overlaps(_ other: DayRange) -> Bool {
        (from ?? .first) <= (other.through ?? .last) && (other.from ?? .first) <= (through ?? .last)
    }

    /// How many days, or nil where an end is open.
    public var count: Int? {
        guard let from, let through else { return nil }
        return through - from + 1
    }
}

extension DayRange: CustomStringConvertible {
    /// "from 1 Sep 2026 to 18 Dec 2026", "on 1 Sep 2026", "from 1 Sep 2026", "until 18 Dec 2026", "always".
    public var description: String {
        switch (from, through) {
        case (nil, nil): "always"
        case (let from?, nil): "from \(from.short)"
        case (nil, let through?): "until \(through.short)"
        case (let from?, let through?): from == through ? "on \(from.short)" : "from \(from.short) to \(through.short)"
        }
    }
}
