import CivilTime
import Definitions
import JSON
import Register
import Timetables

/// What somebody asks for; the same value for every face.
public struct Command: Sendable, Hashable {
    /// The person whose act it is.
    public var `as`: String
    /// Who entered it, where another.
    public var typedBy: String?
    /// How that is known; set by the door, never by the sender.
    public var login: String?
    /// When it happened; absent: when it is recorded.
    public var on: When?
    public var came: Came
    /// The number of the case's last entry that the sender looked at.
    public var seen: Int?
    /// Idempotency: client and text.
    public var key: Key?
    /// Documents that go with the entry.
    public var attachments: [Attachment] = []
    public var act: Act

    public init(
        as person: String, typedBy: String? = nil, login: String? = nil, on: When? = nil, came: Came = .system, seen: Int? = nil,
        key: Key? = nil, _ act: Act
    ) {
        self.as = person
        self.typedBy = typedBy
        self.login = login
        self.on = on
        self.came = came
        self.seen = seen
        self.key = key
        self.act = act
    }

    public enum Came: String, Sendable, CaseIterable { case system, email, post, telephone, meeting }

    public struct Key: Sendable, Hashable {
        public var client: String
        public var text: String

        public init(client: String, text: String) {
            self.client = client
            self.text = text
        }
    }

    public enum Act: Sendable, Hashable {
        // to a case
        case event(case: Case.ID, event: Name, form: JSON.Object)
        case seal(case: Case.ID, sheet: Name, role: Name?)
        /// A vote, or the casting vote where it is tied; `reasons` by criterion.
        case vote(case: Case.ID, vote: Name, role: Name?, choice: Name, reason: String?, reasons: JSON.Object)
        /// A window past its time: nothing arrived, so it may take effect.
        case confirmClosed(case: Case.ID, clock: Name)
        /// What somebody else has typed in an entry is as the person gave it.
        case confirmTyped(case: Case.ID, entry: Int)
        /// Puts a person, or an organisation with or without a named person, into a part, from the day of `on`.
        ///
        /// `instead` names the holder who leaves the part on the same day; a part for one is taken over without it.
        ///
        /// `team`: the organisation's people who act in the part besides; empty: whoever belongs to it, while nobody is named.
        case appoint(case: Case.ID, role: Name, person: String?, organisation: String?, instead: String?, because: String?, team: [String] = [])
        /// Puts right by hand what no event of the workflow can.
        case amend(case: Case.ID, Amendment, because: String)
        /// A case that was begun on paper goes on here, in the state that it has reached.
        case adopt(workflow: Name, subject: Case.Subject, title: String?, roles: [RoleAssignment], data: JSON.Object, state: Name)
        /// Whoever holds the part goes on, though a change in the register would not let her have it now; that is disclosed.
        case carryOn(case: Case.ID, role: Name, because: String)
        /// Lets an event pass, once, though a condition of it does not hold; `condition` is the beginning of its sentence.
        case waive(case: Case.ID, event: Name, condition: String?, because: String)
        case release(case: Case.ID, role: Name, holder: String, because: String)
        // drafts are no facts: kept in a row of their own, with a checksum
        case draft(case: Case.ID, sheet: Name, role: Name?, judgements: JSON.Object)
        case letterSent(number: Int, how: Came)
        /// The person takes back what she did last in the case.
        case undo(case: Case.ID)
        /// An entry of a case was mistaken.
        ///
        /// `elsewhere` also sets aside what it caused in other cases; without it such a correction is refused, and they are listed.
        case correct(case: Case.ID, entry: Int, Correction.Asked, because: String, elsewhere: Bool = false)
        // to the file
        case start(workflow: Name, subject: Case.Subject, title: String?, roles: [RoleAssignment], data: JSON.Object)
        case register([Register.Change])
        /// Empties what is kept of a person, or every value in which a text stands; what was, and when, is kept.
        case erase(person: String?, text: String?, because: String)
        /// Makes a person one of the file's coordinators, or no longer one; the first makes herself one.
        case coordinate(person: String, isOn: Bool)
        case adoptDefinition(kind: DefinitionKind, source: String, file: String)
        /// Another version of a calendar in use: clocks that run by it are counted anew.
        ///
        /// - shorten: whether a protected window may end sooner by it; without it such a calendar is refused, and they are listed.
        case applyCalendar(source: String, file: String, because: String, shorten: Bool = false)
        /// A term's sessions as they now are: what differs from those that are kept is changed.
        case timetable(Timetable)
        case propose(forming: JSON.Value)
        /// Begins a case for each group of a proposal, all or none.
        ///
        /// `workflow` stands for the one that the proposal names; `role` is the part for several that the members hold, where the
        /// workflow does not say it; `title`, with the group's number after it, for the titles that the workflow would give.
        case accept(forming: Int, workflow: Name? = nil, role: Name? = nil, title: String? = nil)
        /// A word for the coordinators, which stands in no case.
        case confide(Confidence)
        case setClock(Instant)
    }

    public enum Confidence: Sendable, Hashable {
        case says(String)
        /// A coordinator has dealt with the one of this number.
        case answered(Int)
    }

    public enum DefinitionKind: String, Sendable { case workflow, rubric, calendar }

    public struct RoleAssignment: Sendable, Hashable {
        public var role: Name
        public var person: String?
        public var organisation: String?

        public init(role: Name, person: String? = nil, organisation: String? = nil) {
            self.role = role
            self.person = person
            self.organisation = organisation
        }
    }
}
