import Crypto

/// The log as a Merkle tree with the hashes of RFC 9162, section 2.1.
///
/// The tree is never held: whoever asks hands in a function that finds the root of a perfect subtree, and each row of
/// the log keeps the roots of those that it completes. An append reads one of them and makes two hashes on average.
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
        hasher.update(data: [0x00] as [UInt8])
        hasher.update(data: entry)
        return Hash(hasher.finalize())
    }

    /// `SHA-256(01 ‖ left ‖ right)`.
    public static func node(_ left: Hash, _ right: Hash) -> Hash {
        var hasher = SHA256()
        hasher.update(data: [0x01] + left.bytes + right.bytes)
        return Hash(hasher.finalize())
    }

    /// The roots of the perfect subtrees that a new leaf completes, the smallest first, without the leaf itself.
    ///
    /// There are as many as the number of the leaf, counted from 1, can be halved.
    public static func completed<Failure>(
        by leaf: Hash, at place: Int64, find: Finder<Failure>
    ) throws(Failure) -> [Hash] {
        var roots: [Hash] = []
        var right = leaf
        for level in 0..<(place + 1).trailingZeroBitCount {
            let left = try find(Subtree(level: level, index: ((place + 1) >> Int64(level)) - 2))
            right = node(left, right)
            roots.append(right)
        }
        return roots
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
