import Casework
import Foundation
internal import GRDB
import JSON

extension Performing {
    /// What a command's key says of it.
    enum Knowledge {
        case new(Entry.Key?)
        case repeated(Reply)
        case reused(Refusal)
    }

    /// Bytes of a key's text, and of its client's name.
    static let longestKey = 64

    func known(_ command: Command) throws -> Knowledge {
        guard let key = command.key else { return .new(nil) }
        guard (1...Performing.longestKey).contains(key.text.utf8.count), (1...Performing.longestKey).contains(key.client.utf8.count) else {
            return .reused(Refusal(
                .outOfRange, "A key and its client's name have 1 to \(Performing.longestKey) bytes each.", place: "key",
                remedy: "A client's name and a counter are enough."))
        }
        let request = Hash(of: command.request.serialized())
        let statement = try db.cachedStatement(sql: "SELECT request, place FROM key WHERE client = ? AND text = ?")
        guard let row = try Row.fetchOne(statement, arguments: [key.client, key.text]) else {
            return .new(Entry.Key(client: key.client, text: key.text, request: request))
        }
        guard Array(row["request"] as Data) == request.bytes else {
            return .reused(Refusal(
                .keyReused, "The key \(key.text) of \(key.client) was used for something else.", place: "key",
                remedy: "Send this with a key of its own."))
        }
        return .repeated(try reply(from: row["place"]))
    }

    /// The entries of a command, from its own on: they stand together in the log.
    private func reply(from place: Int64) throws -> Reply {
        var made: [Reply.Made] = []
        var (place, command) = (place, String?.none)
        while let stored = try writing.log.entry(place: place), stored.entry.command == command ?? stored.entry.command {
            command = stored.entry.command
            made.append(Reply.Made(
                stream: stored.entry.stream, number: stored.entry.number, place: stored.place, word: stored.entry.word,
                recorded: stored.entry.recorded, facts: try stored.facts()))
            place += 1
        }
        return Reply(entries: made)
    }
}
