/// Transitions that can never be taken, because an earlier one of the same state without condition has every event
/// of theirs.
struct Shadows {
    private let structure: Structure
    private let pairs: [(transition: TransitionIndex, by: TransitionIndex)]

    init(_ structure: Structure) {
        self.structure = structure
        pairs = structure.transitions.indices.compactMap { number in
            let own = structure.states[structure.transitions[number].source].transitions
            let earlier = (own.lowerBound..<number).first { Self.covers(structure.transitions[$0], structure.transitions[number]) }
            return earlier.map { (number, $0) }
        }
    }

    private static func covers(_ earlier: Structure.Transition, _ later: Structure.Transition) -> Bool {
        guard !earlier.hasCondition, earlier.events.isEmpty == later.events.isEmpty else { return false }
        return later.events.allSatisfy { inner in earlier.events.contains { EventDescriptors.covers($0, inner) } }
    }

    var shadowed: BitSet { BitSet(pairs.map(\.transition)) }

    func findings() -> [Finding] {
        pairs.map { pair in
            let source = structure.transitions[pair.transition].source
            let events = structure.transitions[pair.transition].events.joined(separator: ", ")
            return Finding(
                .shadowedTransition, source, transition: pair.transition, other: pair.by,
                "\(structure.states[source].id) never takes its transition on \(events.isEmpty ? "no event" : events), for an earlier one without condition comes first; change their order or give that one a condition.")
        }
    }
}
