import CivilTime
import Definitions
import JSON
import OrderedCollections
import Rubrics

// A slip of the pen: the entry says from now on what it should have said. Whose act it was says so herself.

extension Deciding {
    /// Corrects what an entry said: fields of its form, levels of its sheet, its date, or whose act it was.
    static func correct(
        _ number: Int, _ form: JSON.Object, on: When?, by: String?, _ because: String, _ command: Command, _ id: Case.ID, _ situation: Situation
    ) throws(Refusal) -> Decision {
        try reason(because, isNeeded: true)
        let working = try working(command, id, situation)
        let entry = try standing(number, situation)
        let owner = by ?? entry.by
        guard command.as.isSame(as: owner) else {
            throw Refusal(
                .notYours, "A slip is corrected by the person whose act it was: \(situation.name(person: owner)).", place: "as",
                remedy: "Send it as hers; `typed_by` says who enters it. What should not have been done at all is set aside instead.")
        }
        var slip = Slip(entry: entry, situation: situation)
        if let on { try slip.redate(on, working) }
        if let by { try slip.reattribute(to: by, working) }
        if !form.isEmpty { try slip.rewrite(form) }
        guard !slip.changes.isEmpty else {
            throw Refusal(.missingField, "Say what it should have said.", place: "entry", remedy: "Give fields with their values, another date (on), or another person (by).")
        }
        return try situation.decision(
            Correction(
                entry: number, kind: .clerical, because: because, revised: [.init(entry: number, facts: slip.facts)] + slip.following(),
                changes: slip.changes, isRestricted: slip.isRestricted),
            working.act)
    }
}

/// What an entry is to say instead.
private struct Slip {
    let entry: Past
    let situation: Situation
    private(set) var facts: [Fact]
    private(set) var changes: [Correction.Change] = []
    /// Whether something is corrected that is shown to few.
    private(set) var isRestricted = false

    init(entry: Past, situation: Situation) {
        self.entry = entry
        self.situation = situation
        facts = entry.facts
        isRestricted = situation.isRestricted(entry)
    }

    // MARK: When and who

    /// It happened on another day: what was signed, added or begun in it did too, and its clocks count from there.
    mutating func redate(_ on: When, _ working: Working) throws(Refusal) {
        let zone = situation.calendar.zone
        guard on.earliest(in: zone) <= situation.now else {
            throw Refusal(.dateInFuture, "\(on) has not come yet.", place: "on", remedy: "Say when it happened.")
        }
        let (old, new) = (entry.happened.day(in: zone), on.day(in: zone))
        guard new >= working.case.began || entry.number == 1 else {
            throw Refusal(.beforeCase, "The case began on \(working.case.began.spelled), after \(new).", place: "on", remedy: "Say a day since then.")
        }
        changes.append(.init("on", old: .string(entry.happened.description), new: .string(on.description)))
        for place in facts.indices {
            switch facts[place] {
            case .signed(let event, var signature):
                signature.on = new
                facts[place] = .signed(event: event, signature)
            case .added(let record, let row, let values, let by, _): facts[place] = .added(record: record, row: row, values: values, by: by, on: new)
            case .updated(let record, let row, let values, let by, _): facts[place] = .updated(record: record, row: row, values: values, by: by, on: new)
            case .appointed(let role, var holder, let because):
                holder.since = new
                facts[place] = .appointed(role: role, holder, because: because)
            case .released(let role, let holder, _, let because): facts[place] = .released(role: role, holder: holder, until: new, because: because)
            case .began(let workflow, let subject, let title, _): facts[place] = .began(workflow: workflow, subject: subject, title: title, on: new)
            case .clockSet(let clock) where clock.base == old: facts[place] = .clockSet(try working.running(clock, countedFrom: new))
            default: break
            }
        }
    }

    /// It was another person's act, in the same part.
    mutating func reattribute(to person: String, _ working: Working) throws(Refusal) {
        guard situation.knows(person: person) else {
            throw Refusal(.unknownPerson, "There is nobody called \(person) in the register.", place: "by")
        }
        let roles = facts.compactMap { fact -> Name? in if case .sent(_, _, let role, _) = fact { role } else { nil } }
        guard let role = roles.first, situation.parts(of: person, on: entry.happened.day(in: situation.calendar.zone)).contains(where: { $0.role == role }) else {
            throw Refusal(
                .notEligible, "\(situation.name(person: person)) does not act in the part in which it was done.", place: "by",
                remedy: "Where the wrong part did it, set the entry aside and enter it anew.")
        }
        changes.append(.init("by", old: .string(entry.by), new: .string(person)))
        facts = facts.map { fact in
            switch fact {
            case .sent(let event, _, let role, let form): return .sent(event: event, by: person, role: role, form: form)
            case .signed(let event, var signature):
                signature.person = person
                return .signed(event: event, signature)
            case .added(let record, let row, let values, _, let day): return .added(record: record, row: row, values: values, by: person, on: day)
            case .updated(let record, let row, let values, _, let day): return .updated(record: record, row: row, values: values, by: person, on: day)
            case .named(let role, let holder, _): return .named(role: role, holder: holder, person: person)
            default: return fact
            }
        }
    }

    // MARK: What it said

    mutating func rewrite(_ form: JSON.Object) throws(Refusal) {
        for (place, fact) in facts.enumerated() {
            guard case .sealed(let sheet, let rater, let sealed) = fact else { continue }
            facts[place] = .sealed(sheet: sheet, rater: rater, try rewrite(form, in: sealed, sheet))
            return
        }
        if let signed = rules.first(where: \.isSigned)?.terms.first(where: { form[$0] != nil }) {
            throw Refusal(
                .notCorrectable, "\(signed) was signed by several, and is not one person's to mend.", place: signed,
                remedy: "Set the entry aside (in error); then they sign what it should have said.")
        }
        var reading = FormReading(situation)
        let values = reading.read(form, as: fields, optional: fields.map(\.name))
        if let refusal = reading.refusal { throw refusal }
        for (name, value) in values { try rewrite(name, value) }
    }

    /// The rules under which the entry can have been taken.
    private var rules: [EventRule] {
        let events = entry.facts.compactMap { fact -> Name? in if case .sent(let event, _, _, _) = fact { event } else { nil } }
        return situation.workflow.rules.filter { events.contains($0.event) }
    }

    /// The fields that the entry's form can have had.
    private var fields: [Field] {
        Array(OrderedDictionary(rules.flatMap(\.form).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }).values)
    }

    private mutating func rewrite(_ name: Name, _ value: FieldValue) throws(Refusal) {
        var old: FieldValue?
        var isRestricted = isRestricted
        defer { self.isRestricted = isRestricted }
        func put(_ values: [Fact.NamedValue]) -> [Fact.NamedValue] {
            values.map { named in
                guard named.name == name else { return named }
                old = named.value
                isRestricted = isRestricted || named.visibility == .restricted
                return Fact.NamedValue(name, value, named.visibility)
            }
        }
        facts = facts.map { fact in
            switch fact {
            case .sent(let event, let by, let role, let form): return .sent(event: event, by: by, role: role, form: put(form))
            case .set(let named): return put([named]).first.map { .set($0) } ?? fact
            case .added(let record, let row, let values, let by, let day): return .added(record: record, row: row, values: put(values), by: by, on: day)
            case .updated(let record, let row, let values, let by, let day): return .updated(record: record, row: row, values: put(values), by: by, on: day)
            case .signed(let event, var signature):
                if let said = signature.terms[name] {
                    (old, signature.terms[name]) = (said, value)
                }
                return .signed(event: event, signature)
            default: return fact
            }
        }
        guard let old else {
            throw Refusal(
                .unknownField, "Entry \(entry.number) said nothing of \(name).", place: name, remedy: "What was left out is not corrected: enter it anew.")
        }
        changes.append(.init(name, old: old.json, new: value.json))
    }

    private mutating func rewrite(_ levels: JSON.Object, in sealed: SealedSheet, _ sheet: Name) throws(Refusal) -> SealedSheet {
        guard let collection = situation.case?.collections[sheet], let rubric = situation.rubrics[collection.rubric] else {
            throw Refusal(.sheetNotAsked, "The sheet \(sheet) is gathered no more.", place: sheet)
        }
        var draft = sealed.draft
        for (criterion, level) in levels {
            guard let before = draft.judgement(on: criterion), case .level(let old) = before.answer, let new = level.stringValue else {
                throw Refusal(
                    .wrongType, "\(criterion) has no level to be corrected.", place: criterion,
                    remedy: "Give a criterion of the sheet and the level that stood on the paper.")
            }
            var judgement = before
            judgement.answer = .level(new)
            draft.judge(judgement)
            changes.append(.init(criterion, old: .string(old), new: .string(new)))
        }
        do throws(SheetMistakes) {
            return try draft.sealed(under: rubric, evidence: .optional)
        } catch {
            throw Refusal(
                .wrongType, "The sheet could not say so.", place: sheet, remedy: "Mend these.",
                details: error.all.map { .init(place: $0.criterion ?? sheet, code: $0.code.rawValue, sentence: "\($0.sentence) \($0.remedy)") })
        }
    }

    // MARK: What followed from it

    /// Entries that opened sheets: where they differ is found anew.
    func following() throws(Refusal) -> [Correction.Revision] {
        let sheets = facts.compactMap { fact -> (sheet: Name, rater: Case.Collection.Rater, sealed: SealedSheet)? in
            if case .sealed(let sheet, let rater, let sealed) = fact { (sheet, rater, sealed) } else { nil }
        }
        guard let (sheet, rater, sealed) = sheets.first, let collection = situation.case?.collections[sheet], collection.isOpen else { return [] }
        var corrected = situation
        corrected.sealed[sheet] = situation.sealed[sheet]?.map { $0.rater == rater ? .init(rater: rater, sheet: sealed) : $0 }
        let unsettled = try corrected.openedSheets(sheet, collection).unsettled()
        return situation.standingPast.compactMap { past in
            guard past.number >= entry.number, past.facts.contains(where: { $0.opens(sheet) }) else { return nil }
            let facts = (past.number == entry.number ? self.facts : past.facts).map { $0.opens(sheet) ? Fact.opened(sheet: sheet, unsettled: unsettled) : $0 }
            return .init(entry: past.number, facts: facts)
        }
    }
}

extension Fact {
    fileprivate func opens(_ sheet: Name) -> Bool { if case .opened(sheet, _) = self { true } else { false } }
}
