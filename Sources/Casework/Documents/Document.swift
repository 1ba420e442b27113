import CivilTime
import Definitions

/// A document that goes with an entry of a case: everything that is known of it but its content, which lies beside the file.
public struct Document: Sendable, Hashable {
    /// Within its case, from 1; never given twice, though the entry is set aside.
    public var number: Int
    public var name: String
    public var kind: Kind
    /// In bytes.
    public var size: Int
    /// The SHA-256 of its content, as 64 hexadecimal digits in small letters.
    public var hash: String
    public var received: Day
    /// The person with whose act it came.
    public var by: String
    public var visibility: Visibility
    /// The parts to which something restricted is shown; nil: to those who manage the case.
    public var seenBy: [Name]?
    /// What of its entry it belongs to, beside the entry.
    public var part: Part?

    /// What a document may be.
    public enum Kind: String, Sendable, CaseIterable { case pdf, docx, xlsx, jpeg, png, eml, txt }

    /// Something that an entry has added.
    public enum Part: Sendable, Hashable {
        case row(record: Name, number: Int)
        /// Sealed judgements: whoever may not read them yet does not learn of their documents either.
        case sheet(Name, Case.Collection.Rater)
        /// The paper of a slip that was found in somebody's act: she is asked, and sees on what.
        case slip(owner: String)
        /// A vote: the same while votes are not open.
        case vote(Name, Case.Ballot.Member)
    }

    public init(
        number: Int, name: String, kind: Kind, size: Int, hash: String, received: Day, by: String, visibility: Visibility,
        seenBy: [Name]? = nil, part: Part? = nil
    ) {
        self.number = number
        self.name = name
        self.kind = kind
        self.size = size
        self.hash = hash
        self.received = received
        self.by = by
        self.visibility = visibility
        self.seenBy = seenBy
        self.part = part
    }
}

extension Command {
    /// A document that comes with a command; its content has been looked at, and is kept by the time that this is decided.
    public struct Attachment: Sendable, Hashable {
        public var name: String
        public var kind: Document.Kind
        public var size: Int
        public var hash: String
        /// Absent: the day of the act.
        public var received: Day?
        /// Absent: that of what it goes with.
        public var visibility: Visibility?

        public init(name: String, kind: Document.Kind, size: Int, hash: String, received: Day? = nil, visibility: Visibility? = nil) {
            self.name = name
            self.kind = kind
            self.size = size
            self.hash = hash
            self.received = received
            self.visibility = visibility
        }
    }
}
