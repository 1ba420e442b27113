/// A machine as somebody wrote it: states within states, everything by name, nothing checked yet.
public struct MachineDescription<Model: DataModel>: Sendable {
    public var name: String
    /// The `<scxml>` element: a compound state that is no part of any configuration. Its id is only for diagrams.
    public var root: State

    public init(name: String, root: State) {
        self.name = name
        self.root = root
    }

    /// A machine of these states; `initial` empty means the first of them.
    public init(name: String, initial: [String] = [], states: [State], transitions: [Transition] = []) {
        self.name = name
        root = State("__root", kind: .compound, initial: initial, transitions: transitions, children: states)
    }

    /// A state, final state, parallel state or history.
    public struct State: Sendable {
        public var id: String
        public var kind: StateKind
        /// Of a compound state: the descendants entered by default; empty means the first child that is no history.
        public var initial: [String]
        /// What is done, after the entry blocks, when this state is entered by default.
        public var initialActions: [Model.Action]
        /// Of a history: where to go while nothing is recorded; nil means as by entering the parent by default.
        public var historyDefault: HistoryDefault?
        /// The entry blocks; an error ends the block it is in, not the others.
        public var onentry: [[Model.Action]]
        public var onexit: [[Model.Action]]
        public var transitions: [Transition]
        /// Of a final state: the data of the parent's done event.
        public var donedata: Model.DoneData?
        /// What is invoked while this state is active (https://www.w3.org/TR/scxml/#invoke).
        public var invocations: [Invoke]
        public var children: [State] {
            didSet { cutOff() }
        }
        /// How many levels of states there are inside.
        private var levels = 0
        /// Whether states inside were nested deeper than any machine can be, and were dropped: a value without bound
        /// could not even be let go of.
        private(set) var isCutOff = false

        private mutating func cutOff() {
            levels = (children.map(\.levels).max() ?? -1) + 1
            guard levels > 1_024 else { return }
            isCutOff = true
            children = []
        }

        /// - Parameter kind: nil means compound where there are children, atomic elsewhere.
        public init(
            _ id: String, kind: StateKind? = nil, initial: [String] = [], initialActions: [Model.Action] = [],
            historyDefault: HistoryDefault? = nil, onentry: [[Model.Action]] = [], onexit: [[Model.Action]] = [],
            transitions: [Transition] = [], donedata: Model.DoneData? = nil,
            invocations: [Invoke] = [], children: [State] = []
        ) {
            self.id = id
            self.kind = kind ?? (children.isEmpty ? .atomic : .compound)
            self.initial = initial
            self.initialActions = initialActions
            self.historyDefault = historyDefault
            self.onentry = onentry
            self.onexit = onexit
            self.transitions = transitions
            self.donedata = donedata
            self.invocations = invocations
            self.children = children
            cutOff()
        }
    }

    /// The default transition of a history.
    public struct HistoryDefault: Sendable {
        public var targets: [String]
        public var actions: [Model.Action]

        public init(targets: [String], actions: [Model.Action] = []) {
            self.targets = targets
            self.actions = actions
        }
    }

    /// A session to be run while a state is active (https://www.w3.org/TR/scxml/#invoke).
    public struct Invoke: Sendable {
        /// Nil means that the machine makes one, from the state's id and a number.
        public var id: String?
        /// Whether every external event is passed on to the session.
        public var isAutoforwarding: Bool
        /// What is done with each event that comes from the session, before any transition is looked for.
        public var finalize: [Model.Action]
        public var content: Model.Invocation

        public init(
            id: String? = nil, isAutoforwarding: Bool = false, finalize: [Model.Action] = [], _ content: Model.Invocation
        ) {
            self.id = id
            self.isAutoforwarding = isAutoforwarding
            self.finalize = finalize
            self.content = content
        }
    }

    public struct Transition: Sendable {
        /// Event descriptors, one each; none means that the transition is eventless.
        public var events: [String]
        public var condition: Model.Condition?
        /// Ids of states; none means that the transition leaves no state.
        public var targets: [String]
        public var isInternal: Bool
        public var actions: [Model.Action]

        public init(
            on events: [String] = [], if condition: Model.Condition? = nil, to targets: [String] = [],
            isInternal: Bool = false, actions: [Model.Action] = []
        ) {
            self.events = events
            self.condition = condition
            self.targets = targets
            self.isInternal = isInternal
            self.actions = actions
        }
    }
}

/// What a state is.
public enum StateKind: Sendable, Hashable {
    case atomic, compound, parallel, final
    case history(History)

    public enum History: String, Sendable, Hashable {
        case shallow, deep
    }

    var isHistory: Bool {
        switch self {
        case .history: true
        case .atomic, .compound, .parallel, .final: false
        }
    }

    /// The word for it in errors and canonical texts.
    var word: String {
        switch self {
        case .atomic: "atomic"
        case .compound: "compound"
        case .parallel: "parallel"
        case .final: "final"
        case .history(let history): "\(history.rawValue) history"
        }
    }
}
