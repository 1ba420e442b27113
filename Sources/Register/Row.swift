import JSON

extension Register {
    /// One row, as it is kept.
    public enum Row: Sendable, Hashable {
        case organisation(Organisation)
        case person(Person)
        case affiliation(Affiliation)
        case interest(Interest)
        case credential(Credential)
        case declaration(Declaration)

        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case organisation, person, affiliation, interest, credential, declaration
        }

        public var kind: Kind {
            switch self {
            case .organisation: .organisation
            case .person: .person
            case .affiliation: .affiliation
            case .interest: .interest
            case .credential: .credential
            case .declaration: .declaration
            }
        }

        /// What tells it from other rows of its kind, for ever: no change alters it. A slash parts what an identifier never holds.
        public var id: String {
            switch self {
            case .organisation(let organisation): organisation.id
            case .person(let person): person.id
            case .affiliation(let row): "\(row.person)/\(row.organisation)/\(row.days.from.map(\.description) ?? "")/\(row.post)"
            case .interest(let row): "\(row.one.key)/\(row.other.key)/\(row.kind)/\(row.since)"
            case .credential(let row): "\(row.person)/\(row.kind)/\(row.days.from.map(\.description) ?? "")"
            case .declaration(let row): row.person
            }
        }

        /// The people and organisations that it is about: whoever loads one of them loads the row.
        public var owners: [String] {
            switch self {
            case .organisation(let organisation): [organisation.id]
            case .person(let person): [person.id]
            case .affiliation(let row): [row.person, row.organisation]
            case .interest(let row): [row.one.id, row.other.id]
            case .credential(let row): [row.person]
            case .declaration(let row): [row.person]
            }
        }

        public var json: JSON.Value {
            switch self {
            case .organisation(let organisation): organisation.json
            case .person(let person): person.json
            case .affiliation(let row): row.json
            case .interest(let row): row.json
            case .credential(let row): row.json
            case .declaration(let row): row.json
            }
        }

        /// - Throws: ``RegisterShapeError``.
        public init(_ kind: Kind, json: JSON.Value) throws(RegisterShapeError) {
            switch kind {
            case .organisation: self = .organisation(try Organisation(json: json))
            case .person: self = .person(try Person(json: json))
            case .affiliation: self = .affiliation(try Affiliation(json: json))
            case .interest: self = .interest(try Interest(json: json))
            case .credential: self = .credential(try Credential(json: json))
            case .declaration: self = .declaration(try Declaration(json: json))
            }
        }
    }

    /// Every row, in the order of the kinds.
    public var rows: [Row] {
        organisations.map(Row.organisation) + people.map(Row.person) + affiliations.map(Row.affiliation) + interests.map(Row.interest)
            + credentials.map(Row.credential) + declarations.map(Row.declaration)
    }

    /// The register of these rows.
    public init(rows: some Sequence<Row>) {
        self.init()
        for row in rows { insert(row) }
    }

    private mutating func insert(_ row: Row) {
        switch row {
        case .organisation(let row): if Identifier.isValid(row.id) { organisationsByID[row.id] = row }
        case .person(let row): if Identifier.isValid(row.id) { peopleByID[row.id] = row }
        case .affiliation(let row): if Identifier.isValid(row.person) { affiliationsOf[row.person, default: []].append(row) }
        case .interest(let row): allInterests.append(row)
        case .credential(let row): if Identifier.isValid(row.person) { credentialsOf[row.person, default: []].append(row) }
        case .declaration(let row): if Identifier.isValid(row.person) { declaredOn[row.person] = row.on }
        }
    }

    /// The one row that the change makes or alters, as it stands in this register, to which the change has been applied.
    public func row(of change: Change) -> Row? {
        switch change {
        case .organisationAdded(_, let id), .organisationEdited(_, let id), .trustJoined(let id, _, _), .trustLeft(let id, _),
             .organisationSucceeded(let id, _):
            organisation(id).map(Row.organisation)
        case .personAdded(let person), .personEdited(let person): self.person(person.id).map(Row.person)
        case .affiliationBegun(let affiliation): .affiliation(affiliation)
        case .affiliationEnded(let key, _): affiliations(of: key.person).first { $0.matches(key) }.map(Row.affiliation)
        case .interestDeclared(let key, _, _): interests.last { $0.matches(key) && $0.until == nil }.map(Row.interest)
        case .interestEnded(let key, let through): interests.last { $0.matches(key) && $0.until == through }.map(Row.interest)
        case .declarationMade(let declaration): .declaration(declaration)
        case .credentialGiven(let credential), .credentialSet(let credential, _): .credential(credential)
        case .credentialEnded(let key, _): credentials(of: key.person).first { $0.matches(key) }.map(Row.credential)
        }
    }
}
