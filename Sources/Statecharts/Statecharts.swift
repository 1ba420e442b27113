import JSON

/// State machines after the W3C SCXML Recommendation (https://www.w3.org/TR/scxml/), Appendix D.
///
/// A `MachineDescription` is what somebody wrote; `Machine(compiling:)` checks it and makes it flat; `start`, `step`
/// and `advance` take a `Snapshot` to the next one and tell, in a trace, what happened on the way. All of it is
/// values: no clock, no disk, no randomness. The functions of the algorithm bear the names of the Recommendation and
/// link to its paragraphs, so that text and code can be laid side by side.
///
/// Conditions and actions belong to the host, through `DataModel`. For the Recommendation's own actions (raise, send,
/// cancel, if, foreach, assign, log) over an expression language, `ExecutableModel` is ready made.
///
/// It knows nothing of schools, YAML or SQL, and could be a package of its own.
///
/// Floor 1 (the ground).
public protocol DataModel {
    /// What a transition's `cond` is.
    associatedtype Condition: Sendable
    /// One piece of executable content: what blocks of entry, exit and transitions consist of.
    associatedtype Action: Sendable
    /// What a final state's `donedata` is; `Never` where the host has none.
    associatedtype DoneData: Sendable = Never
    /// What a state's `invoke` asks for; `Never` where the host has none.
    associatedtype Invocation: Sendable = Never

    /// Gives the data their first values, before any state is entered
    /// (https://www.w3.org/TR/scxml/#interpret). A host whose data are there already needs none.
    mutating func initializeDatamodel(in context: inout Context)

    /// Whether a condition holds.
    /// - Throws: whatever stands in the way. `Policy.guardErrors` says what follows.
    mutating func evaluate(_ condition: Condition, in context: Context) throws -> Bool

    /// Carries out an action.
    /// - Throws: what ends the block the action is in. `Policy.actionErrors` says what follows.
    mutating func execute(_ action: Action, in context: inout Context) throws

    /// The data of the done event of a final state that is entered.
    /// - Throws: what leaves the done event without data. `Policy.actionErrors` says what follows.
    mutating func evaluate(_ doneData: DoneData, in context: inout Context) throws -> Value?

    /// What is to be invoked, its expressions evaluated.
    /// - Parameter id: the session's id (`invokeid`).
    /// - Throws: what keeps it from being invoked. `Policy.actionErrors` says what follows.
    mutating func evaluate(_ invocation: Invocation, id: String, in context: inout Context) throws -> InvokeRequest

    /// Whether what is sent to an address outside the machine can be delivered, asked when it is due; where it cannot,
    /// `error.communication` is raised.
    func canReach(_ address: String, in context: Context) -> Bool
}

extension DataModel {
    public mutating func initializeDatamodel(in context: inout Context) {}
    public func canReach(_ address: String, in context: Context) -> Bool { true }
}

extension DataModel where DoneData == Never {
    public mutating func evaluate(_ doneData: Never, in context: inout Context) throws -> Value? {}
}

extension DataModel where Invocation == Never {
    public mutating func evaluate(_ invocation: Never, id: String, in context: inout Context) throws -> InvokeRequest {}
}
