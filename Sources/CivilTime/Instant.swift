import Foundation

/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z, without leap seconds, within the years 1 to 9999.
public struct Instant: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970 UTC, negative before it.
    public let milliseconds: Int64

    /// The first moment of the year 1, UTC.
    public static let first = Instant(unchecked: Int64(Day.first.daysSince1970) * millisecondsADay)
    /// The last millisecond of the year 9999, UTC.
    public static let last = Instant(unchecked: (Int64(Day.last.daysSince1970) + 1) * millisecondsADay - 1)

    static let millisecondsADay: Int64 = 86_400_000

    private init(unchecked milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment so many milliseconds after 1970 UTC, held at ``first`` and ``last``.
    public init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Instant.first.milliseconds), Instant.last.milliseconds)
    }

    /// The moment of a Foundation date, rounded down to the millisecond.
    public init(_ date: Date) {
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded(.down)
        // Compared as Double first: converting one that is out of range would trap; NaN fails both.
        if milliseconds >= Double(Instant.first.milliseconds), milliseconds <= Double(Instant.last.milliseconds) {
            self.init(milliseconds: Int64(milliseconds))
        } else {
            self = milliseconds > 0 ? .last : .first
        }
    }

    /// The same moment for Foundation.
    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment so many milliseconds later, held at ``first`` and ``last``.
    public func adding(milliseconds more: Int64) -> Instant {
        let (sum, overflow) = milliseconds.addingReportingOverflow(more)
        if overflow { return more > 0 ? .last : .first }
        return Instant(milliseconds: sum)
    }

    /// Milliseconds from `earlier` to this moment.
    public func milliseconds(since earlier: Instant) -> Int64 {
        milliseconds - earlier.milliseconds
    }
}

extension Instant: CustomStringConvertible, LosslessStringConvertible {
    /// Reads RFC 3339: "2027-01-12T09:30:00Z", "2027-01-12T09:30:00.5+01:00".
    ///
    /// The letters are capitals and the offset is required. A fraction has one to nine digits and is cut to the millisecond.
    /// A leap second (":60") is refused, since an instant cannot hold it.
    public init?(_ text: String) {
        var bytes = ByteReader(text)
        guard let day = bytes.day(), bytes.take("T"), let minutes = bytes.minutes(), bytes.take(":"),
              let seconds = bytes.number(2), seconds < 60,
              let fraction = bytes.fraction(),
              let offset = bytes.offset(), bytes.isAtEnd
        else { return nil }
        let ofDay = Int64((minutes - offset) * 60 + seconds) * 1000 + Int64(fraction)
        let milliseconds = Int64(day.daysSince1970) * Instant.millisecondsADay + ofDay
        self.init(milliseconds: milliseconds)
        // An offset can carry the moment out of the years 1 to 9999: then there is no such instant.
        guard self.milliseconds == milliseconds else { return nil }
    }

    /// "2027-01-12T09:30:00.000Z".
    public var description: String {
        let days = milliseconds.flooredDivision(by: Instant.millisecondsADay)
        let ofDay = Int(milliseconds - days * Instant.millisecondsADay)
        return fixedText(24) { text in
            text.write(Day(unchecked: Int32(days)))
            text.write("T")
            text.write(ofDay / 3_600_000, width: 2)
            text.write(":")
            text.write(ofDay / 60_000 % 60, width: 2)
            text.write(":")
            text.write(ofDay / 1000 % 60, width: 2)
            text.write(".")
            text.write(ofDay % 1000, width: 3)
            text.write("Z")
        }
    }
}

extension ByteReader {
    /// Nothing, or "." and one to nine digits: in milliseconds.
    fileprivate mutating func fraction() -> Int? {
        guard take(".") else { return 0 }
        var (milliseconds, count) = (0, 0)
        while let digit = digit() {
            if count < 3 { milliseconds = milliseconds * 10 + digit }
            count += 1
            guard count <= 9 else { return nil }
        }
        switch count {
        case 0: return nil
        case 1: return milliseconds * 100
        case 2: return milliseconds * 10
        default: return milliseconds
        }
    }

    /// "Z", "+01:00" or "-05:30": in minutes east of UTC.
    fileprivate mutating func offset() -> Int? {
        if take("Z") { return 0 }
        if take("+") { return minutes() }
        if take("-") { return minutes().map { -$0 } }
        return nil
    }
}

extension Int64 {
    /// The quotient rounded down, also for a negative number; `divisor` is positive.
    func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
