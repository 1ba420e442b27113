/// Transitions that can never be taken, because an earlier one of the same state without condition has every event
/// of theirs.
struct Shadows {
    private let structure: Structure
    private let pairs: [(transition: TransitionIndex, by: TransitionIndex)]

    init(_ structure: Structure) {
        self.structure = structure
        pairs = structure.states.flatMap { Self.pairs(among: $0.transitions, structure) }
    }

    /// What one that is hidden would hide, the one that hides it hides as well: it need not be asked.
    private static func pairs(
        among own: Range<TransitionIndex>, _ structure: Structure
    ) -> [(transition: TransitionIndex, by: TransitionIndex)] {
        var hiding = BitSet()
        return own.compactMap { number in
            if let earlier = structure.having(structure.transitions[number].events, among: hiding).first { return (number, earlier) }
            if !structure.transitions[number].hasCondition { hiding.insert(number) }
            return nil
        }
    }

    var shadowed: BitSet { BitSet(pairs.map(\.transition)) }

    /// The first of them, no more than `Finding.most`.
    func findings() -> [Finding] {
        pairs.prefix(Finding.most).map { pair in
            let source = structure.transitions[pair.transition].source
            let events = structure.transitions[pair.transition].events.joined(separator: ", ")
            return Finding(
                .shadowedTransition, source, transition: pair.transition, other: pair.by,
                "\(structure.states[source].id) never takes its transition on \(events.isEmpty ? "no event" : events), for an earlier one without condition comes first; change their order or give that one a condition.")
        }
    }
}

extension Structure {
    /// Those of some transitions that have all of these events, or no event where there is none.
    fileprivate func having(_ events: [String], among some: BitSet) -> BitSet {
        if events.isEmpty { return some.intersection(eventless) }
        return events.reduce(some) { $0.isEmpty ? $0 : $0.intersection(descriptors.transitions(for: $1)) }
    }
}
