/// From one situation to those that may follow it: the microsteps of the algorithm
/// (https://www.w3.org/TR/scxml/#AlgorithmforSCXMLInterpretation), with everything followed that data would settle.
struct Moving {
    let prospect: Prospect
    /// The slots of histories that something goes to.
    let remembered: BitSet
    private var choosing: Choosing
    /// The class of the done event of each state.
    private let dones: [EventClasses.Number?]
    /// The states that have transitions of each class.
    private let sources: [BitSet]
    private var isCut = false
    /// More series of what blocks may do are not followed in one microstep.
    private static let most = 256

    /// One way on.
    struct Move {
        var cause: Cause
        var answers: [Way.Answer]
        var taken: [TransitionIndex]
        /// Pairs of which the order in the document decided: the one taken, the one not.
        var decided: [(taken: TransitionIndex, left: TransitionIndex)] = []
        var situation: Situation
    }

    enum Cause: Hashable {
        case start, eventless
        case event(EventClasses.Number), due(EventClasses.Number), raised(EventClasses.Number), sent(EventClasses.Number)
    }

    init(_ prospect: Prospect, keepsAnswers: Bool) {
        let structure = prospect.structure
        self.prospect = prospect
        choosing = Choosing(prospect, keepsAnswers: keepsAnswers)
        dones = structure.states.map { prospect.classes.number(of: "done.state.\($0.id)") }
        sources = prospect.classes.transitions.map { transitions in BitSet(transitions.map { structure.transitions[$0].source }) }
        let goals = BitSet(structure.transitions.flatMap(\.targets) + structure.states.flatMap(\.defaultTargets))
        remembered = BitSet(structure.histories.indices.filter { goals.contains(structure.histories[$0]) })
    }

    /// Whether everything that may follow was followed so far.
    var isWhole: Bool { !isCut && choosing.isWhole && prospect.isWhole }
    private var structure: Structure { prospect.structure }

    /// How the machine may start.
    mutating func starts() -> [Move] {
        let entry = structure.computeInitialEntrySet()
        let nothing = [BitSet](repeating: BitSet(), count: structure.histories.count)
        var course = Course(situation: Situation(configuration: BitSet(), history: nothing))
        perform(prospect.blocks.first, &course)
        for block in prospect.blocks.onentry[0] { perform(block, &course) }
        perform(prospect.blocks.defaults[0], &course)
        performHistoryContent(below: 0, entry, &course)
        enterStates(entry, &course)
        return moves(.start, Choosing.Outcome(), taken: [], decided: [], course)
    }

    /// What may follow without anything from outside; and, where the machine may rest here, how the conditions of
    /// eventless transitions turn out when it does.
    mutating func inner(_ situation: Situation) -> (moves: [Move], resting: [Way.Answer]?) {
        guard situation.isRunning else { return ([], nil) }
        var found: [Move] = []
        var resting: [Way.Answer]?
        var errorCounts: [Int] = []
        for outcome in choosing.outcomes(of: structure.eventless, in: situation.configuration) {
            if !outcome.enabled.isEmpty {
                found += microstep(.eventless, outcome, situation)
            } else if !errorCounts.contains(outcome.errors) {
                errorCounts.append(outcome.errors)
                if outcome.errors == 0, situation.pending.areQueuesEmpty { resting = outcome.answers }
                found += nextEvent(situation, after: outcome)
            }
        }
        return (found, resting)
    }

    /// What may follow from something that comes from outside while the machine rests.
    /// - Parameter region: where given, only what moves nothing but this region.
    mutating func outer(_ situation: Situation, within region: Independence.Region? = nil) -> [Move] {
        var found: [Move] = []
        for stimulus in region?.stimuli ?? prospect.stimuli where mayReact(situation, stimulus) {
            found += selected(.event(stimulus), prospect.classes.transitions[stimulus], situation)
        }
        guard region == nil else { return found }
        for (place, send) in situation.pending.delayed.enumerated() {
            var due = situation
            due.pending.external.append(send.event)
            if send.areMany { found.append(Move(cause: .due(send.event), answers: [], taken: [], situation: due)) }
            if send.areMany { due.pending.delayed[place].areMany = false } else { due.pending.delayed.remove(at: place) }
            found.append(Move(cause: .due(send.event), answers: [], taken: [], situation: due))
        }
        return found
    }

    private func mayReact(_ situation: Situation, _ stimulus: EventClasses.Number) -> Bool {
        sources[stimulus].intersects(situation.configuration) || sources[stimulus].contains(0)
    }

    private mutating func nextEvent(_ situation: Situation, after outcome: Choosing.Outcome) -> [Move] {
        var next = raising(outcome.errors, situation)
        let cause: Cause
        if !next.pending.internal.isEmpty {
            cause = .raised(next.pending.internal.removeFirst())
        } else if !next.pending.external.isEmpty {
            cause = .sent(next.pending.external.removeFirst())
        } else {
            return []
        }
        switch cause {
        case .raised(let event), .sent(let event):
            return choosing.outcomes(of: prospect.classes.transitions[event], in: next.configuration).flatMap { own in
                var own = own
                own.answers = outcome.answers + own.answers
                return microstep(cause, own, next)
            }
        case .start, .eventless, .event, .due: return []
        }
    }

    private mutating func selected(_ cause: Cause, _ candidates: BitSet, _ situation: Situation) -> [Move] {
        choosing.outcomes(of: candidates, in: situation.configuration).flatMap { outcome in
            outcome.enabled.isEmpty && outcome.errors == 0 ? [] : microstep(cause, outcome, situation)
        }
    }

    private func raising(_ errors: Int, _ situation: Situation) -> Situation {
        guard errors > 0, let error = prospect.errorClass else { return situation }
        var next = situation
        next.pending.internal += [EventClasses.Number](repeating: error, count: errors)
        return next
    }
}

// MARK: A microstep

extension Moving {
    /// A microstep on its way: everything on the way is the same but what is under way.
    private struct Course {
        var situation: Situation
        var pendings: [Pending]

        init(situation: Situation) {
            self.situation = situation
            pendings = [situation.pending]
        }
    }

    private mutating func microstep(_ cause: Cause, _ outcome: Choosing.Outcome, _ situation: Situation) -> [Move] {
        let start = raising(outcome.errors, situation)
        let taken = Array(structure.removeConflictingTransitions(TransitionList(outcome.enabled), start.history))
        var course = Course(situation: start)
        exitStates(taken, &course)
        for transition in taken { perform(prospect.blocks.actions[transition], &course) }
        enterStates(structure.computeEntrySet(taken, course.situation.history, before: start.history), &course)
        let decided = taken.count == outcome.enabled.count ? [] : orderDecided(outcome.enabled, taken, start)
        return moves(cause, outcome, taken: taken, decided: decided, course)
    }

    private mutating func moves(
        _ cause: Cause, _ outcome: Choosing.Outcome, taken: [TransitionIndex],
        decided: [(taken: TransitionIndex, left: TransitionIndex)], _ course: Course
    ) -> [Move] {
        if !course.situation.isRunning {
            var end = course.situation
            end.pending = Pending()
            end.history = end.history.map { _ in BitSet() }
            return [Move(cause: cause, answers: outcome.answers, taken: taken, decided: decided, situation: end)]
        }
        return unique(course.pendings).compactMap { pending in
            guard !pending.isTooLong else {
                isCut = true
                return nil
            }
            var next = course.situation
            next.pending = pending
            return Move(cause: cause, answers: outcome.answers, taken: taken, decided: decided, situation: next)
        }
    }

    /// Pairs of enabled transitions that exclude each other and of which neither's source is inside the other's.
    private func orderDecided(
        _ enabled: [TransitionIndex], _ taken: [TransitionIndex], _ situation: Situation
    ) -> [(taken: TransitionIndex, left: TransitionIndex)] {
        func exits(_ transition: TransitionIndex) -> BitSet {
            structure.computeExitSet(CollectionOfOne(transition), situation.configuration, situation.history)
        }
        return enabled.filter { !taken.contains($0) }.flatMap { left in
            taken.filter { winner in
                let (here, there) = (structure.transitions[winner].source, structure.transitions[left].source)
                let areNested = here == there || structure.isDescendant(here, of: there) || structure.isDescendant(there, of: here)
                return !areNested && exits(winner).intersects(exits(left))
            }.map { (taken: $0, left: left) }
        }
    }

    /// https://www.w3.org/TR/scxml/#exitStates
    private mutating func exitStates(_ taken: [TransitionIndex], _ course: inout Course) {
        let before = course.situation.configuration
        let exits = structure.computeExitSet(taken, before, course.situation.history)
        guard !exits.isEmpty else { return }
        for slot in remembered {
            guard let parent = structure.states[structure.histories[slot]].parent, exits.contains(parent) else { continue }
            let active = before.intersection(structure.descendants(of: parent))
            let isDeep = structure.states[structure.histories[slot]].kind == .history(.deep)
            course.situation.history[slot] = BitSet(
                active.filter { isDeep ? structure.isAtomic($0) : structure.states[$0].parent == parent })
        }
        for state in exits.reversed() {
            for block in prospect.blocks.onexit[state] { perform(block, &course) }
        }
        course.situation.configuration.subtract(exits)
    }

    /// https://www.w3.org/TR/scxml/#enterStates
    private mutating func enterStates(_ entry: EntrySet, _ course: inout Course) {
        for state in entry.statesToEnter {
            course.situation.configuration.insert(state)
            for block in prospect.blocks.onentry[state] { perform(block, &course) }
            if entry.statesForDefaultEntry.contains(state) { perform(prospect.blocks.defaults[state], &course) }
            performHistoryContent(below: state, entry, &course)
            if structure.states[state].kind == .final { enterFinal(state, &course) }
        }
    }

    private mutating func performHistoryContent(below state: StateIndex, _ entry: EntrySet, _ course: inout Course) {
        guard !entry.defaultHistoryContent.isEmpty else { return }
        for history in structure.states[state].histories where entry.defaultHistoryContent.contains(history) {
            perform(prospect.blocks.defaults[history], &course)
        }
    }

    /// The done events of a final state (https://www.w3.org/TR/scxml/#final).
    private mutating func enterFinal(_ state: StateIndex, _ course: inout Course) {
        guard let parent = structure.states[state].parent, parent != 0 else {
            course.situation.isRunning = false
            return
        }
        perform(prospect.blocks.donedata[state], &course)
        raise(dones[parent], &course)
        if let grandparent = structure.states[parent].parent, structure.states[grandparent].kind == .parallel,
            structure.isInFinalState(grandparent, course.situation.configuration)
        {
            raise(dones[grandparent], &course)
        }
    }

    private func raise(_ event: EventClasses.Number?, _ course: inout Course) {
        guard let event else { return }
        for place in course.pendings.indices { course.pendings[place].internal.append(event) }
    }

    /// A block that may come to any of these series.
    private mutating func perform(_ alternatives: [[Prospect.Act]], _ course: inout Course) {
        if alternatives.count == 1 {
            for act in alternatives[0] { for place in course.pendings.indices { course.pendings[place].add(act) } }
            return
        }
        course.pendings = unique(course.pendings.flatMap { pending in
            alternatives.map { acts in
                acts.reduce(into: pending) { $0.add($1) }
            }
        })
        if course.pendings.count > Self.most {
            isCut = true
            course.pendings.removeLast(course.pendings.count - Self.most)
        }
    }
}

extension TransitionList {
    init(_ transitions: [TransitionIndex]) {
        self.init()
        for transition in transitions { append(transition) }
    }
}
