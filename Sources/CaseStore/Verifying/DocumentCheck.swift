internal import GRDB
import JSON

/// Whether every document that the ledger names lies beside the file, as it was attached.
struct DocumentCheck {
    private let named: Database
    private let documents: DocumentFolder
    private let lacking: Set<String>

    /// - Parameters:
    ///   - named: what the ledger says.
    ///   - lacking: the hashes of those that are known not to be there.
    init(named: Database, _ documents: DocumentFolder, _ lacking: Set<String>) {
        self.named = named
        self.documents = documents
        self.lacking = lacking
    }

    /// Each that is missing or has been changed, once for each entry that it came with.
    func differences() throws -> [Difference] {
        var differences: [Difference] = []
        var last: (hash: String, state: DocumentFolder.State)?
        let rows = try Row.fetchCursor(named, sql: "SELECT hash, case_id, number, entry FROM document ORDER BY hash, case_id, number")
        while let row = try rows.next() {
            let hash: String = row["hash"]
            // What has been erased is not looked for.
            guard Hash(hex: hash) != nil, !lacking.contains(hash) else { continue }
            if last.map({ !sameScalars($0.hash, hash) }) ?? true { last = (hash, try documents.state(of: hash)) }
            guard let state = last?.state, state != .there else { continue }
            let (id, number, entry): (String, Int, Int) = (row["case_id"], row["number"], row["entry"])
            differences.append(Difference(
                table: "document", row: "\(id), \(number)",
                sentence: "its content, which came with entry \(id)/\(entry), \(state == .missing ? "is missing" : "has been changed")"))
        }
        return differences
    }
}
