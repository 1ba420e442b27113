import JSON

/// A machine as an exploration sees it: what each condition may come to and what each block may put on the queues.
struct Prospect: Sendable {
    let structure: Structure
    private(set) var classes: EventClasses
    /// The classes of events that may come from outside at any time.
    private(set) var stimuli: [EventClasses.Number] = []
    /// Events from outside that no transition names.
    private(set) var ignored: [String] = []
    /// Of each transition; of one that asks for active states, as if none were.
    private(set) var outlooks: [Outlook] = []
    /// Transitions whose condition asks for active states.
    private(set) var asking = BitSet()
    private let look: @Sendable (TransitionIndex, (String) -> Bool) -> Outlook
    private(set) var blocks = Blocks()
    /// Each event that the machine sends itself and no transition names, with the state that sends it.
    private(set) var unheard: [(event: String, state: StateIndex)] = []
    /// Whether everything that blocks may do is in `blocks`.
    private(set) var isWhole = true

    /// What blocks may do: for each block each series of acts that it may come to.
    struct Blocks: Sendable {
        var first: [[Act]] = [[]]
        var onentry: [[[[Act]]]] = []
        var onexit: [[[[Act]]]] = []
        var defaults: [[[Act]]] = []
        var donedata: [[[Act]]] = []
        var actions: [[[Act]]] = []
    }

    /// A deed in numbers.
    enum Act: Hashable, Sendable {
        case raise(EventClasses.Number)
        case send(EventClasses.Number)
        case delay(EventClasses.Number, id: Int?)
        case cancel(id: Int)
    }

    /// - Parameter events: what may come from outside; nil is every event that a transition names, but for the
    ///   platform's own.
    init<F: Foresight>(_ machine: Machine<F.Model>, _ foresight: F, events: [String]?) {
        structure = machine.structure
        classes = EventClasses(machine.structure)
        let conditions = machine.conditions
        look = { number, isActive in conditions[number].map { foresight.outlook(of: $0, isActive: isActive) } ?? .holds }
        readStimuli(events)
        for number in conditions.indices {
            var asks = false
            outlooks.append(look(number) { _ in asks = true; return false })
            if asks { asking.insert(number) }
        }
        var reader = DeedReader(classes: classes)
        func read(_ actions: [F.Model.Action], _ state: StateIndex) -> [[Act]] {
            reader.alternatives(actions.flatMap(foresight.deeds), at: state)
        }
        blocks.first = reader.alternatives(foresight.firstDeeds, at: 0)
        for (state, content) in machine.content.enumerated() {
            blocks.onentry.append(content.onentry.map { read($0, state) })
            blocks.onexit.append(content.onexit.map { read($0, state) })
            blocks.defaults.append(read(content.defaultActions, state))
            blocks.donedata.append(reader.alternatives(content.donedata.map(foresight.deeds) ?? [], at: state))
        }
        for (number, actions) in machine.actions.enumerated() {
            blocks.actions.append(read(actions, structure.transitions[number].source))
        }
        unheard = reader.unheard
        isWhole = reader.isWhole
    }

    private mutating func readStimuli(_ events: [String]?) {
        guard let events else {
            // What is invoked may fail at any time.
            let mayFail = structure.states.contains { $0.invocationCount > 0 }
            stimuli = classes.names.indices.filter { number in
                !EventClasses.isPlatforms(classes.names[number]) || mayFail && EventDescriptors.covers("error", classes.names[number])
            }
            return
        }
        for event in events {
            if classes.transitions(of: event).isEmpty { ignored.append(event) }
            guard let number = classes.number(of: event), !stimuli.contains(number) else { continue }
            stimuli.append(number)
            classes.call(number, event)
        }
    }

    func outlook(of transition: TransitionIndex, in configuration: BitSet) -> Outlook {
        guard asking.contains(transition) else { return outlooks[transition] }
        return look(transition) { id in structure.number(of: id).map { configuration.contains($0) } ?? false }
    }

    /// Whether an error that is raised by a condition can be taken up by anything.
    var hearsErrors: Bool { errorClass != nil }
    var errorClass: EventClasses.Number? { classes.number(of: "error.execution") }
}
