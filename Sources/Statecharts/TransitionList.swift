/// Transitions in an order. One alone, as most microsteps take, needs no memory of its own.
struct TransitionList: Sendable {
    private var first: TransitionIndex = 0
    private(set) var count = 0
    private var others: [TransitionIndex]?

    init() {}

    var isSingle: Bool { count == 1 }

    mutating func append(_ transition: TransitionIndex) {
        if count == 0 {
            first = transition
        } else if others?.append(transition) == nil {
            others = [transition]
        }
        count += 1
    }

    mutating func removeAll(where isOut: (TransitionIndex) -> Bool) {
        let kept = filter { !isOut($0) }
        self = TransitionList()
        for transition in kept { append(transition) }
    }
}

extension TransitionList: RandomAccessCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(place: Int) -> TransitionIndex {
        precondition(place < count)
        if place > 0, let others { return others[place - 1] }
        return first
    }
}
