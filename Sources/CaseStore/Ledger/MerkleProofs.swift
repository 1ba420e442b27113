extension MerkleTree {
    /// What shows, with the entry itself, that it stands at `place` in the log of `size` entries.
    public struct InclusionProof: Sendable, Hashable {
        public var place: Int64
        public var size: Int64
        public var path: [Hash]

        public init(place: Int64, size: Int64, path: [Hash]) {
            self.place = place
            self.size = size
            self.path = path
        }
    }

    /// What shows that the log of `size` entries begins with the log of `earlier` entries.
    public struct ConsistencyProof: Sendable, Hashable {
        public var earlier: Int64
        public var size: Int64
        public var path: [Hash]

        public init(earlier: Int64, size: Int64, path: [Hash]) {
            self.earlier = earlier
            self.size = size
            self.path = path
        }
    }

    /// The proof for the entry at `place`, or nil where the log of `size` entries has none there
    /// (RFC 9162, section 2.1.3.1).
    public static func inclusion<Failure>(
        of place: Int64, size: Int64, find: Finder<Failure>
    ) throws(Failure) -> InclusionProof? {
        guard place >= 0, place < size else { return nil }
        var path: [Hash] = []
        var (start, count) = (Int64(0), size)
        while count > 1 {
            let left = largestPower(below: count)
            if place < start + left {
                path.append(try root(from: start + left, count: count - left, find: find))
                count = left
            } else {
                path.append(try root(from: start, count: left, find: find))
                start += left
                count -= left
            }
        }
        return InclusionProof(place: place, size: size, path: path.reversed())
    }

    /// Whether the proof leads from the entry's leaf to the root (RFC 9162, section 2.1.3.2).
    public static func verify(_ proof: InclusionProof, leaf: Hash, root: Hash) -> Bool {
        guard proof.place >= 0, proof.place < proof.size else { return false }
        var (place, last, hash) = (proof.place, proof.size - 1, leaf)
        for step in proof.path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = node(step, hash)
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = node(hash, step)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }

    /// The proof between two sizes of one log, or nil where `earlier` is 0 or more than `size`
    /// (RFC 9162, section 2.1.4.1).
    public static func consistency<Failure>(
        from earlier: Int64, to size: Int64, find: Finder<Failure>
    ) throws(Failure) -> ConsistencyProof? {
        guard earlier > 0, earlier <= size else { return nil }
        var path: [Hash] = []
        var (start, count, isWhole) = (Int64(0), size, true)
        // SUBPROOF(m, D, b), with `earlier - start` for m and `isWhole` for b.
        while earlier - start != count {
            let left = largestPower(below: count)
            if earlier - start <= left {
                path.append(try root(from: start + left, count: count - left, find: find))
                count = left
            } else {
                path.append(try root(from: start, count: left, find: find))
                start += left
                count -= left
                isWhole = false
            }
        }
        if !isWhole { path.append(try root(from: start, count: count, find: find)) }
        return ConsistencyProof(earlier: earlier, size: size, path: path.reversed())
    }

    /// Whether the proof leads from the earlier root to the later one (RFC 9162, section 2.1.4.2).
    public static func verify(_ proof: ConsistencyProof, earlier: Hash, later: Hash) -> Bool {
        guard proof.earlier > 0, proof.earlier <= proof.size else { return false }
        guard proof.earlier < proof.size else { return proof.path.isEmpty && earlier == later }
        var path = proof.path[...]
        if proof.earlier & (proof.earlier - 1) == 0 { path = ([earlier] + proof.path)[...] }
        guard let first = path.popFirst() else { return false }
        var (node, last) = (proof.earlier - 1, proof.size - 1)
        while node & 1 == 1 { (node, last) = (node >> 1, last >> 1) }
        var (old, new) = (first, first)
        for step in path {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = MerkleTree.node(step, old)
                new = MerkleTree.node(step, new)
                while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                new = MerkleTree.node(new, step)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && old == earlier && new == later
    }
}
