/// What is known before triads are formed. Its answer is a ``Proposal``.
///
/// ```swift
/// var forming = Forming(organisations: hubs, conflicts: [Forming.Pair("EE1", "EE3")])
/// forming.options.repeatPenalty = 20
/// let proposal = try forming.proposal(seed: 7)
/// ```
public struct Forming: Hashable, Sendable, Codable {
    /// Everybody who could be placed, in the order in which groups are listed.
    public var organisations: [Organisation]
    /// Where the distance of a pair comes from.
    public var travel: Travel
    /// Pairs with a declared conflict of interest: they never share a group.
    public var conflicts: [Pair]
    /// Pairs that have shared a group before. Organisations that are no longer here are passed over.
    public var history: [Meeting]
    public var options: Options
    /// Groups of three or four that stay exactly as they are.
    public var lockedGroups: [[Label]]
    /// Two, three or four organisations that must share a group, which others may complete.
    public var keptTogether: [[Label]]
    /// Organisations that are not placed this time.
    public var excluded: [Label]

    public init(
        organisations: [Organisation], travel: Travel = .greatCircle, conflicts: [Pair] = [], history: [Meeting] = [],
        options: Options = Options(), lockedGroups: [[Label]] = [], keptTogether: [[Label]] = [], excluded: [Label] = []
    ) {
        self.organisations = organisations
        self.travel = travel
        self.conflicts = conflicts
        self.history = history
        self.options = options
        self.lockedGroups = lockedGroups
        self.keptTogether = keptTogether
        self.excluded = excluded
    }

    /// An organisation that reviews and is reviewed. What is nil is unknown, and an unknown never counts as equal.
    public struct Organisation: Hashable, Sendable, Codable {
        public var id: Label
        public var place: Place?
        /// Who runs it (a trust, an operator of several hubs). Two of one operator never share a group.
        public var operatedBy: Label?
        public var partnership: Label?
        public var phase: Label?
        public var region: Label?
        /// Whether somebody there holds the credential to lead a review.
        public var canLead: Bool

        public init(
            id: Label, place: Place? = nil, operatedBy: Label? = nil, partnership: Label? = nil, phase: Label? = nil,
            region: Label? = nil, canLead: Bool = false
        ) {
            self.id = id
            self.place = place
            self.operatedBy = operatedBy
            self.partnership = partnership
            self.phase = phase
            self.region = region
            self.canLead = canLead
        }
    }

    /// Two organisations, in no order.
    public struct Pair: Hashable, Sendable, Codable {
        public let first: Label
        public let second: Label

        /// The lesser label comes first, so that (a, b) equals (b, a).
        public init(_ one: Label, _ other: Label) {
            first = min(one, other)
            second = max(one, other)
        }
    }

    /// How often a pair has shared a group.
    public struct Meeting: Hashable, Sendable, Codable {
        public let pair: Pair
        public let times: Int

        public init(_ pair: Pair, times: Int = 1) {
            self.pair = pair
            self.times = times
        }
    }

    /// Where the distance of a pair comes from.
    public enum Travel: Hashable, Sendable, Codable {
        /// The great circle between the two places, rounded to 0.1 km. A pair of which a place is unknown counts as
        /// the median of the known distances.
        case greatCircle
        /// Given outright, in tenths of a kilometre (or any other whole unit): one row and one column for each
        /// organisation in their order, the same both ways.
        case matrix([[Int]])
    }

    /// How hard to look. Counts, not seconds, so that the same seed gives the same answer on any machine.
    public struct Budget: Hashable, Sendable, Codable {
        /// Times that annealing starts from a new arrangement; fewer where the first is proven the best possible.
        public var restarts: Int
        /// Swaps tried in each of them.
        public var swaps: Int
        /// Neighbourhoods of about twelve organisations taken apart and put together at their best, in each restart.
        public var dissolutions: Int
        /// Steps towards the best multipliers of the lower bound.
        public var multiplierSteps: Int
        /// Groups looked at in trying to prove that nothing better exists.
        public var inspections: Int

        public init(restarts: Int, swaps: Int, dissolutions: Int, multiplierSteps: Int, inspections: Int) {
            self.restarts = restarts
            self.swaps = swaps
            self.dissolutions = dissolutions
            self.multiplierSteps = multiplierSteps
            self.inspections = inspections
        }

        /// A few seconds for ninety organisations.
        public static let standard = Budget(
            restarts: 4, swaps: 1_000_000, dissolutions: 2_000, multiplierSteps: 3_000, inspections: 100_000_000)
        /// For a first look, and for a region of ten to thirty.
        public static let quick = Budget(
            restarts: 1, swaps: 60_000, dissolutions: 120, multiplierSteps: 600, inspections: 200_000)
    }
}
