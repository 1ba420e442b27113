import Statecharts

extension Workflow {
    /// The workflow as a Mermaid state diagram, with titles, and at each arrow who sends what.
    /// - Parameter active: paths of states that are marked, those around them too.
    public func mermaid(active: Set<Name> = []) -> String {
        machine.mermaid(active: marked(active), title: title(of:), label: label(of:), isShown: isOfCourse)
    }

    /// The same as a Graphviz graph.
    public func dot(active: Set<Name> = []) -> String {
        machine.dot(active: marked(active), title: title(of:), label: label(of:), isShown: isOfCourse)
    }

    /// Whether a case comes by the transition on its course: not what leads back to a window that closed though something had come in time,
    /// nor what is put right by hand.
    public func isOfCourse(_ transition: TransitionIndex) -> Bool {
        machine.parent(of: machine.shape(of: transition).source) != nil || machine.condition(of: transition) != nil
    }

    private func marked(_ paths: Set<Name>) -> Set<StateIndex> {
        var marked: Set<StateIndex> = []
        for path in paths {
            var next = machine.state(path)
            while let state = next, machine.parent(of: state) != nil {
                marked.insert(state)
                next = machine.parent(of: state)
            }
        }
        return marked
    }

    private func title(of state: StateIndex) -> String {
        states[machine.id(of: state)]?.title.text() ?? title.text()
    }

    private func label(of transition: TransitionIndex) -> String {
        switch machine.condition(of: transition) {
        case .rule(let id)? where rules.indices.contains(id):
            let rule = rules[id]
            return rule.title.text() + (senders(rule.by).map { " (\($0))" } ?? "")
        case .when(let guarding)?: return "when \(guarding.program.source)"
        case .rule?, nil: return ""
        }
    }

    /// "Lead reviewer or Second reviewer"; nil for what nobody sends.
    private func senders(_ sender: Sender) -> String? {
        func titles(_ names: [Name], _ junction: String) -> String {
            names.map { roles[$0]?.title.text() ?? $0 }.joined(separator: junction)
        }
        switch sender {
        case .anyOf(let names): return titles(names, " or ")
        case .allOf(let names): return titles(names, " and ")
        case .clock: return "clock"
        case .linkedCase: return "another case"
        case .itself: return nil
        }
    }
}
