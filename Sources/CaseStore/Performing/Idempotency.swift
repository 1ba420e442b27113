import Casework
import Foundation
internal import GRDB
import JSON

extension Performing {
    /// What a request's key says of it.
    enum Knowledge {
        case new(Entry.Key?)
        case repeated(Reply)
    }

    /// - Throws: ``Refusal`` `key-reused` where the key stands for another request.
    func known(_ asked: Asked) throws -> Knowledge {
        guard let (key, request) = asked.key else { return .new(nil) }
        if let reply = try log.reply(to: key, request) { return .repeated(reply) }
        return .new(Entry.Key(client: key.client, text: key.text, request: Hash(of: request.serialized())))
    }
}

extension Reading {
    /// The first answer to a request whose key was used; nil where it was not.
    ///
    /// - Throws: ``Refusal`` `key-reused` where the key stands for another request.
    public func reply(to key: Command.Key, _ request: JSON.Value) throws -> Reply? { try log.reply(to: key, request) }
}

extension Log {
    /// Bytes of a key's text, and of its client's name.
    private static let longestKey = 64

    func knows(_ key: Command.Key) throws -> Bool {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM key WHERE client = ? AND text = ?"), arguments: [key.client, key.text]) != nil
    }

    func reply(to key: Command.Key, _ request: JSON.Value) throws -> Reply? {
        guard (1...Log.longestKey).contains(key.text.utf8.count), (1...Log.longestKey).contains(key.client.utf8.count) else {
            throw Refusal(
                .outOfRange, "A key and its client's name have 1 to \(Log.longestKey) bytes each.", place: "key",
                remedy: "A client's name and a counter are enough.")
        }
        let statement = try db.cachedStatement(sql: "SELECT request, place FROM key WHERE client = ? AND text = ?")
        guard let row = try Row.fetchOne(statement, arguments: [key.client, key.text]) else { return nil }
        let first = Hash(row["request"] as Data)
        guard first == Hash(of: request.serialized()) else {
            throw Refusal(
                .keyReused, "The key \(key.text) of \(key.client) was used for something \(first == nil ? "that has been erased" : "else").",
                place: "key", remedy: "Send this with a key of its own.")
        }
        return try reply(from: row["place"])
    }

    /// The entries of a command, from its own on: they stand together in the log.
    private func reply(from place: Int64) throws -> Reply {
        var made: [Reply.Made] = []
        var (place, command) = (place, String?.none)
        while let stored = try entry(place: place), stored.entry.command == command ?? stored.entry.command {
            command = stored.entry.command
            made.append(Reply.Made(
                stream: stored.entry.stream, number: stored.entry.number, place: stored.place, actor: stored.entry.actor,
                word: stored.entry.word, recorded: stored.entry.recorded, facts: try stored.facts()))
            place += 1
        }
        return Reply(entries: made)
    }
}
