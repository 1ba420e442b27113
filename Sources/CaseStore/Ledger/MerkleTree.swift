import Crypto

/// The log as a Merkle tree with the hashes of RFC 9162, section 2.1.
///
/// The tree is never held: whoever asks hands in a function that finds the root of a perfect subtree, and each row of
/// the log keeps the roots of those that it completes. An append makes two hashes on average and reads none of them, as long as
/// its ``Frontier`` is at hand.
///
/// Pure: it knows hashes and places and nothing of entries or databases.
public enum MerkleTree {
    /// A perfect subtree: the leaves from `index << level` on, `1 << level` of them. Level 0 is one leaf.
    public struct Subtree: Sendable, Hashable {
        public var level: Int
        public var index: Int64

        /// The place of its last leaf, whose row keeps its root.
        public var last: Int64 { ((index + 1) << Int64(level)) - 1 }
    }

    /// Finds the root of a perfect subtree that lies wholly within the log.
    public typealias Finder<Failure: Error> = (Subtree) throws(Failure) -> Hash

    /// The root of a log without entries: SHA-256 of nothing (RFC 9162, section 2.1.1).
    public static let emptyRoot = Hash(of: [UInt8]())

    /// `SHA-256(00 ‖ entry)`.
    public static func leaf(_ entry: [UInt8]) -> Hash {
        var hasher = SHA256()
        withUnsafeBytes(of: 0x00 as UInt8) { hasher.update(bufferPointer: $0) }
        hasher.update(data: entry)
        return Hash(hasher.finalize())
    }

    /// `SHA-256(01 ‖ left ‖ right)`.
    public static func node(_ left: Hash, _ right: Hash) -> Hash {
        var hasher = SHA256()
        withUnsafeBytes(of: 0x01 as UInt8) { hasher.update(bufferPointer: $0) }
        left.feed(&hasher)
        right.feed(&hasher)
        return Hash(hasher.finalize())
    }

    /// A log that grows, by the roots of the perfect subtrees of which it consists: one for each bit of its size.
    public struct Frontier: Sendable, Hashable {
        public private(set) var size: Int64
        /// The largest subtree first.
        private var roots: [Hash]

        /// A log without entries.
        public init() { (size, roots) = (0, []) }

        /// The log's first `size` entries.
        public init<Failure>(size: Int64, find: Finder<Failure>) throws(Failure) {
            self.init()
            for level in stride(from: Int64.bitWidth - 1, through: 0, by: -1) where size & (1 << Int64(level)) != 0 {
                roots.append(try find(Subtree(level: level, index: self.size >> Int64(level))))
                self.size += 1 << Int64(level)
            }
        }

        /// Appends a leaf.
        ///
        /// - Returns: the roots of the perfect subtrees that it completes, the smallest first, without the leaf itself. There are as
        ///   many as the number of the leaf, counted from 1, can be halved.
        public mutating func append(_ leaf: Hash) -> [Hash] {
            size += 1
            var completed: [Hash] = []
            var right = leaf
            for _ in 0..<size.trailingZeroBitCount {
                right = node(roots.removeLast(), right)
                completed.append(right)
            }
            roots.append(right)
            return completed
        }

        /// The root over all leaves.
        public var root: Hash {
            guard let last = roots.last else { return emptyRoot }
            return roots.dropLast().reversed().reduce(last) { node($1, $0) }
        }
    }

    /// The root of the log's first `size` entries (RFC 9162, section 2.1.1).
    public static func root<Failure>(size: Int64, find: Finder<Failure>) throws(Failure) -> Hash {
        size <= 0 ? emptyRoot : try root(from: 0, count: size, find: find)
    }

    /// The root over `count` leaves from `start`, which is a multiple of the least power of two not below `count`.
    static func root<Failure>(from start: Int64, count: Int64, find: Finder<Failure>) throws(Failure) -> Hash {
        guard count & (count - 1) != 0 else {
            let level = count.trailingZeroBitCount
            return try find(Subtree(level: level, index: start >> Int64(level)))
        }
        let left = largestPower(below: count)
        return node(
            try root(from: start, count: left, find: find),
            try root(from: start + left, count: count - left, find: find))
    }

    /// The largest power of two that is smaller than `count`, which is at least 2.
    static func largestPower(below count: Int64) -> Int64 {
        1 << Int64(Int64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
