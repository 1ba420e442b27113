/// Months across, rows down: what falls where in a year.
public struct YearPlanner: Sendable, Drawn {
    public struct Entry: Sendable {
        public var day: AxisDay
        public var label: String
        /// Its state in a word, and the shape that stands for it.
        public var status: String
        public var shape: Shape

        public init(_ day: AxisDay, _ label: String, status: String, shape: Shape) {
            self.day = day
            self.label = label
            self.status = status
            self.shape = shape
        }
    }

    public struct Row: Sendable {
        public var name: String
        public var entries: [Entry]

        public init(_ name: String, _ entries: [Entry]) {
            self.name = name
            self.entries = entries
        }
    }

    public var title: String
    /// The heading of the first column in the table; ``Wording`` has the word where it is nil.
    public var rowTitle: String?
    /// Any day of the first month.
    public var start: AxisDay
    /// How many months are shown, 1 to 24. What falls outside them stands in the table alone.
    public var months: Int
    public var rows: [Row]
    public var summary: String?

    public init(title: String, rowTitle: String? = nil, start: AxisDay, months: Int = 12, rows: [Row], summary: String? = nil) {
        self.title = title
        self.rowTitle = rowTitle
        self.start = start
        self.months = min(max(months, 1), 24)
        self.rows = rows
        self.summary = summary
    }

    func description(_ words: Wording) -> String { readOut(summary, words) }

    func table(_ words: Wording) -> Table {
        Table(
            caption: title,
            columns: [
                Table.Column(rowTitle ?? words.row), Table.Column(words.date, kind: .date), Table.Column(words.entry),
                Table.Column(words.status),
            ],
            rows: rows.flatMap { row in
                row.entries.sorted { $0.day < $1.day }.map { entry in
                    [
                        Table.Cell(row.name), Table.Cell(words.date(entry.day)), Table.Cell(entry.label),
                        Table.Cell(entry.status, shape: entry.shape),
                    ]
                }
            })
    }

    // MARK: The picture

    private static let width = 1040.0
    private static let label = 164.0
    private var column: Double { (Self.width - Self.label) / Double(months) }
    /// At which no word has to be cut, if there is one that can still be read.
    private var size: Double {
        TextMeasure.size(rows.flatMap { $0.entries.map(\.label) }, width: column - 8, of: [12.5, 11.5, 10.5])
    }

    /// An entry's lines in its cell: the first has the shape and the day before it.
    private func lines(_ entry: Entry) -> [String] {
        TextMeasure.wrap(entry.label, width: column - 8, size: size, lines: 3)
    }

    private func entries(_ row: Row, month: Int) -> [Entry] {
        row.entries.filter { $0.day.monthNumber == start.monthNumber + month }.sorted { $0.day < $1.day }
    }

    private func height(_ entry: Entry) -> Double { 17 + Double(lines(entry).count) * 14 + 7 }

    private func height(_ row: Row) -> Double {
        let name = TextMeasure.wrap(row.name, width: Self.label - 12, size: 13, lines: 4, bold: true)
        let cells = (0..<months).map { month in entries(row, month: month).map(height).reduce(0, +) + 8 }
        return max(36, Double(name.count) * 16 + 14, cells.max() ?? 0)
    }

    func panels(id: String, _ words: Wording) -> [Canvas] {
        let heights = rows.map(height)
        return Panels.split(heights, atMost: 560).enumerated().map { part, range in
            var canvas = Canvas(id: part == 0 ? id : "\(id)-\(part + 1)", width: Self.width)
            let head = legend.draw(on: &canvas, y: 0, width: Self.width) + 8
            let top = head + 28
            let bottom = top + heights[range].reduce(0, +)
            months(on: &canvas, top, bottom, words)
            var y = top
            for index in range {
                draw(rows[index], on: &canvas, y)
                y += heights[index]
                canvas.line(0, y, Self.width, y)
            }
            canvas.height = y + 4
            return canvas
        }
    }

    private var legend: Legend {
        var items: [(shape: Shape, ink: String, label: String)] = []
        for entry in rows.flatMap(\.entries) {
            let known = items.contains {
                $0.shape == entry.shape && $0.label.unicodeScalars.elementsEqual(entry.status.unicodeScalars)
            }
            if !known { items.append((entry.shape, Self.ink(entry.shape), entry.status)) }
        }
        return Legend(items: items)
    }

    private static func ink(_ shape: Shape) -> String {
        Canvas.Ink.ofSeries(Shape.allCases.firstIndex(of: shape) ?? 0)
    }

    private func months(on canvas: inout Canvas, _ top: Double, _ bottom: Double, _ words: Wording) {
        for month in 0..<months {
            let x = Self.label + Double(month) * column
            let number = start.monthNumber + month
            if month % 2 == 1 { canvas.rect(x, top, column, bottom - top, fill: "#f5f8f9") }
            let name = words.months.indices.contains(number % 12) ? words.months[number % 12] : ""
            canvas.text(name, x + 5, top - 9, bold: true)
            if (month == 0 || number % 12 == 0), column > 58 {
                let after = x + 10 + TextMeasure.width(name, 13, bold: true)
                canvas.text(String(number / 12), after, top - 9, size: 12, fill: Canvas.Ink.quiet)
            }
        }
        canvas.line(0, top, Self.width, top, Canvas.Ink.series[0], width: 2)
    }

    private func draw(_ row: Row, on canvas: inout Canvas, _ top: Double) {
        let name = TextMeasure.wrap(row.name, width: Self.label - 12, size: 13, lines: 4, bold: true)
        canvas.lines(name, 0, top + 20, bold: true)
        for month in 0..<months {
            let x = Self.label + Double(month) * column + 5
            var y = top + 6
            for entry in entries(row, month: month) {
                canvas.mark(entry.shape, x + 6, y + 8, 5, Self.ink(entry.shape))
                canvas.text(String(entry.day.civil.day), x + 17, y + 12.5, bold: true)
                canvas.lines(lines(entry), x, y + 28, size: size, leading: 14)
                y += height(entry)
            }
        }
    }
}
