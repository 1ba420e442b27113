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
    /// What entries are held to have said instead: the one itself, and those that only said what followed from it.
    public var revised: [Revision]
    /// What is now held to be so, and what was written; both stay to be seen.
    public var changes: [Change]
    /// Whether the entry is shown to few: then so is this.
    public var isRestricted: Bool

    public enum Kind: String, Sendable, CaseIterable {
        /// What it did should not have been done: it is set aside, with what rested on it.
        case inError = "in-error"
        /// Whoever had just done it took it back, before anything rested on it.
        case undone
        /// A slip of the pen: a wrong date, person or figure. It says what it should have said.
        case clerical
    }

    public struct Revision: Sendable, Hashable {
        public var entry: Int
        public var facts: [Fact]

        public init(entry: Int, facts: [Fact]) {
            self.entry = entry
            self.facts = facts
        }
    }

    public struct Change: Sendable, Hashable {
        /// A field, a criterion, `on` or `by`.
        public var name: Name
        public var old: JSON.Value
        public var new: JSON.Value

        public init(_ name: Name, old: JSON.Value, new: JSON.Value) {
            self.name = name
            self.old = old
            self.new = new
        }
    }

    /// What somebody asks to have corrected.
    public enum Asked: Sendable, Hashable {
        case setAside
        /// Fields of the form or criteria of the sheet with what they should have said; when it happened; whose act it was.
        case clerical(JSON.Object, on: When?, by: String?)

        public var kind: Kind {
            switch self {
            case .setAside: .inError
            case .clerical: .clerical
            }
        }
    }

    public init(
        entry: Int, kind: Kind, because: String, setAside: [Int] = [], revised: [Revision] = [], changes: [Change] = [], isRestricted: Bool = false
    ) {
        self.entry = entry
        self.kind = kind
        self.because = because
        self.setAside = setAside
        self.revised = revised
        self.changes = changes
        self.isRestricted = isRestricted
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
    /// Whether a letter that it asked for has gone out.
    public var hasGoneOut = false

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
}
