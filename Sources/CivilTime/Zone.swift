import Foundation

/// A time zone of the IANA database: where a moment becomes a date and a wall-clock time, and back.
public struct Zone: Sendable, Hashable, CustomStringConvertible {
    /// The IANA name: "Europe/London".
    public let name: String
    private let zone: TimeZone

    /// The zone of that IANA name ("Europe/London", "UTC"), or nil if there is none.
    ///
    /// Foundation's own inventions ("GMT+1", "BST") are refused: they mean different things in different places.
    public init?(_ name: String) {
        let isPlain = name.utf8.allSatisfy { byte in
            (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
                || byte == 0x2F || byte == 0x5F || byte == 0x2B || byte == 0x2D
        }
        guard isPlain, name == "UTC" || name.utf8.contains(0x2F), let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        self.zone = zone
    }

    private init(name: String, zone: TimeZone) {
        self.name = name
        self.zone = zone
    }

    public static let utc = Zone(name: "UTC", zone: .gmt)

    /// Europe/London: the zone of every calendar that ships. Its name says "UTC" if the system has no zone data at all.
    public static let london = Zone("Europe/London") ?? .utc

    public var description: String { name }

    public static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

// MARK: - From moments to days, and back

extension Zone {
    /// The date on the wall at that moment.
    public func day(of instant: Instant) -> Day {
        let days = wall(of: instant).flooredDivision(by: Instant.millisecondsADay)
        return Day(daysSince1970: Int(days)) ?? (days < 0 ? .first : .last)
    }

    /// The first moment of the day. Where the clocks skip midnight, the moment at which they do.
    public func start(of day: Day) -> Instant {
        instant(wall: Int64(day.daysSince1970) * Instant.millisecondsADay)
    }

    /// The last millisecond of the day.
    public func end(of day: Day) -> Instant {
        instant(wall: (Int64(day.daysSince1970) + 1) * Instant.millisecondsADay).adding(milliseconds: -1)
    }

    /// The time on the wall at that moment: "09:30".
    public func wallClock(of instant: Instant) -> String {
        let wall = wall(of: instant)
        let ofDay = Int(wall - wall.flooredDivision(by: Instant.millisecondsADay) * Instant.millisecondsADay)
        return fixedText(5) { text in
            text.write(ofDay / 3_600_000, width: 2)
            text.write(":")
            text.write(ofDay / 60_000 % 60, width: 2)
        }
    }

    /// The moment at which the wall shows that time, or nil if the time is not between 00:00 and 23:59.
    ///
    /// In autumn, when an hour comes twice, the first; in spring, in the hour that is left out, as many minutes after its end.
    public func instant(_ day: Day, hour: Int, minute: Int) -> Instant? {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        return instant(wall: Int64(day.daysSince1970) * Instant.millisecondsADay + Int64(hour * 60 + minute) * 60_000)
    }

    private func offset(at milliseconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Instant(milliseconds: milliseconds).date)) * 1000
    }

    /// What the wall shows, as milliseconds since it showed the start of 1970.
    private func wall(of instant: Instant) -> Int64 {
        instant.milliseconds + offset(at: instant.milliseconds)
    }

    private func instant(wall: Int64) -> Instant {
        let before = offset(at: wall - Instant.millisecondsADay)
        let after = offset(at: wall + Instant.millisecondsADay)
        if before != after, offset(at: wall - before) != before, offset(at: wall - after) == after {
            return Instant(milliseconds: wall - after)
        }
        // Either offset is right where they agree; in a doubled hour this is the first, in a skipped one it lands after it.
        return Instant(milliseconds: wall - before)
    }
}
