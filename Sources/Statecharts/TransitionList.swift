/// Transitions in an order. One alone, as most microsteps take, needs no memory of its own.
struct TransitionList: Sendable {
    private(set) var first: TransitionIndex?
    private var others: [TransitionIndex]?

    init() {}

    var isEmpty: Bool { first == nil }
    var isSingle: Bool { first != nil && others == nil }

    mutating func append(_ transition: TransitionIndex) {
        if first == nil {
            first = transition
        } else {
            others = (others ?? []) + [transition]
        }
    }

    mutating func removeAll(where isOut: (TransitionIndex) -> Bool) {
        let kept = filter { !isOut($0) }
        self = TransitionList()
        for transition in kept { append(transition) }
    }
}

extension TransitionList: Sequence {
    struct Iterator: IteratorProtocol {
        fileprivate let list: TransitionList
        fileprivate var place = -1

        mutating func next() -> TransitionIndex? {
            place += 1
            if place == 0 { return list.first }
            guard let others = list.others, place <= others.count else { return nil }
            return others[place - 1]
        }
    }

    func makeIterator() -> Iterator { Iterator(list: self) }
}
