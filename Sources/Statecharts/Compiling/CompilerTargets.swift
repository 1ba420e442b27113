import JSON

// Names become numbers.

extension Compiler {
    mutating func resolve() {
        // Names of states that were nested too deeply are unknown, and no mistake of those who use them.
        if errors.contains(where: { $0.code == .tooDeep }) { return }
        for number in states.indices {
            states[number].defaultTargets = defaultTargets(of: number)
            resolveTransitions(of: number)
        }
    }

    private mutating func resolveTransitions(of source: Int) {
        let first = transitions.count
        for (index, transition) in written[source].transitions.enumerated() {
            let place = places[source].appending(.transition(index))
            let targets = resolve(transition.targets) { place.appending(.target($0)) }
            checkTogether(targets, place)
            let events = transition.events.enumerated().compactMap { index, event in
                normal(event, place.appending(.event(index)))
            }
            transitions.append(
                Structure.Transition(
                    source: source, events: events, hasCondition: transition.condition != nil, targets: targets,
                    entryTargets: innermost(targets), isInternal: transition.isInternal))
            writtenTransitions.append(transition)
            transitionPlaces.append(place)
        }
        states[source].transitions = first..<transitions.count
        states[source].hasEventless = transitions[first...].contains { $0.events.isEmpty }
    }

    private mutating func normal(_ event: String, _ place: Place) -> String? {
        if let normal = EventDescriptors.normal(event) { return normal }
        report(.badDescriptor, place, "\"\(event)\" is no event descriptor; write one word of tokens with dots between, or *.")
        return nil
    }

    private mutating func resolve(_ ids: [String], _ place: (Int) -> Place) -> [Int] {
        var targets: [Int] = []
        var seen: Set<Int> = []
        for (index, id) in ids.enumerated() {
            guard let number = numbers[ScalarKey(text: id)] else {
                report(.unknownTarget, place(index), "There is no state \(id); name one that there is.")
                continue
            }
            if seen.insert(number).inserted { targets.append(number) }
        }
        return targets
    }

    private mutating func defaultTargets(of number: Int) -> [Int] {
        switch states[number].kind {
        case .compound: initialTargets(of: number)
        case .history: historyTargets(of: number)
        case .atomic, .parallel, .final: []
        }
    }

    private mutating func initialTargets(of number: Int) -> [Int] {
        let place = places[number]
        let targets = resolve(written[number].initial) { place.appending(.initial($0)) }
        for target in targets where !shape.isDescendant(target, of: number) {
            report(
                .initialOutside, place,
                "The initial state \(states[target].id) of \(states[number].id) is none of its descendants; name one of them.")
        }
        checkTogether(targets, place)
        if written[number].initial.isEmpty { return states[number].children.prefix(1).map { $0 } }
        return innermost(targets)
    }

    /// A default leads below the history's parent and to none of that parent's own histories, so that following
    /// defaults always goes deeper and comes to an end.
    private mutating func historyTargets(of number: Int) -> [Int] {
        guard let parent = states[number].parent else { return [] }
        let place = places[number]
        let targets = resolve(written[number].historyDefault?.targets ?? []) { place.appending(.historyDefault($0)) }
        for target in targets
        where !shape.isDescendant(target, of: parent) || states[parent].histories.contains(target) {
            report(
                .historyDefaultOutside, place,
                "The default \(states[target].id) of the history \(states[number].id) is no state inside \(states[parent].id); name one that is.")
        }
        checkTogether(targets, place)
        return targets.isEmpty ? defaultEntry(of: parent) : innermost(targets)
    }

    /// Where entering a state by default leads, without its own histories.
    private func defaultEntry(of state: Int) -> [Int] {
        switch states[state].kind {
        case .parallel: return states[state].children
        case .compound:
            let initial = states[state].defaultTargets
            let isPlain = !initial.isEmpty && !initial.contains { states[state].histories.contains($0) }
            return isPlain ? initial : states[state].children.prefix(1).map { $0 }
        case .atomic, .final, .history: return []
        }
    }
}

// MARK: Targets together

extension Compiler {
    /// Without the targets that have another target inside them.
    private func innermost(_ targets: [Int]) -> [Int] {
        guard targets.count > 1 else { return targets }
        // In document order what is inside a state follows it.
        let sorted = targets.sorted()
        let outer = Set(zip(sorted, sorted.dropFirst()).filter { shape.isDescendant($1, of: $0) }.map(\.0))
        return targets.filter { !outer.contains($0) }
    }

    /// Whether some configuration has all of these (https://www.w3.org/TR/scxml/#LegalStateConfigurations).
    ///
    /// States in document order can all be active together if each can with the next: what two have around them
    /// both is also around two neighbours between them.
    private mutating func checkTogether(_ targets: [Int], _ place: Place) {
        guard targets.count > 1 else { return }
        let sorted = innermost(targets).sorted { (remembered($0), $0) < (remembered($1), $1) }
        for (one, other) in zip(sorted, sorted.dropFirst()) where !canBeActiveTogether(remembered(one), remembered(other)) {
            let (first, second) = (min(one, other), max(one, other))
            report(
                .targetsApart, place,
                "\(states[first].id) and \(states[second].id) cannot be active together; name states of different regions of one parallel state.")
        }
    }

    private func canBeActiveTogether(_ here: Int, _ there: Int) -> Bool {
        let shape = shape
        if here == there || shape.isDescendant(there, of: here) { return false }
        return states[shape.lowestCommon(here, there)].kind == .parallel
    }

    /// A history stands for what is inside its parent.
    private func remembered(_ state: Int) -> Int {
        states[state].kind.isHistory ? states[state].parent ?? state : state
    }
}
