import Casework
import CaseStore
import CivilTime
import Definitions
import Rubrics

extension Answering {
    func sheet(_ name: Name, _ role: Name?, of state: Case) throws -> SheetView {
        let situation = try reading.situation(showing: state, as: asker)
        let sight = try sight(in: situation)
        guard let sheet = situation.workflow.sheets[name], sight.seesWhoSealed(sheet) else {
            let names = situation.workflow.sheets.values.filter { sight.seesWhoSealed($0) }.map(\.name)
            throw Refusal(
                .unknownSheet, "There is no sheet \(name).", place: name,
                remedy: names.isEmpty ? nil : "There are \(names.joined(separator: ", ")).")
        }
        guard let view = try sheetView(name, of: state, situation, sight, drafts: role) else {
            throw Refusal.sheetNotAsked(name, situation.workflow)
        }
        return view
    }

    /// A collection as the asker may see it; nil where it is not hers to see, or nothing is gathered.
    ///
    /// - Parameter drafts: of several parts that she holds, the one whose draft is meant.
    func sheetView(_ name: Name, of state: Case, _ situation: Situation, _ sight: Sight, drafts role: Name? = nil) throws -> SheetView? {
        guard let sheet = situation.workflow.sheets[name], let collection = state.collections[name], sight.seesWhoSealed(sheet),
              let rubric = try reading.rubric(collection.rubric, in: state)
        else { return nil }
        let sealed = try reading.sealed(name, of: state)
        let judgements = try collection.due.compactMap { rater -> SheetView.RaterJudgements? in
            guard sight.seesJudgements(of: rater, sheet, collection) else { return nil }
            let label = collection.label(of: rater)
            if let own = sealed.first(where: { $0.rater.role == rater.role && $0.rater.holder == rater.holder }) {
                let read = own.sheet.judgements(for: own.sheet.rater) ?? []
                return .init(role: label, state: sight.isOpen(collection) ? .opened : .sealed, judgements: read, overall: own.sheet.draft.overall)
            }
            guard role == nil || role == rater.role, let draft = try reading.draft(name, rater, of: state, for: asker) else { return nil }
            return .init(role: label, state: .draft, judgements: draft.judgements, overall: draft.overall)
        }
        return SheetView(
            sheet: name, title: sheet.title.text(), rubric: rubric.name, rubricTitle: rubric.title,
            levels: rubric.scale.map { Named(id: $0.id, name: $0.title) },
            criteria: rubric.criteria.map { SheetView.Criterion($0, of: rubric) },
            isOpen: sight.isOpen(collection),
            raters: try collection.due.map { rater in
                let seal = collection.sealed.first { $0.role == rater.role && $0.holder == rater.holder }
                return .init(
                    role: collection.label(of: rater), roleTitle: situation.workflow.roles[rater.role]?.title.text() ?? rater.role,
                    holder: try names.anybody(rater.holder), person: try seal?.person.map(names.person), hasSealed: seal != nil)
            },
            judgements: judgements,
            agreed: sight.isOpen(collection) && sight.sees(sheet) ? try agreed(name, state, collection, rubric, judgements) : [],
            unsettled: sight.isOpen(collection) && sight.sees(sheet) ? collection.unsettled : [],
            passing: sight.isOpen(collection) && sight.sees(sheet) ? try passing(sealed, collection, rubric) : .notAsked,
            asksForWhole: rubric.takesOverall)
    }

    /// Whether the opened sheets suffice, by what the rubric says.
    private func passing(_ sealed: [Situation.Sealed], _ collection: Case.Collection, _ rubric: Rubric) throws -> Passing {
        guard rubric.passes != nil else { return .notAsked }
        let opened = try OpenedSheets(collection.labelled(sealed), due: collection.due.map(collection.label), under: rubric)
        return opened.passing(chosen: Dictionary(collection.settled.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }))
    }

    /// What holds for each criterion once the sheets are open: what all say, or what was chosen.
    private func agreed(
        _ name: Name, _ state: Case, _ collection: Case.Collection, _ rubric: Rubric, _ judgements: [SheetView.RaterJudgements]
    ) throws -> [SheetView.Agreed] {
        let settlements = try reading.settlements(name, of: state.id)
        return try rubric.criteria.map { criterion in
            let answers = judgements.compactMap { rater in
                rater.judgements.first { $0.criterion == criterion.id }.map { (role: rater.role, answer: $0.answer) }
            }
            let differed = answers.dropFirst().contains { !$0.answer.agrees(with: answers[0].answer) }
            if let settlement = settlements.last(where: { $0.criterion == criterion.id }) {
                return SheetView.Agreed(
                    criterion: criterion.id, answer: answers.first { $0.role == settlement.chosen }?.answer, differed: differed,
                    chosenRole: settlement.chosen, by: try names.anybody(settlement.by), reason: settlement.because)
            }
            let answer = collection.unsettled.contains(criterion.id) ? nil : answers.first?.answer
            return SheetView.Agreed(criterion: criterion.id, answer: answer, differed: differed, chosenRole: nil, by: nil, reason: nil)
        }
    }
}

extension SheetView.Criterion {
    init(_ criterion: Rubric.Criterion, of rubric: Rubric) {
        self.init(
            id: criterion.id, title: criterion.title, looksAt: criterion.looksAt ?? "",
            descriptors: criterion.descriptors.isEmpty ? [] : rubric.scale.map { criterion.descriptors[$0.id] ?? "" },
            questions: criterion.questions)
    }
}
