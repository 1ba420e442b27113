import JSON

/// What conditions and actions see of the machine, and what actions may ask of it.
public struct Context: Sendable {
    let structure: Structure
    var state: Snapshot
    let queueLimit: Int
    var trace: [TraceEntry] = []
    /// A queue that was to hold more than the limit.
    private(set) var fullQueue: Queue?

    enum Queue: String, Sendable {
        case `internal`, external, delayed
    }

    /// The event being dealt with (`_event`); nil before the first.
    public internal(set) var event: Event?
    /// The time, in milliseconds of the host's clock: while a delayed send is dealt with, when it came due.
    public internal(set) var now: Int64
    /// The name of the machine (`_name`).
    public var machineName: String { structure.name }

    init(structure: Structure, state: consuming Snapshot, now: Int64, queueLimit: Int) {
        self.structure = structure
        self.state = state
        self.now = now
        self.queueLimit = queueLimit
        trace.reserveCapacity(structure.usualTraceLength)
    }

    /// Whether a state is active (https://www.w3.org/TR/scxml/#InPredicate); false for ids that are no state's.
    public func In(_ id: String) -> Bool {
        structure.number(of: id).map { state.configuration.contains($0) } ?? false
    }

    /// Puts an event on the internal queue (https://www.w3.org/TR/scxml/#raise).
    public mutating func raise(_ name: String, data: JSON.Value? = nil) {
        raise(Event(name, kind: .internal, data: data))
    }

    mutating func raise(_ event: Event) {
        guard hasRoom(state.internalQueue.count, .internal) else { return }
        state.internalQueue.append(event)
        trace.append(.raised(event))
    }

    /// Puts an error event on the internal queue without ending the block that the action is in
    /// (https://www.w3.org/TR/scxml/#ErrorEvents).
    public mutating func raiseError(_ message: String, name: String = "error.execution", sendid: String? = nil) {
        guard hasRoom(state.internalQueue.count, .internal) else { return }
        let event = Event(name, kind: .platform, data: .string(message), sendid: sendid)
        state.internalQueue.append(event)
        trace.append(.error(event))
    }

    /// Sends an event (https://www.w3.org/TR/scxml/#send).
    /// - Parameters:
    ///   - event: its `sendid` is the id by which it can be cancelled.
    ///   - delay: in milliseconds; nothing and less means at once.
    public mutating func send(_ event: Event, to target: Send.Target = .external, delay: Int64 = 0) {
        state.sendCount &+= 1
        let (sum, isBeyond) = now.addingReportingOverflow(max(delay, 0))
        let send = Send(event: event, target: target, due: isBeyond ? .max : sum)
        trace.append(.sent(send))
        if send.due > now { wait(send) } else { enqueue(send) }
    }

    /// An id for a send, no two alike in one machine.
    public mutating func newSendID() -> String { "send.\(nextNumber())" }

    /// A number for an id, no two alike in one machine.
    mutating func nextNumber() -> Int64 {
        state.sendCount &+= 1
        return state.sendCount
    }

    /// Whether a session with this id was invoked and has neither ended nor been cancelled.
    public func isInvoked(_ id: String) -> Bool { state.invoked.contains { sameScalars($0.id, id) } }

    /// Tells that nobody is at an address (https://www.w3.org/TR/scxml/#ErrorEvents).
    mutating func raiseUnreachable(_ address: String, sendid: String?) {
        raiseError("There is no session at \(address).", name: "error.communication", sendid: sendid)
    }

    /// Takes back the delayed sends with an id (https://www.w3.org/TR/scxml/#cancel). Those delivered already stay.
    public mutating func cancel(_ sendid: String) {
        let before = state.delayed.count
        state.delayed.removeAll { $0.event.sendid.map { sameScalars($0, sendid) } ?? false }
        if state.delayed.count < before { trace.append(.cancelled(sendid: sendid)) }
    }

    /// Tells the trace something for people (https://www.w3.org/TR/scxml/#log).
    public mutating func log(_ label: String?, _ value: JSON.Value?) {
        trace.append(.logged(label: label, value))
    }
}

extension Context {
    /// Keeps a send until it is due, after all that are due no later.
    private mutating func wait(_ send: Send) {
        guard hasRoom(state.delayed.count, .delayed) else { return }
        let place = state.delayed.lastIndex { $0.due <= send.due }.map { $0 + 1 } ?? 0
        state.delayed.insert(send, at: place)
    }

    private mutating func enqueue(_ send: Send) {
        switch send.target {
        case .external:
            guard hasRoom(state.externalQueue.count, .external) else { return }
            state.externalQueue.append(send.event)
        case .internal:
            guard hasRoom(state.internalQueue.count, .internal) else { return }
            state.internalQueue.append(send.event)
        case .remote: break
        }
    }

    mutating func receive(_ event: Event) {
        guard hasRoom(state.externalQueue.count, .external) else { return }
        state.externalQueue.append(event)
    }

    /// Queues the first delayed send, if it is due by `limit`, and sets the clock to its time.
    mutating func deliverNext(by limit: Int64) -> Send? {
        guard let due = state.nextDue, due <= limit else { return nil }
        let send = state.delayed.removeFirst()
        now = max(now, send.due)
        trace.append(.delivered(send))
        enqueue(send)
        return send
    }

    private mutating func hasRoom(_ count: Int, _ queue: Queue) -> Bool {
        if count < queueLimit { return true }
        fullQueue = queue
        return false
    }
}
