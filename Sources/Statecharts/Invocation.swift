import JSON

/// What a state asks its host to run beside it (https://www.w3.org/TR/scxml/#invoke).
///
/// The machine runs nothing itself: the trace says what was invoked, cancelled and forwarded, and the host, if it takes
/// invocations at all, does so, and gives back what the session sends: events with its `invokeid`, last of all
/// `done.invoke.` and the id, of kind `platform`.
public struct InvokeRequest: Sendable, Hashable {
    /// What kind of service; nil is a state machine.
    public var type: String?
    public var source: Source
    /// First values for the session's data, by name.
    public var data: Object

    public enum Source: Sendable, Hashable {
        case nothing
        /// Where the session's definition is, or the service.
        case address(String)
        /// The definition itself, or what the service is given.
        case content(JSON.Value)
    }

    public init(type: String? = nil, source: Source = .nothing, data: Object = [:]) {
        self.type = type
        self.source = source
        self.data = data
    }
}

/// A session that was invoked and has neither ended nor been cancelled.
public struct ActiveInvocation: Sendable, Hashable {
    public let id: String
    /// The state that it runs beside.
    public let state: StateIndex
    /// Which of the state's invocations it is, from 0.
    public let index: Int

    public static func == (one: ActiveInvocation, other: ActiveInvocation) -> Bool {
        one.state == other.state && one.index == other.index && sameScalars(one.id, other.id)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(state)
        hasher.combine(index)
    }
}

extension ActiveInvocation {
    /// Whether an event comes from this session.
    func isOrigin(of event: Event) -> Bool { event.invokeid.map { sameScalars($0, id) } ?? false }

    /// Whether an event says that this session has ended, or could not be run at all.
    func isEnded(by event: Event) -> Bool {
        guard event.kind == .platform, isOrigin(of: event) else { return false }
        return sameScalars(event.name, "done.invoke.\(id)") || event.name.utf8.starts(with: "error.".utf8)
    }
}
