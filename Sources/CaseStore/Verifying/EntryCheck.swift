import Casework
import Foundation
internal import GRDB
import JSON

/// What a row of the ledger says by itself, apart from those before it: hashed, read and opened.
///
/// It is made of the row alone, on any thread, and holds no more of it than is needed where the rows are looked at in their order.
struct EntryCheck: Sendable {
    let place: DatabaseValue
    /// `triad-review-3/17`, as the row itself says.
    var name: String { LedgerRow.name(stream: stream, number: number) }
    private let stream, number: DatabaseValue
    /// The hash of the bytes.
    let leaf: Hash
    let isLeafRight: Bool
    let roots: Data
    /// Without its facts; nil where the bytes hold no entry.
    let entry: Entry?
    /// A failure where the entry cannot be played again.
    let said: Result<Said, any Error>
    /// The copied columns that say otherwise than the entry.
    let differingCopies: [String]
    /// What is wrong with the column of concealed values.
    let flawOfOpenings: String?

    init(_ row: LedgerRow) {
        let bytes = [UInt8](Data.fromDatabaseValue(row.bytes) ?? Data())
        (place, stream, number) = (row.place, row.stream, row.number)
        leaf = MerkleTree.leaf(bytes)
        isLeafRight = Data.fromDatabaseValue(row.leaf).flatMap { Hash($0) } == leaf
        roots = Data.fromDatabaseValue(row.roots) ?? Data()
        guard var entry = Entry(bytes) else {
            (self.entry, said, differingCopies, flawOfOpenings) = (nil, .failure(Openings.Flaw()), [], nil)
            return
        }
        let column = String.fromDatabaseValue(row.opened)
        let openings = Result { try Openings(column: column) }
        said = Result { try Said(entry, openings.get()) }
        differingCopies = row.differingCopies(of: entry)
        flawOfOpenings = EntryCheck.flaw(of: try? openings.get(), isThere: column != nil, of: entry)
        entry.facts = []
        self.entry = entry
    }

    /// What an entry conceals, put back.
    struct Said: Sendable {
        let facts: [Fact]
        /// The hash of what the entry's key stands for.
        let request: Hash?

        init(_ entry: Entry, _ openings: Openings) throws {
            facts = try entry.facts(openings: openings)
            request = entry.key?.request(openings: openings)
        }
    }

    private static func flaw(of openings: Openings?, isThere: Bool, of entry: Entry) -> String? {
        let hashes = entry.concealed
        guard isThere || hashes.isEmpty else { return "the values that the entry conceals are missing" }
        guard let openings, openings.hashes.count == hashes.count, isThere != hashes.isEmpty else {
            return "it does not hold the values that the entry conceals"
        }
        let isOther = zip(openings.hashes, hashes).contains { found, hash in found != nil && found != hash }
        return isOther ? "a value is not the one that the entry conceals" : nil
    }
}

extension Entry {
    /// The facts, with what they conceal put back. An emptied value reads as erased.
    func facts(openings: Openings) throws -> [Fact] {
        try facts.map { json in
            do {
                return try Fact(json: json) { openings.reveal($0, erased: ["absent": "erased"]) }
            } catch is Unreadable {
                // A text has no absence of its own.
                return try Fact(json: json) { openings.reveal($0, erased: "(erased)") }
            }
        }
    }
}
