import Foundation

/// A point in time from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z, to the nanosecond.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public let seconds: Int64
    /// Nanoseconds into that second, 0 to 999,999,999.
    public let nanoseconds: Int32

    static let secondsAllowed: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// - Returns: `nil` outside the years 1 to 9999, or with nanoseconds that are none.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard Self.secondsAllowed.contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    public static func < (a: Timestamp, b: Timestamp) -> Bool {
        (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
    }

    /// This point moved by a duration, or `nil` where it leaves the range.
    func advanced(by duration: Duration) -> Timestamp? {
        let nanoseconds = Int64(nanoseconds) + duration.nanoseconds % 1_000_000_000
        let carry = nanoseconds >= 1_000_000_000 ? 1 : (nanoseconds < 0 ? -1 : 0) as Int64
        return Timestamp(
            seconds: seconds + duration.nanoseconds / 1_000_000_000 + carry,
            nanoseconds: Int32(nanoseconds - carry * 1_000_000_000))
    }

    /// The time from `other` to this point, or `nil` where it is more than a duration holds.
    func since(_ other: Timestamp) -> Duration? {
        let (whole, overflowed) = (seconds - other.seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, again) = whole.addingReportingOverflow(Int64(nanoseconds) - Int64(other.nanoseconds))
        return overflowed || again ? nil : Duration(nanoseconds: sum)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, with as many decimals as are needed.
    public var description: String {
        let civil = CivilTime(secondsSinceEpoch: seconds)
        let date = "\(civil.year.padded(4))-\(civil.month.padded(2))-\(civil.day.padded(2))"
        let time = "\(civil.hour.padded(2)):\(civil.minute.padded(2)):\(civil.second.padded(2))"
        return "\(date)T\(time)\(Int(nanoseconds).asFraction)Z"
    }

    /// Reads RFC 3339, `2027-01-12T09:30:00.5+01:00`; decimals past the ninth are refused.
    public init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.digits(4), reader.take("-"), let month = reader.digits(2), reader.take("-"),
            let day = reader.digits(2), reader.take("T") || reader.take("t"), let hour = reader.digits(2), reader.take(":"),
            let minute = reader.digits(2), reader.take(":"), let second = reader.digits(2),
            let nanoseconds = reader.fraction(), let offset = reader.zone(), reader.isAtEnd,
            (1...12).contains(month), day >= 1, day <= CivilTime.days(inMonth: month, of: year),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days = CivilTime.daysSinceEpoch(year: year, month: month, day: day)
        self.init(
            seconds: Int64(days * 86_400 + hour * 3_600 + minute * 60 + second - offset),
            nanoseconds: Int32(nanoseconds))
    }
}

extension Int {
    /// The number with at least `width` digits.
    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }

    /// Nanoseconds as the decimals of a second, with the point; nothing for none.
    var asFraction: String {
        guard self > 0 else { return "" }
        var digits = padded(9)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "." + digits
    }
}

/// Reads fixed runs of ASCII digits.
struct DigitReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { place == bytes.count }

    mutating func take(_ mark: Character) -> Bool {
        guard place < bytes.count, bytes[place] == mark.asciiValue else { return false }
        place += 1
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        guard place + count <= bytes.count else { return nil }
        var number = 0
        for byte in bytes[place..<place + count] {
            guard (48...57).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        place += count
        return number
    }

    /// The decimals of a second as nanoseconds; 0 where there are none, `nil` where they are malformed.
    mutating func fraction() -> Int? {
        guard take(".") else { return 0 }
        var number = 0
        var count = 0
        while let digit = digits(1) {
            number = number * 10 + digit
            count += 1
            if count > 9 { return nil }
        }
        guard count > 0 else { return nil }
        for _ in count..<9 { number *= 10 }
        return number
    }

    /// `Z` or `±hh:mm`, in seconds east of UTC.
    mutating func zone() -> Int? {
        if take("Z") || take("z") { return 0 }
        return offset()
    }

    /// Seconds for `+02:00` or `-02:00`.
    mutating func offset() -> Int? {
        let sign = take("+") ? 1 : (take("-") ? -1 : 0)
        guard sign != 0, let hours = digits(2), take(":"), let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
