import CivilTime
import Definitions
import JSON

/// What was wrong with an entry, and what is held to be so instead.
///
/// The entry itself stays in the ledger as it was written: the case is folded anew by what stands.
public struct Correction: Sendable, Hashable {
    /// The number of the entry that was mistaken.
    public var entry: Int
    public var kind: Kind
    public var because: String
    /// Entries that are held not to have been: the one itself and what rested on it, in their order.
    public var setAside: [Int]
    /// Of a slip: what the entry is held to have said, and what it had said; both stay to be seen.
    public var changes: [Change]
    /// Of a slip: the day on which it is held to have happened; nil where that is not corrected.
    public var day: Day?
    /// Entries that stand, and of which other expectations fell short by what is now known.
    public var remarks: [Remark]
    public var about: About

    public enum Kind: String, Sendable, CaseIterable {
        /// What it did should not have been done: it is set aside, with what rested on it.
        case inError = "in-error"
        /// Whoever had just done it took it back, before anything rested on it.
        case undone
        /// A slip of the pen: a wrong date, person or figure. It says what it should have said.
        case clerical
    }

    public struct Change: Sendable, Hashable {
        public var kind: Kind
        /// A field or a criterion; `on` and `by` of the other kinds.
        public var name: Name
        public var old: JSON.Value
        public var new: JSON.Value
        public var visibility: Visibility

        public enum Kind: String, Sendable { case field, happened, person }

        public init(_ name: Name, old: JSON.Value, new: JSON.Value, _ visibility: Visibility = .triad, kind: Kind = .field) {
            self.kind = kind
            self.name = name
            self.old = old
            self.new = new
            self.visibility = visibility
        }
    }

    /// The expectations that fell short when an event was taken, by what is now known.
    public struct Remark: Sendable, Hashable {
        public var entry: Int
        public var event: Name
        public var marks: [String]

        public init(entry: Int, event: Name, marks: [String]) {
            self.entry = entry
            self.event = event
            self.marks = marks
        }
    }

    /// What the entry was about: whoever may see that may see the correction.
    public struct About: Sendable, Hashable {
        /// Whose act it was.
        public var by: String
        public var events: [Name]
        public var records: [Name]
        /// The sheet that it sealed.
        public var sheet: Name?
        /// On what it voted.
        public var vote: Name?

        public init(by: String = "", events: [Name] = [], records: [Name] = [], sheet: Name? = nil, vote: Name? = nil) {
            self.by = by
            self.events = events
            self.records = records
            self.sheet = sheet
            self.vote = vote
        }
    }

    /// What somebody asks to have corrected.
    public enum Asked: Sendable, Hashable {
        case setAside
        /// Fields of the form or criteria of the sheet with what they should have said; when it happened; whose act it was.
        case clerical(JSON.Object, on: When?, by: String?)
        /// The person whose act it was says whether a slip that somebody else has found was one.
        case answer(agrees: Bool)

        public var kind: Kind {
            switch self {
            case .setAside: .inError
            case .clerical, .answer: .clerical
            }
        }
    }

    public init(
        entry: Int, kind: Kind, because: String, setAside: [Int] = [], changes: [Change] = [], day: Day? = nil, remarks: [Remark] = [],
        about: About = About()
    ) {
        self.entry = entry
        self.kind = kind
        self.because = because
        self.setAside = setAside
        self.changes = changes
        self.day = day
        self.remarks = remarks
        self.about = about
    }
}

/// A slip that somebody else has found: it is mended once the person whose act it was agrees.
public struct FoundSlip: Sendable, Hashable {
    /// The number of the entry in which it was found.
    public var number: Int
    /// The number of the entry that has it.
    public var entry: Int
    public var by: String
    /// Whose act it was: she says whether it was a slip.
    public var owner: String
    public var form: JSON.Object
    public var happened: When?
    public var because: String

    public init(number: Int, entry: Int, by: String, owner: String, form: JSON.Object, happened: When?, because: String) {
        self.number = number
        self.entry = entry
        self.by = by
        self.owner = owner
        self.form = form
        self.happened = happened
        self.because = because
    }
}

/// An entry of a case's stream as a correction looks at it.
public struct Past: Sendable, Hashable {
    public var number: Int
    /// What was asked: `event agree-scope`, `seal peer`, `strike visiting`.
    public var word: String
    /// The person whose act it was, `clock:NAME`, or the case that sent it.
    public var by: String
    public var happened: When
    public var touched: Touched
    public var facts: [Fact]
    /// The entries that it caused in other cases, by what it told them.
    public var caused: [Elsewhere]
    /// Whether another case caused it.
    public var isCaused = false
    /// Those to whom letters that it asked for have gone out.
    public var wroteTo: [String] = []

    /// An entry of another case.
    public struct Elsewhere: Sendable, Hashable {
        public var `case`: Case.ID
        public var number: Int

        public init(case id: Case.ID, number: Int) {
            self.case = id
            self.number = number
        }
    }

    public init(number: Int, word: String, by: String, happened: When, touched: Touched, facts: [Fact], caused: [Elsewhere] = []) {
        self.number = number
        self.word = word
        self.by = by
        self.happened = happened
        self.touched = touched
        self.facts = facts
        self.caused = caused
    }

    public var correction: Correction? {
        for case .corrected(let correction) in facts { return correction }
        return nil
    }

    public var hasGoneOut: Bool { !wroteTo.isEmpty }
}

extension Past {
    /// The people and organisations that acted in it or held a part by it: to judge it again, the register is asked about them.
    public var people: [String] {
        [by] + facts.flatMap { fact -> [String] in
            if case .appointed(_, let holder, _) = fact { [holder.organisation, holder.person].compactMap(\.self) + holder.team } else { [] }
        }
    }
}
