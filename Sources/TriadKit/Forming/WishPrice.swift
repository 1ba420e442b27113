import Matching

/// What one chosen wish costs: how much less everything else could come to without it.
public struct WishPrice: Sendable, Hashable, Codable {
    public let option: Forming.OptionName
    /// At least this much less in travel and the other wishes; zero where nothing better was found without it.
    public let amount: Kilometres
}

extension Proposal {
    /// One more forming for each wish that was chosen.
    ///
    /// - Throws: what `Forming.proposal(seed:budget:)` throws.
    func wishPrices() throws(Forming.Failure) -> [WishPrice] {
        // Up to this many a thorough search takes no longer than a glance.
        let budget: Forming.Budget = forming.organisations.count <= 30 ? self.budget : .quick
        var prices: [WishPrice] = []
        for option in forming.options.chosen {
            var without = forming
            without.options = forming.options.without(option)
            let found = try without.proposal(seed: seed, budget: budget).total
            // This arrangement keeps to every rule without the wish as well, so nothing is gained below zero.
            prices.append(WishPrice(option: option, amount: max(.zero, total - costs[option] - found)))
        }
        return prices
    }
}

extension Proposal.Costs {
    /// What the wish itself adds to the total; rules that are kept outright add nothing.
    fileprivate subscript(option: Forming.OptionName) -> Kilometres {
        switch option {
        case .leadInEach, .keepApart: .zero
        case .preferTogether: preferTogether
        case .samePartnership: partnership
        case .phaseMix: phaseMix
        case .withinRegion: region
        case .travelCap: travelCap
        case .repeatPenalty: repeats
        }
    }
}
