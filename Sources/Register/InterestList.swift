/// Interests in the order in which they were entered; each is found by its parties and its kind, however many there are.
struct InterestList: Sendable, Hashable {
    private(set) var all: [Interest] = []
    /// The places of those of one kind between two parties.
    private var places: [String: [Int]] = [:]

    init(_ interests: [Interest] = []) {
        for interest in interests { append(interest) }
    }

    mutating func append(_ interest: Interest) {
        places[Self.place(of: interest.key), default: []].append(all.count)
        all.append(interest)
    }

    /// Those of one kind between two parties, whichever comes first, withdrawn or not.
    func matching(_ key: Interest.Key) -> [Interest] { places(matching: key).map { all[$0] } }

    /// The one of these that is not withdrawn.
    func standing(_ key: Interest.Key) -> Interest? { matching(key).first { $0.until == nil } }

    /// Changes the one that is not withdrawn.
    ///
    /// - Returns: whether there is one.
    @discardableResult
    mutating func changeStanding(_ key: Interest.Key, _ change: (inout Interest) -> Void) -> Bool {
        guard let place = places(matching: key).first(where: { all[$0].until == nil }) else { return false }
        change(&all[place])
        return true
    }

    /// `String` holds more texts the same than identifiers are: each is looked at again.
    private func places(matching key: Interest.Key) -> [Int] { (places[Self.place(of: key)] ?? []).filter { all[$0].matches(key) } }

    private static func place(of key: Interest.Key) -> String {
        ([key.one.key, key.other.key].sorted() + [key.kind]).joined(separator: " ")
    }
}
