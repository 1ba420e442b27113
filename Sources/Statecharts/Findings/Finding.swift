/// Something in a sound machine that its author will want to look at.
public struct Finding: Sendable, Hashable {
    public let code: Code
    public let state: StateIndex
    public let transition: TransitionIndex?
    /// The transition that stands in the way of `transition`.
    public let other: TransitionIndex?
    /// The event that nothing takes.
    public let event: String?
    /// How the machine comes there; of what cannot happen, and of what the structure alone shows, there is none.
    public let way: Way?
    /// What was found and what could be done.
    public let sentence: String

    /// Of what transitions may do to one another, no more is told than this of each code: what is not told comes to light
    /// when what is told is mended.
    public static let most = 1_000

    init(
        _ code: Code, _ state: StateIndex, transition: TransitionIndex? = nil, other: TransitionIndex? = nil,
        event: String? = nil, way: Way? = nil, _ sentence: String
    ) {
        self.code = code
        self.state = state
        self.transition = transition
        self.other = other
        self.event = event
        self.way = way
        self.sentence = sentence
    }

    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The state cannot be reached: proved.
        case unreachableState = "unreachable-state"
        /// Wherever the state is active, no final state of the machine can be reached: proved.
        case noWayToEnd = "no-way-to-end"
        /// From this configuration no final state of the machine can be reached, though from others with the same
        /// states it can: proved.
        case deadConfiguration = "dead-configuration"
        /// An earlier transition without condition has every event of this one: proved.
        case shadowedTransition = "shadowed-transition"
        /// The transition cannot be taken, for another reason: proved.
        case transitionNeverTaken = "transition-never-taken"
        /// Transitions of different regions exclude each other, and which is taken is settled by document order alone.
        case orderDecides = "order-decides"
        /// An event that may come from outside, and that no transition takes.
        case eventNotTaken = "event-not-taken"
        /// An event that the machine sends itself, and that nothing takes when it comes.
        case sendNotTaken = "send-not-taken"
        /// Every way out of the state has a condition that may fail for ever.
        case guardedWithoutElse = "guarded-without-else"
    }
}

extension Finding: CustomStringConvertible {
    public var description: String { "\(sentence) (\(code.rawValue)\(way.map { ": \($0.text)" } ?? ""))" }
}
