/// A way through a machine, from its start: what came, how conditions turned out, what was taken.
public struct Way: Sendable, Hashable {
    public var steps: [Step]

    /// One microstep, or one event that enabled nothing.
    public struct Step: Sendable, Hashable {
        public let cause: Cause
        /// The conditions that were open, in the order in which they are asked. One that is not among them, and is not
        /// decided by the active states, is not asked.
        public let answers: [Answer]
        /// In the order of their content.
        public let taken: [TransitionIndex]
        /// The active states afterwards, in document order.
        public let configuration: [StateIndex]
    }

    /// What a condition comes to.
    public struct Answer: Sendable, Hashable {
        public let transition: TransitionIndex
        public let turn: Turn
    }

    public enum Turn: Sendable, Hashable {
        case holds, fails
        /// It cannot be evaluated, which raises an error and counts as failing.
        case errs
    }

    public enum Cause: Sendable, Hashable {
        case start
        /// An event from outside.
        case event(String)
        /// A delayed send comes due and goes to the external queue.
        case due(String)
        /// An event of the internal queue.
        case raised(String)
        /// An event that the machine sent to its own external queue.
        case sent(String)
        /// No event: a transition without one.
        case eventless
    }

    /// What comes from outside on this way: events, and delayed sends by the event that they bring.
    public var events: [String] {
        steps.compactMap { step in
            switch step.cause {
            case .event(let event), .due(let event): event
            case .start, .raised, .sent, .eventless: nil
            }
        }
    }

    /// "go, then stop"; "the start alone" where nothing has to come.
    public var text: String { events.isEmpty ? "the start alone" : events.joined(separator: ", then ") }
}
