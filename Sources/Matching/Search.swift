import Chance

/// A good arrangement of the free organisations: construction, annealing, then large neighbourhoods at their best.
struct Search {
    let instance: Instance
    private let near: [[Int]]
    private var random: SplitMix64

    /// How many neighbours of an organisation a swap or a dissolution reaches for.
    private static let reach = 12
    /// Cooling steps of one annealing.
    private static let temperatures = 128

    init(_ instance: Instance, seed: UInt64) {
        self.instance = instance
        near = instance.neighbours(Search.reach)
        random = SplitMix64(seed: seed)
    }

    /// - Returns: an arrangement from one new start, the best that there is up to fifteen organisations. It may break a
    ///   hard rule where none was found that does not.
    mutating func fromNewStart(within budget: Forming.Budget) -> Arrangement {
        if let exact = SubsetPartition.best(of: Array(0..<instance.count), in: instance) {
            return Arrangement(instance, exact)
        }
        var arrangement = Arrangement(instance, construct())
        anneal(&arrangement, swaps: budget.swaps)
        descend(&arrangement, within: budget)
        return arrangement
    }

    /// Betters what is there by taking groups apart, without ever making it worse.
    mutating func descend(_ arrangement: inout Arrangement, within budget: Forming.Budget) {
        settle(&arrangement)
        dissolve(&arrangement, times: budget.dissolutions)
    }

    /// - Returns: the best of `first` and of all starts that the budget allows after it.
    mutating func better(than first: Arrangement, within budget: Forming.Budget) -> Arrangement {
        var best = first
        for _ in 1..<max(2, min(budget.restarts, 1_000)) where budget.restarts > 1 {
            let arrangement = fromNewStart(within: budget)
            if arrangement.total < best.total { best = arrangement }
        }
        return best
    }

    // MARK: Construction

    /// Groups are begun by those who stay together, then by whoever is furthest from all who are left, since the remote
    /// have the least choice; each is filled with whom it costs least.
    private mutating func construct() -> [[Int]] {
        var left = Set(0..<instance.count)
        var groups: [[Int]] = []
        var fours = instance.fours
        for cluster in instance.clusterSizes.indices {
            let together = (0..<instance.count).filter { instance.clusterOf[$0] == cluster }
            if !together.isEmpty {
                groups.append(together)
                left.subtract(together)
                if together.count == 4 { fours -= 1 }
            }
        }
        for place in groups.indices { fill(&groups[place], to: 3, from: &left) }
        while left.count > fours {
            guard let remote = remotest(of: left) else { break }
            left.remove(remote)
            var group = [remote]
            fill(&group, to: 3, from: &left)
            groups.append(group)
        }
        for one in left.sorted() {
            let cheapest = groups.indices.filter { groups[$0].count == 3 }
                .min { instance.cost(of: groups[$0] + [one]) < instance.cost(of: groups[$1] + [one]) }
            if let cheapest { groups[cheapest].append(one) }
        }
        return isWhole(groups) ? groups : plain()
    }

    private func isWhole(_ groups: [[Int]]) -> Bool {
        groups.count == instance.groupCount && groups.allSatisfy { (3...4).contains($0.count) }
            && groups.count { $0.count == 4 } == instance.fours
    }

    /// Groups in the order of the organisations, where those who stay together left no room for a better beginning.
    private func plain() -> [[Int]] {
        var rest = (0..<instance.count).sorted { (-instance.clusterOf[$0], $0) < (-instance.clusterOf[$1], $1) }[...]
        return (0..<instance.groupCount).map { place in
            let size = place < instance.fours ? 4 : 3
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
    }

    private mutating func remotest(of left: Set<Int>) -> Int? {
        let ordered = left.sorted()
        let scores = ordered.map { one in
            let closest = near[one].filter(left.contains).prefix(2)
            let sum = closest.reduce(0) { $0 + instance.weight[one * instance.count + $1] }
            return (closest.count == 2 ? sum : instance.barrier) / 16 * (12 + random.below(8))
        }
        guard let greatest = scores.max(), let place = scores.firstIndex(of: greatest) else { return nil }
        return ordered[place]
    }

    private func fill(_ group: inout [Int], to size: Int, from left: inout Set<Int>) {
        while group.count < size, !left.isEmpty {
            let added = left.sorted().map { one in
                (cost: group.reduce(0) { $0 + instance.weight[$1 * instance.count + one] }, one: one)
            }
            guard let cheapest = added.min(by: { ($0.cost, $0.one) < ($1.cost, $1.one) }) else { return }
            group.append(cheapest.one)
            left.remove(cheapest.one)
        }
    }

    // MARK: Annealing

    /// Simulated annealing over swaps that bring an organisation into the group of one of its neighbours. Whole numbers
    /// throughout; the temperature falls by a factor of about 100 in equal ratios.
    private mutating func anneal(_ arrangement: inout Arrangement, swaps: Int) {
        guard swaps > 0, arrangement.groups.count > 1 else { return }
        var best = arrangement
        var temperature = startingTemperature() << 8
        let each = max(1, swaps / Search.temperatures)
        for _ in 0..<min(swaps, Search.temperatures) {
            for _ in 0..<each {
                let one = random.below(instance.count)
                let neighbour = near[one][random.below(near[one].count)]
                let place = arrangement.groupOf[neighbour]
                guard place != arrangement.groupOf[one] else { continue }
                let group = arrangement.groups[place]
                let other = group[random.below(group.count)]
                guard other != neighbour || near[one].count < 3 else { continue }
                let slack = (temperature * random.exponential()) >> 24
                arrangement.swap(one, other, ifWithin: slack)
            }
            if arrangement.total < best.total { best = arrangement }
            temperature = max(1, temperature * 247 / 256)
        }
        if best.total < arrangement.total { arrangement = best }
    }

    /// About half of what an organisation pays to its second neighbour, under 2^32 so that products stay in 63 bits.
    private func startingTemperature() -> Int {
        let seconds = near.indices.map { one in
            near[one].dropFirst().first.map { min(instance.weight[one * instance.count + $0], instance.barrier / 64) } ?? 1
        }
        return min(1 << 32, max(4, seconds.reduce(0, +) / max(1, seconds.count) / 2))
    }

    // MARK: Descent

    /// Takes every two groups apart and puts them together at their best, until no two can be bettered.
    private func settle(_ arrangement: inout Arrangement) {
        var bettered = true
        while bettered {
            bettered = false
            for one in arrangement.groups.indices {
                for other in arrangement.groups.indices where one < other && areNear(one, other, arrangement) {
                    if arrangement.dissolve([one, other]) { bettered = true }
                }
            }
        }
    }

    private func areNear(_ one: Int, _ other: Int, _ arrangement: Arrangement) -> Bool {
        arrangement.groups[one].contains { member in near[member].contains { arrangement.groupOf[$0] == other } }
    }

    /// Takes up to twelve organisations in groups near one another apart and puts them together at their best, again and
    /// again. This holds every swap and every rotation among those groups. A group of four makes a subset ten times as
    /// dear to solve, so that three groups are enough with one.
    private mutating func dissolve(_ arrangement: inout Arrangement, times: Int) {
        for _ in 0..<max(0, min(times, 10_000_000)) {
            var places = [random.below(arrangement.groups.count)]
            var size = arrangement.groups[places[0]].count
            for _ in 0..<32 where size < 10 {
                let from = arrangement.groups[places[random.below(places.count)]]
                let member = from[random.below(from.count)]
                let place = arrangement.groupOf[near[member][random.below(min(8, near[member].count))]]
                guard !places.contains(place), size + arrangement.groups[place].count <= 12 else { continue }
                places.append(place)
                size += arrangement.groups[place].count
            }
            _ = arrangement.dissolve(places)
        }
    }
}
