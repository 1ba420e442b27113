import Casework
import Foundation
internal import GRDB
import JSON

/// What is looked for to be erased: values that are kept beside the ledger's entries and can be emptied.
struct Erasure {
    /// Whose name and address in the register are meant.
    let person: String?
    /// Texts in which something stands: names, addresses.
    let needles: [String]

    /// The values of each entry in which one of the texts stands, or which say who the person is.
    func places(in db: Database) throws -> [(stream: String, number: Int, values: [Int])] {
        let texts = needles.filter { $0.unicodeScalars.contains { !$0.properties.isWhitespace } }.map { $0.lowercased() }
        guard !texts.isEmpty || person != nil else { return [] }
        var places: [(stream: String, number: Int, values: [Int])] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT stream, number, opened FROM entry WHERE opened IS NOT NULL ORDER BY place")
        while let row = try rows.next() {
            let items = try JSON.Value.parse(row["opened"] as String).arrayValue ?? []
            let values = items.indices.filter { place in items[place][1].map { matches($0, texts) } ?? false }
            if !values.isEmpty { places.append((row["stream"], row["number"], Array(values))) }
        }
        return places
    }

    private func matches(_ value: JSON.Value, _ texts: [String]) -> Bool {
        switch value {
        case .string(let text):
            let text = text.lowercased()
            return texts.contains { text.contains($0) }
        case .array(let values): return values.contains { matches($0, texts) }
        case .object(let object):
            // Posts and credentials are the file's record of who might do what; they hold her key, and no name.
            if let person, object["id"]?.stringValue == person { return true }
            return object.contains { matches($0.value, texts) }
        case .null, .bool, .int, .double: return false
        }
    }
}
