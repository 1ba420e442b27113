import Statecharts

extension PlainInterpreter {
    /// https://www.w3.org/TR/scxml/#exitStates
    mutating func exitStates(_ enabledTransitions: [PlainTransition]) {
        let statesToExit = computeExitSet(enabledTransitions).exitOrder
        for s in statesToExit {
            for h in s.histories {
                let isDeep = h.written.kind == .history(.deep)
                let value = configuration.filter { s0 in isDeep ? s0.isAtomic && isDescendant(s0, s) : s0.parent === s }.documentOrder
                historyValue[h.id] = value
                tell("\(h.id)=\(value.map(\.id).joined(separator: "+"))")
            }
        }
        for s in statesToExit {
            for content in s.written.onexit { executeContent(content) }
            configuration.delete(s)
            tell("-\(s.id)")
        }
    }

    /// https://www.w3.org/TR/scxml/#executeTransitionContent
    mutating func executeTransitionContent(_ enabledTransitions: [PlainTransition]) {
        for t in enabledTransitions {
            tell("\(t.source.id).\(t.index)")
            executeContent(t.written.actions)
        }
    }

    /// https://www.w3.org/TR/scxml/#enterStates
    mutating func enterStates(_ enabledTransitions: [PlainTransition], _ domains: [Element?]) {
        var entry = Entry()
        computeEntrySet(enabledTransitions, domains, &entry)
        enter(entry)
    }

    /// Enters the initial states of the document, as by a transition of the root.
    mutating func enterStates(_ initial: [Element], domain root: Element) throws(Endless) {
        var entry = Entry()
        for s in initial { addDescendantStatesToEnter(s, &entry) }
        for s in initial { addAncestorStatesToEnter(s, root, &entry) }
        executeContent(root.written.initialActions)
        executeHistoryContent(below: root, entry)
        enter(entry)
    }

    private mutating func enter(_ entry: Entry) {
        for s in entry.statesToEnter.entryOrder {
            configuration.add(s)
            tell("+\(s.id)")
            for content in s.written.onentry { executeContent(content) }
            if entry.statesForDefaultEntry.contains(s) { executeContent(s.written.initialActions) }
            executeHistoryContent(below: s, entry)
            if s.isFinal { enterFinal(s) }
        }
    }

    private mutating func executeHistoryContent(below state: Element, _ entry: Entry) {
        for h in state.histories where entry.defaultHistoryContent.contains(h) {
            executeContent(h.written.historyDefault?.actions ?? [])
        }
    }

    private mutating func enterFinal(_ s: Element) {
        guard let parent = s.parent, parent !== document.root else {
            running = false
            return
        }
        let donedata = doneData(of: s)
        raise(Event("done.state.\(parent.id)", kind: .platform, data: donedata))
        if let grandparent = parent.parent, grandparent.isParallel, grandparent.childStates.allSatisfy(isInFinalState) {
            raise(Event("done.state.\(grandparent.id)", kind: .platform))
        }
    }

    /// https://www.w3.org/TR/scxml/#isInFinalState
    private func isInFinalState(_ s: Element) -> Bool {
        if s.isCompound { return s.childStates.contains { $0.isFinal && configuration.contains($0) } }
        if s.isParallel { return s.childStates.allSatisfy(isInFinalState) }
        return false
    }

    struct Entry {
        var statesToEnter: [Element] = []
        var statesForDefaultEntry: [Element] = []
        var defaultHistoryContent: [Element] = []
    }

    /// https://www.w3.org/TR/scxml/#computeEntrySet, each transition within its domain.
    private func computeEntrySet(_ transitions: [PlainTransition], _ domains: [Element?], _ entry: inout Entry) {
        for (t, domain) in zip(transitions, domains) {
            guard let ancestor = domain else { continue }
            var own = Entry()
            let targets = document.states(t.written.targets)
            for s in document.innermost(targets) { addDescendantStatesToEnter(s, &own) }
            for s in getEffectiveTargetStates(t) { addAncestorStatesToEnter(s, ancestor, &own) }
            for s in own.statesToEnter where isDescendant(s, ancestor) { entry.statesToEnter.add(s) }
            for s in own.statesForDefaultEntry { entry.statesForDefaultEntry.add(s) }
            for s in own.defaultHistoryContent { entry.defaultHistoryContent.add(s) }
        }
    }

    /// https://www.w3.org/TR/scxml/#addDescendantStatesToEnter
    private func addDescendantStatesToEnter(_ state: Element, _ entry: inout Entry) {
        if state.isHistory {
            guard let parent = state.parent else { return }
            let targets: [Element]
            if let recorded = historyValue[state.id] {
                targets = recorded
            } else {
                entry.defaultHistoryContent.add(state)
                targets = document.defaultTargets(of: state)
            }
            for s in targets { addDescendantStatesToEnter(s, &entry) }
            for s in targets { addAncestorStatesToEnter(s, parent, &entry) }
            return
        }
        entry.statesToEnter.add(state)
        if state.isCompound {
            entry.statesForDefaultEntry.add(state)
            for s in document.initial(of: state) { addDescendantStatesToEnter(s, &entry) }
            for s in document.initial(of: state) { addAncestorStatesToEnter(s, state, &entry) }
        } else if state.isParallel {
            addRegions(of: state, &entry)
        }
    }

    /// https://www.w3.org/TR/scxml/#addAncestorStatesToEnter
    private func addAncestorStatesToEnter(_ state: Element, _ ancestor: Element, _ entry: inout Entry) {
        for anc in getProperAncestors(state, ancestor) where anc !== document.root {
            entry.statesToEnter.add(anc)
            if anc.isParallel { addRegions(of: anc, &entry) }
        }
    }

    private func addRegions(of parallel: Element, _ entry: inout Entry) {
        for child in parallel.childStates where !entry.statesToEnter.contains(where: { $0 == child || isDescendant($0, child) }) {
            addDescendantStatesToEnter(child, &entry)
        }
    }
}
