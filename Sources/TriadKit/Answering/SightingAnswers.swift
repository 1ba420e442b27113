import Casework
import CaseStore
import CivilTime
import Definitions

extension Answering {
    /// Told to the file's coordinators and to whoever manages a case of the workflow.
    func term(from: Day, months: Int) throws -> TermView {
        _ = try known()
        let end = from.adding(months: min(max(months, 1), 24))
        let sampled = try sampled()
        let rows = try sampled.map { one -> TermView.Row in
            let next = try one.next(today)
            let day = { (state: Case) -> Day? in
                one.workflow.timetable.flatMap { if case .date(let day)? = state.data[$0.day] { day } else { nil } }
            }
            return TermView.Row(
                workflow: one.workflow.reference.name, sample: one.sample.name, title: one.sample.title.text(), person: try names.person(one.person), apart: one.apart, apartTitle: one.apartTitle,
                sessions: one.past.sessions.filter { (from..<end).contains($0.on) }.map(DueList.Next.init),
                seen: one.past.seen.filter { (from..<end).contains($0.day) }.map { .init(case: $0.state.id, on: $0.day) }, timesSeen: one.past.seen.count,
                planned: one.past.planned.map { .init(case: $0.id, on: day($0)) }, due: next?.due, why: next?.rule.title.text() ?? "", isLate: next.map { $0.due < today } ?? false,
                isSeenAgain: next.map { !$0.rule.after.isEmpty } ?? false)
        }
        return TermView(
            from: from, months: months, today: today, rows: rows.sorted { ($0.person.name, $0.sample, $0.apart ?? "") < ($1.person.name, $1.sample, $1.apart ?? "") },
            untold: try untold(sampled))
    }

    /// The running cases in which somebody was seen, and whose letter about it has not gone out.
    private func untold(_ sampled: [Sampled]) throws -> [TermView.Untold] {
        let gone = Dictionary(grouping: try reading.letters(waitingOnly: false).filter { $0.sent != nil }, by: \.case)
        return try sampled.flatMap { one -> [TermView.Untold] in
            guard let letter = one.sample.toldBy else { return [] }
            return try one.past.seen.filter { seen in !seen.state.hasEnded && gone[seen.state.id]?.contains { $0.letter == letter } != true }.map { seen in
                .init(
                    case: seen.state.id, caseTitle: seen.state.title, person: try names.person(one.person), seen: seen.day,
                    state: Wording(situation: try outline(of: seen.state), names: names).standing)
            }
        }.sorted { ($0.seen, $0.person.name) < ($1.seen, $1.person.name) }
    }

    /// Of sheets that are open, those that the asker may read, in cases in which she takes part or which she manages.
    func history(of text: String) throws -> HistoryView {
        _ = try known()
        let person = try reading.find(.person, text)
        var parts: [HistoryView.Part] = []
        for workflow in try sampling() {
            let cases = try reading.cases(workflow: workflow.reference.name, includesEnded: true)
            for sample in workflow.samples.values {
                guard let sheet = sample.judgedBy else { continue }
                let own = cases.filter { sample.isAbout(person, $0) }
                let apart = Dictionary(grouping: own) { state in sample.apartBy.flatMap { state.data[$0]?.text } }
                for (value, cases) in apart.sorted(by: { ($0.key ?? "") < ($1.key ?? "") }) {
                    let times = try cases.compactMap { try time(sheet, sample, of: $0) }.sorted { ($0.time.on, $0.time.case) < ($1.time.on, $1.time.case) }
                    guard let newest = times.last?.sheet else { continue }
                    parts.append(HistoryView.Part(
                        workflow: workflow.reference.name, title: newest.title, apart: value, apartTitle: value.map(workflow.spoken), levels: newest.levels,
                        criteria: newest.criteria.map { Named(id: $0.id, name: $0.title) },
                        times: times.map { time, sheet in
                            var time = time
                            time.answers = newest.criteria.map { criterion in sheet.agreed.first { $0.criterion == criterion.id }?.answer }
                            return time
                        }))
                }
            }
        }
        return HistoryView(person: try names.person(person), today: today, parts: parts)
    }

    /// One time that somebody was seen, with its sheet; nil where it is not open to the asker.
    private func time(_ name: Name, _ sample: Sample, of state: Case) throws -> (time: HistoryView.Time, sheet: SheetView)? {
        guard case .date(let day)? = state.data[sample.seenOn], state.collections[name] != nil else { return nil }
        let situation = try reading.situation(showing: state, as: asker)
        let sight = try sight(in: situation)
        guard sight.sees(.triad), let sheet = try sheetView(name, of: state, situation, sight), sheet.isOpen, !sheet.agreed.isEmpty else { return nil }
        let whole = sheet.judgements.count == 1 ? sheet.judgements[0].overall : nil
        return (
            HistoryView.Time(
                case: state.id, caseTitle: state.title, on: day, by: sheet.raters.compactMap { $0.person?.name },
                state: Wording(situation: situation, names: names).standing, answers: [],
                overall: whole.map { whole in Named(id: whole.level, name: sheet.levels.first { $0.id == whole.level }?.name ?? whole.level) }),
            sheet
        )
    }
}
