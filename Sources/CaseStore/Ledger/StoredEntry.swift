import CivilTime
import Foundation
internal import GRDB
import JSON

/// An entry as the log keeps it: the bytes that were hashed, and beside them the values that they conceal.
public struct StoredEntry: Sendable {
    /// Where it stands in the log, from 0.
    public var place: Int64
    public var entry: Entry
    public var bytes: [UInt8]
    public var leaf: Hash
    let openings: Openings

    /// - Throws: ``StoreFailure`` where the row is not one that this program writes.
    init(_ row: Row) throws {
        place = row["place"]
        let bytes: Data = row["bytes"]
        let leaf: Data = row["leaf"]
        guard let entry = Entry([UInt8](bytes)), let hash = Hash(leaf) else {
            throw StoreFailure.damaged("the entry at place \(place) cannot be read")
        }
        (self.entry, self.bytes, self.leaf) = (entry, [UInt8](bytes), hash)
        do {
            openings = try Openings(column: row["opened"])
        } catch {
            throw StoreFailure.damaged("what the entry \(entry.name) conceals cannot be read")
        }
    }
}

extension Entry {
    /// `triad-review-3/17`: the stream and the number in it.
    public var name: String { "\(stream)/\(number)" }
}

extension Log {
    private static let columns = "place, bytes, leaf, opened"

    func entry(stream: String, number: Int) throws -> StoredEntry? {
        let statement = try db.cachedStatement(sql: "SELECT \(Log.columns) FROM entry WHERE stream = ? AND number = ?")
        return try Row.fetchOne(statement, arguments: [stream, number]).map(StoredEntry.init)
    }

    func entry(place: Int64) throws -> StoredEntry? {
        let statement = try db.cachedStatement(sql: "SELECT \(Log.columns) FROM entry WHERE place = ?")
        return try Row.fetchOne(statement, arguments: [place]).map(StoredEntry.init)
    }

    /// The entries of one stream after a number, oldest first.
    func entries(stream: String, after number: Int = 0, most: Int = .max) throws -> [StoredEntry] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Log.columns) FROM entry WHERE stream = ? AND number > ? ORDER BY number LIMIT ?")
        return try Row.fetchAll(statement, arguments: [stream, number, most]).map(StoredEntry.init)
    }

    /// All entries of a stream; what was read of it in the same command is not read again.
    func allEntries(stream: String) throws -> [StoredEntry] {
        let known = remembered?.entries.flatMap { $0.stream == stream ? $0.stored : nil } ?? []
        let stored = known + (try entries(stream: stream, after: known.last?.entry.number ?? 0))
        remembered?.entries = (stream, stored)
        return stored
    }

    /// The entries of all streams after a place, in the order in which they were committed; -1 is before the first.
    func entries(after place: Int64, most: Int) throws -> [StoredEntry] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Log.columns) FROM entry WHERE place > ? ORDER BY place LIMIT ?")
        return try Row.fetchAll(statement, arguments: [place, most]).map(StoredEntry.init)
    }

    /// The number of a stream's last entry; 0 where it has none.
    func last(stream: String) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT max(number) FROM entry WHERE stream = ?")
        return try Int.fetchOne(statement, arguments: [stream]) ?? 0
    }

    /// The recorded time of the last entry of all; nil in an empty log.
    func lastRecorded() throws -> Instant? {
        if let known = remembered?.end { return known.recorded }
        let statement = try db.cachedStatement(sql: "SELECT recorded FROM entry ORDER BY place DESC LIMIT 1")
        return try Int64.fetchOne(statement).map { Instant(milliseconds: $0) }
    }

    /// Empties the values with these places in what an entry conceals, and with them which request its key stands for: that could be
    /// tried out. The entry's hash holds as before.
    func empty(stream: String, number: Int, values: [Int]) throws {
        let opened = try String.fetchOne(
            db, sql: "SELECT opened FROM entry WHERE stream = ? AND number = ?", arguments: [stream, number])
        guard var items = (try opened.map { try JSON.Value.parse($0) })?.arrayValue else { return }
        let isKeyConcealed = try entry(stream: stream, number: number)?.entry.key?.isConcealed == true
        for value in values + (isKeyConcealed ? [items.count - 1] : []) where items.indices.contains(value) { items[value] = .null }
        remembered?.entries = nil
        // The old page must not keep the value.
        try db.execute(sql: "PRAGMA secure_delete = ON")
        try db.execute(
            sql: "UPDATE entry SET opened = ? WHERE stream = ? AND number = ?",
            arguments: [JSON.Value.array(items).text, stream, number])
    }
}
