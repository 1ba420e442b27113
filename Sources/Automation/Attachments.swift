import CivilTime
import Definitions
import JSON
import TriadKit

extension Shape.Member {
    /// For commands that make an entry in a case.
    static let attachments = Shape.Member(
        "attachments?", .list(.object([
            .init("name", .text, "A file's name, without a path: what kind of document it is stands at its end."),
            .init("content", .text, "Its bytes in base64 (RFC 4648, section 4); at most 25 MB of them."),
            .init("received?", .day, "When it was received; else the day of the act."),
            .init("visibility?", .word(Visibility.allCases.map(\.rawValue)), "Who sees it, where fewer than what it goes with."),
        ])), "Documents that go with the entry, at most 20: pdf, docx, xlsx, jpg, png, eml or txt. A line of the pipe holds one of 25 MB.")
}

extension Arguments {
    /// The documents that come with a command.
    var documents: [OfferedDocument] {
        (object["attachments"]?.arrayValue ?? []).compactMap(\.objectValue).map { members in
            let given = Arguments(object: members)
            return OfferedDocument(
                name: given.required("name"), content: .base64(given.required("content")), received: given.day("received"),
                visibility: given.text("visibility").flatMap { Visibility(rawValue: $0) })
        }
    }
}
