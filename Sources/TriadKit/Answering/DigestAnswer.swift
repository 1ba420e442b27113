import Casework
import CaseStore
import CivilTime
import Definitions
import Rubrics

extension Answering {
    /// What the opened sheets of all cases have come to; for the file's coordinators, who may pass it on.
    ///
    /// - Throws: `Refusal` `not-yours`.
    func digest(from: Day?, until: Day?) throws -> DigestView {
        _ = try known()
        try mustCoordinate()
        let cases = try reading.cases(includesEnded: true).filter { state in
            let began = state.began
            return from.map { began >= $0 } ?? true && until.map { began <= $0 } ?? true
        }
        let lines = try Dictionary(grouping: cases, by: \.workflow.name).sorted { $0.key < $1.key }.compactMap { try line(of: $0.value) }
        let atHand = shelf.sources().compactMap { DefinitionShelf.declaration(in: $0.text) }.filter { $0.kind == .workflow }.map(\.name)
        return DigestView(
            from: from, until: until, least: Answering.leastPublished, workflows: lines, absent: Set(atHand).subtracting(lines.map(\.workflow)).sorted())
    }

    /// Fewer than this could be recognised.
    private static let leastPublished = 5

    /// Cases of one workflow; nil where they are too few to tell anything.
    private func line(of cases: [Case]) throws -> DigestView.Line? {
        let least = Answering.leastPublished
        guard cases.count >= least else { return nil }
        var counted: [(sheet: SheetView, counts: Counts)] = []
        var newest: Workflow?
        for state in cases {
            let situation = try reading.situation(showing: state, as: asker)
            if situation.workflow.reference.version > newest?.reference.version ?? 0 { newest = situation.workflow }
            let sight = try sight(in: situation)
            for name in state.collections.keys {
                guard let view = try sheetView(name, of: state, situation, sight), view.isOpen, !view.agreed.isEmpty else { continue }
                if let place = counted.firstIndex(where: { $0.sheet.sheet == name && $0.sheet.rubric == view.rubric && $0.sheet.levels == view.levels }) {
                    counted[place].counts.add(view)
                } else {
                    counted.append((view, Counts(view)))
                }
            }
        }
        guard let newest else { return nil }
        let enough = counted.filter { $0.counts.cases >= least }.map { $0.counts.published($0.sheet, least: least) }
        let declared = newest.sheets.values.flatMap { sheet in sheet.rubric.all.map { (sheet: sheet.name, rubric: $0) } }
        return DigestView.Line(
            workflow: newest.reference.name, title: newest.title.text(), cases: cases.count, sheets: enough.sorted { ($0.name, $0.rubric) < ($1.name, $1.rubric) },
            absent: declared.filter { one in !enough.contains { $0.name == one.sheet && $0.rubric == one.rubric } }.map { .init(sheet: $0.sheet, rubric: $0.rubric) })
    }
}

/// How often each criterion came to each level.
private struct Counts {
    var cases = 0
    private var levels: [Name: [String: Int]] = [:]

    init(_ first: SheetView) { add(first) }

    mutating func add(_ view: SheetView) {
        cases += 1
        for agreed in view.agreed {
            if case .level(let level)? = agreed.answer { levels[agreed.criterion, default: [:]][level, default: 0] += 1 }
        }
    }

    func published(_ sheet: SheetView, least: Int) -> DigestView.Sheet {
        DigestView.Sheet(name: sheet.sheet, title: sheet.title, rubric: sheet.rubric, levels: sheet.levels, criteria: sheet.criteria.map { criterion in
            let found = sheet.levels.map { levels[criterion.id]?[$0.id] ?? 0 }
            let row = SmallNumbers.published(found + [cases - found.reduce(0, +)], least: least)
            return .init(id: criterion.id, title: criterion.title, levels: Array(row.dropLast()), none: row.last ?? nil)
        })
    }
}
