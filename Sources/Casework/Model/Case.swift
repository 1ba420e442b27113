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

    /// What it was begun with, in a place of its own: it is copied as one.
    @Boxed private var origin: Origin
    /// The number of its last entry; set before that entry's facts are folded.
    public var entry: Int
    /// Paths of the active states, in document order; of the states in which it ended, once it has.
    public var configuration: [Name]
    public var hasEnded: Bool
    public var data: OrderedDictionary<Name, FieldValue>
    public var holders: OrderedDictionary<Name, [Holder]>
    /// Signatures given on an event that still waits for others, by event.
    public var signatures: OrderedDictionary<Name, [Signature]>
    public var clocks: OrderedDictionary<Name, RunningClock>
    public var collections: OrderedDictionary<Name, Collection>
    /// The number of each record's last row.
    public var rows: OrderedDictionary<Name, Int>
    /// The number of the last document that came with an entry.
    public var documents: Int
    /// Who sent which event so far, each person once: for duties over the whole history.
    public var senders: OrderedDictionary<Name, [String]>
    /// How often each event was sent.
    public var counts: OrderedDictionary<Name, Int>
    /// What most cases have nothing of, or what seldom changes, in a place of its own: a case is copied the quicker.
    @Boxed var rare: Rare
    private static let nothingRare = Boxed(wrappedValue: Rare())

    /// More would let a case that nobody looks after grow without bound; all of them stand in the ledger.
    public static let incidentsKept = 20
    /// The latest marks that are kept in the case; all of them stand in the ledger.
    public static let marksKept = 50

    /// More would let the row of a case grow with its age; all of them stand in the ledger.
    public static let formerKept = 20
    /// The latest entries by another hand that are kept in the case until they are confirmed; all of them stand in the ledger.
    public static let typedKept = 100

    public init(id: ID, workflow: Workflow.Reference, subject: Subject, title: String, began: Day) {
        _origin = Boxed(wrappedValue: Origin(id: id, workflow: workflow, subject: subject, title: title, began: began))
        entry = 0
        configuration = []
        hasEnded = false
        data = [:]
        holders = [:]
        signatures = [:]
        clocks = [:]
        collections = [:]
        rows = [:]
        documents = 0
        senders = [:]
        counts = [:]
        _rare = Case.nothingRare
    }

    private struct Origin: Sendable, Hashable {
        var id: ID
        var workflow: Workflow.Reference
        var subject: Subject
        var title: String
        var began: Day
    }

    /// Says anew what it was begun with.
    mutating func begin(_ workflow: Workflow.Reference, _ subject: Subject, _ title: String, on day: Day) {
        origin = Origin(id: id, workflow: workflow, subject: subject, title: title, began: day)
    }

    public var id: ID { origin.id }
    public var workflow: Workflow.Reference { origin.workflow }
    public var subject: Subject { origin.subject }
    public var title: String { origin.title }
    public var began: Day { origin.began }

    struct Rare: Sendable, Hashable {
        var history: OrderedDictionary<Name, [Name]> = [:]
        var ballots: OrderedDictionary<Name, Ballot> = [:]
        var links: OrderedDictionary<Name, [LinkedCase]> = [:]
        var marks: [Mark] = []
        var gone: OrderedDictionary<Name, [Int]> = [:]
        var incidents: [Incident] = []
        var returned: OrderedDictionary<Name, Returned> = [:]
        var waivers: [Waiver] = []
        var slips: [FoundSlip] = []
        var doubts: [Doubt] = []
        var carriedOn: [CarriedOn] = []
        var typed: [Typed] = []
        var former: OrderedDictionary<Name, [Holder]> = [:]
    }

    /// What each history state remembers.
    public var history: OrderedDictionary<Name, [Name]> {
        get { rare.history }
        set { rare.history = newValue }
    }

    public var ballots: OrderedDictionary<Name, Ballot> {
        get { rare.ballots }
        set { rare.ballots = newValue }
    }

    public var links: OrderedDictionary<Name, [LinkedCase]> {
        get { rare.links }
        set { rare.links = newValue }
    }

    /// Expectations that were not met: kept to be shown.
    public var marks: [Mark] {
        get { rare.marks }
        set { rare.marks = newValue }
    }

    /// Numbers of rows that have been set aside.
    public var gone: OrderedDictionary<Name, [Int]> {
        get { rare.gone }
        set { rare.gone = newValue }
    }

    /// Strikes and events of other cases that could not be taken, the latest ``incidentsKept``.
    public var incidents: [Incident] {
        get { rare.incidents }
        set { rare.incidents = newValue }
    }

    /// The active states to which something was sent back, with what is to be mended.
    public var returned: OrderedDictionary<Name, Returned> {
        get { rare.returned }
        set { rare.returned = newValue }
    }

    /// Conditions that need not hold the next time that their event is sent.
    public var waivers: [Waiver] {
        get { rare.waivers }
        set { rare.waivers = newValue }
    }

    /// Slips that somebody else has found: each waits for the person whose act it was.
    public var slips: [FoundSlip] {
        get { rare.slips }
        set { rare.slips = newValue }
    }

    /// What changes in the register have put in question, and nobody has decided yet.
    public var doubts: [Doubt] {
        get { rare.doubts }
        set { rare.doubts = newValue }
    }

    /// What was in question and is disclosed: the case goes on all the same.
    public var carriedOn: [CarriedOn] {
        get { rare.carriedOn }
        set { rare.carriedOn = newValue }
    }

    /// What somebody else has typed and its owner has not confirmed yet, the latest ``typedKept``.
    public var typed: [Typed] {
        get { rare.typed }
        set { rare.typed = newValue }
    }

    /// Who held a part and has left it, the latest ``formerKept`` of each: what happened in her time is hers to say.
    public var former: OrderedDictionary<Name, [Holder]> {
        get { rare.former }
        set { rare.former = newValue }
    }

    public enum Subject: Sendable, Hashable {
        case organisation(String)
        case person(String)
        /// Organisations together, in the order that a rota uses.
        case group([String])

        /// The person, or the organisation, that it is; nil for several together.
        public var one: String? {
            switch self {
            case .organisation(let id), .person(let id): id
            case .group: nil
            }
        }
    }

    /// A part held by a person, or by an organisation's team with a named person or none yet.
    public struct Holder: Sendable, Hashable {
        public var organisation: String?
        public var person: String?
        public var team: [String]
        public var since: Day
        public var until: Day?
        /// The day from which its person is the named one; nil: since it is held.
        public var namedOn: Day?

        public init(organisation: String? = nil, person: String? = nil, team: [String] = [], since: Day, until: Day? = nil, namedOn: Day? = nil) {
            self.organisation = organisation
            self.person = person
            self.team = team
            self.since = since
            self.until = until
            self.namedOn = namedOn
        }

        /// What the holder is known by in signatures and sheets: the organisation, else the person.
        public var id: String { organisation ?? person ?? "" }

        /// Whether the part was held on a day; on the day itself on which it is left, it is the next holder's.
        public func held(on day: Day) -> Bool { since <= day && until.map { day < $0 } ?? true }
    }

    public struct Signature: Sendable, Hashable {
        public var role: Name
        /// The organisation or person for whom it counts.
        public var holder: String
        public var person: String
        public var on: Day
        /// What was signed: values that set data; a later signature must say the same or nothing.
        public var terms: OrderedDictionary<Name, FieldValue>

        public init(role: Name, holder: String, person: String, on: Day, terms: OrderedDictionary<Name, FieldValue>) {
            self.role = role
            self.holder = holder
            self.person = person
            self.on = on
            self.terms = terms
        }
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
        /// A window past its due time that waits to be told whether anything arrived.
        public var isAsking: Bool

        public enum Step: Sendable, Hashable { case remind, due, ladder(Int), grace, done }

        public init(
            name: Name, base: Day, amount: Clock.Amount, due: Instant, dueDay: Day, next: Step, nextAt: Instant?, isAsking: Bool = false
        ) {
            self.name = name
            self.base = base
            self.amount = amount
            self.due = due
            self.dueDay = dueDay
            self.next = next
            self.nextAt = nextAt
            self.isAsking = isAsking
        }
    }

    /// Sheets that are being gathered.
    public struct Collection: Sendable, Hashable {
        public var sheet: Name
        public var rubric: Name
        /// The hash of the rubric's content: the version with which the sheets were first asked for holds to the end of the case.
        /// Nil where an earlier engine asked for them, which did not keep it: then the newest counts.
        public var hash: String?
        public var due: [Rater]
        public var sealed: [Rater]
        public var isOpen: Bool
        /// Criterion -> the rater's role whose judgement was chosen; equal judgements agree by themselves.
        public var settled: OrderedDictionary<Name, String>
        /// Criteria on which the opened sheets differ and nothing has been chosen yet.
        public var unsettled: [Name]

        public struct Rater: Sendable, Hashable {
            public var role: Name
            /// The holder (organisation or person) that owes the sheet.
            public var holder: String
            /// Who sealed it.
            public var person: String?

            public init(role: Name, holder: String, person: String? = nil) {
                self.role = role
                self.holder = holder
                self.person = person
            }
        }

        public init(sheet: Name, rubric: Name, hash: String? = nil, due: [Rater]) {
            self.sheet = sheet
            self.rubric = rubric
            self.hash = hash
            self.due = due
            sealed = []
            isOpen = false
            settled = [:]
            unsettled = []
        }
    }

    /// How many rows a record has.
    public func count(of record: Name) -> Int { (rows[record] ?? 0) - (gone[record]?.count ?? 0) }

    /// The number of the last row that stands; 0: there is none.
    public func lastRow(of record: Name) -> Int {
        var number = rows[record] ?? 0
        while number > 0, gone[record]?.contains(number) == true { number -= 1 }
        return number
    }

    /// Whether a record has a row of that number.
    public func hasRow(_ number: Int, in record: Name) -> Bool {
        number >= 1 && number <= rows[record] ?? 0 && gone[record]?.contains(number) != true
    }

    /// The version of a rubric under which the case has begun to gather sheets or votes; nil: none yet.
    public func hash(ofRubric name: Name) -> String? {
        for ballot in ballots.values {
            if ballot.rubric == name, let hash = ballot.hash { return hash }
        }
        for collection in collections.values {
            if collection.rubric == name, let hash = collection.hash { return hash }
        }
        return nil
    }

    /// An entry that one person has typed for another.
    public struct Typed: Sendable, Hashable {
        /// The number of the entry.
        public var entry: Int
        public var by: String
        /// Whose act it is.
        public var owner: String

        public init(entry: Int, by: String, owner: String) {
            self.entry = entry
            self.by = by
            self.owner = owner
        }
    }

    public struct LinkedCase: Sendable, Hashable {
        public var id: ID
        public var hasEnded: Bool

        public init(id: ID, hasEnded: Bool = false) {
            self.id = id
            self.hasEnded = hasEnded
        }
    }

    /// A step that was sent back to whoever did it.
    public struct Returned: Sendable, Hashable {
        public var by: String
        public var on: Day
        public var reason: String
        public var points: [String]
        public var visibility: Visibility

        public init(by: String, on: Day, reason: String, points: [String], visibility: Visibility) {
            self.by = by
            self.on = on
            self.reason = reason
            self.points = points
            self.visibility = visibility
        }
    }

    /// A condition that somebody with the right to do so has let pass, once.
    public struct Waiver: Sendable, Hashable {
        public var event: Name
        /// The condition's sentence, as the workflow says it.
        public var condition: String
        public var by: String
        public var role: Name
        public var on: Day
        public var because: String

        public init(event: Name, condition: String, by: String, role: Name, on: Day, because: String) {
            self.event = event
            self.condition = condition
            self.by = by
            self.role = role
            self.on = on
            self.because = because
        }
    }

    /// Why somebody who holds a part would not be given it now.
    public struct Doubt: Sendable, Hashable {
        public var role: Name
        public var holder: String
        public var sentence: String

        public init(role: Name, holder: String, sentence: String) {
            self.role = role
            self.holder = holder
            self.sentence = sentence
        }
    }

    /// Who decided that the case goes on, and why.
    public struct CarriedOn: Sendable, Hashable {
        public var doubt: Doubt
        public var by: String
        public var on: Day
        public var because: String

        public init(doubt: Doubt, by: String, on: Day, because: String) {
            self.doubt = doubt
            self.by = by
            self.on = on
            self.because = because
        }
    }

    public struct Mark: Sendable, Hashable {
        public var event: Name
        public var sentence: String
        public var entry: Int

        public init(event: Name, sentence: String, entry: Int) {
            self.event = event
            self.sentence = sentence
            self.entry = entry
        }
    }

    public struct Incident: Sendable, Hashable {
        public var what: String
        public var refusal: Refusal
        public var entry: Int

        public init(what: String, refusal: Refusal, entry: Int) {
            self.what = what
            self.refusal = refusal
            self.entry = entry
        }
    }
}
