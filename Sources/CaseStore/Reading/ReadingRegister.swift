import Casework
internal import GRDB
import Register

extension Reading {
    /// The slice of the register about these people and organisations, and the organisations to which it leads.
    public func register(around owners: Set<String>) throws -> Register { try rows.registerAround(owners) }

    /// The whole register.
    public func register() throws -> Register { try rows.register() }

    /// Somebody or something by its identifier, with the name that people read.
    public struct Entity: Sendable, Hashable {
        public var id: String
        public var name: String
    }

    /// The names of these people or organisations; those that the register does not have are left out.
    public func names(_ kind: Register.Row.Kind, _ ids: Set<String>) throws -> [String: String] {
        let statement = try db.cachedStatement(
            sql: "SELECT json_extract(body, '$.name') FROM register_row WHERE kind = ? AND id = ?")
        var names: [String: String] = [:]
        for id in ids { names[id] = try String.fetchOne(statement, arguments: [kind.rawValue, id]) }
        return names
    }

    /// Whoever has exactly this name, by identifier.
    public func called(_ name: String, _ kind: Register.Row.Kind) throws -> [String] {
        // The sign keeps the index of names: by identifiers, SQLite would read everybody rather than sort a few.
        let statement = try db.cachedStatement(
            sql: "SELECT id FROM register_row WHERE kind = ? AND json_extract(body, '$.name') = ? ORDER BY +id")
        return try Row.fetchAll(statement, arguments: [kind.rawValue, name]).map { $0[0] }
    }

    /// Everybody, or every organisation, by identifier.
    public func everything(_ kind: Register.Row.Kind) throws -> [Entity] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, json_extract(body, '$.name') AS name FROM register_row WHERE kind = ? ORDER BY id"),
            arguments: [kind.rawValue]
        ).map { Entity(id: $0["id"], name: $0["name"] ?? "") }
    }

    public func has(_ kind: Register.Row.Kind, _ id: String) throws -> Bool { try rows.has(kind, id) }
}
