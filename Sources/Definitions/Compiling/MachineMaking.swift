import Statecharts

// From states and rules to the machine that runs them.
extension WorkflowReader {
    typealias Description = MachineDescription<WorkflowModel>

    /// The description of the machine, and for each state's id the places of its transitions in order.
    func describeMachine() -> (description: Description, places: [Name: [Place]]) {
        var places: [Name: [Place]] = [:]
        let top = states.values.filter { $0.parent == nil }.map { describe($0, &places) }
        let initial = root.text("initial").flatMap { states[$0] == nil ? nil : [$0] } ?? []
        let (ways, origins) = waysBack()
        let description = Description(name: root.text("workflow") ?? "", initial: initial, states: top, transitions: ways)
        places[description.root.id] = origins
        return (description, places)
    }

    /// What leads from wherever a case stands: to the state where it goes on when it is opened again, back to a window that had closed
    /// upon silence, and to any state by hand.
    private func waysBack() -> (ways: [Description.Transition], places: [Place]) {
        let reopening = anytime.map { rules[$0] }.filter(\.reopens)
        let windows = states.values.flatMap(\.clocks).filter { if case .window = $0.kind { true } else { false } }
        return (
            reopening.map(transition) + windows.map { Description.Transition(on: [$0.returning], to: [$0.state]) }
                + states.values.map { Description.Transition(on: [Workflow.repairing($0.path)], to: [$0.path]) },
            reopening.map(\.place) + windows.map(\.place) + states.values.map(\.place)
        )
    }

    private func describe(_ state: State, _ places: inout [Name: [Place]]) -> Description.State {
        let outline = outlines[state.path]
        var children = state.children.compactMap { states[$0] }.map { describe($0, &places) }
        if outline?.needsHistory == true { children.append(Description.State(state.path + ".history", kind: .history(.deep))) }
        let own = state.events.map { rules[$0] }
        let always = outline?.always ?? []
        places[state.path] = always.map(\.place) + own.map(\.place)
        return Description.State(
            state.path, kind: kind(state), initial: outline?.initial.map { [$0] } ?? [],
            onentry: [[.entered(state: state.path)] + (outline?.onEntry ?? [])], onexit: [(outline?.onExit ?? []) + [.left(state: state.path)]],
            transitions: always.map(transition) + own.map(transition), children: children)
    }

    private func kind(_ state: State) -> StateKind {
        switch state.kind {
        case .atomic: .atomic
        case .compound: .compound
        case .parallel: .parallel
        case .final: .final
        }
    }

    private func transition(_ rule: EventRule) -> Description.Transition {
        Description.Transition(on: [rule.descriptor], if: .rule(rule.id), to: rule.targets, actions: rule.effectsOfMoving)
    }

    private func transition(_ always: Always) -> Description.Transition {
        Description.Transition(if: always.guarding.map { .when($0) }, to: always.targets, actions: always.effects)
    }

    /// The machine; nil where it cannot be made, which is reported.
    mutating func compileMachine() -> Machine<WorkflowModel>? {
        let (description, places) = describeMachine()
        do throws(MachineErrors) {
            let machine = try Machine(compiling: description)
            if checksUse { try report(withoutWaysBack(description), places) }
            return machine
        } catch {
            for mistake in error.errors { report(mistake, description, places) }
            return nil
        }
    }

    /// The machine as a case goes through it from its beginning, and from each state where one that is opened again goes on.
    private func withoutWaysBack(_ description: Description) throws(MachineErrors) -> [Machine<WorkflowModel>] {
        var plain = description
        plain.root.transitions = []
        var machines = [try Machine(compiling: plain)]
        for rule in anytime.map({ rules[$0] }) where rule.reopens {
            plain.root.initial = rule.targets
            machines.append(try Machine(compiling: plain))
        }
        return machines
    }

    // MARK: - What cannot be compiled

    private mutating func report(_ mistake: MachineError, _ description: Description, _ places: [Name: [Place]]) {
        var (state, place) = (description.root, root.map.place)
        for step in mistake.place.steps {
            switch step {
            case .child(let index) where state.children.indices.contains(index):
                state = state.children[index]
                place = states[state.id]?.place ?? place
            case .transition(let index):
                let own = places[state.id] ?? []
                if own.indices.contains(index) { place = own[index] }
            case .child, .target, .event, .initial, .historyDefault: break
            }
        }
        switch mistake.code {
        case .eventlessCycle:
            report(.eventlessCycle, place, "From here the case would go round for ever: nothing in the circle waits for an event or a condition.", fix: "give one of them a `when`.")
        case .unknownTarget, .targetsApart:
            report(.contradiction, place, "The case cannot be in these states together.", fix: "name one state, or one in each region of a parallel state.")
        case .emptyID, .duplicateID, .tooDeep, .wrongKind, .historyPlace, .initialOutside, .historyDefaultOutside, .badDescriptor:
            report(.contradiction, place, mistake.sentence)
        }
    }
}
