import CivilTime
import JSON
import Pages
import TriadKit

/// A coordinator's Monday: what is late, what falls due soon, whom it waits for, and the text of a reminder for each.
///
/// What the template may say: `today`, `until`, `log`, `count`; the lists `late`, `soon` and `yours` of what is to be done, each with `number`, `what`,
/// `subject`, `case`, `due`, `days_late` (null), `who`, `part`, `organisation` (null), `mailbox` (null) and `chaser` (null), and whether there are any
/// (`any.late`, …); `confidences` (null), how many words in confidence wait; `any.diary` and the tables `late`, `soon` and `diary`.
public struct MondayPage {
    public let page: Page
    /// The reminders, in the order of the list.
    public let chasers: [(line: MondayList.Line, paper: LetterPaper)]

    init(_ view: MondayList, head: HeadView, template: String, named name: String, at moment: Instant) throws {
        let papers = try view.lines.map { line in try line.chaser.map { try LetterPaper($0, today: view.today, at: moment) } }
        chasers = zip(view.lines, papers).compactMap { line, paper in paper.map { (line, $0) } }
        func items(_ isMeant: (MondayList.Line) -> Bool) -> [JSON.Value] {
            zip(view.lines, papers).enumerated().filter { isMeant($0.element.0) }.map { Self.item($0.offset + 1, $0.element.0, $0.element.1, on: view.today) }
        }
        let late = items { !$0.isYours && $0.isLate }, soon = items { !$0.isYours && !$0.isLate }, yours = items { $0.isYours }
        let data: JSON.Value = [
            "today": .string(view.today.spelled), "until": .string(view.until.spelled), "count": .string("\(view.lines.count)"),
            "log": .string("\(head.size) entries, \(head.root)"),
            "late": .array(late), "soon": .array(soon), "yours": .array(yours),
            "confidences": view.confidences.first.map { oldest in
                .string("\(view.confidences.count) \(view.confidences.count == 1 ? "word" : "words") said in confidence, the oldest on \(oldest.spelled)")
            } ?? .null,
            "any": ["late": .bool(!late.isEmpty), "soon": .bool(!soon.isEmpty), "yours": .bool(!yours.isEmpty), "diary": .bool(!view.diary.isEmpty)],
        ]
        let tables = [
            "late": Self.table(view, view.lines.enumerated().filter { !$0.element.isYours && $0.element.isLate }),
            "soon": Self.table(view, view.lines.enumerated().filter { !$0.element.isYours && !$0.element.isLate }),
            "diary": Self.diary(view),
        ]
        page = try Template(name: name, text: template).page(data, supplies: Supplies(tables: tables))
    }

    private static func item(_ number: Int, _ line: MondayList.Line, _ paper: LetterPaper?, on today: Day) -> JSON.Value {
        let days = today - line.due
        return [
            "number": .string("\(number)"), "what": .string(line.text), "case": .string(line.case),
            "subject": .string(line.subject.map(\.name).joined(separator: ", ")), "due": .string(line.due.spelled),
            "days_late": days > 0 ? .string(days == 1 ? "1 day" : "\(days) days") : .null,
            "who": Words.orNull(line.to?.name ?? ""), "part": Words.orNull(line.roleTitle ?? ""), "mailbox": Words.orNull(line.mailbox ?? ""),
            "chaser": paper.map { .string($0.words.plainText().trimmingLines) } ?? .null,
        ]
    }

    private static func table(_ view: MondayList, _ lines: [(offset: Int, element: MondayList.Line)]) -> Table {
        Table(columns: [.init("No.", kind: .number), .init("Due", kind: .date), "School", "What", "Waits for"], rows: lines.map { place, line in
            [
                .init("\(place + 1)"), .init(line.due.short), .init(line.subject.map(\.name).joined(separator: ", ")), .init(line.text),
                .init([line.to?.name, line.roleTitle?.lowercased()].compactMap(\.self).joined(separator: ", ")),
            ]
        })
    }

    private static func diary(_ view: MondayList) -> Table {
        let entries = view.diary.flatMap { row in row.entries.map { (row.organisation.name, $0) } }.sorted { $0.1.day < $1.1.day }
        return Table(columns: [.init("Day", kind: .date), "School", "What"], rows: entries.map { name, entry in
            [.init(entry.day.short), .init(name), .init(entry.title)]
        })
    }
}

extension String {
    /// Without empty lines at its ends.
    fileprivate var trimmingLines: String {
        var text = Substring(self)
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}
