/// The way to good multipliers: subgradient steps over a pool of triples that grows by whatever the pool left out.
///
/// The function that is raised is the sum of the multipliers and, for each organisation, a third of the least surplus of
/// any triple with it. It is concave, its greatest value is the linear relaxation's, and where it is evaluated over every
/// permitted triple its value is a bound. Steps are Polyak's (B. T. Polyak, 1969), directions deflected as by Camerini,
/// Fratta and Maffioli (1975). Only + − × ÷ on binary64 are used, so that every machine takes the same steps.
struct Ascent {
    private let instance: Instance
    private let target: Double
    private var members: [Int] = []
    private var costs: [Double] = []

    /// How often the pool is completed.
    private static let rounds = 5
    /// Nearest neighbours from whom the first pool is made.
    private static let reach = 16

    /// - Returns: the best feasible multipliers found in about `steps` steps.
    static func multipliers(for arrangement: Arrangement, steps: Int) -> Multipliers {
        let instance = arrangement.instance
        var current = Array(repeating: 0.0, count: instance.count)
        for (group, cost) in zip(arrangement.groups, arrangement.costs) {
            for member in group { current[member] = Double(cost) / Double(group.count) }
        }
        var best = Multipliers(repairing: current, in: instance)
        guard instance.count >= 3, steps > 0 else { return best }
        var ascent = Ascent(instance, target: Double(arrangement.total))
        for round in 0..<Ascent.rounds {
            current = ascent.climb(from: current, steps: min(steps, 1_000_000) / Ascent.rounds, boldness: round == 0 ? 1 : 0.4)
            let found = Multipliers(repairing: current, in: instance)
            if found.bound(instance) > best.bound(instance) { best = found }
            if !ascent.complete(for: current) { break }
        }
        return best
    }

    private init(_ instance: Instance, target: Double) {
        self.instance = instance
        self.target = target
        let near = instance.neighbours(Ascent.reach)
        for (one, others) in near.enumerated() {
            for (place, other) in others.enumerated() {
                for third in others.dropFirst(place + 1) {
                    let triple = [one, other, third]
                    guard one == triple.min() || !isFound(from: triple.min() ?? one, triple, near) else { continue }
                    let cost = instance.cost(one, other, third)
                    if instance.isPermitted(cost) { add(one, other, third, cost) }
                }
            }
        }
    }

    /// Whether the triple is met among the neighbours of `member` already.
    private func isFound(from member: Int, _ triple: [Int], _ near: [[Int]]) -> Bool {
        triple.allSatisfy { $0 == member || near[member].contains($0) }
    }

    private mutating func add(_ a: Int, _ b: Int, _ c: Int, _ cost: Int) {
        members.append(a)
        members.append(b)
        members.append(c)
        costs.append(Double(cost))
    }

    /// Adds every triple that costs less than its multipliers.
    /// - Returns: whether there was any.
    private mutating func complete(for multipliers: [Double]) -> Bool {
        let before = costs.count
        var found: [(Int, Int, Int, Int)] = []
        instance.forEachPermittedThree { a, b, c, cost in
            if Double(cost) - multipliers[a] - multipliers[b] - multipliers[c] < -1e-6 { found.append((a, b, c, cost)) }
        }
        for (a, b, c, cost) in found { add(a, b, c, cost) }
        return costs.count > before
    }

    /// - Returns: the multipliers with the greatest value over the pool, repaired for the pool.
    private func climb(from start: [Double], steps: Int, boldness: Double) -> [Double] {
        var current = start
        var best = start
        var bestValue = -Double.infinity
        var boldness = boldness
        var sinceBetter = 0
        var direction = Array(repeating: 0.0, count: current.count)
        for _ in 0..<steps {
            let (least, slope) = look(at: current)
            var value = 0.0
            for one in current.indices { value += current[one] + least[one] / 3 }
            if value > bestValue {
                sinceBetter = value > bestValue + 1e-4 * abs(bestValue) / 100 ? 0 : sinceBetter + 1
                bestValue = value
                for one in current.indices { best[one] = current[one] + least[one] / 3 }
            } else {
                sinceBetter += 1
            }
            if sinceBetter >= 12 {
                sinceBetter = 0
                boldness *= 0.8
            }
            deflect(&direction, by: slope)
            let length = direction.reduce(0) { $0 + $1 * $1 }
            guard length > 1e-12, target > value, boldness > 1e-7 else { break }
            let step = boldness * (target - value) / length
            for one in current.indices { current[one] += step * direction[one] }
        }
        return best
    }

    /// The least surplus with each organisation in it, and the slope of the sum that is raised.
    private func look(at current: [Double]) -> (least: [Double], slope: [Double]) {
        var least = Array(repeating: Double.infinity, count: current.count)
        var which = Array(repeating: -1, count: current.count)
        for triple in costs.indices {
            let a = members[3 * triple], b = members[3 * triple + 1], c = members[3 * triple + 2]
            let surplus = costs[triple] - current[a] - current[b] - current[c]
            if surplus < least[a] { least[a] = surplus; which[a] = triple }
            if surplus < least[b] { least[b] = surplus; which[b] = triple }
            if surplus < least[c] { least[c] = surplus; which[c] = triple }
        }
        var slope = Array(repeating: 1.0, count: current.count)
        for one in current.indices {
            guard which[one] >= 0 else {
                least[one] = 0
                slope[one] = 0
                continue
            }
            for place in 0..<3 { slope[members[3 * which[one] + place]] -= 1.0 / 3 }
        }
        return (least, slope)
    }

    private func deflect(_ direction: inout [Double], by slope: [Double]) {
        var product = 0.0
        var length = 0.0
        for one in slope.indices {
            product += direction[one] * slope[one]
            length += direction[one] * direction[one]
        }
        let share = product < 0 && length > 0 ? -1.5 * product / length : 0
        for one in slope.indices { direction[one] = slope[one] + share * direction[one] }
    }
}
