import Casework
import CivilTime
import Definitions
import Foundation
import JSON

/// A document that somebody wants kept, with its content.
public struct OfferedDocument: Sendable {
    /// A file's name, without a path.
    public var name: String
    public var content: Content
    public var received: Day?
    public var visibility: Visibility?

    public enum Content: Sendable {
        case bytes([UInt8])
        /// RFC 4648, section 4, as it came in JSON: read only once its length is found good.
        case base64(String)
    }

    /// The most bytes that a document has.
    public static let most = 25 << 20
    /// The most bytes of its name: what the file systems take into which it may be written again.
    public static let longestName = 255

    public init(name: String, content: Content, received: Day? = nil, visibility: Visibility? = nil) {
        self.name = name
        self.content = content
        self.received = received
        self.visibility = visibility
    }

    /// What a key stands for: everything that the sender says of it.
    public var request: JSON.Value {
        let hash = switch content {
        case .bytes(let bytes): Hash(of: bytes)
        case .base64(let text): Hash(of: Array(text.utf8))
        }
        return [.string(name), .string(hash.hex), received.map { .string($0.description) } ?? .null, visibility.map { .string($0.rawValue) } ?? .null]
    }

    /// What is known of it, and its bytes.
    ///
    /// - Parameter place: how a refusal names it.
    /// - Throws: `Refusal`: a name that is none, of a kind that is not kept, empty, too large, another kind than its name says.
    func checked(at place: String) throws(Refusal) -> (attachment: Command.Attachment, bytes: [UInt8]) {
        let kind = try OfferedDocument.kind(named: name, at: "\(place).name")
        let bytes = try bytes(at: "\(place).content")
        guard !bytes.isEmpty else {
            throw Refusal(.outOfRange, "\(name) is empty.", place: "\(place).content", remedy: "Save it again in the program that wrote it.")
        }
        try OfferedDocument.refuseIfTooLarge(bytes.count, name, at: "\(place).content")
        guard DocumentContent.is(kind, bytes) else {
            let other = DocumentContent.kind(of: bytes)
            throw Refusal(
                .wrongType, "\(name) is no \(kind.rawValue), as its name says\(other.map { "; it seems to be \($0.rawValue)" } ?? "").",
                place: "\(place).content", remedy: kind == .txt ? "Save it as text in UTF-8." : "Save it again as \(kind.rawValue), or give it its right name.")
        }
        return (
            Command.Attachment(
                name: name, kind: kind, size: bytes.count, hash: Hash(of: bytes).hex, received: received, visibility: visibility),
            bytes
        )
    }

    /// The same as an outcome.
    func looked(at place: String) -> Result<(attachment: Command.Attachment, bytes: [UInt8]), Refusal> {
        Result { () throws(Refusal) in try checked(at: place) }
    }

    private func bytes(at place: String) throws(Refusal) -> [UInt8] {
        switch content {
        case .bytes(let bytes): return bytes
        case .base64(let text):
            // Four characters for three bytes, the last of which may be filling.
            try OfferedDocument.refuseIfTooLarge(max(0, text.utf8.count / 4 * 3 - 2), name, at: place)
            guard let data = Data(base64Encoded: text) else {
                throw Refusal(.wrongType, "The content of \(name) is not in base64.", place: place, remedy: "Encode it by RFC 4648, section 4, in one line.")
            }
            return Array(data)
        }
    }

    /// - Throws: `Refusal` `out-of-range`.
    public static func refuseIfTooLarge(_ size: Int, _ name: String, at place: String) throws(Refusal) {
        guard size <= most else {
            throw Refusal(
                .outOfRange, "\(name) has \(size) bytes; \(most) (25 MB) are taken.", place: place,
                remedy: "Save it smaller (fewer or coarser pictures), or in parts.")
        }
    }

    /// The kind that a name says.
    ///
    /// - Throws: `Refusal` `wrong-type` where it is no file's name, or of a kind that is not kept.
    static func kind(named name: String, at place: String) throws(Refusal) -> Document.Kind {
        func refuse(_ sentence: String) -> Refusal {
            Refusal(.wrongType, sentence, place: place, remedy: "Give it a plain name, such as report.pdf.")
        }
        guard (1...longestName).contains(name.utf8.count) else { throw refuse("A document's name has 1 to \(longestName) bytes.") }
        guard !name.unicodeScalars.contains(where: \.isOfNoName) else {
            throw refuse("A document's name has no path, and no character that cannot be seen.")
        }
        guard name.unicodeScalars.first != "." else { throw refuse("\(name) begins with a dot, which hides a file.") }
        let ending = name.unicodeScalars.lastIndex(of: ".").map { String(name.unicodeScalars[$0...].dropFirst()).lowercased() } ?? ""
        guard let kind = ending == "jpg" ? .jpeg : Document.Kind(rawValue: ending) else {
            throw Refusal(
                .wrongType, "\(name) is of a kind that is not kept.", place: place,
                remedy: "Kept are pdf, docx, xlsx, jpg, png, eml and txt; its name ends with one of these.")
        }
        return kind
    }
}

extension Unicode.Scalar {
    /// What parts folders, ends lines, or turns the direction in which a name is read.
    fileprivate var isOfNoName: Bool {
        if self == "/" || self == "\\" { return true }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
        default: return false
        }
    }
}
