import Casework
import CaseStore
import Definitions

extension Answering {
    /// All cases in numbers, by their workflows; for the file's coordinators.
    func summary() throws -> SummaryView {
        _ = try known()
        try mustCoordinate()
        let cases = Dictionary(grouping: try reading.cases(includesEnded: true), by: \.workflow.name)
        let atHand = shelf.sources().compactMap { DefinitionShelf.declaration(in: $0.text) }.filter { $0.kind == .workflow }.map(\.name)
        let lines = try cases.sorted { $0.key < $1.key }.compactMap { try line(of: $0.value) }
        return SummaryView(workflows: lines, absent: Set(atHand).subtracting(cases.keys).sorted())
    }

    /// Cases of one workflow.
    private func line(of cases: [Case]) throws -> SummaryView.Line? {
        let situations = try cases.map { try outline(of: $0) }
        // Cases may run under several versions; the newest says what there is to count.
        guard let workflow = situations.map(\.workflow).max(by: { $0.reference.version < $1.reference.version }) else { return nil }
        let states = workflow.states.values.map { state in
            let here = cases.count { $0.configuration.contains(state.path) }
            return SummaryView.State(path: state.path, title: state.title.text(), cases: here, isInnermost: state.children.isEmpty)
        }
        let records = try workflow.records.values.filter { $0.visibility > .restricted }.map { try count($0, in: cases) }
        return SummaryView.Line(
            workflow: workflow.reference.name, title: workflow.title.text(), cases: cases.count, ended: cases.count(where: \.hasEnded), states: states,
            records: records, deadlines: try deadlines(of: situations))
    }

    private func count(_ record: Record, in cases: [Case]) throws -> SummaryView.Record {
        let rows = try cases.filter { $0.rows[record.name] != nil }.flatMap { try reading.records(record.name, of: $0.id) }
        return SummaryView.Record(name: record.name, title: record.title.text(), rows: rows.count, choices: record.fields.compactMap { field in
            guard case .choice(let words) = field.type, field.visibility > .restricted else { return nil }
            return .init(field: field.name, counts: words.map { word in
                .init(choice: word, rows: rows.count { $0.values[field.name] == .text(word) })
            })
        })
    }

    private func deadlines(of situations: [Situation]) throws -> SummaryView.Deadlines {
        var sum = SummaryView.Deadlines()
        for situation in situations {
            guard let state = situation.case else { continue }
            for deadline in deadlines(of: state, Reading.held(try reading.entries(of: state.id)), Wording(situation: situation, names: names)) {
                if deadline.done == nil {
                    if deadline.isLate, !state.hasEnded { sum.overdue += 1 }
                } else if deadline.isLate {
                    sum.late += 1
                } else if !deadline.isBrokenOff {
                    sum.inTime += 1
                }
            }
        }
        return sum
    }
}
