import Definitions
import Statecharts

/// Stands in for a case in a simulation: conditions turn out as they are told to, and effects change nothing but clocks.
struct SimulatedHost: MachineHost {
    let workflow: Workflow
    /// How conditions turn out, in the order in which they are asked; those beyond it, by `standing`.
    var answers: [Bool] = []
    var dice: Dice?
    private(set) var given: [Bool] = []
    /// States entered and left, in order.
    private(set) var entered: [Name] = []
    private(set) var left: [Name] = []

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

    mutating func carryOut(_ effect: Effect, in context: inout Context) {
        switch effect {
        case .entered(let state): entered.append(state)
        case .left(let state): left.append(state)
        case .set, .add, .update, .settle, .collect, .nameActor, .vacate, .appoint, .extend, .letter, .tell, .start, .credit: break
        }
    }
}

/// Random numbers from a seed (SplitMix64), so that a walk can be had again.
struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func rolls(_ chance: Int, in all: Int) -> Bool { Int.random(in: 0..<all, using: &self) < chance }
}
