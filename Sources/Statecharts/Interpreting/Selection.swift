extension Interpreter {
    /// https://www.w3.org/TR/scxml/#selectEventlessTransitions
    mutating func selectEventlessTransitions() throws(StepError) -> TransitionList {
        guard !structure.eventless.isEmpty else { return TransitionList() }
        return try select(from: structure.eventless)
    }

    /// https://www.w3.org/TR/scxml/#selectTransitions
    mutating func selectTransitions(_ event: Event) throws(StepError) -> TransitionList {
        let matching = structure.descriptors.transitions(for: event)
        guard !matching.isEmpty else { return TransitionList() }
        return try select(from: matching)
    }

    /// For each active atomic state in document order, the first transition, from that state outwards, that is among
    /// `candidates` and whose condition holds; then without conflicts.
    ///
    /// Each condition is evaluated once, even where several atomic states come to it: it sees the same data.
    private mutating func select(from candidates: BitSet) throws(StepError) -> TransitionList {
        var enabled = TransitionList()
        var (failed, chosen) = (BitSet(), BitSet())
        let atomicStates = context.state.configuration.intersection(structure.atomicStates)
        var next = atomicStates.first
        while let atomic = next {
            try selectFirst(from: atomic, candidates, &failed, &chosen, &enabled)
            next = atomicStates.member(after: atomic)
        }
        return enabled.count < 2 ? enabled : structure.removeConflictingTransitions(enabled, context.state.historyValue)
    }

    private mutating func selectFirst(
        from atomic: StateIndex, _ candidates: BitSet, _ failed: inout BitSet, _ chosen: inout BitSet,
        _ enabled: inout TransitionList
    ) throws(StepError) {
        var next: StateIndex? = atomic
        while let state = next {
            let own = structure.states[state].transitions
            if candidates.intersects(own) {
                for transition in own where candidates.contains(transition) && !failed.contains(transition) {
                    if chosen.contains(transition) { return }
                    if try conditionMatch(transition) {
                        chosen.insert(transition)
                        return enabled.append(transition)
                    }
                    failed.insert(transition)
                }
            }
            next = structure.states[state].parent
        }
    }

    /// Whether the transition has no condition, or one that holds
    /// (https://www.w3.org/TR/scxml/#ConditionalExpressions).
    private mutating func conditionMatch(_ transition: TransitionIndex) throws(StepError) -> Bool {
        guard structure.transitions[transition].hasCondition, let condition = machine.conditions[transition] else { return true }
        do {
            return try heldModel.value.evaluate(condition, in: heldContext.value)
        } catch {
            switch policy.guardErrors {
            case .raise:
                context.raiseError("\(error)")
                try checkQueues(at: structure.transitions[transition].source)
                return false
            case .stop:
                let source = structure.transitions[transition].source
                throw failure(
                    .guardError, "A condition of \(machine.id(of: source)) cannot be evaluated: \(error)",
                    state: source, transition: transition, cause: error)
            }
        }
    }
}
