import CivilTime
import Foundation
internal import GRDB

/// Whether each row of the ledger is what its bytes say, and stands where it should.
///
/// It looks at the rows in the order of the log and keeps a root for each bit of its size, no more.
struct LedgerCheck {
    private(set) var differences: [Difference] = []
    private var place: Int64 = 0
    private var frontier = MerkleTree.Frontier()
    private var numbers: [String: Int] = [:]
    private var file: String?
    private var recorded = Instant.first

    /// The root over the rows seen so far, from their bytes alone.
    var root: Hash { frontier.root }

    /// Looks at the next row.
    mutating func check(_ row: EntryCheck) {
        if Int64.fromDatabaseValue(row.place) != place { differ(row, "place", "the log is not without gaps; \(place) was expected") }
        if !row.isLeafRight { differ(row, "leaf", "it is not the hash of the entry") }
        let roots = frontier.append(row.leaf)
        if !row.roots.elementsEqual(roots.flatMap(\.bytes)) { differ(row, "roots", "they are not the roots of the entries before it") }
        place += 1
        guard let entry = row.entry else { return differ(row, "bytes", "they hold no entry") }
        for column in row.differingCopies { differ(row, column, "the copy differs from the entry") }
        check(row, entry)
        if let flaw = row.flawOfOpenings { differ(row, "opened", flaw) }
    }

    /// Whether the entry follows those before it.
    private mutating func check(_ row: EntryCheck, _ entry: Entry) {
        if entry.number != numbers[entry.stream, default: 0] &+ 1 { differ(row, "bytes", "the entry before it is missing") }
        numbers[entry.stream] = entry.number
        if entry.file != file ?? entry.file { differ(row, "bytes", "the entry is another file's") }
        file = file ?? entry.file
        if entry.recorded < recorded { differ(row, "bytes", "it was recorded before the entry before it") }
        recorded = max(recorded, entry.recorded)
    }

    private mutating func differ(_ row: EntryCheck, _ column: String, _ sentence: String) {
        differences.append(Difference(table: "entry", row: row.name, column: column, sentence: sentence))
    }
}
