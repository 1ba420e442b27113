/// What can be said of a host's conditions and actions before there is any data: all that an exploration needs to know.
///
/// Whatever is said must hold for every run: an exploration proves that something cannot happen only as far as nothing
/// more can happen than its foresight tells.
public protocol Foresight<Model>: Sendable {
    associatedtype Model: DataModel

    /// What giving the data their first values may do to the queues.
    var firstDeeds: [Deed] { get }

    /// How a condition may turn out.
    /// - Parameter isActive: whether a state is active, by its id. A condition that asks it (`In()`) is looked at anew
    ///   in every configuration; one that does not ask is looked at once.
    func outlook(of condition: Model.Condition, isActive: (String) -> Bool) -> Outlook

    /// What an action may do to the machine's own queues.
    func deeds(of action: Model.Action) -> [Deed]

    /// What the evaluation of a final state's data may do to them.
    func deeds(of doneData: Model.DoneData) -> [Deed]
}

extension Foresight {
    public var firstDeeds: [Deed] { [] }
}

extension Foresight where Model.DoneData == Never {
    public func deeds(of doneData: Never) -> [Deed] {}
}

/// How a condition may turn out.
public enum Outlook: Sendable, Hashable {
    case holds
    case fails
    /// It depends on data; it may fail for ever. Where it `mayErr`, an error may be raised in its stead.
    case open(mayErr: Bool)
    /// It may fail now, but somebody or time can make it hold, and the state is not left waiting for nothing.
    case inTime
}

/// Something that an action does to the machine's own queues.
public indirect enum Deed: Sendable, Hashable {
    /// An event for the internal queue; nil is one of any name.
    case raise(String?)
    /// An event for the machine's own external queue; nil is one of any name.
    case send(String?)
    /// The same after a delay; an id that is not known beforehand is nil.
    case delay(String?, id: String?)
    /// Delayed sends with this id are taken back.
    case cancel(String)
    /// Puts an error event on the internal queue and ends the block.
    case fail(String)
    /// One of these series.
    case oneOf([[Deed]])
    /// The series, any number of times.
    case repeated([Deed])
}
