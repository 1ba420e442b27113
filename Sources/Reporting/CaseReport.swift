import CivilTime
import JSON
import Pages
import TriadKit

/// A case laid out by a template.
///
/// What a template may say:
///
/// | name | what it is |
/// | --- | --- |
/// | `case.id`, `case.title`, `case.state`, `subject.name`, `today`, `log.head` | texts |
/// | `edition.title`, `edition.number`, `edition.NAME` | the edition; true under its own name |
/// | `data.FIELD` | each datum in words; null where unset |
/// | `parts.ROLE` | `name`, `organisation` of its first holder; null where nobody holds it |
/// | `any.RECORD`, `rows.RECORD` | whether there are rows; the rows, a text a field |
/// | `sheets.SHEET.criteria` | for an open sheet: `title`, `looks_at`, `agreed`, `reason`, `chosen_by`, `judgements`, `own.SHEET`, `rows.RECORD` of the criterion |
/// | | what the workflow declares and the view does not hold is null, false or an empty list |
/// | `marks`, `corrections`, `disclosures`, `any_links` | sentences; whether other cases are linked |
/// | tables `rows.RECORD`, `parts.ROLE`, `parts`, `links`, `history`, `owed`; charts `sheet.SHEET`, `compare.ONE.OTHER`, `deadlines` | what is drawn |
public struct CaseReport {
    public struct Edition: Sendable, Hashable {
        public var name: String
        public var number: Int
        public init(name: String, number: Int) {
            self.name = name
            self.number = number
        }
    }

    let view: CaseView
    let owed: OwedView?
    let edition: Edition
    /// Every edition that the report can have, so that a template may ask for each.
    let editions: [String]
    let today: Day

    public init(_ view: CaseView, owed: OwedView? = nil, edition: Edition, editions: [String], today: Day) {
        self.view = view
        self.owed = owed
        self.edition = edition
        self.editions = editions
        self.today = today
    }

    /// - Throws: `Pages.Mistakes`, each with the template's name and line.
    public func page(template text: String, named name: String) throws -> Page {
        try Template(name: name, text: text).page(data, supplies: supplies)
    }

    /// What the template prints.
    var data: JSON.Value {
        var editionWords: JSON.Object = ["title": .string(Words.spaced(edition.name)), "number": .string("\(edition.number)")]
        for name in editions { editionWords[name] = .bool(name == edition.name) }
        return [
            "case": ["id": .string(view.id), "title": .string(view.title), "state": .string(view.states.map(\.title).joined(separator: ", "))],
            "subject": ["name": .string(view.subject.map(\.name).joined(separator: ", "))],
            "today": .string(today.spelled),
            "log": ["head": .string("\(view.head.size) entries, \(view.head.root)")],
            "edition": .object(editionWords),
            "data": object(view.data.map { ($0.name, Words.orNull($0.text)) } + view.absent.data.map { ($0, .null) }),
            "parts": object(firstHolders),
            "any": object(view.records.map { ($0.name, .bool(!$0.rows.isEmpty)) } + view.absent.records.map { ($0, .bool(false)) }),
            "rows": object(view.records.map { ($0.name, .array(rows($0, of: nil))) } + view.absent.records.map { ($0, .array([])) }),
            "sheets": object(view.sheets.map { ($0.sheet, $0.isOpen ? sheet($0) : .null) } + view.absent.sheets.map { ($0, .null) }),
            "corrections": .array(view.corrections.map { .string($0.sentence) }),
            "marks": .array(view.marks.map { .string($0) }),
            "disclosures": .array(view.disclosures.map { .string($0) }),
            "any_links": .bool(!view.links.isEmpty),
        ]
    }

    private var firstHolders: [(String, JSON.Value)] {
        var seen: Set<String> = []
        return view.parts.filter { seen.insert($0.role).inserted }.map { part in
            guard let name = part.person?.name ?? part.organisation?.name else { return (part.role, .null) }
            return (part.role, ["name": .string(name), "organisation": Words.orNull(part.organisation?.name ?? "")])
        }
    }

    private func rows(_ record: CaseView.RecordView, of criterion: String?) -> [JSON.Value] {
        record.rows.filter { criterion == nil || Words.is(record, $0, about: criterion ?? "") }.map { row in
            object([("row", .string("\(row.number)")), ("by", .string(row.by.name)), ("on", .string(row.on.spelled))]
                + zip(record.columns, row.values).map { ($0.name, Words.orNull($1?.text ?? "")) })
        }
    }

    private func sheet(_ sheet: SheetView) -> JSON.Value {
        ["title": .string(sheet.title), "criteria": .array(sheet.criteria.map { criterion in
            let agreed = sheet.agreed.first { $0.criterion == criterion.id }
            return [
                "id": .string(criterion.id),
                "title": .string(criterion.title),
                "looks_at": Words.orNull(criterion.looksAt),
                "agreed": agreed?.answer.map { .string(Words.answer($0, sheet)) } ?? .null,
                "reason": Words.orNull(agreed?.reason ?? ""),
                "chosen_by": Words.orNull(agreed?.by?.name ?? ""),
                "judgements": .array(judgements(sheet, criterion.id)),
                "own": object(view.sheets.map { other in (other.sheet, other.isOpen ? judgements(other, criterion.id).first ?? .null : .null) }
                    + view.absent.sheets.map { ($0, .null) }),
                "rows": object(view.records.map { ($0.name, .array(rows($0, of: criterion.id))) } + view.absent.records.map { ($0, .array([])) }),
            ]
        })]
    }

    private func judgements(_ sheet: SheetView, _ criterion: String) -> [JSON.Value] {
        sheet.judgements.compactMap { rater in
            guard rater.state == .opened, let judgement = rater.judgements.first(where: { $0.criterion == criterion }) else { return nil }
            return [
                "who": .string(Words.rater(rater.role, sheet)),
                "answer": .string(Words.answer(judgement.answer, sheet)),
                "narrative": Words.orNull(judgement.narrative),
                "evidence": Words.orNull(judgement.evidence.joined(separator: ", ")),
            ]
        }
    }

    private func object(_ members: [(String, JSON.Value)]) -> JSON.Value {
        var object = JSON.Object()
        for (name, value) in members { object[name] = value }
        return .object(object)
    }
}
