/// A chart of one of the kinds that reports use. Each gives its picture, its table and its description.
public enum Chart: Sendable {
    case level(LevelChart)
    case sideBySide(SideBySide)
    case timeline(Timeline)
    case yearPlanner(YearPlanner)
    case groupMap(GroupMap)
    case shareBar(ShareBar)
    case dots(Dots)

    public var title: String { drawn.title }

    /// The picture as SVG elements, in order: a chart with more rows than a sheet holds comes in parts.
    ///
    /// - Parameter id: what the ids inside begin with. It must be unique in the file that they are put in,
    ///   and of letters, digits and hyphens.
    public func svg(id: String = "chart", _ words: Wording = .english) -> [String] {
        let panels = drawn.panels(id: id, words)
        return panels.enumerated().map { index, canvas in
            let part = panels.count > 1 ? " (\(index + 1) / \(panels.count))" : ""
            return canvas.svg(title: drawn.title + part, description: drawn.description(words))
        }
    }

    /// The figures of the chart.
    public func table(_ words: Wording = .english) -> Table { drawn.table(words) }

    /// What the chart shows, in sentences, for whoever does not see it.
    public func description(_ words: Wording = .english) -> String { drawn.description(words) }

    /// The kind's name as it stands in JSON.
    var kind: String {
        switch self {
        case .level: "level"
        case .sideBySide: "sideBySide"
        case .timeline: "timeline"
        case .yearPlanner: "yearPlanner"
        case .groupMap: "groupMap"
        case .shareBar: "shareBar"
        case .dots: "dots"
        }
    }

    /// Whether it is printed on a sheet of its own laid across.
    var isWide: Bool {
        switch self {
        case .yearPlanner: true
        case .level, .sideBySide, .timeline, .groupMap, .shareBar, .dots: false
        }
    }

    private var drawn: any Drawn {
        switch self {
        case .level(let chart): chart
        case .sideBySide(let chart): chart
        case .timeline(let chart): chart
        case .yearPlanner(let chart): chart
        case .groupMap(let chart): chart
        case .shareBar(let chart): chart
        case .dots(let chart): chart
        }
    }
}

/// What each kind of chart gives.
protocol Drawn: Sendable {
    var title: String { get }
    func panels(id: String, _ words: Wording) -> [Canvas]
    func table(_ words: Wording) -> Table
    func description(_ words: Wording) -> String
}

extension Drawn {
    /// The rows of the table read out, with the caller's own sentence first where there is one.
    func readOut(_ summary: String?, _ words: Wording) -> String {
        if let summary { return summary }
        let table = table(words)
        let rows = table.rows.prefix(12).map { row in
            zip(table.columns, row).dropFirst().filter { !$1.text.isEmpty }
                .map { $0.title + " " + $1.text }
                .joined(separator: ", ")
        }
        let read = zip(table.rows, rows).map { ($0.first?.text ?? "") + ": " + $1 + "." }
        return (read + (table.rows.count > 12 ? ["…"] : [])).joined(separator: " ")
    }
}

/// Names of marks in a line that wraps, above a chart.
struct Legend {
    var items: [(shape: Shape, ink: String, label: String)]

    /// Draws it and gives the height that it took.
    func draw(on canvas: inout Canvas, y: Double, width: Double) -> Double {
        var x = 0.0
        var line = 0.0
        for item in items {
            let label = TextMeasure.wrap(item.label, width: width - 24, size: 13, lines: 1).first ?? ""
            let needed = 20 + TextMeasure.width(label, 13) + 22
            if x > 0, x + needed > width + 22 {
                x = 0
                line += 1
            }
            canvas.mark(item.shape, x + 8, y + line * 22 + 9, 5.5, item.ink)
            canvas.text(label, x + 20, y + line * 22 + 13.5)
            x += needed
        }
        return items.isEmpty ? 0 : (line + 1) * 22
    }
}

/// Rows shared out to parts of a height at most.
enum Panels {
    ///
    /// As few parts as will do, and of much the same height, so that no row stands alone on the last.
    static func split(_ heights: [Double], atMost limit: Double) -> [Range<Int>] {
        let fewest = filled(heights, atMost: limit)
        let even = heights.reduce(0, +) / Double(fewest.count)
        for share in [1.02, 1.08, 1.15, 1.3] where even * share < limit {
            let parts = filled(heights, atMost: even * share)
            if parts.count == fewest.count { return parts }
        }
        return fewest
    }

    private static func filled(_ heights: [Double], atMost limit: Double) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        var sum = 0.0
        for (index, height) in heights.enumerated() {
            if index > start, sum + height > limit {
                parts.append(start..<index)
                start = index
                sum = 0
            }
            sum += height
        }
        parts.append(start..<heights.count)
        return parts
    }
}
