import JSON
import Pages
import TriadKit

/// What judgements have come to over a school year, on paper, in rounded counts.
///
/// What the template may say: `today`, `log`, `year` (`2026/27`), `least`; `workflows.NAME` for every workflow of which
/// there are enough cases, else null: `title`, `subjects`, `any_sheets`, `sheets.SHEET.RUBRIC` (its `title`); the tables `NAME.SHEET.RUBRIC`.
struct DigestPage {
    let view: DigestView
    let head: HeadView
    let today: String

    func page(template text: String, named name: String) throws -> Page {
        var all = JSON.Object()
        var tables: [String: Table] = [:]
        for name in view.absent { all[name] = .some(.null) }
        for line in view.workflows {
            var sheets: [String: JSON.Object] = [:]
            for absent in line.absent { sheets[absent.sheet, default: .init()][absent.rubric] = .some(.null) }
            for sheet in line.sheets {
                sheets[sheet.name, default: .init()][sheet.rubric] = ["title": .string(sheet.title)]
                tables["\(line.workflow).\(sheet.name).\(sheet.rubric)"] = Self.table(sheet)
            }
            all[line.workflow] = [
                "title": .string(line.title), "subjects": .string("\(line.subjects)"), "any_sheets": .bool(!line.sheets.isEmpty),
                "sheets": .object(JSON.Object(sheets.sorted { $0.key < $1.key }.map { (key: $0.key, value: .object($0.value)) })),
            ]
        }
        let data: JSON.Value = [
            "today": .string(today), "log": .string("\(head.size) entries, \(head.root)"), "least": .string("\(view.least)"),
            "year": .string("\(view.from.year)/\(String(view.until.year).suffix(2))"),
            "workflows": .object(all),
        ]
        return try Template(name: name, text: text).page(data, supplies: Supplies(tables: tables))
    }

    private static func table(_ sheet: DigestView.Sheet) -> Table {
        Table(
            columns: ["Area"] + sheet.levels.map { .init($0.name, kind: .number) } + [.init("No judgement", kind: .number)],
            rows: sheet.criteria.map { [.init($0.title)] + ($0.levels + [$0.none]).map { .init("\($0)") } })
    }
}
