import Casework
import CaseStore
import CivilTime
import Definitions
import Rubrics

extension Answering {
    /// What the opened sheets of a school year's cases have come to; for the file's coordinators, who may pass it on.
    ///
    /// - Parameter year: in which the school year begins, in September.
    /// - Throws: `Refusal` `not-yours`; `out-of-range` where the year is not over.
    func digest(year: Int) throws -> DigestView {
        _ = try known()
        try mustCoordinate()
        guard let from = Day(year: year, month: 9, day: 1), let until = Day(year: year + 1, month: 8, day: 31), until < today else {
            throw Refusal(
                .outOfRange, "The school year that begins in \(year) is not over.", place: "year",
                remedy: "Two digests of one year would tell what came between them: ask for one that is over.")
        }
        let cases = try reading.cases(includesEnded: true).filter { (from...until).contains($0.began) }
        let lines = try Dictionary(grouping: cases, by: \.workflow.name).sorted { $0.key < $1.key }.compactMap { try line(of: $0.value) }
        let atHand = shelf.sources().compactMap { DefinitionShelf.declaration(in: $0.text) }.filter { $0.kind == .workflow }.map(\.name)
        return DigestView(
            from: from, until: until, least: Answering.leastPublished, workflows: lines, absent: Set(atHand).subtracting(lines.map(\.workflow)).sorted())
    }

    /// Fewer than this could be recognised.
    private static let leastPublished = 5

    /// Cases of one workflow; nil where they are of too few.
    private func line(of cases: [Case]) throws -> DigestView.Line? {
        let least = Answering.leastPublished
        let subjects = Set(cases.map(\.subject))
        guard subjects.count >= least else { return nil }
        var counted: [Counts] = []
        var newest: Workflow?
        for state in cases {
            let situation = try reading.situation(showing: state, as: asker)
            if situation.workflow.reference.version > newest?.reference.version ?? 0 { newest = situation.workflow }
            let sight = try sight(in: situation)
            for name in state.collections.keys {
                guard let view = try sheetView(name, of: state, situation, sight), view.isOpen, !view.agreed.isEmpty else { continue }
                if let place = counted.firstIndex(where: { $0.isOf(view) }) {
                    counted[place].add(view, of: state.subject)
                } else {
                    var counts = Counts(sheet: view)
                    counts.add(view, of: state.subject)
                    counted.append(counts)
                }
            }
        }
        guard let newest else { return nil }
        // Of several versions of a rubric, the one by which most were judged.
        let enough = counted.filter { $0.answers.count >= least }.sorted { $0.answers.count > $1.answers.count }.reduce(into: [DigestView.Sheet]()) { sheets, counts in
            if !sheets.contains(where: { $0.name == counts.sheet.sheet && $0.rubric == counts.sheet.rubric }) { sheets.append(counts.published) }
        }
        let declared = newest.sheets.values.flatMap { sheet in sheet.rubric.all.map { (sheet: sheet.name, rubric: $0) } }
        return DigestView.Line(
            workflow: newest.reference.name, title: newest.title.text(), subjects: StandardRounding.rounded(subjects.count),
            sheets: enough.sorted { ($0.name, $0.rubric) < ($1.name, $1.rubric) },
            absent: declared.filter { one in !enough.contains { $0.name == one.sheet && $0.rubric == one.rubric } }.map { .init(sheet: $0.sheet, rubric: $0.rubric) })
    }
}

/// What a sheet came to for each subject: the latest counts.
private struct Counts {
    let sheet: SheetView
    private(set) var answers: [Case.Subject: [Name: String]] = [:]

    init(sheet: SheetView) { self.sheet = sheet }

    func isOf(_ view: SheetView) -> Bool {
        view.sheet == sheet.sheet && view.rubric == sheet.rubric && view.levels == sheet.levels && view.criteria.map(\.id) == sheet.criteria.map(\.id)
    }

    mutating func add(_ view: SheetView, of subject: Case.Subject) {
        answers[subject] = Dictionary(view.agreed.compactMap { agreed in
            if case .level(let level)? = agreed.answer { (agreed.criterion, level) } else { nil }
        }, uniquingKeysWith: { $1 })
    }

    var published: DigestView.Sheet {
        .init(name: sheet.sheet, title: sheet.title, rubric: sheet.rubric, levels: sheet.levels, criteria: sheet.criteria.map { criterion in
            let found = sheet.levels.map { level in answers.values.count { $0[criterion.id] == level.id } }
            return .init(
                id: criterion.id, title: criterion.title, levels: found.map(StandardRounding.rounded),
                none: StandardRounding.rounded(answers.count - found.reduce(0, +)))
        })
    }
}
