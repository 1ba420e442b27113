extension Machine {
    /// The machine as a Mermaid state diagram, states nested and regions of parallel states side by side.
    ///
    /// Active states have "▶" before their title, and atomic ones a thicker border, so that they are told apart
    /// without colour.
    /// - Parameters:
    ///   - active: the states to mark, as `activeStates(of:)` gives them.
    ///   - title: what a state is called; its id where nil.
    ///   - label: what stands at a transition's arrow; its events where nil.
    ///   - isShown: whether a transition is drawn; all are where nil.
    public func mermaid(
        active: some Sequence<StateIndex> = [], title: ((StateIndex) -> String)? = nil, label: ((TransitionIndex) -> String)? = nil,
        isShown: ((TransitionIndex) -> Bool)? = nil
    ) -> String {
        var diagram = MermaidDiagram(words(active, title, label, isShown))
        diagram.draw()
        return diagram.lines.joined(separator: "\n") + "\n"
    }

    func words(
        _ active: some Sequence<StateIndex>, _ title: ((StateIndex) -> String)?, _ label: ((TransitionIndex) -> String)?,
        _ isShown: ((TransitionIndex) -> Bool)?
    ) -> DiagramWords {
        let structure = structure
        return DiagramWords(
            structure: structure, active: BitSet(active),
            title: title ?? { structure.states[$0].id },
            label: label ?? { structure.transitions[$0].events.joined(separator: ", ") },
            transitions: structure.transitions.indices.filter { isShown?($0) ?? true })
    }
}

/// What a diagram shows: the machine, the active states, and the words for them.
struct DiagramWords {
    let structure: Structure
    let active: BitSet
    let title: (StateIndex) -> String
    let label: (TransitionIndex) -> String
    /// Those that are drawn.
    let transitions: [TransitionIndex]

    /// Whether something leads from wherever the machine stands.
    var hasOwnOfRoot: Bool { transitions.contains { structure.transitions[$0].source == 0 } }

    func marked(_ state: StateIndex) -> String {
        switch structure.states[state].kind {
        case .history(.shallow): "H"
        case .history(.deep): "H*"
        case .atomic, .compound, .parallel, .final: (active.contains(state) ? "▶ " : "") + title(state)
        }
    }

    func hasChildren(_ state: StateIndex) -> Bool { !structure.states[state].children.isEmpty }
    func everyChild(of state: StateIndex) -> [StateIndex] {
        (structure.states[state].children + structure.states[state].histories).sorted()
    }
}

private struct MermaidDiagram {
    let words: DiagramWords
    private(set) var lines: [String] = []
    /// The arrows to be drawn in each state: those between its descendants that stand in no inner state together.
    private var arrows: [StateIndex: [String]] = [:]

    init(_ words: DiagramWords) {
        self.words = words
        for transition in words.transitions { place(transition) }
        for (number, state) in words.structure.states.enumerated() where state.kind.isHistory {
            for target in state.defaultTargets { add("s\(number) --> s\(target)", between: number, target) }
        }
    }

    mutating func draw() {
        lines = ["stateDiagram-v2", "  classDef active stroke-width:4px,font-weight:bold"]
        if words.hasOwnOfRoot { lines.append("  state \"\(escaped(words.title(0)))\" as s0") }
        drawInside(0, indent: "  ")
        for state in words.active where words.structure.isAtomic(state) { lines.append("  class s\(state) active") }
    }

    private mutating func draw(_ state: StateIndex, indent: String) {
        let head = "\(indent)state \"\(escaped(words.marked(state)))\" as s\(state)"
        guard words.hasChildren(state) else { return lines.append(head) }
        lines.append(head + " {")
        drawInside(state, indent: indent + "  ")
        lines.append(indent + "}")
    }

    private mutating func drawInside(_ state: StateIndex, indent: String) {
        let shape = words.structure.states[state]
        let isParallel = shape.kind == .parallel
        for (place, child) in words.everyChild(of: state).enumerated() {
            if isParallel, place > 0 { lines.append(indent + "--") }
            draw(child, indent: indent)
            if words.structure.states[child].kind == .final { lines.append("\(indent)s\(child) --> [*]") }
        }
        if !isParallel { for target in shape.defaultTargets { lines.append("\(indent)[*] --> s\(target)") } }
        for arrow in arrows[state] ?? [] { lines.append(indent + arrow) }
    }

    private mutating func place(_ number: TransitionIndex) {
        let transition = words.structure.transitions[number]
        let label = escaped(words.label(number), isLabel: true)
        let text = label.isEmpty ? "" : ": \(label)"
        if transition.targets.isEmpty {
            add("s\(transition.source) --> s\(transition.source)\(text) (stays)", between: transition.source, transition.source)
        }
        for target in transition.targets {
            add("s\(transition.source) --> s\(target)\(text)", between: transition.source, target)
        }
    }

    /// Arrows stand in the innermost compound state around both ends; Mermaid draws none across the line between
    /// regions.
    private mutating func add(_ arrow: String, between one: StateIndex, _ other: StateIndex) {
        let shape = words.structure.shape
        let around = one == other ? shape.findLCCA(one, []) : shape.findLCCA(one, [other])
        arrows[around, default: []].append(arrow)
    }

    /// Mermaid's own escapes, so that a title cannot become syntax.
    private func escaped(_ text: String, isLabel: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "#quot;"
            case "#": result += "#35;"
            case ";": result += "#59;"
            case ":" where isLabel: result += "#58;"
            case "<": result += "#lt;"
            case ">": result += "#gt;"
            case "&": result += "#amp;"
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
