import Definitions

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

    public enum Kind: String, Sendable, CaseIterable {
        /// What it did should not have been done: it is set aside, with what rested on it.
        case inError = "in-error"
    }

    public init(entry: Int, kind: Kind, because: String, setAside: [Int]) {
        self.entry = entry
        self.kind = kind
        self.because = because
        self.setAside = setAside
    }
}

/// An entry of a case's stream as a correction looks at it.
public struct Past: Sendable, Hashable {
    public var number: Int
    /// What was asked: `event agree-scope`, `seal peer`, `strike visiting`.
    public var word: String
    /// The person whose act it was, `clock:NAME`, or the case that sent it.
    public var by: String
    public var touched: Touched
    public var facts: [Fact]
    /// The entries that it caused in other cases, by what it told them.
    public var caused: [Elsewhere]

    /// An entry of another case.
    public struct Elsewhere: Sendable, Hashable {
        public var `case`: Case.ID
        public var number: Int

        public init(case id: Case.ID, number: Int) {
            self.case = id
            self.number = number
        }
    }

    public init(number: Int, word: String, by: String, touched: Touched, facts: [Fact], caused: [Elsewhere] = []) {
        self.number = number
        self.word = word
        self.by = by
        self.touched = touched
        self.facts = facts
        self.caused = caused
    }

    public var correction: Correction? {
        for case .corrected(let correction) in facts { return correction }
        return nil
    }
}
