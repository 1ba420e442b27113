import JSON

extension Machine {
    /// Checks a description and makes it flat.
    /// - Parameter depthLimit: how deep states may be nested, 512 at most.
    /// - Throws: `MachineErrors` with every mistake there is.
    public init(compiling description: MachineDescription<Model>, depthLimit: Int = 64) throws(MachineErrors) {
        var compiler = Compiler(description, depthLimit: min(depthLimit, 512))
        compiler.number(description.root)
        compiler.checkInvocations()
        compiler.resolve()
        guard compiler.errors.isEmpty else { throw MachineErrors(errors: compiler.errors) }

        let structure = Structure(
            workingOutEntriesOf: Structure(
                name: description.name, states: compiler.states, transitions: compiler.transitions,
                numbers: compiler.numbers))
        let cycles = EventlessCycles.cycles(in: structure).map { compiler.error(for: $0, in: structure) }
        guard cycles.isEmpty else { throw MachineErrors(errors: cycles) }

        let content = compiler.written.map { state in
            StateContent(
                onentry: state.onentry.filter { !$0.isEmpty }, onexit: state.onexit.filter { !$0.isEmpty },
                defaultActions: state.kind.isHistory ? state.historyDefault?.actions ?? [] : state.initialActions,
                donedata: state.donedata, invocations: state.invocations)
        }
        self.init(
            structure: structure, content: content, conditions: compiler.writtenTransitions.map(\.condition),
            actions: compiler.writtenTransitions.map(\.actions))
    }
}

/// The way from a description to a structure: numbers first, then names.
struct Compiler<Model: DataModel> {
    typealias Description = MachineDescription<Model>

    private let description: Description
    let depthLimit: Int
    var states: [Structure.State] = []
    var transitions: [Structure.Transition] = []
    var numbers: [ScalarKey: Int] = [:]
    var errors: [MachineError] = []
    private var historyCount = 0
    /// What was written for each state and transition, and where.
    var written: [Description.State] = []
    var places: [Place] = []
    var writtenTransitions: [Description.Transition] = []
    var transitionPlaces: [Place] = []

    init(_ description: Description, depthLimit: Int) {
        self.description = description
        self.depthLimit = depthLimit
    }

    var shape: Shape { Shape(states: states) }

    mutating func report(_ code: MachineError.Code, _ place: Place, _ sentence: String) {
        errors.append(error(code, place, sentence))
    }

    private func error(_ code: MachineError.Code, _ place: Place, _ sentence: String) -> MachineError {
        MachineError(code: code, place: place, path: description.path(of: place), sentence: sentence)
    }

    /// What is wrong with eventless transitions that follow one another for ever.
    func error(for cycle: [TransitionIndex], in structure: Structure) -> MachineError {
        let ids = structure.ids(cycle.map { structure.transitions[$0].source })
        return error(
            .eventlessCycle, transitionPlaces[cycle[0]],
            "The eventless transitions of \(ids.joined(separator: ", ")) follow one another for ever; put a condition or an event on one of them.")
    }
}

// MARK: Numbering

extension Compiler {
    mutating func number(_ root: Description.State) {
        number(root, parent: nil, depth: 0, place: Place(steps: []))
    }

    /// Numbers a state and its descendants in document order.
    private mutating func number(_ state: Description.State, parent: Int?, depth: Int, place: Place) {
        let number = states.count
        var numbered = Structure.State(id: state.id, kind: state.kind, parent: parent, depth: depth, end: 0)
        numbered.invocationCount = state.invocations.count
        if state.kind.isHistory {
            numbered.historySlot = historyCount
            historyCount += 1
        }
        states.append(numbered)
        written.append(state)
        places.append(place)
        if parent != nil { register(state.id, number, place) }
        checkKind(state, isRoot: parent == nil, place)
        if !state.isCutOff, depth < depthLimit || state.children.isEmpty {
            for (index, child) in state.children.enumerated() {
                addChild(child, states.count, to: number)
                self.number(child, parent: number, depth: depth + 1, place: place.appending(.child(index)))
            }
        } else {
            report(
                .tooDeep, place,
                "\(state.id) has states nested deeper than \(depthLimit) levels; make the machine flatter or raise the limit.")
        }
        states[number].end = states.count
    }

    private mutating func register(_ id: String, _ number: Int, _ place: Place) {
        let key = ScalarKey(text: id)
        if id.utf8.isEmpty {
            report(.emptyID, place, "A state has no id; give it one.")
        } else if let first = numbers[key] {
            report(.duplicateID, place, "The id \(id) is taken by the state at \(description.path(of: places[first])); give this one another.")
        } else {
            numbers[key] = number
        }
    }

    private mutating func addChild(_ child: Description.State, _ number: Int, to parent: Int) {
        if child.kind.isHistory { states[parent].histories.append(number) } else { states[parent].children.append(number) }
    }
}
