/// A set of small numbers: states or transitions by their index. The first 128 need no memory of their own.
struct BitSet: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var rest: [UInt64] = []

    init() {}

    init(_ members: some Sequence<Int>) {
        for member in members { insert(member) }
    }

    private var wordCount: Int { rest.count + 2 }

    private subscript(word: Int) -> UInt64 {
        get { word == 0 ? low : word == 1 ? high : word - 2 < rest.count ? rest[word - 2] : 0 }
        set {
            switch word {
            case 0: low = newValue
            case 1: high = newValue
            default:
                if word - 2 >= rest.count {
                    if newValue == 0 { return }
                    rest.append(contentsOf: repeatElement(0, count: word - 1 - rest.count))
                }
                rest[word - 2] = newValue
                // Equal sets are to have equal words.
                while rest.last == 0 { rest.removeLast() }
            }
        }
    }

    var isEmpty: Bool { low == 0 && high == 0 && rest.isEmpty }
    var count: Int { low.nonzeroBitCount + high.nonzeroBitCount + rest.reduce(0) { $0 + $1.nonzeroBitCount } }

    func contains(_ member: Int) -> Bool { self[member >> 6] >> UInt64(member & 63) & 1 == 1 }
    mutating func insert(_ member: Int) { self[member >> 6] |= 1 << UInt64(member & 63) }
    mutating func remove(_ member: Int) { self[member >> 6] &= ~(1 << UInt64(member & 63)) }

    mutating func formUnion(_ other: BitSet) {
        low |= other.low
        high |= other.high
        if !other.rest.isEmpty { for word in 2..<other.wordCount { self[word] |= other[word] } }
    }

    mutating func subtract(_ other: BitSet) {
        low &= ~other.low
        high &= ~other.high
        if !rest.isEmpty { for word in (2..<wordCount).reversed() { self[word] &= ~other[word] } }
    }

    func intersects(_ other: BitSet) -> Bool {
        low & other.low != 0 || high & other.high != 0 || zip(rest, other.rest).contains { $0 & $1 != 0 }
    }

    /// The members that lie in a range.
    func intersection(_ range: Range<Int>) -> BitSet {
        var result = BitSet()
        guard !range.isEmpty else { return result }
        for word in range.lowerBound >> 6...(range.upperBound - 1) >> 6 where word < wordCount {
            result[word] = self[word] & Self.mask(of: range, word: word)
        }
        return result
    }

    func intersects(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        for word in range.lowerBound >> 6...(range.upperBound - 1) >> 6 where word < wordCount {
            if self[word] & Self.mask(of: range, word: word) != 0 { return true }
        }
        return false
    }

    private static func mask(of range: Range<Int>, word: Int) -> UInt64 {
        let from = Swift.max(range.lowerBound - word << 6, 0)
        let to = Swift.min(range.upperBound - word << 6, 64)
        return (to == 64 ? .max : 1 << UInt64(to) - 1) & ~(1 << UInt64(from) - 1)
    }
}

extension BitSet: Hashable {}

extension BitSet: Sequence {
    struct Iterator: IteratorProtocol {
        fileprivate let set: BitSet
        fileprivate var word = 0
        fileprivate var bits: UInt64

        mutating func next() -> Int? {
            while bits == 0 {
                word += 1
                guard word < set.wordCount else { return nil }
                bits = set[word]
            }
            let bit = bits.trailingZeroBitCount
            bits &= bits - 1
            return word << 6 + bit
        }
    }

    /// The members, rising.
    func makeIterator() -> Iterator { Iterator(set: self, bits: low) }
    var underestimatedCount: Int { count }
}
