import CivilTime

/// Somebody who can hold a part: staff and governors, never pupils.
public struct Person: Sendable, Hashable {
    public let id: String
    public var name: String
    public var email: String?

    public init(_ id: String, name: String, email: String? = nil) {
        self.id = id
        self.name = name
        self.email = email
    }
}

/// A person's post at an organisation, from a date to a date (the last day included).
public struct Affiliation: Sendable, Hashable {
    public let person: String
    public let organisation: String
    /// "headteacher", "governor".
    public let post: String
    public var days: DayRange

    public init(_ person: String, at organisation: String, as post: String, _ days: DayRange = .always) {
        self.person = person
        self.organisation = organisation
        self.post = post
        self.days = days
    }

    /// What tells it from others: person, organisation, post and first day.
    public struct Key: Sendable, Hashable {
        public let person: String
        public let organisation: String
        public let post: String
        public let from: Day?

        public init(person: String, organisation: String, post: String, from: Day?) {
            self.person = person
            self.organisation = organisation
            self.post = post
            self.from = from
        }
    }

    public var key: Key { Key(person: person, organisation: organisation, post: post, from: days.from) }
}

/// Something that a person has been given and may lose: a training, a designation, a clearance.
public struct Credential: Sendable, Hashable {
    public let person: String
    /// `[a-z][a-z0-9_]*`, as workflows name it.
    public let kind: String
    public var days: DayRange
    public var givenBy: String?
    /// The field for which it is given: a specialism.
    public var area: String?
    /// What is asked of whoever holds it.
    public var conditions: String?
    /// Days on which it rests: nobody holds it then.
    public var pauses: [DayRange]
    /// Given by mistake: it never held. The row stays to be seen.
    public var isVoid: Bool

    public init(
        _ person: String, _ kind: String, _ days: DayRange, givenBy: String? = nil, area: String? = nil, conditions: String? = nil, pauses: [DayRange] = [],
        isVoid: Bool = false
    ) {
        self.person = person
        self.kind = kind
        self.days = days
        self.givenBy = givenBy
        self.area = area
        self.conditions = conditions
        self.pauses = pauses
        self.isVoid = isVoid
    }

    /// Whether it is held on the day: begun, not ended, and not resting.
    public func holds(on day: Day) -> Bool { !isVoid && days.contains(day) && !pauses.contains { $0.contains(day) } }

    /// What tells it from others: person, kind and first day.
    public struct Key: Sendable, Hashable {
        public let person: String
        public let kind: String
        public let from: Day?

        public init(person: String, kind: String, from: Day?) {
            self.person = person
            self.kind = kind
            self.from = from
        }
    }

    public var key: Key { Key(person: person, kind: kind, from: days.from) }
}
