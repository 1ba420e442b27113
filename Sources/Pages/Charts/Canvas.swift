import Foundation

/// A drawing in SVG, built from a few kinds of mark; every text goes through it and is escaped here.
struct Canvas {
    /// The colours: each has a contrast of at least 4.5:1 on white, and those of series differ in darkness too.
    enum Ink {
        static let text = "#1d2733"
        static let quiet = "#4a5560"
        static let rule = "#c9d3da"
        static let faint = "#eef2f5"
        static let series = ["#12465c", "#a13d0c", "#2b6b2f", "#6a2c7d", "#7a5500", "#9b1b4b", "#30475e", "#3d3d3d"]
        static func ofSeries(_ index: Int) -> String { series[index % series.count] }
    }

    enum Anchor: String { case start, middle, end }

    static let fonts = #"system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif"#

    let id: String
    let width: Double
    var height: Double
    private var body = ""

    init(id: String, width: Double, height: Double = 0) {
        self.id = id
        self.width = width
        self.height = height
    }

    /// Up to two decimals, a point whatever the locale, and 0 for what is no number.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let hundredths = Int((value * 100).rounded())
        let whole = abs(hundredths) / 100
        let rest = abs(hundredths) % 100
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    private func n(_ value: Double) -> String { Self.number(value) }

    mutating func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String,
        stroke: String? = nil, radius: Double = 0
    ) {
        let line = stroke.map { " stroke=\"\($0)\"" } ?? ""
        let corner = radius > 0 ? " rx=\"\(n(radius))\"" : ""
        body += "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(max(0, width)))\" height=\"\(n(max(0, height)))\" fill=\"\(fill)\"\(line)\(corner)/>\n"
    }

    mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ stroke: String = Ink.rule,
        width: Double = 1, dash: String? = nil
    ) {
        let dashes = dash.map { " stroke-dasharray=\"\($0)\"" } ?? ""
        body += "<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\" stroke=\"\(stroke)\" stroke-width=\"\(n(width))\"\(dashes)/>\n"
    }

    mutating func polygon(
        _ points: [(x: Double, y: Double)], fill: String, stroke: String, width: Double = 1,
        dash: String? = nil, opacity: Double = 1
    ) {
        let list = points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
        let dashes = dash.map { " stroke-dasharray=\"\($0)\"" } ?? ""
        let thin = opacity < 1 ? " fill-opacity=\"\(n(opacity))\"" : ""
        body += "<polygon points=\"\(list)\" fill=\"\(fill)\"\(thin) stroke=\"\(stroke)\" stroke-width=\"\(n(width))\" stroke-linejoin=\"round\"\(dashes)/>\n"
    }

    mutating func circle(_ x: Double, _ y: Double, _ radius: Double, fill: String, stroke: String, width: Double = 1.5) {
        body += "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" fill=\"\(fill)\" stroke=\"\(stroke)\" stroke-width=\"\(n(width))\"/>\n"
    }

    /// A text with its baseline at `y`. With `halo`, white behind it keeps it apart from lines that it crosses.
    mutating func text(
        _ text: String, _ x: Double, _ y: Double, size: Double = 13, anchor: Anchor = .start,
        bold: Bool = false, fill: String = Ink.text, halo: Bool = false
    ) {
        let weight = bold ? " font-weight=\"600\"" : ""
        let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        let back = halo ? " paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"3\" stroke-linejoin=\"round\"" : ""
        body += "<text x=\"\(n(x))\" y=\"\(n(y))\" font-size=\"\(n(size))\" fill=\"\(fill)\"\(place)\(weight)\(back)>\(Escaping.html(Escaping.oneLine(text)))</text>\n"
    }

    /// Lines under each other, the first baseline at `y`.
    mutating func lines(
        _ lines: [String], _ x: Double, _ y: Double, size: Double = 13, leading: Double = 16,
        anchor: Anchor = .start, bold: Bool = false, fill: String = Ink.text
    ) {
        for (index, line) in lines.enumerated() {
            text(line, x, y + Double(index) * leading, size: size, anchor: anchor, bold: bold, fill: fill)
        }
    }

    /// A shape about a point; open ones are filled white, so that lines do not run through them.
    mutating func mark(_ shape: Shape, _ x: Double, _ y: Double, _ r: Double, _ ink: String) {
        switch shape {
        case .disc: circle(x, y, r, fill: ink, stroke: ink)
        case .ring: circle(x, y, r, fill: "#fff", stroke: ink, width: 2)
        case .square: polygon(Self.box(x, y, r * 0.9), fill: ink, stroke: ink)
        case .box: polygon(Self.box(x, y, r * 0.9), fill: "#fff", stroke: ink, width: 2)
        case .triangle:
            polygon([(x, y - r * 1.1), (x + r * 1.1, y + r * 0.85), (x - r * 1.1, y + r * 0.85)], fill: ink, stroke: ink)
        case .diamond:
            polygon([(x, y - r * 1.25), (x + r * 1.25, y), (x, y + r * 1.25), (x - r * 1.25, y)], fill: ink, stroke: ink)
        case .lozenge:
            polygon([(x, y - r * 1.25), (x + r * 1.25, y), (x, y + r * 1.25), (x - r * 1.25, y)], fill: "#fff", stroke: ink, width: 2)
        case .cross:
            line(x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8, ink, width: 2.6)
            line(x - r * 0.8, y + r * 0.8, x + r * 0.8, y - r * 0.8, ink, width: 2.6)
        case .plus:
            line(x - r, y, x + r, y, ink, width: 2.6)
            line(x, y - r, x, y + r, ink, width: 2.6)
        }
    }

    private static func box(_ x: Double, _ y: Double, _ r: Double) -> [(x: Double, y: Double)] {
        [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
    }

    /// Fills that differ in black and white too: the part at `index` of a whole.
    mutating func pattern(_ index: Int) -> String {
        let ink = Ink.ofSeries(index)
        let turn = index % 4
        guard turn != 0 else { return ink }
        let name = "\(id)-p\(index)"
        let drawing = switch turn {
        case 1: "<path d=\"M0 8L8 0M-2 2L2 -2M6 10L10 6\" stroke=\"\(ink)\" stroke-width=\"2\"/>"
        case 2: "<circle cx=\"4\" cy=\"4\" r=\"1.8\" fill=\"\(ink)\"/>"
        default: "<path d=\"M0 4H8M4 0V8\" stroke=\"\(ink)\" stroke-width=\"1.4\"/>"
        }
        define(name, drawing, size: 8)
        return "url(#\(name))"
    }

    /// Thin grey hatching, for a stretch that is shaded.
    mutating func hatching() -> String {
        define("\(id)-hatch", "<rect width=\"6\" height=\"6\" fill=\"\(Ink.faint)\"/><path d=\"M0 6L6 0\" stroke=\"#b4c0c8\" stroke-width=\"1\"/>", size: 6)
        return "url(#\(id)-hatch)"
    }

    private mutating func define(_ name: String, _ drawing: String, size: Int) {
        guard !body.contains("id=\"\(name)\"") else { return }
        body += "<defs><pattern id=\"\(name)\" width=\"\(size)\" height=\"\(size)\" patternUnits=\"userSpaceOnUse\"><rect width=\"\(size)\" height=\"\(size)\" fill=\"#fff\"/>\(drawing)</pattern></defs>\n"
    }

    /// The drawing as one SVG element with its title and description (SVG 2, 5.8; WAI-ARIA `img`).
    func svg(title: String, description: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(width)) \(n(height))" width="\(n(width))" height="\(n(height))" role="img" aria-labelledby="\(id)-title \(id)-desc" font-family='\(Self.fonts)'>
        <title id="\(id)-title">\(Escaping.html(Escaping.oneLine(title)))</title>
        <desc id="\(id)-desc">\(Escaping.html(Escaping.oneLine(description)))</desc>
        \(body)</svg>
        """
    }
}
