import CivilTime

/// Who belongs where, and when: organisations, people, affiliations, interests, credentials.
///
/// An immutable value, often a slice of the whole: built from rows, asked by date, changed only by ``applying(_:)``, and in place by ``apply(_:)``.
/// - ``Change`` is one change; ``check(_:)`` says everything that stands in its way, ``applying(_:)`` then never fails.
/// - ``obstacles(of:to:on:rules:)`` says what stands between a person and an organisation, by rules given as data.
/// - ``Import`` turns the rows of a table into changes, or into every mistake at once.
///
/// It has no field for a pupil's name or anybody's date of birth. It knows nothing of cases, files or calendars.
///
/// Floor 2 (the craft).
public struct Register: Sendable, Hashable {
    var organisationsByID: [String: Organisation] = [:]
    var peopleByID: [String: Person] = [:]
    /// By person.
    var affiliationsOf: [String: [Affiliation]] = [:]
    var credentialsOf: [String: [Credential]] = [:]
    /// The last day on which a person declared all her interests, or that she has none.
    var declaredOn: [String: Day] = [:]
    var allInterests = InterestList()

    /// A register, or a slice of one, of rows that were checked when they were made.
    ///
    /// Where an identifier comes twice, the later row holds. A row whose identifiers are none is left out.
    public init(
        organisations: [Organisation] = [], people: [Person] = [], affiliations: [Affiliation] = [], interests: [Interest] = [],
        credentials: [Credential] = [], declarations: [Declaration] = []
    ) {
        for organisation in organisations where Identifier.isValid(organisation.id) { organisationsByID[organisation.id] = organisation }
        for person in people where Identifier.isValid(person.id) { peopleByID[person.id] = person }
        for affiliation in affiliations where Identifier.isValid(affiliation.person) { affiliationsOf[affiliation.person, default: []].append(affiliation) }
        for credential in credentials where Identifier.isValid(credential.person) { credentialsOf[credential.person, default: []].append(credential) }
        for declaration in declarations where Identifier.isValid(declaration.person) { declaredOn[declaration.person] = declaration.on }
        allInterests = InterestList(interests)
    }

    // Lookups go through the identifier's own rule: `String` would hold the Kelvin sign and the letter K the same key.

    public func organisation(_ id: String) -> Organisation? { Identifier.isValid(id) ? organisationsByID[id] : nil }
    public func person(_ id: String) -> Person? { Identifier.isValid(id) ? peopleByID[id] : nil }

    /// Everything there is, ordered by identifier; what belongs to a person, in the order in which it was entered.
    public var organisations: [Organisation] { organisationsByID.values.sorted { $0.id < $1.id } }
    public var people: [Person] { peopleByID.values.sorted { $0.id < $1.id } }
    public var affiliations: [Affiliation] { affiliationsOf.sorted { $0.key < $1.key }.flatMap(\.value) }
    public var credentials: [Credential] { credentialsOf.sorted { $0.key < $1.key }.flatMap(\.value) }
    public var interests: [Interest] { allInterests.all }
    public var declarations: [Declaration] { declaredOn.sorted { $0.key < $1.key }.map { Declaration(person: $0.key, on: $0.value) } }

    public func affiliations(of person: String) -> [Affiliation] { Identifier.isValid(person) ? affiliationsOf[person] ?? [] : [] }
    public func credentials(of person: String) -> [Credential] { Identifier.isValid(person) ? credentialsOf[person] ?? [] : [] }
}
