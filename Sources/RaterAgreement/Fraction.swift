/// A ratio of whole numbers in lowest terms, its denominator above zero.
public struct Fraction: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let numerator: Int
    public let denominator: Int

    /// - Precondition: the denominator is not zero, and neither is the least number.
    public init(_ numerator: Int, _ denominator: Int = 1) {
        precondition(denominator != 0 && denominator != .min && numerator != .min, "no such fraction")
        let divisor = max(1, Fraction.greatestCommonDivisor(abs(numerator), abs(denominator)))
        let sign = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / divisor
        self.denominator = sign * denominator / divisor
    }

    private static func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
        var (a, b) = (one, other)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }

    /// Compared by the integers themselves, in full width: nothing is rounded.
    public static func < (one: Fraction, other: Fraction) -> Bool {
        let left = one.numerator.multipliedFullWidth(by: other.denominator), right = other.numerator.multipliedFullWidth(by: one.denominator)
        return left.high != right.high ? left.high < right.high : left.low < right.low
    }

    /// "2/3", "1", "-1/4".
    public var description: String { denominator == 1 ? String(numerator) : "\(numerator)/\(denominator)" }

    /// So many digits after the point, rounded to the nearest and halves away from zero: "-0.25". For reading; nothing is decided by it.
    public func decimal(_ digits: Int) -> String {
        let scale = (0..<min(max(digits, 0), 6)).reduce(1) { product, _ in product * 10 }
        let (high, low) = numerator.magnitude.multipliedFullWidth(by: UInt(scale))
        let (whole, rest) = UInt(denominator).dividingFullWidth((high, low))
        let rounded = whole + (rest >= UInt(denominator) - rest ? 1 : 0)
        let text = String(rounded / UInt(scale)), fraction = String(rounded % UInt(scale))
        let sign = numerator < 0 && rounded > 0 ? "-" : ""
        guard scale > 1 else { return sign + text }
        return "\(sign)\(text).\(String(repeating: "0", count: min(max(digits, 0), 6) - fraction.utf8.count))\(fraction)"
    }
}
