import JSON
import Statecharts

/// A machine that runs with the sessions it invokes, in memory and on the caller's clock.
///
/// ```swift
/// var session = try Session(CompiledStatechart(document), now: 0)
/// try session.send(Event("submit"), now: 5)
/// session.configuration
/// ```
///
/// Each machine takes one event at a time; what they send to one another waits in one line, first come first served,
/// until all are at rest. A call that fails leaves the session as it was.
public struct Session: Sendable {
    /// What happened during the last call, in all sessions.
    public private(set) var trace: [Entry] = []
    /// The time of the last call, in milliseconds of the caller's clock.
    public private(set) var now: Int64
    /// Machines that can be invoked by an address (`src`).
    let documents: [String: StatechartDocument]
    let policy: Policy
    var root: SessionNode
    private var line: [Letter] = []
    private var delivered = 0

    /// How many events the sessions may send one another during one call.
    public static let deliveryLimit = 1_000
    /// How many delayed sends may come due during one call.
    public static let timerLimit = 100_000

    public struct Entry: Sendable, Hashable {
        /// The session's id (`_sessionid`).
        public let session: String
        public let entry: TraceEntry
    }

    /// An event on its way from one session to another.
    private struct Letter {
        let from: String
        let to: String
        let event: Event
    }

    /// Starts a machine.
    /// - Parameters:
    ///   - id: `_sessionid`; those of the sessions it invokes begin with it.
    ///   - documents: what can be invoked by an address.
    /// - Throws: `SessionError`
    public init(
        _ chart: CompiledStatechart, id: String = "session", now: Int64, documents: [String: StatechartDocument] = [:],
        policy: Policy = .standard
    ) throws(SessionError) {
        let model = chart.document.model(session: id)
        let step: Step<CELModel>
        do throws(StepError) {
            step = try chart.machine.start(now: now, model: model, policy: policy)
        } catch {
            throw SessionError(error, session: id)
        }
        self.init(SessionNode(id: id, depth: 0, chart: chart, snapshot: step.snapshot, model: step.model), now, documents, policy)
        try follow(step, of: id)
        try deliver()
    }

    init(_ root: SessionNode, _ now: Int64, _ documents: [String: StatechartDocument], _ policy: Policy) {
        self.root = root
        self.now = now
        self.documents = documents
        self.policy = policy
    }

    /// Lets time pass, then gives the outermost machine an event.
    /// - Throws: `SessionError`; the session stays as it was.
    public mutating func send(_ event: Event, now: Int64) throws(SessionError) {
        try change { session throws(SessionError) in
            try session.pass(to: now)
            try session.give(event, to: session.root.id)
            try session.deliver()
        }
    }

    /// Lets time pass: every delayed send of every session is delivered at its own time.
    /// - Throws: `SessionError`; the session stays as it was.
    public mutating func advance(to now: Int64) throws(SessionError) {
        try change { session throws(SessionError) in try session.pass(to: now) }
    }

    /// When the next delayed send of any session comes due.
    public var nextDue: Int64? { root.nextDue }
    public var isRunning: Bool { root.snapshot.isRunning }
    /// The outermost machine's active states, in document order.
    public var configuration: [String] { root.chart.machine.configuration(of: root.snapshot) }
    /// The outermost machine's variables and evaluator.
    public var model: CELModel { root.model }

    /// The active states of every running session, by its id.
    public var configurations: [String: [String]] {
        let nodes = root.ids.compactMap { root[id: $0] }
        return Dictionary(nodes.map { ($0.id, $0.chart.machine.configuration(of: $0.snapshot)) }) { first, _ in first }
    }
}

// MARK: On the way

extension Session {
    private mutating func change(_ work: (inout Session) throws(SessionError) -> Void) throws(SessionError) {
        var next = self
        next.trace = []
        next.delivered = 0
        try work(&next)
        self = next
    }

    private mutating func pass(to moment: Int64) throws(SessionError) {
        var timers = 0
        while let due = root.nextDue, due <= moment, let id = root.first(dueBy: due) {
            timers += 1
            guard timers <= Self.timerLimit else { throw SessionError(tooManyTimersOf: id) }
            now = max(now, due)
            try move(id) { node, model, policy throws(StepError) in
                try node.chart.machine.advance(node.snapshot, to: due, model: model, policy: policy)
            }
            try deliver()
        }
        now = max(now, moment)
    }

    private mutating func give(_ event: Event, to id: String) throws(SessionError) {
        let now = now
        try move(id) { node, model, policy throws(StepError) in
            try node.chart.machine.step(node.snapshot, event, now: now, model: model, policy: policy)
        }
    }

    /// Takes a session, if it is still there, a step further, and does what the step asks for.
    private mutating func move(
        _ id: String, _ work: (SessionNode, CELModel, Policy) throws(StepError) -> Step<CELModel>
    ) throws(SessionError) {
        guard var node = root[id: id] else { return }
        var model = node.model
        model.surroundings = Surroundings(hasParent: root.parent(of: id) != nil, sessions: root.ids)
        let step: Step<CELModel>
        do throws(StepError) {
            step = try work(node, model, policy)
        } catch {
            throw SessionError(error, session: id)
        }
        node.snapshot = step.snapshot
        node.model = step.model
        root[id: id] = node
        try follow(step, of: id)
    }

    private mutating func deliver() throws(SessionError) {
        while !line.isEmpty {
            let letter = line.removeFirst()
            delivered += 1
            guard delivered <= Self.deliveryLimit else { throw SessionError(tooManyFor: letter.to) }
            try give(letter.event, to: letter.to)
        }
    }

    /// Does what a step asks of its host, in the order in which it asked.
    private mutating func follow(_ step: Step<CELModel>, of id: String) throws(SessionError) {
        for entry in step.trace {
            trace.append(Entry(session: id, entry: entry))
            switch entry {
            case .sent(let send): if send.due <= now { route(send, from: id) }
            case .delivered(let send): route(send, from: id)
            case .invoked(let invocation, let request): try start(invocation, request, by: id)
            case .cancelledInvoke(let invokeid): try cancel(invokeid, of: id)
            case .forwarded(let event, let invokeid):
                if let child = child(invokeid, of: id) { line.append(Letter(from: id, to: child.node.id, event: event)) }
            case .done(let data): end(id, data)
            case .event, .unmatched, .exited, .recorded, .took, .entered, .raised, .error, .cancelled, .logged: break
            }
        }
    }

    private func child(_ invokeid: String, of id: String) -> SessionNode.Child? {
        root[id: id]?.children.first { sameScalars($0.invocation.id, invokeid) }
    }

    private mutating func route(_ send: Send, from id: String) {
        guard case .remote(let address) = send.target else { return }
        var event = send.event
        let to: String?
        if sameScalars(address, "#_parent") {
            let parent = root.parent(of: id)
            event = event.from(invokeid: parent?.invocation.id)
            to = parent?.id
        } else if let session = root.ids.first(where: { sameScalars("#_scxml_\($0)", address) }) {
            to = session
        } else {
            to = child(String(decoding: address.utf8.dropFirst(2), as: UTF8.self), of: id)?.node.id
        }
        if let to { line.append(Letter(from: id, to: to, event: event)) }
    }

    /// What a session that has stopped of itself leaves: its done event for the one that invoked it
    /// (https://www.w3.org/TR/scxml/#exitInterpreter).
    private mutating func end(_ id: String, _ data: JSON.Value?) {
        guard let parent = root.parent(of: id), var node = root[id: parent.id] else { return }
        node.children.removeAll { sameScalars($0.node.id, id) }
        root[id: parent.id] = node
        let invokeid = parent.invocation.id
        let event = Event("done.invoke.\(invokeid)", kind: .platform, data: data, invokeid: invokeid)
        line.append(Letter(from: id, to: parent.id, event: event))
    }

    /// Ends a session from outside. What it sent to the one that invoked it and has not arrived is ignored
    /// (https://www.w3.org/TR/scxml/#invoke).
    private mutating func cancel(_ invokeid: String, of id: String) throws(SessionError) {
        guard let child = child(invokeid, of: id) else { return }
        let now = now
        try move(child.node.id) { node, model, policy throws(StepError) in
            try node.chart.machine.cancel(node.snapshot, now: now, model: model, policy: policy)
        }
        line.removeAll { sameScalars($0.from, child.node.id) && sameScalars($0.to, id) }
        guard var node = root[id: id] else { return }
        node.children.removeAll { sameScalars($0.invocation.id, invokeid) }
        root[id: id] = node
    }
}

// MARK: Starting

extension Session {
    private mutating func start(
        _ invocation: ActiveInvocation, _ request: InvokeRequest, by id: String
    ) throws(SessionError) {
        guard var node = root[id: id] else { return }
        do {
            let (chart, definition) = try chart(of: invocation, request, node)
            let own = newID(for: invocation, by: id)
            guard node.depth < Self.depthLimit else { throw Unavailable.tooDeep }
            var model = chart.document.model(session: own, given: request.data)
            model.surroundings = Surroundings(hasParent: true, sessions: root.ids)
            let step = try chart.machine.start(now: now, model: model, policy: policy)
            let child = SessionNode(id: own, depth: node.depth + 1, chart: chart, snapshot: step.snapshot, model: step.model)
            node.children.append(SessionNode.Child(invocation: invocation, definition: definition, node: child))
            root[id: id] = node
            try follow(step, of: own)
        } catch let error as SessionError {
            throw error
        } catch {
            let event = Event(
                "error.communication", kind: .platform, data: .string("\(error)"), invokeid: invocation.id)
            line.append(Letter(from: id, to: id, event: event))
        }
    }

    /// The id of the session that invokes, and that of the invocation. As both may have dots in them, another session may
    /// have the same already; then a number follows.
    private func newID(for invocation: ActiveInvocation, by id: String) -> String {
        let plain = "\(id).\(invocation.id)"
        let taken = Set(root.ids.map(ScalarKey.init))
        var (own, number) = (plain, 1)
        while taken.contains(ScalarKey(text: own)) {
            number += 1
            own = "\(plain).\(number)"
        }
        return own
    }

    /// How deep sessions may invoke one another.
    static let depthLimit = 32

    private enum Unavailable: Error, CustomStringConvertible {
        case nothing, address(String), content, tooDeep

        var description: String {
            switch self {
            case .nothing: "Nothing says which machine to invoke; give it a content or a source."
            case .address(let address): "There is no machine at \(address)."
            case .content: "The content is no machine; give SCXML as a text, or the JSON form."
            case .tooDeep: "Sessions invoke one another more than \(Session.depthLimit) deep; let one of them end first."
            }
        }
    }

    private func chart(
        of invocation: ActiveInvocation, _ request: InvokeRequest, _ node: SessionNode
    ) throws -> (CompiledStatechart, SessionNode.Definition) {
        if let inner = node.chart.inner(of: invocation) { return (inner, .inner) }
        switch request.source {
        case .nothing: throw Unavailable.nothing
        case .address(let address): return (try Self.chart(at: .address(address), documents), .address(address))
        case .content(let content): return (try Self.chart(at: .content(content), documents), .content(content))
        }
    }

    /// The machine that a definition outside of its invoker names.
    static func chart(
        at definition: SessionNode.Definition, _ documents: [String: StatechartDocument]
    ) throws -> CompiledStatechart {
        switch definition {
        case .inner: throw Unavailable.nothing
        case .address(let address):
            guard let document = documents[address] else { throw Unavailable.address(address) }
            return try CompiledStatechart(document)
        case .content(let content):
            if content.objectValue != nil { return try CompiledStatechart(try StatechartDocument(json: content)) }
            guard let text = content.stringValue else { throw Unavailable.content }
            return try CompiledStatechart(try StatechartDocument(scxml: Array(text.utf8)))
        }
    }
}
