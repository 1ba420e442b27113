/// So many of so many, compared exactly: 43 of 48 does not reach 90%.
public struct Share: Sendable, Hashable {
    public let part: Int
    public let whole: Int

    /// Nil where the whole is not positive or the part is negative.
    public init?(_ part: Int, of whole: Int) {
        guard part >= 0, whole > 0 else { return nil }
        self.part = part
        self.whole = whole
    }

    /// Whether the share is at least the threshold, by the integers themselves: nothing is rounded.
    public func reaches(_ threshold: Threshold) -> Bool {
        // The products of two 64-bit numbers, compared in full width: they cannot overflow.
        let left = part.multipliedFullWidth(by: threshold.denominator)
        let right = threshold.numerator.multipliedFullWidth(by: whole)
        return left.high != right.high ? left.high > right.high : left.low >= right.low
    }

    /// A percentage as a fraction of whole numbers: "90%" is 90/100, "89.6%" is 896/1000.
    public struct Threshold: Sendable, Hashable, CustomStringConvertible, LosslessStringConvertible {
        public let numerator: Int
        public let denominator: Int
        public let description: String

        /// Reads "90%", "89.6%", "0.25%": up to four digits, and up to four after the point.
        public init?(_ text: String) {
            guard text.utf8.count <= 12, text.utf8.last == 0x25 else { return nil }
            let parts = text.utf8.dropLast().split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
            guard let whole = parts.first, (1...4).contains(whole.count) else { return nil }
            let fraction = parts.count > 1 ? Array(parts[1]) : []
            guard parts.count == 1 || (1...4).contains(fraction.count) else { return nil }
            let digits = Array(whole) + fraction
            guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
            numerator = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            denominator = fraction.reduce(100) { denominator, _ in denominator * 10 }
            description = text
        }
    }
}
