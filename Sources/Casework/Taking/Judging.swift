import CEL
import Calendars
import CivilTime
import Definitions
import Register
import Rubrics

/// What a guard or an expression sees of a case, and what they come to.
struct Judge: GuardContext {
    let situation: Situation
    let act: Act
    /// The part in which the actor acts; nil for a clock, a linked case and the case itself.
    let part: Part?
    let form: Form
    /// What the actor may be told of a guard; nil: what the situation says.
    var sight: Sight?

    /// Whether a guard holds.
    ///
    /// - Throws: `guard-error` where it has no value.
    func holds(_ condition: Guard) throws(Refusal) -> Bool {
        switch condition.program.evaluate(activation) {
        case .success(.bool(let truth)): return truth
        case .success: throw Refusal.unjudged(condition.program, "It is neither true nor false.", condition.place)
        case .failure(let error): throw Refusal.unjudged(condition.program, error.message, condition.place)
        }
    }

    /// Sentences of the expectations that are not met.
    func shortfalls(of rule: EventRule) throws(Refusal) -> [String] {
        var sentences: [String] = []
        for condition in rule.guards where !condition.isMust {
            if try !holds(condition) { sentences.append(situation.sentence(of: condition, self, form: rule.form)) }
        }
        return sentences
    }

    /// The value of an expression as a field's value.
    ///
    /// - Throws: `guard-error` where it has none, or one that the field cannot hold.
    func value(_ expression: Definitions.Expression, as type: FieldType) throws(Refusal) -> FieldValue {
        switch expression.program.evaluate(activation) {
        case .success(let value):
            guard let field = value.fieldValue(as: type) else {
                throw Refusal.unjudged(expression.program, "Its value does not fit.", expression.place)
            }
            return field
        case .failure(let error): throw Refusal.unjudged(expression.program, error.message, expression.place)
        }
    }

    func truth(_ expression: Definitions.Expression) throws(Refusal) -> Bool {
        switch try value(expression, as: .yesNo) {
        case .yesNo(let truth): truth
        case .text, .whole, .date, .list, .absent: false
        }
    }

    func day(_ expression: Definitions.Expression) throws(Refusal) -> Day? {
        if case .date(let day) = try value(expression, as: .date) { day } else { nil }
    }

    func text(_ expression: Definitions.Expression) throws(Refusal) -> String {
        if case .text(let text) = try value(expression, as: .text(max: .max, words: nil)) { text } else { "" }
    }

    var activation: Activation { activation() }

    /// - Parameter unknowns: paths that count as not known yet.
    func activation(unknowns: [[Name]] = []) -> Activation { Activation(host: self, unknowns: unknowns, lookup: { try variable($0) }) }
}

extension Guard {
    /// The file's sentence, else the condition itself.
    var sentence: String { otherwise?.text() ?? "This must hold: \(program.source)." }
}

extension Refusal {
    static func unjudged(_ program: CEL.Program, _ why: String, _ place: Definitions.Place) -> Refusal {
        Refusal(
            .guardError, "A condition of the workflow could not be judged: \(program.source). \(why)",
            place: place.isInFile ? place.description : nil, remedy: "Mend the workflow, or fill in what the condition reads.")
    }
}

// MARK: - Variables

extension Judge {
    var `case`: Case? { situation.case }

    func variable(_ name: String) throws -> CEL.Value? {
        switch name {
        case "data": .record(GuardRecord("data") { self.case?.data[$0]?.guardValue })
        case "event": .record(GuardRecord("event") { form[$0]?.guardValue })
        case "row": row()
        case "actor": actor()
        case "subject": subject()
        case "roles": .record(GuardRecord("roles") { role($0) })
        case "sheets": .record(GuardRecord("sheets") { sheet($0) })
        case "votes": .record(GuardRecord("votes") { vote($0) })
        case "records": .record(GuardRecord("records") { rows(of: $0) })
        case "clocks": .record(GuardRecord("clocks") { clock($0) })
        case "links": .record(GuardRecord("links") { link($0) })
        case "today": .host(DateValue(act.day))
        case "now": Timestamp(situation.now).map { .timestamp($0) }
        default: nil
        }
    }

    private func record(_ type: String, _ fields: [String: CEL.Value?]) -> CEL.Value {
        .record(GuardRecord(type) { fields[$0] ?? nil })
    }

    private func texts(_ texts: [String]) -> CEL.Value { .list(texts.map { .string($0) }) }

    private func actor() -> CEL.Value? {
        guard let person = act.person else { return nil }
        let roles = situation.parts(of: person, on: act.day).map(\.role)
        let organisations = situation.organisations(of: person, on: act.day)
        return record("actor", ["id": .string(person), "roles": texts(roles), "organisations": texts(organisations)])
    }

    private func subject() -> CEL.Value? {
        switch self.case?.subject {
        case .organisation(let id): record("subject", ["id": .string(id), "name": .string(situation.name(organisation: id)), "organisation": .string(id)])
        case .person(let id):
            record("subject", [
                "id": .string(id), "name": .string(situation.name(person: id)), "organisation": situation.home(of: id, on: act.day).map { .string($0) },
            ])
        case .group: record("subject", ["id": .string(self.case?.id ?? ""), "name": .string(self.case?.title ?? "")])
        case nil: nil
        }
    }

    private func role(_ name: Name) -> CEL.Value? {
        guard situation.workflow.roles[name] != nil else { return nil }
        let holders = self.case?.holders[name] ?? []
        let persons = holders.flatMap { [$0.person].compactMap { $0 } + $0.team }
        let organisations = holders.flatMap { situation.organisations(of: $0, on: act.day) }
        let former = (self.case?.former[name] ?? []).flatMap { [$0.person].compactMap { $0 } + $0.team }
        return record("role", [
            "filled": .bool(!holders.isEmpty), "person": persons.first.map { .string($0) },
            "organisation": organisations.first.map { .string($0) }, "persons": texts(persons), "organisations": texts(organisations),
            "former": texts(former),
        ])
    }

    private func sheet(_ name: Name) -> CEL.Value? {
        guard situation.workflow.sheets[name] != nil else { return nil }
        let collection = self.case?.collections[name]
        return record("sheet", [
            "due": .int(Int64(collection?.due.count ?? 0)), "sealed": .int(Int64(collection?.sealed.count ?? 0)),
            "open": .bool(collection?.isOpen ?? false),
        ])
    }

    private func vote(_ name: Name) -> CEL.Value? {
        guard situation.workflow.votes[name] != nil else { return nil }
        let ballot = self.case?.ballots[name]
        func count(_ members: [Case.Ballot.Member]?) -> CEL.Value { .int(Int64(members?.count ?? 0)) }
        return record("vote", [
            "due": count(ballot?.members), "present": count(ballot?.present), "cast": count(ballot?.cast), "quorate": .bool(situation.isQuorate(name)),
            "open": .bool(ballot?.isOpen ?? false), "tied": .bool(ballot?.tally?.tied.isEmpty == false), "outcome": ballot?.tally?.outcome.map { .string($0) },
        ])
    }

    /// Where the rows were not loaded, no checked guard reads more than how many there are.
    private func rows(of record: Name) -> CEL.Value? {
        guard let declared = situation.workflow.records[record] else { return nil }
        guard let rows = situation.records[record] else {
            return .list(Array(repeating: .null, count: min(self.case?.count(of: record) ?? 0, declared.maximum)))
        }
        return .list(rows.map { row($0, of: record) })
    }

    private func row(_ row: Situation.Row, of record: Name) -> CEL.Value {
        .record(GuardRecord(record) { field in
            switch field {
            case "row": .int(Int64(row.number))
            case "by": .string(row.by)
            case "on": .host(DateValue(row.on))
            default: row.values[field]?.guardValue
            }
        })
    }

    private func row() -> CEL.Value? {
        guard let (record, number) = form.row, let found = situation.records[record]?.first(where: { $0.number == number }) else { return nil }
        return row(found, of: record)
    }

    private func clock(_ name: Name) -> CEL.Value? {
        let running = self.case?.clocks[name]
        return record("clock", [
            "due": running.map { .host(DateValue($0.dueDay)) }, "running": .bool(running != nil), "asking": .bool(running?.isAsking ?? false),
        ])
    }

    private func link(_ name: Name) -> CEL.Value? {
        .list((self.case?.links[name] ?? []).map { linked in
            record("link", ["case": .string(linked.id), "ended": .bool(linked.hasEnded), "subject": situation.subjects[linked.id]?.one.map { .string($0) }])
        })
    }
}

extension Timestamp {
    fileprivate init?(_ instant: Instant) {
        let (seconds, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 1000)
        self.init(seconds: rest < 0 ? seconds - 1 : seconds, nanoseconds: Int32(rest < 0 ? rest + 1000 : rest) * 1_000_000)
    }
}

// MARK: - Functions

extension Judge {
    func workingDays(from: Day, to: Day) throws -> Int { try situation.schedule().days(.workingDay, from: from, to: to) }

    func schoolDays(of role: Name, from: Day, to: Day) throws -> Int {
        try situation.schedule(of: [role], on: act.day).days(.schoolDay, from: from, to: to)
    }

    func isSchoolDay(of role: Name, _ day: Day) throws -> Bool { try situation.schedule(of: [role], on: act.day).isSchoolDay(day) }

    func schoolDaysBeforeBreak(of role: Name, _ day: Day) throws -> Int {
        try situation.schedule(of: [role], on: act.day).schoolDaysBeforeBreak(on: day)
    }

    func unsettled(sheet: Name) -> [Name] { self.case?.collections[sheet]?.unsettled ?? [] }

    func sealedBy(sheet: Name) -> [String] {
        guard let collection = self.case?.collections[sheet] else { return [] }
        if situation.workflow.sheets[sheet]?.isSealedUntilAll == true, !collection.isOpen { return [] }
        return collection.sealed.compactMap(\.person)
    }

    func carried(vote: Name, choice: Name) -> Bool { self.case?.ballots[vote]?.tally?.outcome.map { $0.isSame(as: choice) } ?? false }

    /// The functions that ask something of a sheet.
    static let ofSheets: Set<String> = ["unsettled", "sealedBy", "passes", "apart", "straddling", "wholeApart", "unvaried", "judged", "below"]
    /// Those that read the judgements themselves, so that the sheets must be at hand.
    static let ofJudgements = ofSheets.subtracting(["unsettled", "sealedBy"])

    func passes(sheet: Name) throws -> Bool { try opened(sheet)?.passing(chosen: chosen(sheet)) == .passes }

    func apart(sheet: Name, atLeast levels: Int) throws -> [Name] { try opened(sheet)?.apart(atLeast: levels) ?? [] }

    func straddling(sheet: Name, level: Name) throws -> [Name] { try opened(sheet)?.straddling(level) ?? [] }

    func wholeApart(sheet: Name) throws -> Int? { try opened(sheet)?.wholeApart }

    func judged(sheet: Name) throws -> [Name] { try opened(sheet)?.judged ?? [] }

    func unvaried(sheet: Name) throws -> [String] { try opened(sheet)?.unvaried ?? [] }

    func below(sheet: Name, level: Name) throws -> [Name] { try opened(sheet)?.below(level, chosen: chosen(sheet)) ?? [] }

    private func opened(_ sheet: Name) throws -> OpenedSheets? {
        guard let collection = self.case?.collections[sheet], collection.isOpen else { return nil }
        return try situation.openedSheets(sheet, collection)
    }

    private func chosen(_ sheet: Name) -> [String: String] {
        Dictionary((self.case?.collections[sheet]?.settled ?? [:]).map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    }

    func happened(by day: Day, hour: String) throws -> Bool {
        guard case .instant(let last)? = When("\(day) \(hour)", in: situation.calendar.zone) else {
            throw Fault(.conversion, "`\(hour)` is not an hour such as 15:00")
        }
        return switch act.happened {
        case .day(let own): own <= day
        case .instant(let own): own <= last
        }
    }

    func interest(_ one: String, _ other: String, kind: Name) -> Bool {
        situation.register.interests(of: .person(one), on: act.day).contains { $0.kind == kind && $0.isBetween(.person(one), .person(other)) }
    }

    func holds(person: String, credential: Name) -> Bool { situation.holds(person, credential, on: act.day) }

    func did(event: Name) -> Int { self.case?.counts[event] ?? 0 }

    func doers(event: Name) -> [String] { self.case?.senders[event] ?? [] }
}

// MARK: - Names

extension CEL.Program {
    /// What it reads, as in ``Touched``.
    var names: [Name] {
        let paths = references.paths.compactMap { path -> Name? in
            let field = path.names.dropFirst().first
            switch path.names.first {
            case "data": return "data.\(field ?? "")"
            case "roles": return "holders.\(field ?? "")"
            case "sheets", "votes", "records", "clocks", "links": return "\(path.names[0]).\(field ?? "")"
            default: return nil
            }
        }
        let calls = references.calls.compactMap { call -> Name? in
            guard case .string(let name)?? = call.arguments.first else { return nil }
            switch call.function {
            case _ where Judge.ofSheets.contains(call.function): return "sheets.\(name)"
            case "carried": return "votes.\(name)"
            case "did", "doers": return "sent.\(name)"
            case "schoolDays", "isSchoolDay", "schoolDaysBeforeBreak": return "holders.\(name)"
            default: return nil
            }
        }
        let named = paths + calls
        // Who has sealed is written apart from who is asked.
        return named + named.filter { $0.hasPrefix("sheets.") }.map { "\($0).sealed" } + named.filter { $0.hasPrefix("votes.") }.map { "\($0).cast" }
    }

    /// The sheets whose judgements it reads.
    var sheetsRead: [Name] { sheets(of: Judge.ofJudgements) }

    /// The sheets of which it asks anything.
    var sheetsAsked: [Name] { sheets(of: Judge.ofSheets) }

    private func sheets(of functions: Set<String>) -> [Name] {
        references.calls.compactMap { call in
            guard functions.contains(call.function), case .string(let name)?? = call.arguments.first else { return nil }
            return name
        }
    }

    /// The links of whose cases it may read what they are about.
    var linksRead: [Name] { references.paths.compactMap { $0.names.first == "links" && $0.names.count > 1 && $0.use == .value ? $0.names[1] : nil } }

    /// The records of which it reads more than how many rows there are.
    func records(of workflow: Workflow, row record: Name?) -> [Name] {
        references.paths.flatMap { path -> [Name] in
            switch path.names.first {
            case "row": return record.map { [$0] } ?? []
            case "records" where path.names.count < 2: return Array(workflow.records.keys)
            case "records": return path.use == .value ? [path.names[1]] : []
            default: return []
            }
        }
    }
}
