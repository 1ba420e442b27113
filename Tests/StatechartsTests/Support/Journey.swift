import JSON
import Statecharts

typealias Model = ExecutableModel<SmallLanguage>
typealias Chart = MachineDescription<Model>
typealias State = Chart.State
typealias Transition = Chart.Transition

func model(_ variables: [String: JSON.Value] = [:]) -> Model {
    var language = SmallLanguage()
    language.variables = variables
    return Model(language, session: language.session)
}

/// An action that leaves a word in the trace.
func note(_ word: String) -> ExecutableContent<String> { .log(label: word, nil) }

/// A machine on its way, told in short words.
struct Journey {
    let machine: Machine<Model>
    let policy: Policy
    private(set) var step: Step<Model>

    init(_ chart: Chart, _ variables: [String: JSON.Value] = [:], policy: Policy = .standard) throws {
        machine = try Machine(compiling: chart)
        self.policy = policy
        step = try machine.start(now: 0, model: model(variables), policy: policy)
    }

    init(
        initial: [String] = [], _ states: State..., transitions: [Transition] = [],
        variables: [String: JSON.Value] = [:], policy: Policy = .standard
    ) throws {
        try self.init(
            Chart(name: "test", initial: initial, states: states, transitions: transitions), variables, policy: policy)
    }

    /// Sends an event and tells what happened.
    mutating func send(_ event: String, data: JSON.Value? = nil, at now: Int64 = 0) throws -> String {
        step = try machine.step(step.snapshot, Event(event, data: data), now: now, model: step.model, policy: policy)
        return told
    }

    mutating func send(_ event: Event) throws -> String {
        step = try machine.step(step.snapshot, event, now: 0, model: step.model, policy: policy)
        return told
    }

    mutating func advance(to now: Int64) throws -> String {
        step = try machine.advance(step.snapshot, to: now, model: step.model, policy: policy)
        return told
    }

    var active: String { machine.configuration(of: step.snapshot).joined(separator: " ") }
    var variables: [String: JSON.Value] { step.model.evaluator.variables }
    var told: String { tell(step.trace, machine) }
}

/// A trace in short words: `?e` an event taken up, `-a` left, `+a` entered, `a.0` the first transition of a, `!e` an
/// event raised, `>e` sent, `h=` recorded.
func tell(_ trace: [TraceEntry], _ machine: Machine<Model>) -> String {
    trace.map { entry in
        switch entry {
        case .event(let event): "?\(event.name)"
        case .unmatched(let event): "unmatched \(event.name)"
        case .exited(let state): "-\(machine.id(of: state))"
        case .recorded(let history, let states): "\(machine.id(of: history))=\(states.map(machine.id).joined(separator: "+"))"
        case .took(let transition, let source): "\(machine.id(of: source)).\(transition - machine.transitions(of: source).lowerBound)"
        case .entered(let state): "+\(machine.id(of: state))"
        case .raised(let event), .error(let event): "!\(event.name)"
        case .sent(let send): ">\(send.event.name)"
        case .delivered(let send): "due \(send.event.name)"
        case .cancelled(let sendid): "cancelled \(sendid)"
        case .invoked(let session, let request):
            "invoke \(session.id)" + (request.data.isEmpty ? "" : " \(JSON.Value.object(request.data).text)")
        case .cancelledInvoke(let id): "uninvoke \(id)"
        case .forwarded(let event, let id): "\(event.name)>\(id)"
        case .logged(let label, let value): (label ?? "") + (value.map(\.text) ?? "")
        case .done(let data): "done" + (data.map { " \($0.text)" } ?? "")
        }
    }.joined(separator: " ")
}
