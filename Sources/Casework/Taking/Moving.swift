import Definitions
import OrderedCollections
import Statecharts

// The machine moves the working copy: conditions look up rules that were judged before, or guards over the copy as it is then;
// effects become facts in their true order.

extension Working: MachineHost {
    func holds(_ condition: Workflow.Condition, in context: Context) throws -> Bool {
        switch condition {
        case .when(let condition):
            look(at: condition.program.names)
            return try judge().holds(condition)
        case .rule(let id):
            guard try isOpen(id, on: context.event?.name ?? "") else { return false }
            taken = id
            return true
        }
    }

    func carryOut(_ effect: Effect, in context: inout Context) throws {
        switch effect {
        case .entered(let state): try entered(state, in: &context)
        case .left(let state): left(state)
        case .leaves(let vote, let person):
            if isRepairing { return }
            let decided = try leave(vote, person, taken.flatMap { openings[$0] })
            for state in decided { context.raise("done.collect.\(state.path)") }
        case .set, .add, .update, .settle, .settleNearest, .collect, .nameActor, .vacate, .appoint, .extend, .designation, .letter, .tell, .allocate, .start, .credit:
            if isRepairing { return }
            try carryOut(effect, of: taken.flatMap { openings[$0] })
        }
    }

    /// A rule that the case itself sends (`done`) is judged when its time comes; every other was judged before the machine moved.
    ///
    /// The done event of a state within has a longer name that begins with this one's, which the Recommendation's descriptors match.
    private func isOpen(_ id: EventRule.ID, on event: String) throws -> Bool {
        guard let rule = workflow.rule(id), rule.by == .itself else { return openings[id] != nil }
        guard rule.descriptor.isSame(as: event) else { return false }
        look(at: rule.guards.flatMap(\.program.names))
        guard try rule.guards.allSatisfy({ try !$0.isMust || judge().holds($0) }) else { return false }
        let shortfalls = try judge().shortfalls(of: rule)
        openings[id] = Opening(rule: rule, part: nil, form: Form(), shortfalls: shortfalls)
        for sentence in shortfalls { emit(.marked(event: rule.event, sentence: sentence)) }
        return true
    }

    /// Enters the initial states.
    func start() throws(Refusal) {
        do throws(StepError) {
            let before = facts.count
            follow(try workflow.machine.start(now: situation.now.milliseconds, model: WorkflowModel(host: self), policy: .deciding), before)
        } catch {
            throw refusal(for: error)
        }
    }

    /// Sends an event through the machine until it rests.
    ///
    /// - Throws: `guard-error`, `cycle-in-machine`, or whatever an effect could not do.
    func move(on event: String) throws(Refusal) {
        guard !self.case.hasEnded else { return }
        let snapshot = try resting()
        do throws(StepError) {
            let now = situation.now.milliseconds
            let before = facts.count
            follow(try workflow.machine.step(snapshot, Event(event), now: now, model: WorkflowModel(host: self), policy: .deciding), before)
        } catch {
            throw refusal(for: error)
        }
    }

    /// Lets the machine take what it takes without an event, after something that no rule of a state did.
    func settle() throws(Refusal) { try move(on: "triad.changed") }

    /// The machine as the case's facts left it.
    private func resting() throws(Refusal) -> Snapshot {
        do {
            return try self.case.snapshot(of: workflow.machine)
        } catch {
            throw Refusal(.guardError, "The case does not stand in states of this workflow: \(error)", remedy: "Run verify, then amend the case.")
        }
    }

    /// Says what the machine keeps beside its states: histories, and that it has ended.
    ///
    /// - Parameter before: how many facts there were before it moved.
    private func follow(_ step: Step<WorkflowModel>, _ before: Int) {
        var remembered: OrderedDictionary<Name, [Name]> = [:]
        for entry in step.trace {
            guard case .recorded(let history, let states) = entry else { continue }
            remembered[workflow.machine.id(of: history)] = states.map { workflow.machine.id(of: $0) }
        }
        remember(remembered.map { .remembered(history: $0.key, states: $0.value) }, since: before)
        snapshot = step.snapshot
        // What moved the case rests on where it stood.
        if facts.count > before { look(at: ["states"]) }
        guard !step.snapshot.isRunning, !self.case.hasEnded else { return }
        emit(.ended)
        for link in workflow.links.values where link.isParent {
            for parent in self.case.links[link.name] ?? [] { post(.ended(parent: parent.id, child: self.case.id, happened: act.happened)) }
        }
    }

    private func refusal(for error: StepError) -> Refusal {
        if let refusal = error.cause as? Refusal { return refusal }
        switch error.code {
        case .microstepLimit, .queueFull:
            return Refusal(
                .cycleInMachine, "The workflow turns in a circle: \(error.cycle.joined(separator: " → ")).", place: error.cycle.first,
                remedy: "Put a condition on one of these transitions that ends it.")
        case .guardError, .actionError, .otherMachine:
            return Refusal(.guardError, error.sentence, place: error.state.map { workflow.machine.id(of: $0) }, remedy: "Mend the workflow.")
        }
    }
}

extension Policy {
    /// Casework refuses where the Recommendation raises an error event: nothing half done is ever kept.
    static let deciding = Policy(guardErrors: .stop, actionErrors: .stop, unmatched: .drop, dataAtRest: .changing, microstepLimit: Deciding.mostSteps)
}

extension Case {
    /// The machine's own form of where the case stands.
    func snapshot(of machine: Machine<WorkflowModel>) throws(SnapshotError) -> Snapshot {
        try machine.snapshot(configuration: configuration, history: history.lazy.map { (key: $0.key, value: $0.value) }, isRunning: !hasEnded)
    }
}
