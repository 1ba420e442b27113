import Statecharts

extension PlainInterpreter {
    /// https://www.w3.org/TR/scxml/#selectEventlessTransitions
    mutating func selectEventlessTransitions() -> [PlainTransition] {
        select { $0.isEventless }
    }

    /// https://www.w3.org/TR/scxml/#selectTransitions
    mutating func selectTransitions(_ event: Event) -> [PlainTransition] {
        select { transition in !transition.isEventless && Self.nameMatch(transition.written.events, event.name) }
    }

    private mutating func select(_ isCandidate: (PlainTransition) -> Bool) -> [PlainTransition] {
        var enabledTransitions: [PlainTransition] = []
        var known: [PlainTransition: Bool] = [:]
        let atomicStates = configuration.filter(\.isAtomic).documentOrder
        for state in atomicStates {
            loop: for s in [state] + getProperAncestors(state, nil) {
                for t in s.transitions where isCandidate(t) {
                    let holds = known[t] ?? conditionMatch(t)
                    known[t] = holds
                    if holds {
                        enabledTransitions.add(t)
                        break loop
                    }
                }
            }
        }
        return removeConflictingTransitions(enabledTransitions)
    }

    /// https://www.w3.org/TR/scxml/#EventDescriptors
    private static func nameMatch(_ descriptors: [String], _ name: String) -> Bool {
        let tokens = name.split(separator: ".")
        return descriptors.contains { descriptor in
            let words = descriptor.split(separator: ".")
            let wanted = words.last == "*" ? words.dropLast() : words
            return tokens.starts(with: wanted)
        }
    }

    private mutating func conditionMatch(_ transition: PlainTransition) -> Bool {
        guard let condition = transition.written.condition else { return true }
        guard let truth = truth(of: condition) else {
            raiseError()
            return false
        }
        return truth
    }

    /// https://www.w3.org/TR/scxml/#removeConflictingTransitions
    private func removeConflictingTransitions(_ enabledTransitions: [PlainTransition]) -> [PlainTransition] {
        var filteredTransitions: [PlainTransition] = []
        for t1 in enabledTransitions {
            var t1Preempted = false
            var transitionsToRemove: [PlainTransition] = []
            for t2 in filteredTransitions where computeExitSet([t1]).hasIntersection(computeExitSet([t2])) {
                if isDescendant(t1.source, t2.source) {
                    transitionsToRemove.add(t2)
                } else {
                    t1Preempted = true
                    break
                }
            }
            if !t1Preempted {
                for t3 in transitionsToRemove { filteredTransitions.delete(t3) }
                filteredTransitions.add(t1)
            }
        }
        return filteredTransitions
    }

    /// https://www.w3.org/TR/scxml/#computeExitSet
    func computeExitSet(_ transitions: [PlainTransition]) -> [Element] {
        var statesToExit: [Element] = []
        for t in transitions where !t.written.targets.isEmpty {
            guard let domain = getTransitionDomain(t) else { continue }
            for s in configuration where isDescendant(s, domain) { statesToExit.add(s) }
        }
        return statesToExit
    }

    /// https://www.w3.org/TR/scxml/#getTransitionDomain
    func getTransitionDomain(_ t: PlainTransition) -> Element? {
        let tstates = getEffectiveTargetStates(t)
        if tstates.isEmpty { return nil }
        if t.written.isInternal, t.source.isCompound, tstates.allSatisfy({ isDescendant($0, t.source) }) { return t.source }
        return findLCCA([t.source] + tstates)
    }

    /// https://www.w3.org/TR/scxml/#findLCCA; of the root's own transition it is the root.
    private func findLCCA(_ stateList: [Element]) -> Element {
        for anc in getProperAncestors(stateList[0], nil) where anc.isCompound {
            if stateList.dropFirst().allSatisfy({ isDescendant($0, anc) }) { return anc }
        }
        return document.root
    }

    /// https://www.w3.org/TR/scxml/#getEffectiveTargetStates
    func getEffectiveTargetStates(_ transition: PlainTransition) -> [Element] {
        effective(document.states(transition.written.targets))
    }

    private func effective(_ states: [Element]) -> [Element] {
        var targets: [Element] = []
        for s in states {
            if s.isHistory {
                for state in historyValue[s.id] ?? effective(document.defaultTargets(of: s)) { targets.add(state) }
            } else {
                targets.add(s)
            }
        }
        return targets
    }
}
