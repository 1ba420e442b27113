/// A few counts that make up a whole, as one bar and in words.
public struct ShareBar: Sendable, Drawn {
    public struct Part: Sendable {
        public var label: String
        public var count: Int

        public init(_ label: String, _ count: Int) {
            self.label = label
            self.count = max(0, count)
        }
    }

    public var title: String
    /// The heading of the first column in the table; ``Wording`` has the word where it is nil.
    public var rowTitle: String?
    public var parts: [Part]
    public var summary: String?

    public init(title: String, rowTitle: String? = nil, parts: [Part], summary: String? = nil) {
        self.title = title
        self.rowTitle = rowTitle
        self.parts = parts
        self.summary = summary
    }

    private var whole: Int {
        parts.reduce(0) { sum, part in
            let (next, overflow) = sum.addingReportingOverflow(part.count)
            return overflow ? Int.max : next
        }
    }

    func description(_ words: Wording) -> String {
        summary ?? parts.map { said($0, words) }.joined(separator: "; ") + "."
    }

    private func said(_ part: Part, _ words: Wording) -> String {
        "\(part.label): \(part.count) \(words.of) \(whole)"
    }

    func table(_ words: Wording) -> Table {
        Table(
            caption: title,
            columns: [
                Table.Column(rowTitle ?? words.share), Table.Column(words.count, kind: .number),
                Table.Column(words.outOf, kind: .number),
            ],
            rows: parts.map { [Table.Cell($0.label), "\($0.count)", "\(whole)"] })
    }

    func panels(id: String, _ words: Wording) -> [Canvas] {
        let width = 720.0
        var canvas = Canvas(id: id, width: width)
        canvas.rect(0.5, 0.5, width - 1, 33, fill: "#fff", stroke: "#8fa6b3")
        var x = 0.0
        for (index, part) in parts.enumerated() where part.count > 0 {
            let share = width * Double(part.count) / Double(max(1, whole))
            canvas.rect(x + 1, 1, share - 2, 32, fill: canvas.pattern(index), stroke: Canvas.Ink.ofSeries(index))
            if share > 34 {
                let label = String(part.count)
                let half = TextMeasure.width(label, 14, bold: true) / 2 + 5
                canvas.rect(x + share / 2 - half, 7, half * 2, 20, fill: "#fff", radius: 3)
                canvas.text(label, x + share / 2, 22, size: 14, anchor: .middle, bold: true)
            }
            x += share
        }
        canvas.height = key(on: &canvas, words) + 4
        return [canvas]
    }

    private func key(on canvas: inout Canvas, _ words: Wording) -> Double {
        var x = 0.0
        var y = 46.0
        for (index, part) in parts.enumerated() {
            let label = TextMeasure.wrap(said(part, words), width: canvas.width - 30, size: 13, lines: 1).first ?? ""
            let needed = 22 + TextMeasure.width(label, 13) + 24
            if x > 0, x + needed > canvas.width + 24 {
                x = 0
                y += 24
            }
            canvas.rect(x + 1, y, 15, 15, fill: canvas.pattern(index), stroke: Canvas.Ink.ofSeries(index))
            canvas.text(label, x + 23, y + 12.5)
            x += needed
        }
        return y + 18
    }
}
