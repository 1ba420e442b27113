import CivilTime
import Definitions
import OrderedCollections

/// One run of a workflow about one subject: the fold of its facts.
///
/// Small by construction: bounded by the definition and the cast, not by its age. Rows of records, judgements and
/// letters are kept beside it and loaded only where a guard names them.
public struct Case: Sendable, Hashable {
    /// `triad-review-3`: the workflow's name and a number in the file.
    public typealias ID = String

    public var id: ID
    public var workflow: Workflow.Reference
    public var subject: Subject
    public var title: String
    public var began: Day
    /// The number of its last entry.
    public var entry: Int
    /// Paths of the active states, in document order.
    public var configuration: [Name]
    /// What each history state remembers.
    public var history: [Name: [Name]]
    public var hasEnded: Bool
    public var data: OrderedDictionary<Name, FieldValue>
    public var holders: OrderedDictionary<Name, [Holder]>
    /// Signatures given on an event that still waits for others, by event.
    public var signatures: OrderedDictionary<Name, [Signature]>
    public var clocks: OrderedDictionary<Name, RunningClock>
    public var collections: OrderedDictionary<Name, Collection>
    /// How many rows each record has.
    public var rows: OrderedDictionary<Name, Int>
    public var links: OrderedDictionary<Name, [LinkedCase]>
    /// Who sent which event so far: for duties over the whole history.
    public var senders: OrderedDictionary<Name, [String]>
    /// Expectations that were not met, by rule and number: kept to be shown.
    public var marks: [Mark]

    public enum Subject: Sendable, Hashable {
        case organisation(String)
        case person(String)
        /// Organisations together, in the order that a rota uses.
        case group([String])
    }

    /// A part held by a person, or by an organisation's team with a named person or none yet.
    public struct Holder: Sendable, Hashable {
        public var organisation: String?
        public var person: String?
        public var team: [String]
        public var since: Day
        public var until: Day?
    }

    public struct Signature: Sendable, Hashable {
        public var role: Name
        /// The organisation or person for whom it counts.
        public var holder: String
        public var person: String
        public var on: Day
        /// What was signed: values that set data; a later signature must say the same or nothing.
        public var terms: OrderedDictionary<Name, FieldValue>
    }

    public struct RunningClock: Sendable, Hashable {
        public var name: Name
        public var base: Day
        public var amount: Clock.Amount
        public var due: Instant
        public var dueDay: Day
        /// Reminder, due time, ladder step or end of grace: what comes next, and when.
        public var next: Step
        public var nextAt: Instant?
        public enum Step: Sendable, Hashable { case remind, due, ladder(Int), grace, done }
        /// A window past its due time that waits to be told whether anything arrived.
        public var isAsking: Bool
    }

    /// Sheets that are being gathered.
    public struct Collection: Sendable, Hashable {
        public var sheet: Name
        public var rubric: Name
        public var due: [Rater]
        public var sealed: [Rater]
        public var isOpen: Bool
        /// Criterion -> the rater whose judgement was chosen; equal judgements agree by themselves.
        public var settled: OrderedDictionary<Name, String>
        /// Criteria on which the opened sheets differ and nothing has been chosen yet.
        public var unsettled: [Name]
        public struct Rater: Sendable, Hashable {
            public var role: Name
            /// The holder (organisation or person) that owes the sheet.
            public var holder: String
            /// Who sealed it.
            public var person: String?
        }
    }

    public struct LinkedCase: Sendable, Hashable { public var id: ID; public var hasEnded: Bool }

    public struct Mark: Sendable, Hashable { public var event: Name; public var sentence: String; public var entry: Int }
}
