/// A machine at rest: everything it needs to go on, and nothing that grows with its age.
///
/// Read it through the machine: `configuration(of:)`, `isActive(_:in:)`. It can be written as JSON and read back
/// (`json(of:)`, `snapshot(from:)`).
public struct Snapshot: Sendable, Hashable {
    /// The active states, the root not among them; after stopping, those of the moment of stopping.
    var configuration = BitSet()
    /// What each history has recorded; empty means nothing yet.
    var historyValue: [BitSet]
    var internalQueue: [Event] = []
    var externalQueue: [Event] = []
    /// Whether the machine still takes events.
    public internal(set) var isRunning = false
    /// Sends that wait, in the order in which they come due.
    public internal(set) var delayed: [Send] = []
    /// The sessions that run beside it, in the order in which they were invoked.
    public internal(set) var invoked: [ActiveInvocation] = []
    /// How many sends there have been: the ids of sends without one are made of it.
    var sendCount: Int64 = 0
    /// The machine this belongs to.
    var fingerprint: UInt64

    /// When the next delayed send comes due, in milliseconds; nil where none waits.
    public var nextDue: Int64? { delayed.first?.due }
}
