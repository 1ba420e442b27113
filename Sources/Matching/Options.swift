extension Forming {
    /// What else is wished. Each is off unless chosen; ``Proposal/costs`` shows what each chosen one costs, and
    /// ``Proposal/optionPrices(budget:)`` how much shorter the travel could be without it.
    ///
    /// A weight is put in kilometres: how much further the organisations would travel to have the wish granted.
    public struct Options: Hashable, Sendable, Codable {
        /// Each group has at least one organisation that can lead. Hard.
        public var leadInEach: Bool
        /// Pairs that never share a group; the reason is nobody's business here. Hard.
        public var keepApart: [Pair]
        /// Pairs that would like to share a group; each pair apart costs the weight.
        public var preferTogether: PreferTogether?
        /// The cost of each pair in a group whose partnerships are known and differ.
        public var samePartnership: Kilometres?
        /// The cost of a group whose members are all known to be of one phase.
        public var phaseMix: Kilometres?
        /// The cost of each pair in a group whose regions are known and differ.
        public var withinRegion: Kilometres?
        /// How far two members of a group may be from each other.
        public var travelCap: TravelCap?
        /// The cost of each earlier meeting of each pair in a group.
        public var repeatPenalty: Kilometres?

        public init(
            leadInEach: Bool = false, keepApart: [Pair] = [], preferTogether: PreferTogether? = nil,
            samePartnership: Kilometres? = nil, phaseMix: Kilometres? = nil, withinRegion: Kilometres? = nil,
            travelCap: TravelCap? = nil, repeatPenalty: Kilometres? = nil
        ) {
            self.leadInEach = leadInEach
            self.keepApart = keepApart
            self.preferTogether = preferTogether
            self.samePartnership = samePartnership
            self.phaseMix = phaseMix
            self.withinRegion = withinRegion
            self.travelCap = travelCap
            self.repeatPenalty = repeatPenalty
        }
    }

    public struct PreferTogether: Hashable, Sendable, Codable {
        public var pairs: [Pair]
        public var weight: Kilometres

        public init(_ pairs: [Pair], weight: Kilometres) {
            self.pairs = pairs
            self.weight = weight
        }
    }

    /// The furthest that two members of a group may be from each other. A distance that is unknown is never over it.
    public enum TravelCap: Hashable, Sendable, Codable {
        /// No pair over `limit` shares a group. Hard.
        case never(over: Kilometres)
        /// Each pair over `limit` costs `weight`.
        case costs(over: Kilometres, weight: Kilometres)
    }
}
