/// A place in a source text.
public struct SourcePosition: Sendable, Hashable {
    /// Unicode scalars before it.
    public let offset: Int
    /// Bytes of UTF-8 before it.
    public let utf8Offset: Int
    /// From 1.
    public let line: Int
    /// From 1, in Unicode scalars.
    public let column: Int

    public init(offset: Int, utf8Offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.utf8Offset = utf8Offset
        self.line = line
        self.column = column
    }
}

extension SourcePosition: CustomStringConvertible {
    public var description: String { "\(line):\(column)" }
}

/// The source of an expression, by Unicode scalars.
final class SourceText: Sendable {
    let text: String
    let scalars: [Unicode.Scalar]

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
    }

    func position(at offset: Int) -> SourcePosition {
        var line = 1
        var column = 1
        var utf8Offset = 0
        for scalar in scalars.prefix(offset) {
            utf8Offset += UTF8.width(scalar)
            if scalar == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return SourcePosition(offset: min(offset, scalars.count), utf8Offset: utf8Offset, line: line, column: column)
    }

    func text(in span: Span) -> String {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[span.start..<span.end])
        return String(result)
    }
}

/// A stretch of a source text, in Unicode scalars.
struct Span: Sendable, Hashable {
    let start: Int
    let end: Int

    init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = max(start, end)
    }

    func through(_ other: Span) -> Span { Span(start, other.end) }
}
