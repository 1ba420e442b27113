/// A machine at rest: everything it needs to go on, and nothing that grows with its age.
///
/// Read it through the machine: `configuration(of:)`, `isActive(_:in:)`. It can be written as JSON and read back
/// (`json(of:)`, `snapshot(from:)`).
public struct Snapshot: Sendable, Hashable {
    /// The active states, the root not among them; after stopping, those of the moment of stopping.
    var configuration = BitSet()
    /// Whether the machine still takes events.
    public internal(set) var isRunning = false
    /// How many sends there have been and ids been made for them: the next id is made of it.
    var sendCount: Int64 = 0
    /// The machine this belongs to.
    var fingerprint: UInt64
    /// What most machines at rest have nothing of, and then no element, so that a snapshot is quickly copied.
    private var apart: [Apart] = []

    init(historyValue: [BitSet], isRunning: Bool = false, fingerprint: UInt64) {
        if !historyValue.isEmpty { apart = [Apart(historyValue: historyValue)] }
        self.isRunning = isRunning
        self.fingerprint = fingerprint
    }

    private struct Apart: Sendable, Hashable {
        var historyValue: [BitSet] = []
        var internalQueue: [Event] = []
        var externalQueue: [Event] = []
        var delayed: [Send] = []
        var invoked: [ActiveInvocation] = []

        var isNothing: Bool { historyValue.isEmpty && hasNothingWaiting }
        var hasNothingWaiting: Bool { internalQueue.isEmpty && externalQueue.isEmpty && delayed.isEmpty && invoked.isEmpty }
    }
}

extension Snapshot {
    /// What each history of the machine has recorded; empty means nothing yet.
    var historyValue: [BitSet] {
        get { apart.first?.historyValue ?? [] }
        _modify {
            begin()
            defer { end() }
            yield &apart[0].historyValue
        }
    }

    var internalQueue: [Event] {
        get { apart.first?.internalQueue ?? [] }
        _modify {
            begin()
            defer { end() }
            yield &apart[0].internalQueue
        }
    }

    var externalQueue: [Event] {
        get { apart.first?.externalQueue ?? [] }
        _modify {
            begin()
            defer { end() }
            yield &apart[0].externalQueue
        }
    }

    /// Sends that wait, in the order in which they come due.
    public internal(set) var delayed: [Send] {
        get { apart.first?.delayed ?? [] }
        _modify {
            begin()
            defer { end() }
            yield &apart[0].delayed
        }
    }

    /// The sessions that run beside it, in the order in which they were invoked.
    public internal(set) var invoked: [ActiveInvocation] {
        get { apart.first?.invoked ?? [] }
        _modify {
            begin()
            defer { end() }
            yield &apart[0].invoked
        }
    }

    /// When the next delayed send comes due, in milliseconds; nil where none waits.
    public var nextDue: Int64? { apart.first?.delayed.first?.due }

    private mutating func begin() { if apart.isEmpty { apart.append(Apart()) } }
    private mutating func end() { if apart[0].isNothing { apart = [] } }

    /// Forgets what waits, as a machine does that has stopped.
    mutating func stopWaiting() { apart = historyValue.isEmpty ? [] : [Apart(historyValue: historyValue)] }

    /// Whether the machine came to rest with it; one that was read from elsewhere may have events left.
    var isAtRest: Bool {
        guard isRunning, !configuration.isEmpty, let first = apart.first else { return isRunning && !configuration.isEmpty }
        return first.internalQueue.isEmpty && first.externalQueue.isEmpty
    }

    var hasNothingWaiting: Bool { apart.first?.hasNothingWaiting ?? true }
    /// Takes the first event from the external queue.
    mutating func nextExternal() -> Event? { hasExternal ? externalQueue.removeFirst() : nil }

    var hasExternal: Bool { !(apart.first?.externalQueue.isEmpty ?? true) }
    var hasInternal: Bool { !(apart.first?.internalQueue.isEmpty ?? true) }
    var hasInvoked: Bool { !(apart.first?.invoked.isEmpty ?? true) }
}
