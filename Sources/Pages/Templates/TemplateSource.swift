/// One template text, its tags found and numbered, rewritten for the renderer.
///
/// Each variable and section gets a number in place of its name (`{{place.name}}` becomes `{{v7}}`), so that
/// when the renderer asks for it we know which tag on which line is asking, and look the name up ourselves:
/// that is how an unknown name is found, and how a value stays apart from the text around it.
struct TemplateSource {
    /// A place in a template.
    struct Place: Sendable {
        var template: String
        var line: Int
    }

    /// A variable or section.
    struct Tag: Sendable {
        /// The parts of the dotted name; none for `.`, the thing itself.
        var path: [String]
        var isSection: Bool
        var place: Place

        var name: String { path.isEmpty ? "." : path.joined(separator: ".") }
    }

    /// Scalars of the rewritten and rendered text that no template may hold (of the last private planes).
    enum Sentinel {
        static let value: Unicode.Scalar = "\u{F0000}"
        static let line: Unicode.Scalar = "\u{F0001}"
        static let end: Unicode.Scalar = "\u{F0002}"
    }

    /// Limits far above any letter, far below what would exhaust the machine.
    enum Limit {
        static let scalars = 500_000
        static let depth = 20
        static let tags = 20_000
    }

    private(set) var rewritten = ""
    private(set) var partials: [(name: String, place: Place)] = []
    private(set) var mistakes: [Mistake] = []

    private let name: String
    private let number: Int
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var open: [(tag: Int, name: String, line: Int)] = []

    /// - Parameters:
    ///   - number: the template's place among all of one compilation, put into its line marks.
    ///   - tags: every tag of the compilation so far; this text's are added.
    init(name: String, text: String, number: Int, tags: inout [Tag]) {
        self.name = name
        self.number = number
        scalars = Array(Self.withLineFeeds(text))
        guard scalars.count <= Limit.scalars else {
            mistake(.tooLarge, "The template is longer than \(Limit.scalars) characters.", "Split it.")
            return
        }
        if let bad = scalars.firstIndex(where: { (0xF0000...0xF0002).contains($0.value) }) {
            line = 1 + scalars[..<bad].count { $0 == "\n" }
            mistake(.badCharacter, "The template holds one of the characters U+F0000 to U+F0002.", "Take it out.")
            return
        }
        scan(&tags)
        for section in open {
            line = section.line
            mistake(.badSection, "The section \"\(section.name)\" is not closed.", "Write {{/\(section.name)}} after it.")
        }
    }

    private static func withLineFeeds(_ text: String) -> String.UnicodeScalarView {
        var out = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                out.append("\n")
            } else if !(scalar == "\n" && afterReturn) {
                out.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return out
    }

    private mutating func mistake(_ code: Mistake.Code, _ sentence: String, _ fix: String) {
        mistakes.append(Mistake(code: code, template: name, line: line, sentence: sentence, fix: fix))
    }

    // MARK: Scanning

    private mutating func scan(_ tags: inout [Tag]) {
        markLine()
        while index < scalars.count {
            if starts(with: "{{") {
                guard self.tag(&tags) else { return }
            } else {
                let scalar = scalars[index]
                rewritten.unicodeScalars.append(scalar)
                index += 1
                if scalar == "\n" {
                    line += 1
                    markLine()
                }
            }
        }
    }

    private func starts(with text: String, at place: Int? = nil) -> Bool {
        let from = place ?? index
        return scalars[min(from, scalars.count)...].starts(with: text.unicodeScalars)
    }

    /// Puts the line's mark before it, unless a tag stands alone on it: mustache takes such a line away
    /// whole, and a mark would keep it.
    private mutating func markLine() {
        let rest = scalars[index...]
        let text = rest.prefix { $0 != "\n" }
        guard !text.isEmpty, !Self.isLoneTag(text) else { return }
        rewritten.unicodeScalars.append(Sentinel.line)
        rewritten += "\(number):\(line)"
        rewritten.unicodeScalars.append(Sentinel.end)
    }

    private static func isLoneTag(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
        let body = line.drop { $0 == " " || $0 == "\t" }
        guard body.starts(with: "{{".unicodeScalars), let kind = body.dropFirst(2).first(where: { $0 != " " }),
            "#^/!>".unicodeScalars.contains(kind)
        else { return false }
        guard let close = body.indices.first(where: { body[$0...].starts(with: "}}".unicodeScalars) }) else { return true }
        return body[(close + 2)...].allSatisfy { $0 == " " || $0 == "\t" }
    }

    /// Reads one tag; false where the rest of the text cannot be read.
    private mutating func tag(_ tags: inout [Tag]) -> Bool {
        let start = index + 2
        let isComment = starts(with: "!", at: start)
        guard let close = scalars.indices[min(start, scalars.count)...].first(where: { starts(with: "}}", at: $0) }) else {
            mistake(.badTag, "The tag is not closed.", "Write }} after it.")
            return false
        }
        let inside = scalars[start..<close]
        index = close + 2
        if isComment {
            // A comment goes on as one without words, its line ends kept outside of nothing: only the lone
            // tag on a line is taken away with its line.
            rewritten += "{{!}}"
            line += inside.count { $0 == "\n" }
            return true
        }
        guard !inside.contains("\n") else {
            mistake(.badTag, "The tag runs over the end of its line.", "Write it on one line.")
            return false
        }
        var body = String.UnicodeScalarView(inside.drop { $0 == " " })
        while body.last == " " { body.removeLast() }
        write(String(body), &tags)
        return true
    }

    private mutating func write(_ body: String, _ tags: inout [Tag]) {
        let kind = body.unicodeScalars.first
        let name = String(body.unicodeScalars.dropFirst().drop { $0 == " " })
        switch kind {
        case "#": openSection(name, "#", &tags)
        case "^": openSection(name, "^", &tags)
        case "/": closeSection(name)
        case ">": partial(name)
        case "{", "&":
            mistake(.tagNotTaken, "A value cannot be printed raw.", "Write {{name}}: values are escaped for where they go.")
        case "=", "<", "$", "%":
            mistake(.tagNotTaken, "\"{{\(body)}}\" is mustache that is not taken here.", "Use variables, sections, comments and partials.")
        case .some, .none: variable(body, &tags)
        }
    }

    // MARK: The kinds of tag

    /// Where the loop stands, known to the renderer itself.
    private static let loopSections: Set<String> = ["first()", "last()", "odd()", "even()"]
    private static let loopNumber = "number()"

    private mutating func variable(_ name: String, _ tags: inout [Tag]) {
        if name == Self.loopNumber {
            rewritten += "{{plusone(index())}}"
        } else if let path = path(name) {
            tags.append(Tag(path: path, isSection: false, place: Place(template: self.name, line: line)))
            rewritten += "{{v\(tags.count - 1)}}"
        }
    }

    private mutating func openSection(_ name: String, _ kind: String, _ tags: inout [Tag]) {
        guard open.count < Limit.depth else {
            if open.count == Limit.depth {
                mistake(.tooLarge, "Sections stand more than \(Limit.depth) deep in each other.", "Use fewer.")
            }
            return
        }
        if Self.loopSections.contains(name) {
            open.append((-1, name, line))
            rewritten += "{{\(kind)\(name)}}"
        } else {
            // A name that cannot be read is a mistake already; the section is kept, so that its end is found.
            let path = path(name) ?? []
            tags.append(Tag(path: path, isSection: true, place: Place(template: self.name, line: line)))
            open.append((tags.count - 1, name, line))
            rewritten += "{{\(kind)s\(tags.count - 1)}}"
        }
    }

    private mutating func closeSection(_ name: String) {
        guard let last = open.last else {
            return mistake(.badSection, "{{/\(name)}} closes a section that is not open.", "Take it out, or open it before.")
        }
        guard last.name.unicodeScalars.elementsEqual(name.unicodeScalars) else {
            return mistake(
                .badSection, "{{/\(name)}} stands where the section \"\(last.name)\" of line \(last.line) is open.",
                "Write {{/\(last.name)}} first.")
        }
        open.removeLast()
        rewritten += last.tag < 0 ? "{{/\(name)}}" : "{{/s\(last.tag)}}"
    }

    private mutating func partial(_ name: String) {
        guard !name.isEmpty, name.unicodeScalars.allSatisfy({ Self.isNamePart($0) || $0 == "/" || $0 == "." }) else {
            return mistake(.badTag, "\"\(name)\" is no name of a partial.", "Use letters, digits and _ - / . alone.")
        }
        partials.append((name, Place(template: self.name, line: line)))
        rewritten += "{{>\(name)}}"
    }

    private mutating func path(_ name: String) -> [String]? {
        if name == "." { return [] }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let good = parts.allSatisfy { part in
            !part.isEmpty && part.unicodeScalars.allSatisfy(Self.isNamePart)
        }
        if good { return parts }
        mistake(.badTag, "\"\(name)\" is no name.", "Use letters, digits, _ and -, with dots between, such as {{place.name}}.")
        return nil
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
            || scalar == "_" || scalar == "-"
    }
}
