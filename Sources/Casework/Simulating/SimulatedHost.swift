import Chance
import Definitions
import Statecharts

/// Stands in for a case in a simulation: conditions turn out as they are told to, and effects change nothing but clocks.
struct SimulatedHost: MachineHost {
    let workflow: Workflow
    /// How conditions turn out, in the order in which they are asked; those beyond it, by `standing`.
    var answers: [Bool] = []
    var dice: SplitMix64?
    private(set) var given: [Bool] = []

    init(_ workflow: Workflow) { self.workflow = workflow }

    /// Somebody means what she sends, so that its rule is open; a guard of the workflow's own does not hold unless told.
    mutating func holds(_ condition: Workflow.Condition, in context: Context) -> Bool {
        let answer = given.count < answers.count ? answers[given.count] : rolled(condition) ?? standing(condition, context)
        given.append(answer)
        return answer
    }

    private func standing(_ condition: Workflow.Condition, _ context: Context) -> Bool {
        switch condition {
        case .rule(let id): isMeant(id, by: context.event?.name)
        case .when: false
        }
    }

    /// What somebody sends is mostly in order; a guard of the workflow's own holds as often as not.
    private mutating func rolled(_ condition: Workflow.Condition) -> Bool? {
        switch condition {
        case .rule: dice?.rolls(7, in: 8)
        case .when: dice?.rolls(1, in: 2)
        }
    }

    /// `done` of a state within has a longer name that this one's descriptor matches too.
    private func isMeant(_ id: EventRule.ID, by event: String?) -> Bool {
        guard let rule = workflow.rule(id), rule.by == .itself else { return true }
        return event.map { rule.descriptor.isSame(as: $0) } ?? false
    }

    /// What follows from states is read from the trace; the rest changes nothing here.
    func carryOut(_ effect: Effect, in context: inout Context) {}
}
