/// Several series a row, each on a line of its own with its value in words.
public struct SideBySide: Sendable, Drawn {
    /// How a value is drawn.
    public enum Style: Sendable { case dots, bars }

    /// What a series says of a row.
    public enum Value: Sendable {
        /// A number on the scale, and what it is in words.
        case number(Double, String)
        /// No number, and the words for why.
        case absent(String)
    }

    public struct Series: Sendable {
        public var name: String
        public var values: [Value]

        public init(_ name: String, values: [Value]) {
            self.name = name
            self.values = values
        }
    }

    public var title: String
    /// The heading of the first column in the table; ``Wording`` has the word where it is nil.
    public var rowTitle: String?
    public var rows: [String]
    public var series: [Series]
    /// The ends of the scale; numbers outside it stand at its ends.
    public var scale: ClosedRange<Double>
    public var style: Style
    public var summary: String?

    public init(
        title: String, rowTitle: String? = nil, rows: [String], series: [Series], scale: ClosedRange<Double>, style: Style = .dots,
        summary: String? = nil
    ) {
        self.title = title
        self.rowTitle = rowTitle
        self.rows = rows
        self.series = series
        self.scale = scale
        self.style = style
        self.summary = summary
    }

    func description(_ words: Wording) -> String { readOut(summary, words) }

    func table(_ words: Wording) -> Table {
        Table(
            caption: title, columns: [Table.Column(rowTitle ?? words.row)] + series.map { Table.Column($0.name) },
            rows: rows.enumerated().map { row, name in
                [Table.Cell(name)] + series.map { Table.Cell(said($0, row, words)) }
            })
    }

    private func said(_ series: Series, _ row: Int, _ words: Wording) -> String {
        guard series.values.indices.contains(row) else { return words.noValue }
        switch series.values[row] {
        case .number(_, let said): return said
        case .absent(let why): return why
        }
    }

    private func number(_ series: Series, _ row: Int) -> Double? {
        guard series.values.indices.contains(row), case .number(let number, _) = series.values[row],
            number.isFinite
        else { return nil }
        return number
    }

    // MARK: The picture

    private static let width = 720.0
    private static let label = 168.0
    private static let track = 180.0...450.0
    private static let lane = 21.0

    func panels(id: String, _ words: Wording) -> [Canvas] {
        let heights = rows.map { name in
            let lines = TextMeasure.wrap(name, width: Self.label - 14, size: 13, lines: 6, bold: true)
            return max(Double(lines.count) * 16, Double(series.count) * Self.lane) + 16
        }
        return Panels.split(heights, atMost: 870).enumerated().map { part, range in
            var canvas = Canvas(id: part == 0 ? id : "\(id)-\(part + 1)", width: Self.width)
            var y = legend.draw(on: &canvas, y: 0, width: Self.width) + 8
            canvas.line(0, y, Self.width, y, Canvas.Ink.series[0], width: 2)
            for row in range {
                draw(row, on: &canvas, y, words)
                y += heights[row]
                canvas.line(0, y, Self.width, y)
            }
            canvas.height = y + 4
            return canvas
        }
    }

    private var legend: Legend {
        Legend(items: series.enumerated().map { (.ofSeries($0), Canvas.Ink.ofSeries($0), $1.name) })
    }

    private func draw(_ row: Int, on canvas: inout Canvas, _ top: Double, _ words: Wording) {
        let label = TextMeasure.wrap(rows[row], width: Self.label - 14, size: 13, lines: 6, bold: true)
        canvas.lines(label, 0, top + 22, bold: true)
        for (index, one) in series.enumerated() {
            let y = top + 8 + Self.lane * (Double(index) + 0.5)
            let ink = Canvas.Ink.ofSeries(index)
            canvas.line(Self.track.lowerBound, y, Self.track.upperBound, y)
            if let number = number(one, row) {
                let x = place(number)
                switch style {
                case .dots: canvas.line(Self.track.lowerBound, y, x, y, "#8fa6b3", width: 2)
                case .bars: canvas.rect(Self.track.lowerBound, y - 5, x - Self.track.lowerBound, 10, fill: canvas.pattern(index), stroke: ink)
                }
                canvas.mark(.ofSeries(index), x, y, 5.5, ink)
            }
            let said = TextMeasure.wrap(said(one, row, words), width: Self.width - 468, size: 12.5, lines: 1)
            canvas.lines(said, 466, y + 4.5, size: 12.5)
        }
    }

    private func place(_ number: Double) -> Double {
        let span = scale.upperBound - scale.lowerBound
        let share = span > 0 ? (min(max(number, scale.lowerBound), scale.upperBound) - scale.lowerBound) / span : 0
        return Self.track.lowerBound + share * (Self.track.upperBound - Self.track.lowerBound)
    }
}
