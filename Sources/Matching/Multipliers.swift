/// Lower bounds by duality: a number for each organisation such that no permitted group of three costs less than the
/// sum of its members' numbers.
///
/// A partition covers each organisation once, so it costs at least the sum of all multipliers; this is the dual of the
/// linear relaxation of set partitioning. With groups of four the sum is raised by `fourShare` for each of them: the
/// least by which a permitted group of four costs more than its members' multipliers.
///
/// The multipliers are sought in floating point by subgradients, then rounded down to whole 1,024ths and repaired, so
/// that they are feasible in exact integer arithmetic.
struct Multipliers: Sendable {
    /// Parts of a unit of cost in which multipliers are counted.
    static let scale = 1_024
    /// What no multiplier comes near; under it, no sum of multipliers overflows.
    static let largest = 1 << 53

    private(set) var values: [Int]
    private(set) var fourShare = 0

    /// The bound in units of cost. Costs are whole, so it is rounded up.
    func bound(_ instance: Instance) -> Int {
        let sum = values.reduce(0, +) + instance.fours * fourShare
        let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: Multipliers.scale)
        return quotient + (remainder > 0 ? 1 : 0)
    }

    /// Repairs `raw` (any numbers, in units of cost) into feasible multipliers.
    ///
    /// Let s(i) be the least surplus, cost less multipliers, of any permitted triple with i in it; then adding s(i) / 3 to
    /// each multiplier is feasible: the members of a triple with surplus s get at most s / 3 each.
    init(repairing raw: [Double], in instance: Instance) {
        let limit = 1e14
        values = raw.map { Int(max(-limit, min(limit, ($0 * Double(Multipliers.scale)).rounded(.down)))) }
        repair(in: instance)
        repair(in: instance)
        fourShare = instance.fours > 0 ? leastFourSurplus(in: instance) ?? 0 : 0
    }

    init(values: [Int], fourShare: Int) {
        self.values = values
        self.fourShare = fourShare
    }

    private mutating func repair(in instance: Instance) {
        var least = Array(repeating: Int.max, count: values.count)
        let scaled = values
        instance.forEachPermittedThree { a, b, c, cost in
            let surplus = cost * Multipliers.scale - scaled[a] - scaled[b] - scaled[c]
            if surplus < least[a] { least[a] = surplus }
            if surplus < least[b] { least[b] = surplus }
            if surplus < least[c] { least[c] = surplus }
        }
        for one in values.indices where least[one] != .max {
            values[one] += Multipliers.third(least[one])
        }
    }

    /// A third, rounded down below zero too.
    private static func third(_ number: Int) -> Int {
        number >= 0 ? number / 3 : -((2 - number) / 3)
    }

    /// Whether no permitted group costs less than its members' multipliers (and a four's share), in exact integers.
    func areFeasible(in instance: Instance) -> Bool {
        let credible = -Multipliers.largest...Multipliers.largest
        guard values.count == instance.count, (values + [fourShare]).allSatisfy(credible.contains) else { return false }
        var feasible = true
        instance.forEachPermittedThree { a, b, c, cost in
            if values[a] + values[b] + values[c] > cost * Multipliers.scale { feasible = false }
        }
        guard feasible, instance.fours > 0 else { return feasible }
        guard let least = leastFourSurplus(in: instance) else { return true }
        return fourShare <= least
    }

    // MARK: Groups of four

    /// The least surplus of any permitted group of four, in 1,024ths; nil where none is permitted.
    ///
    /// Every quadruple is looked at, save those that cannot lie under the least so far: an extension by a fourth adds at
    /// least what its three pairs cost at their cheapest.
    private func leastFourSurplus(in instance: Instance) -> Int? {
        var least: Int?
        instance.forEachFour(cheaperThan: { least ?? .max }, values) { _, cost, surplus in
            if instance.isPermitted(cost), surplus < least ?? .max { least = surplus }
        }
        return least
    }
}

extension Instance {
    /// Every permitted group of three, its members in rising order.
    @inline(__always)
    func forEachPermittedThree(_ body: (_ a: Int, _ b: Int, _ c: Int, _ cost: Int) -> Void) {
        for a in 0..<count {
            for b in (a + 1)..<max(count, a + 1) where isPermitted(weight[a * count + b]) {
                for c in (b + 1)..<max(count, b + 1) {
                    let cost = cost(a, b, c)
                    if isPermitted(cost) { body(a, b, c, cost) }
                }
            }
        }
    }

    /// Groups of four whose surplus over `multipliers` (in 1,024ths) may lie under the limit, which may fall meanwhile.
    ///
    /// The surplus is at least the sum over its pairs of `pair`: two thirds of the travel, rounded down to thirds, and the
    /// penalty, less a third of both multipliers. `pair` is counted in 3,072ths, so that nothing is rounded.
    func forEachFour(
        cheaperThan limit: () -> Int, _ multipliers: [Int],
        _ body: (_ group: (Int, Int, Int, Int), _ cost: Int, _ surplus: Int) -> Void
    ) {
        let unit = Multipliers.scale
        var pair = Array(repeating: 0, count: count * count)
        var cheapest = Array(repeating: Int.max, count: count)
        for a in 0..<count {
            for b in 0..<count where a != b {
                let cell = a * count + b
                pair[cell] = unit * (2 * travel[cell] + 3 * min(penalty[cell], barrier)) - multipliers[a] - multipliers[b]
                cheapest[a] = min(cheapest[a], pair[cell])
            }
        }
        /// Rounding the travel of a whole group down takes off less than one unit of cost.
        let rounding = 3 * unit
        for a in 0..<count {
            for b in (a + 1)..<max(count, a + 1) {
                let ab = pair[a * count + b]
                for c in (b + 1)..<max(count, b + 1) {
                    let three = ab + pair[a * count + c] + pair[b * count + c] - rounding
                    let most = limit()
                    let reach = most > Int.max / 8 ? Int.max / 2 : 3 * most
                    guard three + cheapest[a] + cheapest[b] + cheapest[c] < reach else { continue }
                    for d in (c + 1)..<max(count, c + 1) {
                        let four = three + pair[a * count + d] + pair[b * count + d] + pair[c * count + d]
                        guard four < reach else { continue }
                        let cost = cost(a, b, c, d)
                        guard isPermitted(cost) else { continue }
                        body((a, b, c, d), cost, cost * unit - multipliers[a] - multipliers[b] - multipliers[c] - multipliers[d])
                    }
                }
            }
        }
    }
}
