/// Where the characters of a scalar's value stand in the file.
///
/// A value and its source differ by quotes, escapes, indentation and folded line ends. The two are walked side by side:
/// white space is matched loosely, everything else exactly, so that a mistake in a guard is shown where it is written.
struct ScalarPlaces {
    private let source: SourceText
    private let indices: [Int]

    init(_ scalar: Tree.Scalar, in source: SourceText) {
        self.source = source
        let start = source.index(line: scalar.place.line, column: scalar.place.column) ?? 0
        indices = Walk(source: source.scalars, value: Array(scalar.text.unicodeScalars), style: scalar.style, at: start).indices()
    }

    /// The place of the value's scalar at `offset`; past the end, the place after the last.
    func place(at offset: Int) -> Place {
        source.place(at: indices[min(max(offset, 0), indices.count - 1)])
    }
}

private struct Walk {
    let source: [Unicode.Scalar]
    let value: [Unicode.Scalar]
    let style: Tree.Scalar.Style
    let start: Int

    init(source: [Unicode.Scalar], value: [Unicode.Scalar], style: Tree.Scalar.Style, at start: Int) {
        self.source = source
        self.value = value
        self.style = style
        self.start = start
    }

    /// One index for each scalar of the value, and one for its end; never empty.
    func indices() -> [Int] {
        var indices: [Int] = []
        indices.reserveCapacity(value.count + 1)
        var position = contentStart
        for scalar in value {
            position = skipToMatch(of: scalar, from: position)
            indices.append(min(position, source.count))
            position += step(at: position, for: scalar)
        }
        indices.append(min(position, source.count))
        return indices
    }

    private var contentStart: Int {
        switch style {
        case .plain: return start
        case .singleQuoted, .doubleQuoted: return start + 1
        case .literal, .folded:
            var index = start
            while index < source.count, !source[index].isLineBreak { index += 1 }
            return index + 1
        }
    }

    private func skipToMatch(of scalar: Unicode.Scalar, from position: Int) -> Int {
        if scalar.isBlank || scalar.isLineBreak { return position }
        var index = position
        while index < source.count, source[index].isBlank || source[index].isLineBreak { index += 1 }
        // A double-quoted line may end in a backslash, which joins it to the next.
        if style == .doubleQuoted, index + 1 < source.count, source[index] == "\\", source[index + 1].isLineBreak {
            return skipToMatch(of: scalar, from: index + 1)
        }
        return index
    }

    /// How many scalars of the source make up the one of the value.
    private func step(at position: Int, for scalar: Unicode.Scalar) -> Int {
        guard position < source.count else { return 0 }
        let written = source[position]
        if style == .doubleQuoted, written == "\\" { return escapeLength(at: position) }
        if style == .singleQuoted, written == "'" { return 2 }
        guard scalar.isBlank || scalar.isLineBreak else { return 1 }
        if written == scalar { return 1 }
        guard written.isBlank || written.isLineBreak else { return 0 }
        var index = position
        while index < source.count, source[index].isBlank || source[index].isLineBreak { index += 1 }
        return index - position
    }

    private func escapeLength(at position: Int) -> Int {
        guard position + 1 < source.count else { return 1 }
        switch source[position + 1] {
        case "x": return 4
        case "u": return 6
        case "U": return 10
        default: return 2
        }
    }
}
