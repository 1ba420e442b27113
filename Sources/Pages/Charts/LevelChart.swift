/// Rows by ordered levels: where each series places each row, and how far apart they are.
public struct LevelChart: Sendable, Drawn {
    /// What a series says of a row.
    public enum Value: Sendable {
        /// The level by its place in `levels`, 0 the lowest.
        case at(Int)
        /// No level, and the words for why.
        case absent(String)
    }

    /// One voice: its name, the one to three letters over its marks, and a value for each row.
    public struct Series: Sendable {
        public var name: String
        public var short: String
        public var values: [Value]

        public init(_ name: String, short: String, values: [Value]) {
            self.name = name
            self.short = short
            self.values = values
        }
    }

    public var title: String
    /// The heading of the first column in the table; ``Wording`` has the word where it is nil.
    public var rowTitle: String?
    /// The levels from lowest to highest.
    public var levels: [String]
    public var rows: [String]
    public var series: [Series]
    /// The places in `series` of those that are compared; all of them where it is nil.
    public var compared: [Int]?
    /// The text alternative; the rows read out where it is nil.
    public var summary: String?

    public init(
        title: String, rowTitle: String? = nil, levels: [String], rows: [String], series: [Series],
        compared: [Int]? = nil, summary: String? = nil
    ) {
        self.title = title
        self.rowTitle = rowTitle
        self.levels = levels
        self.rows = rows
        self.series = series
        self.compared = compared
        self.summary = summary
    }

    // MARK: What it says

    func description(_ words: Wording) -> String { readOut(summary, words) }

    func table(_ words: Wording) -> Table {
        let columns = [Table.Column(rowTitle ?? words.row)] + series.map { Table.Column($0.name) }
        let compares = among.count > 1
        return Table(
            caption: title,
            columns: columns + (compares ? [Table.Column(words.difference)] : []),
            rows: rows.enumerated().map { row, name in
                let values = series.enumerated().map { index, one in
                    Table.Cell(self.words(one, row, words), shape: level(one, row) == nil ? nil : .ofSeries(index))
                }
                return [Table.Cell(name)] + values + (compares ? [Table.Cell(gap(row).map(words.apart) ?? "")] : [])
            })
    }

    /// The level of a series at a row; nil where there is none, or where the number names no level.
    private func level(_ series: Series, _ row: Int) -> Int? {
        guard series.values.indices.contains(row), case .at(let level) = series.values[row],
            levels.indices.contains(level)
        else { return nil }
        return level
    }

    private func words(_ series: Series, _ row: Int, _ words: Wording) -> String {
        if let level = level(series, row) { return levels[level] }
        guard series.values.indices.contains(row), case .absent(let why) = series.values[row] else {
            return words.noValue
        }
        return why
    }

    /// How many levels lie between the lowest and the highest; nil with fewer than two values.
    private func gap(_ row: Int) -> Int? {
        let found = among.compactMap { level(series[$0], row) }
        guard found.count > 1, let low = found.min(), let high = found.max() else { return nil }
        return high - low
    }

    /// The series that are compared.
    private var among: [Int] { compared?.filter(series.indices.contains) ?? Array(series.indices) }

    // MARK: The picture

    /// Where things stand, in units of the drawing.
    private struct Frame {
        let width = 720.0
        let label: Double
        let remarks: Double
        let column: Double

        init(levels: Int, compares: Bool) {
            label = levels > 5 ? 140 : 168
            remarks = compares ? 108 : 90
            column = (width - label - remarks) / Double(max(1, levels))
        }

        func middle(_ level: Int) -> Double { label + column * (Double(level) + 0.5) }
    }

    func panels(id: String, _ words: Wording) -> [Canvas] {
        let frame = Frame(levels: levels.count, compares: among.count > 1)
        let heights = rows.indices.map { height($0, frame, words) }
        return Panels.split(heights, atMost: 850).enumerated().map { part, range in
            var canvas = Canvas(id: part == 0 ? id : "\(id)-\(part + 1)", width: frame.width)
            var y = legend.draw(on: &canvas, y: 0, width: frame.width) + 12
            y = header(on: &canvas, frame, y, words)
            let bottom = y + heights[range].reduce(0, +)
            for level in 0...levels.count {
                let x = frame.label + Double(level) * frame.column
                canvas.line(x, y, x, bottom, "#e1e7eb")
            }
            for row in range {
                draw(row, on: &canvas, frame, y, heights[row], words)
                y += heights[row]
            }
            canvas.height = y + 6
            return canvas
        }
    }

    private var legend: Legend {
        Legend(items: series.enumerated().map { index, one in
            (.ofSeries(index), Canvas.Ink.ofSeries(index), one.short.isEmpty ? one.name : "\(one.short): \(one.name)")
        })
    }

    private func header(on canvas: inout Canvas, _ frame: Frame, _ y: Double, _ words: Wording) -> Double {
        let size = TextMeasure.size(levels, width: frame.column - 4, of: [12.5, 11.5, 10.5], bold: true)
        let titles = levels.map { TextMeasure.wrap($0, width: frame.column - 4, size: size, lines: 4, bold: true) }
        let height = Double(titles.map(\.count).max() ?? 1) * 15 + 8
        for (level, lines) in titles.enumerated() {
            let first = y + height - 9 - Double(lines.count - 1) * 15
            canvas.lines(lines, frame.middle(level), first, size: size, leading: 15, anchor: .middle, bold: true)
        }
        if among.count > 1 {
            canvas.text(words.difference, frame.width - frame.remarks + 12, y + height - 9, size: 12.5, bold: true)
        }
        canvas.line(0, y + height, frame.width, y + height, Canvas.Ink.series[0], width: 2)
        return y + height
    }

    private func height(_ row: Int, _ frame: Frame, _ words: Wording) -> Double {
        let label = Double(labelLines(row, frame).count) * 16 + 16
        let remarks = Double(remarks(row, frame, words).count) * 15 + 14
        return max(46, label, remarks)
    }

    private func labelLines(_ row: Int, _ frame: Frame) -> [String] {
        TextMeasure.wrap(rows[row], width: frame.label - 14, size: 13, lines: 4, bold: true)
    }

    /// The words at the right: how far apart, and who gave no level and why.
    private func remarks(_ row: Int, _ frame: Frame, _ words: Wording) -> [String] {
        let apart = gap(row).map { [words.apart($0)] } ?? []
        let absent = series.filter { level($0, row) == nil }.map { one in
            (one.short.isEmpty ? one.name : one.short) + ": " + self.words(one, row, words)
        }
        return (apart + absent).flatMap { TextMeasure.wrap($0, width: frame.remarks - 12, size: 12, lines: 3) }
    }

    private func draw(
        _ row: Int, on canvas: inout Canvas, _ frame: Frame, _ y: Double, _ height: Double, _ words: Wording
    ) {
        let middle = y + height / 2
        let label = labelLines(row, frame)
        canvas.lines(label, 0, middle + 4.5 - Double(label.count - 1) * 8, bold: true)
        canvas.line(0, y + height, frame.width, y + height)

        let places = places(row, frame)
        let axis = middle + 6
        let ends = places.filter { among.contains($0.series) }.map(\.x)
        if let left = ends.min(), let right = ends.max(), (gap(row) ?? 0) > 0 {
            canvas.line(left, axis, right, axis, "#8fa6b3", width: 4)
        }
        for place in places {
            canvas.mark(.ofSeries(place.series), place.x, axis, 6.5, Canvas.Ink.ofSeries(place.series))
            canvas.text(series[place.series].short, place.x, axis - 12, size: 12, anchor: .middle, halo: true)
        }
        let remarks = remarks(row, frame, words)
        canvas.lines(
            remarks, frame.width - frame.remarks + 12, middle + 4 - Double(remarks.count - 1) * 7.5, size: 12, leading: 15)
    }

    /// Where each mark of a row stands; those on one level stand beside each other about its middle.
    private func places(_ row: Int, _ frame: Frame) -> [(series: Int, x: Double)] {
        levels.indices.flatMap { level -> [(series: Int, x: Double)] in
            let here = series.indices.filter { self.level(series[$0], row) == level }
            let widest = here.map { TextMeasure.width(series[$0].short, 12) }.max() ?? 0
            let step = min(max(22, widest + 5), (frame.column - 8) / Double(max(1, here.count)))
            return here.enumerated().map { index, one in
                (one, frame.middle(level) + (Double(index) - Double(here.count - 1) / 2) * step)
            }
        }
    }
}
