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
    /// Where each line begins, in scalars.
    private let lineStarts: [Int]
    /// Bytes of UTF-8 before each scalar, and after the last; empty where each is one byte.
    private let utf8Offsets: [Int]

    init(_ text: String) {
        self.text = text
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(text.utf8.count)
        var lineStarts = [0]
        for scalar in text.unicodeScalars {
            scalars.append(scalar)
            if scalar == "\n" { lineStarts.append(scalars.count) }
        }
        self.scalars = scalars
        self.lineStarts = lineStarts
        utf8Offsets = scalars.count == text.utf8.count ? [] : scalars.reduce(into: [0]) { $0.append(($0.last ?? 0) + UTF8.width($1)) }
    }

    func position(at offset: Int) -> SourcePosition {
        let offset = min(offset, scalars.count)
        var line = 0
        var beyond = lineStarts.count
        while beyond - line > 1 {
            let middle = (line + beyond) / 2
            if lineStarts[middle] <= offset { line = middle } else { beyond = middle }
        }
        return SourcePosition(
            offset: offset, utf8Offset: utf8Offset(offset), line: line + 1,
            column: offset - lineStarts[line] + 1)
    }

    private func utf8Offset(_ offset: Int) -> Int { utf8Offsets.isEmpty ? offset : utf8Offsets[offset] }

    func text(in span: Span) -> String {
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: utf8Offset(span.start))
        return String(text[start..<bytes.index(bytes.startIndex, offsetBy: utf8Offset(span.end))])
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
