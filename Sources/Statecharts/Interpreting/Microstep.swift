import JSON

extension Interpreter {
    /// https://www.w3.org/TR/scxml/#exitStates
    mutating func exitStates(_ enabled: TransitionList) throws(StepError) {
        let statesToExit = structure.computeExitSet(enabled, context.state)
        guard !statesToExit.isEmpty else { return }
        if !structure.histories.isEmpty {
            for state in statesToExit.descending { recordHistories(of: state) }
        }
        var next = statesToExit.last
        while let state = next {
            try executeBlocks(machine.content[state].onexit, at: state)
            cancelInvocations(of: state)
            context.state.configuration.remove(state)
            context.trace.append(.exited(state))
            next = statesToExit.member(before: state)
        }
        if !statesToInvoke.isEmpty { statesToInvoke.subtract(statesToExit) }
    }

    /// A shallow history records the active children of its parent, a deep one the active atomic descendants
    /// (https://www.w3.org/TR/scxml/#history).
    private mutating func recordHistories(of state: StateIndex) {
        for history in structure.states[state].histories {
            guard let slot = structure.states[history].historySlot else { continue }
            let active = context.state.configuration.intersection(structure.descendants(of: state))
            let isDeep = structure.states[history].kind == .history(.deep)
            let value = BitSet(
                active.filter { isDeep ? structure.isAtomic($0) : structure.states[$0].parent == state })
            context.state.historyValue[slot] = value
            context.trace.append(.recorded(history: history, Array(value)))
        }
    }

    /// https://www.w3.org/TR/scxml/#executeTransitionContent
    mutating func executeTransitionContent(_ enabled: TransitionList) throws(StepError) {
        for place in enabled.indices {
            let transition = enabled[place]
            let source = structure.transitions[transition].source
            context.trace.append(.took(transition: transition, source: source))
            try executeContent(machine.actions[transition], at: source, transition: transition)
        }
    }

    /// https://www.w3.org/TR/scxml/#enterStates
    mutating func enterStates(_ entry: Entry) throws(StepError) {
        var next = entry.statesToEnter.first
        while let state = next {
            context.state.configuration.insert(state)
            context.trace.append(.entered(state))
            if structure.states[state].invocationCount > 0 { statesToInvoke.insert(state) }
            try executeBlocks(machine.content[state].onentry, at: state)
            try executeDefaultContent(of: state, entry)
            if structure.states[state].kind == .final { try enterFinal(state) }
            next = entry.statesToEnter.member(after: state)
        }
    }

    /// The root is entered once, before its children, and is no part of the configuration.
    mutating func enterRoot(_ entry: Entry) throws(StepError) {
        try executeBlocks(machine.content[0].onentry, at: 0)
        try executeContent(machine.content[0].defaultActions, at: 0)
        try executeHistoryContent(below: 0, entry)
    }

    @inline(__always)
    private mutating func executeDefaultContent(of state: StateIndex, _ entry: Entry) throws(StepError) {
        if entry.statesForDefaultEntry.contains(state) {
            try executeContent(machine.content[state].defaultActions, at: state)
        }
        if !entry.defaultHistoryContent.isEmpty { try executeHistoryContent(below: state, entry) }
    }

    private mutating func executeHistoryContent(below state: StateIndex, _ entry: Entry) throws(StepError) {
        for history in structure.states[state].histories where entry.defaultHistoryContent.contains(history) {
            try executeContent(machine.content[history].defaultActions, at: history)
        }
    }

    /// The done events of a final state (https://www.w3.org/TR/scxml/#final).
    private mutating func enterFinal(_ state: StateIndex) throws(StepError) {
        guard let parent = structure.states[state].parent, parent != 0 else {
            context.state.isRunning = false
            return
        }
        let data = try doneData(of: state)
        context.raise(Event("done.state.\(machine.id(of: parent))", kind: .platform, data: data))
        if let grandparent = structure.states[parent].parent, structure.states[grandparent].kind == .parallel,
            structure.isInFinalState(grandparent, context.state.configuration)
        {
            context.raise(Event("done.state.\(machine.id(of: grandparent))", kind: .platform))
        }
        try checkQueues(at: state)
    }

    /// https://www.w3.org/TR/scxml/#exitInterpreter
    ///
    /// Every state's exit blocks run and waiting sends are discarded, but the snapshot keeps the configuration of the
    /// moment of stopping, so that one can see where the machine ended.
    mutating func exitInterpreter() throws(StepError) {
        let last = context.state.configuration
        for state in last.descending {
            try executeBlocks(machine.content[state].onexit, at: state)
            cancelInvocations(of: state)
            context.state.configuration.remove(state)
            context.trace.append(.exited(state))
            if structure.states[state].kind == .final, structure.states[state].parent == 0 {
                let data = try doneData(of: state)
                context.trace.append(.done(data))
            }
        }
        try executeBlocks(machine.content[0].onexit, at: 0)
        context.state.configuration = last
        context.state.stopWaiting()
    }
}

extension Interpreter {
    /// The blocks of a state's entry or exit, of which most have none.
    @inline(__always)
    private mutating func executeBlocks(_ blocks: [[Model.Action]], at state: StateIndex) throws(StepError) {
        if blocks.isEmpty { return }
        for block in blocks { try executeActions(block, at: state, transition: nil) }
    }

    /// https://www.w3.org/TR/scxml/#executeContent: one block, which an error ends.
    @inline(__always)
    mutating func executeContent(
        _ block: [Model.Action], at state: StateIndex, transition: TransitionIndex? = nil
    ) throws(StepError) {
        if block.isEmpty { return }
        try executeActions(block, at: state, transition: transition)
    }

    private mutating func executeActions(
        _ block: [Model.Action], at state: StateIndex, transition: TransitionIndex?
    ) throws(StepError) {
        for action in block {
            do {
                try heldModel.value.execute(action, in: &heldContext.value)
            } catch {
                return try failed(error, at: state, transition: transition)
            }
            try checkQueues(at: state)
        }
    }

    private mutating func doneData(of state: StateIndex) throws(StepError) -> JSON.Value? {
        guard let donedata = machine.content[state].donedata else { return nil }
        do {
            return try heldModel.value.evaluate(donedata, in: &heldContext.value)
        } catch {
            try failed(error, at: state, transition: nil)
            return nil
        }
    }

    mutating func failed(
        _ error: any Error, at state: StateIndex, transition: TransitionIndex?
    ) throws(StepError) {
        switch policy.actionErrors {
        case .raise:
            context.raiseError("\(error)", sendid: (error as? SendError)?.sendid)
            try checkQueues(at: state)
        case .stop:
            throw failure(
                .actionError, "An action of \(machine.id(of: state)) fails: \(error)", state: state,
                transition: transition, cause: error)
        }
    }
}

/// A send that cannot be carried out, for `error.execution` to name it.
public struct SendError: Error, Sendable, Hashable, CustomStringConvertible {
    public let sendid: String?
    /// What is wrong and what would make it pass.
    public let description: String

    public init(sendid: String?, _ description: String) {
        self.sendid = sendid
        self.description = description
    }
}
