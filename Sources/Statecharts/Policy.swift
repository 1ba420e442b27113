/// What the machine does where hosts differ. The standard is the Recommendation's own behaviour.
public struct Policy: Sendable, Hashable {
    /// When a transition's condition cannot be evaluated.
    public var guardErrors: OnError
    /// When an action or a done event's data fails.
    public var actionErrors: OnError
    /// When an external event enables no transition.
    public var unmatched: OnUnmatched
    /// Whether the data may be other ones than those with which the machine came to rest.
    public var dataAtRest: DataAtRest
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

    public enum DataAtRest: Sendable, Hashable {
        /// The machine alone changes them: at rest no eventless transition is enabled, and an event is dealt with at once
        /// (https://www.w3.org/TR/scxml/#mainEventLoop).
        case kept
        /// The host changes them between steps: before an event, the eventless transitions are asked again.
        case changing
    }

    public static let standard = Policy()

    public init(
        guardErrors: OnError = .raise, actionErrors: OnError = .raise, unmatched: OnUnmatched = .drop,
        dataAtRest: DataAtRest = .kept, microstepLimit: Int = 1_000, queueLimit: Int = 1_000
    ) {
        self.guardErrors = guardErrors
        self.actionErrors = actionErrors
        self.unmatched = unmatched
        self.dataAtRest = dataAtRest
        self.microstepLimit = microstepLimit
        self.queueLimit = queueLimit
    }
}
