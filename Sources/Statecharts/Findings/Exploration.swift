/// What was found by going through everything that a machine may come to, conditions being free to hold or not.
///
/// That something *cannot be reached* or *has no way to an end* is proved, as far as `extent` says that everything was
/// gone through; that something can be reached is not, for data may forbid it.
public struct Exploration: Sendable {
    public let extent: Extent
    /// How many situations there are in which the machine may rest, or has ended: its configuration, what its histories
    /// remember, and which delayed sends wait.
    public let situationCount: Int
    /// What its author will want to look at: proofs first, each kind in the order of the document. Of transitions that
    /// hide one another, and of those whose order decides, `Finding.most` each.
    public let findings: [Finding]
    private let terrain: Terrain

    /// How much of the machine was gone through.
    public enum Extent: Sendable, Hashable {
        /// All of it; ways are shortest, counted in what comes from outside.
        case complete
        /// As much as is needed for the same proofs; ways need not be the shortest.
        case reduced
        /// Not all of it, so that nothing is proved but what the structure alone shows.
        case stopped(Bound)
    }

    /// What there was too much of.
    public enum Bound: Sendable, Hashable {
        /// More situations than the limit.
        case situations(Int)
        /// More moves from one to another than are followed.
        case moves(Int)
        /// Sends, raises or choices without a bound that could be followed.
        case content
    }

    /// Whether a state was found to be active somewhere.
    public func reaches(_ state: StateIndex) -> Bool { terrain.reached.contains(state) }

    /// Whether a transition was found to be taken somewhere.
    public func takes(_ transition: TransitionIndex) -> Bool {
        terrain.firsts.taken.indices.contains(transition) && terrain.firsts.taken[transition] != nil
    }

    /// A way to a situation in which the state is active; nil where none was found.
    public func way(to state: StateIndex) -> Way? {
        guard terrain.firsts.entered.indices.contains(state) else { return nil }
        return terrain.firsts.entered[state].map(terrain.way)
    }

    /// A way on which the transition is taken last; nil where none was found.
    public func way(taking transition: TransitionIndex) -> Way? {
        terrain.firsts.taken.indices.contains(transition) ? terrain.way(taking: transition) : nil
    }

    /// A way to each dead end: to situations from which no end can be reached, of those that were gone through.
    public func waysToDeadEnds(atMost most: Int = 100) -> [Way] {
        guard extent != .stopped(.content), terrain.bound == nil else { return [] }
        let dead = zip(terrain.numbers, terrain.withEnd()).compactMap { number, hasEnd in hasEnd ? nil : number }
        return dead.prefix(most).map(terrain.way)
    }

    init(_ terrain: Terrain, isReduced: Bool) {
        self.terrain = terrain
        extent =
            terrain.bound.map(Extent.stopped) ?? (!terrain.isWhole ? .stopped(.content) : isReduced ? .reduced : .complete)
        situationCount = terrain.restCount
        findings = Verdicts(terrain).findings()
    }
}

extension Machine {
    /// Goes through everything that the machine may come to, breadth first: all of it up to `limit` situations, and
    /// where there are more, anew and reduced, one independent region after the other.
    /// - Parameters:
    ///   - foresight: what conditions and actions may come to.
    ///   - events: the events that come from outside; nil is every event that a transition names, but for `done.state…`
    ///     and `error…`, which are the platform's own.
    ///   - limit: how many situations may be kept, those on the way through a macrostep included; 32 times as many moves
    ///     between them are followed.
    public func explored<F: Foresight>(
        with foresight: F, events: [String]? = nil, limit: Int = 1_000_000
    ) -> Exploration where F.Model == Model {
        let prospect = Prospect(self, foresight, events: events)
        var whole = Explorer(prospect, limit: limit, isReduced: false)
        let terrain = whole.explore()
        if terrain.bound != nil, let reduced = Self.reduced(prospect, limit) { return reduced }
        return Exploration(terrain, isReduced: false)
    }

    /// The reduced exploration alone, for weighing it against the whole one.
    package func exploredReduced<F: Foresight>(with foresight: F, limit: Int) -> Exploration where F.Model == Model {
        let prospect = Prospect(self, foresight, events: nil)
        var explorer = Explorer(prospect, limit: limit, isReduced: true)
        return Exploration(explorer.explore(), isReduced: true)
    }

    private static func reduced(_ prospect: Prospect, _ limit: Int) -> Exploration? {
        var explorer = Explorer(prospect, limit: limit, isReduced: true)
        guard explorer.canReduce else { return nil }
        let terrain = explorer.explore()
        return terrain.bound == nil ? Exploration(terrain, isReduced: true) : nil
    }
}
