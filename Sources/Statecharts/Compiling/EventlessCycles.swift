/// Cycles of eventless transitions without any condition: a machine that comes into one never comes to rest.
///
/// From what an unconditional eventless transition enters by default it is plain which eventless transitions come
/// next, as long as no history decides. A cycle that an eventless transition from outside could break is let pass;
/// `Policy.microstepLimit` stops what remains.
struct EventlessCycles {
    let structure: Structure

    /// Each cycle once, as its transitions in order.
    static func cycles(in structure: Structure) -> [[TransitionIndex]] {
        structure.eventless.isEmpty ? [] : EventlessCycles(structure: structure).found()
    }

    private func found() -> [[TransitionIndex]] {
        var cycles: [[TransitionIndex]] = []
        var seen = BitSet()
        let next = followers()
        for start in next.keys.sorted() where !seen.contains(start) {
            guard let cycle = shortestCycle(from: start, next), !canBeBroken(cycle) else { continue }
            for transition in cycle { seen.insert(transition) }
            cycles.append(cycle)
        }
        return cycles
    }

    /// For each transition that is sure to be taken when its source's turn comes, those sure to be taken next.
    private func followers() -> [TransitionIndex: [TransitionIndex]] {
        var next: [TransitionIndex: [TransitionIndex]] = [:]
        for state in structure.states.indices {
            guard let transition = sureTransition(of: state) else { continue }
            next[transition] = followers(of: transition)
        }
        return next
    }

    private func followers(of number: TransitionIndex) -> [TransitionIndex] {
        let transition = structure.transitions[number]
        switch transition.domain {
        case .none: return [number]
        case .asRecorded: return []
        case .state:
            let nothing = [BitSet](repeating: BitSet(), count: structure.histories.count)
            let entry = structure.computeEntrySet([number], nothing, before: nothing)
            guard entry.defaultHistoryContent.isEmpty else { return [] }
            return entry.statesToEnter.filter(structure.isAtomic).compactMap { atomic in
                let way = [atomic] + structure.shape.getProperAncestors(atomic, nil)
                return way.first { structure.states[$0].hasEventless }.flatMap(sureTransition)
            }
        }
    }

    /// The state's first eventless transition, if it has no condition.
    private func sureTransition(of state: StateIndex) -> TransitionIndex? {
        let first = structure.states[state].transitions.first { structure.transitions[$0].events.isEmpty }
        return first.flatMap { structure.transitions[$0].hasCondition ? nil : $0 }
    }

    private func shortestCycle(
        from start: TransitionIndex, _ next: [TransitionIndex: [TransitionIndex]]
    ) -> [TransitionIndex]? {
        var before: [TransitionIndex: TransitionIndex] = [:]
        var front = [start]
        while !front.isEmpty {
            var further: [TransitionIndex] = []
            for here in front {
                for there in next[here] ?? [] {
                    if there == start { return way(to: here, from: start, before) }
                    if before[there] == nil {
                        before[there] = here
                        further.append(there)
                    }
                }
            }
            front = further
        }
        return nil
    }

    private func way(
        to end: TransitionIndex, from start: TransitionIndex, _ before: [TransitionIndex: TransitionIndex]
    ) -> [TransitionIndex] {
        var way = [end]
        while let last = way.last, last != start, let previous = before[last] { way.append(previous) }
        return way.reversed()
    }

    /// Whether an eventless transition of another region could leave what the cycle goes round in.
    private func canBeBroken(_ cycle: [TransitionIndex]) -> Bool {
        let sources = cycle.map { structure.transitions[$0].source }
        return structure.eventless.contains { number in
            let source = structure.transitions[number].source
            return leaves(number, sources) && sources.allSatisfy { runsBeside(source, $0) }
        }
    }

    private func leaves(_ number: TransitionIndex, _ states: [StateIndex]) -> Bool {
        switch structure.transitions[number].domain {
        case .none: false
        case .state(let domain): states.allSatisfy { structure.isDescendant($0, of: domain) }
        case .asRecorded: true
        }
    }

    private func runsBeside(_ one: StateIndex, _ other: StateIndex) -> Bool {
        let common = structure.shape.lowestCommon(one, other)
        return common != one && common != other && structure.states[common].kind == .parallel
    }
}
