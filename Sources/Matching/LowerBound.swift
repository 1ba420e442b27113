/// What no arrangement can cost less than, with the numbers that prove it.
public struct LowerBound: Hashable, Sendable, Codable {
    /// No arrangement under the same hard rules, options and locks costs less.
    public let value: Kilometres
    /// Whether every arrangement that could cost less was looked at, and none does. ``value`` is then the total of the
    /// proposal for which it was made, and rests on that search; otherwise it is ``fromMultipliers``.
    public let isBySearch: Bool
    /// The bound that the multipliers alone prove; ``Forming/confirms(_:)`` checks it in exact integers.
    public let fromMultipliers: Kilometres
    /// For each organisation that was placed by the search, in 1,024ths of a tenth of a kilometre: no permitted group of
    /// three costs less than its members' sum.
    public let multipliers: [Multiplier]
    /// In the same parts: every permitted group of four costs at least this more than its members' sum.
    public let fourShare: Int

    /// A bound as it was stored; nothing is checked here, see ``Forming/confirms(_:)``.
    public init(
        value: Kilometres, isBySearch: Bool, fromMultipliers: Kilometres, multipliers: [Multiplier], fourShare: Int
    ) {
        self.value = value
        self.isBySearch = isBySearch
        self.fromMultipliers = fromMultipliers
        self.multipliers = multipliers
        self.fourShare = fourShare
    }

    public struct Multiplier: Hashable, Sendable, Codable {
        public let organisation: Label
        public let parts: Int

        public init(organisation: Label, parts: Int) {
            self.organisation = organisation
            self.parts = parts
        }
    }
}

extension Forming {
    /// Whether the multipliers of `bound` prove ``LowerBound/fromMultipliers`` for this forming: every permitted group of
    /// three and four is checked against them, in integers, and the sum is made anew.
    /// - Throws: what is wrong with the forming itself.
    public func confirms(_ bound: LowerBound) throws(Failure) -> Bool {
        let survey = try Survey(self)
        guard bound.multipliers.map(\.organisation) == survey.free.map({ survey.labels[$0] }) else { return false }
        let instance = Instance(survey)
        let multipliers = Multipliers(values: bound.multipliers.map(\.parts), fourShare: bound.fourShare)
        return multipliers.areFeasible(in: instance)
            && bound.fromMultipliers.tenths <= multipliers.bound(instance) + survey.fixedCost
    }
}

extension Survey {
    /// What every arrangement pays: the locked groups, and the wishes to be together before any is granted.
    var fixedCost: Int { lockedGroups.reduce(friendBaseline) { $0 + searchCost(of: $1) } }
}
