extension Page {
    /// The page as GitHub Flavored Markdown. Charts are tables with the same figures.
    public func markdown() -> String {
        var parts = ["# " + Escaping.markdown(title)]
        if let subtitle { parts.append("*" + Escaping.markdown(subtitle) + "*") }
        if !notes.isEmpty { parts.append(Markdown.facts(notes)) }
        parts += blocks.map { Markdown.block($0, words) }
        if let footer { parts += ["---", Escaping.markdown(footer)] }
        if let treeHead { parts.append("\(Escaping.markdown(words.treeHead)): " + Escaping.markdown(treeHead)) }
        return parts.joined(separator: "\n\n") + "\n"
    }
}

enum Markdown {
    /// Room to write, after a label.
    private static let room = ": \\_\\_\\_\\_\\_\\_\\_\\_"

    static func block(_ block: Block, _ words: Wording) -> String {
        switch block {
        case .heading(let level, let text):
            return String(repeating: "#", count: min(max(level, 1), 3) + 1) + " " + line(text)
        case .paragraph(let text): return line(text)
        case .facts(let facts): return self.facts(facts)
        case .table(let table): return self.table(table, words)
        case .chart(let chart, _): return self.table(chart.table(words), words)
        case .quotation(let quotation): return quote(quotation)
        case .list(let list): return items(list)
        case .callout(let callout):
            let title = callout.title.map { ["**" + Escaping.markdown($0) + "**"] } ?? []
            return (title + callout.paragraphs.map(line)).map { "> " + $0 }.joined(separator: "\n>\n")
        case .writingLines(let label, _): return Escaping.markdown(label) + room
        case .signature(let labels): return labels.map { Escaping.markdown($0) + room }.joined(separator: "  ")
        case .cut(let text): return "---\n\n*" + Escaping.markdown(text) + "*"
        case .enclosure(let enclosure):
            let text = enclosure.text.map { [quote(Quotation($0))] } ?? []
            return (["## \(enclosure.number). " + Escaping.markdown(enclosure.title), facts(enclosure.facts)] + text).joined(separator: "\n\n")
        case .pageBreak: return "---"
        }
    }

    static func line(_ text: Text) -> String {
        text.runs.map { run in
            let words = spaced(run.text)
            switch run.style {
            case .plain: return words
            case .strong: return "**" + words + "**"
            case .emphasis: return "*" + words + "*"
            }
        }.joined()
    }

    /// Escaped, with the spaces at its ends kept: a run continues the one before it.
    private static func spaced(_ text: String) -> String {
        let head = text.unicodeScalars.first?.properties.isWhitespace == true ? " " : ""
        let tail = text.unicodeScalars.last?.properties.isWhitespace == true ? " " : ""
        let body = Escaping.markdown(text)
        return body.isEmpty ? head : head + body + tail
    }

    static func facts(_ facts: [Fact]) -> String {
        facts.map { "- **" + Escaping.markdown($0.label) + ":** " + line($0.value) }.joined(separator: "\n")
    }

    private static func items(_ list: List) -> String {
        list.items.enumerated().map { index, item in
            (list.ordered ? "\(index + 1). " : "- ") + line(item)
        }.joined(separator: "\n")
    }

    private static func quote(_ quotation: Quotation) -> String {
        var lines = Escaping.visible(quotation.text).split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.allSatisfy(\.isWhitespace) ? ">" : "> " + Escaping.markdown(String($0)) + "\\" }
        // A backslash breaks the line; after the last line of a paragraph it would be printed.
        for index in lines.indices where index + 1 == lines.count || lines[index + 1] == ">" {
            if lines[index] != ">" { lines[index].removeLast() }
        }
        if let source = quotation.source { lines += [">", "> — " + Escaping.markdown(source)] }
        return lines.joined(separator: "\n")
    }

    static func table(_ table: Table, _ words: Wording) -> String {
        var parts: [String] = []
        if let caption = table.caption { parts.append("**" + Escaping.markdown(caption) + "**") }
        if table.rows.isEmpty, table.blankRows == 0 {
            parts.append("*" + Escaping.markdown(words.noRows) + "*")
        } else {
            let head = row(table.columns.map { Escaping.markdown($0.title) })
            let rule = row(table.columns.map { Self.rule($0.alignment) })
            let body = table.rows.map { row($0.map(cell)) }
            parts.append(([head, rule] + body).joined(separator: "\n"))
        }
        if let note = table.note { parts.append(Escaping.markdown(note)) }
        return parts.joined(separator: "\n\n")
    }

    private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    private static func rule(_ alignment: Table.Column.Alignment) -> String {
        switch alignment {
        case .start: "---"
        case .centre: ":---:"
        case .end: "---:"
        }
    }

    private static func cell(_ cell: Table.Cell) -> String {
        let lines = Escaping.visible(cell.text).split(separator: "\n", omittingEmptySubsequences: false)
        let text = lines.map { Escaping.markdown(String($0)) }.joined(separator: "<br>")
        return cell.shape.map { $0.character + " " + text } ?? text
    }
}
