/// Cutting and joining lines whose values must stay whole.
enum Pieces {
    typealias Piece = RenderedText.Piece

    /// What follows `prefix`, where the template's own text begins with it.
    static func after(_ prefix: String, _ pieces: [Piece]) -> [Piece]? {
        guard case .template(let lead)? = pieces.first,
            lead.unicodeScalars.starts(with: prefix.unicodeScalars)
        else { return nil }
        let rest = String(lead.unicodeScalars.dropFirst(prefix.unicodeScalars.count))
        return (rest.isEmpty ? [] : [.template(rest)]) + pieces.dropFirst()
    }

    /// Without the template's spaces at both ends.
    static func trimmed(_ pieces: [Piece]) -> [Piece] {
        var pieces = pieces
        if case .template(let lead)? = pieces.first {
            pieces[0] = .template(String(lead.unicodeScalars.drop { $0.properties.isWhitespace }))
        }
        if case .template(let tail)? = pieces.last {
            var scalars = tail.unicodeScalars
            while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
            pieces[pieces.count - 1] = .template(String(scalars))
        }
        return pieces.filter { piece in
            switch piece {
            case .template(let text): !text.isEmpty
            case .value: true
            }
        }
    }

    /// Without the backslash that keeps a line from being anything but text.
    static func unescapedStart(_ pieces: [Piece]) -> [Piece] {
        for start in ["\\::", "\\#", "\\- "] {
            if after(start, pieces) != nil { return after("\\", pieces) ?? pieces }
        }
        return pieces
    }

    /// The parts between the template's own `|`, trimmed; `\|` is the character.
    static func split(_ pieces: [Piece]) -> [[Piece]] {
        var parts: [[Piece]] = [[]]
        for piece in pieces {
            switch piece {
            case .value: parts[parts.count - 1].append(piece)
            case .template(let text):
                for (index, part) in cut(text).enumerated() {
                    if index > 0 { parts.append([]) }
                    if !part.isEmpty { parts[parts.count - 1].append(.template(part)) }
                }
            }
        }
        return parts.map(trimmed)
    }

    private static func cut(_ text: String) -> [String] {
        var parts = [String.UnicodeScalarView()]
        var escaped = false
        for scalar in text.unicodeScalars {
            if scalar == "|", !escaped {
                parts.append(String.UnicodeScalarView())
            } else {
                parts[parts.count - 1].append(scalar)
            }
            escaped = scalar == "\\" && !escaped
        }
        return parts.map { String($0) }
    }

    /// The text of a line without styles.
    static func plain(_ pieces: [Piece]) -> String {
        InlineReader(pieces).runs.map(\.text).joined()
    }
}

/// Reads `**strong**`, `*emphasis*`, the boxes `[ ]` and `[x]`, and backslashes in the template's own text.
struct InlineReader {
    private(set) var runs: [Text.Run] = []
    private(set) var unclosed: String?

    private var strong = false
    private var emphasis = false
    private var current = ""

    init(_ pieces: [RenderedText.Piece]) {
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .value(let text): current += text
            case .template(let text): read(Array(text.unicodeScalars), between: index > 0, and: index + 1 < pieces.count)
            }
        }
        flush()
        unclosed = strong ? "**" : emphasis ? "*" : nil
    }

    private mutating func flush() {
        if !current.isEmpty { runs.append(Text.Run(current, strong ? .strong : emphasis ? .emphasis : .plain)) }
        current = ""
    }

    /// - Parameters:
    ///   - before: whether a value stands before the text, so that a star at its beginning touches something.
    ///   - after: whether one stands after it.
    private mutating func read(_ scalars: [Unicode.Scalar], between before: Bool, and after: Bool) {
        var index = 0
        func isTouching(_ place: Int) -> Bool {
            guard scalars.indices.contains(place) else { return place < 0 ? before : after }
            return !scalars[place].properties.isWhitespace
        }
        while index < scalars.count {
            let scalar = scalars[index]
            let following = index + 1 < scalars.count ? scalars[index + 1] : nil
            if scalar == "\\", let following, Self.isPunctuation(following) {
                current.unicodeScalars.append(following)
                index += 2
            } else if let box = Self.boxes.first(where: { scalars[index...].starts(with: $0.written.unicodeScalars) }) {
                current.unicodeScalars.append(box.printed)
                index += 3
            } else if scalar == "*", following == "*" {
                flush()
                strong.toggle()
                index += 2
            } else if scalar == "*", emphasis ? isTouching(index - 1) : isTouching(index + 1) {
                flush()
                emphasis.toggle()
                index += 1
            } else {
                current.unicodeScalars.append(scalar)
                index += 1
            }
        }
    }

    /// Boxes to tick, and ticked ones.
    private static let boxes: [(written: String, printed: Unicode.Scalar)] = [("[ ]", "\u{2610}"), ("[x]", "\u{2611}")]

    /// What a backslash may stand before: the punctuation of ASCII.
    private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
        (0x21...0x7E).contains(scalar.value) && !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
    }
}
