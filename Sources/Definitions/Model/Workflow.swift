import CivilTime
import JSON
import OrderedCollections
import Statecharts

/// A name that a guard or a command can say: `[a-z][a-z0-9_]*`; of workflows, states and events with hyphens too.
public typealias Name = String

/// A checked workflow: whatever stands in it has been found to fit together.
///
/// Immutable once used; known by the hash of its canonical form. A workflow is made by ``DefinitionReader`` only.
///
/// A class, since it is large and never changes: whatever looks at it holds one reference.
public final class Workflow: Sendable {
    public let reference: Reference
    public let title: Words
    public let subject: SubjectKind
    /// The widest class that may know that a case is there and where it stands.
    public let visibility: Visibility
    /// The calendar's name, as in `Workflows/calendars`.
    public let calendar: Name
    /// The roles whose holders may appoint and replace holders and answer for closed windows; the file's coordinators always may.
    public let managedBy: [Name]
    public let interests: InterestRules
    public let roles: OrderedDictionary<Name, Role>
    public let data: OrderedDictionary<Name, Field>
    public let sheets: OrderedDictionary<Name, Sheet>
    public let votes: OrderedDictionary<Name, Vote>
    public let records: OrderedDictionary<Name, Record>
    public let links: OrderedDictionary<Name, Link>
    public let letters: OrderedDictionary<Name, Letter>
    public let reports: OrderedDictionary<Name, Report>
    public let appointments: OrderedDictionary<Name, Appointment>
    public let samples: OrderedDictionary<Name, Sample>
    /// Which of a timetable's sessions a case is about; nil where it is about none.
    public let timetable: SessionData?
    public let withheld: [Withholding]
    /// What is owed between organisations, told from the credits that cases of this workflow gave.
    public let owed: Owed?
    /// Every state, in document order, by its full path (`open.factual-check`).
    public let states: OrderedDictionary<Name, State>
    /// Events of no state, taken in the named ones: those that do not move the case, and those that open an ended one again.
    public let anytime: [EventRule]
    /// The state machine. Its conditions and actions are ``Condition`` and ``Effect``.
    public let machine: Machine<WorkflowModel>
    /// An alliance's own words for ours (`hub` -> `partner`).
    public let words: [String: String]
    /// The file as it was read, kept beside the checked form.
    public let source: Source

    /// Name, version and content of a definition.
    public struct Reference: Sendable, Hashable {
        public var name: Name
        public var version: Int
        /// SHA-256 over the canonical form in document order, 64 hexadecimal digits.
        public var hash: String

        public init(name: Name, version: Int, hash: String) {
            self.name = name
            self.version = version
            self.hash = hash
        }
    }

    public enum SubjectKind: String, Sendable, CaseIterable { case organisation, person, group }

    /// A condition of the machine.
    public enum Condition: Sendable {
        /// Whether the event rule with this number is open to the sender: decided before the machine moves.
        case rule(EventRule.ID)
        /// A guard on an eventless transition.
        case when(Guard)
    }

    /// The machine's event that puts a case into a state by hand. One token, or those of the states around it would be meant too.
    public static func repairing(_ state: Name) -> String { "triad.amend.\(state.split(separator: ".").joined(separator: "/"))" }

    /// The rule with a number; every rule of every state and of `anytime` has one, in document order.
    public let rules: [EventRule]
    private let rulesByEvent: [ScalarKey: [EventRule]]
    private let ownRulesByState: [Name: [EventRule]]
    /// The data whose values are people or organisations.
    public let dataNamingSomebody: [Field]
    /// The sheets that are sealed until all are.
    public let sealedSheets: [Name]
    /// The sheets that some roles do not see before they have sealed their own.
    public let blindingSheets: [Sheet]

    /// The letter to whoever got one by an entry that proved mistaken; nil: none is written.
    public var letterOfCorrection: Name? { letters.values.first { $0.to == .corrected }?.name }

    /// The rules of an event, in document order; none where the workflow does not know it.
    public func rules(of event: Name) -> [EventRule] { rulesByEvent[ScalarKey(text: event)] ?? [] }

    /// The rules of a state whose event the case itself sends (`done`), in document order.
    public func ownRules(of state: Name) -> [EventRule] { ownRulesByState[state] ?? [] }

    init(
        reference: Reference, title: Words, subject: SubjectKind, visibility: Visibility, calendar: Name, managedBy: [Name], interests: InterestRules,
        roles: OrderedDictionary<Name, Role>, data: OrderedDictionary<Name, Field>, sheets: OrderedDictionary<Name, Sheet>, votes: OrderedDictionary<Name, Vote>,
        records: OrderedDictionary<Name, Record>, links: OrderedDictionary<Name, Link>, letters: OrderedDictionary<Name, Letter>,
        reports: OrderedDictionary<Name, Report>, appointments: OrderedDictionary<Name, Appointment>, samples: OrderedDictionary<Name, Sample>, timetable: SessionData?, withheld: [Withholding], owed: Owed?, states: OrderedDictionary<Name, State>, anytime: [EventRule],
        machine: Machine<WorkflowModel>, words: [String: String], source: Source, rules: [EventRule]
    ) {
        self.reference = reference
        self.title = title
        self.subject = subject
        self.visibility = visibility
        self.calendar = calendar
        self.managedBy = managedBy
        self.interests = interests
        self.roles = roles
        self.data = data
        self.sheets = sheets
        self.votes = votes
        self.records = records
        self.links = links
        self.letters = letters
        self.reports = reports
        self.appointments = appointments
        self.samples = samples
        self.timetable = timetable
        self.withheld = withheld
        self.owed = owed
        self.states = states
        self.anytime = anytime
        self.machine = machine
        self.words = words
        self.source = source
        self.rules = rules
        rulesByEvent = Dictionary(grouping: rules) { ScalarKey(text: $0.event) }
        ownRulesByState = Dictionary(grouping: rules.filter { $0.by == .itself }) { $0.state ?? "" }
        dataNamingSomebody = data.values.filter(\.type.namesSomebody)
        sealedSheets = sheets.values.filter(\.isSealedUntilAll).map(\.name)
        blindingSheets = sheets.values.filter { !$0.blindTo.isEmpty }
    }
}

/// A text as a map by language; a plain string is the workflow's own language.
public struct Words: Sendable, Hashable, ExpressibleByStringLiteral {
    public var byLanguage: OrderedDictionary<String, String>

    public init(_ text: String) { byLanguage = ["en": text] }
    public init(stringLiteral value: String) { self.init(value) }
    /// The text in `language`, else in English, else in the first language given.
    public func text(in language: String = "en") -> String {
        byLanguage[language] ?? byLanguage["en"] ?? byLanguage.values.first ?? ""
    }
}

/// Where a definition came from: kept in the file, so that what ran can be read for ever.
public struct Source: Sendable, Hashable {
    public var file: String
    public var text: String
    public var canonical: String
    /// SHA-256 of the canonical form, in 64 hexadecimal digits: what the definition is known by.
    public var hash: String

    public init(file: String, text: String, canonical: String, hash: String) {
        self.file = file
        self.text = text
        self.canonical = canonical
        self.hash = hash
    }
}

/// A place in a file, both counted from 1.
public struct Place: Sendable, Hashable {
    public var file: String
    public var line: Int
    public var column: Int
}

/// Who may see something, from the fewest to all.
public enum Visibility: String, Sendable, CaseIterable, Comparable {
    case restricted, triad, host, alliance, `public`

    public static func < (a: Visibility, b: Visibility) -> Bool { a.rank < b.rank }
    private var rank: Int {
        switch self { case .restricted: 0; case .triad: 1; case .host: 2; case .alliance: 3; case .public: 4 }
    }
}
