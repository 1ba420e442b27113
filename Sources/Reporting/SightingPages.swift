import CivilTime
import JSON
import Pages
import TriadKit

/// A page about who is seen: what is known of it, and the log's head when it was read.
public struct SightingPage<View: Answer> {
    private let view: View
    private let head: HeadView

    public init(_ view: View, head: HeadView) {
        self.view = view
        self.head = head
    }

    private var log: JSON.Value { .string("\(head.size) entries, \(head.root)") }
}

/// A term at a glance: a row for everybody who is seen, with what was seen, what is planned, what is due, and what she has not heard yet.
///
/// What the template may say: `from`, `today`, `log`, `count`, `any.untold`; the chart `term` and the tables `term`, `untold`.
public typealias TermPage = SightingPage<TermView>

extension SightingPage<TermView> {
    public func page(template text: String, named name: String) throws -> Page {
        let data: JSON.Value = [
            "from": .string(view.from.spelled), "today": .string(view.today.spelled), "count": .string("\(view.rows.count)"), "log": log,
            "any": ["untold": .bool(!view.untold.isEmpty)],
        ]
        let tables = [
            "term": everybody,
            "untold": Table(
                caption: "Seen, and the form has not gone out", columns: ["Who", .init("Seen", kind: .date), "Where it stands", "Case"],
                rows: view.untold.map { [.init($0.person.name), .init($0.seen.short), .init($0.state), .init($0.case)] }),
        ]
        return try Template(name: name, text: text).page(data, supplies: Supplies(tables: tables, charts: ["term": .yearPlanner(chart)]))
    }

    /// Columns in which nothing stands are left out.
    private var everybody: Table {
        let columns: [(column: Table.Column, text: (TermView.Row) -> String)] = [
            ("Who", { $0.person.name }), ("Programme", { $0.apartTitle ?? "" }), (.init("Sessions", kind: .number), { "\($0.sessions.count)" }),
            ("Seen", { Self.days($0.seen) }), ("Planned", { Self.days($0.planned) }),
            ("Next session", { [today = view.today] row in row.sessions.first { $0.on >= today }.map { "\($0.on.short) \($0.session)" } ?? "" }),
            (.init("To be seen by", kind: .date), { ($0.due?.short ?? "") + ($0.isLate ? ", late" : "") }), ("Why", { $0.why }),
        ].filter { column in view.rows.contains { !column.text($0).isEmpty } }
        return Table(caption: "Seen, planned, due", columns: columns.map(\.column), rows: view.rows.map { row in columns.map { .init($0.text(row)) } })
    }

    private static func days(_ seen: [TermView.Seen]) -> String { seen.map { $0.on?.short ?? "no day yet" }.joined(separator: "; ") }

    private var chart: YearPlanner {
        YearPlanner(
            title: "Seen and due", rowTitle: "Who", start: AxisDay(daysSince1970: Int(view.from.daysSince1970)), months: view.months,
            rows: view.rows.map { YearPlanner.Row($0.person.name + ($0.apartTitle.map { " (\($0))" } ?? ""), entries($0)) })
    }

    /// Each day once: a session at which she was, or is to be, seen bears that mark.
    private func entries(_ row: TermView.Row) -> [YearPlanner.Entry] {
        func named(_ day: Day, _ otherwise: String) -> String { row.sessions.first { $0.on == day }?.session ?? otherwise }
        let seen = row.seen.compactMap { one in one.on.map { entry($0, named($0, "Seen"), "seen", .disc) } }
        let planned = row.planned.compactMap { one in one.on.map { entry($0, named($0, "To be seen"), "planned", .ring) } }
        let marked = Set((row.seen + row.planned).compactMap(\.on))
        let due = row.due.flatMap { day in
            marked.contains(day) ? nil : entry(day, named(day, row.why), row.isLate ? "late" : "due", row.isLate ? .triangle : .square)
        }
        let others = row.sessions.filter { !marked.contains($0.on) && $0.on != row.due }.map { entry($0.on, $0.session, $0.on < view.today ? "given" : "session", .plus) }
        return seen + planned + [due].compactMap(\.self) + others
    }

    private func entry(_ day: Day, _ label: String, _ status: String, _ shape: Shape) -> YearPlanner.Entry {
        YearPlanner.Entry(AxisDay(daysSince1970: Int(day.daysSince1970)), label, status: status, shape: shape)
    }
}

/// What was seen of somebody, time beside time.
///
/// What the template may say: `name`, `today`, `log`; the list `parts`, each with `number`, `title`, `programme` (null), `times`; the tables and
/// charts `history.NUMBER`.
public typealias HistoryPage = SightingPage<HistoryView>

extension SightingPage<HistoryView> {
    public func page(template text: String, named name: String) throws -> Page {
        var supplies = Supplies()
        for (place, part) in view.parts.enumerated() {
            supplies.tables["history.\(place + 1)"] = table(part)
            supplies.charts["history.\(place + 1)"] = part.levels.isEmpty ? nil : .level(chart(part))
        }
        let data: JSON.Value = [
            "name": .string(view.person.name), "today": .string(view.today.spelled), "log": log,
            "parts": .array(view.parts.enumerated().map { place, part in
                [
                    "number": .string("\(place + 1)"), "title": .string(part.title), "programme": Words.orNull(part.apartTitle ?? ""),
                    "times": .string(part.times.count == 1 ? "once" : "\(part.times.count) times"), "has_levels": .bool(!part.levels.isEmpty),
                ]
            }),
        ]
        return try Template(name: name, text: text).page(data, supplies: supplies)
    }

    private func table(_ part: HistoryView.Part) -> Table {
        let whole: [Table.Cell] = part.times.map { .init($0.overall?.name ?? "") }
        return Table(
            caption: "Time by time", columns: ["Criterion"] + part.times.map { .init($0.on.short) },
            rows: part.criteria.enumerated().map { place, criterion in
                [.init(criterion.name)] + part.times.map { time in .init(Self.words(time.answers[place], part)) }
            } + [
                [.init("The whole")] + whole, [.init("Seen by")] + part.times.map { .init($0.by.joined(separator: ", ")) },
                [.init("What followed")] + part.times.map { .init($0.state) },
            ])
    }

    private static func words(_ answer: SheetView.Judgement.Answer?, _ part: HistoryView.Part) -> String {
        switch answer {
        case .level(let level): part.levels.first { $0.id == level }?.name ?? level
        case .words: "in words"
        case .absent(let absence, _): Words.spaced(absence.rawValue)
        case nil: "not agreed"
        }
    }

    private func chart(_ part: HistoryView.Part) -> LevelChart {
        LevelChart(
            title: "Levels", levels: part.levels.map(\.name), rows: part.criteria.map(\.name),
            series: part.times.enumerated().map { place, time in
                LevelChart.Series(time.on.short, short: "\(place + 1)", values: time.answers.map { answer in
                    if case .level(let level) = answer, let at = part.levels.firstIndex(where: { $0.id == level }) { return .at(at) }
                    return .absent(Self.words(answer, part))
                })
            })
    }
}
