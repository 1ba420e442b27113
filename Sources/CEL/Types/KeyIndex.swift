/// Where the entries of a map are, by the hashes of their keys: a few are looked through one after the other, more are
/// found through an open table. Hashes are seeded anew in each process, so that nobody can choose keys that collide.
struct KeyIndex: Sendable {
    /// As many as need no table.
    private static let few = 8

    private var hashes: [Int] = []
    /// Places plus one, 0 where there is none; its size is a power of two, at most half of it taken. Empty for a few.
    private var table: [Int] = []

    func place(of key: Map.Key, hash: Int, in entries: ArraySlice<Map.Entry>) -> Int? {
        if table.isEmpty {
            for place in hashes.indices where hashes[place] == hash && key.isKey(of: entries[place]) { return place }
            return nil
        }
        var slot = hash & (table.count - 1)
        while table[slot] != 0 {
            let place = table[slot] - 1
            if hashes[place] == hash, key.isKey(of: entries[place]) { return place }
            slot = (slot + 1) & (table.count - 1)
        }
        return nil
    }

    /// Adds the key that comes behind those of `entries`.
    /// - Returns: its place, where it is among them already; it is not added then.
    mutating func insert(_ key: Map.Key, hash: Int, into entries: ArraySlice<Map.Entry>) -> Int? {
        if let place = place(of: key, hash: hash, in: entries) { return place }
        hashes.append(hash)
        if hashes.count * 2 > table.count, hashes.count > Self.few {
            table = Array(repeating: 0, count: max(table.count * 2, Self.few * 4))
            for place in hashes.indices { enter(place) }
        } else if !table.isEmpty {
            enter(hashes.count - 1)
        }
        return nil
    }

    private mutating func enter(_ place: Int) {
        var slot = hashes[place] & (table.count - 1)
        while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
        table[slot] = place + 1
    }
}

extension Map.Key {
    fileprivate func isKey(of entry: Map.Entry) -> Bool {
        if case .string(let text) = self, case .string(let other) = entry.key { return text.hasSameScalars(as: other) }
        return Map.Key(entry.key, allowingDouble: false) == self
    }
}
