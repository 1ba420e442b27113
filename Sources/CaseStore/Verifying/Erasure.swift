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

    /// Where it stands.
    struct Found {
        /// The values of each entry, by their places.
        var places: [(stream: String, number: Int, values: [Int])] = []
        /// Entries in which it stands where nothing could take its place.
        var left: [String] = []
        /// Drafts, each by case, sheet, role and holder.
        var drafts: [[String]] = []

        var emptied: Emptied {
            Emptied(
                values: places.reduce(0) { $0 + $1.values.count }, entries: places.map { "\($0.stream)/\($0.number)" }, left: left, drafts: drafts.count)
        }
    }

    /// The values of each entry in which one of the texts stands, or which say who the person is, and the drafts.
    func found(in db: Database) throws -> Found {
        let texts = needles.filter { $0.unicodeScalars.contains { !$0.properties.isWhitespace } }.map { $0.lowercased() }
        var found = Found()
        guard !texts.isEmpty || person != nil else { return found }
        let rows = try Row.fetchCursor(db, sql: "SELECT stream, number, opened FROM entry WHERE opened IS NOT NULL ORDER BY place")
        while let row = try rows.next() {
            let items = try JSON.Value.parse(row["opened"] as String).arrayValue ?? []
            let values = items.indices.filter { place in items[place][1].map { matches($0, texts) } ?? false }
            guard !values.isEmpty, let stored = try Log(db: db).entry(stream: row["stream"], number: row["number"]) else { continue }
            let replaceable = stored.replaceable(values)
            if !replaceable.isEmpty { found.places.append((row["stream"], row["number"], replaceable)) }
            if replaceable.count < values.count { found.left.append(stored.entry.name) }
        }
        let drafts = try Row.fetchCursor(db, sql: "SELECT case_id, sheet, role, holder, body FROM draft ORDER BY case_id, sheet, role, holder")
        while let row = try drafts.next() {
            guard matches(try JSON.Value.parse(row["body"] as String), texts) else { continue }
            found.drafts.append([row["case_id"], row["sheet"], row["role"], row["holder"]])
        }
        return found
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

extension StoredEntry {
    /// Of values that it conceals those that can be emptied: the facts are read without them.
    fileprivate func replaceable(_ values: some Sequence<Int>) -> [Int] {
        var emptied: [Int] = []
        for place in values where (try? entry.facts(openings: openings.emptied(emptied + [place]))) != nil { emptied.append(place) }
        return emptied
    }
}
