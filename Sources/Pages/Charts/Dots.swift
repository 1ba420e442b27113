/// Small counts as dots, filled for what is there and open for the rest.
public struct Dots: Sendable, Drawn {
    public struct Row: Sendable {
        public var label: String
        public var count: Int
        public var of: Int

        public init(_ label: String, _ count: Int, of whole: Int) {
            self.label = label
            self.of = max(0, whole)
            self.count = min(max(0, count), self.of)
        }
    }

    public var title: String
    /// The heading of the first column in the table; ``Wording`` has the word where it is nil.
    public var rowTitle: String?
    public var rows: [Row]
    public var summary: String?

    public init(title: String, rowTitle: String? = nil, rows: [Row], summary: String? = nil) {
        self.title = title
        self.rowTitle = rowTitle
        self.rows = rows
        self.summary = summary
    }

    func description(_ words: Wording) -> String {
        summary ?? rows.map { "\($0.label): \($0.count) \(words.of) \($0.of)" }.joined(separator: "; ") + "."
    }

    func table(_ words: Wording) -> Table {
        Table(
            caption: title,
            columns: [
                Table.Column(rowTitle ?? words.row), Table.Column(words.count, kind: .number),
                Table.Column(words.outOf, kind: .number),
            ],
            rows: rows.map { [Table.Cell($0.label), "\($0.count)", "\($0.of)"] })
    }

    private static let label = 220.0
    /// Above this many a row is a bar: dots that cannot be counted say nothing.
    private static let most = 40

    func panels(id: String, _ words: Wording) -> [Canvas] {
        let heights = rows.map { Double(lines($0).count) * 16 + 14 }
        return Panels.split(heights, atMost: 920).enumerated().map { part, range in
            var canvas = Canvas(id: part == 0 ? id : "\(id)-\(part + 1)", width: 720)
            var y = 0.0
            canvas.line(0, 1, 720, 1, Canvas.Ink.series[0], width: 2)
            for index in range {
                draw(rows[index], on: &canvas, y, heights[index], words)
                y += heights[index]
                canvas.line(0, y, 720, y, "#e1e7eb")
            }
            canvas.height = y + 4
            return canvas
        }
    }

    private func lines(_ row: Row) -> [String] {
        TextMeasure.wrap(row.label, width: Self.label - 14, size: 13, lines: 3)
    }

    private func draw(_ row: Row, on canvas: inout Canvas, _ y: Double, _ height: Double, _ words: Wording) {
        let middle = y + height / 2
        let label = lines(row)
        canvas.lines(label, 0, middle + 4.5 - Double(label.count - 1) * 8)
        canvas.text("\(row.count) \(words.of) \(row.of)", 716, middle + 4.5, anchor: .end, bold: true)
        let ink = Canvas.Ink.series[0]
        let room = 400.0
        if row.of > Self.most {
            canvas.rect(Self.label, middle - 6, room, 12, fill: "#fff", stroke: ink)
            canvas.rect(Self.label, middle - 6, room * Double(row.count) / Double(row.of), 12, fill: ink)
            return
        }
        let step = min(18, room / Double(max(1, row.of)))
        for index in 0..<row.of {
            canvas.mark(index < row.count ? .disc : .ring, Self.label + step * (Double(index) + 0.5), middle, step * 0.32, ink)
        }
    }
}
