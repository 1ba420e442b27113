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
    @Boxed public var `case`: Case?
    /// The people and organisations that the command, the guards and the cast name.
    @Boxed public var register: Register
    @Boxed public var calendar: SchoolCalendar
    /// The newest of each name; where the case gathers sheets under one already, that version.
    public var rubrics: [Name: Rubric]
    /// The hash of each of ``rubrics``.
    public var rubricHashes: [Name: String] = [:]
    /// Rows of the records that ``Needs/records`` names.
    public var records: [Name: [Row]]
    /// Sealed sheets of the collections that ``Needs/sheets`` names, opened or not; deciding shows none of them.
    public var sealed: [Name: [Sealed]]
    /// Votes of the ballots that ``Needs/votes`` names, as they count; deciding shows none of them.
    public var votes: [Name: [Cast]] = [:]
    /// The draft that is to be sealed.
    @Boxed public var draft: DraftSheet?
    /// The entries of the case, where ``Needs/past`` asks for them.
    public var past: [Past] = []
    /// The entries of the cases that it is linked to, where ``Needs/earlier`` asks for them.
    public var earlier: [Past] = []
    /// What each linked case is about, of the links that ``Needs/subjects`` names.
    public var subjects: [Case.ID: Case.Subject] = [:]
    /// Linked cases that run, of the links that ``Needs/shares`` names: as much of each as says who may have a part there.
    public var linked: [Case.ID: Situation] = [:]
    /// Workflows of linked cases that this command may start, by name.
    public var workflows: [Name: Workflow]
    /// The number that the next case of a workflow gets; for each of ``workflows``.
    public var nextNumbers: [Name: Int]
    /// The recorded time: read inside the transaction, never less than the file's last.
    public var now: Instant
    /// The file's coordinators.
    public var coordinators: Set<String>

    public init(
        workflow: Workflow, case: Case?, register: Register, calendar: SchoolCalendar, rubrics: [Name: Rubric] = [:],
        records: [Name: [Row]] = [:], sealed: [Name: [Sealed]] = [:], draft: DraftSheet? = nil, workflows: [Name: Workflow] = [:],
        nextNumbers: [Name: Int] = [:], now: Instant, coordinators: Set<String> = []
    ) {
        self.workflow = workflow
        self.case = `case`
        self.register = register
        self.calendar = calendar
        self.rubrics = rubrics
        self.records = records
        self.sealed = sealed
        self.draft = draft
        self.workflows = workflows
        self.nextNumbers = nextNumbers
        self.now = now
        self.coordinators = coordinators
    }

    public struct Row: Sendable, Hashable {
        public var number: Int
        public var values: OrderedDictionary<Name, FieldValue>
        public var by: String
        public var on: Day

        public init(number: Int, values: OrderedDictionary<Name, FieldValue>, by: String, on: Day) {
            self.number = number
            self.values = values
            self.by = by
            self.on = on
        }
    }

    public struct Cast: Sendable, Hashable {
        public var member: Case.Ballot.Member
        public var vote: CastVote

        public init(member: Case.Ballot.Member, vote: CastVote) {
            self.member = member
            self.vote = vote
        }
    }

    public struct Sealed: Sendable, Hashable {
        public var rater: Case.Collection.Rater
        public var sheet: SealedSheet

        public init(rater: Case.Collection.Rater, sheet: SealedSheet) {
            self.rater = rater
            self.sheet = sheet
        }
    }
}

/// What must be loaded before a command can be decided.
public struct Needs: Sendable, Hashable {
    public var records: Set<Name> = []
    /// Collections whose sealed sheets are needed, with their rubrics.
    public var sheets: Set<Name> = []
    /// Ballots whose votes are needed.
    public var votes: Set<Name> = []
    public var rubrics: Set<Name> = []
    public var people = Set<String>(minimumCapacity: 8)
    public var organisations: Set<String> = []
    public var workflows: Set<Name> = []
    /// Links of which it is looked at what their cases are about.
    public var subjects: Set<Name> = []
    /// By link, the parts that may be given to people in its cases, and those people.
    public var shares: [Name: Share] = [:]
    /// Whether what happened so far is looked at: by a correction, and where somebody may not have held a part before.
    public var past = false
    /// Cases of which it is looked at who took part in them.
    public var earlier: Set<Case.ID> = []

    public init() {}

    public struct Share: Sendable, Hashable {
        public var roles: Set<Name> = []
        public var people: Set<String> = []
    }
}
