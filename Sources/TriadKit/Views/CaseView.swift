import Casework
import CivilTime
import Definitions
import JSON
import Rubrics

/// Somebody or something with an id, and the name that people read.
public struct Named: Sendable, Hashable {
    public var id: String
    public var name: String

    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// A case as the asker may see it: what is not hers to see is not in it, and is counted nowhere.
public struct CaseView: Answer, Hashable {
    public var id: Case.ID
    public var title: String
    public var workflow: Workflow.Reference
    public var workflowTitle: String
    /// One organisation or person, or the organisations of a group.
    public var subject: [Named]
    public var began: Day
    /// The number of the last entry: what `seen` means.
    public var entry: Int
    /// The innermost active states, or those in which the case ended.
    public var states: [StateView]
    public var hasEnded: Bool
    public var data: [Value]
    public var parts: [Part]
    /// Parts that somebody held and has left.
    public var formerParts: [Part]
    public var records: [RecordView]
    public var sheets: [SheetView]
    public var votes: [VoteView]
    public var deadlines: [Deadline]
    /// What the case waits for now.
    public var waiting: [WaitingView]
    /// What the asker can send now, in document order.
    public var events: [EventView]
    public var links: [LinkView]
    /// Expectations that were not met.
    public var marks: [String]
    /// Conditions that were let pass.
    public var waivers: [WaiverList.Line]
    /// What was corrected.
    public var corrections: [CorrectionView]
    /// What one person has typed for another, and whether she has confirmed it.
    public var typed: [TypedView]
    /// What was sent back to where the case stands, and is to be mended.
    public var returned: [ReturnedView]
    /// Interests that are disclosed, in words.
    public var disclosures: [String]
    /// Of a case about a person: what the register holds of her, for those who manage the case.
    public var register: [String]
    /// Who held a part before, by name: "Lead reviewer before 1 January 2027: Joan Kettle, Cobble Hill Primary School".
    public var earlierHolders: [String]
    public var incidents: [String]
    public var history: [EntryView]
    public var documents: [DocumentView]
    public var reports: [ReportView]
    /// Those of the asker.
    public var appointments: [AppointmentList.Line]
    /// What each sheet asks, whether or not it has been asked for.
    public var rubrics: [RubricView]
    /// Every state that the case is in or has been in, in the order of the file, as far as it stands.
    public var been: [Name]
    /// The last day on which it came to each of those.
    public var entered: [Name: Day]
    /// In which parts the asker sees it.
    public var you: You
    /// What the workflow declares and is not in this view: a template may name it, and finds nothing.
    public var absent: Absent
    /// The log's head when this was read: printed on paper.
    public var head: HeadView

    /// Names alone, and none that is restricted: whether a field is not set yet or not the asker's to see is not told.
    public struct Absent: Sendable, Hashable {
        public var data: [Name]
        public var records: [Name]
        /// What there may be and the asker does not see.
        public var hidden: Hidden
        public var sheets: [Name]
        public var votes: [Name]
        /// States that the case has not been in.
        public var states: [Name]
        public var appointments: [Name]
        /// Links to no case.
        public var links: [Name]
    }

    public struct Hidden: Sendable, Hashable { public var records: [Name]; public var votes: [Name] }

    public struct You: Sendable, Hashable {
        public var id: String?
        public var roles: [Name]
        public var isManaging: Bool
    }

    public struct ReturnedView: Sendable, Hashable {
        public var state: Name
        public var title: String
        public var by: Named
        public var on: Day
        public var reason: String
        public var points: [String]
    }

    public struct StateView: Sendable, Hashable { public var path: Name; public var title: String }

    /// A value with its label, as it is stored and in words.
    public struct Value: Sendable, Hashable {
        public var name: Name
        public var title: String
        public var value: FieldValue
        /// In words for people: days spelled, choices as the file's words, people and organisations by name.
        public var text: String
    }

    /// A part and one of its holders; `organisation` and `person` are nil while nobody holds it.
    public struct Part: Sendable, Hashable {
        public var role: Name
        public var title: String
        public var organisation: Named?
        public var person: Named?
        public var since: Day?
        public var until: Day?
        /// The states in which the case was while she held it, by their paths.
        public var wasIn: [Name] = []
        /// Whether the asker acts in it.
        public var isYours = false
    }

    public struct RecordView: Sendable, Hashable {
        public var name: Name
        public var title: String
        public var columns: [Column]
        public var rows: [Row]

        public struct Row: Sendable, Hashable {
            public var number: Int
            public var by: Named
            public var on: Day
            /// In the order of `columns`; a field not filled yet is nil.
            public var values: [Value?]
        }

        public struct Column: Sendable, Hashable {
            public var name: Name
            public var title: String
            public var kind: Kind
            public enum Kind: String, Sendable { case text, number, date, criterion, rows }
        }
    }

    /// A clock, running or past.
    public struct Deadline: Sendable, Hashable {
        public var clock: Name
        /// What it is about: the state's or the waiting sentence.
        public var title: String
        public var state: Name
        public var set: Day
        public var due: Day
        /// When it stopped running; nil while it runs.
        public var done: Day?
        /// Whether what it waited for was broken off before it was due: snow, a withdrawal. Then nobody was in time, and nobody late.
        public var isBrokenOff: Bool
        public var isLate: Bool
        /// A window past its time that waits to be told whether anything arrived.
        public var isAsking: Bool
        public var owedBy: [String]
    }

    public struct TypedView: Sendable, Hashable {
        public var entry: Int
        /// What was typed, as the log titles it.
        public var what: String
        /// The sheet that it was; nil: the form of an event.
        public var sheet: Name?
        public var owner: Named
        public var by: Named
        public var on: Day
        /// When she said that it is as she gave it; nil: not yet.
        public var confirmed: Day?

        /// "Sealed: Reviewers' judgement, of Joan Kettle: typed by Ada Marsh on 9 December 2026, confirmed by her on 11 December 2026."
        public var sentence: String {
            let word = confirmed.map { "confirmed by \(owner.name) on \($0.spelled)" } ?? "not confirmed by \(owner.name) yet"
            return "\(what) of \(owner.name): typed by \(by.name) on \(on.spelled), \(word)."
        }
    }

    public struct WaitingView: Sendable, Hashable {
        public var role: Name
        public var roleTitle: String
        public var text: String
        public var due: Day?
        public var isLate: Bool
    }

    public struct EventView: Sendable, Hashable {
        public var name: Name
        public var title: String
        /// Its fields, as `name=type` words for the command line's help.
        public var form: [FormField]
    }

    public struct FormField: Sendable, Hashable {
        public var name: Name
        public var title: String
        /// `text`, `a date`, `one of sent, not_held, withheld` …
        public var expects: String
        public var isOptional: Bool
    }

    public struct LinkView: Sendable, Hashable {
        public var link: Name
        public var title: String
        public var id: Case.ID
        public var caseTitle: String
        public var state: String
        public var hasEnded: Bool
    }

    public struct ReportView: Sendable, Hashable {
        public var name: Name
        public var title: String
        public var template: String
        public var editions: [Name]
        /// How often it has been issued, counting this one.
        public var number: Int
        /// The roles for whose holders it is; none: for whoever takes part.
        public var audience: [Role]
        /// Whether the asker may have it.
        public var isYours: Bool

        public struct Role: Sendable, Hashable { public var name: Name; public var title: String }
    }

    /// A rubric, as a sheet asks for it: what it says is everybody's, and no judgement is in it.
    public struct RubricView: Sendable, Hashable {
        public var sheet: Name
        public var sheetTitle: String
        public var name: Name
        public var title: String
        public var about: String
        /// Lowest first; empty for words only.
        public var levels: [Named]
        public var criteria: [SheetView.Criterion]
    }
}

/// One entry of the ledger in words.
public struct EntryView: Sendable, Hashable {
    public var stream: String
    public var number: Int
    public var place: Int
    public var recorded: Instant
    public var happened: Day
    public var came: Command.Came
    /// Who did it: a person, `clock`, or a case.
    public var by: Named
    public var typedBy: Named?
    /// The command in words: an event's title.
    public var title: String
    /// What came of it, a sentence a fact; nothing sealed or not the asker's to see.
    public var sentences: [String]
    /// The number of the correction by which it is set aside; nil: it stands.
    public var setAsideBy: Int?
    /// The number of the correction by which it is held to have said something else.
    public var correctedBy: Int?
    /// The documents that came with it.
    public var documents: [DocumentName] = []

    public struct DocumentName: Sendable, Hashable {
        public var number: Int
        public var name: String
    }
}

extension CaseView {
    /// One record that the asker sees, or all of them.
    ///
    /// - Throws: `Refusal` `unknown-row` where there is no such record, or it is not hers to see.
    public func records(named name: Name?) throws(Refusal) -> [RecordView] {
        guard let name else { return records }
        if let record = records.first(where: { $0.name == name }) { return [record] }
        throw Refusal(
            .unknownRow, "There is no record `\(name)` here, or it is not yours to see.", place: name,
            remedy: "There are: \(records.map(\.name).joined(separator: ", ")).")
    }
}
