import CEL
import CivilTime

/// A part in a case.
public struct Role: Sendable {
    public var name: Name
    public var title: Words
    /// What holds the part: the case's subject, the organisation where the subject has her post, any person, or an organisation's team.
    public var heldBy: HeldBy
    /// Credentials that a person must hold to act in the part.
    public var needs: [Name]
    /// Roles (or `subject`) from whose organisations a holder must be apart: by organisation, trust and interests.
    public var outside: [Name]
    /// Of a part that is held from home: the posts there, as the register names them, whose holder is its named person.
    public var posts: [String] = []
    /// Roles that the same person may not hold as well.
    public var distinct: [Name]
    /// Roles that whoever holds it may never have held, here or in a linked case.
    public var apartFrom: [Name] = []
    /// What must hold of a person who is named for it, in whatever way she is: `holder` is she.
    public var conditions: [Guard] = []
    public var isOptional: Bool
    /// Several holders at once; `minimum` and `maximum` then bound them.
    public var isMany: Bool
    public var minimum: Int
    public var maximum: Int

    public enum HeldBy: String, Sendable { case subject, home, person, organisation }
}

/// Which interests stand in the way of a part and which are only disclosed (the kinds are the register's words).
public struct InterestRules: Sendable, Hashable {
    public var blocking: [Name]
    public var disclosed: [Name]
    /// Employment at the other organisation within so many years stands in the way; 0 for present employment only.
    public var employedWithinYears: Int
    /// A declaration older than so many months has expired.
    public var declaredWithinMonths: Int
}

/// Who may send an event.
public enum Sender: Sendable, Hashable {
    /// Any holder of one of the roles.
    case anyOf([Name])
    /// One signature from each holder of each role; the last of them moves the case.
    case allOf([Name])
    /// A clock of the case.
    case clock
    /// A linked case.
    case linkedCase
    /// The case itself: `done`.
    case itself

    /// The roles whose holders send it; none where no person does.
    public var roles: [Name] {
        switch self {
        case .anyOf(let roles), .allOf(let roles): roles
        case .clock, .linkedCase, .itself: []
        }
    }
}

/// A condition written in CEL, type-checked when the definition was loaded.
///
/// A definition that is read from its file has every program compiled at once, so that its mistakes are told. One that was found
/// right and kept compiles each when it is first asked for: a command judges a few guards of some sixty.
public struct Guard: Sendable {
    let compiled: Deferred<CEL.Program>
    /// The sentence that says why not, in the words of the file; absent for a bare guard.
    public var otherwise: Words?
    /// `false`: what falls short is accepted, marked and shown (`expect:`).
    public var isMust: Bool
    /// The roles whose holders may let an event pass all the same, with a reason; none: it is unwaivable.
    public var waivedBy: [Name] = []
    public var place: Place

    public var program: CEL.Program { compiled.value }
}

/// An expression whose value is set, added or sent.
public struct Expression: Sendable {
    let compiled: Deferred<CEL.Program>
    public var place: Place

    public var program: CEL.Program { compiled.value }
}
