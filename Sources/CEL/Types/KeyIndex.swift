/// Where the entries of a map are, by the hashes of their keys: a few are looked through one after the other, more are
/// found through an open table. Hashes are seeded anew in each process, so that nobody can choose keys that collide.
struct KeyIndex: Sendable {
    /// As many as need no table.
    static let few = 8

    private var hashes: [Int] = []
    /// Places plus one, 0 where there is none; its size is a power of two, at most half of it taken. Empty for a few.
    private var table: [Int] = []

    /// The place of the key with this hash for which `isSame` holds.
    @inline(__always)
    func place(hash: Int, where isSame: (_ place: Int) -> Bool) -> Int? {
        if table.isEmpty {
            for place in hashes.indices where hashes[place] == hash && isSame(place) { return place }
            return nil
        }
        var slot = hash & (table.count - 1)
        while table[slot] != 0 {
            let place = table[slot] - 1
            if hashes[place] == hash, isSame(place) { return place }
            slot = (slot + 1) & (table.count - 1)
        }
        return nil
    }

    /// Adds a key, whose place is behind all others.
    mutating func append(hash: Int) {
        hashes.append(hash)
        if hashes.count > Self.few, hashes.count * 2 > table.count {
            table = Array(repeating: 0, count: max(table.count * 2, Self.few * 4))
            for place in hashes.indices { enter(place) }
        } else if !table.isEmpty {
            enter(hashes.count - 1)
        }
    }

    private mutating func enter(_ place: Int) {
        var slot = hashes[place] & (table.count - 1)
        while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
        table[slot] = place + 1
    }
}
