/// The elements of a list that is written out, so that `in` need not go through it.
struct ConstantSet: Sendable {
    /// Fewer are gone through as quickly.
    private static let least = 6

    private let elements: [Value]
    private let keys: Set<Map.Key>

    /// - Returns: `nil` where they are few, or one is of a kind whose equality no set of keys knows.
    init?(_ elements: [Value]) {
        guard elements.count >= Self.least else { return nil }
        let keys = elements.compactMap { Map.Key($0, allowingDouble: false) }
        guard keys.count == elements.count else { return nil }
        self.elements = elements
        self.keys = Set(keys)
    }

    func contains(_ value: Value, steps: inout Int) throws -> Bool {
        // A double equals ints that it is only near to: it is compared with each.
        guard let key = Map.Key(value, allowingDouble: false) else { return try value.isAmong(elements, steps: &steps) }
        return keys.contains(key)
    }
}
