import Casework
internal import GRDB
import JSON

extension Reading {
    /// A document with the entry that it came with.
    public struct Attached: Sendable, Hashable {
        public var document: Document
        public var entry: Int
        /// The number of the correction by which its entry is set aside; nil: it stands.
        public var setAsideBy: Int?
    }

    /// The documents of a case, by number.
    public func documents(of id: Case.ID) throws -> [Attached] {
        let statement = try db.cachedStatement(sql: """
            SELECT body, document.entry AS entry, correction FROM document
            LEFT JOIN mended ON mended.case_id = document.case_id AND mended.entry = document.entry AND aside
            WHERE document.case_id = ? ORDER BY number
            """)
        return try Row.fetchAll(statement, arguments: [id]).map { row in
            let body: String = row["body"]
            let document = try Rows.reading("a document of \(id)") { try Document(json: JSON.Value.parse(body)) }
            return Attached(document: document, entry: row["entry"], setAsideBy: row["correction"])
        }
    }

    /// The content of a document, as it was attached.
    ///
    /// - Throws: `Refusal` `document-lost`; ``StoreFailure``.
    public func content(of document: Document) throws -> [UInt8] { try contents.bytes(of: document) }

    /// The same in pieces, of which none is larger than a megabyte; its hash is known only with the last.
    ///
    /// - Throws: `Refusal` `document-lost`; ``StoreFailure``.
    public func eachPiece(of document: Document, _ give: ([UInt8]) throws -> Void) throws { try contents.eachPiece(of: document, give) }

    /// Writes a document into a new file, which is there only once all of it is.
    ///
    /// - Parameter replaces: whether a file that is there is replaced.
    /// - Throws: `Refusal` `document-lost`; ``StoreFailure``.
    public func write(_ document: Document, to other: String, replacing replaces: Bool) throws {
        try contents.write(document, to: other, replacing: replaces)
    }
}
