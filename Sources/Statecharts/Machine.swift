import JSON

/// A checked machine: flat, by numbers, never changing.
///
/// ```swift
/// let machine = try Machine(compiling: description)
/// let first = try machine.start(now: 0, model: model)
/// let second = try machine.step(first.snapshot, Event("submit"), now: 5, model: first.model)
/// ```
public struct Machine<Model: DataModel>: Sendable {
    /// All of it, shared by whoever has the machine.
    private let body: Body

    var structure: Structure { body.structure }
    var content: [StateContent] { body.content }
    var conditions: [Model.Condition?] { body.conditions }
    var actions: [[Model.Action]] { body.actions }
    /// The ids that invocations were given by whoever wrote them.
    var givenInvokeIDs: Set<ScalarKey> { body.givenInvokeIDs }

    init(structure: Structure, content: [StateContent], conditions: [Model.Condition?], actions: [[Model.Action]]) {
        body = Body(structure: structure, content: content, conditions: conditions, actions: actions)
    }

    private final class Body: Sendable {
        let structure: Structure
        let content: [StateContent]
        let conditions: [Model.Condition?]
        let actions: [[Model.Action]]
        let givenInvokeIDs: Set<ScalarKey>

        init(structure: Structure, content: [StateContent], conditions: [Model.Condition?], actions: [[Model.Action]]) {
            self.structure = structure
            self.content = content
            self.conditions = conditions
            self.actions = actions
            givenInvokeIDs = Set(content.lazy.flatMap(\.invocations).compactMap(\.id).map(ScalarKey.init))
        }
    }

    /// What the host has to do at a state.
    struct StateContent: Sendable {
        var onentry: [[Model.Action]]
        var onexit: [[Model.Action]]
        /// Of a compound state's initial transition, or of a history's default.
        var defaultActions: [Model.Action]
        var donedata: Model.DoneData?
        var invocations: [MachineDescription<Model>.Invoke]
    }
}

/// A transition of a compiled machine, for those who show or weigh it.
public struct TransitionShape: Sendable, Hashable {
    public let index: TransitionIndex
    public let source: StateIndex
    /// Event descriptors without their ending `.*`; none for an eventless transition.
    public let events: [String]
    public let hasCondition: Bool
    /// Histories included.
    public let targets: [StateIndex]
    public let isInternal: Bool
}

extension Machine {
    public var name: String { structure.name }
    /// A number that tells this machine's shape from another's; snapshots carry it.
    public var fingerprint: UInt64 { structure.fingerprint }

    /// Every state, histories and the root (0) included.
    public var states: Range<StateIndex> { structure.states.indices }
    public var transitions: Range<TransitionIndex> { structure.transitions.indices }

    public func state(_ id: String) -> StateIndex? { structure.number(of: id) }
    /// The id of a state.
    /// - Precondition: the index is one of `states`, here and in what follows.
    public func id(of state: StateIndex) -> String { structure.states[state].id }
    public func kind(of state: StateIndex) -> StateKind { structure.states[state].kind }
    /// Nil for the root alone.
    public func parent(of state: StateIndex) -> StateIndex? { structure.states[state].parent }
    /// The children in document order, histories after the others.
    public func children(of state: StateIndex) -> [StateIndex] {
        structure.states[state].children + structure.states[state].histories
    }
    public func isDescendant(_ state: StateIndex, of ancestor: StateIndex) -> Bool {
        structure.isDescendant(state, of: ancestor)
    }

    public func transitions(of state: StateIndex) -> Range<TransitionIndex> { structure.states[state].transitions }

    public func shape(of transition: TransitionIndex) -> TransitionShape {
        let shape = structure.transitions[transition]
        return TransitionShape(
            index: transition, source: shape.source, events: shape.events, hasCondition: shape.hasCondition,
            targets: shape.targets, isInternal: shape.isInternal)
    }

    /// What a state invokes, in document order.
    public func invocations(of state: StateIndex) -> [MachineDescription<Model>.Invoke] { content[state].invocations }

    public func condition(of transition: TransitionIndex) -> Model.Condition? { conditions[transition] }
    public func actions(of transition: TransitionIndex) -> [Model.Action] { actions[transition] }
}

extension Machine {
    /// The ids of the active states in document order; after stopping, of those of the moment of stopping.
    public func configuration(of snapshot: Snapshot) -> [String] { structure.ids(known(snapshot)) }

    /// The same, atomic and final states alone.
    public func atomicConfiguration(of snapshot: Snapshot) -> [String] {
        structure.ids(known(snapshot).filter(structure.isAtomic))
    }

    /// The active states in document order.
    public func activeStates(of snapshot: Snapshot) -> [StateIndex] { Array(known(snapshot)) }

    public func isActive(_ id: String, in snapshot: Snapshot) -> Bool {
        structure.number(of: id).map { known(snapshot).contains($0) } ?? false
    }

    /// What a history has recorded, in document order; nothing for states that are no history.
    public func recorded(by history: String, in snapshot: Snapshot) -> [String] {
        guard let slot = structure.number(of: history).flatMap({ structure.states[$0].historySlot }),
            snapshot.fingerprint == structure.fingerprint
        else { return [] }
        return structure.ids(snapshot.historyValue[slot])
    }

    /// The transitions whose source is active and which this event would enable if their conditions held, those of
    /// inner states first. No condition is evaluated.
    public func transitions(for event: String, in snapshot: Snapshot) -> [TransitionIndex] {
        guard snapshot.isRunning else { return [] }
        let active = known(snapshot)
        let matching = structure.descriptors.transitions(for: event)
        let innermostFirst = ([0] + active).sorted { one, other in
            (-structure.states[one].depth, one) < (-structure.states[other].depth, other)
        }
        return innermostFirst.flatMap { structure.states[$0].transitions.filter(matching.contains) }
    }

    /// The configuration of a snapshot that is this machine's; nothing of another's.
    private func known(_ snapshot: Snapshot) -> BitSet {
        snapshot.fingerprint == structure.fingerprint ? snapshot.configuration : BitSet()
    }
}
