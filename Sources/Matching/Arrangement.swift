/// A partition under change: who is in which group, and what each costs.
struct Arrangement {
    let instance: Instance
    private(set) var groups: [[Int]]
    private(set) var groupOf: [Int]
    private(set) var costs: [Int]
    private(set) var total: Int

    init(_ instance: Instance, _ groups: [[Int]]) {
        self.instance = instance
        self.groups = groups
        costs = groups.map(instance.cost(of:))
        total = costs.reduce(0, +)
        groupOf = Array(repeating: 0, count: instance.count)
        for (place, group) in groups.enumerated() {
            for member in group { groupOf[member] = place }
        }
    }

    var isPermitted: Bool { costs.allSatisfy(instance.isPermitted) }

    /// The cost of the group of `leaver` with `newcomer` in her stead.
    @inline(__always)
    private func cost(replacing leaver: Int, by newcomer: Int) -> Int {
        let group = groups[groupOf[leaver]]
        let a = group[0] == leaver ? newcomer : group[0]
        let b = group[1] == leaver ? newcomer : group[1]
        let c = group[2] == leaver ? newcomer : group[2]
        guard group.count == 4 else { return instance.cost(a, b, c) }
        return instance.cost(a, b, c, group[3] == leaver ? newcomer : group[3])
    }

    /// Swaps two members of different groups if the total grows by no more than `slack`.
    @inline(__always)
    mutating func swap(_ one: Int, _ other: Int, ifWithin slack: Int) {
        let mine = groupOf[one], hers = groupOf[other]
        let myCost = cost(replacing: one, by: other)
        let herCost = cost(replacing: other, by: one)
        let change = myCost + herCost - costs[mine] - costs[hers]
        guard change <= slack else { return }
        for place in groups[mine].indices where groups[mine][place] == one { groups[mine][place] = other }
        for place in groups[hers].indices where groups[hers][place] == other { groups[hers][place] = one }
        groupOf[one] = hers
        groupOf[other] = mine
        costs[mine] = myCost
        costs[hers] = herCost
        total += change
    }

    /// Puts `newGroups`, which have the same members, in the stead of the groups at `places`.
    mutating func replace(_ places: [Int], by newGroups: [[Int]]) {
        for (place, group) in zip(places, newGroups) {
            total -= costs[place]
            groups[place] = group
            costs[place] = instance.cost(of: group)
            total += costs[place]
            for member in group { groupOf[member] = place }
        }
    }

    /// Takes the groups at `places` apart and puts their members together at their best.
    /// - Returns: whether that was cheaper.
    mutating func dissolve(_ places: [Int]) -> Bool {
        let before = places.reduce(0) { $0 + costs[$1] }
        let members = places.flatMap { groups[$0] }.sorted()
        guard let better = SubsetPartition.best(of: members, in: instance) else { return false }
        let after = better.reduce(0) { $0 + instance.cost(of: $1) }
        guard after < before else { return false }
        replace(places, by: better)
        return true
    }
}
