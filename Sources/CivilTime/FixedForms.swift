// Fixed forms of ASCII digits, read and written byte by byte: every entry of a ledger has several, and interpolation or
// `Character` would cost ten times as much.

/// Reads fixed forms: what is not exactly of the form is not read.
struct ByteReader {
    /// The first bytes of the text, many more than any form has: a longer text is never read to its end.
    private var bytes = SIMD64<UInt8>()
    private var count = 0
    private var position = 0

    init(_ text: String) {
        for byte in text.utf8.prefix(bytes.scalarCount) {
            bytes[count] = byte
            count += 1
        }
    }

    var isAtEnd: Bool { position == count }

    private var next: UInt8? { isAtEnd ? nil : bytes[position] }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard let next, UInt32(next) == scalar.value else { return false }
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

/// Writes fixed forms into a text of a length known beforehand.
struct ByteWriter {
    private var bytes: UnsafeMutableBufferPointer<UInt8>
    fileprivate private(set) var count = 0

    fileprivate init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func write(_ scalar: Unicode.Scalar) {
        guard count < bytes.count else { return }
        bytes[count] = UInt8(truncatingIfNeeded: scalar.value)
        count += 1
    }

    /// The number with leading zeros up to `width` digits; it has no more than these.
    mutating func write(_ number: Int, width: Int) {
        guard count + width <= bytes.count else { return }
        var rest = number
        for place in (count..<count + width).reversed() {
            bytes[place] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
            rest /= 10
        }
        count += width
    }

    /// "2027-01-12".
    mutating func write(_ day: Day) {
        let (year, month, day) = day.parts
        write(year, width: 4)
        write("-")
        write(month, width: 2)
        write("-")
        write(day, width: 2)
    }
}

/// A text of `length` ASCII characters.
func fixedText(_ length: Int, _ write: (inout ByteWriter) -> Void) -> String {
    String(unsafeUninitializedCapacity: length) { buffer in
        // The buffer may be larger than asked for; the rest stays unused.
        var writer = ByteWriter(buffer)
        write(&writer)
        return writer.count
    }
}
