extension Parser {
    /// RFC 8259, section 6. The byte at hand is a minus sign or a digit.
    mutating func number() throws(Fault) -> Value {
        let start = at
        let isNegative = bytes[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        var magnitude: UInt64? = 0
        let first = at
        try digits { magnitude = Self.appending($0, to: magnitude) }
        if bytes[first] == UInt8(ascii: "0"), at > first + 1 { throw Fault(.leadingZero, first) }

        var isWhole = true
        var fraction = 0
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            isWhole = false
            at += 1
            let point = at
            try digits { magnitude = Self.appending($0, to: magnitude) }
            fraction = at - point
        }
        var exponent: Int? = 0
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            at += 1
            exponent = try signedExponent()
        }
        if isWhole { return try integer(magnitude, isNegative: isNegative, start: start) }
        let quick = magnitude.flatMap { whole in
            exponent.flatMap { Self.exact(whole, tens: $0 - fraction) }
        }
        guard let quick else { return try rounded(from: start) }
        return .double(isNegative ? -quick : quick)
    }

    /// One digit or more.
    private mutating func digits(_ each: (UInt8) -> Void) throws(Fault) {
        let start = at
        while at < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[at] {
            each(bytes[at] - UInt8(ascii: "0"))
            at += 1
        }
        guard at > start else { throw Fault(at < bytes.count ? .invalidNumber : .unexpectedEnd, at) }
    }

    /// The exponent after its `e`; nil where it is beyond every double, which `rounded` settles.
    private mutating func signedExponent() throws(Fault) -> Int? {
        var isNegative = false
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
            isNegative = bytes[at] == UInt8(ascii: "-")
            at += 1
        }
        var exponent = 0
        try digits { exponent = min(exponent * 10 + Int($0), 100_000) }
        guard exponent < 100_000 else { return nil }
        return isNegative ? -exponent : exponent
    }

    private static func appending(_ digit: UInt8, to magnitude: UInt64?) -> UInt64? {
        guard let magnitude else { return nil }
        let (tens, overflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
        return overflow || carry ? nil : sum
    }

    private func integer(_ magnitude: UInt64?, isNegative: Bool, start: Int) throws(Fault) -> Value {
        guard let magnitude else { throw Fault(.numberRange, start) }
        guard isNegative else {
            guard let value = Int64(exactly: magnitude) else { throw Fault(.numberRange, start) }
            return .int(value)
        }
        if magnitude == 0 { return .double(-0.0) }
        guard magnitude <= Int64.min.magnitude else { throw Fault(.numberRange, start) }
        return .int(Int64(truncatingIfNeeded: 0 &- magnitude))
    }

    /// The number where one division or multiplication gives it correctly rounded: both factors are exact doubles
    /// (W. Clinger, How to Read Floating Point Numbers Accurately, 1990). Nil elsewhere.
    private static func exact(_ whole: UInt64, tens: Int) -> Double? {
        guard whole <= 1 << 53, abs(tens) < powers.count else { return nil }
        return tens < 0 ? Double(whole) / powers[-tens] : Double(whole) * powers[tens]
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// Any number by the standard library, which rounds correctly.
    private func rounded(from start: Int) throws(Fault) -> Value {
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
        guard let value = Double(text), value.isFinite else { throw Fault(.numberRange, start) }
        return .double(value)
    }
}
