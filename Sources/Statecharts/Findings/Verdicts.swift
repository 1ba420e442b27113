/// What an exploration shows of a machine.
struct Verdicts {
    private let terrain: Terrain
    private let structure: Structure
    private let shadows: Shadows
    private let reached: BitSet

    init(_ terrain: Terrain) {
        self.terrain = terrain
        structure = terrain.prospect.structure
        shadows = Shadows(structure)
        reached = terrain.isWhole ? terrain.reached : Reach(structure, without: shadows.shadowed).reached
    }

    func findings() -> [Finding] {
        guard terrain.isWhole else {
            let reach = Reach(structure, without: shadows.shadowed)
            let stuck = reach.withoutEnd()
            return reach.unreachable() + stuck + shadows.findings() + OrderConflicts(structure, reach).findings() + ignored() + unheard()
                + guarded(without: stuck)
        }
        let stuck = deadEnds()
        return unreachable() + stuck + shadows.findings() + neverTaken() + orderDecided() + ignored() + unheard() + guarded(without: stuck)
    }

    // MARK: What cannot happen

    /// The outermost states that cannot be reached.
    private func unreachable() -> [Finding] {
        structure.states.indices.compactMap { state in
            guard !structure.states[state].kind.isHistory, !reached.contains(state), let parent = structure.states[state].parent,
                reached.contains(parent)
            else { return nil }
            return .unreachable(state, structure)
        }
    }

    /// Transitions of reached states that are never taken and are not told of as shadowed.
    private func neverTaken() -> [Finding] {
        let shadowed = shadows.shadowed
        return structure.transitions.indices.compactMap { number in
            let transition = structure.transitions[number]
            guard terrain.firsts.taken[number] == nil, reached.contains(transition.source), !shadowed.contains(number) else { return nil }
            let source = structure.states[transition.source].id
            let events = transition.events.isEmpty ? "no event" : transition.events.joined(separator: ", ")
            let reason =
                !transition.events.isEmpty && !transition.events.contains(where: mayCome)
                ? "no such event ever comes there; send it, or take the transition out"
                : "its condition never holds there, or another is always taken first; take it out or change what stands before it"
            return Finding(.transitionNeverTaken, transition.source, transition: number, "\(source) never takes its transition on \(events), for \(reason).")
        }
    }

    /// Whether an event of this descriptor comes from outside or from the machine itself.
    private func mayCome(_ descriptor: String) -> Bool {
        let classes = terrain.prospect.classes
        return classes.names.indices.contains { number in
            EventDescriptors.covers(descriptor, classes.names[number])
                && (terrain.prospect.stimuli.contains(number) || terrain.firsts.popped.contains(number))
        }
    }

    // MARK: Dead ends

    private func deadEnds() -> [Finding] {
        let hasEnd = terrain.withEnd()
        guard hasEnd.contains(true) else { return [.withoutEnd(0, structure, way: nil)] }
        var live = BitSet()
        for (number, hasEnd) in zip(terrain.numbers, hasEnd) where hasEnd { live.formUnion(terrain.table[number].configuration) }
        let stuck = BitSet(reached.filter { $0 != 0 && !live.contains($0) })
        let outermost = stuck.filter { state in structure.states[state].parent.map { !stuck.contains($0) } ?? true }
        let states = outermost.map { state in
            Finding.withoutEnd(state, structure, way: terrain.firsts.entered[state].map(terrain.way))
        }
        let apart = zip(terrain.numbers, hasEnd).first { number, hasEnd in
            !hasEnd && !terrain.table[number].configuration.intersects(stuck)
        }
        return states + (apart.map { [deadConfiguration($0.0)] } ?? [])
    }

    private func deadConfiguration(_ number: SituationTable.Number) -> Finding {
        let atomics = terrain.table[number].configuration.filter(structure.isAtomic)
        return Finding(
            .deadConfiguration, atomics.first ?? 0, way: terrain.way(to: number),
            "With \(structure.ids(atomics).joined(separator: ", ")) active no final state of the machine can be reached any more; add a way out.")
    }

    // MARK: What is left to chance

    private func orderDecided() -> [Finding] {
        let pairs = terrain.firsts.decided.keys.sorted { ($0.left, $0.taken) < ($1.left, $1.taken) }
        return pairs.prefix(Finding.most).map { pair in
            .orderDecides(taken: pair.taken, left: pair.left, structure, way: terrain.way(to: pair))
        }
    }

    private func ignored() -> [Finding] {
        terrain.prospect.ignored.map { event in
            Finding(.eventNotTaken, 0, event: event, "No transition takes \(event), which may come from outside; add one.")
        }
    }

    private func unheard() -> [Finding] {
        let unnamed = terrain.prospect.unheard.filter { reached.contains($0.state) }.map { send in
            Finding(
                .sendNotTaken, send.state, event: send.event,
                "\(structure.states[send.state].id) sends \(send.event), which no transition takes; add one, or do not send it.")
        }
        guard terrain.isWhole else { return unnamed }
        let classes = terrain.prospect.classes
        return unnamed + terrain.firsts.popped.filter { !terrain.firsts.heard.contains($0) && !EventClasses.isPlatforms(classes.names[$0]) }.map { number in
            Finding(
                .sendNotTaken, 0, event: classes.names[number],
                "Whenever \(classes.names[number]) comes from the machine itself, nothing active takes it; take it there, or do not send it.")
        }
    }

    /// States whose every way out has a condition that may fail for ever; of nested ones with the same ways out the
    /// outermost.
    private func guarded(without stuck: [Finding]) -> [Finding] {
        let nothing = [BitSet](repeating: BitSet(), count: structure.histories.count)
        let shadowed = shadows.shadowed
        let moves = structure.transitions.indices.compactMap { number -> (number: TransitionIndex, domain: StateIndex)? in
            guard !shadowed.contains(number), !terrain.isWhole || terrain.firsts.taken[number] != nil else { return nil }
            return structure.getTransitionDomain(structure.transitions[number], nothing).map { (number, $0) }
        }
        var found: [(state: StateIndex, ways: BitSet)] = []
        for state in reached where state != 0 && isLeft(state) && !stuck.contains(where: { isWithin(state, $0.state) }) {
            let ways = BitSet(moves.filter { structure.isDescendant(state, of: $0.domain) && concerns($0.number, state) }.map(\.number))
            guard !ways.isEmpty, ways.allSatisfy(mayFail) else { continue }
            let isTold = found.contains { structure.isDescendant(state, of: $0.state) && ways.isSubset(of: $0.ways) }
            if !isTold { found.append((state, ways)) }
        }
        return found.map { state, _ in
            Finding(
                .guardedWithoutElse, state, way: terrain.firsts.entered[state].map(terrain.way),
                "Every way out of \(structure.states[state].id) has a condition, and if none of them ever holds the machine stays there; give one no condition.")
        }
    }

    /// Whether a state can be left by itself: regions are left with the state around them.
    private func isLeft(_ state: StateIndex) -> Bool {
        guard structure.states[state].kind != .final, let parent = structure.states[state].parent else { return false }
        return structure.states[parent].kind == .compound
    }

    private func isWithin(_ state: StateIndex, _ outer: StateIndex) -> Bool { state == outer || structure.isDescendant(state, of: outer) }

    private func mayFail(_ transition: TransitionIndex) -> Bool {
        guard !terrain.prospect.asking.contains(transition) else { return false }
        return switch terrain.prospect.outlooks[transition] {
        case .open: true
        case .holds, .fails, .inTime: false
        }
    }

    /// Whether the transition can be taken while the state is active.
    private func concerns(_ transition: TransitionIndex, _ state: StateIndex) -> Bool {
        let source = structure.transitions[transition].source
        if isWithin(source, state) || structure.isDescendant(state, of: source) { return true }
        return structure.states[structure.shape.lowestCommon(source, state)].kind == .parallel
    }
}

extension BitSet {
    fileprivate func isSubset(of other: BitSet) -> Bool {
        var rest = self
        rest.subtract(other)
        return rest.isEmpty
    }
}
