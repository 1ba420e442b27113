import Casework
import Definitions
import Matching
import Register

extension Triad {
    /// What a coordinator asks for when triads are formed. Every wish is off unless chosen.
    public struct FormingWish: Sendable, Hashable {
        /// Not placed this time.
        public var without: [String]
        /// Only these are placed; empty: everybody who is in no standing group.
        public var only: [String]
        /// Only organisations of this kind are placed; nil: schools and hubs.
        public var kind: Organisation.Kind?
        /// Those named together never share a triad, for a reason of nobody else's.
        public var apart: [[String]]
        /// Those named together would like to share a triad.
        public var together: [[String]]
        /// Three or four that are a triad already; two that must share one, which others complete.
        public var keep: [[String]]
        /// Each triad has somebody who holds this credential.
        public var leadCredential: Name?
        public var samePartnership: Bool
        public var phaseMix: Bool
        public var withinRegion: Bool
        /// How much further they would travel to have one of the wishes granted that say no distance of their own.
        public var weight: Kilometres
        /// Nobody of a triad is further from another.
        public var travelCap: Kilometres?
        /// How much further they would travel to meet somebody new, for each earlier meeting.
        public var repeatPenalty: Kilometres?
        public var seed: UInt64
        /// What each group is to begin; nil: the only workflow about a group.
        public var workflow: Name?

        public init(
            without: [String] = [], only: [String] = [], kind: Organisation.Kind? = nil, apart: [[String]] = [], together: [[String]] = [],
            keep: [[String]] = [], leadCredential: Name? = nil, samePartnership: Bool = false, phaseMix: Bool = false,
            withinRegion: Bool = false, weight: Kilometres = 50, travelCap: Kilometres? = nil, repeatPenalty: Kilometres? = nil, seed: UInt64 = 1,
            workflow: Name? = nil
        ) {
            self.without = without
            self.only = only
            self.kind = kind
            self.apart = apart
            self.together = together
            self.keep = keep
            self.leadCredential = leadCredential
            self.samePartnership = samePartnership
            self.phaseMix = phaseMix
            self.withinRegion = withinRegion
            self.weight = weight
            self.travelCap = travelCap
            self.repeatPenalty = repeatPenalty
            self.seed = seed
            self.workflow = workflow
        }
    }
}

extension Triad.FormingWish {
    /// Puts the wishes into a forming.
    ///
    /// - Parameter find: the organisation that somebody means by an identifier or a name.
    func choose(in forming: inout Forming, _ find: (String) throws -> Label) throws {
        let together = try pairs(together, find)
        forming.options = Forming.Options(
            leadInEach: leadCredential != nil, keepApart: try pairs(apart, find),
            preferTogether: together.isEmpty ? nil : Forming.PreferTogether(together, weight: weight),
            samePartnership: samePartnership ? weight : nil, phaseMix: phaseMix ? weight : nil, withinRegion: withinRegion ? weight : nil,
            travelCap: travelCap.map { .never(over: $0) }, repeatPenalty: repeatPenalty)
        for names in keep {
            let labels = try names.map(find)
            if try several(names).count == 2 { forming.keptTogether.append(labels) } else { forming.lockedGroups.append(labels) }
        }
        let unplaced = forming.organisations.filter { $0.place == nil }.map(\.id.text)
        if travelCap != nil, !unplaced.isEmpty {
            throw Refusal(
                .missingField, "\(unplaced.joined(separator: ", ")): no coordinates, so nobody can say who is within the travel cap.",
                place: "latitude", remedy: "Add latitude and longitude, or leave them out, or drop the cap.")
        }
    }

    /// Every pair among those named together, each once.
    private func pairs(_ sets: [[String]], _ find: (String) throws -> Label) throws -> [Forming.Pair] {
        var pairs: [Forming.Pair] = []
        for names in sets {
            let labels = try several(names).map(find)
            for (place, one) in labels.enumerated() {
                for other in labels.dropFirst(place + 1) where !pairs.contains(Forming.Pair(one, other)) {
                    pairs.append(Forming.Pair(one, other))
                }
            }
        }
        return pairs
    }

    private func several(_ names: [String]) throws(Refusal) -> [String] {
        if names.count > 1 { return names }
        throw Refusal(
            .wrongType, "\(names.first ?? "Nobody") alone is no pair.", place: names.first, remedy: "Name two or more, with commas between them.")
    }
}
