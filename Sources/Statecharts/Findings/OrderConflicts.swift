import JSON

/// Transitions of different regions that one event enables together and that would leave the same states, so that
/// nothing but the order in the document settles which is taken.
///
/// One event after the other, and of its transitions each with those of the regions before its own: as the transitions
/// of what is inside a state stand together, these are a range, and nearly all that is looked at is found.
struct OrderConflicts {
    private typealias Candidate = (transition: TransitionIndex, domain: StateIndex)

    private let structure: Structure
    private let reached: BitSet
    private var found: Set<Explorer.Firsts.Pair> = []

    init(_ structure: Structure, _ reach: Reach) {
        self.structure = structure
        reached = reach.reached
        search(structure.eventless)
        var events: Set<ScalarKey> = []
        for event in structure.transitions.lazy.flatMap(\.events) where events.insert(ScalarKey(text: event)).inserted {
            search(structure.descriptors.transitions(for: event))
        }
    }

    /// As many as `Finding.most`, in the order of the document.
    func findings() -> [Finding] {
        found.sorted { ($0.left, $0.taken) < ($1.left, $1.taken) }.map { pair in
            .orderDecides(taken: pair.taken, left: pair.left, structure, way: nil)
        }
    }

    /// Among transitions that one event enables.
    private mutating func search(_ transitions: BitSet) {
        guard found.count < Finding.most else { return }
        let candidates = candidates(among: transitions)
        // Those that leave each parallel state, from inside of one of its regions.
        var leaving: [StateIndex: [Candidate]] = [:]
        for later in candidates {
            for (parallel, region) in regions(around: structure.transitions[later.transition].source) {
                let isLeaving = later.domain < parallel
                let earlier = isLeaving ? candidates : leaving[parallel, default: []]
                guard note(earlier, in: parallel..<region, before: later.transition) else { return }
                if isLeaving { leaving[parallel, default: []].append(later) }
            }
        }
    }

    private func candidates(among transitions: BitSet) -> [Candidate] {
        let nothing = [BitSet](repeating: BitSet(), count: structure.histories.count)
        return transitions.compactMap { number in
            let transition = structure.transitions[number]
            guard reached.contains(transition.source) else { return nil }
            return structure.getTransitionDomain(transition, nothing).map { (number, $0) }
        }
    }

    /// The parallel states around a state, each with its region that the state is in.
    private func regions(around state: StateIndex) -> [(parallel: StateIndex, region: StateIndex)] {
        let way = [state] + structure.shape.getProperAncestors(state, nil)
        return zip(way.dropFirst(), way).filter { structure.states[$0.0].kind == .parallel }
    }

    /// Notes what comes from inside earlier regions of a parallel state.
    /// - Returns: whether there is room for more.
    private mutating func note(_ earlier: [Candidate], in sources: Range<StateIndex>, before left: TransitionIndex) -> Bool {
        let start = earlier.partitioningIndex { structure.transitions[$0.transition].source > sources.lowerBound }
        for one in earlier[start...] {
            guard structure.transitions[one.transition].source < sources.upperBound else { return true }
            found.insert(Explorer.Firsts.Pair(taken: one.transition, left: left))
            if found.count == Finding.most { return false }
        }
        return true
    }
}

extension RandomAccessCollection {
    /// The first place from which on everything is so, where everything before it is not.
    fileprivate func partitioningIndex(where isSo: (Element) -> Bool) -> Index {
        var (low, count) = (startIndex, self.count)
        while count > 0 {
            let middle = index(low, offsetBy: count / 2)
            if isSo(self[middle]) {
                count /= 2
            } else {
                (low, count) = (index(after: middle), count - count / 2 - 1)
            }
        }
        return low
    }
}
