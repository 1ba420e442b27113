/// A length of time, to the nanosecond, of some 292 years at most either way.
public struct Duration: Sendable, Hashable, Comparable {
    public let nanoseconds: Int64

    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// - Returns: `nil` where it is more than some 292 years.
    public init?(seconds: Int64) {
        let (nanoseconds, overflowed) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflowed else { return nil }
        self.nanoseconds = nanoseconds
    }

    public static func < (a: Duration, b: Duration) -> Bool { a.nanoseconds < b.nanoseconds }
}

extension Duration: CustomStringConvertible {
    /// Seconds with as many decimals as are needed: `1.5s`.
    public var description: String {
        let magnitude = nanoseconds.magnitude
        let sign = nanoseconds < 0 ? "-" : ""
        return "\(sign)\(magnitude / 1_000_000_000)\(Int(magnitude % 1_000_000_000).asFraction)s"
    }

    /// Reads a sequence of decimal numbers with units, `-1h30m`, `1.5s`; the units are h, m, s, ms, us (or µs) and ns.
    public init?(_ text: String) {
        var rest = Substring(text).unicodeScalars
        var isNegative = false
        if let sign = rest.first, sign == "-" || sign == "+" {
            isNegative = sign == "-"
            rest.removeFirst()
        }
        if rest.elementsEqual("0".unicodeScalars) {
            self.init(nanoseconds: 0)
            return
        }
        guard !rest.isEmpty else { return nil }
        var total: UInt64 = 0
        while !rest.isEmpty {
            guard let part = Self.part(&rest) else { return nil }
            let (sum, overflowed) = total.addingReportingOverflow(part)
            guard !overflowed else { return nil }
            total = sum
        }
        guard let magnitude = Int64(exactly: total) else {
            guard isNegative, total == Int64.min.magnitude else { return nil }
            self.init(nanoseconds: .min)
            return
        }
        self.init(nanoseconds: isNegative ? -magnitude : magnitude)
    }

    /// One number and its unit, in nanoseconds; what is finer than a nanosecond is cut off.
    private static func part(_ rest: inout Substring.UnicodeScalarView) -> UInt64? {
        var whole: UInt64 = 0
        var decimals: [UInt64] = []
        var digits = 0
        var isDecimal = false
        while let mark = rest.first, mark == "." || ("0"..."9").contains(mark) {
            rest.removeFirst()
            if mark == "." {
                guard !isDecimal else { return nil }
                isDecimal = true
                continue
            }
            digits += 1
            let digit = UInt64(mark.value - 48)
            if isDecimal {
                if decimals.count < 18 { decimals.append(digit) }
            } else {
                let (tens, overflowed) = whole.multipliedReportingOverflow(by: 10)
                let (sum, again) = tens.addingReportingOverflow(digit)
                guard !overflowed, !again else { return nil }
                whole = sum
            }
        }
        guard digits > 0, let unit = unit(&rest) else { return nil }
        let (product, overflowed) = whole.multipliedReportingOverflow(by: unit)
        let (numerator, denominator) = decimals.reduce((0, 1) as (UInt64, UInt64)) { ($0.0 * 10 + $1, $0.1 * 10) }
        let fraction = denominator.dividingFullWidth(numerator.multipliedFullWidth(by: unit)).quotient
        let (sum, again) = product.addingReportingOverflow(fraction)
        return overflowed || again ? nil : sum
    }

    private static func unit(_ rest: inout Substring.UnicodeScalarView) -> UInt64? {
        let units: [(String, UInt64)] = [
            ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
            ("m", 60_000_000_000), ("h", 3_600_000_000_000),
        ]
        for (name, size) in units where rest.starts(with: name.unicodeScalars) {
            rest.removeFirst(name.unicodeScalars.count)
            return size
        }
        return nil
    }
}
