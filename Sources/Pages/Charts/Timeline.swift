/// What is due when and what was done when, one entry a line on an axis of days.
public struct Timeline: Sendable, Drawn {
    public struct Entry: Sendable {
        public var label: String
        public var due: AxisDay?
        public var done: AxisDay?
        /// The words at the right; made from the dates where it is nil. Days are calendar days there, so
        /// give it where another count of days decides.
        public var status: String?
        /// Whether it is late; judged by the dates where it is nil.
        public var late: Bool?

        public init(_ label: String, due: AxisDay? = nil, done: AxisDay? = nil, status: String? = nil, late: Bool? = nil) {
            self.label = label
            self.due = due
            self.done = done
            self.status = status
            self.late = late
        }
    }

    /// A stretch of days that is shaded, its last day included.
    public struct Break: Sendable {
        public var name: String
        public var first: AxisDay
        public var last: AxisDay

        public init(_ name: String, first: AxisDay, last: AxisDay) {
            self.name = name
            self.first = min(first, last)
            self.last = max(first, last)
        }
    }

    public var title: String
    /// The heading of the first column in the table; ``Wording`` has the word where it is nil.
    public var rowTitle: String?
    public var entries: [Entry]
    public var breaks: [Break]
    public var today: AxisDay?
    public var summary: String?

    public init(title: String, rowTitle: String? = nil, entries: [Entry], breaks: [Break] = [], today: AxisDay? = nil, summary: String? = nil) {
        self.title = title
        self.rowTitle = rowTitle
        self.entries = entries
        self.breaks = breaks
        self.today = today
        self.summary = summary
    }

    // MARK: What it says

    func description(_ words: Wording) -> String { readOut(summary, words) }

    func table(_ words: Wording) -> Table {
        Table(
            caption: title,
            columns: [
                Table.Column(rowTitle ?? words.item), Table.Column(words.due, kind: .date),
                Table.Column(words.done, kind: .date), Table.Column(words.status),
            ],
            rows: entries.map { entry in
                [
                    Table.Cell(entry.label), Table.Cell(entry.due.map { words.date($0) } ?? ""),
                    Table.Cell(entry.done.map { words.date($0) } ?? ""),
                    Table.Cell(status(entry, words), shape: isLate(entry) ? .triangle : nil),
                ]
            },
            note: breaks.isEmpty ? nil : words.shaded + ": " + breaks.map { named($0, words) }.joined(separator: "; "))
    }

    private func named(_ stretch: Break, _ words: Wording) -> String {
        stretch.name + ", " + words.date(stretch.first, year: false) + " – " + words.date(stretch.last)
    }

    private func isLate(_ entry: Entry) -> Bool {
        if let late = entry.late { return late }
        guard let due = entry.due else { return false }
        return (entry.done ?? today ?? due) > due
    }

    private func status(_ entry: Entry, _ words: Wording) -> String {
        if let status = entry.status { return status }
        switch (entry.due, entry.done) {
        case (let due?, let done?): return done > due ? words.late(done.number - due.number) : words.onTime
        case (let due?, nil):
            guard let today, today > due else { return words.notYetDue }
            return words.overdue(today.number - due.number)
        case (nil, _?): return words.done.lowercased()
        case (nil, nil): return ""
        }
    }

    /// The dates in words, with their years where the axis is so long that a day and month could be two days.
    private func dates(_ entry: Entry, _ words: Wording) -> [String] {
        let due = entry.due.map { Wording.fill(words.dueOn, "date", words.date($0, year: withYear)) }
        let done = entry.done.map { Wording.fill(words.doneOn, "date", words.date($0, year: withYear)) }
        let parts = [due, done].compactMap(\.self)
        let line = parts.joined(separator: ", ")
        return TextMeasure.width(line, 12) <= Self.right - 16 ? [line] : parts
    }

    private var withYear: Bool { axis.map { $0.last - $0.first > 330 } ?? true }

    // MARK: The picture

    private static let width = 720.0
    private static let label = 170.0
    private static let right = 204.0

    /// The axis: which days it shows and where they stand.
    private struct Axis {
        let first: Int
        let last: Int
        let left = Timeline.label
        let right = Timeline.width - Timeline.right - 12

        func x(_ day: AxisDay) -> Double { x(day.number) }
        func x(_ number: Int) -> Double {
            left + (right - left) * Double(min(max(number, first), last) - first) / Double(max(1, last - first))
        }
    }

    private var axis: Axis? {
        let days = entries.flatMap { [$0.due, $0.done].compactMap(\.self) } + (today.map { [$0] } ?? [])
        guard let first = days.min(), let last = days.max() else { return nil }
        // Room at both ends, so that no mark stands on the labels.
        let margin = max(3, (last.number - first.number) / 30)
        return Axis(first: first.number - margin, last: last.number + margin)
    }

    func panels(id: String, _ words: Wording) -> [Canvas] {
        let heights = entries.map { entry in
            max(Double(labelLines(entry).count) * 15 + 12, Double(dates(entry, words).count) * 15 + 23)
        }
        return Panels.split(heights, atMost: 840).enumerated().map { part, range in
            var canvas = Canvas(id: part == 0 ? id : "\(id)-\(part + 1)", width: Self.width)
            let head = legend(words).draw(on: &canvas, y: 0, width: Self.width)
            let top = head + 44
            let bottom = top + heights[range].reduce(0, +)
            if let axis { draw(axis, on: &canvas, top, bottom, words) }
            var y = top
            for index in range {
                draw(entries[index], on: &canvas, y, heights[index], words)
                y += heights[index]
            }
            canvas.height = y + 4
            if range.upperBound == entries.count { shadedNames(on: &canvas, words) }
            return canvas
        }
    }

    private func legend(_ words: Wording) -> Legend {
        Legend(items: [
            (.lozenge, Canvas.Ink.text, words.due), (.disc, Canvas.Ink.series[0], words.done),
            (.triangle, Canvas.Ink.series[1], words.late),
        ])
    }

    private func labelLines(_ entry: Entry) -> [String] {
        TextMeasure.wrap(entry.label, width: Self.label - 14, size: 13, lines: 4)
    }

    /// Breaks, months and today, behind the entries.
    private func draw(_ axis: Axis, on canvas: inout Canvas, _ top: Double, _ bottom: Double, _ words: Wording) {
        for stretch in breaks where stretch.last.number >= axis.first && stretch.first.number <= axis.last {
            let x = axis.x(stretch.first)
            let end = axis.x(stretch.last.number + 1)
            canvas.rect(x, top, max(1.5, end - x), bottom - top, fill: canvas.hatching())
        }
        for tick in ticks(axis, words) {
            let x = axis.x(tick.day)
            canvas.line(x, top - 5, x, bottom, "#d5dde2")
            // Where today's line runs, its own label says where we are.
            let half = TextMeasure.width(tick.label, 12) / 2 + 4
            if let today, abs(axis.x(today) - x) < half { continue }
            canvas.text(tick.label, x, top - 10, size: 12, anchor: .middle, fill: Canvas.Ink.quiet)
        }
        canvas.line(0, top, Self.width, top, Canvas.Ink.series[0], width: 2)
        guard let today else { return }
        let x = axis.x(today)
        canvas.line(x, top - 24, x, bottom, Canvas.Ink.text, width: 1.5, dash: "4 3")
        canvas.text(words.today + " " + words.date(today, year: withYear), x, top - 28, size: 12, anchor: .middle, bold: true)
    }

    /// Firsts of months, or days where the axis is short, at least as far apart as their labels are wide.
    private func ticks(_ axis: Axis, _ words: Wording) -> [(day: AxisDay, label: String)] {
        let span = axis.last - axis.first
        let room = Int((axis.right - axis.left) / 58)
        if span <= 70 {
            let step = max(7, (span / max(1, room) / 7 + 1) * 7)
            return stride(from: axis.first + 3, through: axis.last, by: step).map {
                let day = AxisDay(daysSince1970: $0)
                return (day, words.date(day, year: false))
            }
        }
        let firstMonth = AxisDay(daysSince1970: axis.first).monthNumber + 1
        let lastMonth = AxisDay(daysSince1970: axis.last).monthNumber
        guard lastMonth >= firstMonth else { return [] }
        let least = (lastMonth - firstMonth) / max(1, room) + 1
        let step = [1, 2, 3, 6, 12, 24, 60, 120, 600].first { $0 >= least } ?? (least + 1199) / 1200 * 1200
        // Steps are counted from January, so that they fall on the same months in every year.
        let start = (firstMonth + step - 1) / step * step
        return stride(from: start, through: lastMonth, by: step).map { month in
            let name = words.months.indices.contains(month % 12) ? words.months[month % 12] : ""
            let label = step >= 12 ? String(month / 12) : month == start || month % 12 == 0 ? "\(name) \(month / 12)" : name
            return (AxisDay.firstOf(month: month), label)
        }
    }

    private func draw(_ entry: Entry, on canvas: inout Canvas, _ y: Double, _ height: Double, _ words: Wording) {
        let middle = y + height / 2
        let label = labelLines(entry)
        canvas.lines(label, 0, middle + 4.5 - Double(label.count - 1) * 7.5, leading: 15)
        canvas.line(0, y + height, Self.width, y + height, "#e1e7eb")
        let late = isLate(entry)
        if let axis { marks(entry, axis, on: &canvas, middle, late: late) }

        let left = Self.width - Self.right
        let status = TextMeasure.wrap(status(entry, words), width: Self.right - 18, size: 12.5, lines: 1, bold: true)
        let dates = dates(entry, words)
        let first = middle + 4 - Double(dates.count) * 7.5
        if late { canvas.mark(.triangle, left + 6, first - 4.5, 4.5, Canvas.Ink.series[1]) }
        canvas.lines(status, left + 16, first, size: 12.5, bold: true)
        canvas.lines(dates, left + 16, first + 15.5, size: 12, leading: 15, fill: Canvas.Ink.quiet)
    }

    private func marks(_ entry: Entry, _ axis: Axis, on canvas: inout Canvas, _ y: Double, late: Bool) {
        if let due = entry.due, let end = entry.done ?? (late ? today : nil) {
            canvas.line(axis.x(due), y, axis.x(end), y, late ? Canvas.Ink.series[1] : "#8fa6b3", width: late ? 3 : 2, dash: entry.done == nil ? "5 3" : nil)
        }
        if let due = entry.due {
            // Open, so that a done mark on the same day can be seen inside it.
            canvas.mark(.lozenge, axis.x(due), y, 7, Canvas.Ink.text)
        }
        if let done = entry.done {
            canvas.mark(late ? .triangle : .disc, axis.x(done), y, late ? 5.5 : 4.5, late ? Canvas.Ink.series[1] : Canvas.Ink.series[0])
        } else if late, let today {
            canvas.mark(.triangle, axis.x(today), y, 5.5, Canvas.Ink.series[1])
        }
    }

    private func shadedNames(on canvas: inout Canvas, _ words: Wording) {
        guard let axis else { return }
        let shown = breaks.filter { $0.last.number >= axis.first && $0.first.number <= axis.last }
        guard !shown.isEmpty else { return }
        let text = shown.map { named($0, words) }.joined(separator: "; ")
        canvas.rect(0, canvas.height + 7, 14, 14, fill: canvas.hatching(), stroke: "#8fa6b3")
        let lines = TextMeasure.wrap(words.shaded + ": " + text, width: Self.width - 24, size: 12, lines: 4)
        canvas.lines(lines, 22, canvas.height + 18, size: 12, leading: 15, fill: Canvas.Ink.quiet)
        canvas.height += Double(lines.count) * 15 + 12
    }
}
