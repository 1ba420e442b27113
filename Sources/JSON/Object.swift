/// The members of a JSON object: in their order, each key once, keys told apart by Unicode scalars.
///
/// Two objects with the same members are equal whatever their order. Looking up a key is linear in a small object
/// and constant in a large one; taking a member out is linear, so build a new object to take out many.
public struct Object: Sendable {
    public typealias Member = (key: String, value: Value)

    private(set) var members: [Member] = []
    /// Where each key stands; kept only past `smallest`, since a few keys are found faster by looking at each.
    private var places: [ScalarKey: Int] = [:]
    private static let smallest = 24

    public init() {}

    /// An object of these members; where a key comes twice, the later value stands in the earlier place.
    public init(_ members: some Sequence<Member>) {
        makeRoom(for: members.underestimatedCount)
        for (key, value) in members { append(key, value) }
    }

    public var count: Int { members.count }
    public var isEmpty: Bool { members.isEmpty }
    /// The keys in their order.
    public var keys: [String] { members.map(\.key) }

    /// The value under a key. Setting nil takes the member out; setting a value keeps the key's place.
    ///
    /// To store JSON's null, write `object[key] = .some(.null)` or `append(key, .null)`.
    public subscript(key: String) -> Value? {
        get { place(of: key).map { members[$0].value } }
        set {
            if let newValue {
                append(key, newValue)
            } else if let place = place(of: key) {
                members.remove(at: place)
                indexAnew()
            }
        }
    }

    /// Adds a member at the end, or, where the key is there already, gives it this value in its old place.
    public mutating func append(_ key: String, _ value: Value) {
        if let place = place(of: key) {
            members[place].value = value
        } else {
            appendAbsent(key, value)
        }
    }

    /// Room for members at once, for whoever adds one after another.
    package mutating func makeRoom(for count: Int = 6) { members.reserveCapacity(count) }

    /// Adds a member whose key is known to be absent.
    package mutating func appendAbsent(_ key: String, _ value: Value) {
        members.append((key, value))
        if members.count > Self.smallest + 1 {
            places[ScalarKey(text: key)] = members.count - 1
        } else if members.count == Self.smallest + 1 {
            indexAnew()
        }
    }

    private mutating func indexAnew() {
        places = [:]
        guard members.count > Self.smallest else { return }
        places.reserveCapacity(members.count)
        for (place, member) in members.enumerated() { places[ScalarKey(text: member.key)] = place }
    }

    func place(of key: String) -> Int? {
        guard members.count <= Self.smallest else { return places[ScalarKey(text: key)] }
        for place in members.indices where sameScalars(members[place].key, key) { return place }
        return nil
    }
}

extension Object: Sequence {
    public var underestimatedCount: Int { members.count }
    public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

extension Object: Hashable {
    public static func == (one: Object, other: Object) -> Bool {
        one.count == other.count && one.members.allSatisfy { other[$0.key] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        // A sum does not depend on the order of the members.
        var sum = 0
        for (key, value) in members {
            var member = Hasher()
            hashScalars(of: key, into: &member)
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(members.count)
        hasher.combine(sum)
    }
}

extension Object: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, Value)...) {
        makeRoom(for: elements.count)
        for (key, value) in elements { append(key, value) }
    }
}
