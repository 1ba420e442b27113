import Statecharts

/// Why a call on a session failed. The session is as it was before.
public struct SessionError: Error, Sendable {
    public let code: Code
    /// The id of the session where it happened.
    public let session: String
    /// What is wrong and what would make it pass.
    public let sentence: String
    /// What its machine says.
    public let cause: StepError?

    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A machine's step failed; `cause` says why.
        case step
        /// The sessions send one another more events in one call than `Session.deliveryLimit`.
        case deliveryLimit = "delivery-limit"
        /// More delayed sends come due in one call than `Session.timerLimit`.
        case timerLimit = "timer-limit"
    }

    init(_ cause: StepError, session: String) {
        code = .step
        self.session = session
        sentence = cause.sentence
        self.cause = cause
    }

    init(tooManyFor session: String) {
        code = .deliveryLimit
        self.session = session
        sentence = "The sessions send one another more than \(Session.deliveryLimit) events without rest; delay one of them or put a condition on it."
        cause = nil
    }

    init(tooManyTimersOf session: String) {
        code = .timerLimit
        self.session = session
        sentence = "More than \(Session.timerLimit) delayed events come due in one call; let less time pass at once, or delay them for longer."
        cause = nil
    }
}

extension SessionError: CustomStringConvertible {
    public var description: String { "\(session): \(sentence) (\(code.rawValue))" }
}
