import JSON

extension Page {
    /// The page as data: its head, and each block as an object with its `block` named.
    public func json() -> JSON.Value {
        var page = JSON.Object()
        page.append("title", .string(title))
        page.append("subtitle", PageJSON.optional(subtitle))
        page.append("language", .string(language))
        page.append("notes", .array(notes.map(PageJSON.fact)))
        page.append("blocks", .array(blocks.map { PageJSON.block($0, words) }))
        page.append("footer", PageJSON.optional(footer))
        page.append("treeHead", PageJSON.optional(treeHead))
        return .object(page)
    }
}

enum PageJSON {
    static func optional(_ text: String?) -> JSON.Value { text.map { .string($0) } ?? .null }

    static func fact(_ fact: Fact) -> JSON.Value {
        ["label": .string(fact.label), "value": .string(fact.value.plain)]
    }

    static func block(_ block: Block, _ words: Wording) -> JSON.Value {
        switch block {
        case .heading(let level, let text):
            ["block": "heading", "level": .int(Int64(min(max(level, 1), 3))), "text": .string(text.plain)]
        case .paragraph(let text): ["block": "paragraph", "text": .string(text.plain)]
        case .facts(let facts): ["block": "facts", "facts": .array(facts.map(fact))]
        case .table(let table): .object(self.table(table, named: "table"))
        case .chart(let chart, _): self.chart(chart, words)
        case .quotation(let quotation):
            ["block": "quotation", "text": .string(quotation.text), "source": optional(quotation.source)]
        case .list(let list):
            ["block": "list", "ordered": .bool(list.ordered), "items": .array(list.items.map { .string($0.plain) })]
        case .callout(let callout):
            ["block": "callout", "title": optional(callout.title),
             "paragraphs": .array(callout.paragraphs.map { .string($0.plain) })]
        case .writingLines(let label, let count):
            ["block": "writingLines", "label": .string(label), "count": .int(Int64(count))]
        case .signature(let labels): ["block": "signature", "labels": .array(labels.map { .string($0) })]
        case .cut(let text): ["block": "cut", "text": .string(text)]
        case .enclosure(let enclosure):
            [
                "block": "enclosure", "number": .int(Int64(enclosure.number)), "title": .string(enclosure.title), "facts": .array(enclosure.facts.map(fact)),
                "text": optional(enclosure.text),
            ]
        case .pageBreak: ["block": "pageBreak"]
        }
    }

    private static func chart(_ chart: Chart, _ words: Wording) -> JSON.Value {
        var object = table(chart.table(words), named: "chart")
        object.append("kind", .string(chart.kind))
        object.append("description", .string(chart.description(words)))
        return .object(object)
    }

    private static func table(_ table: Table, named name: String) -> JSON.Object {
        let columns = table.columns.map { column -> JSON.Value in
            ["title": .string(column.title), "kind": .string(column.kind.rawValue)]
        }
        let rows = table.rows.map { row in JSON.Value.array(row.map { .string($0.text) }) }
        return [
            "block": .string(name), "caption": optional(table.caption), "columns": .array(columns),
            "rows": .array(rows), "note": optional(table.note),
        ]
    }
}
