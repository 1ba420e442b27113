import Foundation

/// Places on a map, joined in numbered groups; north is up.
///
/// The projection is equirectangular about the middle latitude: a degree of longitude counts cos(latitude)
/// of a degree of latitude. Over a country that shows distances truly enough to judge by eye.
public struct GroupMap: Sendable, Drawn {
    /// A point of the earth in degrees (WGS 84).
    public struct Coordinate: Sendable {
        public let latitude: Double
        public let longitude: Double

        /// A point; figures beyond the poles or the date line stand at them.
        public init(latitude: Double, longitude: Double) {
            self.latitude = latitude.isFinite ? min(max(latitude, -90), 90) : .nan
            self.longitude = longitude.isFinite ? min(max(longitude, -180), 180) : .nan
        }

        /// Whether both are numbers; a place that has none is in the table alone.
        var isKnown: Bool { latitude.isFinite && longitude.isFinite }
    }

    public struct Place: Sendable {
        public var name: String
        public var at: Coordinate

        public init(_ name: String, latitude: Double, longitude: Double) {
            self.name = name
            self.at = Coordinate(latitude: latitude, longitude: longitude)
        }
    }

    public struct Group: Sendable {
        /// The number or letters on each of its marks; three characters or fewer are drawn.
        public var number: String
        public var places: [Place]
        /// A remark for the table, such as how far apart its places are.
        public var note: String

        public init(_ number: String, _ places: [Place], note: String = "") {
            self.number = number
            self.places = places
            self.note = note
        }

        var drawn: [Place] { places.filter(\.at.isKnown) }
    }

    public var title: String
    public var groups: [Group]
    /// The heading of the groups' notes in the table.
    public var noteTitle: String
    /// Outlines of land, each a closed line, drawn behind. Optional.
    public var outlines: [[Coordinate]]
    public var summary: String?

    public init(title: String, groups: [Group], noteTitle: String = "", outlines: [[Coordinate]] = [], summary: String? = nil) {
        self.title = title
        self.groups = groups
        self.noteTitle = noteTitle
        self.outlines = outlines
        self.summary = summary
    }

    func description(_ words: Wording) -> String {
        summary ?? groups.map { group in
            "\(words.group) \(group.number): " + group.places.map(\.name).joined(separator: ", ") + "."
        }.joined(separator: " ")
    }

    func table(_ words: Wording) -> Table {
        let hasNotes = groups.contains { !$0.note.isEmpty }
        let widest = groups.map(\.places.count).max() ?? 0
        let columns = [Table.Column(words.group)]
            + (0..<widest).map { Table.Column("\(words.place) \($0 + 1)") } + (hasNotes ? [Table.Column(noteTitle)] : [])
        return Table(
            caption: title, columns: columns,
            rows: groups.map { group in
                let names = group.places.map { Table.Cell($0.name) }
                let rest = Array(repeating: Table.Cell(""), count: widest - names.count)
                return [Table.Cell(group.number)] + names + rest + (hasNotes ? [Table.Cell(group.note)] : [])
            })
    }

    // MARK: The picture

    private static let width = 720.0
    private static let margin = 34.0

    func panels(id: String, _ words: Wording) -> [Canvas] {
        guard let projection else { return [] }
        var canvas = Canvas(id: id, width: Self.width, height: projection.height)
        for outline in outlines where outline.count > 2 {
            canvas.polygon(outline.filter(\.isKnown).map(projection.point), fill: Canvas.Ink.faint, stroke: "#b4c0c8")
        }
        canvas.rect(0.5, 0.5, Self.width - 1, projection.height - 1, fill: "none", stroke: Canvas.Ink.rule)
        let radius = 10.0
        let home = groups.map { $0.drawn.map { projection.point($0.at) } }
        let spread = LabelSpread.apart(home.flatMap(\.self), by: radius * 2 + 3)
        var next = 0
        let marks = home.map { points -> [LabelSpread.Point] in
            defer { next += points.count }
            return Array(spread[next..<(next + points.count)])
        }
        for index in groups.indices { area(index, marks[index], on: &canvas) }
        for index in groups.indices { leaders(home[index], marks[index], index, on: &canvas) }
        for index in groups.indices { self.marks(index, marks[index], radius, on: &canvas) }
        names(marks, radius, on: &canvas)
        furniture(projection, on: &canvas, words)
        return [canvas]
    }

    private struct Projection {
        let middle: Coordinate
        let scale: Double
        let centre: Double
        let height: Double

        func point(_ at: Coordinate) -> LabelSpread.Point {
            let squeeze = cos(middle.latitude * .pi / 180)
            return (
                centre + (at.longitude - middle.longitude) * squeeze * scale,
                height / 2 - 8 - (at.latitude - middle.latitude) * scale
            )
        }
    }

    /// A projection that holds every place (the outlines may run out of the picture).
    private var projection: Projection? {
        let all = groups.flatMap(\.drawn).map(\.at)
        guard let south = all.map(\.latitude).min(), let north = all.map(\.latitude).max(),
            let west = all.map(\.longitude).min(), let east = all.map(\.longitude).max()
        else { return nil }
        let middle = Coordinate(latitude: (south + north) / 2, longitude: (west + east) / 2)
        let across = max(0.02, (east - west) * cos(middle.latitude * .pi / 180))
        let up = max(0.02, north - south)
        let scale = min((Self.width - 2 * Self.margin - 40) / across, (880 - 2 * Self.margin) / up)
        return Projection(
            middle: middle, scale: scale, centre: Self.width / 2,
            height: max(240, up * scale + 2 * Self.margin + 30))
    }

    /// Line styles that take turns with the colours: 8 by 5 before a pair comes again.
    private static let dashes: [String?] = [nil, "7 3", "2 3", "10 3 2 3", "4 4"]

    private func area(_ index: Int, _ points: [LabelSpread.Point], on canvas: inout Canvas) {
        let ink = Canvas.Ink.ofSeries(index)
        let dash = Self.dashes[index % Self.dashes.count]
        if points.count == 2 {
            canvas.line(points[0].x, points[0].y, points[1].x, points[1].y, ink, width: 2, dash: dash)
        } else if points.count > 2 {
            canvas.polygon(LabelSpread.hull(points), fill: ink, stroke: ink, width: 1.8, dash: dash, opacity: 0.09)
        }
    }

    private func leaders(_ home: [LabelSpread.Point], _ marks: [LabelSpread.Point], _ index: Int, on canvas: inout Canvas) {
        for (from, to) in zip(home, marks) where hypot(from.x - to.x, from.y - to.y) > 4 {
            canvas.line(from.x, from.y, to.x, to.y, Canvas.Ink.quiet, width: 1)
            canvas.circle(from.x, from.y, 2, fill: Canvas.Ink.text, stroke: "#fff", width: 0.8)
        }
    }

    private func marks(_ index: Int, _ points: [LabelSpread.Point], _ radius: Double, on canvas: inout Canvas) {
        for point in points {
            canvas.circle(point.x, point.y, radius, fill: "#fff", stroke: Canvas.Ink.ofSeries(index), width: 2.2)
            canvas.text(String(groups[index].number.prefix(3)), point.x, point.y + 4.3, size: 12, anchor: .middle, bold: true)
        }
    }

    /// Names of places, where there are few enough to read, each at the first side that is free.
    private func names(_ marks: [[LabelSpread.Point]], _ radius: Double, on canvas: inout Canvas) {
        let points = marks.flatMap(\.self)
        guard points.count <= 45 else { return }
        var taken = points.map { LabelSpread.Box(x: $0.x - radius, y: $0.y - radius, width: radius * 2, height: radius * 2) }
        for (place, point) in zip(groups.flatMap(\.drawn), points) {
            let name = TextMeasure.wrap(place.name, width: 150, size: 12, lines: 1).first ?? ""
            let width = TextMeasure.width(name, 12)
            let sides: [(Double, Double)] = [
                (radius + 4, -7), (-radius - 4 - width, -7), (-width / 2, radius + 2), (-width / 2, -radius - 16),
                (radius, radius - 4), (radius, -radius - 10), (-radius - width, radius - 4), (-radius - width, -radius - 10),
            ]
            let boxes = sides.map { LabelSpread.Box(x: point.x + $0.0, y: point.y + $0.1, width: width, height: 14) }
            let free = boxes.first { box in
                box.x >= 0 && box.x + width <= Self.width && box.y >= 0 && box.y + 14 <= canvas.height
                    && !taken.contains { $0.overlaps(box) }
            }
            guard let free else { continue }
            taken.append(free)
            canvas.text(name, free.x, free.y + 11, size: 12, halo: true)
        }
    }

    /// The scale bar and the north arrow.
    private func furniture(_ projection: Projection, on canvas: inout Canvas, _ words: Wording) {
        let perKilometre = projection.scale / 111.195
        let lengths: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
        let length = lengths.last { $0 * perKilometre <= 150 } ?? 1
        let y = projection.height - 14
        let end = 12 + length * perKilometre
        canvas.line(12, y, end, y, Canvas.Ink.text, width: 2)
        canvas.line(12, y - 5, 12, y + 5, Canvas.Ink.text, width: 2)
        canvas.line(end, y - 5, end, y + 5, Canvas.Ink.text, width: 2)
        canvas.text("\(Int(length)) km", 12, y - 9, size: 12)
        canvas.polygon([(694, 22), (701, 44), (694, 39), (687, 44)], fill: Canvas.Ink.text, stroke: Canvas.Ink.text)
        canvas.text(words.north, 694, 18, size: 13, anchor: .middle, bold: true)
    }
}
