import CivilTime

extension Register {
    /// One change. The register is the fold of these.
    public enum Change: Sendable, Hashable {
        case organisationAdded(Organisation.Details, id: String)
        case organisationEdited(Organisation.Details, id: String)
        /// Belongs to the trust from that day on (nil: from always); an earlier membership ends the day before.
        case trustJoined(organisation: String, trust: String, from: Day?)
        /// Belongs to its trust through that day.
        case trustLeft(organisation: String, through: Day)
        /// What became of the organisation; nil: it stands after all. The latest word counts.
        case organisationSucceeded(organisation: String, Organisation.Succession?)
        case personAdded(Person)
        case personEdited(Person)
        case affiliationBegun(Affiliation)
        case affiliationEnded(Affiliation.Key, through: Day)
        /// Declared for the first time, or again.
        case interestDeclared(Interest.Key, on: Day, note: String?)
        /// Withdrawn: it held through that day.
        case interestEnded(Interest.Key, through: Day)
        /// The person declared all her interests, or that she has none.
        case declarationMade(Declaration)
        case credentialGiven(Credential)
        case credentialEnded(Credential.Key, through: Day)
        /// The credential stands from now on as the first says; `was`: as it stood before, nil where it was not there.
        case credentialSet(Credential, was: Credential?)
    }

    /// The register after the change. It never fails once ``check(_:)`` has found nothing; what it cannot apply, it leaves as it was.
    public func applying(_ change: Change) -> Register {
        var register = self
        register.apply(change)
        return register
    }

    /// The register after the changes, one after the other.
    public func applying(_ changes: some Sequence<Change>) -> Register {
        var register = self
        for change in changes { register.apply(change) }
        return register
    }

    /// The same in place: of many changes none copies the register.
    public mutating func apply(_ change: Change) {
        switch change {
        case .organisationAdded(let details, let id):
            if Identifier.isValid(id) { organisationsByID[id] = Organisation(id, details) }
        case .organisationEdited(let details, let id):
            edit(id) { $0.details = details }
        case .trustJoined(let organisation, let trust, let from):
            edit(organisation) { $0.join(trust, from: from) }
        case .trustLeft(let organisation, let through):
            edit(organisation) { $0.leave(through: through) }
        case .organisationSucceeded(let organisation, let succession):
            edit(organisation) { $0.succession = succession }
        case .personAdded(let person), .personEdited(let person):
            if Identifier.isValid(person.id) { peopleByID[person.id] = person }
        case .affiliationBegun(let affiliation):
            if Identifier.isValid(affiliation.person) { affiliationsOf[affiliation.person, default: []].append(affiliation) }
        case .affiliationEnded(let key, let through):
            end(key, through: through)
        case .interestDeclared(let key, let on, let note):
            declare(key, on: on, note: note)
        case .interestEnded(let key, let through):
            allInterests.changeStanding(key) { $0.until = through }
        case .declarationMade(let declaration):
            if Identifier.isValid(declaration.person) { declaredOn[declaration.person] = declaration.on }
        case .credentialGiven(let credential):
            if Identifier.isValid(credential.person) { credentialsOf[credential.person, default: []].append(credential) }
        case .credentialEnded(let key, let through):
            end(key, through: through)
        case .credentialSet(let credential, _): set(credential)
        }
    }

    private mutating func edit(_ organisation: String, _ change: (inout Organisation) -> Void) {
        guard var found = self.organisation(organisation) else { return }
        change(&found)
        organisationsByID[organisation] = found
    }

    private mutating func end(_ key: Affiliation.Key, through: Day) {
        guard Identifier.isValid(key.person), let index = affiliationsOf[key.person]?.firstIndex(where: { $0.matches(key) }),
              let days = DayRange(from: key.from, through: through)
        else { return }
        affiliationsOf[key.person]?[index].days = days
    }

    private mutating func set(_ credential: Credential) {
        guard Identifier.isValid(credential.person) else { return }
        if let index = credentialsOf[credential.person]?.firstIndex(where: { $0.matches(credential.key) }) {
            credentialsOf[credential.person]?[index] = credential
        } else {
            credentialsOf[credential.person, default: []].append(credential)
        }
    }

    private mutating func end(_ key: Credential.Key, through: Day) {
        guard Identifier.isValid(key.person), let index = credentialsOf[key.person]?.firstIndex(where: { $0.matches(key) }),
              let days = DayRange(from: key.from, through: through)
        else { return }
        credentialsOf[key.person]?[index].days = days
    }

    private mutating func declare(_ key: Interest.Key, on day: Day, note: String?) {
        let isRenewed = allInterests.changeStanding(key) { interest in
            interest.declaredOn = day
            interest.note = note ?? interest.note
        }
        if !isRenewed { allInterests.append(Interest(key.one, key.other, key.kind, declaredOn: day, note: note)) }
    }
}

extension Register.Change {
    /// The people and organisations that it is about: by them the live cases are found that it touches.
    public var parties: [Party] {
        switch self {
        case .organisationAdded(_, let id), .organisationEdited(_, let id), .trustLeft(let id, _): [.organisation(id)]
        case .trustJoined(let id, let trust, _): [.organisation(id), .organisation(trust)]
        case .organisationSucceeded(let id, let succession): [.organisation(id)] + (succession?.successor.map { [.organisation($0)] } ?? [])
        case .personAdded(let person), .personEdited(let person): [.person(person.id)]
        case .affiliationBegun(let affiliation): [.person(affiliation.person), .organisation(affiliation.organisation)]
        case .affiliationEnded(let key, _): [.person(key.person), .organisation(key.organisation)]
        case .interestDeclared(let key, _, _), .interestEnded(let key, _): [key.one, key.other]
        case .declarationMade(let declaration): [.person(declaration.person)]
        case .credentialGiven(let credential), .credentialSet(let credential, _): [.person(credential.person)]
        case .credentialEnded(let key, _): [.person(key.person)]
        }
    }
}

extension Affiliation {
    func matches(_ key: Key) -> Bool {
        organisation.isSame(as: key.organisation) && post.isSame(as: key.post) && days.from == key.from
    }
}

extension Credential {
    func matches(_ key: Key) -> Bool {
        kind.isSame(as: key.kind) && days.from == key.from
    }
}

extension Organisation {
    fileprivate mutating func join(_ trust: String, from: Day?) {
        if let from { leave(through: from - 1) }
        trusts.append(Membership(trust, DayRange(from: from, through: nil) ?? .always))
    }

    fileprivate mutating func leave(through: Day) {
        guard let index = trusts.lastIndex(where: { $0.days.through == nil }),
              let days = DayRange(from: trusts[index].days.from, through: through)
        else { return }
        trusts[index].days = days
    }
}

extension Register.Change {
    /// The day from which it holds, where it says one.
    public var from: Day? {
        switch self {
        case .organisationAdded, .organisationEdited, .personAdded, .personEdited, .interestDeclared, .declarationMade: nil
        case .trustJoined(_, _, let day): day
        case .trustLeft(_, let day), .affiliationEnded(_, let day), .interestEnded(_, let day), .credentialEnded(_, let day): day + 1
        case .organisationSucceeded(_, let succession): succession?.on
        case .affiliationBegun(let affiliation): affiliation.days.from
        case .credentialGiven(let credential): credential.days.from
        case .credentialSet: nil
        }
    }
}

extension Register {
    /// What undoes changes that proved mistaken, the last first: each field that still says what they said, says again what it said before.
    ///
    /// Only what a case makes of a credential is undone so; other changes are mended by hand.
    public func undoing(_ changes: some BidirectionalCollection<Change>) -> [Change] {
        var (register, undone) = (self, [Change]())
        for case .credentialSet(let set, let was) in changes.reversed() {
            guard let now = register.credentials(of: set.person).first(where: { $0.matches(set.key) }) else { continue }
            let change = Change.credentialSet(now.undoing(set, was), was: now)
            register.apply(change)
            undone.append(change)
        }
        return undone
    }
}

extension Credential {
    fileprivate func undoing(_ set: Credential, _ was: Credential?) -> Credential {
        var back = self
        guard let was else {
            back.isVoid = true
            return back
        }
        if days == set.days { back.days = was.days }
        if givenBy == set.givenBy { back.givenBy = was.givenBy }
        if area == set.area { back.area = was.area }
        if conditions == set.conditions { back.conditions = was.conditions }
        if pauses == set.pauses { back.pauses = was.pauses }
        if isVoid == set.isVoid { back.isVoid = was.isVoid }
        return back
    }
}
