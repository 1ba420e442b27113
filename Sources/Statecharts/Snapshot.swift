/// A machine at rest: everything it needs to go on, and nothing that grows with its age.
///
/// Read it through the machine: `configuration(of:)`, `isActive(_:in:)`. It can be written as JSON and read back
/// (`json(of:)`, `snapshot(from:)`).
public struct Snapshot: Sendable, Hashable {
    /// The active states, the root not among them; after stopping, those of the moment of stopping.
    var configuration = BitSet()
    /// What each history has recorded; empty means nothing yet.
    var historyValue: [BitSet]
    /// Whether the machine still takes events.
    public internal(set) var isRunning = false
    /// How many sends there have been and ids been made for them: the next id is made of it.
    var sendCount: Int64 = 0
    /// The machine this belongs to.
    var fingerprint: UInt64
    /// What most machines at rest have nothing of, and then no element, so that a snapshot is quickly copied.
    private var waiting: [Waiting] = []

    init(historyValue: [BitSet], isRunning: Bool = false, fingerprint: UInt64) {
        self.historyValue = historyValue
        self.isRunning = isRunning
        self.fingerprint = fingerprint
    }

    private struct Waiting: Sendable, Hashable {
        var internalQueue: [Event] = []
        var externalQueue: [Event] = []
        var delayed: [Send] = []
        var invoked: [ActiveInvocation] = []

        var isNothing: Bool { internalQueue.isEmpty && externalQueue.isEmpty && delayed.isEmpty && invoked.isEmpty }
    }
}

extension Snapshot {
    var internalQueue: [Event] {
        get { waiting.first?.internalQueue ?? [] }
        _modify {
            begin()
            defer { end() }
            yield &waiting[0].internalQueue
        }
    }

    var externalQueue: [Event] {
        get { waiting.first?.externalQueue ?? [] }
        _modify {
            begin()
            defer { end() }
            yield &waiting[0].externalQueue
        }
    }

    /// Sends that wait, in the order in which they come due.
    public internal(set) var delayed: [Send] {
        get { waiting.first?.delayed ?? [] }
        _modify {
            begin()
            defer { end() }
            yield &waiting[0].delayed
        }
    }

    /// The sessions that run beside it, in the order in which they were invoked.
    public internal(set) var invoked: [ActiveInvocation] {
        get { waiting.first?.invoked ?? [] }
        _modify {
            begin()
            defer { end() }
            yield &waiting[0].invoked
        }
    }

    /// When the next delayed send comes due, in milliseconds; nil where none waits.
    public var nextDue: Int64? { waiting.first?.delayed.first?.due }

    private mutating func begin() { if waiting.isEmpty { waiting.append(Waiting()) } }
    private mutating func end() { if waiting[0].isNothing { waiting = [] } }

    /// Forgets what waits, as a machine does that has stopped.
    mutating func stopWaiting() { waiting = [] }

    /// Whether the machine came to rest with it; one that was read from elsewhere may have events left.
    var isAtRest: Bool {
        guard isRunning, !configuration.isEmpty, let first = waiting.first else { return isRunning && !configuration.isEmpty }
        return first.internalQueue.isEmpty && first.externalQueue.isEmpty
    }

    var hasNothingWaiting: Bool { waiting.isEmpty }
    /// Takes the first event from the external queue.
    mutating func nextExternal() -> Event? { hasExternal ? externalQueue.removeFirst() : nil }

    var hasExternal: Bool { !(waiting.first?.externalQueue.isEmpty ?? true) }
    var hasInternal: Bool { !(waiting.first?.internalQueue.isEmpty ?? true) }
    var hasInvoked: Bool { !(waiting.first?.invoked.isEmpty ?? true) }
}
