import CivilTime

extension Register {
    /// The longest texts, in characters (Unicode scalars).
    public static let longestName = 200, longestPost = 120, longestNote = 500

    /// Everything that stands in the way of the change; none where it can be applied.
    public func check(_ change: Change) -> [Problem] {
        var checks = ChangeChecks(register: self)
        switch change {
        case .organisationAdded(let details, let id): checks.added(details, id)
        case .organisationEdited(let details, let id):
            checks.knows(organisation: id, "id")
            checks.check(details)
        case .trustJoined(let organisation, let trust, let from): checks.joined(organisation, trust, from)
        case .trustLeft(let organisation, let through): checks.left(organisation, through)
        case .organisationSucceeded(let organisation, let succession): checks.succeeded(organisation, succession)
        case .personAdded(let person): checks.added(person)
        case .personEdited(let person):
            checks.knows(person: person.id, "id")
            checks.check(person)
        case .affiliationBegun(let affiliation): checks.begun(affiliation)
        case .affiliationEnded(let key, let through): checks.ended(key, through)
        case .interestDeclared(let key, let on, let note): checks.declared(key, on, note)
        case .interestEnded(let key, let through): checks.ended(key, through)
        case .declarationMade(let declaration): checks.made(declaration)
        case .credentialGiven(let credential): checks.given(credential)
        case .credentialEnded(let key, let through): checks.ended(key, through)
        case .credentialSet(let credential, let was): checks.set(credential, was)
        }
        return checks.problems
    }
}

/// What stands in the way of one change.
struct ChangeChecks {
    let register: Register
    var problems: [Register.Problem] = []

    private mutating func add(_ code: Register.Problem.Code, _ field: String, _ sentence: String, _ remedy: String) {
        problems.append(.init(code: code, field: field, sentence: sentence, remedy: remedy))
    }

    // MARK: Organisations

    mutating func added(_ details: Organisation.Details, _ id: String) {
        identifier(id, "id")
        if register.organisation(id) != nil { alreadyThere("The organisation \(id)", "id") }
        check(details)
    }

    mutating func check(_ details: Organisation.Details) {
        text(details.name, "name", most: Register.longestName)
        if let region = details.region { text(region, "region", most: Register.longestName) }
        if let partnership = details.partnership { text(partnership, "partnership", most: Register.longestName) }
        if let area = details.area { name(area, "area") }
    }

    mutating func joined(_ organisation: String, _ trust: String, _ from: Day?) {
        knows(organisation: organisation, "id")
        knows(organisation: trust, "trust")
        if organisation.isSame(as: trust) { add(.sameParty, "trust", "\(trust) cannot belong to itself.", "Name another organisation.") }
        for membership in register.organisation(organisation)?.trusts ?? [] {
            // The open membership is ended by joining; it must have begun before.
            if membership.days.through == nil {
                guard let from, from > (membership.days.from ?? .first) else { return overlaps("trust_from", membership.days, "a trust") }
            } else if membership.days.overlaps(DayRange(from: from, through: nil) ?? .always) {
                return overlaps("trust_from", membership.days, "a trust")
            }
        }
    }

    mutating func left(_ organisation: String, _ through: Day) {
        knows(organisation: organisation, "id")
        guard let found = register.organisation(organisation) else { return }
        guard let open = found.trusts.last(where: { $0.days.through == nil }) else {
            return add(.notFound, "trust", "\(found.name) belongs to no trust that it could leave.", "Check the organisation.")
        }
        backwards(open.days.from, through, "through")
    }

    mutating func succeeded(_ organisation: String, _ succession: Organisation.Succession?) {
        knows(organisation: organisation, "id")
        guard let succession else { return }
        guard let successor = succession.successor else {
            if succession.kind != .closed { add(.missing, "successor", "The successor is missing.", "Name the organisation.") }
            return
        }
        knows(organisation: successor, "successor")
        // Followed to the very end of time: a circle that closes only later is one as well.
        if register.current(successor, on: .last).isSame(as: organisation) || successor.isSame(as: organisation) {
            add(.successionCircle, "successor", "\(successor) has itself gone into \(organisation).", "Name an organisation that stands.")
        }
    }

    // MARK: People

    mutating func added(_ person: Person) {
        identifier(person.id, "id")
        if register.person(person.id) != nil { alreadyThere("The person \(person.id)", "id") }
        check(person)
    }

    mutating func check(_ person: Person) {
        text(person.name, "name", most: Register.longestName)
        if let email = person.email, !isEmail(email) {
            add(.badEmail, "email", "\"\(email)\" is not an e-mail address.", "Write it as name@school.example.")
        }
    }

    mutating func begun(_ affiliation: Affiliation) {
        knows(person: affiliation.person, "person")
        knows(organisation: affiliation.organisation, "organisation")
        text(affiliation.post, "post", most: Register.longestPost)
        let same = register.affiliations(of: affiliation.person).first {
            $0.organisation.isSame(as: affiliation.organisation) && $0.post.isSame(as: affiliation.post) && $0.days.overlaps(affiliation.days)
        }
        if let same { overlaps("from", same.days, "the same post") }
    }

    mutating func ended(_ key: Affiliation.Key, _ through: Day) {
        guard let found = register.affiliations(of: key.person).first(where: { $0.matches(key) }) else {
            return add(.notFound, "person", "\(key.person) holds no post \(key.post) at \(key.organisation)\(since(key.from)).", "Check person, organisation, post and from.")
        }
        if found.days.through != nil { alreadyEnded("The post") }
        backwards(key.from, through, "until")
    }

    mutating func given(_ credential: Credential) {
        check(credential)
        let same = register.credentials(of: credential.person).first { $0.kind.isSame(as: credential.kind) && $0.days.overlaps(credential.days) && !$0.isVoid }
        if let same { overlaps("from", same.days, "the same credential" + (same.givenBy.map { ", given by \($0) and" } ?? "")) }
    }

    /// A credential that stands otherwise: still the only one of its kind on its days.
    mutating func set(_ credential: Credential, _ was: Credential?) {
        check(credential)
        if credential.isVoid { return }
        let same = register.credentials(of: credential.person).first {
            $0.kind.isSame(as: credential.kind) && !$0.matches(credential.key) && $0.days.overlaps(credential.days) && !$0.isVoid
        }
        if let same { overlaps("from", same.days, "the same credential" + (same.givenBy.map { ", given by \($0) and" } ?? "")) }
    }

    private mutating func check(_ credential: Credential) {
        knows(person: credential.person, "person")
        name(credential.kind, "kind")
        if let givenBy = credential.givenBy { text(givenBy, "given_by", most: Register.longestName) }
        if let area = credential.area { text(area, "area", most: Register.longestName) }
        if let conditions = credential.conditions { text(conditions, "conditions", most: Register.longestNote, lines: true) }
    }

    mutating func ended(_ key: Credential.Key, _ through: Day) {
        guard let found = register.credentials(of: key.person).first(where: { $0.matches(key) }) else {
            return add(.notFound, "person", "\(key.person) holds no credential \(key.kind)\(since(key.from)).", "Check person, kind and from.")
        }
        // A credential given for a time may be ended before; one that has been ended so far stays so.
        if let end = found.days.through, end <= through { alreadyEnded("The credential") }
        backwards(key.from, through, "until")
    }

    // MARK: Interests

    mutating func declared(_ key: Interest.Key, _ on: Day, _ note: String?) {
        knows(key.one, person: "person", organisation: "organisation")
        knows(key.other, person: "with_person", organisation: "with_organisation")
        if key.one == key.other { add(.sameParty, "with_person", "Nobody has an interest in herself.", "Name another party.") }
        name(key.kind, "kind")
        if let note { text(note, "note", most: Register.longestNote, lines: true) }
        // After a withdrawal the next day at the earliest: rows that began on one day could not be told apart.
        let earliest = register.allInterests.matching(key).map { $0.until.map { $0 + 1 } ?? $0.declaredOn }.max()
        if let earliest, on < earliest {
            add(.datesBackwards, "declared_on", "The same interest is recorded with a later day already.", "Give a day from \(earliest.short) on.")
        }
    }

    mutating func ended(_ key: Interest.Key, _ through: Day) {
        guard let found = register.allInterests.standing(key) else {
            return add(.notFound, "kind", "No interest \(key.kind) stands between \(key.one.id) and \(key.other.id).", "Check the parties and the kind.")
        }
        backwards(found.since, through, "until")
    }

    mutating func made(_ declaration: Declaration) {
        knows(person: declaration.person, "person")
        guard Identifier.isValid(declaration.person), let earlier = register.declaredOn[declaration.person], declaration.on < earlier else { return }
        add(.datesBackwards, "declared_on", "A later declaration is recorded already, of \(earlier.short).", "Give a day on or after it.")
    }

    // MARK: Common

    mutating func knows(organisation id: String, _ field: String) {
        if !Identifier.isValid(id) {
            identifier(id, field)
        } else if register.organisation(id) == nil {
            add(.unknownOrganisation, field, "There is no organisation \(id).", "Add it first, or check the identifier.")
        }
    }

    mutating func knows(person id: String, _ field: String) {
        if !Identifier.isValid(id) {
            identifier(id, field)
        } else if register.person(id) == nil {
            add(.unknownPerson, field, "There is no person \(id).", "Add her or him first, or check the identifier.")
        }
    }

    private mutating func knows(_ party: Party, person: String, organisation: String) {
        switch party {
        case .person(let id): knows(person: id, person)
        case .organisation(let id): knows(organisation: id, organisation)
        }
    }

    private mutating func identifier(_ id: String, _ field: String) {
        if Identifier.isValid(id) { return }
        add(.badIdentifier, field, "This is not an identifier.", "Use up to 64 letters, digits, hyphens and underscores, beginning with a letter or digit.")
    }

    private mutating func name(_ text: String, _ field: String) {
        if Identifier.isName(text) { return }
        add(.badName, field, "This is not a name.", "Use small letters, digits and underscores, beginning with a letter.")
    }

    private mutating func text(_ text: String, _ field: String, most: Int, lines: Bool = false) {
        guard let fault = PlainText.fault(in: text, most: most, lines: lines) else { return }
        add(.badText, field, "The text \(fault.sentence).", "Write it in plain characters, at most \(most).")
    }

    private mutating func alreadyThere(_ what: String, _ field: String) {
        add(.alreadyThere, field, "\(what) is there already.", "Edit it, or choose another identifier.")
    }

    private mutating func alreadyEnded(_ what: String) {
        add(.alreadyEnded, "until", "\(what) has ended already.", "Correct the entry that ended it.")
    }

    private mutating func overlaps(_ field: String, _ days: DayRange, _ what: String) {
        add(.datesOverlap, field, "The days overlap with \(what) held \(days).", "End that first, or give other days.")
    }

    private mutating func backwards(_ from: Day?, _ through: Day, _ field: String) {
        guard let from, through < from else { return }
        add(.datesBackwards, field, "\(through.short) lies before the first day, \(from.short).", "Give a day on or after it.")
    }

    private func since(_ day: Day?) -> String { day.map { " from \($0.short)" } ?? "" }

    /// One "@" with something on both sides, printable ASCII or letters beyond it, no spaces: what a mail program will judge, it judges.
    private func isEmail(_ text: String) -> Bool {
        guard PlainText.fault(in: text, most: 254) == nil else { return false }
        let parts = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        let forbidden: Set<Unicode.Scalar> = [",", ";", "<", ">", "\"", "(", ")"]
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { !$0.properties.isWhitespace && !forbidden.contains($0) } }
    }
}
