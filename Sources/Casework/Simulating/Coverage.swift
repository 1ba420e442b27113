import Definitions
import Statecharts

/// Which of a workflow's transitions were taken.
public struct Coverage: Sendable {
    private let workflow: Workflow
    private var taken: Set<TransitionIndex> = []
    /// Clocks that struck.
    public internal(set) var struck: Set<Name> = []

    init(_ workflow: Workflow) { self.workflow = workflow }

    mutating func note(_ trace: [TraceEntry]) {
        for case .took(let transition, _) in trace { taken.insert(transition) }
    }

    mutating func add(_ other: Coverage) {
        taken.formUnion(other.taken)
        struck.formUnion(other.struck)
    }

    public var takenCount: Int { taken.count }
    public var count: Int { workflow.machine.transitions.count(where: workflow.isOfCourse) }

    /// Those not taken, in the order of the file.
    public var untaken: [Untaken] { workflow.machine.transitions.filter { workflow.isOfCourse($0) && !taken.contains($0) }.map(untaken) }

    /// A transition that was not taken.
    public struct Untaken: Sendable, Hashable {
        public var state: Name
        /// The event, or `always` and its condition.
        public var event: String
        /// Where it leads; nothing where it moves nothing.
        public var targets: [Name]
    }

    private func untaken(_ transition: TransitionIndex) -> Untaken {
        let shape = workflow.machine.shape(of: transition)
        let event = switch workflow.machine.condition(of: transition) {
        case .rule(let id)?: workflow.rule(id)?.event ?? ""
        case .when(let guarding)?: "always (\(guarding.program.source))"
        case nil: "always"
        }
        return Untaken(state: workflow.machine.id(of: shape.source), event: event, targets: shape.targets.map(workflow.machine.id))
    }
}
