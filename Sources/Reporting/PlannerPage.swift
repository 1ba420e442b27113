import CivilTime
import JSON
import Pages
import TriadKit

/// The year at a glance: a row an organisation, what is planned, due, late and done.
public struct PlannerPage {
    private let view: PlannerView
    private let head: HeadView
    private let today: Day

    public init(_ view: PlannerView, head: HeadView, today: Day) {
        self.view = view
        self.head = head
        self.today = today
    }

    public func page(template text: String, named name: String) throws -> Page {
        let data: JSON.Value = [
            "from": .string(view.from.spelled), "today": .string(today.spelled),
            "log": ["head": .string("\(head.size) entries, \(head.root)")],
        ]
        return try Template(name: name, text: text).page(data, supplies: Supplies(charts: ["planner": .yearPlanner(chart)]))
    }

    private var chart: YearPlanner {
        YearPlanner(
            title: "Year planner", rowTitle: "School", start: AxisDay(daysSince1970: Int(view.from.daysSince1970)), months: view.months,
            rows: view.rows.map { row in
                YearPlanner.Row(row.organisation.name, row.entries.map { entry in
                    YearPlanner.Entry(
                        AxisDay(daysSince1970: Int(entry.day.daysSince1970)), entry.role.isEmpty ? entry.title : "\(entry.title) (\(entry.role))",
                        status: entry.status.rawValue, shape: Self.shape(entry.status))
                })
            })
    }

    private static func shape(_ status: PlannerView.Entry.Status) -> Shape {
        switch status {
        case .planned: .ring
        case .due: .square
        case .late: .triangle
        case .done: .disc
        }
    }
}
