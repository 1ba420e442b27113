extension Machine {
    /// Starts the machine: enters its initial states and goes on until it rests.
    /// - Parameters:
    ///   - now: the time, in milliseconds of the host's clock.
    ///   - model: the host's data and evaluator; the step holds what became of it.
    /// - Throws: by `policy`, or where a limit is reached; see `StepError.Code`.
    public func start(now: Int64, model: Model, policy: Policy = .standard) throws(StepError) -> Step<Model> {
        let nothing = [BitSet](repeating: BitSet(), count: structure.histories.count)
        let blank = Snapshot(historyValue: nothing, isRunning: true, fingerprint: structure.fingerprint)
        var interpreter = Interpreter(self, blank, now: now, model: model, policy: policy)
        try interpreter.interpret()
        return interpreter.rest()
    }

    /// Delivers the delayed sends that are due by `now`, each at its own time, then an external event, and goes on
    /// until the machine rests. A machine that has stopped takes no event.
    /// - Throws: by `policy`, or where a limit is reached; the given snapshot still stands.
    public func step(
        _ snapshot: Snapshot, _ event: Event, now: Int64, model: Model, policy: Policy = .standard
    ) throws(StepError) -> Step<Model> {
        var interpreter = try interpreter(snapshot, model, policy, now: now)
        try interpreter.advance(to: now)
        try interpreter.receive(event)
        return interpreter.rest()
    }

    /// Delivers the delayed sends that are due by `now`, each at its own time and in the order of their times, going
    /// on after each until the machine rests. `Snapshot.nextDue` lets a host go from one to the next instead.
    /// - Throws: by `policy`, or where a limit is reached; the given snapshot still stands.
    public func advance(
        _ snapshot: Snapshot, to now: Int64, model: Model, policy: Policy = .standard
    ) throws(StepError) -> Step<Model> {
        var interpreter = try interpreter(snapshot, model, policy, now: now)
        try interpreter.advance(to: now)
        return interpreter.rest()
    }

    /// Ends the machine from outside, as by the session that invoked it: every state's exit blocks run, and no done data
    /// is given (https://www.w3.org/TR/scxml/#exitInterpreter).
    /// - Throws: by `policy`, or where a limit is reached; the given snapshot still stands.
    public func cancel(
        _ snapshot: Snapshot, now: Int64, model: Model, policy: Policy = .standard
    ) throws(StepError) -> Step<Model> {
        var interpreter = try interpreter(snapshot, model, policy, now: now)
        try interpreter.cancel(at: now)
        return interpreter.rest()
    }

    private func interpreter(
        _ snapshot: Snapshot, _ model: Model, _ policy: Policy, now: Int64
    ) throws(StepError) -> Interpreter<Model> {
        guard snapshot.fingerprint == structure.fingerprint else {
            throw StepError(
                code: .otherMachine,
                sentence: "This snapshot belongs to another machine than \(name); use the machine that made it.",
                state: nil, transition: nil, cycle: [], cause: nil, trace: [])
        }
        let start = min(now, snapshot.nextDue ?? now)
        return Interpreter(self, snapshot, now: start, model: model, policy: policy)
    }
}
