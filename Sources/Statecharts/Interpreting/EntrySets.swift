/// What a microstep enters.
struct EntrySet: Sendable {
    var statesToEnter = BitSet()
    /// Compound states entered by default, whose initial content is carried out.
    var statesForDefaultEntry = BitSet()
    /// Histories entered by their default, whose content is carried out when their parent is entered.
    var defaultHistoryContent = BitSet()

    mutating func formUnion(_ other: Entry) {
        statesToEnter.formUnion(other.statesToEnter)
        if !other.statesForDefaultEntry.isEmpty { statesForDefaultEntry.formUnion(other.statesForDefaultEntry) }
        if !other.defaultHistoryContent.isEmpty { defaultHistoryContent.formUnion(other.defaultHistoryContent) }
    }
}

/// An entry set as it is entered: a class, so that one that is always the same is read where the machine has it.
final class Entry: Sendable {
    let statesToEnter: BitSet
    let statesForDefaultEntry: BitSet
    let defaultHistoryContent: BitSet

    init(_ set: EntrySet) {
        statesToEnter = set.statesToEnter
        statesForDefaultEntry = set.statesForDefaultEntry
        defaultHistoryContent = set.defaultHistoryContent
    }
}

extension Structure {
    /// https://www.w3.org/TR/scxml/#computeEntrySet
    ///
    /// The domains of transitions taken together lie apart, and so does what they enter.
    /// - Parameter before: what histories had recorded when states were left. By leaving a history's parent for the
    ///   first time to enter that history, its value changes; what the transition enters states within does not, or
    ///   not all would be entered again that was left.
    func computeEntrySet(_ enabled: some Sequence<Int>, _ historyValue: [BitSet], before: [BitSet]) -> EntrySet {
        var all = EntrySet()
        for number in enabled {
            if let fixed = fixedEntries[number] {
                all.formUnion(fixed)
            } else if let entry = computeEntrySet(of: transitions[number], historyValue, before: before) {
                all.formUnion(Entry(entry))
            }
        }
        return all
    }

    /// What one transition enters; nil where it has no target.
    ///
    /// A transition from inside a history's parent to that history may have a domain deeper than the parent, up to
    /// which the Recommendation's walk enters ancestors and their regions. Those are active and were not left, so
    /// nothing outside the domain is entered: it would be entered twice, and its regions by default beside themselves.
    private func computeEntrySet(
        of transition: Transition, _ historyValue: [BitSet], before: [BitSet]
    ) -> EntrySet? {
        guard let domain = getTransitionDomain(transition, before) else { return nil }
        var entry = EntrySet()
        for target in transition.entryTargets { addDescendantStatesToEnter(target, &entry, historyValue) }
        for target in getEffectiveTargetStates(transition, historyValue) {
            addAncestorStatesToEnter(target, domain, &entry, historyValue)
        }
        entry.statesToEnter = entry.statesToEnter.intersection(descendants(of: domain))
        return entry
    }

    /// What each transition enters that leads to no history, and by default into none.
    ///
    /// A machine in which many transitions enter many states has only the first of them worked out.
    func workOutEntries() -> [Entry?] {
        let nothing = [BitSet](repeating: BitSet(), count: histories.count)
        var room = 1_000 + 16 * states.count
        return transitions.map { transition in
            guard room > 0, case .state = transition.domain, let entry = computeEntrySet(of: transition, nothing, before: nothing) else { return nil }
            room -= entry.statesToEnter.count
            return entry.defaultHistoryContent.isEmpty ? Entry(entry) : nil
        }
    }

    /// The states entered when the machine starts: those of the root's initial transition.
    func computeInitialEntrySet() -> EntrySet {
        var entry = EntrySet()
        let nothing = [BitSet](repeating: BitSet(), count: histories.count)
        for target in states[0].defaultTargets { addDescendantStatesToEnter(target, &entry, nothing) }
        for target in states[0].defaultTargets { addAncestorStatesToEnter(target, 0, &entry, nothing) }
        return entry
    }

    /// https://www.w3.org/TR/scxml/#addDescendantStatesToEnter
    ///
    /// It goes deeper with each call, for defaults name descendants only, so that its recursion is bounded by the
    /// machine's depth.
    func addDescendantStatesToEnter(_ state: Int, _ entry: inout EntrySet, _ historyValue: [BitSet]) {
        switch states[state].kind {
        case .history: addHistory(state, &entry, historyValue)
        case .atomic, .final: entry.statesToEnter.insert(state)
        case .compound:
            entry.statesToEnter.insert(state)
            entry.statesForDefaultEntry.insert(state)
            let targets = states[state].defaultTargets
            for target in targets { addDescendantStatesToEnter(target, &entry, historyValue) }
            for target in targets { addAncestorStatesToEnter(target, state, &entry, historyValue) }
        case .parallel:
            entry.statesToEnter.insert(state)
            addRegions(of: state, &entry, historyValue)
        }
    }

    private func addHistory(_ history: Int, _ entry: inout EntrySet, _ historyValue: [BitSet]) {
        guard let slot = states[history].historySlot, let parent = states[history].parent else { return }
        let recorded = historyValue[slot]
        let targets = recorded.isEmpty ? states[history].defaultTargets : Array(recorded)
        if recorded.isEmpty { entry.defaultHistoryContent.insert(history) }
        for target in targets { addDescendantStatesToEnter(target, &entry, historyValue) }
        for target in targets { addAncestorStatesToEnter(target, parent, &entry, historyValue) }
    }

    /// https://www.w3.org/TR/scxml/#addAncestorStatesToEnter
    func addAncestorStatesToEnter(
        _ state: Int, _ ancestor: Int, _ entry: inout EntrySet, _ historyValue: [BitSet]
    ) {
        var next = states[state].parent
        while let current = next, current != ancestor, current != 0 {
            // A history is no state to enter, but its parent, where the walk comes by, is. One that is entered already
            // has all its regions: to look at them again for each target would take the square of their number.
            let isNew = !entry.statesToEnter.contains(current)
            entry.statesToEnter.insert(current)
            if isNew, states[current].kind == .parallel { addRegions(of: current, &entry, historyValue) }
            next = states[current].parent
        }
    }

    private func addRegions(of parallel: Int, _ entry: inout EntrySet, _ historyValue: [BitSet]) {
        for child in states[parallel].children
        where !entry.statesToEnter.intersects(child..<states[child].end) {
            addDescendantStatesToEnter(child, &entry, historyValue)
        }
    }
}
