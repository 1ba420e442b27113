import Casework
import CaseStore
import Definitions

extension Reading {
    /// Running cases that no holder and no clock can move: nobody holds any part that sends an event where they stand.
    func stuckCases() throws -> [Case.ID] {
        try cases().filter { state in
            guard state.clocks.isEmpty else { return false }
            let workflow = try workflow(state.workflow.hash)
            let rules = state.configuration.flatMap { workflow.states[$0]?.events ?? [] }.compactMap { id in workflow.rules.first { $0.id == id } }
            return !rules.contains { rule in
                switch rule.by {
                case .anyOf(let roles): roles.contains { state.holders[$0]?.isEmpty == false }
                case .allOf(let roles): roles.allSatisfy { state.holders[$0]?.isEmpty == false }
                case .linkedCase, .itself: true
                case .clock: false
                }
            }
        }.map(\.id)
    }
}
