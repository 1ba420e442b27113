import CivilTime
import JSON

extension Register.Change {
    /// What kind of change it is: the member `change` of its JSON.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case organisationAdded = "organisation_added"
        case organisationEdited = "organisation_edited"
        case trustJoined = "trust_joined"
        case trustLeft = "trust_left"
        case organisationSucceeded = "organisation_succeeded"
        case personAdded = "person_added"
        case personEdited = "person_edited"
        case affiliationBegun = "affiliation_begun"
        case affiliationEnded = "affiliation_ended"
        case interestDeclared = "interest_declared"
        case interestEnded = "interest_ended"
        case declarationMade = "declaration_made"
        case credentialGiven = "credential_given"
        case credentialEnded = "credential_ended"
        case credentialSet = "credential_set"
    }

    public var kind: Kind {
        switch self {
        case .organisationAdded: .organisationAdded
        case .organisationEdited: .organisationEdited
        case .trustJoined: .trustJoined
        case .trustLeft: .trustLeft
        case .organisationSucceeded: .organisationSucceeded
        case .personAdded: .personAdded
        case .personEdited: .personEdited
        case .affiliationBegun: .affiliationBegun
        case .affiliationEnded: .affiliationEnded
        case .interestDeclared: .interestDeclared
        case .interestEnded: .interestEnded
        case .declarationMade: .declarationMade
        case .credentialGiven: .credentialGiven
        case .credentialEnded: .credentialEnded
        case .credentialSet: .credentialSet
        }
    }

    /// `{ change: KIND, … }` with the members of the row that it is about.
    public var json: JSON.Value {
        var object: JSON.Object = ["change": .string(kind.rawValue)]
        switch self {
        case .organisationAdded(let details, let id), .organisationEdited(let details, let id):
            object.add("id", id)
            details.add(to: &object)
        case .trustJoined(let organisation, let trust, let from):
            object.add("organisation", organisation)
            object.add("trust", trust)
            object.add("from", from)
        case .trustLeft(let organisation, let through):
            object.add("organisation", organisation)
            object.add("until", through)
        case .organisationSucceeded(let organisation, let succession):
            object.add("organisation", organisation)
            if let succession { object["succession"] = succession.json }
        case .personAdded(let person), .personEdited(let person): object.add(allOf: person.json)
        case .affiliationBegun(let affiliation): object.add(allOf: affiliation.json)
        case .affiliationEnded(let key, let through):
            object.add("person", key.person)
            object.add("organisation", key.organisation)
            object.add("post", key.post)
            object.add("from", key.from)
            object.add("until", through)
        case .interestDeclared(let key, let on, let note):
            object.add(key)
            object.add("on", on)
            object.add("note", note)
        case .interestEnded(let key, let through):
            object.add(key)
            object.add("until", through)
        case .declarationMade(let declaration): object.add(allOf: declaration.json)
        case .credentialGiven(let credential): object.add(allOf: credential.json)
        case .credentialEnded(let key, let through):
            object.add("person", key.person)
            object.add("kind", key.kind)
            object.add("from", key.from)
            object.add("until", through)
        case .credentialSet(let credential, let was):
            object.append("credential", credential.json)
            if let was { object.append("was", was.json) }
        }
        return .object(object)
    }

    /// - Throws: ``RegisterShapeError`` where a member is missing, unknown or of another form.
    public init(json: JSON.Value) throws(RegisterShapeError) {
        guard let word = json["change"]?.stringValue, let kind = Kind.allCases.first(where: { $0.rawValue.isSame(as: word) }),
              var rest = json.objectValue
        else { throw .init(place: "change", sentence: "One of \(Kind.allCases.map(\.rawValue).joined(separator: ", ")) is expected here.") }
        rest["change"] = nil
        self = try Register.Change.read(kind, .object(rest))
    }

    private static func read(_ kind: Kind, _ rest: JSON.Value) throws(RegisterShapeError) -> Register.Change {
        switch kind {
        case .organisationAdded, .organisationEdited:
            let members = try Members(rest, knows: ["id"] + Organisation.Details.keys)
            let (details, id) = (try Organisation.Details(members), try members.text("id"))
            return kind == .organisationAdded ? .organisationAdded(details, id: id) : .organisationEdited(details, id: id)
        case .trustJoined:
            let members = try Members(rest, knows: ["organisation", "trust", "from"])
            return .trustJoined(organisation: try members.text("organisation"), trust: try members.text("trust"), from: try members.optionalDay("from"))
        case .trustLeft:
            let members = try Members(rest, knows: ["organisation", "until"])
            return .trustLeft(organisation: try members.text("organisation"), through: try members.day("until"))
        case .organisationSucceeded:
            let members = try Members(rest, knows: ["organisation", "succession"])
            guard let succession = members.value("succession") else { return .organisationSucceeded(organisation: try members.text("organisation"), nil) }
            return .organisationSucceeded(organisation: try members.text("organisation"), try .init(json: succession, at: "succession"))
        case .personAdded: return .personAdded(try Person(json: rest))
        case .personEdited: return .personEdited(try Person(json: rest))
        case .affiliationBegun: return .affiliationBegun(try Affiliation(json: rest))
        case .affiliationEnded:
            let members = try Members(rest, knows: ["person", "organisation", "post", "from", "until"])
            let key = Affiliation.Key(person: try members.text("person"), organisation: try members.text("organisation"),
                                      post: try members.text("post"), from: try members.optionalDay("from"))
            return .affiliationEnded(key, through: try members.day("until"))
        case .interestDeclared:
            let members = try Members(rest, knows: ["one", "other", "kind", "on", "note"])
            return .interestDeclared(try Interest.Key(members), on: try members.day("on"), note: try members.optionalText("note"))
        case .interestEnded:
            let members = try Members(rest, knows: ["one", "other", "kind", "until"])
            return .interestEnded(try Interest.Key(members), through: try members.day("until"))
        case .declarationMade: return .declarationMade(try Declaration(json: rest))
        case .credentialGiven: return .credentialGiven(try Credential(json: rest))
        case .credentialEnded:
            let members = try Members(rest, knows: ["person", "kind", "from", "until"])
            let key = Credential.Key(person: try members.text("person"), kind: try members.text("kind"), from: try members.optionalDay("from"))
            return .credentialEnded(key, through: try members.day("until"))
        case .credentialSet:
            let members = try Members(rest, knows: ["credential", "was"])
            var was: Credential?
            if let value = members.value("was") { was = try Credential(json: value) }
            return .credentialSet(try Credential(json: members.required("credential", members.value("credential"))), was: was)
        }
    }
}

extension JSON.Object {
    fileprivate mutating func add(allOf value: JSON.Value) {
        for (key, value) in value.objectValue ?? [:] { append(key, value) }
    }

    fileprivate mutating func add(_ key: Interest.Key) {
        append("one", key.one.json)
        append("other", key.other.json)
        add("kind", key.kind)
    }
}
