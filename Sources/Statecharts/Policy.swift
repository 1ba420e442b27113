/// What the machine does where hosts differ. The standard is the Recommendation's own behaviour.
public struct Policy: Sendable, Hashable {
    /// When a condition cannot be evaluated.
    public var guardErrors: OnError
    /// When an action or a done event's data fails.
    public var actionErrors: OnError
    /// When an external event enables no transition.
    public var unmatched: OnUnmatched
    /// How many microsteps one call of `start`, `step` or `advance` may take, its own sends included.
    public var microstepLimit: Int
    /// How many events each queue, and the list of delayed sends, may hold.
    public var queueLimit: Int

    public enum OnError: Sendable, Hashable {
        /// `error.execution` goes to the internal queue, and the condition counts as false or the block ends
        /// (https://www.w3.org/TR/scxml/#EvaluationofExecutableContent).
        case raise
        /// The step fails with a `StepError`.
        case stop
    }

    public enum OnUnmatched: Sendable, Hashable {
        /// The event is forgotten, as by the Recommendation.
        case drop
        /// The event is forgotten, and the trace holds `unmatched`.
        case report
    }

    public static let standard = Policy()

    public init(
        guardErrors: OnError = .raise, actionErrors: OnError = .raise, unmatched: OnUnmatched = .drop,
        microstepLimit: Int = 1_000, queueLimit: Int = 1_000
    ) {
        self.guardErrors = guardErrors
        self.actionErrors = actionErrors
        self.unmatched = unmatched
        self.microstepLimit = microstepLimit
        self.queueLimit = queueLimit
    }
}
