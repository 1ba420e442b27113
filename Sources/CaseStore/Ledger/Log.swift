import Foundation
internal import GRDB
import JSON

/// The entries of a file in the order in which they were committed, as a Merkle tree.
struct Log {
    let db: Database
    var remembered: Remembered?

    /// How many entries there are.
    func size() throws -> Int64 {
        let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(place) FROM entry"))
        return last.map { $0 &+ 1 } ?? 0
    }

    /// Appends an entry and gives its place, counted from 0.
    ///
    /// - Parameter opened: the values that the entry conceals, as ``Concealment/column``.
    @discardableResult
    func append(_ entry: Entry, opened: String?) throws -> Int64 {
        var end = try end()
        let place = end.frontier.size
        let bytes = entry.encoded()
        let leaf = MerkleTree.leaf(bytes)
        let roots = end.frontier.append(leaf)
        end.recorded = entry.recorded
        try db.cachedStatement(sql: """
            INSERT INTO entry (place, stream, number, leaf, roots, bytes, opened, recorded, happened, came, actor,
                typed_by, login, word, command, definition, engine)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .execute(arguments: [
                place, entry.stream, entry.number, Data(leaf.bytes), Data(roots.flatMap(\.bytes)), Data(bytes), opened,
                entry.recorded.milliseconds, entry.happened.description, entry.came, entry.actor,
                entry.typedBy, entry.login, entry.word, entry.command, entry.definition, entry.engine,
            ])
        remembered?.end = end
        return place
    }

    /// Where the log stands.
    func end() throws -> Remembered.LogEnd {
        if let known = remembered?.end { return known }
        let found = Remembered.LogEnd(recorded: try lastRecorded(), frontier: try MerkleTree.Frontier(size: size(), find: subtree))
        remembered?.end = found
        return found
    }

    /// The root of a perfect subtree: one read of the row of its last leaf.
    func subtree(_ subtree: MerkleTree.Subtree) throws -> Hash {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT leaf, roots FROM entry WHERE place = ?"), arguments: [subtree.last])
        guard let row else { throw StoreFailure.damaged("the log has no entry at place \(subtree.last)") }
        let roots: Data = row[1]
        let leaf: Data = row[0]
        let start = (subtree.level - 1) * Hash.length
        let found = subtree.level == 0 ? Hash(leaf) : Hash(roots.dropFirst(start).prefix(Hash.length))
        guard let found else { throw StoreFailure.damaged("the roots at place \(subtree.last) are cut short") }
        return found
    }

    /// Size and root of the whole log.
    func head() throws -> TreeHead {
        let size = try size()
        return TreeHead(size: size, root: try MerkleTree.root(size: size, find: subtree))
    }

    /// The root of the log's first `size` entries.
    func root(size: Int64) throws -> Hash {
        try MerkleTree.root(size: size, find: subtree)
    }
}

/// What a paper in other hands anchors: how many entries the log has, and the root over them.
public struct TreeHead: Sendable, Hashable, CustomStringConvertible {
    public var size: Int64
    public var root: Hash

    /// `1284 entries, 5dc9da79…`: the number and all 64 digits.
    public var description: String { "\(size) \(size == 1 ? "entry" : "entries"), \(root.hex)" }
}
