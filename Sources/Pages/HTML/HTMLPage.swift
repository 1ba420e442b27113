extension Page {
    /// The page as one HTML file: its styles and pictures inside, no script, nothing fetched.
    ///
    /// It prints on A4 with the title at the head and the footer and page numbers at the foot of each
    /// sheet (CSS Paged Media 3), and reads on a telephone.
    public func html() -> String {
        var writer = HTMLWriter(page: self)
        return writer.file()
    }
}

/// Writes one page; it counts charts and chapters, so that their ids are unique in the file.
struct HTMLWriter {
    let page: Page
    private var charts = 0
    private var chapters = 0
    /// Whether the contents of enclosures are put in afterwards; else their sheets say what they are.
    private let embeds: Bool

    init(page: Page, embeds: Bool = false) {
        self.page = page
        self.embeds = embeds
    }

    mutating func file() -> String {
        """
        <!DOCTYPE html>
        <html lang="\(Escaping.html(page.language))">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'\(embeds ? "; img-src data:" : "")">
        <title>\(Escaping.html(Escaping.oneLine(page.title)))</title>
        <style>
        \(Stylesheet.text(for: page))
        </style>
        </head>
        <body\(bodyClass)>
        <main>
        \((head() + page.blocks.map { block($0) } + foot()).joined(separator: "\n"))
        </main>
        </body>
        </html>

        """
    }

    private var bodyClass: String {
        switch page.size {
        case .ordinary: ""
        case .compact: " class=\"compact\""
        case .large: " class=\"large\""
        }
    }

    // MARK: Head and foot

    private func head() -> [String] {
        var lines = ["<header>", "<h1 dir=\"auto\">\(Escaping.html(page.title))</h1>"]
        if let subtitle = page.subtitle {
            lines.append("<p class=\"subtitle\" dir=\"auto\">\(Escaping.html(subtitle))</p>")
        }
        if !page.notes.isEmpty { lines.append(facts(page.notes, class: "notes")) }
        lines.append("</header>")
        if page.contents { lines += contents() }
        return lines
    }

    /// The title at the head of a later sheet, which is no heading of its own.
    private var headAgain: [String] {
        let subtitle = page.subtitle.map { ["<p class=\"subtitle\" dir=\"auto\">\(Escaping.html($0))</p>"] } ?? []
        return ["<div class=\"head\">", "<p class=\"title\" dir=\"auto\">\(Escaping.html(page.title))</p>"] + subtitle + ["</div>"]
    }

    private func contents() -> [String] {
        var lines = ["<nav aria-labelledby=\"contents\">", "<h2 id=\"contents\">\(Escaping.html(page.words.contents))</h2>", "<ol>"]
        var number = 0
        for case .heading(let level, let text) in page.blocks {
            number += 1
            guard level <= 1 else { continue }
            lines.append("<li><a href=\"#part-\(number)\"><bdi>\(Escaping.html(text.plain))</bdi></a></li>")
        }
        return lines + ["</ol>", "</nav>"]
    }

    private func foot() -> [String] {
        guard page.footer != nil || page.treeHead != nil else { return [] }
        var lines = ["<footer>"]
        if let footer = page.footer { lines.append("<p dir=\"auto\">\(Escaping.html(footer))</p>") }
        if let treeHead = page.treeHead {
            lines.append("<p>\(Escaping.html(page.words.treeHead)): <code>\(Escaping.html(treeHead))</code></p>")
        }
        return lines + ["</footer>"]
    }

    // MARK: Blocks

    private mutating func block(_ block: Block) -> String {
        switch block {
        case .heading(let level, let text):
            chapters += 1
            let tag = "h\(min(max(level, 1), 3) + 1)"
            return "<\(tag) id=\"part-\(chapters)\" dir=\"auto\">\(HTML.line(text))</\(tag)>"
        case .paragraph(let text): return HTML.paragraph(text)
        case .facts(let facts): return self.facts(facts, class: "facts")
        case .table(let table): return HTML.table(table, page.words)
        case .chart(let chart, let place): return figure(chart, place)
        case .quotation(let quotation): return HTML.quotation(quotation)
        case .list(let list):
            let tag = list.ordered ? "ol" : "ul"
            let items = list.items.map { "<li\(HTML.isBox($0) ? " class=\"box\"" : "") dir=\"auto\">\(HTML.line($0))</li>" }
            return (["<\(tag)>"] + items + ["</\(tag)>"]).joined(separator: "\n")
        case .callout(let callout):
            let title = callout.title.map { ["<p class=\"callout-title\" dir=\"auto\">\(Escaping.html($0))</p>"] } ?? []
            return (["<aside>"] + title + callout.paragraphs.map(HTML.paragraph) + ["</aside>"]).joined(separator: "\n")
        case .writingLines(let label, let count): return HTML.writingLines(label, count)
        case .signature(let labels):
            let lines = labels.map { "<div><div class=\"rule\"></div><p dir=\"auto\">\(Escaping.html($0))</p></div>" }
            return "<div class=\"signature\">" + lines.joined() + "</div>"
        case .cut(let text): return "<p class=\"cut\" dir=\"auto\"><span aria-hidden=\"true\">\u{2702}</span> \(Escaping.html(text))</p>"
        case .enclosure(let enclosure): return sheet(of: enclosure)
        case .pageBreak(let isWithTitle):
            return (["<div class=\"page-break\"></div>"] + (isWithTitle ? headAgain : [])).joined(separator: "\n")
        }
    }

    private func facts(_ facts: [Fact], class name: String) -> String {
        let items = facts.map {
            "<div><dt dir=\"auto\">\(Escaping.html($0.label))</dt><dd dir=\"auto\">\(HTML.line($0.value))</dd></div>"
        }
        return (["<dl class=\"\(name)\">"] + items + ["</dl>"]).joined(separator: "\n")
    }

    private func sheet(of enclosure: Enclosure) -> String {
        var lines = [
            "<section class=\"enclosure\" id=\"enclosure-\(enclosure.number)\">",
            "<h2 dir=\"auto\"><span class=\"tab\">\(enclosure.number)</span> <bdi>\(Escaping.html(enclosure.title))</bdi></h2>",
            facts(enclosure.facts, class: "facts"),
        ]
        switch enclosure.body {
        case .picture where embeds: lines.append("<img alt=\"\(Escaping.html(enclosure.title))\" src=\"\(EmbeddedContent.place(of: enclosure))\">")
        case .text(let text): lines.append("<pre dir=\"auto\">\(Escaping.html(text))</pre>")
        case .picture, .insert: lines.append("<p class=\"insert\">\(Escaping.html(page.words.insertHere))</p>")
        }
        if embeds, !enclosure.isPicture {
            let name = Escaping.html(enclosure.fileName)
            lines.append("<p class=\"file\"><a download=\"\(name)\" href=\"\(EmbeddedContent.place(of: enclosure))\">\(Escaping.html(page.words.takeOut)): <bdi>\(name)</bdi></a></p>")
        }
        return (lines + ["</section>"]).joined(separator: "\n")
    }

    private mutating func figure(_ chart: Chart, _ place: FiguresPlace) -> String {
        charts += 1
        var lines = [
            "<figure class=\"\(chart.isWide ? "chart wide" : "chart")\">",
            "<figcaption dir=\"auto\">\(Escaping.html(chart.title))</figcaption>",
        ]
        for svg in chart.svg(id: "chart-\(charts)", page.words) {
            lines += ["<div class=\"picture\" tabindex=\"0\">", svg, "</div>"]
        }
        var table = chart.table(page.words)
        // Both stand in the picture.
        table.caption = nil
        table.note = nil
        let figures = HTML.table(table, page.words, name: chart.title)
        switch place {
        case .beneath: lines.append(figures)
        case .folded:
            lines += ["<details>", "<summary>\(Escaping.html(page.words.sameFigures))</summary>", figures, "</details>"]
        }
        return (lines + ["</figure>"]).joined(separator: "\n")
    }
}

/// The parts of HTML that letters and pages share.
enum HTML {
    static func line(_ text: Text) -> String {
        text.runs.map { run in
            let words = Escaping.html(run.text)
            switch run.style {
            case .plain: return words
            case .strong: return "<strong>\(words)</strong>"
            case .emphasis: return "<em>\(words)</em>"
            }
        }.joined()
    }

    /// Whether an item begins with a box to tick, which stands in the place of its bullet.
    static func isBox(_ text: Text) -> Bool { ["\u{2610}", "\u{2611}"].contains(text.plain.unicodeScalars.first) }

    static func paragraph(_ text: Text) -> String { "<p dir=\"auto\">\(line(text))</p>" }

    static func quotation(_ quotation: Quotation) -> String {
        let lines = Escaping.visible(quotation.text).split(separator: "\n", omittingEmptySubsequences: false)
        let paragraphs = lines.split(whereSeparator: { $0.allSatisfy(\.isWhitespace) }).map { group in
            "<p dir=\"auto\">" + group.map { Escaping.html(String($0)) }.joined(separator: "<br>") + "</p>"
        }
        let source = quotation.source.map { ["<footer dir=\"auto\">\(Escaping.html($0))</footer>"] } ?? []
        return (["<blockquote>"] + paragraphs + source + ["</blockquote>"]).joined(separator: "\n")
    }

    /// - Parameter name: what the frame that scrolls is called; the caption where there is one.
    static func table(_ table: Table, _ words: Wording, name: String? = nil) -> String {
        let label = (name ?? table.caption).map { " role=\"region\" tabindex=\"0\" aria-label=\"\(Escaping.html(Escaping.oneLine($0)))\"" }
        var lines = ["<div class=\"\(table.columns.count > 3 ? "table many" : "table")\"\(label ?? "")>", table.isToFill ? "<table class=\"fill\">" : "<table>"]
        if let caption = table.caption { lines.append("<caption dir=\"auto\">\(Escaping.html(caption))</caption>") }
        lines += widths(table.columns)
        let heads = table.columns.map {
            "<th scope=\"col\"\(alignment($0)) dir=\"auto\">\(Escaping.html($0.title))</th>"
        }
        lines += ["<thead>", "<tr>" + heads.joined() + "</tr>", "</thead>", "<tbody>"]
        for row in table.rows {
            let cells = row.enumerated().map { index, cell in
                self.cell(cell, table.columns[index], isHeader: table.rowHeaders && index == 0)
            }
            lines.append("<tr>" + cells.joined() + "</tr>")
        }
        let blank = "<tr class=\"blank\">" + String(repeating: "<td></td>", count: table.columns.count) + "</tr>"
        lines += Array(repeating: blank, count: table.blankRows)
        if table.rows.isEmpty, table.blankRows == 0 {
            lines.append("<tr><td class=\"empty\" colspan=\"\(max(1, table.columns.count))\">\(Escaping.html(words.noRows))</td></tr>")
        }
        lines += ["</tbody>", "</table>"]
        if let note = table.note { lines.append("<p class=\"table-note\" dir=\"auto\">\(Escaping.html(note))</p>") }
        return (lines + ["</div>"]).joined(separator: "\n")
    }

    /// How the width is shared out; nothing where no column says so.
    private static func widths(_ columns: [Table.Column]) -> [String] {
        guard columns.contains(where: { $0.share != nil }) else { return [] }
        let whole = columns.reduce(0) { $0 + ($1.share ?? 1) }
        let shares = columns.map { "<col style=\"width: \(($0.share ?? 1) * 100 / whole)%\">" }
        return ["<colgroup>" + shares.joined() + "</colgroup>"]
    }

    static func writingLines(_ label: String, _ count: Int) -> String {
        let rule = "<div class=\"rule\"></div>"
        let rules = Array(repeating: rule, count: min(max(1, count), 60)).joined()
        return "<div class=\"writing\"><p dir=\"auto\">\(Escaping.html(label))</p>\(rules)</div>"
    }

    private static func cell(_ cell: Table.Cell, _ column: Table.Column, isHeader: Bool) -> String {
        let shape = cell.shape.map { "<span class=\"shape\" aria-hidden=\"true\">\($0.character)</span>&#160;" } ?? ""
        let lines = Escaping.visible(cell.text).split(separator: "\n", omittingEmptySubsequences: false)
        var words = shape + lines.map { Escaping.html(String($0)) }.joined(separator: "<br>")
        if let enclosure = cell.enclosure { words = "<a href=\"#enclosure-\(enclosure)\">\(words)</a>" }
        return isHeader
            ? "<th scope=\"row\"\(alignment(column)) dir=\"auto\">\(words)</th>"
            : "<td\(alignment(column)) dir=\"auto\">\(words)</td>"
    }

    private static func alignment(_ column: Table.Column) -> String {
        switch (column.alignment, column.kind) {
        case (.start, .date): " class=\"date\""
        case (.start, .text), (.start, .number): ""
        case (.centre, .text), (.centre, .number), (.centre, .date): " class=\"centre\""
        case (.end, .text), (.end, .number), (.end, .date): " class=\"end\""
        }
    }
}
