import Calendars
import CivilTime
import Definitions
import Statecharts

/// A workflow's machine and clocks on a calendar of days: no people, no data but dates, no stored case.
///
/// Whoever sends an event is taken to be the right one, and what her rule asks for to hold. A guard of the workflow's own
/// (`always`) is taken not to hold, unless an event says where the case is to be afterwards and it can only be there if it
/// does. Days are those of the calendar, nobody's own.
public struct Simulation: Sendable {
    public let workflow: Workflow
    private let schedule: Schedule
    public private(set) var today: Day
    private var snapshot: Snapshot
    private var clocks = SimulatedClocks()
    /// Dates that forms gave, by datum.
    private var dates: [Name: Day] = [:]
    public private(set) var coverage: Coverage
    /// Everything that happened, in order.
    public private(set) var steps: [Step] = []

    /// One thing that happened.
    public struct Step: Sendable, Hashable {
        public var day: Day
        /// What happened, in words: "begins", "schedule", "the clock visit is due".
        public var what: String
        /// The innermost states in which the case is afterwards.
        public var states: [Name]
    }

    /// Begins a case.
    /// - Throws: `calendar-ends`, `cycle-in-machine`.
    public init(_ workflow: Workflow, calendar: SchoolCalendar, begin: Day) throws(Refusal) {
        self.workflow = workflow
        today = begin
        do throws(SchoolCalendar.Failure) {
            schedule = try calendar.schedule()
        } catch {
            throw Refusal(error)
        }
        coverage = Coverage(workflow)
        do throws(StepError) {
            let step = try workflow.machine.start(now: 0, model: WorkflowModel(host: SimulatedHost(workflow)), policy: .simulating)
            snapshot = step.snapshot
            follow(step)
        } catch {
            throw Refusal(simulating: error)
        }
        note("begins")
    }

    public var hasEnded: Bool { !snapshot.isRunning }
    /// The innermost states in which the case is.
    public var states: [Name] { workflow.machine.atomicConfiguration(of: snapshot) }

    /// Lets days pass, with what clocks do on them, and then takes an event.
    /// - Throws: `unknown-event`, `unknown-field`, `wrong-type`, `case-ended`, `not-now`, `unknown-clock`, `calendar-ends`,
    ///   `cycle-in-machine`, each with the item's place.
    public mutating func take(_ item: Script.Item) throws(Refusal) {
        do throws(Refusal) {
            try advance(to: item.on)
            try accept(item)
        } catch {
            var placed = error
            placed.place = item.place.description
            throw placed
        }
    }

    private mutating func accept(_ item: Script.Item) throws(Refusal) {
        let rules = workflow.rules(of: item.event)
        guard !rules.isEmpty else { throw unknown(item.event) }
        guard !hasEnded || rules.contains(where: { !$0.within.isEmpty }) else {
            throw Refusal(.caseEnded, "The case ended in \(states.joined(separator: ", ")) before \(item.on).", remedy: "Take the events after that out.")
        }
        let active = Set(workflow.machine.configuration(of: snapshot))
        // Innermost first, as the machine looks for them.
        let open = rules.filter { rule in rule.state.map(active.contains) ?? rule.within.contains(where: active.contains) }
            .sorted { ($0.state?.utf8.count ?? 0) > ($1.state?.utf8.count ?? 0) }
        guard let rule = open.first else { throw notNow(item, rules) }
        try read(item.form, of: rule)
        if rule.state != nil { try move(on: rule.descriptor, to: item.to) } else if let to = item.to { try requireState(to) }
        note(item.event)
    }

    /// Lets days pass; clocks that fall due on the last of them do so at its end, and so after what happens on it.
    /// - Throws: `calendar-ends`, `cycle-in-machine`.
    public mutating func advance(to day: Day) throws(Refusal) {
        while !hasEnded, let next = clocks.first, next.day < day {
            today = max(today, next.day)
            let strike = try clocks.strike(schedule)
            coverage.struck.insert(strike.clock.name)
            if let event = strike.sends { try send(event, strike) } else { note(strike.sentence) }
        }
        today = max(today, day)
    }

    /// Lets days pass until the case has ended or no clock runs any more.
    /// - Throws: `calendar-ends`, `cycle-in-machine`.
    public mutating func runOut() throws(Refusal) {
        while !hasEnded, let next = clocks.first { try advance(to: next.day + 1) }
    }

    private mutating func send(_ event: Name, _ strike: SimulatedClocks.Strike) throws(Refusal) {
        let active = workflow.machine.configuration(of: snapshot)
        let rule = workflow.rules(of: event).first { $0.state.map(active.contains) == true }
        if let rule { try move(on: rule.descriptor, to: nil) }
        note("\(strike.sentence), \(rule == nil ? "and nothing takes its" : "sends") \(event)")
    }

    // MARK: Moving

    /// Sends an event to the machine.
    ///
    /// Where it says in which state the case is to be, every way in which conditions may turn out is tried, those that
    /// differ least from what is taken for granted first.
    private mutating func move(on event: String, to state: Name?) throws(Refusal) {
        if let state { try requireKnown(state) }
        var tries: [[Bool]] = [[]]
        var tried = 0
        while tried < tries.count, tried < 512 {
            let answers = tries[tried]
            tried += 1
            let (step, given) = try stepped(event, answers: answers)
            let isMoved = step.trace.contains { if case .took = $0 { true } else { false } }
            if state.map({ isMoved && workflow.machine.isActive($0, in: step.snapshot) }) ?? true {
                snapshot = step.snapshot
                return follow(step)
            }
            for place in answers.count..<max(answers.count, given.count) { tries.append(given.prefix(place) + [!given[place]]) }
        }
        throw Refusal(
            .notNow, "No way of \(event) leads to \(state ?? "it").",
            remedy: "Look where it leads: `triad diagram \(workflow.reference.name)`; or leave out `to`.")
    }

    private func stepped(_ event: String, answers: [Bool]) throws(Refusal) -> (step: Statecharts.Step<WorkflowModel>, given: [Bool]) {
        var host = SimulatedHost(workflow)
        host.answers = answers
        do throws(StepError) {
            let step = try workflow.machine.step(snapshot, Event(event), now: 0, model: WorkflowModel(host: host), policy: .simulating)
            return (step, (step.model.host as? SimulatedHost)?.given ?? [])
        } catch {
            throw Refusal(simulating: error)
        }
    }

    private mutating func follow(_ step: Statecharts.Step<WorkflowModel>) {
        coverage.note(step.trace)
        for entry in step.trace {
            switch entry {
            case .entered(let state): clocks.set(workflow.states[workflow.machine.id(of: state)]?.clocks ?? [], on: today, dates, schedule)
            case .exited(let state): clocks.stop(in: workflow.machine.id(of: state))
            case .event, .unmatched, .recorded, .took, .raised, .error, .sent, .delivered, .cancelled, .invoked, .cancelledInvoke, .forwarded,
                .logged, .done: continue
            }
        }
    }

    private mutating func note(_ what: String) {
        steps.append(Step(day: today, what: what, states: states))
        steps += clocks.toldUnset().map { Step(day: today, what: $0, states: states) }
    }

    // MARK: Reading events

    private mutating func read(_ form: [(name: Name, value: String)], of rule: EventRule) throws(Refusal) {
        for (name, value) in form {
            guard let field = rule.form.first(where: { $0.name.isSame(as: name) }) else {
                let nearest = Nearest.name(to: name, among: rule.form.map(\.name))
                throw Refusal(
                    .unknownField, "The form of \(rule.event) has no field \(name).",
                    remedy: nearest.map { "Did you mean \($0)?" } ?? "It has \(rule.form.isEmpty ? "none" : rule.form.map(\.name).joined(separator: ", ")).")
            }
            guard case .date = field.type else { continue }
            guard let day = Day(value) else {
                throw Refusal(.wrongType, "\(name) is a date, not \(value).", remedy: "Write, say, \(name): \"2027-01-12\".")
            }
            if field.setsDatum { dates[name] = day }
        }
    }

    private func requireKnown(_ state: Name) throws(Refusal) {
        guard workflow.states[state] == nil else { return }
        let names = Array(workflow.states.keys)
        let meant = names.first { $0.hasSuffix("." + state) } ?? Nearest.name(to: state, among: names)
        throw Refusal(.unknownEvent, "There is no state \(state).", remedy: meant.map { "Did you mean \($0)?" } ?? "States are named with those around them, such as \(names.last ?? "open").")
    }

    private func requireState(_ state: Name) throws(Refusal) {
        try requireKnown(state)
        guard !workflow.machine.isActive(state, in: snapshot) else { return }
        throw Refusal(.notNow, "This event does not move the case, and it is in \(states.joined(separator: ", ")).", remedy: "Leave out `to`.")
    }

    private func unknown(_ event: Name) -> Refusal {
        let nearest = Nearest.name(to: event, among: workflow.rules.map(\.event))
        return Refusal(
            .unknownEvent, "\(workflow.reference.name) has no event \(event).",
            remedy: nearest.map { "Did you mean \($0)?" } ?? "`triad diagram \(workflow.reference.name)` shows its events.")
    }

    private func notNow(_ item: Script.Item, _ rules: [EventRule]) -> Refusal {
        let places = rules.flatMap { rule in rule.state.map { [$0] } ?? rule.within }
        return Refusal(
            .notNow, "On \(item.on) the case is in \(states.joined(separator: ", ")), where nothing takes \(item.event).",
            remedy: "It is taken in \(places.joined(separator: ", ")); put before it what leads there.")
    }
}

extension Policy {
    static let simulating = Policy(guardErrors: .stop, actionErrors: .stop, unmatched: .drop, dataAtRest: .changing, microstepLimit: Deciding.mostSteps)
}

extension Refusal {
    init(simulating error: StepError) {
        self.init(
            .cycleInMachine, "The workflow turns in a circle: \(error.cycle.joined(separator: " → ")).", place: error.cycle.first,
            remedy: "Put a condition on one of these transitions that ends it.")
    }
}
