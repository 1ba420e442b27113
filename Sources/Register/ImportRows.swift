import CivilTime

// What a row of each table means.

extension ImportReading {
    mutating func readOrganisation(_ row: Cells) {
        var cells = row
        let id = cells.required("id")
        guard isFirst(id, &cells, "id") else { return }
        let known = register.organisation(id)
        let details = details(&cells, over: known?.details)
        guard let known else { return take(.organisationAdded(details, id: id), cells, id) }
        let columns = known.details.columns(changedTo: details)
        guard !columns.isEmpty else { return leave(cells) }
        take(.organisationEdited(details, id: id), cells, id, columns: columns)
    }

    private func details(_ cells: inout Cells, over known: Organisation.Details?) -> Organisation.Details {
        var details = known ?? Organisation.Details(name: "")
        if known == nil || cells.has("name") { details.name = cells.required("name") }
        if cells.has("kind") { details.kind = cells.word("kind", of: Organisation.Kind.self) ?? .school }
        if cells.has("phase") { details.phase = cells.word("phase", of: Organisation.Phase.self) }
        if cells.has("region") { details.region = cells.text("region") }
        if cells.has("area") { details.area = cells.text("area") }
        if cells.has("partnership") { details.partnership = cells.text("partnership") }
        if cells.has("latitude") || cells.has("longitude") { details.location = location(&cells) }
        return details
    }

    private func location(_ cells: inout Cells) -> Organisation.Location? {
        let (before, latitude, longitude) = (cells.mistakes.count, cells.degrees("latitude"), cells.degrees("longitude"))
        switch (latitude, longitude) {
        case (nil, nil): return nil
        case (let latitude?, let longitude?):
            if let location = Organisation.Location(latitude: latitude, longitude: longitude) { return location }
            cells.add("latitude", .badValue, "There is no such place.", "Give a latitude from -90 to 90 and a longitude from -180 to 180.")
        case (nil, _?), (_?, nil):
            if cells.mistakes.count == before {
                cells.add(latitude == nil ? "latitude" : "longitude", .missing, "Latitude and longitude go together.", "Fill in both or neither.")
            }
        }
        return nil
    }

    mutating func readTrust(_ row: Cells) {
        var cells = row
        guard let id = cells.text("id"), let trust = cells.text("trust"), let organisation = register.organisation(id) else { return }
        let open = organisation.trusts.last { $0.days.through == nil }
        let from = cells.day("trust_from")
        if let open, open.trust.isSame(as: trust) { return leave(cells) }
        if from == nil, open != nil, cells.mistakes.isEmpty {
            cells.add("trust_from", .missing, "\(organisation.name) belongs to \(open?.trust ?? "") and the day of the change is missing.", "Fill it in.")
        }
        let isNew = addedRows.contains(cells.row)
        take(.trustJoined(organisation: id, trust: trust, from: from), cells, id, columns: isNew ? [] : ["trust"])
    }

    /// What became of it; `none` where it stands after all.
    mutating func readSuccession(_ row: Cells) {
        var cells = row
        guard let id = cells.text("id"), let word = cells.text("succession"), let organisation = register.organisation(id) else { return }
        let isNew = addedRows.contains(cells.row)
        let columns = isNew ? [] : ["succession"]
        guard word != "none" else {
            if organisation.succession == nil { return leave(cells) }
            return take(.organisationSucceeded(organisation: id, nil), cells, id, columns: columns)
        }
        let (kind, on) = (cells.word("succession", of: Organisation.Succession.Kind.self), cells.day("succeeded_on"))
        if kind != nil, on == nil, cells.mistakes.isEmpty { cells.add("succeeded_on", .missing, "The day from which it holds is missing.", "Fill it in.") }
        guard let kind, let on else { return leave(cells) }
        let succession = Organisation.Succession(kind, on: on, successor: cells.text("successor"))
        if organisation.succession == succession { return leave(cells) }
        take(.organisationSucceeded(organisation: id, succession), cells, id, columns: columns)
    }

    mutating func readPerson(_ row: Cells) {
        var cells = row
        let id = cells.required("id")
        guard isFirst(id, &cells, "id") else { return }
        let known = register.person(id)
        var person = known ?? Person(id, name: "")
        if known == nil || cells.has("name") { person.name = cells.required("name") }
        if cells.has("email") { person.email = cells.text("email") }
        guard let known else { return take(.personAdded(person), cells, id) }
        var columns: [String] = []
        if !known.name.isSame(as: person.name) { columns.append("name") }
        if !isSame(known.email, person.email) { columns.append("email") }
        guard !columns.isEmpty else { return leave(cells) }
        take(.personEdited(person), cells, id, columns: columns)
    }

    mutating func readAffiliation(_ row: Cells) {
        var cells = row
        let (person, organisation, post) = (cells.required("person"), cells.required("organisation"), cells.required("post"))
        let days = cells.days()
        let affiliation = Affiliation(person, at: organisation, as: post, days)
        let what = "\(person) \(post) at \(organisation)"
        guard isFirst("\(person)/\(organisation)/\(days.from.map(\.description) ?? "")/\(post)", &cells, "person") else { return }
        guard let known = register.affiliations(of: person).first(where: { $0.matches(affiliation.key) }) else {
            return take(.affiliationBegun(affiliation), cells, what)
        }
        guard let until = days.through, until != known.days.through else { return leave(cells) }
        take(.affiliationEnded(affiliation.key, through: until), cells, what, columns: ["until"])
    }

    mutating func readInterest(_ row: Cells) {
        var cells = row
        let one = party(&cells, "person", "organisation"), other = party(&cells, "with_person", "with_organisation")
        let kind = cells.required("kind"), declaredOn = cells.day("declared_on"), note = cells.text("note")
        if declaredOn == nil, cells.text("declared_on") == nil { _ = cells.required("declared_on") }
        guard let one, let other, let declaredOn else { return leave(cells) }
        let key = Interest.Key(one, other, kind)
        guard isFirst("\(one.key)/\(other.key)/\(kind)/\(declaredOn)", &cells, "kind") else { return }
        let what = "\(kind) between \(one.id) and \(other.id)"
        guard let known = register.allInterests.standing(key) else {
            return take(.interestDeclared(key, on: declaredOn, note: note), cells, what)
        }
        var columns: [String] = []
        if known.declaredOn != declaredOn { columns.append("declared_on") }
        if let note, !isSame(known.note, note) { columns.append("note") }
        guard !columns.isEmpty else { return leave(cells) }
        take(.interestDeclared(key, on: declaredOn, note: note), cells, what, columns: columns)
    }

    private func party(_ cells: inout Cells, _ person: String, _ organisation: String) -> Party? {
        switch (cells.text(person), cells.text(organisation)) {
        case (let id?, nil): return .person(id)
        case (nil, let id?): return .organisation(id)
        case (nil, nil): cells.add(person, .missing, "Neither \(person) nor \(organisation) is filled in.", "Fill in one of them.")
        case (_?, _?): cells.add(organisation, .badValue, "Both \(person) and \(organisation) are filled in.", "Leave one of them empty.")
        }
        return nil
    }

    mutating func readCredential(_ row: Cells) {
        var cells = row
        let (person, kind) = (cells.required("person"), cells.required("kind"))
        if cells.text("from") == nil { _ = cells.required("from") }
        let days = cells.days()
        let credential = Credential(person, kind, days, givenBy: cells.text("given_by"), area: cells.text("area"), conditions: cells.text("conditions"))
        let what = "\(kind) of \(person)"
        guard isFirst("\(person)/\(kind)/\(days.from.map(\.description) ?? "")", &cells, "person") else { return }
        guard let known = register.credentials(of: person).first(where: { $0.matches(credential.key) }) else {
            return take(.credentialGiven(credential), cells, what)
        }
        var (changed, columns) = (known, [String]())
        if let until = days.through, until != known.days.through {
            changed.days = days
            columns.append("until")
        }
        if cells.has("area"), !isSame(known.area, credential.area) {
            changed.area = credential.area
            columns.append("area")
        }
        if cells.has("conditions"), !isSame(known.conditions, credential.conditions) {
            changed.conditions = credential.conditions
            columns.append("conditions")
        }
        switch columns {
        case []: leave(cells)
        case ["until"]: take(.credentialEnded(credential.key, through: days.through ?? .last), cells, what, columns: columns)
        default: take(.credentialSet(changed, was: known), cells, what, columns: columns)
        }
    }

    private func isSame(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return one.isSame(as: other)
    }
}

extension Organisation.Details {
    /// The columns of the table in which the two differ.
    fileprivate func columns(changedTo other: Self) -> [String] {
        func differs(_ one: String?, _ two: String?) -> Bool {
            guard let one, let two else { return (one == nil) != (two == nil) }
            return !one.isSame(as: two)
        }
        var columns: [String] = []
        if differs(name, other.name) { columns.append("name") }
        if kind != other.kind { columns.append("kind") }
        if phase != other.phase { columns.append("phase") }
        if differs(region, other.region) { columns.append("region") }
        if differs(area, other.area) { columns.append("area") }
        if differs(partnership, other.partnership) { columns.append("partnership") }
        if location?.latitude != other.location?.latitude { columns.append("latitude") }
        if location?.longitude != other.location?.longitude { columns.append("longitude") }
        return columns
    }
}
