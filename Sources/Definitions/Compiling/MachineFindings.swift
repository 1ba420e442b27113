import Statecharts

// What the machine's own look at its states finds, in the words of the file.
extension WorkflowReader {
    mutating func report(_ machine: Machine<WorkflowModel>, _ places: [Name: [Place]]) {
        for finding in machine.findings() {
            let id = machine.id(of: finding.state)
            let (place, length) = place(ofState: id)
            switch finding.code {
            case .unreachableState:
                report(.unreachableState, place, length: length, "Nothing leads to the state `\(id)`.", fix: "let an event lead to it, or take it out.")
            case .noWayToEnd where machine.parent(of: finding.state) == nil:
                report(.noWayToEnd, root.map.key("states")?.place ?? root.map.place, length: 6, "A case cannot come to an end: no final state can be reached.", fix: "add a state with `final: true`, and a way to it.")
            case .noWayToEnd:
                report(.noWayToEnd, place, length: length, "From the state `\(id)` no final state can be reached.", fix: "add an event that leads on.")
            case .shadowedTransition, .orderDecides:
                reportOrder(finding, machine, places)
            }
        }
    }

    private mutating func reportOrder(_ finding: Statecharts.Finding, _ machine: Machine<WorkflowModel>, _ places: [Name: [Place]]) {
        guard let transition = finding.transition, let other = finding.other else { return }
        func place(_ transition: TransitionIndex) -> Place? {
            let source = machine.shape(of: transition).source
            let own = places[machine.id(of: source)] ?? []
            let index = transition - machine.transitions(of: source).lowerBound
            return own.indices.contains(index) ? own[index] : nil
        }
        guard let here = place(transition), let there = place(other) else { return }
        let event = machine.shape(of: transition).events.first ?? "no event"
        if finding.code == .orderDecides {
            report(.conflictingTransitions, here, length: event.unicodeScalars.count, "`\(event)` is taken in line \(there.line) too, in a region that is active beside this one, and the two exclude each other.", fix: "keep it in one of them, or move it to the state around them.")
        } else {
            report(.hiddenRule, here, "This is never reached: what stands in line \(there.line) has no condition and comes first.", fix: "give that a condition, or put this before it.")
        }
    }

    private func place(ofState id: Name) -> (Place, Int) {
        (states[id]?.place ?? root.map.place, states[id]?.name.unicodeScalars.count ?? 1)
    }
}
