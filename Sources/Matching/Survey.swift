/// A checked forming as numbers: each organisation is its place in the list, each pair a cell of a square table.
///
/// Everything that costs are made of stays apart here, so that a proposal can be shown with each option's cost; what the
/// search needs is drawn together in an ``Instance``.
struct Survey: Sendable {
    let labels: [Label]
    let options: Forming.Options
    /// Tenths of a kilometre for each pair, and whether that is known.
    var distance: [Int] = []
    var distanceKnown: [Bool] = []
    /// What a pair without a known distance counts as.
    var assumedDistance = 0
    var timesMet: [Int] = []
    /// The hard rule that a pair would break in one group.
    var rule: [Forming.HardRule?] = []
    /// Pairs, both of whom are placed, that would like to be together.
    var friends: Set<Couple> = []
    var operators: [Int] = []
    var partnerships: [Int] = []
    var phases: [Int] = []
    var regions: [Int] = []
    var canLead: [Bool] = []
    /// Sets of two to four that must share a group, and in which of them each organisation is.
    var clusters: [[Int]] = []
    var clusterOf: [Int?] = []
    var lockedGroups: [[Int]] = []
    /// Those whom the search places: neither excluded nor in a locked group.
    var free: [Int] = []

    var count: Int { labels.count }

    /// Two places in the list, the lesser first.
    struct Couple: Hashable, Sendable {
        let first: Int
        let second: Int

        init(_ one: Int, _ other: Int) {
            first = min(one, other)
            second = max(one, other)
        }
    }

    init(labels: [Label], options: Forming.Options) {
        self.labels = labels
        self.options = options
    }

    func cell(_ one: Int, _ other: Int) -> Int { one * count + other }

    // MARK: What a group costs

    /// What the group costs, each option apart, without the wish to be together, which belongs to a whole partition.
    ///
    /// In a group of four each pair's distance counts two thirds: four reviews of two visitors each are eight journeys
    /// over six pairs, where three reviews are six journeys over three pairs.
    func costs(of group: [Int]) -> Proposal.Costs {
        var costs = Proposal.Costs()
        var distances = 0
        for (place, one) in group.enumerated() {
            for other in group.dropFirst(place + 1) {
                distances += distance[cell(one, other)]
                costs.repeats = costs.repeats + Kilometres(tenths: repeatCost(one, other))
                costs.partnership = costs.partnership + Kilometres(tenths: partnershipCost(one, other))
                costs.region = costs.region + Kilometres(tenths: regionCost(one, other))
                costs.travelCap = costs.travelCap + Kilometres(tenths: capCost(one, other))
            }
        }
        costs.travel = Kilometres(tenths: group.count == 4 ? distances * 2 / 3 : distances)
        if areOfOnePhase(group) { costs.phaseMix = options.phaseMix ?? .zero }
        return costs
    }

    func repeatCost(_ one: Int, _ other: Int) -> Int {
        (options.repeatPenalty?.tenths ?? 0) * timesMet[cell(one, other)]
    }

    func partnershipCost(_ one: Int, _ other: Int) -> Int {
        differ(partnerships, one, other) ? options.samePartnership?.tenths ?? 0 : 0
    }

    func regionCost(_ one: Int, _ other: Int) -> Int {
        differ(regions, one, other) ? options.withinRegion?.tenths ?? 0 : 0
    }

    func capCost(_ one: Int, _ other: Int) -> Int {
        guard case .costs(let limit, let weight) = options.travelCap, distanceKnown[cell(one, other)] else { return 0 }
        return distance[cell(one, other)] > limit.tenths ? weight.tenths : 0
    }

    /// What a wish to be together saves where it is granted.
    func friendCredit(_ one: Int, _ other: Int) -> Int {
        friends.contains(Couple(one, other)) ? options.preferTogether?.weight.tenths ?? 0 : 0
    }

    /// What the wishes to be together would cost if none were granted.
    var friendBaseline: Int { friends.count * (options.preferTogether?.weight.tenths ?? 0) }

    /// Every cost of a pair that is not travel, credits taken off.
    func pairPenalty(_ one: Int, _ other: Int) -> Int {
        repeatCost(one, other) + partnershipCost(one, other) + regionCost(one, other) + capCost(one, other)
            - friendCredit(one, other)
    }

    /// The group's cost with the credits of wishes granted within it.
    func searchCost(of group: [Int]) -> Int {
        var credit = 0
        for (place, one) in group.enumerated() {
            for other in group.dropFirst(place + 1) { credit += friendCredit(one, other) }
        }
        return costs(of: group).total.tenths - credit
    }

    func areOfOnePhase(_ group: [Int]) -> Bool {
        guard let first = group.first, phases[first] >= 0 else { return false }
        return group.allSatisfy { phases[$0] == phases[first] }
    }

    private func differ(_ codes: [Int], _ one: Int, _ other: Int) -> Bool {
        codes[one] >= 0 && codes[other] >= 0 && codes[one] != codes[other]
    }

    // MARK: What a group may not do

    /// The first hard rule that the group breaks, and by whom.
    func brokenRule(in group: [Int]) -> (rule: Forming.HardRule, by: [Int])? {
        for (place, one) in group.enumerated() {
            for other in group.dropFirst(place + 1) {
                if let rule = rule[cell(one, other)] { return (rule, [one, other].sorted()) }
            }
        }
        for one in group {
            guard let cluster = clusterOf[one] else { continue }
            if !clusters[cluster].allSatisfy(group.contains) { return (.keptTogether, clusters[cluster]) }
        }
        if options.leadInEach, !group.contains(where: { canLead[$0] }) { return (.leadInEach, group.sorted()) }
        return nil
    }

    /// The number of groups of four that `number` organisations need, nil where they cannot be split at all.
    static func foursNeeded(for number: Int) -> Int? {
        let fours = number % 3
        return number >= fours * 4 ? fours : nil
    }

    func failure(_ code: Forming.Code, _ sentence: String, _ members: [Int] = [], _ remedy: String) -> Forming.Failure {
        Forming.Failure(code: code, sentence: sentence, organisations: members.map { labels[$0] }, remedy: remedy)
    }

    func names(_ members: [Int]) -> String { listed(members.map { labels[$0] }) }
}
