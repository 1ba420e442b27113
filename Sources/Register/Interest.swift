import CivilTime

/// One side of an interest, or of a question about obstacles.
public enum Party: Sendable, Hashable {
    case person(String)
    case organisation(String)

    public var id: String {
        switch self {
        case .person(let id), .organisation(let id): id
        }
    }

    /// "person:p17", "organisation:oakfield": an identifier of one kind may be one of the other as well.
    var key: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .organisation(let id): "organisation:\(id)"
        }
    }
}

/// Something between two parties that may stand in the way: a family tie, paid work, a bid for the same grant.
///
/// It stands until it is withdrawn, also when its declaration has grown old: a tie does not go away because nobody renewed the form.
public struct Interest: Sendable, Hashable {
    public let one: Party
    public let other: Party
    /// `[a-z][a-z0-9_]*`: which kinds block and which are disclosed, the rules say.
    public let kind: String
    /// The day on which it was first declared.
    public let since: Day
    /// The day of the last declaration.
    public var declaredOn: Day
    /// The last day on which it held, where it was withdrawn.
    public var until: Day?
    /// Private: shown in no obstacle, letter or report.
    public var note: String?

    public init(
        _ one: Party, _ other: Party, _ kind: String, declaredOn: Day, since: Day? = nil, until: Day? = nil, note: String? = nil
    ) {
        self.one = one
        self.other = other
        self.kind = kind
        self.declaredOn = declaredOn
        self.since = since ?? declaredOn
        self.until = until
        self.note = note
    }

    /// Whether it held on the day, as far as was known by then.
    public func holds(on day: Day) -> Bool {
        since <= day && day <= (until ?? .last)
    }

    /// Whether it lies between the two, whichever comes first.
    public func isBetween(_ a: Party, _ b: Party) -> Bool {
        (one == a && other == b) || (one == b && other == a)
    }

    /// What tells it from others: the two parties and the kind; of several in time, the one that is not withdrawn is meant.
    public struct Key: Sendable, Hashable {
        public let one: Party
        public let other: Party
        public let kind: String

        public init(_ one: Party, _ other: Party, _ kind: String) {
            self.one = one
            self.other = other
            self.kind = kind
        }
    }

    public var key: Key { Key(one, other, kind) }

    func matches(_ key: Key) -> Bool { kind.isSame(as: key.kind) && isBetween(key.one, key.other) }
}

/// That a person declared all her interests on a day, or that she has none.
public struct Declaration: Sendable, Hashable {
    public let person: String
    public let on: Day

    public init(person: String, on: Day) {
        self.person = person
        self.on = on
    }
}
