/// A set of small numbers: states or transitions by their index.
///
/// It keeps the words from the first that has a member to the last, two of them without memory of its own. What is
/// active in a machine lies close together, so that most sets need none, however large the machine.
struct BitSet: Sendable {
    /// The word with the smallest member; 0 in the empty set.
    private var base = 0
    /// The words at `base` and after it. `low` is zero in the empty set alone.
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    /// The words after those, the last of which is not zero; nil where there are none.
    private var rest: [UInt64]?

    init() {}

    init(_ members: some Sequence<Int>) {
        for member in members { insert(member) }
    }

    /// The words that have members lie in this range.
    private var words: Range<Int> {
        low == 0 ? 0..<0 : base..<base + (rest.map { $0.count + 2 } ?? (high == 0 ? 1 : 2))
    }

    private func word(_ word: Int) -> UInt64 {
        switch word - base {
        case 0: low
        case 1: high
        case let place: farWord(place - 2)
        }
    }

    private func farWord(_ place: Int) -> UInt64 {
        guard place >= 0, let rest, place < rest.count else { return 0 }
        return rest[place]
    }

    private mutating func add(_ bits: UInt64, at word: Int) {
        if low == 0, bits != 0 { base = word }
        switch word - base {
        case 0: low |= bits
        case 1: high |= bits
        default: if bits != 0 { addOutside(bits, at: word) }
        }
    }

    private mutating func addOutside(_ bits: UInt64, at word: Int) {
        if word > base { return addFar(bits, word - base - 2) }
        let old = self
        self = BitSet()
        (base, low) = (word, bits)
        for other in old.words { add(old.word(other), at: other) }
    }

    private mutating func addFar(_ bits: UInt64, _ place: Int) {
        var words = rest ?? []
        rest = nil
        if place >= words.count { words.append(contentsOf: repeatElement(0, count: place + 1 - words.count)) }
        words[place] |= bits
        rest = words
    }

    private mutating func keep(_ bits: UInt64, at word: Int) {
        switch word - base {
        case 0:
            low &= bits
            if low == 0 { beginLater() }
        case 1: high &= bits
        case let place: if rest != nil { keepFar(bits, place - 2) }
        }
    }

    private mutating func keepFar(_ bits: UInt64, _ place: Int) {
        guard place >= 0, place < rest?.count ?? 0 else { return }
        rest?[place] &= bits
        while rest?.last == 0 { rest?.removeLast() }
        if rest?.isEmpty == true { rest = nil }
    }

    /// Makes the first word with a member the first.
    private mutating func beginLater() {
        if rest != nil { return beginFar() }
        (base, low, high) = (high == 0 ? 0 : base + 1, high, 0)
    }

    private mutating func beginFar() {
        let (words, first) = ([high] + (rest ?? []), base + 1)
        self = BitSet()
        for (place, word) in words.enumerated() { add(word, at: first + place) }
    }

    /// Two words from `base` on, of which the first may have no members.
    private init(base: Int, _ low: UInt64, _ high: UInt64) {
        (self.base, self.low, self.high) = (base, low, high)
        if low == 0 { beginLater() }
    }
}

extension BitSet {
    var isEmpty: Bool { low == 0 }
    var count: Int { words.reduce(0) { $0 + word($1).nonzeroBitCount } }
    /// Whether it has one member.
    var isSingle: Bool { low != 0 && low & (low - 1) == 0 && high == 0 && rest == nil }
    /// The smallest member; nil in the empty set.
    var first: Int? { low == 0 ? nil : base << 6 + low.trailingZeroBitCount }
    /// The largest member; nil in the empty set.
    var last: Int? {
        if high == 0, rest == nil { return low == 0 ? nil : base << 6 + 63 - low.leadingZeroBitCount }
        guard let word = words.last else { return nil }
        return word << 6 + 63 - self.word(word).leadingZeroBitCount
    }

    /// The next larger member, to go through a set without a copy of it.
    func member(after member: Int) -> Int? {
        let bits = word(member >> 6) & ((.max << UInt64(member & 63)) << 1)
        return bits == 0 ? first(after: member >> 6) : member & ~63 + bits.trailingZeroBitCount
    }

    /// The first member in the words after one.
    private func first(after word: Int) -> Int? {
        if high == 0, rest == nil { return nil }
        for word in word + 1..<Swift.max(word + 1, words.upperBound) where self.word(word) != 0 {
            return word << 6 + self.word(word).trailingZeroBitCount
        }
        return nil
    }

    /// The next smaller member.
    func member(before member: Int) -> Int? {
        let bits = word(member >> 6) & ~(.max << UInt64(member & 63))
        return bits == 0 ? last(before: member >> 6) : member & ~63 + 63 - bits.leadingZeroBitCount
    }

    /// The last member in the words before one.
    private func last(before word: Int) -> Int? {
        if word <= base { return nil }
        for word in (base..<word).reversed() where self.word(word) != 0 {
            return word << 6 + 63 - self.word(word).leadingZeroBitCount
        }
        return nil
    }

    func contains(_ member: Int) -> Bool { word(member >> 6) >> UInt64(member & 63) & 1 == 1 }
    mutating func insert(_ member: Int) { add(1 << UInt64(member & 63), at: member >> 6) }
    mutating func remove(_ member: Int) { keep(~(1 << UInt64(member & 63)), at: member >> 6) }

    mutating func formUnion(_ other: BitSet) {
        if isEmpty {
            self = other
        } else if other.rest == nil {
            add(other.low, at: other.base)
            if other.high != 0 { add(other.high, at: other.base + 1) }
        } else {
            for word in other.words { add(other.word(word), at: word) }
        }
    }

    func union(_ other: BitSet) -> BitSet {
        var result = self
        result.formUnion(other)
        return result
    }

    mutating func subtract(_ other: BitSet) {
        for word in words.clamped(to: other.words).reversed() { keep(~other.word(word), at: word) }
    }

    func intersects(_ other: BitSet) -> Bool {
        words.clamped(to: other.words).contains { word($0) & other.word($0) != 0 }
    }

    func intersection(_ other: BitSet) -> BitSet {
        if rest == nil { return BitSet(base: base, low & other.word(base), high == 0 ? 0 : high & other.word(base + 1)) }
        var result = BitSet()
        for word in words.clamped(to: other.words) { result.add(self.word(word) & other.word(word), at: word) }
        return result
    }

    /// The members that lie in a range.
    func intersection(_ range: Range<Int>) -> BitSet {
        if rest == nil {
            return BitSet(base: base, low & Self.mask(of: range, word: base), high == 0 ? 0 : high & Self.mask(of: range, word: base + 1))
        }
        var result = BitSet()
        for word in Self.words(of: range).clamped(to: words) {
            result.add(self.word(word) & Self.mask(of: range, word: word), at: word)
        }
        return result
    }

    func intersects(_ range: Range<Int>) -> Bool {
        if range.isEmpty { return false }
        let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
        if first == last { return word(first) & Self.mask(of: range, word: first) != 0 }
        return (first..<last + 1).clamped(to: words).contains { word($0) & Self.mask(of: range, word: $0) != 0 }
    }

    private static func words(of range: Range<Int>) -> Range<Int> {
        range.isEmpty ? 0..<0 : range.lowerBound >> 6..<(range.upperBound - 1) >> 6 + 1
    }

    /// The bits of a range in a word: none where it lies elsewhere.
    private static func mask(of range: Range<Int>, word: Int) -> UInt64 {
        let from = Swift.max(range.lowerBound - word << 6, 0)
        let to = Swift.min(range.upperBound - word << 6, 64)
        return from >= to ? 0 : .max << UInt64(from) & .max >> UInt64(64 - to)
    }
}

extension BitSet: Hashable {}

extension BitSet: Sequence {
    struct Iterator: IteratorProtocol {
        fileprivate let set: BitSet
        fileprivate var words: Range<Int>
        fileprivate var at = 0
        fileprivate var bits: UInt64 = 0

        mutating func next() -> Int? {
            while bits == 0 {
                guard !words.isEmpty else { return nil }
                at = words.lowerBound
                words = at + 1..<words.upperBound
                bits = set.word(at)
            }
            let bit = bits.trailingZeroBitCount
            bits &= bits - 1
            return at << 6 + bit
        }
    }

    /// The members, rising.
    func makeIterator() -> Iterator { Iterator(set: self, words: words) }
    var underestimatedCount: Int { count }

    /// The members, falling.
    var descending: Descending { Descending(set: self, words: words) }

    struct Descending: Sequence, IteratorProtocol {
        fileprivate let set: BitSet
        fileprivate var words: Range<Int>
        fileprivate var at = 0
        fileprivate var bits: UInt64 = 0

        mutating func next() -> Int? {
            while bits == 0 {
                guard !words.isEmpty else { return nil }
                at = words.upperBound - 1
                words = words.lowerBound..<at
                bits = set.word(at)
            }
            let bit = 63 - bits.leadingZeroBitCount
            bits &= ~(1 << UInt64(bit))
            return at << 6 + bit
        }
    }
}
