import JSON

/// The shape of a machine: states and transitions by number, everything worked out once.
///
/// States are numbered in document order, a state before its descendants, so that a state's descendants are a range,
/// entry order is rising and exit order falling. It knows no condition and no action. It is a class only so that
/// snapshots, contexts and machines share it; nothing in it ever changes.
final class Structure: Sendable {
    let name: String
    let states: [State]
    let transitions: [Transition]
    /// The number of each state that is no history, and of each history, by id.
    let numbers: [ScalarKey: Int]
    /// Which transitions each event descriptor enables.
    let descriptors: EventDescriptors
    let histories: [Int]
    let eventless: BitSet
    let atomicStates: BitSet
    /// What each transition enters, where no history has a say; nil elsewhere.
    let fixedEntries: [Entry?]
    /// How many entries the trace of an event has that moves all that can be active at once, each to its neighbour.
    let usualTraceLength: Int
    /// Of all that a snapshot depends on; another machine has another one.
    let fingerprint: UInt64
    /// The same in sixteen hexadecimal digits.
    let fingerprintText: String

    struct State: Sendable {
        var id: String
        var kind: StateKind
        /// Nil for the root alone.
        var parent: Int?
        var depth: Int
        /// One more than the last descendant.
        var end: Int
        /// Children that are no history.
        var children: [Int] = []
        /// Histories that are children.
        var histories: [Int] = []
        /// The place among `Structure.histories`.
        var historySlot: Int?
        /// Where entering by default leads: `initial` of a compound state, the default of a history.
        var defaultTargets: [Int] = []
        var transitions: Range<Int> = 0..<0
        var hasEventless = false
        var invocationCount = 0
    }

    struct Transition: Sendable {
        var source: Int
        /// Empty means eventless.
        var events: [String]
        var hasCondition: Bool
        /// As written.
        var targets: [Int]
        /// The targets without those that contain another target: entering the inner one enters them too, while
        /// their default entry could enter a second child.
        var entryTargets: [Int]
        var isInternal: Bool
        var domain: Domain = .none
    }

    /// What a transition leaves and enters states within.
    enum Domain: Sendable, Hashable {
        /// A transition without target leaves nothing.
        case none
        case state(Int)
        /// The transition has a history as its target, so that its domain depends on what is recorded.
        case asRecorded
    }

    init(name: String, states: [State], transitions: [Transition], numbers: [ScalarKey: Int]) {
        self.name = name
        self.states = states
        self.numbers = numbers
        histories = states.indices.filter { states[$0].kind.isHistory }
        eventless = BitSet(transitions.indices.filter { transitions[$0].events.isEmpty })
        descriptors = EventDescriptors(transitions)
        let shape = Shape(states: states)
        self.transitions = transitions.map { transition in
            var transition = transition
            transition.domain = shape.fixedDomain(of: transition)
            return transition
        }
        fingerprint = Fingerprint.of(name: name, states: states, transitions: transitions)
        fingerprintText = Fingerprint.text(fingerprint)
        atomicStates = BitSet(states.indices.filter { states[$0].kind == .atomic || states[$0].kind == .final })
        fixedEntries = transitions.map { _ in nil }
        usualTraceLength = min(4 + 3 * shape.mostActive(in: 0), 64)
    }

    /// The same, with what its transitions enter worked out.
    init(workingOutEntriesOf plain: Structure) {
        (name, states, transitions, numbers) = (plain.name, plain.states, plain.transitions, plain.numbers)
        (descriptors, histories, eventless) = (plain.descriptors, plain.histories, plain.eventless)
        (fingerprint, fingerprintText, atomicStates) = (plain.fingerprint, plain.fingerprintText, plain.atomicStates)
        (fixedEntries, usualTraceLength) = (plain.workOutEntries(), plain.usualTraceLength)
    }

    var shape: Shape { Shape(states: states) }
}

extension Structure {
    func isDescendant(_ state: Int, of ancestor: Int) -> Bool { ancestor < state && state < states[ancestor].end }
    func descendants(of state: Int) -> Range<Int> { state + 1..<states[state].end }

    func isAtomic(_ state: Int) -> Bool {
        switch states[state].kind {
        case .atomic, .final: true
        case .compound, .parallel, .history: false
        }
    }

    func number(of id: String) -> Int? { numbers[ScalarKey(text: id)] }
    func ids(_ members: some Sequence<Int>) -> [String] { members.map { states[$0].id } }

    /// Why these states could not be active at once, at the first state where it shows; nil where they could
    /// (https://www.w3.org/TR/scxml/#LegalStateConfigurations).
    func objection(to configuration: BitSet) -> (state: Int, sentence: String)? {
        for state in [0] + configuration {
            guard let kind = states.indices.contains(state) ? states[state].kind : nil else { continue }
            if let parent = states[state].parent, parent != 0, !configuration.contains(parent) {
                return (state, "\(states[state].id) is active without \(states[parent].id), which it is in; add that.")
            }
            let active = states[state].children.filter(configuration.contains)
            switch kind {
            case .history: return (state, "\(states[state].id) is a history, which is never active; leave it out.")
            case .compound where active.count != 1:
                let whose = state == 0 ? "the machine" : states[state].id
                let names = active.isEmpty ? "none" : ids(active).joined(separator: ", ")
                return (state, "Of the states in \(whose) one is active at a time, and here it is \(names); name one.")
            case .parallel where active.count < states[state].children.count:
                let lacking = states[state].children.filter { !configuration.contains($0) }
                return (state, "In \(states[state].id) all states are active together; add \(ids(lacking).joined(separator: ", ")).")
            case .atomic, .compound, .parallel, .final: break
            }
        }
        return nil
    }

    /// The ids of a state and of those around it, from the outside in, such as `open/visiting`.
    func path(of state: Int) -> String {
        let around = shape.getProperAncestors(state, 0).reversed() + (state == 0 ? [] : [state])
        return ids(around).joined(separator: "/")
    }

    /// Whether these states could be active at once below a state that is held active.
    func isLegal(_ configuration: BitSet, below top: Int) -> Bool {
        guard configuration.intersection(descendants(of: top)) == configuration else { return false }
        return hasLegalChildren(top, in: configuration) && configuration.allSatisfy { state in
            let parent = states[state].parent ?? state
            return (parent == top || configuration.contains(parent)) && hasLegalChildren(state, in: configuration)
        }
    }

    /// Whether a history could have recorded these states.
    func isLegal(_ recorded: BitSet, _ history: StateIndex) -> Bool {
        guard let parent = states[history].parent, !recorded.isEmpty,
            recorded.intersection(descendants(of: parent)) == recorded
        else { return false }
        switch states[history].kind {
        case .history(.shallow):
            let children = BitSet(states[parent].children)
            return states[parent].kind == .parallel
                ? recorded == children : recorded.count == 1 && children.intersects(recorded)
        case .history(.deep):
            var closure = recorded
            for state in recorded {
                for ancestor in shape.getProperAncestors(state, parent) { closure.insert(ancestor) }
            }
            return recorded.allSatisfy(isAtomic) && isLegal(closure, below: parent)
        case .atomic, .compound, .parallel, .final: return false
        }
    }

    private func hasLegalChildren(_ state: Int, in configuration: BitSet) -> Bool {
        switch states[state].kind {
        case .atomic, .final: return true
        case .compound: return states[state].children.count { configuration.contains($0) } == 1
        case .parallel: return states[state].children.allSatisfy { configuration.contains($0) }
        case .history: return false
        }
    }
}

/// A number that tells one machine's shape from another's: FNV-1a over its names and relations. It guards against
/// mistakes, not against forgery.
enum Fingerprint {
    static func of(name: String, states: [Structure.State], transitions: [Structure.Transition]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        add(name)
        for state in states {
            add(state.id)
            add(state.kind.word)
            add("\(state.parent ?? -1) \(list(state.defaultTargets))")
            if state.invocationCount > 0 { add("invokes \(state.invocationCount)") }
        }
        for transition in transitions {
            for event in transition.events { add(event) }
            add("\(transition.source) \(list(transition.targets)) \(transition.isInternal) \(transition.hasCondition)")
        }
        return hash
    }

    static func text(_ fingerprint: UInt64) -> String {
        let digits = String(fingerprint, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// As an array describes itself, without asking the runtime about its elements.
    private static func list(_ numbers: [Int]) -> String {
        "[" + numbers.map { String($0) }.joined(separator: ", ") + "]"
    }
}
