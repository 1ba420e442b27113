extension Page {
    /// The page as plain text, for a letter's text part: no line is broken but where a block ends.
    public func plainText() -> String {
        var parts = [Escaping.oneLine(title)]
        if let subtitle { parts.append(Escaping.oneLine(subtitle)) }
        if !notes.isEmpty { parts.append(PlainText.facts(notes)) }
        return (parts + [plainBody()]).joined(separator: "\n\n") + "\n"
    }

    /// The blocks and the foot without the head.
    func plainBody() -> String {
        var parts = blocks.map { PlainText.block($0, words) }.filter { !$0.isEmpty }
        if let footer { parts.append(Escaping.oneLine(footer)) }
        if let treeHead { parts.append("\(words.treeHead): " + Escaping.oneLine(treeHead)) }
        return parts.joined(separator: "\n\n")
    }
}

enum PlainText {
    static func block(_ block: Block, _ words: Wording) -> String {
        switch block {
        case .heading(_, let text):
            let line = Escaping.oneLine(text.plain)
            return line + "\n" + String(repeating: "-", count: min(line.count, 72))
        case .paragraph(let text): return Escaping.oneLine(text.plain)
        case .facts(let facts): return self.facts(facts)
        case .table(let table): return self.table(table, words)
        case .chart(let chart, _): return self.table(chart.table(words), words)
        case .quotation(let quotation):
            let lines = Escaping.visible(quotation.text).split(separator: "\n", omittingEmptySubsequences: false)
            let body = lines.map { "    " + $0 }.joined(separator: "\n")
            return quotation.source.map { body + "\n    -- " + Escaping.oneLine($0) } ?? body
        case .list(let list):
            return list.items.enumerated().map { index, item in
                (list.ordered ? "\(index + 1). " : "* ") + Escaping.oneLine(item.plain)
            }.joined(separator: "\n")
        case .callout(let callout):
            return ((callout.title.map { [$0] } ?? []) + callout.paragraphs.map(\.plain))
                .map { "| " + Escaping.oneLine($0) }.joined(separator: "\n|\n")
        case .writingLines(let label, _): return Escaping.oneLine(label) + ": ________"
        case .signature(let labels): return labels.map { Escaping.oneLine($0) + ": ________" }.joined(separator: "   ")
        case .cut(let text): return "- - - " + Escaping.oneLine(text) + " - - -"
        case .enclosure(let enclosure):
            let heading = self.block(.heading(1, Text("\(enclosure.number). \(enclosure.title)")), words)
            let text = enclosure.text.map { [self.block(.quotation(Quotation($0)), words)] } ?? []
            return ([heading, facts(enclosure.facts)] + text).joined(separator: "\n\n")
        case .pageBreak: return ""
        }
    }

    static func facts(_ facts: [Fact]) -> String {
        facts.map { Escaping.oneLine($0.label) + ": " + Escaping.oneLine($0.value.plain) }.joined(separator: "\n")
    }

    /// A table as its rows, each a first line and its other cells under it with their headings: columns
    /// set with spaces fall apart in the fonts that mail is read in.
    private static func table(_ table: Table, _ words: Wording) -> String {
        var lines: [String] = []
        if let caption = table.caption { lines.append(Escaping.oneLine(caption)) }
        if table.rows.isEmpty, table.blankRows == 0 { lines.append(words.noRows) }
        for row in table.rows {
            for (index, cell) in row.enumerated() where index == 0 || !cell.text.isEmpty {
                let text = Escaping.oneLine(cell.text)
                let title = Escaping.oneLine(table.columns[index].title)
                lines.append(index == 0 ? "* " + text : "  " + (title.isEmpty ? text : "\(title): \(text)"))
            }
        }
        if let note = table.note { lines.append(Escaping.oneLine(note)) }
        return lines.joined(separator: "\n")
    }
}
