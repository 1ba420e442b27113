/// What one chosen option costs in travel: the same forming without it.
public struct OptionPrice: Hashable, Sendable, Codable {
    public let option: Forming.OptionName
    /// Travel of the proposal as it is.
    public let travel: Kilometres
    /// Travel of a proposal for the same forming with this option off.
    public let travelWithout: Kilometres

    public init(option: Forming.OptionName, travel: Kilometres, travelWithout: Kilometres) {
        self.option = option
        self.travel = travel
        self.travelWithout = travelWithout
    }

    /// How much further everybody travels for the option. Below zero where another option pulls the other way, or where
    /// the search without it did less well.
    public var price: Kilometres { travel - travelWithout }
}

extension Forming {
    public enum OptionName: String, Hashable, Sendable, Codable, CaseIterable {
        case leadInEach = "lead-in-each"
        case keepApart = "keep-apart"
        case preferTogether = "prefer-together"
        case samePartnership = "same-partnership"
        case phaseMix = "phase-mix"
        case withinRegion = "within-region"
        case travelCap = "travel-cap"
        case repeatPenalty = "repeat-penalty"
    }
}

extension Forming.Options {
    /// The options that are on.
    public var chosen: [Forming.OptionName] { Forming.OptionName.allCases.filter { without($0) != self } }

    /// The same with one option off.
    public func without(_ option: Forming.OptionName) -> Forming.Options {
        var rest = self
        switch option {
        case .leadInEach: rest.leadInEach = false
        case .keepApart: rest.keepApart = []
        case .preferTogether: rest.preferTogether = nil
        case .samePartnership: rest.samePartnership = nil
        case .phaseMix: rest.phaseMix = nil
        case .withinRegion: rest.withinRegion = nil
        case .travelCap: rest.travelCap = nil
        case .repeatPenalty: rest.repeatPenalty = nil
        }
        return rest
    }
}

extension Proposal {
    /// The price of each chosen option: one more forming for each.
    /// - Throws: what ``Forming/proposal(seed:budget:)`` throws.
    public func optionPrices(budget: Forming.Budget = .quick) throws(Forming.Failure) -> [OptionPrice] {
        var prices: [OptionPrice] = []
        for option in forming.options.chosen {
            var without = forming
            without.options = forming.options.without(option)
            let other = try without.proposal(seed: seed, budget: budget)
            prices.append(OptionPrice(option: option, travel: costs.travel, travelWithout: other.costs.travel))
        }
        return prices
    }
}
