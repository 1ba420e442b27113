/// Where a machine may stand, as far as it matters for what can come: no data, only what its structure remembers.
struct Situation: Hashable {
    var configuration: BitSet
    /// By slot; histories that nothing goes to are kept empty.
    var history: [BitSet]
    var pending = Pending()
    var isRunning = true
}

/// Events under way.
struct Pending: Hashable {
    var `internal`: [EventClasses.Number] = []
    var external: [EventClasses.Number] = []
    /// In order, so that equal sets are equal; in what order they come due is left open.
    var delayed: [Delayed] = []

    struct Delayed: Hashable, Comparable {
        var event: EventClasses.Number
        var id: Int?
        /// Whether more than one such send waits.
        var areMany = false

        static func < (one: Delayed, other: Delayed) -> Bool { (one.event, one.id ?? -1) < (other.event, other.id ?? -1) }
        func isSame(_ other: Delayed) -> Bool { event == other.event && id == other.id }
    }

    /// Longer queues are not followed.
    static let most = 24

    var isEmpty: Bool { `internal`.isEmpty && external.isEmpty && delayed.isEmpty }
    var areQueuesEmpty: Bool { `internal`.isEmpty && external.isEmpty }
    var isTooLong: Bool { `internal`.count > Self.most || external.count > Self.most }

    mutating func add(_ act: Prospect.Act) {
        switch act {
        case .raise(let event): `internal`.append(event)
        case .send(let event): external.append(event)
        case .delay(let event, let id):
            let send = Delayed(event: event, id: id)
            if let place = delayed.firstIndex(where: { $0.isSame(send) }) {
                delayed[place].areMany = true
            } else {
                delayed.insert(send, at: delayed.firstIndex { send < $0 } ?? delayed.endIndex)
            }
        case .cancel(let id): delayed.removeAll { $0.id == id }
        }
    }
}
