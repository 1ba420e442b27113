/// What a person says about when something happened: a date, or a moment.
///
/// A bare date counts as in time until that day's end.
public enum When: Sendable, Hashable {
    case day(Day)
    case instant(Instant)

    /// Reads "2027-01-12", "2027-01-12 07:10" and "2027-01-12T07:10" as on a wall in `zone`, and RFC 3339 with its own offset.
    public init?(_ text: String, in zone: Zone) {
        if let instant = Instant(text) {
            self = .instant(instant)
            return
        }
        var bytes = ByteReader(text)
        guard let day = bytes.day() else { return nil }
        if bytes.isAtEnd {
            self = .day(day)
            return
        }
        guard bytes.take(" ") || bytes.take("T"), let minutes = bytes.minutes(), bytes.isAtEnd,
              let instant = zone.instant(day, hour: minutes / 60, minute: minutes % 60)
        else { return nil }
        self = .instant(instant)
    }

    /// The day on which it happened.
    public func day(in zone: Zone) -> Day {
        switch self {
        case .day(let day): day
        case .instant(let instant): zone.day(of: instant)
        }
    }

    /// The earliest moment that it can mean: for a bare date, the day's start.
    public func earliest(in zone: Zone) -> Instant {
        switch self {
        case .day(let day): zone.start(of: day)
        case .instant(let instant): instant
        }
    }

    /// The latest moment that it can mean: for a bare date, the last millisecond of the day.
    public func latest(in zone: Zone) -> Instant {
        switch self {
        case .day(let day): zone.end(of: day)
        case .instant(let instant): instant
        }
    }
}

extension When: CustomStringConvertible {
    /// "2027-01-12" or "2027-01-12T09:30:00.000Z": both are read again by ``init(_:in:)``.
    public var description: String {
        switch self {
        case .day(let day): day.description
        case .instant(let instant): instant.description
        }
    }
}
