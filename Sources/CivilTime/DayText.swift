// How a date is written and read.

extension Day: CustomStringConvertible, LosslessStringConvertible {
    /// Reads "2027-01-12" and nothing else: four, two and two ASCII digits, a date that exists.
    public init?(_ iso: String) {
        var bytes = ByteReader(iso)
        guard let day = bytes.day(), bytes.isAtEnd else { return nil }
        self = day
    }

    /// "2027-01-12".
    public var description: String {
        let (year, month, day) = parts
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// "Tuesday 12 January 2027", for letters and reports.
    public var spelled: String { "\(weekday.name) \(day) \(Day.monthNames[month - 1]) \(year)" }

    /// "12 Jan 2027", for tables.
    public var short: String { "\(day) \(Day.monthNames[month - 1].prefix(3)) \(year)" }

    /// "Tue 12 Jan", for lists within one year.
    public var brief: String { "\(weekday.short) \(day) \(Day.monthNames[month - 1].prefix(3))" }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ]
}

/// The number with leading zeros up to `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Reads fixed forms byte by byte: what is not exactly of the form is not read.
struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    /// A text longer than any form here is cut after 40 bytes, which none of the forms reaches.
    init(_ text: String) {
        bytes = Array(text.utf8.prefix(40))
    }

    var isAtEnd: Bool { position == bytes.count }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ byte: Character) -> Bool {
        guard let next, next == byte.asciiValue else { return false }
        position += 1
        return true
    }

    mutating func digit() -> Int? {
        guard let next, next >= 0x30, next <= 0x39 else { return nil }
        position += 1
        return Int(next - 0x30)
    }

    /// Exactly `count` digits.
    mutating func number(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// "2027-01-12".
    mutating func day() -> Day? {
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2) else { return nil }
        return Day(year: year, month: month, day: day)
    }

    /// "09:30", 00:00 to 23:59, in minutes.
    mutating func minutes() -> Int? {
        guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60 else { return nil }
        return hour * 60 + minute
    }
}
