import JSON

// What https://www.w3.org/TR/scxml/#mainEventLoop does for invoked sessions.

extension Interpreter {
    /// `invoke`, for the states entered in the macrostep and still active, in entry order.
    mutating func invokeStates() throws(StepError) {
        let states = statesToInvoke
        statesToInvoke = BitSet()
        for state in states {
            for (index, invocation) in machine.content[state].invocations.enumerated() {
                try invoke(invocation, ActiveInvocation(id: invocation.id ?? newID(at: state), state: state, index: index))
            }
        }
    }

    /// The platform's own id: the state's, and a number (https://www.w3.org/TR/scxml/#invoke), and none that was given.
    private mutating func newID(at state: StateIndex) -> String {
        var id: String
        repeat { id = "\(machine.id(of: state)).\(context.nextNumber())" } while machine.givenInvokeIDs.contains(ScalarKey(text: id))
        return id
    }

    private mutating func invoke(
        _ invocation: MachineDescription<Model>.Invoke, _ session: ActiveInvocation
    ) throws(StepError) {
        do {
            let request = try heldModel.value.evaluate(invocation.content, id: session.id, in: &heldContext.value)
            context.state.invoked.append(session)
            context.trace.append(.invoked(session, request))
        } catch {
            try failed(error, at: session.state, transition: nil)
        }
        try checkQueues(at: session.state)
    }

    /// `cancelInvoke`, for what a state that is left invoked.
    mutating func cancelInvocations(of state: StateIndex) {
        guard context.state.hasInvoked else { return }
        for session in context.state.invoked where session.state == state {
            context.trace.append(.cancelledInvoke(id: session.id))
        }
        context.state.invoked.removeAll { $0.state == state }
    }

    /// `applyFinalize` for the session that an external event comes from, and `send` for those that every event is
    /// forwarded to, in document order.
    mutating func passToInvoked(_ event: Event) throws(StepError) {
        let sessions = context.state.invoked.sorted { ($0.state, $0.index) < ($1.state, $1.index) }
        context.state.invoked.removeAll { $0.isEnded(by: event) }
        for session in sessions {
            let invocation = machine.content[session.state].invocations[session.index]
            if session.isOrigin(of: event) { try executeContent(invocation.finalize, at: session.state) }
            if invocation.isAutoforwarding, !session.isEnded(by: event) {
                context.trace.append(.forwarded(event, to: session.id))
            }
        }
    }
}
