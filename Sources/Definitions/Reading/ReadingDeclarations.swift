import Calendars
import OrderedCollections
import Rubrics

// Everything that a workflow declares before its states.
extension WorkflowReader {
    mutating func readDeclarations() {
        readRoles()
        readFields()
        readRecords()
        readSheets()
        checkBlind()
        readVotes()
        readLinks()
        readLetters()
        readReports()
        if let calendar = root.scalar("calendar"), let calendars = library.calendars {
            _ = resolve(calendar, .unknownCalendar, "calendar", among: calendars.keys.sorted())
        }
    }

    /// That a guard can say the name.
    mutating func declareSayable(_ kind: Key.Kind, _ scalar: Tree.Scalar, _ title: String) {
        declare(kind, scalar)
        guard Reserved.celWords.contains(scalar.text) else { return }
        report(.reservedName, scalar, "`\(scalar.text)` is a word of the guard language and cannot be the name of \(title).", fix: "choose another name.")
    }

    // MARK: - Roles

    private mutating func readRoles() {
        for (key, value) in root.table("roles") {
            declareSayable(.role, key, "a role")
            if Reserved.roleWords.contains(key.text) {
                report(.reservedName, key, "`\(key.text)` has a meaning of its own where roles stand.", fix: "choose another name.")
            }
            let entry = Entry(value)
            let isMany = entry.truth("many")
            let minimum = entry.whole("min") ?? (entry.truth("optional") ? 0 : 1)
            let maximum = entry.whole("max") ?? (isMany ? max(20, minimum) : 1)
            declared.roles[key.text] = Role(
                name: key.text, title: entry.words("title") ?? Words(key.text), heldBy: heldBy(entry), needs: entry.scalars("needs").map(\.text),
                outside: [], posts: entry.scalars("post").map(\.text), distinct: [], isOptional: entry.truth("optional"), isMany: isMany, minimum: minimum, maximum: maximum)
            if minimum > maximum {
                report(.contradiction, key, "The role `\(key.text)` has at least \(minimum) holders and at most \(maximum).", fix: isMany ? nil : "write `many: true` where several hold it.")
            }
        }
        for (key, value) in root.table("roles") { readDuties(key, Entry(value)) }
    }

    private mutating func heldBy(_ entry: Entry) -> Role.HeldBy {
        if let from = entry.scalar("from"), let of = entry.scalar("of"), ["subject", "home"].contains(from.text) {
            let who = from.text == "subject" ? "the subject" : "the subject's home organisation"
            report(.contradiction, of, "`of` and `from` exclude each other: \(who) holds the part already (line \(from.place.line)).", fix: "take one of them out.")
        }
        if let post = entry.map.key("post"), entry.text("from") != "home" {
            report(.contradiction, post, "`post` is for a part that is held from home.", fix: "add `from: home`, or take `post` out.")
        }
        if entry.text("from") == "subject" { return .subject }
        if let from = entry.scalar("from"), from.text == "home" {
            if let kind = root.text("subject"), kind != Workflow.SubjectKind.person.rawValue {
                report(.contradiction, from, "Only a person has a home organisation, and a case is about \(kind == "group" ? "a group" : "an organisation").", fix: "write `from: subject`.")
            }
            return .home
        }
        return entry.text("of") == "organisation" ? .organisation : .person
    }

    private mutating func readDuties(_ key: Tree.Scalar, _ entry: Entry) {
        for scalar in entry.scalars("outside") {
            if scalar.text == "subject" {
                declared.roles[key.text]?.outside.append("subject")
                if let held = declared.roles[key.text]?.heldBy, held.isOfSubject {
                    let from = held == .subject ? "subject" : "home"
                    report(.unsatisfiableDuty, scalar, "`\(key.text)` is held by the subject\(held == .home ? "'s home" : "") and must be outside the subject: nobody can be both.", fix: "take `from: \(from)` out, or `subject` here.")
                }
            } else if let other = role(scalar) {
                declared.roles[key.text]?.outside.append(other)
                reportUnsatisfiable(key, scalar, other)
            }
        }
        for scalar in entry.scalars("apart_from") {
            guard let other = role(scalar) else { continue }
            declared.roles[key.text]?.apartFrom.append(other)
            if other == key.text { report(.unsatisfiableDuty, scalar, "Nobody is apart from herself.", fix: "take `\(other)` out.") }
        }
        for scalar in entry.scalars("distinct") {
            guard let other = role(scalar) else { continue }
            declared.roles[key.text]?.distinct.append(other)
            if other == key.text { report(.unsatisfiableDuty, scalar, "Nobody can be another person than herself.", fix: "take `\(other)` out.") }
        }
    }

    /// What must hold of whoever is named: it may speak of everything that is declared.
    mutating func readConditionsOfRoles() {
        let environment = self.environment.naming()
        for (key, value) in root.table("roles") {
            let entry = Entry(value)
            let conditions = guards(entry, "when", isMust: true, in: environment)
            if let condition = entry.map.key("when"), declared.roles[key.text]?.heldBy.isOfSubject == true {
                report(.contradiction, condition, "Nobody is named for `\(key.text)`: it follows from what the case is about.", fix: "take `when` out.")
            }
            for condition in conditions where !condition.waivedBy.isEmpty {
                report(.contradiction, condition.place, "What is asked of whoever is named for a part is not waived.", fix: "take `waived_by` out.")
            }
            declared.roles[key.text]?.conditions = conditions
        }
    }

    /// The smallest cast has one holder for each role, each from an organisation of its own, but for those from the subject.
    private mutating func reportUnsatisfiable(_ key: Tree.Scalar, _ scalar: Tree.Scalar, _ other: Name) {
        if other == key.text {
            report(.unsatisfiableDuty, scalar, "`\(key.text)` must be outside its own organisation: nobody can be.", fix: "take `\(other)` out.")
        } else if declared.roles[key.text]?.heldBy.isOfSubject == true, declared.roles[other]?.heldBy.isOfSubject == true {
            report(.unsatisfiableDuty, scalar, "`\(key.text)` and `\(other)` are both held by the subject, so that they are never of two organisations.", fix: "write `distinct: [\(other)]` for two persons of one organisation.")
        }
    }

    // MARK: - Fields

    private mutating func readFields() {
        for (key, value) in root.table("data") {
            declareSayable(.datum, key, "a datum")
            let entry = Entry(value)
            guard var field = field(key, entry) else { continue }
            if let initial = entry.scalar("default") {
                field.initial = self.value(initial, of: field.type)
                use(.datum, key.text)
            }
            declared.data[key.text] = field
        }
    }

    /// A field with its own type; nil where the type cannot be read (and has been reported).
    mutating func field(_ key: Tree.Scalar, _ entry: Entry) -> Field? {
        guard let type = entry.scalar("type"), let read = fieldType(type, entry) else {
            broken.insert(key.text)
            return nil
        }
        return Field(
            name: key.text, title: entry.words("title") ?? Words(key.text), type: read, isOptional: entry.truth("optional"), isLater: entry.truth("later"),
            visibility: entry.visibility(), initial: nil, setsDatum: false)
    }

    // MARK: - Records

    private mutating func readRecords() {
        // Names first: a row's field may name any record.
        for (key, _) in root.table("records") {
            declareSayable(.record, key, "a record")
            declared.records[key.text] = Record(name: key.text, title: Words(key.text), fields: [], visibility: .triad, seenBy: [], maximum: 100)
        }
        for (key, value) in root.table("records") {
            let entry = Entry(value)
            var record = Record(
                name: key.text, title: entry.words("title") ?? Words(key.text), fields: [], visibility: entry.visibility(), seenBy: seenBy(entry),
                maximum: entry.whole("max") ?? 100)
            for (name, field) in entry.table("fields") {
                if Reserved.rowWords.contains(name.text) {
                    report(.reservedName, name, "Each row has `\(name.text)` already.", fix: "choose another name.")
                }
                declareSayable(.later, name, "a field")
                places[Key(.later, key.text + "." + name.text)] = name.place
                guard var field = self.field(name, Entry(field)) else { continue }
                field.visibility = Entry(entry.map["fields"]?.mapping?[name.text]).visibility(record.visibility)
                record.fields.append(field)
            }
            declared.records[key.text] = record
        }
    }

    /// `seen_by`, which restricted things need and others do not have.
    mutating func seenBy(_ entry: Entry) -> [Name] {
        let seenBy = ofRestricted(entry)
        if entry.text("visibility") == Visibility.restricted.rawValue, !entry.has("seen_by"), let scalar = entry.scalar("visibility") {
            report(.missingKey, scalar, "What is restricted is seen by nobody until `seen_by` says by whom.", fix: "add `seen_by: [ROLE]`.")
        }
        return seenBy
    }

    /// `seen_by` of what may be seen by nobody but whoever made it: a restricted sheet.
    private mutating func ofRestricted(_ entry: Entry) -> [Name] {
        if entry.text("visibility") != Visibility.restricted.rawValue, let scalar = entry.map.key("seen_by") {
            report(.contradiction, scalar, "`seen_by` is for what is restricted.", fix: "add `visibility: restricted`, or take `seen_by` out.")
        }
        return roles(entry.scalars("seen_by"))
    }

    // MARK: - Sheets

    private mutating func readSheets() {
        for (key, value) in root.table("sheets") {
            declareSayable(.sheet, key, "a sheet")
            let entry = Entry(value)
            let rubric = byChoice(entry, "rubric") { reader, scalar in reader.rubric(scalar) }
            let tolerance = byChoice(entry, "tolerance") { _, scalar in
                if case .whole(let number) = CoreScalar(scalar) { Int(exactly: number) } else { nil }
            }
            let evidenceFrom = entry.scalar("evidence_from").flatMap { resolve($0, .unknownRecord, "record", among: declared.records.keys) }
            declared.sheets[key.text] = Sheet(
                name: key.text, title: entry.words("title") ?? Words(key.text), rubric: rubric ?? .always(""), by: roles(entry.scalars("by")),
                isSealedUntilAll: entry.text("sealed") == "until-all", tolerance: tolerance ?? .always(0),
                evidenceRequired: entry.text("evidence") == "required", evidenceFrom: evidenceFrom,
                settledBy: roles(entry.scalars("settled_by")), watch: watch(Entry(entry["watch"])), blindTo: roles(entry.scalars("blind_to")), isOptional: entry.truth("optional"), visibility: entry.visibility(),
                seenBy: ofRestricted(entry))
        }
    }

    private mutating func watch(_ entry: Entry) -> Watch {
        Watch(exact: threshold(entry.scalar("exact")), withinOne: threshold(entry.scalar("within_one")), bias: threshold(entry.scalar("bias")))
    }

    private mutating func threshold(_ scalar: Tree.Scalar?) -> Share.Threshold? {
        guard let scalar else { return nil }
        if let threshold = Share.Threshold(scalar.text) { return threshold }
        report(.wrongType, scalar, "`\(scalar.text)` is not a percentage.", fix: "write it as `60%` or `89.5%`.")
        return nil
    }

    /// Whoever is to judge without having seen a sheet has one of her own to seal.
    private mutating func checkBlind() {
        for (key, value) in root.table("sheets") {
            for scalar in Entry(value).scalars("blind_to") {
                guard let role = declared.roles[scalar.text]?.name, let sheet = declared.sheets[key.text] else { continue }
                if sheet.by.contains(role) {
                    report(.contradiction, scalar, "`\(role)` fills `\(sheet.name)` in, and sees her own sheet.", fix: "take it out; `sealed: until-all` keeps raters of one sheet apart.")
                } else if !declared.sheets.values.contains(where: { $0.by.contains(role) }) {
                    report(.contradiction, scalar, "`\(role)` seals no sheet of her own, and would never see `\(sheet.name)`.", fix: "take it out, or name the role in the `by` of another sheet.")
                }
            }
        }
    }

    mutating func rubric(_ scalar: Tree.Scalar) -> Name? {
        guard let rubrics = library.rubrics else { return scalar.text }
        return resolve(scalar, .unknownRubric, "rubric", among: rubrics.keys.sorted())
    }

    /// `NAME`, or `{ by: DATUM, CHOICE: … }` with a value for each choice.
    private mutating func byChoice<Value>(_ entry: Entry, _ key: String, _ read: (inout WorkflowReader, Tree.Scalar) -> Value?) -> ByChoice<Value>? {
        guard let tree = entry[key] else { return nil }
        if let scalar = tree.scalar { return read(&self, scalar).map { .always($0) } }
        let map = Entry(tree)
        guard let by = map.scalar("by"), let datum = resolve(by, .unknownDatum, "datum", among: declared.data.keys) else { return nil }
        guard case .choice(let choices)? = declared.data[datum]?.type else {
            report(.wrongType, by, "`\(datum)` is not a choice, so it cannot decide between values.", fix: "give it `type: choice`.")
            return nil
        }
        var values: [Name: Value] = [:]
        for (choice, value) in map.map.entries where !choice.text.sameScalars(as: "by") {
            guard let name = resolve(choice, .unknownField, "choice", " of `\(datum)`", among: choices), let scalar = value.scalar else { continue }
            values[name] = read(&self, scalar)
        }
        let missing = choices.filter { map.map[$0] == nil }
        if !missing.isEmpty {
            report(.choiceNotCovered, by, "`\(key)` says nothing for \(missing.listed("and")) of `\(datum)`.", fix: "add a value for each choice.")
        }
        return .by(datum: datum, values)
    }

    // MARK: - Links, letters, reports

    private mutating func readLinks() {
        for (key, value) in root.table("links") {
            declareSayable(.link, key, "a link")
            let entry = Entry(value)
            if let workflow = entry.scalar("workflow"), let workflows = library.workflows, workflow.text != root.text("workflow") {
                _ = resolve(workflow, .unknownWorkflow, "workflow", among: workflows.keys.sorted())
            }
            declared.links[key.text] = Link(
                name: key.text, title: entry.words("title") ?? Words(key.text), workflow: entry.text("workflow") ?? "", isParent: entry.truth("parent"))
        }
    }

    private mutating func readLetters() {
        for (key, value) in root.table("letters") {
            declare(.letter, key)
            let entry = Entry(value)
            let scalars = entry.scalars("to")
            let to: Letter.Addressees = switch scalars.count == 1 ? scalars[0].text : "" {
            case "owed": .owed
            case "corrected": .corrected
            case "appointed": .appointed(parts(of: key, entry))
            case "released": .released(parts(of: key, entry))
            default: .roles(roles(scalars))
            }
            // Nothing in the file sends a letter of correction, or to whoever comes or leaves; whoever goes through what is owed may write a reminder.
            if case .roles = to {
                if let parts = entry.map.key("in") { report(.contradiction, parts, "`in` is for a letter to whoever is appointed or released.", fix: "take it out.") }
            } else {
                use(.letter, key.text)
            }
            declared.letters[key.text] = Letter(name: key.text, title: entry.words("title") ?? Words(key.text), to: to, template: template(entry),
                appointments: entry.scalars("appointments").compactMap { resolve($0, .unknownAppointment, "appointment", among: root.table("appointments").map(\.key.text)) })
        }
    }

    private mutating func parts(of letter: Tree.Scalar, _ entry: Entry) -> [Name] {
        let parts = roles(entry.scalars("in"))
        if parts.isEmpty { report(.missingKey, letter, "In which parts is not said.", fix: "add `in: [\(declared.roles.keys.first ?? "reviewer")]`.") }
        return parts
    }

    private mutating func readReports() {
        for (key, value) in root.table("reports") {
            let entry = Entry(value)
            declared.reports[key.text] = Report(
                name: key.text, title: entry.words("title") ?? Words(key.text), template: template(entry), editions: entry.scalars("editions").map(\.text),
                numberedBy: entry.scalar("numbered_by").flatMap { resolve($0, .unknownRecord, "record", among: declared.records.keys) },
                audience: roles(entry.scalars("for")))
        }
    }

    /// Read when the states are known, since an appointment names those in which it is called off.
    mutating func readAppointments() {
        for (key, value) in root.table("appointments") {
            let entry = Entry(value)
            guard let from = entry.scalar("from").flatMap({ date($0) }) else { continue }
            declared.appointments[key.text] = Appointment(
                name: key.text, title: entry.words("title") ?? Words(key.text), from: from, until: entry.scalar("until").flatMap { date($0) },
                who: roles(entry.scalars("who")), offIn: targets(entry.scalars("off_in"), from: nil))
        }
    }

    /// Read when the states are known.
    mutating func readWithheld() {
        for (key, value) in root.table("withheld") {
            let entry = Entry(value)
            let sheets = entry.scalars("sheets").compactMap { resolve($0, .unknownSheet, "sheet", among: declared.sheets.keys) }
            let records = entry.scalars("records").compactMap { resolve($0, .unknownRecord, "record", among: declared.records.keys) }
            let data = entry.scalars("data").compactMap { resolve($0, .unknownDatum, "datum", among: declared.data.keys) }
            if !entry.has("sheets"), !entry.has("records"), !entry.has("data") {
                report(.missingKey, key, "Nothing is withheld.", fix: "add `sheets: [NAME]`, `records: [NAME]` or `data: [NAME]`.")
            }
            declared.withheld.append(Withholding(
                name: key.text, from: roles(entry.scalars("from")), sheets: sheets, records: records, data: data, until: targets(entry.scalars("until"), from: nil)))
        }
    }

    /// A datum that is a date.
    mutating func date(_ scalar: Tree.Scalar, for what: String = "so that it cannot stand in a calendar") -> Name? {
        guard let name = resolve(scalar, .unknownDatum, "datum", among: declared.data.keys) else { return nil }
        readData.insert(name)
        guard let field = declared.data[name], field.type != .date else { return name }
        report(.wrongType, scalar, "`\(name)` is not a date, \(what).", fix: "give it `type: date`, or name one that has it.")
        return nil
    }

    private mutating func template(_ entry: Entry) -> String {
        guard let scalar = entry.scalar("template") else { return "" }
        if let templates = library.templates { _ = resolve(scalar, .unknownTemplate, "template", among: templates.sorted()) }
        return scalar.text
    }
}

extension Role.HeldBy {
    /// Whether whoever holds the part belongs to what the case is about.
    fileprivate var isOfSubject: Bool {
        switch self {
        case .subject, .home: true
        case .person, .organisation: false
        }
    }
}
