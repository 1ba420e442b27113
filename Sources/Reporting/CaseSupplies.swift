import CivilTime
import Pages
import TriadKit

extension CaseReport {
    /// The tables and charts that the template may name.
    var supplies: Supplies {
        var supplies = Supplies()
        for record in view.records { supplies.tables["rows.\(record.name)"] = table(record) }
        for name in absentRecords { supplies.tables["rows.\(name)"] = Pages.Table(columns: ["No."], rows: []) }
        for record in previous?.records ?? [] { supplies.tables["previous.rows.\(record.name)"] = table(record) }
        for role in Set(view.parts.map(\.role)) { supplies.tables["parts.\(role)"] = parts(view.parts.filter { $0.role == role }) }
        supplies.tables["parts"] = parts(view.parts)
        supplies.tables["links"] = Pages.Table(
            caption: "Linked cases", columns: ["Case", "About", "Where it stands"], rows: view.links.map { [.init($0.id), .init($0.caseTitle), .init($0.state)] })
        supplies.tables["history"] = history
        supplies.tables["owed"] = owed.map { OwedPage.table($0, among: Set(view.subject.map(\.id))) }
        supplies.charts["deadlines"] = .timeline(timeline)
        for sheet in view.sheets where sheet.isOpen {
            supplies.charts["sheet.\(sheet.sheet)"] = SheetChart.alone(sheet)
            for other in view.sheets where other.isOpen && other.sheet != sheet.sheet {
                supplies.charts["compare.\(sheet.sheet).\(other.sheet)"] = SheetChart.beside(sheet, other)
            }
        }
        return supplies
    }

    private func table(_ record: CaseView.RecordView) -> Pages.Table {
        let filled = record.columns.indices.filter { column in record.rows.contains { $0.values[column] != nil } }
        return Pages.Table(
            caption: record.title,
            columns: [.init("No.", kind: .number)] + filled.map { column in
                let column = record.columns[column]
                return .init(column.title, kind: column.kind == .number ? .number : column.kind == .date ? .date : .text)
            },
            rows: record.rows.map { row in [.init("\(row.number)")] + filled.map { .init(row.values[$0]?.text ?? "") } })
    }

    private func parts(_ parts: [CaseView.Part]) -> Pages.Table {
        // Where schools take part as such, nobody is named.
        guard parts.contains(where: { $0.person != nil }) else {
            return Pages.Table(caption: "Who takes part", columns: ["Part", "School"], rows: parts.map {
                [.init($0.title), .init($0.organisation?.name ?? "nobody yet")]
            })
        }
        return Pages.Table(caption: "Who takes part", columns: ["Part", "Who", "From"], rows: parts.map {
            [.init($0.title), .init($0.person?.name ?? "not named yet"), .init($0.organisation?.name ?? "")]
        })
    }

    private var history: Pages.Table {
        Pages.Table(caption: "What happened", columns: [.init("On", kind: .date), "By", "What"], rows: view.history.map {
            [.init($0.happened.short), .init($0.by.name), .init($0.title + ($0.setAsideBy == nil ? "" : " (set aside since)"))]
        })
    }

    private var timeline: Timeline {
        Timeline(title: "Due and done", entries: view.deadlines.map { deadline in
            Timeline.Entry(
                deadline.title, due: AxisDay(iso: deadline.due.description),
                done: deadline.isBrokenOff ? nil : deadline.done.flatMap { AxisDay(iso: $0.description) },
                status: status(of: deadline),
                late: deadline.isLate)
        }, today: AxisDay(iso: today.description))
    }

    private func status(of deadline: CaseView.Deadline) -> String {
        guard let done = deadline.done else { return deadline.isLate ? "late" : "under way" }
        if deadline.isBrokenOff { return deadline.isLate ? "late, then broken off" : "broken off" }
        if deadline.isLate { return "done late" }
        // A window takes effect after its last day: nobody was late.
        return done > deadline.due ? "closed" : "done in time"
    }
}

/// Open sheets as charts.
enum SheetChart {
    /// One collection: each rater a mark, on the rubric's own scale.
    static func alone(_ sheet: SheetView) -> Chart? {
        guard !sheet.levels.isEmpty else { return nil }
        return .level(LevelChart(title: sheet.title, levels: sheet.levels.map(\.name), rows: sheet.criteria.map(\.title), series: series(sheet)))
    }

    /// Two collections on the same criteria. On one scale they share a chart; where the second is on another (a
    /// conclusion that is relative to the first), the first stands in words beside each row.
    static func beside(_ one: SheetView, _ other: SheetView) -> Chart? {
        guard !other.levels.isEmpty, one.criteria.map(\.id) == other.criteria.map(\.id) else { return nil }
        if one.levels == other.levels {
            return .level(LevelChart(
                title: "\(one.title) and \(other.title.lowercased())", levels: one.levels.map(\.name), rows: one.criteria.map(\.title),
                series: series(one) + series(other)))
        }
        let rows = other.criteria.map { criterion -> String in
            let own = one.judgements.first?.judgements.first { $0.criterion == criterion.id }
            return criterion.title + (own.map { " (own: \(Words.answer($0.answer, one)))" } ?? "")
        }
        return .level(LevelChart(title: other.title, levels: other.levels.map(\.name), rows: rows, series: series(other)))
    }

    private static func series(_ sheet: SheetView) -> [LevelChart.Series] {
        var series = sheet.judgements.filter { $0.state == .opened }.map { rater in
            LevelChart.Series(Words.rater(rater.role, sheet), short: initial(rater.role, sheet), values: sheet.criteria.map { criterion in
                value(rater.judgements.first { $0.criterion == criterion.id }?.answer, sheet)
            })
        }
        if sheet.judgements.count > 1 {
            series.append(LevelChart.Series("Agreed", short: "A", values: sheet.criteria.map { criterion in
                value(sheet.agreed.first { $0.criterion == criterion.id }?.answer, sheet)
            }))
        }
        return series
    }

    private static func initial(_ role: String, _ sheet: SheetView) -> String {
        sheet.raters.first { $0.role == role }.map { String($0.roleTitle.prefix(1)) } ?? "?"
    }

    private static func value(_ answer: SheetView.Judgement.Answer?, _ sheet: SheetView) -> LevelChart.Value {
        switch answer {
        case .level(let level): sheet.levels.firstIndex { $0.id == level }.map { .at($0) } ?? .absent(level)
        case .words: .absent("in words")
        case .absent(let absence, _): .absent(Words.spaced(absence.rawValue))
        case nil: .absent("not agreed")
        }
    }
}

enum OwedPage {
    static func table(_ owed: OwedView, among: Set<String>? = nil) -> Pages.Table {
        Pages.Table(
            caption: owed.title,
            columns: ["School"] + owed.words.map { .init(Words.spaced($0).capitalized, kind: .number) } + [.init("Owed", kind: .number)],
            rows: owed.lines.filter { line in among.map { among in !among.isDisjoint(with: [line.organisation.id] + line.includes.map(\.id)) } ?? true }.map { line in
                [.init(line.name)] + line.counts.map { .init("\($0)") } + [.init("\(line.owed)")]
            })
    }
}
