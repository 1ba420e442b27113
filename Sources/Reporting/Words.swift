import Definitions
import JSON
import TriadKit

/// Small wordings that every page shares.
enum Words {
    /// `not_seen` as people write it.
    static func spaced(_ name: String) -> String { name.replacing("_", with: " ") }

    /// Null where there is nothing, so that a template asks before it prints.
    static func orNull(_ text: String) -> JSON.Value { text.isEmpty ? .null : .string(text) }

    static func answer(_ answer: SheetView.Judgement.Answer, _ sheet: SheetView) -> String {
        switch answer {
        case .level(let level): sheet.levels.first { $0.id == level }?.name ?? level
        case .words: "in words"
        case .absent(let absence, let because): spaced(absence.rawValue) + (because.isEmpty ? "" : " (\(because))")
        }
    }

    /// The level alone; null where there is none.
    static func level(_ answer: SheetView.Judgement.Answer, _ sheet: SheetView) -> JSON.Value {
        if case .level = answer { .string(Self.answer(answer, sheet)) } else { .null }
    }

    static func rater(_ role: String, _ sheet: SheetView) -> String {
        guard let rater = sheet.raters.first(where: { $0.role == role }) else { return spaced(role) }
        return rater.person.map { "\($0.name), \(rater.roleTitle.lowercased())" } ?? rater.roleTitle
    }

    /// Whether a row speaks of the criterion.
    static func `is`(_ record: CaseView.RecordView, _ row: CaseView.RecordView.Row, about criterion: String) -> Bool {
        zip(record.columns, row.values).contains { column, value in
            column.kind == .criterion && value?.value == .text(criterion)
        }
    }
}
