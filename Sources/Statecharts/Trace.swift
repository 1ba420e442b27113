import JSON

/// One thing that happened during a step. States and transitions are named by their index in the machine.
///
/// What happens at each event is kept in place, within two words; what is larger and rarer, in a box.
public enum TraceEntry: Sendable, Hashable {
    /// An event was taken from the internal or external queue.
    case event(Event)
    /// An external event enabled no transition (only by `Policy.OnUnmatched.report`).
    case unmatched(Event)
    case exited(StateIndex)
    /// A history recorded these states.
    case recorded(history: StateIndex, [StateIndex])
    case took(transition: TransitionIndex, source: StateIndex)
    case entered(StateIndex)
    /// An event was put on the internal queue, a done event included.
    case raised(Event)
    /// `error.execution`, `error.communication` or another error event was put on the internal queue.
    case error(Event)
    /// An event was sent: it is queued now, or waits, or (with a remote target) is the host's to deliver at its time.
    indirect case sent(Send)
    /// A delayed send came due.
    indirect case delivered(Send)
    /// A delayed send with this id was taken back.
    case cancelled(sendid: String)
    /// The host is to run this session, and to give its events back.
    indirect case invoked(ActiveInvocation, InvokeRequest)
    /// The host is to end the session with this id, and to take no more events from it.
    case cancelledInvoke(id: String)
    /// The host is to give this external event to the session with this id, too.
    indirect case forwarded(Event, to: String)
    indirect case logged(label: String?, JSON.Value?)
    /// The machine stopped in a final state that is a child of the root.
    indirect case done(JSON.Value?)
}

/// A state's number, in document order. The root is 0.
public typealias StateIndex = Int
/// A transition's number: by source in document order, then as written.
public typealias TransitionIndex = Int

/// What a step came to.
public struct Step<Model> {
    public let snapshot: Snapshot
    /// The host's data after the step.
    public let model: Model
    public let trace: [TraceEntry]
}

extension Step: Sendable where Model: Sendable {}

/// Why a step failed. The snapshot it was to start from still stands.
public struct StepError: Error, Sendable {
    public let code: Code
    /// What is wrong and what would make it pass.
    public let sentence: String
    /// The state at whose transition, entry or exit it happened.
    public let state: StateIndex?
    public let transition: TransitionIndex?
    /// For `microstep-limit`: the ids of the states that the machine goes round in, as they are entered.
    public let cycle: [String]
    /// What the condition or action threw.
    public let cause: (any Error)?
    /// What had happened before.
    public let trace: [TraceEntry]

    public enum Code: String, Sendable, Hashable, CaseIterable {
        case guardError = "guard-error"
        case actionError = "action-error"
        case microstepLimit = "microstep-limit"
        case queueFull = "queue-full"
        case otherMachine = "other-machine"
    }
}

extension StepError: CustomStringConvertible {
    public var description: String { "\(sentence) (\(code.rawValue))" }
}
