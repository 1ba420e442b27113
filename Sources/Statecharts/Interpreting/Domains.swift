/// Ancestors, domains and exit sets: the functions of
/// https://www.w3.org/TR/scxml/#AlgorithmforSCXMLInterpretation that look only at the tree of states.
struct Shape {
    let states: [Structure.State]

    func isDescendant(_ state: Int, of ancestor: Int) -> Bool { ancestor < state && state < states[ancestor].end }

    /// How many atomic states inside a state can be active at once.
    func mostActive(in state: Int) -> Int {
        switch states[state].kind {
        case .atomic, .final: 1
        case .compound: states[state].children.map(mostActive).max() ?? 0
        case .parallel: states[state].children.map(mostActive).reduce(0, +)
        case .history: 0
        }
    }

    /// https://www.w3.org/TR/scxml/#getProperAncestors: from the parent outwards, without `limit`; the root included
    /// where `limit` is nil.
    func getProperAncestors(_ state: Int, _ limit: Int?) -> [Int] {
        var ancestors: [Int] = []
        var next = states[state].parent
        while let ancestor = next, ancestor != limit {
            ancestors.append(ancestor)
            next = states[ancestor].parent
        }
        return ancestors
    }

    /// https://www.w3.org/TR/scxml/#findLCCA: the innermost compound state, or the root, that has all these states as
    /// proper descendants. For a transition of the root, which the Recommendation does not have, it is the root.
    func findLCCA(_ head: Int, _ tail: [Int]) -> Int {
        getProperAncestors(head, nil).first { ancestor in
            states[ancestor].kind == .compound && tail.allSatisfy { isDescendant($0, of: ancestor) }
        } ?? 0
    }

    /// https://www.w3.org/TR/scxml/#getTransitionDomain, the targets being dereferenced already and not empty.
    func getTransitionDomain(_ transition: Structure.Transition, effectiveTargets targets: [Int]) -> Int {
        let source = transition.source
        if transition.isInternal, states[source].kind == .compound, targets.allSatisfy({ isDescendant($0, of: source) }) {
            return source
        }
        return findLCCA(source, targets)
    }

    func fixedDomain(of transition: Structure.Transition) -> Structure.Domain {
        if transition.targets.isEmpty { return .none }
        if transition.targets.contains(where: { states[$0].kind.isHistory }) { return .asRecorded }
        return .state(getTransitionDomain(transition, effectiveTargets: transition.targets))
    }

    /// The innermost state that has both as itself or a descendant.
    func lowestCommon(_ one: Int, _ other: Int) -> Int {
        if one == other || isDescendant(other, of: one) { return one }
        return getProperAncestors(one, nil).first { $0 == other || isDescendant(other, of: $0) } ?? 0
    }
}

extension Structure {
    /// https://www.w3.org/TR/scxml/#getEffectiveTargetStates: a history stands for what it has recorded, or else for
    /// its default.
    func getEffectiveTargetStates(_ transition: Transition, _ historyValue: [BitSet]) -> [Int] {
        effective(transition.targets, historyValue)
    }

    private func effective(_ targets: [Int], _ historyValue: [BitSet]) -> [Int] {
        var result: [Int] = []
        for target in targets {
            let found: [Int]
            if let slot = states[target].historySlot {
                let recorded = historyValue[slot]
                found = recorded.isEmpty ? effective(states[target].defaultTargets, historyValue) : Array(recorded)
            } else {
                found = [target]
            }
            for state in found where !result.contains(state) { result.append(state) }
        }
        return result
    }

    /// https://www.w3.org/TR/scxml/#getTransitionDomain; nil for a transition without target.
    func getTransitionDomain(_ transition: Transition, _ historyValue: [BitSet]) -> Int? {
        switch transition.domain {
        case .none: nil
        case .state(let state): state
        case .asRecorded:
            shape.getTransitionDomain(
                transition, effectiveTargets: getEffectiveTargetStates(transition, historyValue))
        }
    }

    /// https://www.w3.org/TR/scxml/#isInFinalState
    func isInFinalState(_ state: Int, _ configuration: BitSet) -> Bool {
        let children = states[state].children
        switch states[state].kind {
        case .compound: return children.contains { states[$0].kind == .final && configuration.contains($0) }
        // Regions are entered in order, so that the last is the last to come to its end.
        case .parallel: return children.reversed().allSatisfy { isInFinalState($0, configuration) }
        case .atomic, .final, .history: return false
        }
    }

    /// https://www.w3.org/TR/scxml/#computeExitSet
    func computeExitSet(_ enabled: some Sequence<Int>, _ configuration: BitSet, _ historyValue: [BitSet]) -> BitSet {
        var statesToExit = BitSet()
        for number in enabled {
            if let domain = getTransitionDomain(transitions[number], historyValue) {
                statesToExit.formUnion(configuration.intersection(descendants(of: domain)))
            }
        }
        return statesToExit
    }

    /// The same for what is enabled in a machine that is running. Most often that is one transition.
    func computeExitSet(_ enabled: TransitionList, _ state: Snapshot) -> BitSet {
        if enabled.isSingle, case .state(let domain) = transitions[enabled[0]].domain {
            return state.configuration.intersection(descendants(of: domain))
        }
        return computeExitSet(enabled, state.configuration, state.historyValue)
    }

    /// https://www.w3.org/TR/scxml/#removeConflictingTransitions: of two transitions that would leave the same state,
    /// the one whose source is a descendant of the other's goes first, and else the one found first.
    ///
    /// An enabled transition always leaves something in its domain, so that two exit sets have a state in common
    /// exactly where one domain lies in the other.
    func removeConflictingTransitions(_ enabled: TransitionList, _ historyValue: [BitSet]) -> TransitionList {
        if lieApart(enabled, historyValue) { return enabled }
        var filtered = TransitionList()
        for one in enabled {
            let domain = getTransitionDomain(transitions[one], historyValue)
            var (isPreempted, preempts) = (false, false)
            for other in filtered where areNested(domain, getTransitionDomain(transitions[other], historyValue)) {
                if isDescendant(transitions[one].source, of: transitions[other].source) { preempts = true } else { isPreempted = true }
            }
            if isPreempted { continue }
            if preempts {
                filtered.removeAll { areNested(domain, getTransitionDomain(transitions[$0], historyValue)) }
            }
            filtered.append(one)
        }
        return filtered
    }

    /// Whether each domain begins after the one before it, as those of the regions of a parallel state do.
    private func lieApart(_ enabled: TransitionList, _ historyValue: [BitSet]) -> Bool {
        var end = 0
        for place in enabled.indices {
            guard let domain = getTransitionDomain(transitions[enabled[place]], historyValue) else { continue }
            if domain < end { return false }
            end = states[domain].end
        }
        return true
    }

    private func areNested(_ one: Int?, _ other: Int?) -> Bool {
        guard let one, let other else { return false }
        return one == other || isDescendant(one, of: other) || isDescendant(other, of: one)
    }
}
