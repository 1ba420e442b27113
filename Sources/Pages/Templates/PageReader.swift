/// Reads the lines of a rendered template as a page. The language is described in `PageLanguage.md`.
///
/// What a line is, is decided by the template's own text at its beginning; a value is text wherever it stands.
struct PageReader {
    typealias Line = RenderedText.Line
    typealias Piece = RenderedText.Piece

    private let lines: [Line]
    private let supplies: Supplies
    private let template: String
    private var page = Page(title: "")
    private var hasTitle = false
    private var next = 0
    private var mistakes: [Mistake] = []

    init(lines: [Line], supplies: Supplies, template: String) {
        self.lines = lines.filter { !$0.isVanished }
        self.supplies = supplies
        self.template = template
    }

    mutating func read() throws -> Page {
        while next < lines.count {
            let line = lines[next]
            if line.isBlank {
                next += 1
            } else if let directive = Directive(line) {
                next += 1
                self.directive(directive)
            } else if let heading = Self.heading(line) {
                next += 1
                page.blocks.append(.heading(heading.level, text(heading.rest, line)))
            } else if Self.item(line) != nil {
                list()
            } else {
                page.blocks.append(.paragraph(paragraph()))
            }
        }
        if !hasTitle {
            let place = TemplateSource.Place(template: template, line: 1)
            mistake(.noTitle, place, "The page has no title.", "Write a line such as: ::title Report on {{name}}")
        }
        guard mistakes.isEmpty else { throw Mistakes(all: mistakes) }
        return page
    }

    private mutating func mistake(_ code: Mistake.Code, _ place: TemplateSource.Place, _ sentence: String, _ fix: String) {
        mistakes.append(Mistake(code: code, template: place.template, line: place.line, sentence: sentence, fix: fix))
    }

    // MARK: Text

    private mutating func text(_ pieces: [Piece], _ line: Line) -> Text {
        let reader = InlineReader(pieces)
        if let open = reader.unclosed {
            mistake(.badLine, line.place, "\"\(open)\" is opened and not closed.", "Close it in the same paragraph, or write \\\(open.prefix(1)) for the character.")
        }
        return Text(runs: reader.runs)
    }

    private static func heading(_ line: Line) -> (level: Int, rest: [Piece])? {
        for level in 1...3 {
            if let rest = Pieces.after(String(repeating: "#", count: level) + " ", line.pieces) { return (level, rest) }
        }
        return nil
    }

    private static func item(_ line: Line) -> (ordered: Bool, rest: [Piece])? {
        if let rest = Pieces.after("- ", line.pieces) { return (false, rest) }
        guard case .template(let lead)? = line.pieces.first else { return nil }
        let digits = lead.unicodeScalars.prefix { ("0"..."9").contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        return Pieces.after(String(digits) + ". ", line.pieces).map { (true, $0) }
    }

    private func startsBlock(_ line: Line) -> Bool {
        line.isBlank || Directive(line) != nil || Self.heading(line) != nil || Self.item(line) != nil
    }

    private mutating func paragraph() -> Text {
        let first = lines[next]
        var pieces = Pieces.trimmed(Pieces.unescapedStart(first.pieces))
        next += 1
        while next < lines.count, !startsBlock(lines[next]) {
            pieces += [.template(" ")] + Pieces.trimmed(lines[next].pieces)
            next += 1
        }
        return text(pieces, first)
    }

    private mutating func list() {
        guard let ordered = Self.item(lines[next])?.ordered else { return }
        var items: [Text] = []
        while next < lines.count, let item = Self.item(lines[next]), item.ordered == ordered {
            let first = lines[next]
            var pieces = Pieces.trimmed(item.rest)
            next += 1
            while next < lines.count, !lines[next].isBlank, Pieces.after("  ", lines[next].pieces) != nil {
                pieces += [.template(" ")] + Pieces.trimmed(lines[next].pieces)
                next += 1
            }
            items.append(text(pieces, first))
        }
        page.blocks.append(.list(List(ordered: ordered, items)))
    }

    // MARK: Lines that begin with ::

    private mutating func directive(_ directive: Directive) {
        guard let word = directive.word else {
            return mistake(
                .unknownLine, directive.line.place, "\"::\(directive.name)\" is not known.",
                "Known are: \(Directive.Word.allCases.map { "::" + $0.rawValue }.joined(separator: " ")).")
        }
        switch word {
        case .title:
            page.title = plain(directive)
            hasTitle = true
        case .subtitle: page.subtitle = plain(directive)
        case .language: page.language = plain(directive)
        case .footer: page.footer = plain(directive)
        case .log: page.treeHead = plain(directive)
        case .note: if let fact = fact(directive.rest, directive.line) { page.notes.append(fact) }
        case .contents: if isBare(directive) { page.contents = true }
        case .landscape: if isBare(directive) { page.orientation = .landscape }
        case .compact: if isBare(directive) { page.size = .compact }
        case .large: if isBare(directive) { page.size = .large }
        case .pagebreak: pageBreak(directive)
        case .facts: facts(directive)
        case .table: supplied(directive, "table", supplies.tables).map { page.blocks.append(.table($0)) }
        case .chart: chart(directive)
        case .grid: grid(directive)
        case .quote: quote(directive)
        case .callout: callout(directive)
        case .write: write(directive)
        case .sign: sign(directive)
        case .cut: page.blocks.append(.cut(plain(directive)))
        case .enclosures:
            supplied(directive, "list of documents", supplies.enclosures).map { page.blocks += $0.map { .enclosure($0) } }
        case .end: mistake(.badBlock, directive.line.place, "::end ends nothing.", "Take it out.")
        }
    }

    /// The rest of the line without styles; something must stand there.
    private mutating func plain(_ directive: Directive) -> String { plain(directive.rest, directive) }

    private mutating func plain(_ pieces: [Piece], _ directive: Directive) -> String {
        let said = Pieces.plain(pieces)
        if said.allSatisfy(\.isWhitespace) {
            mistake(.badLine, directive.line.place, "Nothing stands after ::\(directive.name).", "Write it on the same line.")
        }
        return said
    }

    private mutating func isBare(_ directive: Directive) -> Bool {
        if directive.rest.isEmpty { return true }
        mistake(.badLine, directive.line.place, "::\(directive.name) stands alone on its line.", "Take the rest of the line out.")
        return false
    }

    private mutating func fact(_ pieces: [Piece], _ line: Line) -> Fact? {
        let parts = Pieces.split(pieces)
        guard parts.count == 2 else {
            mistake(.badLine, line.place, "A fact is a label and its value with one | between.", "Write: Label | {{value}}")
            return nil
        }
        return Fact(Pieces.plain(parts[0]), text(parts[1], line))
    }

    private mutating func supplied<Thing>(_ directive: Directive, _ kind: String, _ things: [String: Thing]) -> Thing? {
        supplied(plain(directive), directive.line, kind, things)
    }

    private mutating func supplied<Thing>(_ name: String, _ line: Line, _ kind: String, _ things: [String: Thing]) -> Thing? {
        if let thing = things[name] { return thing }
        guard !name.isEmpty else { return nil }
        let names = things.keys.sorted().joined(separator: ", ")
        mistake(
            .unknownSupply, line.place, "No \(kind) \"\(name)\" was supplied.",
            names.isEmpty ? "None were." : "There are: \(names).")
        return nil
    }

    /// The lines up to `::end`.
    private mutating func body(_ directive: Directive) -> [Line] {
        var body: [Line] = []
        while next < lines.count {
            let line = lines[next]
            if let inner = Directive(line) {
                if inner.word == .end {
                    next += 1
                    return body
                }
                break
            }
            body.append(line)
            next += 1
        }
        mistake(.badBlock, directive.line.place, "::\(directive.name) is not ended.", "Write ::end on a line of its own after it.")
        return body
    }

    private mutating func facts(_ directive: Directive) {
        guard directive.rest.isEmpty else {
            supplied(directive, "list of facts", supplies.facts).map { page.blocks.append(.facts($0)) }
            return
        }
        let facts = body(directive).filter { !$0.isBlank }.compactMap { fact($0.pieces, $0) }
        page.blocks.append(.facts(facts))
    }

    private mutating func chart(_ directive: Directive) {
        let parts = Pieces.split(directive.rest)
        let wish = parts.count > 1 ? Pieces.plain(parts[1]) : ""
        guard parts.count <= 2, wish.isEmpty || wish == "with table" else {
            return mistake(.badLine, directive.line.place, "\"\(wish)\" is no wish for a chart.", "Write: ::chart NAME | with table")
        }
        let name = plain(parts.first ?? [], directive)
        guard let chart = supplied(name, directive.line, "chart", supplies.charts) else { return }
        page.blocks.append(.chart(chart, figures: wish.isEmpty ? .folded : .beneath))
    }

    /// A table written in the template: headings, then a row a line.
    private mutating func grid(_ directive: Directive) {
        let rows = body(directive).filter { !$0.isBlank }
        let parts = Pieces.split(directive.rest)
        let caption = Pieces.plain(parts.first ?? [])
        let wish = parts.count > 1 ? Pieces.plain(parts[1]) : ""
        let isTall = wish == "tall rows"
        let room = wish.isEmpty || isTall ? (count: 0, isInAll: false) : rowsToWriteOn(wish, directive)
        guard let head = rows.first else {
            return mistake(.badLine, directive.line.place, "::grid has no line of headings.", "Write them after it: First | Second")
        }
        let columns = Pieces.split(head.pieces).map(Self.column)
        let cells = rows.dropFirst().map { line -> [Table.Cell] in
            let cells = Pieces.split(line.pieces).map { Table.Cell(Pieces.plain($0)) }
            if cells.count != columns.count {
                mistake(.badLine, line.place, "The row has \(cells.count) cells where the headings are \(columns.count).", "Put one | between each two cells.")
            }
            return cells
        }
        page.blocks.append(.table(Table(
            caption: caption.isEmpty ? nil : caption, columns: columns, rows: cells,
            blankRows: room.isInAll ? room.count - cells.count : room.count, isToFill: isTall || room.count > 0)))
    }

    /// `8 rows`, or `8 rows in all`: those that are filled counted in.
    private mutating func rowsToWriteOn(_ said: String, _ directive: Directive) -> (count: Int, isInAll: Bool) {
        let inAll = " in all"
        guard said.hasSuffix(inAll) else { return (count(said, "rows", directive), false) }
        return (count(String(said.dropLast(inAll.count)), "rows", directive), true)
    }

    /// `8 rows` or `5 lines`: how much room there is to write by hand.
    private mutating func count(_ said: String, _ unit: String, _ directive: Directive) -> Int {
        let words = said.split(separator: " ")
        if words.count == 2, words[1] == unit, let count = Int(words[0]), (1...60).contains(count) { return count }
        mistake(
            .badLine, directive.line.place, "\"\(said)\" says no number of \(unit) to write on.",
            "Write: ::\(directive.name) TEXT | 5 \(unit)")
        return 0
    }

    private mutating func write(_ directive: Directive) {
        let parts = Pieces.split(directive.rest)
        let lines = parts.count > 1 ? count(Pieces.plain(parts[1]), "lines", directive) : 1
        let label = plain(parts.first ?? [], directive)
        page.blocks.append(.writingLines(label, count: lines))
    }

    private mutating func pageBreak(_ directive: Directive) {
        let isWithTitle = Pieces.plain(directive.rest) == "| with title"
        if isWithTitle || isBare(directive) { page.blocks.append(.pageBreak(withTitle: isWithTitle)) }
    }

    private mutating func sign(_ directive: Directive) {
        let labels = Pieces.split(directive.rest).map(Pieces.plain)
        guard (1...4).contains(labels.count), labels.allSatisfy({ !$0.isEmpty }) else {
            return mistake(
                .badLine, directive.line.place, "::sign has one to four labels with one | between.", "Write: ::sign Name | Signature | Date")
        }
        page.blocks.append(.signature(labels))
    }

    /// `Title >` is a column of numbers, `Title ^` a centred one; with `:3` after it, it is three times as wide as one of `:1`.
    private static func column(_ pieces: [Piece]) -> Table.Column {
        var words = Pieces.plain(pieces).split(separator: " ", omittingEmptySubsequences: false)
        guard case .template? = pieces.last, words.count > 1 else { return Table.Column(Pieces.plain(pieces)) }
        var column = Table.Column("")
        if let last = words.last, last.first == ":", let share = Int(last.dropFirst()), (1...20).contains(share) {
            column.share = share
            words.removeLast()
        }
        // Without a title, a mark is one only where a width follows it.
        if words.count > 1 || column.share != nil, words.last == ">" || words.last == "^" {
            column.alignment = words.last == ">" ? .end : .centre
            if words.last == ">" { column.kind = .number }
            words.removeLast()
        }
        column.title = words.joined(separator: " ")
        return column
    }

    private mutating func quote(_ directive: Directive) {
        let parts = Pieces.split(directive.rest)
        guard (1...2).contains(parts.count), parts[0].count == 1, case .value(let said) = parts[0][0] else {
            return mistake(
                .badLine, directive.line.place, "::quote prints one value of the data, unedited.",
                "Write: ::quote {{response}} | {{name}}, who said it")
        }
        let source = parts.count == 2 ? Pieces.plain(parts[1]) : ""
        page.blocks.append(.quotation(Quotation(said, source: source.isEmpty ? nil : source)))
    }

    private mutating func callout(_ directive: Directive) {
        let title = Pieces.plain(directive.rest)
        let lines = body(directive)
        for line in lines where Self.heading(line) != nil || Self.item(line) != nil {
            mistake(.badLine, line.place, "A callout holds paragraphs alone.", "Put headings and lists outside of it.")
        }
        let groups = lines.split(whereSeparator: \.isBlank)
        var paragraphs: [Text] = []
        for group in groups {
            let pieces = group.map { Pieces.trimmed($0.pieces) }.joined(separator: [.template(" ")])
            if let first = group.first { paragraphs.append(text(Array(pieces), first)) }
        }
        page.blocks.append(.callout(Callout(title: title.isEmpty ? nil : title, paragraphs)))
    }
}

/// A line that begins with `::`.
struct Directive {
    /// The words that may stand after the colons.
    enum Word: String, CaseIterable {
        case title, subtitle, language, note, footer, log, contents, landscape, compact, large
        case facts, table, chart, grid, quote, callout, write, sign, cut, enclosures, pagebreak, end
    }

    let name: String
    let rest: [RenderedText.Piece]
    let line: RenderedText.Line

    var word: Word? { Word(rawValue: name) }

    init?(_ line: RenderedText.Line) {
        guard let after = Pieces.after("::", line.pieces) else { return nil }
        self.line = line
        guard case .template(let lead)? = after.first else {
            name = ""
            rest = after
            return
        }
        name = String(lead.unicodeScalars.prefix { $0 != " " && $0 != "\t" })
        rest = Pieces.trimmed(Pieces.after(name, after) ?? [])
    }
}
