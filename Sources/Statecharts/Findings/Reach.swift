/// Which states can be active at all, and which can lead to a final state of the root: both more than really can,
/// never fewer.
struct Reach {
    let structure: Structure
    private(set) var reached = BitSet([0])
    /// What each transition enters, ancestors and regions included.
    private var entered: [BitSet]

    init(_ structure: Structure, without shadowed: BitSet) {
        self.structure = structure
        let nothing = [BitSet](repeating: BitSet(), count: structure.histories.count)
        entered = structure.transitions.indices.map { number in
            shadowed.contains(number) ? BitSet() : structure.computeEntrySet([number], nothing, before: nothing).statesToEnter
        }
        reach(structure.computeInitialEntrySet().statesToEnter)
    }

    /// Follows every transition of every state reached. What a history recorded was active before, so that its
    /// default is all it adds.
    private mutating func reach(_ initial: BitSet) {
        var front = Array(initial) + [0]
        for state in initial { reached.insert(state) }
        while let state = front.popLast() {
            for transition in structure.states[state].transitions {
                for next in entered[transition] where !reached.contains(next) {
                    reached.insert(next)
                    front.append(next)
                }
            }
        }
    }

    /// The outermost states that cannot be reached.
    func unreachable() -> [Finding] {
        structure.states.indices.compactMap { state in
            guard !structure.states[state].kind.isHistory, !reached.contains(state),
                let parent = structure.states[state].parent, reached.contains(parent)
            else { return nil }
            return .unreachable(state, structure)
        }
    }

    /// The outermost states that can be reached and from inside which no final state of the root can be.
    func withoutEnd() -> [Finding] {
        let live = statesWithEnd().intersection(structure.atomicStates)
        return structure.states.indices.compactMap { state in
            let parent = structure.states[state].parent
            guard isStuck(state, live), parent.map({ !isStuck($0, live) }) ?? true else { return nil }
            return .withoutEnd(state, structure, way: nil)
        }
    }

    /// - Parameter live: the atomic states that can be reached and can lead to an end.
    private func isStuck(_ state: StateIndex, _ live: BitSet) -> Bool {
        reached.contains(state) && !structure.states[state].kind.isHistory && !live.intersects(state..<structure.states[state].end)
    }

    /// A state can lead to an end if one of its transitions can, or its parent's, or those of what may be active
    /// beside it.
    private func statesWithEnd() -> BitSet {
        var endable = BitSet(structure.states[0].children.filter { structure.states[$0].kind == .final && reached.contains($0) })
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for state in reached where !endable.contains(state) && leads(state, to: endable) {
                endable.insert(state)
                isGrowing = true
            }
        }
        return endable
    }

    private func leads(_ state: StateIndex, to endable: BitSet) -> Bool {
        if structure.states[state].transitions.contains(where: { entered[$0].intersects(endable) }) { return true }
        guard let parent = structure.states[state].parent else { return false }
        if endable.contains(parent) { return true }
        return structure.states[parent].kind == .parallel
            && structure.states[parent].children.contains { region in
                region != state && endable.intersects(region..<structure.states[region].end)
            }
    }
}

extension Finding {
    static func unreachable(_ state: StateIndex, _ structure: Structure) -> Finding {
        Finding(.unreachableState, state, "\(structure.states[state].id) cannot be reached; add a transition to it or take it out.")
    }

    static func withoutEnd(_ state: StateIndex, _ structure: Structure, way: Way?) -> Finding {
        Finding(
            .noWayToEnd, state, way: way,
            state == 0
                ? "The machine cannot come to an end; add a final state at the top that can be reached."
                : "From \(structure.states[state].id) no final state of the machine can be reached; add a way out.")
    }

    static func orderDecides(taken: TransitionIndex, left: TransitionIndex, _ structure: Structure, way: Way?) -> Finding {
        let (winner, source) = (structure.transitions[taken].source, structure.transitions[left].source)
        let (first, second) = (structure.states[winner].id, structure.states[source].id)
        return Finding(
            .orderDecides, source, transition: left, other: taken, way: way,
            "\(second) and \(first) can both react to one event and exclude each other; \(first) wins only because it stands first. Use different events, or conditions of which one holds.")
    }
}
