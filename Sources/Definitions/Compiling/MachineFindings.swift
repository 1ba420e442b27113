import Statecharts

// What going through everything that a case may come to finds, in the words of the file.
extension WorkflowReader {
    /// A file is gone through whenever it is read, and somebody waits for it: a workflow that schools can follow has
    /// hundreds of situations.
    private static let situationLimit = 10_000

    /// - Parameter machines: the machine as a case begins; then as one goes on that is opened again.
    mutating func report(_ machines: [Machine<WorkflowModel>], _ places: [Name: [Place]]) {
        let foresight = WorkflowForesight(self)
        let explored = machines.map { ($0, $0.explored(with: foresight, limit: Self.situationLimit)) }
        guard let (machine, beginning) = explored.first else { return }
        let again = explored.dropFirst()
        soundness = Soundness(configurations: beginning.situationCount, extent: beginning.extent)
        for finding in beginning.findings where !again.contains(where: { $0.1.disproves(finding) }) { report(finding, machine, places) }
        for (machine, exploration) in again {
            // What is not come by from there was told above, or is right.
            for finding in exploration.findings where !finding.isAbsence && !beginning.reaches(finding.state) { report(finding, machine, places) }
        }
    }

    private mutating func report(_ finding: Statecharts.Finding, _ machine: Machine<WorkflowModel>, _ places: [Name: [Place]]) {
        let id = machine.id(of: finding.state)
        let (place, length) = place(ofState: id)
        switch finding.code {
        case .unreachableState:
            report(.unreachableState, place, length: length, "Nothing leads to the state `\(id)`.", fix: "let an event lead to it, or take it out.")
        case .noWayToEnd where machine.parent(of: finding.state) == nil:
            report(.noWayToEnd, root.map.key("states")?.place ?? root.map.place, length: 6, "A case cannot come to an end: no final state can be reached.", fix: "add a state with `final: true`, and a way to it.")
        case .noWayToEnd:
            report(.noWayToEnd, place, length: length, "From the state `\(id)` no final state can be reached; a case comes there by \(told(finding.way, machine)).", fix: "add an event that leads on.")
        case .deadConfiguration:
            report(.deadEnd, place, length: length, "Where a case is in \(standing(finding.way, machine)) at once, no final state can be reached; it comes there by \(told(finding.way, machine)).", fix: "add an event that leads on from there.")
        // Where a condition is not right, what may come of it is no second mistake.
        case .guardedWithoutElse where findings.contains { $0.code == .expression }: break
        case .guardedWithoutElse:
            report(.mayWaitForEver, place, length: length, "A case that comes to `\(id)` stays there where none of the conditions on its ways out holds, for nothing that can be done there changes them.", fix: "write one way out without `when`, as the last.")
        case .shadowedTransition, .orderDecides, .transitionNeverTaken:
            reportTransition(finding, machine, places)
        case .eventNotTaken, .sendNotTaken:
            report(.eventNotTaken, place, length: length, "Nothing takes `\(finding.event ?? "")` when it is sent.", fix: "add it to the state's `events`.")
        }
    }

    private mutating func reportTransition(_ finding: Statecharts.Finding, _ machine: Machine<WorkflowModel>, _ places: [Name: [Place]]) {
        func place(_ transition: TransitionIndex) -> Place? {
            let source = machine.shape(of: transition).source
            let own = places[machine.id(of: source)] ?? []
            let index = transition - machine.transitions(of: source).lowerBound
            return own.indices.contains(index) ? own[index] : nil
        }
        guard let transition = finding.transition, let here = place(transition) else { return }
        let event = told(machine.shape(of: transition).events.first ?? "no event")
        let length = event.unicodeScalars.count
        guard let there = finding.other.flatMap(place) else {
            report(.neverTaken, here, length: length, "A case can never take this `\(event)`: it does not come there, or something else takes it first.", fix: "take it out, or change what stands before it or inside.")
            return
        }
        if finding.code == .orderDecides {
            report(.conflictingTransitions, here, length: length, "`\(event)` is taken in line \(there.line) too, in a region that is active beside this one, and the two exclude each other.", fix: "keep it in one of them, or move it to the state around them.")
        } else {
            report(.hiddenRule, here, "This is never reached: what stands in line \(there.line) has no condition and comes first.", fix: "give that a condition, or put this before it.")
        }
    }

    // MARK: - Ways

    /// "`plan`, `done`, `stay`".
    private func told(_ way: Way?, _ machine: Machine<WorkflowModel>) -> String {
        let events = way?.events ?? []
        return events.isEmpty ? "its beginning" : events.map { "`\(told($0))`" }.joined(separator: ", ")
    }

    /// An event of the machine in the word of the file.
    private func told(_ event: String) -> String { event.hasPrefix("done.") ? Reserved.done : event }

    /// The innermost states at the end of a way: "`left.waiting` and `right.waiting`".
    private func standing(_ way: Way?, _ machine: Machine<WorkflowModel>) -> String {
        (way?.steps.last?.configuration ?? []).filter { machine.children(of: $0).isEmpty }.map(machine.id).listed("and")
    }

    private func place(ofState id: Name) -> (Place, Int) {
        (states[id]?.place ?? root.map.place, states[id]?.name.unicodeScalars.count ?? 1)
    }
}

extension Exploration {
    /// Whether a case comes by what another exploration found that none comes by.
    fileprivate func disproves(_ finding: Statecharts.Finding) -> Bool {
        guard finding.isAbsence else { return false }
        return finding.transition.map(takes) ?? reaches(finding.state)
    }
}

extension Statecharts.Finding {
    /// Whether it says that a case never comes by.
    fileprivate var isAbsence: Bool {
        switch code {
        case .unreachableState, .transitionNeverTaken: true
        case .noWayToEnd, .deadConfiguration, .guardedWithoutElse, .shadowedTransition, .orderDecides, .eventNotTaken, .sendNotTaken: false
        }
    }
}
