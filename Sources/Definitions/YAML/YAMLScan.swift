/// A first look over the characters of a YAML file, before the parser sees it.
///
/// It refuses what the language leaves out (tags, anchors, aliases, merge keys) and what could harm the parser
/// (nesting without end, aliases that multiply), each at its place. It knows just enough of YAML to tell where a node
/// begins and which characters lie within quotes, block scalars, comments and plain text.
struct YAMLScan {
    /// The deepest nesting of lists and maps.
    static let deepest = 64

    private let source: SourceText
    private let scalars: [Unicode.Scalar]
    private var index = 0
    /// Columns at which the open block collections began; -1 stands for the document.
    private var blocks: [Int] = []
    private var flow = 0
    private(set) var findings: [Finding] = []
    /// Keys of maps as they come, for naming the place of one that comes twice.
    private(set) var keys: [(text: String, place: Place, depth: Int)] = []
    private var isTooDeep = false

    init(_ source: SourceText) {
        self.source = source
        scalars = source.scalars
    }

    mutating func run() {
        forbidControlCharacters()
        guard findings.isEmpty else { return }
        while index < scalars.count, !isTooDeep { node() }
    }

    /// YAML 1.2.2, section 5.1: printable characters.
    private mutating func forbidControlCharacters() {
        for (index, scalar) in scalars.enumerated() {
            let isForbidden = scalar.value < 0x20 && scalar != "\t" && scalar != "\n" && scalar != "\r" || scalar == "\u{7F}"
                || (scalar.value >= 0x80 && scalar.value < 0xA0 && scalar != "\u{85}") || scalar.value == 0xFFFE || scalar.value == 0xFFFF
                || (scalar == "\u{FEFF}" && index > 0)
            guard isForbidden else { continue }
            let name = scalar.value == 0 ? "a NUL" : "the control character U+" + String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4)
            add(.controlCharacter, at: index, "There is \(name) here, which no text file holds.", fix: "Take it out, or save the file as plain text in UTF-8.")
            return
        }
    }

    // MARK: - One node's beginning

    /// Stands where a node, a comment or a line end may be.
    private mutating func node() {
        switch scalars[index] {
        case " ", "\u{FEFF}": index += 1
        case "\t":
            if isLeadingWhiteSpace { tab() }
            index += 1
        case "#": skipLine()
        case "\"": quoted("\"")
        case "'": quoted("'")
        case "|" where flow == 0, ">" where flow == 0: blockScalar()
        case "&": indicator(.anchor, "Anchors (`&name`) are not part of the language.", fix: "Write the value out where it is needed, or put the text in quotes.")
        case "*": indicator(.alias, "Aliases (`*name`) are not part of the language.", fix: "Write the value out where it is needed, or put the text in quotes.")
        case "!": tag()
        case "[", "{":
            flow += 1
            checkDepth()
            index += 1
        case "]", "}":
            flow = max(0, flow - 1)
            index += 1
            valueIndicatorAfterJSONKey()
        case ",": index += 1
        case "-" where flow == 0 && isIndicator, "?" where isIndicator:
            if flow == 0 { openBlock() }
            index += 1
        case ":" where isIndicator: index += 1
        case let scalar where scalar.isLineBreak: index += 1
        default: plain()
        }
    }

    private var isLeadingWhiteSpace: Bool {
        guard flow == 0 else { return false }
        var before = index
        while before > 0, scalars[before - 1].isBlank { before -= 1 }
        guard before == 0 || scalars[before - 1].isLineBreak else { return false }
        var after = index
        while after < scalars.count, scalars[after].isBlank { after += 1 }
        return after < scalars.count && !scalars[after].isLineBreak && scalars[after] != "#"
    }

    private mutating func tab() {
        add(.tab, at: index, "A line is indented with a tab.", fix: "Indent with spaces.")
        while index + 1 < scalars.count, scalars[index + 1].isBlank { index += 1 }
    }

    /// Whether the character here is followed by white space, as indicators are.
    private var isIndicator: Bool {
        guard index + 1 < scalars.count else { return true }
        let next = scalars[index + 1]
        return next.isBlank || next.isLineBreak || (flow > 0 && (next == "," || next == "[" || next == "]" || next == "{" || next == "}"))
    }

    private mutating func indicator(_ code: Finding.Code, _ sentence: String, fix: String) {
        add(code, at: index, sentence, fix: fix)
        skipWord()
    }

    private mutating func tag() {
        var isGuard = false
        if let last = keys.last, ["when", "that"].contains(last.text) { isGuard = true }
        add(.tag, at: index, isGuard
            ? "In YAML an exclamation mark here begins a tag, so this is not read as a guard."
            : "Tags (`!name`) are not part of the language.",
            fix: isGuard ? "Put the guard in quotes." : "Put the text in quotes.")
        skipWord()
        // What follows the tag is taken for its text, so that one mistake is told once.
        while index < scalars.count, !scalars[index].isLineBreak, flow == 0 || !"[]{},".unicodeScalars.contains(scalars[index]) { index += 1 }
    }

    private mutating func skipWord() {
        while index < scalars.count, !scalars[index].isBlank, !scalars[index].isLineBreak,
              flow == 0 || !"[]{},".unicodeScalars.contains(scalars[index]) { index += 1 }
    }

    private mutating func skipLine() {
        while index < scalars.count, !scalars[index].isLineBreak { index += 1 }
    }

    // MARK: - Depth

    private var column: Int {
        var start = index
        while start > 0, !scalars[start - 1].isLineBreak { start -= 1 }
        return index - start
    }

    private mutating func openBlock() { openBlock(at: column) }

    private mutating func openBlock(at column: Int) {
        while let last = blocks.last, last >= column { blocks.removeLast() }
        blocks.append(column)
        checkDepth()
    }

    private mutating func checkDepth() {
        guard blocks.count + flow > Self.deepest, !isTooDeep else { return }
        isTooDeep = true
        add(.tooDeep, at: index, "Lists and maps are nested more than \(Self.deepest) deep here.", fix: "Write the file flatter.")
    }

    // MARK: - Scalars

    private mutating func quoted(_ quote: Unicode.Scalar) {
        let start = index
        index += 1
        while index < scalars.count {
            if quote == "\"", scalars[index] == "\\" {
                index += 2
            } else if scalars[index] == quote {
                if quote == "'", index + 1 < scalars.count, scalars[index + 1] == "'" { index += 2; continue }
                index += 1
                keyIfColonFollows(from: start, to: index, isQuoted: true)
                return
            } else {
                index += 1
            }
        }
        index = min(index, scalars.count)
    }

    private mutating func valueIndicatorAfterJSONKey() {
        if index < scalars.count, scalars[index] == ":", isIndicator { index += 1 }
    }

    private mutating func keyIfColonFollows(from start: Int, to end: Int, isQuoted: Bool) {
        var next = index
        while next < scalars.count, scalars[next].isBlank { next += 1 }
        guard next < scalars.count, scalars[next] == ":" else { return }
        let saved = index
        index = next
        guard isIndicator || (isQuoted && flow > 0) else { index = saved; return }
        key(from: start, to: end, isQuoted: isQuoted)
        index = next + 1
    }

    private mutating func key(from start: Int, to end: Int, isQuoted: Bool) {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: isQuoted ? scalars[(start + 1)..<max(start + 1, end - 1)] : scalars[start..<end])
        let place = source.place(at: start)
        if flow == 0 { openBlock(at: place.column - 1) }
        let name = String(text)
        keys.append((name, place, blocks.count + flow))
        if !isQuoted, name == "<<" {
            add(.mergeKey, at: start, "Merge keys (`<<`) are not part of the language.", fix: "Write the keys out.")
        }
    }

    private mutating func plain() {
        let start = index
        while true {
            let end = plainLine()
            if index < scalars.count, scalars[index] == ":", !isComment {
                var last = end
                while last > start, scalars[last - 1].isBlank { last -= 1 }
                key(from: start, to: last, isQuoted: false)
                index += 1
                return
            }
            guard continuesOnNextLine() else { return }
        }
    }

    private var isComment: Bool { index < scalars.count && scalars[index] == "#" }

    /// Goes to the end of the plain text in this line; stands then at a colon that ends a key, at what ended the text, or at the line's end.
    private mutating func plainLine() -> Int {
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar.isLineBreak { return index }
            if scalar == ":", isIndicator { return index }
            if scalar == "#", index > 0, scalars[index - 1].isBlank { return index }
            if flow > 0, "[]{},".unicodeScalars.contains(scalar) { return index }
            index += 1
        }
        return index
    }

    /// Whether the plain text goes on in the next line that is not empty; then stands at its first character.
    private mutating func continuesOnNextLine() -> Bool {
        guard index < scalars.count, scalars[index].isLineBreak else { return false }
        var next = index
        while next < scalars.count, scalars[next].isLineBreak || scalars[next].isBlank { next += 1 }
        guard next < scalars.count, scalars[next] != "#" else { return false }
        let saved = index
        index = next
        let isDeeper = flow > 0 ? !"[]{},".unicodeScalars.contains(scalars[next]) && scalars[next] != ":" : column > (blocks.last ?? -1)
        if !isDeeper || isDocumentMark { index = saved; return false }
        return true
    }

    private var isDocumentMark: Bool {
        guard column == 0, index + 2 < scalars.count else { return false }
        let three = scalars[index...(index + 2)]
        return three.allSatisfy { $0 == "-" } || three.allSatisfy { $0 == "." }
    }

    private mutating func blockScalar() {
        skipLine()
        let parent = blocks.last ?? -1
        while index < scalars.count {
            var next = index
            if scalars[next] == "\r", next + 1 < scalars.count, scalars[next + 1] == "\n" { next += 1 }
            next += 1
            let lineStart = next
            while next < scalars.count, scalars[next] == " " { next += 1 }
            if next >= scalars.count { index = next; return }
            if !scalars[next].isLineBreak, next - lineStart <= parent { index = lineStart; return }
            index = next
            skipLine()
        }
    }

    private mutating func add(_ code: Finding.Code, at index: Int, _ sentence: String, fix: String) {
        guard findings.count < 100 else { return }
        findings.append(Finding(code, source.place(at: index), sentence, fix: fix))
    }
}

extension String {
    func leftPadded(to width: Int) -> String { String(repeating: "0", count: max(0, width - utf8.count)) + self }
}
