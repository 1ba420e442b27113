import CivilTime
import Definitions

/// What a case has made of a designation; the register says the same from the same commit on.
public struct DesignationOutcome: Sendable, Hashable {
    public var person: String
    public var kind: Name
    public var becomes: Designation.Becomes
    /// The first day on which that holds.
    public var from: Day
    public var until: Day?

    public init(person: String, kind: Name, becomes: Designation.Becomes, from: Day, until: Day? = nil) {
        self.person = person
        self.kind = kind
        self.becomes = becomes
        self.from = from
        self.until = until
    }

    /// "designation sle of P17 ended from 2027-03-02".
    var sentence: String { "designation \(kind) of \(person) \(becomes.rawValue) from \(from)\(until.map { " until \($0)" } ?? "")" }
}
