/// Transitions of different regions that one event enables together and that would leave the same states, so that
/// nothing but the order in the document settles which is taken.
struct OrderConflicts {
    private let structure: Structure
    private let candidates: [(transition: TransitionIndex, domain: StateIndex)]

    init(_ structure: Structure, _ reach: Reach) {
        self.structure = structure
        let nothing = [BitSet](repeating: BitSet(), count: structure.histories.count)
        candidates = structure.transitions.indices.compactMap { number in
            let transition = structure.transitions[number]
            guard reach.reached.contains(transition.source) else { return nil }
            return structure.getTransitionDomain(transition, nothing).map { (number, $0) }
        }
    }

    func findings() -> [Finding] {
        candidates.indices.flatMap { place in
            candidates[..<place].filter { conflict($0, candidates[place]) }.map { earlier in
                .orderDecides(taken: earlier.transition, left: candidates[place].transition, structure, way: nil)
            }
        }
    }

    private func conflict(
        _ one: (transition: TransitionIndex, domain: StateIndex), _ other: (transition: TransitionIndex, domain: StateIndex)
    ) -> Bool {
        let isNested = one.domain == other.domain || structure.isDescendant(one.domain, of: other.domain)
            || structure.isDescendant(other.domain, of: one.domain)
        guard isNested else { return false }
        let (first, second) = (structure.transitions[one.transition], structure.transitions[other.transition])
        let common = structure.shape.lowestCommon(first.source, second.source)
        let runBeside = common != first.source && common != second.source && structure.states[common].kind == .parallel
        return runBeside && overlap(first.events, second.events)
    }

    private func overlap(_ one: [String], _ other: [String]) -> Bool {
        if one.isEmpty && other.isEmpty { return true }
        return one.contains { a in
            other.contains { b in EventDescriptors.covers(a, b) || EventDescriptors.covers(b, a) }
        }
    }
}
