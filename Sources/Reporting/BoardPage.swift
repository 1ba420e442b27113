import CivilTime
import JSON
import Pages
import TriadKit

/// The alliance's reviews on one page, in numbers: for a strategic board.
///
/// What the template may say: `today`, `log`; `workflows.NAME` for every workflow at hand, null where there is no case of it: `title`, `cases`,
/// `running`, `ended`, `in.STATE`, `rows.RECORD`, `chosen.RECORD.FIELD.CHOICE`, `deadlines.in_time`, `deadlines.late`, `deadlines.overdue`; `any_owed`;
/// the tables `states.NAME` and `owed`.
public struct BoardPage {
    private let view: SummaryView
    private let owed: OwedView
    private let head: HeadView
    private let today: Day

    init(_ view: SummaryView, owed: OwedView, head: HeadView, today: Day) {
        self.view = view
        self.owed = owed
        self.head = head
        self.today = today
    }

    public func page(template text: String, named name: String) throws -> Page {
        var all = JSON.Object()
        for name in view.absent { all[name] = .null }
        var tables = ["owed": OwedPage.table(owed)]
        for line in view.workflows {
            all[line.workflow] = Self.words(line)
            tables["states.\(line.workflow)"] = Self.states(line)
        }
        let data: JSON.Value = [
            "today": .string(today.spelled), "log": .string("\(head.size) entries, \(head.root)"), "workflows": .object(all),
            "any_owed": .bool(!owed.lines.isEmpty),
        ]
        return try Template(name: name, text: text).page(data, supplies: Supplies(tables: tables))
    }

    private static func words(_ line: SummaryView.Line) -> JSON.Value {
        var states = JSON.Object(), rows = JSON.Object(), chosen = JSON.Object()
        for state in line.states { states[state.path.split(separator: ".").last.map(String.init) ?? state.path] = number(state.cases) }
        for record in line.records {
            rows[record.name] = number(record.rows)
            chosen[record.name] = .object(JSON.Object(record.choices.map { choices in
                (key: choices.field, value: .object(JSON.Object(choices.counts.map { (key: $0.choice, value: number($0.rows)) })))
            }))
        }
        return [
            "title": .string(line.title), "cases": number(line.cases), "running": number(line.cases - line.ended), "ended": number(line.ended),
            "in": .object(states), "rows": .object(rows), "chosen": .object(chosen),
            "deadlines": [
                "in_time": number(line.deadlines.inTime), "late": number(line.deadlines.late), "overdue": number(line.deadlines.overdue),
            ],
        ]
    }

    private static func number(_ number: Int) -> JSON.Value { .string("\(number)") }

    /// The states in which cases stand.
    private static func states(_ line: SummaryView.Line) -> Table {
        Table(columns: ["Where they stand", .init("How many", kind: .number)], rows: line.states.filter { $0.isInnermost && $0.cases > 0 }.map {
            [.init($0.title), .init("\($0.cases)")]
        })
    }
}
