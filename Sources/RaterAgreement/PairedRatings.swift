/// What two raters gave to the same things, as counts: how often the one gave this level and the other that.
///
/// What one of them could not judge is no pair.
public struct PairedRatings: Sendable, Hashable {
    /// How many levels the scale has.
    public let levels: Int
    /// By the first rater's level, then the second's.
    private var counts: [[Int]]

    /// - Precondition: a scale has a level.
    public init(levels: Int) {
        precondition(levels > 0, "a scale has a level")
        self.levels = levels
        counts = Array(repeating: Array(repeating: 0, count: levels), count: levels)
    }

    /// Adds one pair of levels, counted from 0; a level that the scale does not have is no pair.
    public mutating func add(_ first: Int, _ second: Int) {
        guard (0..<levels).contains(first), (0..<levels).contains(second) else { return }
        counts[first][second] += 1
    }

    /// The same pairs seen from the other rater.
    public var turned: PairedRatings {
        var turned = PairedRatings(levels: levels)
        for first in 0..<levels {
            for second in 0..<levels { turned.counts[second][first] = counts[first][second] }
        }
        return turned
    }

    /// How many pairs there are.
    public var count: Int { counts.joined().reduce(0, +) }

    /// How many pairs lie so many levels apart.
    public func count(apart distance: Int) -> Int { sum { first, second in abs(first - second) == distance ? 1 : 0 } }

    /// The share of pairs with one and the same level; nil without pairs.
    public var exact: Fraction? { share(within: 0) }

    /// The share of pairs that lie no more than so many levels apart; nil without pairs.
    public func share(within distance: Int) -> Fraction? {
        count == 0 ? nil : Fraction(sum { first, second in abs(first - second) <= distance ? 1 : 0 }, count)
    }

    /// By how many levels the first rater lies above the second on average, below where it is negative; nil without pairs.
    public var bias: Fraction? { count == 0 ? nil : Fraction(sum { first, second in first - second }, count) }

    /// Cohen's kappa with linear weights: one less the distances that there are over those that chance would give, each rater's own levels
    /// given. 1 where they always agree, 0 where they agree as chance does.
    ///
    /// Jacob Cohen, Weighted kappa, Psychological Bulletin 70 (1968), 213-220.
    /// - Returns: nil with fewer than ``RaterAgreement/fewestForKappa`` pairs, and where both always gave one and the same level.
    public var weightedKappa: Fraction? {
        let count = count
        guard count >= RaterAgreement.fewestForKappa else { return nil }
        let rows = counts.map { $0.reduce(0, +) }
        let columns = (0..<levels).map { level in counts.reduce(0) { $0 + $1[level] } }
        let observed = sum { first, second in abs(first - second) }
        var expected = 0
        for first in 0..<levels {
            for second in 0..<levels { expected += abs(first - second) * rows[first] * columns[second] }
        }
        guard expected > 0 else { return nil }
        return Fraction(expected - observed * count, expected)
    }

    private func sum(_ weight: (Int, Int) -> Int) -> Int {
        var sum = 0
        for first in 0..<levels {
            for second in 0..<levels { sum += weight(first, second) * counts[first][second] }
        }
        return sum
    }
}
