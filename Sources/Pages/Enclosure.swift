/// A document that goes with a page, on a numbered sheet of its own.
///
/// A page holds its content only as far as it is text: everything else is put in where the page is written, piece by piece
/// (``Page/writeHTML(_:content:)``), since it may be large.
public struct Enclosure: Sendable {
    /// Within the page, from 1.
    public var number: Int
    public var title: String
    /// What is said of it on its sheet.
    public var facts: [Fact]
    public var body: Body
    /// The file's name, under which it is taken out of the page.
    public var fileName: String
    /// `application/pdf`.
    public var mediaType: String

    /// What stands on the sheet.
    public enum Body: Sendable {
        /// The document itself, as a picture.
        case picture
        /// The document itself, as text.
        case text(String)
        /// That it is to be put in here.
        case insert
    }

    public init(number: Int, title: String, facts: [Fact], body: Body, fileName: String, mediaType: String) {
        self.number = number
        self.title = title
        self.facts = facts
        self.body = body
        self.fileName = fileName
        self.mediaType = mediaType
    }
}

extension Enclosure {
    var isPicture: Bool { if case .picture = body { true } else { false } }

    /// The document itself, where it is text.
    var text: String? { if case .text(let text) = body { text } else { nil } }
}
