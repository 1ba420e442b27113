import CivilTime
import Definitions
import JSON
import Register
import Rubrics

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
    public var act: Act

    public enum Came: String, Sendable, CaseIterable { case system, email, post, telephone, meeting }
    public struct Key: Sendable, Hashable { public var client: String; public var text: String }

    public enum Act: Sendable, Hashable {
        // to a case
        case event(case: Case.ID, event: Name, form: JSON.Object)
        case seal(case: Case.ID, sheet: Name, role: Name?)
        /// A window past its time: nothing arrived, so it may take effect.
        case confirmClosed(case: Case.ID, clock: Name)
        case appoint(case: Case.ID, role: Name, person: String?, organisation: String?, because: String?)
        case release(case: Case.ID, role: Name, holder: String, because: String)
        // drafts are no facts: kept in a row of their own, with a checksum
        case draft(case: Case.ID, sheet: Name, role: Name?, judgements: JSON.Object)
        case letterSent(number: Int, how: Came)
        // to the file
        case start(workflow: Name, subject: Case.Subject, title: String?, roles: [RoleAssignment], data: JSON.Object)
        case register([Register.Change])
        case adoptDefinition(kind: DefinitionKind, source: String, file: String)
        case propose(forming: JSON.Value)
        case accept(forming: Int)
        case setClock(Instant)
    }

    public enum DefinitionKind: String, Sendable { case workflow, rubric, calendar }
    public struct RoleAssignment: Sendable, Hashable { public var role: Name; public var person: String?; public var organisation: String? }
}
