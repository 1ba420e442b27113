import CivilTime
import JSON
import Pages
import TriadKit

/// A forming on paper: the map, who shares a triad, how near the best possible it is.
public struct FormingPage {
    private let view: FormingView
    private let head: HeadView?
    private let today: Day?
    /// What stands above and below every sheet, where the page is an example.
    private let notice: String?
    /// Whose data these are.
    private let attribution: String?

    public init(_ view: FormingView, head: HeadView? = nil, today: Day? = nil, notice: String? = nil, attribution: String? = nil) {
        self.view = view
        self.head = head
        self.today = today
        self.notice = notice
        self.attribution = attribution
    }

    public func page(template text: String, named name: String) throws -> Page {
        let data: JSON.Value = [
            "count": .string("\(view.groups.reduce(0) { $0 + $1.members.count })"), "number": view.number > 0 ? .string("\(view.number)") : .null,
            "notice": Words.orNull(notice ?? ""), "attribution": Words.orNull(attribution ?? ""), "today": Words.orNull(today?.spelled ?? ""),
            "travel": .string(Self.kilometres(view.travel)), "bound": .string(Self.kilometres(view.bound)),
            "gap": .string(view.nearness),
            "log": head.map { .string("\($0.size) entries, \($0.root)") } ?? .null, "any_options": .bool(options.rows.isEmpty == false),
        ]
        return try Template(name: name, text: text).page(
            data, supplies: Supplies(tables: ["groups": groups, "options": options], charts: ["map": .groupMap(map)]))
    }

    private var groups: Pages.Table {
        Pages.Table(caption: "Who shares a triad", columns: [.init("No.", kind: .number), "Members", .init("Travel", kind: .number), .init("Cost", kind: .number), "Where it stands"],
                    rows: view.groups.enumerated().map { place, group in
            [.init("\(place + 1)"), .init(group.members.map(\.name).joined(separator: "; ")), .init(Self.kilometres(group.travel)),
             .init(Self.kilometres(group.cost)), .init(([group.state ?? "Proposed"] + group.notes).joined(separator: "; "))]
        })
    }

    private var options: Pages.Table {
        Pages.Table(caption: "What each wish costs", columns: ["Wish", .init("Less without it, at least", kind: .number)], rows: view.options.map {
            [.init($0.text), .init($0.cost)]
        })
    }

    private var map: GroupMap {
        GroupMap(title: "Triads", groups: view.groups.enumerated().map { place, group in
            GroupMap.Group("\(place + 1)", zip(group.members, group.places).map { .init($0.name, latitude: $1?.latitude ?? .nan, longitude: $1?.longitude ?? .nan) },
                           note: Self.kilometres(group.travel))
        }, noteTitle: "Travel")
    }

    private static func kilometres(_ distance: Double) -> String {
        let tenths = Int((distance * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) km"
    }
}
