/// Who shares a group with whom: an answer to a ``Forming``.
public struct Proposal: Hashable, Sendable, Codable {
    /// What it answers.
    public let forming: Forming
    /// In the order of their first members; the locked ones are among them.
    public let groups: [Group]
    /// Every cost over all groups.
    public let costs: Costs
    public let bound: LowerBound
    @WrittenAsText public private(set) var seed: UInt64
    public let budget: Forming.Budget

    /// Organisations that review one another.
    public struct Group: Hashable, Sendable, Codable {
        /// In the order of the ring (``Rota``). In a group of four, first and third, second and fourth are the two pairs
        /// that visit each other twice, and the order is chosen so that these are short.
        public let members: [Label]
        public let costs: Costs
        public let isLocked: Bool
    }

    /// What a group, or all of them, costs, each option apart. An option that is off costs nothing.
    public struct Costs: Hashable, Sendable, Codable {
        /// The distances of all pairs; in a group of four two thirds of them, rounded down.
        public var travel = Kilometres.zero
        public var repeats = Kilometres.zero
        /// Wishes to be together that were not granted; counted with the group of the pair's first label.
        public var preferTogether = Kilometres.zero
        public var partnership = Kilometres.zero
        public var phaseMix = Kilometres.zero
        public var region = Kilometres.zero
        public var travelCap = Kilometres.zero

        public init() {}

        public var total: Kilometres { rows.reduce(.zero) { $0 + $1.amount } }

        /// Each cost with its name, in a fixed order.
        public var rows: [(name: CostName, amount: Kilometres)] { CostName.allCases.map { ($0, self[$0]) } }

        public subscript(name: CostName) -> Kilometres {
            get {
                switch name {
                case .travel: travel
                case .repeats: repeats
                case .preferTogether: preferTogether
                case .partnership: partnership
                case .phaseMix: phaseMix
                case .region: region
                case .travelCap: travelCap
                }
            }
            set {
                switch name {
                case .travel: travel = newValue
                case .repeats: repeats = newValue
                case .preferTogether: preferTogether = newValue
                case .partnership: partnership = newValue
                case .phaseMix: phaseMix = newValue
                case .region: region = newValue
                case .travelCap: travelCap = newValue
                }
            }
        }

        public static func + (left: Costs, right: Costs) -> Costs {
            var sum = left
            for name in CostName.allCases { sum[name] = left[name] + right[name] }
            return sum
        }

        public static func - (left: Costs, right: Costs) -> Costs {
            var difference = left
            for name in CostName.allCases { difference[name] = left[name] - right[name] }
            return difference
        }
    }

    public enum CostName: String, Hashable, Sendable, Codable, CaseIterable {
        case travel, repeats, preferTogether = "prefer-together", partnership, phaseMix = "phase-mix", region
        case travelCap = "travel-cap"
    }

    /// Travel and every option's cost.
    public var total: Kilometres { costs.total }

    /// How much less the best possible could cost, at most.
    public var gap: Kilometres { max(.zero, total - bound.value) }

    /// ``gap`` in tenths of a per cent of the bound, rounded up; nil where the bound is not above zero.
    public var gapPerMille: Int? {
        guard bound.value.tenths > 0, gap.tenths < Int.max / 2_000 else { return gap == .zero ? 0 : nil }
        return (gap.tenths * 1_000 + bound.value.tenths - 1) / bound.value.tenths
    }

    public var isProvenBest: Bool { gap == .zero }
}

extension Forming {
    /// Forms the groups.
    ///
    /// - Parameters:
    ///   - seed: decides every choice of the search; the same forming, seed and budget give the same proposal.
    ///   - budget: how hard to look. Up to fifteen organisations are solved outright whatever it says.
    /// - Throws: what is wrong with the forming, or why no arrangement exists or was found.
    public func proposal(seed: UInt64, budget: Budget = .standard) throws(Failure) -> Proposal {
        let survey = try Survey(self)
        let instance = Instance(survey)
        try survey.checkFeasible(instance)
        let solution = try Solution(instance, survey, seed, budget)
        let arrangement = solution.arrangement
        let fromMultipliers = solution.multipliers.bound(instance) + survey.fixedCost
        let total = arrangement.total + survey.fixedCost
        let bound = LowerBound(
            value: Kilometres(tenths: solution.isProven ? total : fromMultipliers),
            isBySearch: solution.isProven && fromMultipliers < total,
            fromMultipliers: Kilometres(tenths: fromMultipliers),
            multipliers: zip(survey.free, solution.multipliers.values).map {
                LowerBound.Multiplier(organisation: survey.labels[$0], parts: $1)
            },
            fourShare: solution.multipliers.fourShare)
        return Proposal(self, survey, arrangement.groups.map { $0.map { survey.free[$0] } }, bound, seed, budget)
    }
}

extension Proposal {
    /// - Parameter groups: the groups that are not locked, each as places in the survey's list.
    init(
        _ forming: Forming, _ survey: Survey, _ groups: [[Int]], _ bound: LowerBound, _ seed: UInt64,
        _ budget: Forming.Budget
    ) {
        let all = groups.map { (members: survey.ring($0), isLocked: false) }
            + survey.lockedGroups.map { (members: $0, isLocked: true) }
        let together = all.map { Set($0.members) }
        self.forming = forming
        self.groups = zip(all, together).map { group, members in
            var costs = survey.costs(of: group.members)
            costs.preferTogether = Kilometres(tenths: survey.ungranted(with: members))
            return Group(members: group.members.map { survey.labels[$0] }, costs: costs, isLocked: group.isLocked)
        }
        .enumerated()
        .sorted { all[$0.offset].members.min() ?? 0 < all[$1.offset].members.min() ?? 0 }
        .map(\.element)
        costs = self.groups.reduce(Costs()) { $0 + $1.costs }
        self.bound = bound
        self.seed = seed
        self.budget = budget
    }
}

extension Survey {
    /// The order of the ring: rising; in a group of four the order, of the three there are, with the shortest diagonals.
    func ring(_ group: [Int]) -> [Int] {
        let rising = group.sorted()
        guard rising.count == 4 else { return rising }
        let orders = [[0, 1, 2, 3], [0, 2, 1, 3], [0, 1, 3, 2]].map { $0.map { rising[$0] } }
        return orders.min { diagonals($0) < diagonals($1) } ?? rising
    }

    private func diagonals(_ ring: [Int]) -> Int { distance[cell(ring[0], ring[2])] + distance[cell(ring[1], ring[3])] }

    /// The cost of wishes to be together whose first organisation is in this group and whose second is not.
    func ungranted(with members: Set<Int>) -> Int {
        let missed = friends.count { members.contains($0.first) && !members.contains($0.second) }
        return missed * (options.preferTogether?.weight.tenths ?? 0)
    }
}
