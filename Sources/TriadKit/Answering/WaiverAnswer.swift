import Casework
import CaseStore
import Definitions

extension Answering {
    /// The waivers of a case, or of all that the asker may see, which still stand.
    func waivers(of id: Case.ID?) throws -> WaiverList {
        _ = try known()
        if let id { return WaiverList(lines: try waivers(of: found(id), told: reading.entries(of: id))) }
        let entries = try reading.entries(commanded: "waive")
        let cases = Dictionary(grouping: entries, by: \.entry.stream).sorted { $0.key < $1.key }
        return WaiverList(lines: try cases.flatMap { id, told -> [WaiverList.Line] in
            guard let state = try reading.case(id), try sight(of: state).sees(.triad) else { return [] }
            return try waivers(of: state, told: told)
        })
    }

    func waivers(of state: Case, told: [Reading.Told]) throws -> [WaiverList.Line] {
        let situation = try outline(of: state)
        let (sight, workflow) = (try sight(in: situation), situation.workflow)
        return try told.filter { $0.setAsideBy == nil }.flatMap { told in
            try told.facts.compactMap { fact -> WaiverList.Line? in
                guard case .waived(let waiver) = fact, sight.sees(fact, of: workflow) else { return nil }
                return .init(
                    case: state.id, caseTitle: state.title, entry: told.entry.number, event: waiver.event,
                    eventTitle: workflow.rules(of: waiver.event).first?.title.text() ?? waiver.event, condition: waiver.condition,
                    by: try names.person(waiver.by), roleTitle: workflow.roles[waiver.role]?.title.text() ?? waiver.role, on: waiver.on,
                    because: waiver.because, isWaiting: state.waivers.contains(waiver))
            }
        }
    }
}
