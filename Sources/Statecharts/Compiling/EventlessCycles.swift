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
        let next = followers()
        var search = Components(next: next)
        for start in next.keys.sorted() { search.search(from: start) }
        return search.components.filter { !canBeBroken($0) }
            .compactMap { component in component.first.flatMap { Self.shortestCycle(from: $0, next, within: BitSet(component)) } }
            .sorted { $0[0] < $1[0] }
    }

    /// For each transition that is sure to be taken when its source's turn comes, those sure to be taken next.
    private func followers() -> [TransitionIndex: [TransitionIndex]] {
        var next: [TransitionIndex: [TransitionIndex]] = [:]
        var room = Self.most
        for state in structure.states.indices where room > 0 {
            guard let transition = sureTransition(of: state) else { continue }
            next[transition] = followers(of: transition, &room)
        }
        return next
    }

    /// - Parameter room: how many more states are looked at, those that transitions enter taken together.
    private func followers(of number: TransitionIndex, _ room: inout Int) -> [TransitionIndex] {
        let transition = structure.transitions[number]
        switch transition.domain {
        case .none: return [number]
        case .asRecorded: return []
        case .state:
            let nothing = [BitSet](repeating: BitSet(), count: structure.histories.count)
            let entry = structure.computeEntrySet([number], nothing, before: nothing)
            room -= entry.statesToEnter.count
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

    private static func shortestCycle(
        from start: TransitionIndex, _ next: [TransitionIndex: [TransitionIndex]], within component: BitSet
    ) -> [TransitionIndex]? {
        var before: [TransitionIndex: TransitionIndex] = [:]
        var front = [start]
        while !front.isEmpty {
            var further: [TransitionIndex] = []
            for here in front {
                for there in next[here] ?? [] where component.contains(there) {
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

    private static func way(
        to end: TransitionIndex, from start: TransitionIndex, _ before: [TransitionIndex: TransitionIndex]
    ) -> [TransitionIndex] {
        var way = [end]
        while let last = way.last, last != start, let previous = before[last] { way.append(previous) }
        return way.reversed()
    }

    /// Whether an eventless transition that is on none of these cycles could lead out of them: one of a region beside
    /// them that leaves them, or one from further inside, which goes first
    /// (https://www.w3.org/TR/scxml/#SelectingTransitions).
    private func canBeBroken(_ cycles: [TransitionIndex]) -> Bool {
        let own = BitSet(cycles)
        let others = structure.eventless.filter { structure.transitions[$0].domain != .none && !own.contains($0) }
        guard others.count * cycles.count <= Self.most else { return true }
        let entered = enteredStates(by: cycles)
        return others.contains { other in
            let source = structure.transitions[other].source
            return cycles.contains { number in
                let here = structure.transitions[number].source
                if runsBeside(source, here) { return leaves(other, here) }
                return entered.contains(source) && structure.isDescendant(source, of: here)
                    && (structure.transitions[number].domain != .none || leaves(other, here))
            }
        }
    }

    /// Past this the check would take longer than to run into the limit of microsteps.
    private static let most = 4_000_000

    private func enteredStates(by cycle: [TransitionIndex]) -> BitSet {
        let nothing = [BitSet](repeating: BitSet(), count: structure.histories.count)
        return structure.computeEntrySet(cycle, nothing, before: nothing).statesToEnter
    }

    private func leaves(_ number: TransitionIndex, _ state: StateIndex) -> Bool {
        switch structure.transitions[number].domain {
        case .none: false
        case .state(let domain): structure.isDescendant(state, of: domain)
        case .asRecorded: true
        }
    }

    private func runsBeside(_ one: StateIndex, _ other: StateIndex) -> Bool {
        let common = structure.shape.lowestCommon(one, other)
        return common != one && common != other && structure.states[common].kind == .parallel
    }
}

/// The strongly connected components of a graph, by Tarjan's algorithm without recursion
/// (https://doi.org/10.1137/0201010): what lies on a cycle together.
private struct Components {
    let next: [TransitionIndex: [TransitionIndex]]
    /// Those with a cycle in them, the members of each rising.
    private(set) var components: [[TransitionIndex]] = []
    private var order: [TransitionIndex: Int] = [:]
    private var lowest: [TransitionIndex: Int] = [:]
    private var open: [TransitionIndex] = []
    private var isOpen = BitSet()
    private var way: [(transition: TransitionIndex, rest: ArraySlice<TransitionIndex>)] = []

    init(next: [TransitionIndex: [TransitionIndex]]) { self.next = next }

    mutating func search(from start: TransitionIndex) {
        if order[start] == nil { enter(start) }
        while let here = way.last?.transition {
            guard let there = way[way.count - 1].rest.popFirst() else {
                leave(here)
                continue
            }
            if order[there] == nil {
                enter(there)
            } else if isOpen.contains(there) {
                lower(here, to: order[there])
            }
        }
    }

    private mutating func enter(_ transition: TransitionIndex) {
        order[transition] = order.count
        lowest[transition] = order[transition]
        open.append(transition)
        isOpen.insert(transition)
        way.append((transition, (next[transition] ?? [])[...]))
    }

    private mutating func leave(_ transition: TransitionIndex) {
        way.removeLast()
        if let before = way.last?.transition { lower(before, to: lowest[transition]) }
        guard lowest[transition] == order[transition] else { return }
        var component: [TransitionIndex] = []
        while let last = open.popLast() {
            isOpen.remove(last)
            component.append(last)
            if last == transition { break }
        }
        let isCycle = component.count > 1 || next[transition]?.contains(transition) == true
        if isCycle { components.append(component.sorted()) }
    }

    private mutating func lower(_ transition: TransitionIndex, to place: Int?) {
        if let place, let own = lowest[transition], place < own { lowest[transition] = place }
    }
}
