import Statecharts

/// What a workflow's machine asks of the case that it runs: the case decides and keeps the facts, the machine only moves.
public protocol MachineHost {
    /// Whether a rule is open, or a guard holds.
    mutating func holds(_ condition: Workflow.Condition, in context: Context) throws -> Bool
    /// Carries out an effect; it may raise events.
    mutating func carryOut(_ effect: Effect, in context: inout Context) throws
}

/// The data model of every workflow's machine: hands each condition and effect to the case.
public struct WorkflowModel: DataModel {
    public typealias Condition = Workflow.Condition
    public typealias Action = Effect

    public var host: any MachineHost

    public init(host: any MachineHost) { self.host = host }

    public mutating func evaluate(_ condition: Workflow.Condition, in context: Context) throws -> Bool {
        try host.holds(condition, in: context)
    }

    public mutating func execute(_ action: Effect, in context: inout Context) throws {
        try host.carryOut(action, in: &context)
    }
}
