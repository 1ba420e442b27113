/// One call of `start`, `step` or `advance`, on its way
/// (https://www.w3.org/TR/scxml/#AlgorithmforSCXMLInterpretation).
struct Interpreter<Model: DataModel>: ~Copyable {
    let machine: Machine<Model>
    let policy: Policy
    /// The host's data, and what the machine has come to.
    var heldModel: Held<Model>
    var heldContext: Held<Context>
    private var microsteps = 0
    /// The transitions of the last microsteps before the limit, to tell the cycle by.
    private var lastTaken: [[TransitionIndex]] = []
    /// Whether no eventless transition and no event of its own is left: so every step leaves the machine.
    private var isResting: Bool
    /// States entered in this macrostep, and not left again, that invoke something.
    var statesToInvoke = BitSet()

    init(_ machine: Machine<Model>, _ snapshot: consuming Snapshot, now: Int64, model: consuming Model, policy: Policy) {
        self.machine = machine
        self.policy = policy
        heldModel = Held(model)
        isResting = policy.dataAtRest == .kept && snapshot.isAtRest
        heldContext = Held(Context(structure: machine.structure, state: snapshot, now: now, queueLimit: policy.queueLimit))
    }

    var structure: Structure { machine.structure }

    var context: Context {
        _read { yield heldContext.value }
        _modify { yield &heldContext.value }
    }

    consuming func rest() -> Step<Model> {
        let model = heldModel.take()
        let context = heldContext.take()
        return Step(snapshot: context.state, model: model, trace: context.trace)
    }

    /// https://www.w3.org/TR/scxml/#interpret: enters the initial states, then runs.
    mutating func interpret() throws(StepError) {
        heldModel.value.initializeDatamodel(in: &heldContext.value)
        try checkQueues(at: nil)
        let entry = Entry(structure.computeInitialEntrySet())
        try enterRoot(entry)
        try enterStates(entry)
        try mainEventLoop()
    }

    /// Lets time pass, stopping at each delayed send.
    mutating func advance(to now: Int64) throws(StepError) {
        guard context.state.isRunning else { return }
        while context.state.isRunning, let send = context.deliverNext(by: now) {
            if case .remote(let address) = send.target, !heldModel.value.canReach(address, in: heldContext.value) {
                context.raiseUnreachable(address, sendid: send.event.sendid)
            }
            try checkQueues(at: nil)
            try mainEventLoop()
        }
        context.now = now
    }

    mutating func cancel(at now: Int64) throws(StepError) {
        guard context.state.isRunning else { return }
        context.now = now
        context.state.isRunning = false
        try exitInterpreter()
    }

    mutating func receive(_ event: Event) throws(StepError) {
        guard context.state.isRunning else { return report(unmatched: event) }
        if context.state.hasExternal {
            context.receive(event)
            try checkQueues(at: nil)
            try mainEventLoop()
        } else {
            try mainEventLoop(event)
        }
    }

    /// https://www.w3.org/TR/scxml/#mainEventLoop, as far as there are events. Where the Recommendation blocks, the
    /// step ends.
    /// - Parameter event: the next external one, where there is nothing before it in the external queue.
    private mutating func mainEventLoop(_ event: Event? = nil) throws(StepError) {
        var given = event
        while context.state.isRunning {
            if !isResting { try macrostep() }
            isResting = false
            guard context.state.isRunning else { break }
            if !statesToInvoke.isEmpty { try invokeStates() }
            // Invoking may have raised errors.
            if context.state.hasInternal { continue }
            guard let event = given ?? context.state.nextExternal() else {
                isResting = policy.dataAtRest == .kept
                break
            }
            given = nil
            begin(event)
            if context.state.hasInvoked { try passToInvoked(event) }
            let enabled = try selectTransitions(event)
            if enabled.isEmpty { report(unmatched: event) } else { try microstep(enabled) }
        }
        if !context.state.isRunning { try exitInterpreter() }
    }

    /// Takes eventless transitions and internal events until there are none
    /// (https://www.w3.org/TR/scxml/#macrostep).
    private mutating func macrostep() throws(StepError) {
        while context.state.isRunning {
            var enabled = try selectEventlessTransitions()
            if enabled.isEmpty {
                guard context.state.hasInternal else { return }
                let event = context.state.internalQueue.removeFirst()
                begin(event)
                enabled = try selectTransitions(event)
                // A condition that fails on its own error event would raise it for ever without any transition.
                if enabled.isEmpty { try count(TransitionList()) }
            }
            if !enabled.isEmpty { try microstep(enabled) }
        }
    }

    private mutating func begin(_ event: Event) {
        context.event = event
        context.trace.append(.event(event))
    }

    private mutating func report(unmatched event: Event) {
        switch policy.unmatched {
        case .drop: break
        case .report: context.trace.append(.unmatched(event))
        }
    }

    /// https://www.w3.org/TR/scxml/#microstep
    private mutating func microstep(_ enabled: TransitionList) throws(StepError) {
        try count(enabled)
        if enabled.isSingle, let entry = structure.fixedEntries[enabled[0]] {
            try exitStates(enabled)
            try executeTransitionContent(enabled)
            return try enterStates(entry)
        }
        let before = context.state.historyValue
        try exitStates(enabled)
        try executeTransitionContent(enabled)
        try enterStates(Entry(structure.computeEntrySet(enabled, context.state.historyValue, before: before)))
    }

    private mutating func count(_ enabled: TransitionList) throws(StepError) {
        microsteps += 1
        if microsteps + 128 > policy.microstepLimit { lastTaken.append(Array(enabled)) }
        guard microsteps > policy.microstepLimit else { return }
        let cycle = Cycle.states(in: lastTaken, structure)
        let remedy =
            cycle.isEmpty
            ? "correct the condition that fails again whenever its own error event is dealt with."
            : "put a condition on the cycle \(cycle.joined(separator: ", "))."
        throw failure(
            .microstepLimit, "One step takes more than \(policy.microstepLimit) microsteps; \(remedy)", cycle: cycle)
    }

    func failure(
        _ code: StepError.Code, _ sentence: String, state: StateIndex? = nil, transition: TransitionIndex? = nil,
        cycle: [String] = [], cause: (any Error)? = nil
    ) -> StepError {
        StepError(
            code: code, sentence: sentence, state: state, transition: transition, cycle: cycle, cause: cause,
            trace: context.trace)
    }

    func checkQueues(at state: StateIndex?) throws(StepError) {
        guard let queue = context.fullQueue else { return }
        throw failure(
            .queueFull,
            "The \(queue.rawValue) queue would hold more than \(policy.queueLimit) events; send or raise fewer of them.",
            state: state)
    }
}

/// A value that can be taken out of a structure that is given up. Of a field as it is a copy would be made, and the field
/// then destroyed.
struct Held<Value>: ~Copyable {
    var value: Value

    init(_ value: consuming Value) { self.value = value }

    consuming func take() -> Value { value }
}

/// The going round of a machine that does not come to rest.
enum Cycle {
    /// The targets of the shortest repetition at the end of what was taken, by id; a targetless transition counts as
    /// its source.
    static func states(in taken: [[TransitionIndex]], _ structure: Structure) -> [String] {
        guard !taken.isEmpty else { return [] }
        let period =
            (1...taken.count).first { period in
                taken.count >= 2 * period && taken.suffix(period).elementsEqual(taken.dropLast(period).suffix(period))
            } ?? taken.count
        return taken.suffix(period).flatMap { transitions in
            transitions.flatMap { number in
                let transition = structure.transitions[number]
                return structure.ids(transition.targets.isEmpty ? [transition.source] : transition.targets)
            }
        }
    }
}
