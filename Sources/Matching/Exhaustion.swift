/// The proof that nothing better exists, or something better: every way to cover the organisations with groups whose
/// surpluses over the multipliers sum to less than the gap.
///
/// A group whose surplus alone exceeds the gap is in no better partition, which leaves a few thousand. Branches are made
/// on the organisation with the fewest groups left.
struct Exhaustion {
    enum Outcome { case proven, gaveUp }

    private let instance: Instance
    private let floor: Int
    /// What the surpluses of a better partition may sum to; below zero nothing better is left.
    private var allowance: Int
    /// Whether any arrangement that keeps the rules will do.
    private let anyWillDo: Bool
    /// Four members a candidate; the fourth of a group of three is `count`, which stands for nobody.
    private var members: [Int] = []
    /// In 1,024ths of a unit of cost, a group of four's share taken off; rising.
    private var surpluses: [Int] = []
    private var covered: [Bool]
    private var inspectionsLeft: Int
    private var chosen: [Int] = []
    private(set) var best: Arrangement

    /// More candidates than this are not worth beginning with.
    private static let mostCandidates = 40_000

    /// Looks for something better than `best`, which costs at least one unit less.
    init(_ best: Arrangement, _ multipliers: Multipliers, inspections: Int) {
        instance = best.instance
        self.best = best
        anyWillDo = false
        floor = multipliers.values.reduce(0, +) + instance.fours * multipliers.fourShare
        allowance = (best.total - 1) * Multipliers.scale - floor
        covered = Array(repeating: false, count: instance.count + 1)
        inspectionsLeft = inspections
        if allowance >= 0, inspections > 0 { gather(multipliers) }
    }

    /// Looks for any arrangement that keeps every rule, where `broken` does not.
    init(anyInsteadOf broken: Arrangement, inspections: Int) {
        instance = broken.instance
        best = broken
        anyWillDo = true
        floor = 0
        allowance = instance.barrier * Multipliers.scale
        covered = Array(repeating: false, count: instance.count + 1)
        inspectionsLeft = inspections
        gather(Multipliers(values: Array(repeating: 0, count: instance.count), fourShare: 0))
        surpluses = surpluses.map { _ in 0 }
        allowance = 0
    }

    /// Every group whose surplus the allowance covers, as long as they are not too many.
    private mutating func gather(_ multipliers: Multipliers) {
        let reach = allowance
        let share = multipliers.fourShare
        let values = multipliers.values
        let nobody = instance.count
        var found: [(surplus: Int, members: [Int])] = []
        instance.forEachPermittedThree { a, b, c, cost in
            let surplus = cost * Multipliers.scale - values[a] - values[b] - values[c]
            if surplus <= reach, found.count <= Exhaustion.mostCandidates { found.append((surplus, [a, b, c, nobody])) }
        }
        if instance.fours > 0, found.count <= Exhaustion.mostCandidates {
            let limit = { found.count <= Exhaustion.mostCandidates ? reach + share + 1 : -Multipliers.largest }
            instance.forEachFour(cheaperThan: limit, values) { group, _, surplus in
                if surplus - share <= reach, found.count <= Exhaustion.mostCandidates {
                    found.append((surplus - share, [group.0, group.1, group.2, group.3]))
                }
            }
        }
        let rising = found.enumerated().sorted { ($0.element.surplus, $0.offset) < ($1.element.surplus, $1.offset) }
        members = rising.flatMap(\.element.members)
        surpluses = rising.map(\.element.surplus)
    }

    private func group(_ candidate: Int) -> [Int] {
        members[(4 * candidate)..<(4 * candidate + 4)].filter { $0 < instance.count }
    }

    /// Looks until everything is seen or the inspections are used up; ``best`` is then the best seen.
    mutating func run() -> Outcome {
        if allowance < 0 { return .proven }
        guard inspectionsLeft > 0, surpluses.count <= Exhaustion.mostCandidates else { return .gaveUp }
        let seenAll = explore(Array(surpluses.indices), spent: 0, left: instance.count, fours: instance.fours)
        return seenAll ? .proven : .gaveUp
    }

    /// - Returns: whether everything below was seen.
    private mutating func explore(_ open: [Int], spent: Int, left: Int, fours: Int) -> Bool {
        guard left > 0 else {
            if fours == 0 {
                best = Arrangement(instance, chosen.map(group))
                allowance = anyWillDo ? -1 : (best.total - 1) * Multipliers.scale - floor
            }
            return true
        }
        guard inspectionsLeft > 0 else { return false }
        inspectionsLeft -= open.count
        guard let (narrowest, rest) = narrow(open, spent) else { return true }
        for candidate in rest {
            let group = group(candidate)
            guard group.contains(narrowest) else { continue }
            let nowSpent = spent + surpluses[candidate]
            let foursLeft = fours - (group.count == 4 ? 1 : 0)
            guard nowSpent <= allowance, foursLeft >= 0 else { continue }
            for member in group { covered[member] = true }
            chosen.append(candidate)
            let below = rest.filter { surpluses[$0] <= allowance - nowSpent && isOpen($0) }
            let seenAll = explore(below, spent: nowSpent, left: left - group.count, fours: foursLeft)
            chosen.removeLast()
            for member in group { covered[member] = false }
            if !seenAll { return false }
        }
        return true
    }

    @inline(__always)
    private func isOpen(_ candidate: Int) -> Bool {
        let first = 4 * candidate
        return !covered[members[first]] && !covered[members[first + 1]] && !covered[members[first + 2]]
            && !covered[members[first + 3]]
    }

    /// The organisation with the fewest groups left, and the groups that can still be part of something better.
    ///
    /// Each organisation must pay at least its share of its cheapest surplus, a third or a quarter, counted in twelfths.
    /// - Returns: nil where nothing better lies below.
    private func narrow(_ open: [Int], _ spent: Int) -> (Int, [Int])? {
        let count = instance.count
        var least = Array(repeating: Int.max, count: count + 1)
        var counts = Array(repeating: 0, count: count + 1)
        for candidate in open {
            let isThree = members[4 * candidate + 3] == count
            let share = surpluses[candidate] * (isThree ? 4 : 3)
            for member in (4 * candidate)..<(4 * candidate + 4) {
                counts[members[member]] += 1
                if share < least[members[member]] { least[members[member]] = share }
            }
        }
        least[count] = 0
        var narrowest = -1
        var needed = 0
        for one in 0..<count where !covered[one] {
            guard counts[one] > 0 else { return nil }
            needed += least[one]
            if narrowest < 0 || counts[one] < counts[narrowest] { narrowest = one }
        }
        let means = 12 * (allowance - spent)
        guard narrowest >= 0, needed <= means else { return nil }
        let rest = open.filter { candidate in
            let first = 4 * candidate
            let paid = least[members[first]] + least[members[first + 1]] + least[members[first + 2]]
                + least[members[first + 3]]
            return needed + 12 * surpluses[candidate] - paid <= means
        }
        return (narrowest, rest)
    }
}
