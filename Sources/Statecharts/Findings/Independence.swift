import JSON

/// Regions that no other part of the machine meddles with, so that what they do may be looked at before everything else
/// without missing a dead end: the ample sets of a reduced exploration.
///
/// A region is independent where its own events, answered by nothing beside it, move it within itself and put nothing on
/// the queues but done events of its own; where no condition asks for active states and no history remembers it; and
/// where, once it is in a final state, it stays as do those beside it. Then whatever else may happen can happen as well after a step of the
/// region as before, or leaves the region and forgets the step.
struct Independence {
    /// An independent region and the events that move it.
    struct Region {
        let state: StateIndex
        let stimuli: [EventClasses.Number]
    }

    private let prospect: Prospect
    private(set) var regions: [Region] = []
    private var structure: Structure { prospect.structure }

    init(_ prospect: Prospect, remembered: BitSet) {
        self.prospect = prospect
        guard prospect.asking.isEmpty else { return }
        regions = structure.states.indices.compactMap { state in
            guard let parent = structure.states[state].parent, structure.states[parent].kind == .parallel else { return nil }
            return region(state, remembered)
        }
    }

    private func region(_ region: StateIndex, _ remembered: BitSet) -> Region? {
        let inside = region..<structure.states[region].end
        let own = structure.transitions.indices.filter { inside.contains(structure.transitions[$0].source) }
        guard !own.isEmpty, own.allSatisfy({ staysInside($0, region) }), isQuiet(inside, own), staysFinal(region),
            !remembered.contains(where: { remembers($0, inside) })
        else { return nil }
        let events = own.flatMap { structure.transitions[$0].events }
        let beside = structure.transitions.indices.filter { isBeside(structure.transitions[$0].source, region) }
        let others = beside.flatMap { structure.transitions[$0].events }
        guard !endsEarly(region, beside), !overlap(events, others), !isDone(inside, named: others), events.allSatisfy({ isFree($0, inside) }) else { return nil }
        let classes = unique(events.compactMap(prospect.classes.number))
        guard !isSent(classes, outside: inside) else { return nil }
        return Region(state: region, stimuli: prospect.stimuli.filter(classes.contains))
    }

    /// Whether the transition moves the region within itself, or does not move it.
    private func staysInside(_ transition: TransitionIndex, _ region: StateIndex) -> Bool {
        switch structure.transitions[transition].domain {
        case .none: true
        case .state(let domain): domain == region || structure.isDescendant(domain, of: region)
        case .asRecorded: false
        }
    }

    /// Whether nothing that is done in the region touches the queues or may err where errors are heard.
    private func isQuiet(_ inside: Range<StateIndex>, _ own: [TransitionIndex]) -> Bool {
        let blocks = prospect.blocks
        func nothing(_ alternatives: [[Prospect.Act]]) -> Bool { alternatives.allSatisfy(\.isEmpty) }
        return inside.allSatisfy { state in
            blocks.onentry[state].allSatisfy(nothing) && blocks.onexit[state].allSatisfy(nothing)
                && nothing(blocks.defaults[state]) && nothing(blocks.donedata[state])
        } && own.allSatisfy { nothing(blocks.actions[$0]) && !mayRaise($0) }
    }

    private func mayRaise(_ transition: TransitionIndex) -> Bool {
        guard prospect.hearsErrors else { return false }
        return switch prospect.outlooks[transition] {
        case .open(let mayErr): mayErr
        case .holds, .fails, .inTime: false
        }
    }

    /// Whether the region cannot come to a final state, or stays in it as every region does that ends together with it.
    ///
    /// Where another may leave its final state again, it matters which of the two is there first.
    private func staysFinal(_ region: StateIndex) -> Bool {
        guard canBeFinal(region) else { return true }
        let around = structure.shape.getProperAncestors(region, nil).last { structure.states[$0].kind == .parallel } ?? region
        return structure.descendants(of: around).allSatisfy { state in
            guard let parent = structure.states[state].parent, structure.states[parent].kind == .parallel else { return true }
            return structure.states[state].transitions.isEmpty || !canBeFinal(state)
        }
    }

    /// Whether the region's end may end what is around it, while something else may leave that before: the region's end
    /// would take that choice away.
    private func endsEarly(_ region: StateIndex, _ beside: [TransitionIndex]) -> Bool {
        guard canBeFinal(region) else { return false }
        let joins = structure.shape.getProperAncestors(region, nil).filter { structure.states[$0].kind == .parallel }
            .map { "done.state.\(structure.states[$0].id)" }
        func isJoin(_ event: String) -> Bool { joins.contains { EventDescriptors.covers(event, $0) } }
        guard structure.transitions.contains(where: { $0.events.contains(where: isJoin) }) else { return false }
        return beside.contains { number in
            let isOther = !structure.transitions[number].events.allSatisfy { event in joins.contains { sameScalars($0, event) } }
                || structure.transitions[number].events.isEmpty
            return isOther && leaves(number, region)
        }
    }

    private func leaves(_ transition: TransitionIndex, _ region: StateIndex) -> Bool {
        switch structure.transitions[transition].domain {
        case .none: false
        case .state(let domain): structure.isDescendant(region, of: domain)
        case .asRecorded: true
        }
    }

    private func canBeFinal(_ region: StateIndex) -> Bool {
        structure.states[region].children.contains { structure.states[$0].kind == .final }
    }

    private func remembers(_ slot: Int, _ inside: Range<StateIndex>) -> Bool {
        guard let parent = structure.states[structure.histories[slot]].parent else { return false }
        return (parent..<structure.states[parent].end).overlaps(inside)
    }

    /// Whether the state may be active together with the region and is no part of it.
    private func isBeside(_ state: StateIndex, _ region: StateIndex) -> Bool {
        if state == region || structure.isDescendant(state, of: region) { return false }
        if structure.isDescendant(region, of: state) { return true }
        return structure.states[structure.shape.lowestCommon(state, region)].kind == .parallel
    }

    private func overlap(_ one: [String], _ other: [String]) -> Bool {
        one.contains { a in other.contains { b in EventDescriptors.covers(a, b) || EventDescriptors.covers(b, a) } }
    }

    /// Whether a done event of a state in the region has one of these names.
    private func isDone(_ inside: Range<StateIndex>, named events: [String]) -> Bool {
        inside.contains { state in
            events.contains { EventDescriptors.covers($0, "done.state.\(structure.states[state].id)") }
        }
    }

    /// Whether an event can come at any time, or is a done event of the region's own.
    private func isFree(_ event: String, _ inside: Range<StateIndex>) -> Bool {
        if let number = prospect.classes.number(of: event), prospect.stimuli.contains(number) { return true }
        return inside.contains { sameScalars(event, "done.state.\(structure.states[$0].id)") }
    }

    /// Whether something outside the region sends one of its events.
    private func isSent(_ classes: [EventClasses.Number], outside inside: Range<StateIndex>) -> Bool {
        let blocks = prospect.blocks
        func sends(_ alternatives: [[Prospect.Act]]) -> Bool {
            alternatives.contains { acts in
                acts.contains { act in
                    switch act {
                    case .raise(let event), .send(let event), .delay(let event, _): classes.contains(event)
                    case .cancel: false
                    }
                }
            }
        }
        return structure.states.indices.contains { state in
            !inside.contains(state)
                && (blocks.onentry[state].contains(where: sends) || blocks.onexit[state].contains(where: sends)
                    || sends(blocks.defaults[state]) || sends(blocks.donedata[state]))
        } || structure.transitions.indices.contains { number in
            !inside.contains(structure.transitions[number].source) && sends(blocks.actions[number])
        }
    }
}
