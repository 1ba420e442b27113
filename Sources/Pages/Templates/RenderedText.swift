/// A rendered template taken apart again: what the template says, and what was put in.
struct RenderedText {
    /// A stretch of text from the template, or a value from the data.
    enum Piece {
        case template(String)
        case value(String)
    }

    /// A line of the rendered text and the place in a template that it came from.
    struct Line {
        var place: TemplateSource.Place
        var pieces: [Piece]
        /// Whether the template's line said something, but only in sections that came out empty: then it
        /// is no line at all, not a blank one.
        var isVanished: Bool

        var isBlank: Bool {
            pieces.allSatisfy { piece in
                switch piece {
                case .template(let text): text.allSatisfy(\.isWhitespace)
                case .value(let text): text.isEmpty
                }
            }
        }
    }

    private enum Token {
        case text(String)
        case value(String, TemplateSource.Place)
        case line(TemplateSource.Place)
    }

    private var tokens: [Token] = []

    init(_ rendered: String, values: [String], tags: [TemplateSource.Tag], names: [String]) {
        var text = String.UnicodeScalarView()
        var mark: (kind: Unicode.Scalar, body: String)?
        for scalar in rendered.unicodeScalars {
            switch scalar {
            case TemplateSource.Sentinel.value, TemplateSource.Sentinel.line:
                if !text.isEmpty { tokens.append(.text(String(text))) }
                text = String.UnicodeScalarView()
                mark = (scalar, "")
            case TemplateSource.Sentinel.end:
                if let mark, let token = Self.token(mark.kind, mark.body, values, tags, names) { tokens.append(token) }
                mark = nil
            default:
                if mark == nil { text.append(scalar) } else { mark?.body.unicodeScalars.append(scalar) }
            }
        }
        if !text.isEmpty { tokens.append(.text(String(text))) }
    }

    private static func token(
        _ kind: Unicode.Scalar, _ body: String, _ values: [String], _ tags: [TemplateSource.Tag], _ names: [String]
    ) -> Token? {
        let numbers = body.split(separator: ":").compactMap { Int($0) }
        guard numbers.count == 2 else { return nil }
        if kind == TemplateSource.Sentinel.line {
            guard names.indices.contains(numbers[0]) else { return nil }
            return .line(TemplateSource.Place(template: names[numbers[0]], line: numbers[1]))
        }
        guard values.indices.contains(numbers[0]), tags.indices.contains(numbers[1]) else { return nil }
        return .value(values[numbers[0]], tags[numbers[1]].place)
    }

    /// The whole text, with each value escaped.
    func joined(_ escape: (String) -> String) -> String {
        var out = ""
        for token in tokens {
            switch token {
            case .text(let text): out += text
            case .value(let value, _): out += escape(value)
            case .line: break
            }
        }
        return out
    }

    /// The lines of the template's own making: a line feed inside a value ends none.
    func lines() -> [Line] {
        var lines: [Line] = []
        var last = TemplateSource.Place(template: "", line: 1)
        var place: TemplateSource.Place?
        var pieces: [Piece] = []
        func end() {
            let at = place ?? last
            lines.append(Line(place: at, pieces: pieces, isVanished: place != nil && pieces.isEmpty))
            last = at
            place = nil
            pieces = []
        }
        for token in tokens {
            switch token {
            case .line(let at): place = place ?? at
            case .value(let value, let at):
                place = place ?? at
                pieces.append(.value(value))
            case .text(let text):
                for (index, part) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    if index > 0 { end() }
                    if !part.isEmpty { pieces.append(.template(String(part))) }
                }
            }
        }
        end()
        return lines
    }
}
