/// What the search sees: the free organisations as 0 ..< count, and what each group of three or four would cost.
///
/// A group that breaks a hard rule costs `barrier` for each break, which is more than any permitted arrangement costs,
/// so that the search can pass through forbidden arrangements on its way and never prefers one.
final class Instance: Sendable {
    let count: Int
    /// Groups of four that the partition has; all others are of three.
    let fours: Int
    let barrier: Int
    /// Travel and penalty of each pair, barriers included.
    let weight: [Int]
    /// The same apart, since travel counts two thirds in a group of four.
    let travel: [Int]
    let penalty: [Int]
    /// −1 where unknown.
    private let phases: [Int]
    private let phaseCost: Int
    private let canLead: [Bool]
    private let leadInEach: Bool
    /// −1 where not kept together with anybody.
    let clusterOf: [Int]
    let clusterSizes: [Int]
    /// Whether a group's cost is more than that of its pairs.
    private let hasGroupCosts: Bool

    init(_ survey: Survey) {
        let members = survey.free
        let count = members.count
        var travel = Array(repeating: 0, count: count * count)
        var penalty = travel
        var forbidden: [Int] = []
        var largest = 0
        for (row, one) in members.enumerated() {
            for (column, other) in members.enumerated() where row != column {
                travel[row * count + column] = survey.distance[survey.cell(one, other)]
                penalty[row * count + column] = survey.pairPenalty(one, other)
                largest = max(largest, travel[row * count + column] + abs(penalty[row * count + column]))
                if survey.rule[survey.cell(one, other)] != nil { forbidden.append(row * count + column) }
            }
        }
        phaseCost = survey.options.phaseMix?.tenths ?? 0
        barrier = 4 * (largest * 2 + phaseCost + 1) * (count + 1)
        for cell in forbidden { penalty[cell] += barrier }
        self.count = count
        fours = Survey.foursNeeded(for: count) ?? 0
        self.travel = travel
        self.penalty = penalty
        weight = zip(travel, penalty).map { $0 + $1 }
        phases = members.map { survey.phases[$0] }
        canLead = members.map { survey.canLead[$0] }
        leadInEach = survey.options.leadInEach
        clusterOf = members.map { survey.clusterOf[$0] ?? -1 }
        clusterSizes = survey.clusters.map(\.count)
        hasGroupCosts = phaseCost > 0 || leadInEach || clusterOf.contains { $0 >= 0 }
    }

    var groupCount: Int { (count - fours * 4) / 3 + fours }

    /// Whether a group of this cost breaks no hard rule.
    func isPermitted(_ cost: Int) -> Bool { cost < barrier / 2 }

    @inline(__always)
    func cost(_ a: Int, _ b: Int, _ c: Int) -> Int {
        let pairs = weight[a * count + b] + weight[b * count + c] + weight[a * count + c]
        return hasGroupCosts ? pairs + groupCost([a, b, c]) : pairs
    }

    @inline(__always)
    func cost(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Int {
        let ab = a * count + b, ac = a * count + c, ad = a * count + d
        let bc = b * count + c, bd = b * count + d, cd = c * count + d
        let journeys = travel[ab] + travel[ac] + travel[ad] + travel[bc] + travel[bd] + travel[cd]
        let penalties = penalty[ab] + penalty[ac] + penalty[ad] + penalty[bc] + penalty[bd] + penalty[cd]
        let pairs = journeys * 2 / 3 + penalties
        return hasGroupCosts ? pairs + groupCost([a, b, c, d]) : pairs
    }

    func cost(of group: [Int]) -> Int {
        group.count == 4 ? cost(group[0], group[1], group[2], group[3]) : cost(group[0], group[1], group[2])
    }

    private func groupCost(_ group: [Int]) -> Int {
        var cost = 0
        let phase = phases[group[0]]
        if phaseCost > 0, phase >= 0, group.allSatisfy({ phases[$0] == phase }) { cost += phaseCost }
        if leadInEach, !group.contains(where: { canLead[$0] }) { cost += barrier }
        for one in group where clusterOf[one] >= 0 {
            let together = group.count { clusterOf[$0] == clusterOf[one] }
            if together != clusterSizes[clusterOf[one]] { cost += barrier }
        }
        return cost
    }

    /// For each organisation the others, nearest first; ties by number.
    func neighbours(_ most: Int) -> [[Int]] {
        (0..<count).map { one in
            let row = one * count
            let others = (0..<count).filter { $0 != one }
            return Array(others.sorted { (weight[row + $0], $0) < (weight[row + $1], $1) }.prefix(most))
        }
    }
}
