import Chance
import JSON
import Statecharts
import StatechartsTrial

/// The same machines with conditions that turn out as they are told to, or by dice, but where active states decide.
struct FreeModel: DataModel {
    typealias DoneData = TrialModel.DoneData

    struct Condition: Sendable {
        /// Of the transition that has it.
        let number: TransitionIndex
        let written: TrialModel.Condition
    }

    struct Failure: Error {}

    /// What is still to be answered, by transition; what is not told fails, unless there are dice.
    var answers: [TransitionIndex: [Way.Turn]] = [:]
    var dice: SplitMix64?

    init(following way: Way) {
        for answer in way.steps.flatMap(\.answers) { answers[answer.transition, default: []].append(answer.turn) }
    }

    init(dice: SplitMix64) { self.dice = dice }

    mutating func evaluate(_ condition: Condition, in context: Context) throws -> Bool {
        if let decided = condition.written.decided(context.In) { return decided }
        switch turn(of: condition) {
        case .holds: return true
        case .fails: return false
        case .errs: throw Failure()
        }
    }

    private mutating func turn(of condition: Condition) -> Way.Turn {
        if dice != nil {
            let rolled = dice?.number(0...4) ?? 0
            return rolled == 0 && condition.written.mayErr ? .errs : rolled < 3 ? .holds : .fails
        }
        guard let next = answers[condition.number]?.first else { return .fails }
        answers[condition.number]?.removeFirst()
        return next
    }

    mutating func execute(_ action: TrialModel.Action, in context: inout Context) throws {
        var trial = TrialModel()
        try trial.execute(action, in: &context)
    }

    mutating func evaluate(_ doneData: DoneData, in context: inout Context) throws -> JSON.Value? {
        var trial = TrialModel()
        return try trial.evaluate(doneData, in: &context)
    }
}

extension MachineDescription where Model == FreeModel {
    init(_ chart: TrialChart) {
        var next = 0
        self.init(name: chart.name, root: Self.free(chart.root, &next))
    }

    /// Transitions get the numbers that they have in the compiled machine.
    private static func free(_ state: TrialChart.State, _ next: inout Int) -> State {
        let transitions = state.transitions.map { transition in
            defer { next += 1 }
            return Transition(
                on: transition.events, if: transition.condition.map { .init(number: next, written: $0) }, to: transition.targets,
                isInternal: transition.isInternal, actions: transition.actions)
        }
        return State(
            state.id, kind: state.kind, initial: state.initial, initialActions: state.initialActions,
            historyDefault: state.historyDefault.map { .init(targets: $0.targets, actions: $0.actions) }, onentry: state.onentry,
            onexit: state.onexit, transitions: transitions, donedata: state.donedata, children: state.children.map { free($0, &next) })
    }
}
