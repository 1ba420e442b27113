/// One thing wrong with a template or with what it was given, at its line.
public struct Mistake: Error, Sendable, CustomStringConvertible {
    /// The kinds of mistake, each with a stable code.
    public enum Code: String, Sendable, CaseIterable {
        /// A tag is not closed, or holds what no tag may hold.
        case badTag = "bad-tag"
        /// Mustache that is not taken here: raw values, inheritance, other delimiters, pragmas, dynamic partials.
        case tagNotTaken = "tag-not-taken"
        /// A section is not closed, or a close has no section.
        case badSection = "bad-section"
        /// A partial that is not there.
        case unknownPartial = "unknown-partial"
        /// Partials that name each other in a ring.
        case partialRing = "partial-ring"
        /// Too long, too deep or too many.
        case tooLarge = "too-large"
        /// A character that templates may not hold.
        case badCharacter = "bad-character"
        /// A name that the data does not have.
        case unknownName = "unknown-name"
        /// A value that is empty or null where text is printed.
        case emptyValue = "empty-value"
        /// A list, an object or a truth value where text is printed.
        case notText = "not-text"
        /// A line of the page language that begins with `::` and is not known.
        case unknownLine = "unknown-line"
        /// A line of the page language that lacks something or has too much.
        case badLine = "bad-line"
        /// A table, chart or list of facts that was not supplied.
        case unknownSupply = "unknown-supply"
        /// An end without a beginning, or a beginning without an end.
        case badBlock = "bad-block"
        /// A page without a title.
        case noTitle = "no-title"
    }

    public var code: Code
    public var template: String
    /// The line in the template, from 1.
    public var line: Int
    /// What is wrong, as one sentence.
    public var sentence: String
    /// What would make it pass.
    public var fix: String

    /// `visit.page:12: The data has no "plcae.name". Names here: place, visit. (unknown-name)`
    public var description: String {
        "\(template):\(line): \(sentence)\(fix.isEmpty ? "" : " " + fix) (\(code.rawValue))"
    }
}

/// Every mistake that was found, in the order of the text.
public struct Mistakes: Error, Sendable, CustomStringConvertible {
    public var all: [Mistake]

    public var description: String { all.map(\.description).joined(separator: "\n") }
}
