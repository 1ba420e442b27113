extension Machine {
    /// The machine as a Graphviz graph, states nested as clusters, regions of parallel states with dashed borders.
    ///
    /// Active states have "▶" before their title and a thicker border.
    /// - Parameters: as for `mermaid(active:title:label:isShown:)`.
    public func dot(
        active: some Sequence<StateIndex> = [], title: ((StateIndex) -> String)? = nil, label: ((TransitionIndex) -> String)? = nil,
        isShown: ((TransitionIndex) -> Bool)? = nil
    ) -> String {
        var graph = DotGraph(words(active, title, label, isShown))
        graph.draw(name: name)
        return graph.lines.joined(separator: "\n") + "\n"
    }
}

private struct DotGraph {
    let words: DiagramWords
    private(set) var lines: [String] = []

    init(_ words: DiagramWords) {
        self.words = words
    }

    mutating func draw(name: String) {
        lines = [
            "digraph \(quoted(name)) {", "  compound=true", "  node [shape=box, style=rounded]",
        ]
        if words.hasOwnOfRoot { lines.append("  s0 [label=\(quoted(words.title(0))), style=dashed]") }
        drawInside(0, indent: "  ")
        for transition in words.transitions { drawArrows(transition) }
        for (number, state) in words.structure.states.enumerated() where state.kind.isHistory {
            for target in state.defaultTargets { drawArrow(number, target, ["style=dashed"]) }
        }
        lines.append("}")
    }

    private mutating func drawInside(_ state: StateIndex, indent: String) {
        for child in words.everyChild(of: state) { draw(child, in: state, indent: indent) }
        let shape = words.structure.states[state]
        guard shape.kind == .compound else { return }
        lines.append("\(indent)i\(state) [shape=point, width=0.15]")
        for target in shape.defaultTargets {
            lines.append("\(indent)i\(state) -> s\(target)\(attributes(words.hasChildren(target) ? ["lhead=cluster_s\(target)"] : []))")
        }
    }

    private mutating func draw(_ state: StateIndex, in parent: StateIndex, indent: String) {
        let title = "label=\(quoted(words.marked(state)))"
        let border = words.active.contains(state) ? ["penwidth=3"] : []
        guard words.hasChildren(state) else {
            return lines.append("\(indent)s\(state)\(attributes([title] + form(of: state) + border))")
        }
        let style = words.structure.states[parent].kind == .parallel ? "style=\"rounded,dashed\"" : "style=rounded"
        lines.append("\(indent)subgraph cluster_s\(state) {")
        for attribute in [title, style] + border { lines.append("\(indent)  \(attribute)") }
        // Graphviz draws arrows between nodes only: this one stands for the cluster.
        lines.append("\(indent)  s\(state) [shape=point, style=invis]")
        drawInside(state, indent: indent + "  ")
        lines.append("\(indent)}")
    }

    private func form(of state: StateIndex) -> [String] {
        switch words.structure.states[state].kind {
        case .final: ["peripheries=2"]
        case .history: ["shape=circle"]
        case .atomic, .compound, .parallel: []
        }
    }

    private mutating func drawArrows(_ number: TransitionIndex) {
        let transition = words.structure.transitions[number]
        let label = words.label(number)
        let stays = transition.targets.isEmpty
        let attributes = (label.isEmpty ? [] : ["label=\(quoted(label))"]) + (stays ? ["style=dotted"] : [])
        for target in stays ? [transition.source] : transition.targets { drawArrow(transition.source, target, attributes) }
    }

    private mutating func drawArrow(_ source: StateIndex, _ target: StateIndex, _ attributes: [String]) {
        let shape = words.structure
        let leaves = source != 0 && words.hasChildren(source) && source != target && !shape.isDescendant(target, of: source)
        let enters = words.hasChildren(target) && source != target && !shape.isDescendant(source, of: target)
        let ends = (leaves ? ["ltail=cluster_s\(source)"] : []) + (enters ? ["lhead=cluster_s\(target)"] : [])
        lines.append("  s\(source) -> s\(target)\(self.attributes(attributes + ends))")
    }

    private func attributes(_ list: [String]) -> String { list.isEmpty ? "" : " [\(list.joined(separator: ", "))]" }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r", "\0": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
