import Casework
import CivilTime
import Definitions
import Foundation
import JSON

/// A document of a case, as a list shows it.
public struct DocumentView: Sendable, Hashable {
    public var number: Int
    public var name: String
    public var kind: Document.Kind
    /// In bytes.
    public var size: Int
    public var received: Day
    public var by: Named
    /// The entry that it came with.
    public var entry: Int
    /// The row that the entry added, and its record.
    public var record: Name?
    public var row: Int?
    /// The sheet that the entry sealed.
    public var sheet: Name?
    /// On what the entry voted.
    public var vote: Name?
    public var visibility: Visibility
    /// The SHA-256 of its content, as 64 hexadecimal digits.
    public var sha256: String
    /// The number of the correction by which its entry is set aside; nil: it stands.
    public var setAsideBy: Int?

    public var json: JSON.Value {
        .view([
            "number": .number(number), "name": .text(name), "kind": .text(kind.rawValue), "size": .number(size), "received": .day(received),
            "by": by.json, "entry": .number(entry), "record": .text(record), "row": .number(row), "sheet": .text(sheet), "vote": .text(vote),
            "visibility": .text(visibility.rawValue), "sha256": .text(sha256), "set_aside_by": .number(setAsideBy),
        ])
    }
}

/// The documents of a case that the asker may see, by number.
public struct DocumentList: Answer, Hashable {
    public var `case`: Case.ID
    public var documents: [DocumentView]

    public var json: JSON.Value { .view(["case": .text(`case`), "documents": .list(documents, \.json)]) }
}

/// One document with its content.
public struct DocumentContent: Answer, Hashable {
    public var document: DocumentView
    public var content: [UInt8]

    /// The content in base64 (RFC 4648, section 4).
    public var json: JSON.Value { .view(["document": document.json, "content": .text(Data(content).base64EncodedString())]) }
}
