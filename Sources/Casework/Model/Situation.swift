import Calendars
import CivilTime
import Definitions
import OrderedCollections
import Register
import Rubrics

/// Everything that a decision may look at: loaded beforehand, so that deciding stays pure.
public struct Situation: Sendable {
    public var workflow: Workflow
    /// Nil while a case begins.
    public var `case`: Case?
    /// The people and organisations that the command, the guards and the cast name.
    public var register: Register
    public var calendar: Calendars.Calendar
    public var rubrics: [Name: Rubric]
    /// Rows of the records that the guards in question name.
    public var records: [Name: [Row]]
    /// Opened sheets of the collections that the guards in question name.
    public var opened: [Name: OpenedSheets]
    /// The draft that is to be sealed.
    public var draft: DraftSheet?
    /// Workflows of linked cases that this command may start, by name.
    public var workflows: [Name: Workflow]
    /// The recorded time: read inside the transaction, never less than the file's last.
    public var now: Instant
    /// The file's coordinators.
    public var coordinators: Set<String>

    public struct Row: Sendable, Hashable {
        public var number: Int
        public var values: OrderedDictionary<Name, FieldValue>
        public var by: String
        public var on: Day
    }
}

/// What must be loaded before a command can be decided.
public struct Needs: Sendable, Hashable {
    public var records: Set<Name> = []
    public var sheets: Set<Name> = []
    public var people: Set<String> = []
    public var organisations: Set<String> = []
    public var workflows: Set<Name> = []
}
