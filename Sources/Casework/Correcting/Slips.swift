import CivilTime
import Definitions
import JSON
import OrderedCollections
import Register
import Rubrics

// A slip of the pen: the entry says from now on what it should have said. Whose act it was says so herself; where somebody else has found
// it, she is asked.

extension Deciding {
    /// Corrects what an entry said: fields of its form, levels of its sheet, its date, or whose act it was.
    static func correct(
        _ number: Int, _ form: JSON.Object, on: When?, by: String?, _ because: String, _ command: Command, _ id: Case.ID, _ situation: Situation
    ) throws(Refusal) -> Decision {
        try why(because)
        let working = try working(command, id, situation)
        let entry = try standing(number, command.as, situation)
        guard situation.isPersons(entry) else {
            throw Refusal(.notCorrectable, "This was nobody's act, and has no slip.", place: "entry", remedy: "Correct the entry that led to it.")
        }
        let isManaging = situation.manages(command.as, on: working.act.day)
        if let by { return try reattribute(entry, to: by, alone: form.isEmpty && on == nil, because, isManaging, working) }
        if entry.by.isSame(as: command.as) {
            let mended = try mend(entry, form, on, because, working)
            try situation.refuseWithoutPaper(entry, form, command)
            return mended
        }
        guard isManaging else {
            throw Refusal(
                .notYours, "A slip is corrected by the person whose act it was.", place: "as",
                remedy: "Ask her, or whoever manages the case. What should not have been done at all is set aside instead.")
        }
        // What would come of it must be right before she is asked.
        _ = try mend(entry, form, on, because, working)
        try situation.refuseWithoutPaper(entry, form, command)
        guard !working.case.slips.contains(where: { $0.entry == number && $0.form == form && $0.happened == on }) else {
            throw Refusal(.alreadySo, "\(situation.name(person: entry.by)) has been asked that already.", place: "entry", remedy: "It waits in her inbox.")
        }
        working.emit(.slipFound(FoundSlip(
            number: working.case.entry, entry: number, by: command.as, owner: entry.by, form: form, happened: on, because: because)))
        return working.decision
    }

    /// The person whose act it was says whether it was a slip.
    static func answer(_ number: Int, agrees: Bool, _ command: Command, _ id: Case.ID, _ situation: Situation) throws(Refusal) -> Decision {
        let working = try working(command, id, situation)
        guard let found = working.case.slips.first(where: { $0.number == number }), [found.owner, found.by].contains(command.as) else {
            throw Refusal(.unknownEntry, "No slip waits for you in entry \(number).", place: "entry", remedy: "The inbox names the entries in which a slip was found.")
        }
        guard agrees else {
            working.emit(.slipAnswered(number: number, isMended: false))
            return working.decision
        }
        guard found.owner.isSame(as: command.as) else {
            throw Refusal(.notYours, "\(situation.name(person: found.owner)) says whether it was a slip.", place: "as", remedy: "You may take it back (decline).")
        }
        let entry = try standing(found.entry, command.as, situation)
        var decision: Decision
        do throws(Refusal) {
            decision = try mend(entry, found.form, found.happened, found.because, working)
        } catch where error.code == .alreadySo {
            // Another word has mended it since.
            working.emit(.slipAnswered(number: number, isMended: true))
            return working.decision
        }
        decision.facts.append(.slipAnswered(number: number, isMended: true))
        decision.touched.writes = Set(decision.touched.writes + ["slips"]).sorted()
        return decision
    }

    private static func mend(_ entry: Past, _ form: JSON.Object, _ on: When?, _ because: String, _ working: Working) throws(Refusal) -> Decision {
        let situation = working.situation
        var slip = Slip(entry: entry, situation: situation)
        if let on { try slip.redate(on, working) }
        if !form.isEmpty { try slip.rewrite(form) }
        guard !slip.changes.isEmpty else {
            if on != nil || !form.isEmpty { throw Refusal(.alreadySo, "Entry \(entry.number) says so already.", place: "entry") }
            throw Refusal(.missingField, "Say what it should have said.", place: "entry", remedy: "Give fields with their values, another date (happened), or another person (by).")
        }
        var correction = Correction(
            entry: entry.number, kind: .clerical, because: because, changes: slip.changes, day: slip.day, about: entry.about(situation.workflow))
        try situation.judgeAgain(entry, &correction, happened: on ?? entry.happened)
        return try situation.decision(correction, working.act)
    }

    /// It was another person's act, in the same part: said by the one whose act it is held to be, or by whoever manages the case.
    private static func reattribute(_ entry: Past, to person: String, alone: Bool, _ because: String, _ isManaging: Bool, _ working: Working) throws(Refusal) -> Decision {
        let situation = working.situation
        guard alone else {
            throw Refusal(.wrongType, "Whose act it was is corrected by itself.", place: "by", remedy: "What it said is for her to correct afterwards.")
        }
        guard situation.knows(person: person) else { throw Refusal(.unknownPerson, "There is nobody called \(person) in the register.", place: "by") }
        guard isManaging || entry.by.isSame(as: working.act.by.id) else {
            throw Refusal(
                .notYours, "That it was another's act is said by \(situation.name(person: entry.by)), or by whoever manages the case.", place: "as", remedy: "Ask one of them.")
        }
        guard !entry.by.isSame(as: person) else { throw Refusal(.alreadySo, "It is held to be hers already.", place: "by") }
        let day = entry.happened.day(in: situation.calendar.zone)
        let roles = entry.facts.compactMap { fact -> Name? in if case .sent(_, _, let role, _) = fact { role } else { nil } }
        guard let role = roles.first, let part = situation.parts(of: person, on: day).first(where: { $0.role == role }) else {
            throw Refusal(
                .notEligible, "\(situation.name(person: person)) does not act in the part in which it was done.", place: "by",
                remedy: "Where the wrong part did it, set the entry aside and enter it anew.")
        }
        if let refusal = situation.unmetDuty(of: person, in: part, on: day, checksTies: part.holder.person != person) { throw refusal }
        return try situation.decision(
            Correction(
                entry: entry.number, kind: .clerical, because: because, changes: [.init("by", old: .string(entry.by), new: .string(person), kind: .person)],
                about: entry.about(situation.workflow)),
            working.act)
    }
}

extension Situation {
    /// A judgement that others have read is mended only against the paper on which it was written: what its writer thinks of it now, having
    /// read theirs, is no slip.
    fileprivate func refuseWithoutPaper(_ entry: Past, _ form: JSON.Object, _ command: Command) throws(Refusal) {
        guard entry.facts.contains(where: isOpenJudgement), !form.isEmpty, command.attachments.isEmpty else { return }
        let isVote = entry.facts.contains { if case .voted = $0 { true } else { false } }
        throw Refusal(
            .missingField, "A slip in a \(isVote ? "vote" : "judgement") that is open is mended against the paper on which it was written.", place: "attachments",
            remedy: "Attach the paper (--attach). A change of mind is no slip\(isVote ? "." : ": where judgements differ, the team or the outside reader chooses.")")
    }

    fileprivate func isPersons(_ entry: Past) -> Bool { !entry.isCaused && !entry.by.hasPrefix("clock:") }

    /// Judges an entry again with its slip mended, and those that looked at what it said: where one would not have been accepted, or would
    /// have led elsewhere, it was no slip that can be mended by itself.
    ///
    /// An entry that cannot be judged again as it was, for the register has changed since, is left as it is. Of a sealed sheet nothing is
    /// judged again but where the sheets differ.
    fileprivate func judgeAgain(_ entry: Past, _ correction: inout Correction, happened: When) throws(Refusal) {
        guard entry.sent(under: workflow) != nil else { return try refuseIfItTurns(entry, correction) }
        let names = correction.touched(entry)
        let later = standingPast.filter { other in
            other.number > entry.number && other.sent(under: workflow) != nil && !names.isDisjoint(with: other.touched.reads)
        }
        let numbers = Set([entry.number] + later.map(\.number))
        var before: [Int: [Fact]] = [:]
        try Replaying(self).each(of: numbers) { held, then throws(Refusal) in
            guard let (event, form) = held.sent(under: workflow), case .success(let facts) = then.deciding(event, form, by: held.by, held.happened),
                  facts.outline == held.facts.outline
            else { return }
            before[held.number] = facts
        }
        var otherwise: [Refusal.Detail] = []
        var remarks: [Correction.Remark] = []
        try Replaying(self, with: correction).each(of: numbers) { held, then throws(Refusal) in
            guard let facts = before[held.number], let (event, form) = held.sent(under: workflow) else { return }
            let sentence: String
            switch then.deciding(event, form, by: held.by, held.number == entry.number ? happened : held.happened) {
            case .success(let mended) where mended.outline == facts.outline:
                if mended.marks != facts.marks { remarks.append(.init(entry: held.number, event: event, marks: mended.marks)) }
                return
            case .success: sentence = "It would have led elsewhere."
            case .failure(let refusal): sentence = refusal.sentence
            }
            let title = workflow.rules(of: event).first?.title.text() ?? event
            otherwise.append(.init(place: "\(held.number)", code: Refusal.Code.notCorrectable.rawValue, sentence: "\(title): \(sentence)"))
        }
        correction.remarks = remarks
        guard let first = otherwise.first else { return }
        let isItself = first.place == "\(entry.number)"
        throw Refusal(
            .notCorrectable,
            isItself ? "With this it would not have been taken as it was. \(first.sentence)" : "Entry \(first.place) was decided on what it said. \(first.sentence)",
            place: "entry", remedy: "Set the entry aside (in error) and enter what is right; or correct first what follows from it.", details: otherwise)
    }
}

extension Situation {
    /// A vote whose count has led the case on is not turned by a slip: what was done on the count would stand against it.
    fileprivate func refuseIfItTurns(_ entry: Past, _ correction: Correction) throws(Refusal) {
        for case .voted(let name, _, _) in entry.facts {
            guard let vote = workflow.votes[name], let ballot = self.case?.ballots[name], let tally = ballot.tally, ballot.counts(entry),
                  let mended = Replaying(self, with: correction).end?.votes[name],
                  Case.Tally(mended.map(\.vote), on: vote).outcome != tally.outcome
            else { continue }
            let isVoting = workflow.states.values.contains { self.case?.configuration.contains($0.path) == true && $0.votes.contains(name) }
            guard !isVoting else { continue }
            throw Refusal(
                .notCorrectable, "\(vote.title.text()) would have come out otherwise, and the case has gone on by how it did.", place: "entry",
                remedy: "Whoever manages the case sets aside (in error) what was done on it first; then the slip is mended.")
        }
    }
}

extension Case.Ballot {
    /// Whether a vote in the entry is one of this ballot's, not of an earlier one's.
    fileprivate func counts(_ entry: Past) -> Bool {
        entry.facts.contains { fact in
            guard case .voted(vote, let member, let given) = fact else { return false }
            return given.isCasting ? casting == member : cast.contains(member)
        }
    }
}

extension Correction {
    /// The names of what the entry changed that is now held to be otherwise.
    fileprivate func touched(_ entry: Past) -> Set<Name> {
        var names: Set<Name> = []
        let isWhole = changes.contains { $0.kind != .field }
        for fact in entry.facts where isWhole || changes.contains(where: { $0.rewritten(fact) != fact }) {
            for name in fact.writes { names.insert(name.appended ?? name) }
        }
        return names
    }
}

/// What an entry is to say instead.
private struct Slip {
    let entry: Past
    let situation: Situation
    private(set) var changes: [Correction.Change] = []
    private(set) var day: Day?

    init(entry: Past, situation: Situation) {
        self.entry = entry
        self.situation = situation
    }

    /// It happened on another day: what was signed, added or begun in it did too, and its clocks count from there.
    mutating func redate(_ on: When, _ working: Working) throws(Refusal) {
        let zone = situation.calendar.zone
        guard on.earliest(in: zone) <= situation.now else {
            throw Refusal(.dateInFuture, "\(on) has not come yet.", place: "on", remedy: "Say when it happened.")
        }
        let new = on.day(in: zone)
        guard new >= working.case.began || entry.number == 1 else {
            throw Refusal(.beforeCase, "The case began on \(working.case.began.spelled), after \(new).", place: "on", remedy: "Say a day since then.")
        }
        if entry.number == 1, let first = situation.standingPast.dropFirst().map({ $0.happened.day(in: zone) }).min(), new > first {
            throw Refusal(.beforeCase, "Something happened in the case on \(first.spelled), before \(new).", place: "on", remedy: "Say a day until then.")
        }
        guard new != entry.happened.day(in: zone) else { return }
        day = new
        changes.append(.init("on", old: .string(entry.happened.day(in: zone).description), new: .string(new.description), kind: .happened))
    }

    mutating func rewrite(_ form: JSON.Object) throws(Refusal) {
        for fact in entry.facts {
            if case .voted(let vote, _, let cast) = fact { return try rewrite(form, in: cast, vote) }
            guard case .sealed(let sheet, _, let sealed) = fact else { continue }
            return try rewrite(form, in: sealed, sheet)
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
    private var rules: [EventRule] { entry.sent(under: situation.workflow).map { situation.workflow.rules(of: $0.event) } ?? [] }

    /// The fields that the entry's form can have had.
    private var fields: [Field] {
        Array(OrderedDictionary(rules.flatMap(\.form).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }).values)
    }

    private mutating func rewrite(_ name: Name, _ value: FieldValue) throws(Refusal) {
        let said = entry.facts.lazy.compactMap { fact -> Fact.NamedValue? in
            switch fact {
            case .sent(_, _, _, let values), .added(_, _, let values, _, _), .updated(_, _, let values, _, _): values.first { $0.name == name }
            case .set(let named): named.name == name ? named : nil
            default: nil
            }
        }.first
        guard let said else {
            throw Refusal(
                .unknownField, "Entry \(entry.number) said nothing of \(name).", place: name, remedy: "What was left out is not corrected: enter it anew.")
        }
        guard !said.value.says(value) else { return }
        changes.append(.init(name, old: said.value.json, new: value.json, said.visibility))
    }

    private mutating func rewrite(_ levels: JSON.Object, in sealed: SealedSheet, _ sheet: Name) throws(Refusal) {
        guard let collection = situation.case?.collections[sheet], let rubric = situation.rubrics[collection.rubric] else {
            throw Refusal(.sheetNotAsked, "The sheet \(sheet) is gathered no more.", place: sheet)
        }
        let draft = sealed.draft
        var mended = sealed
        for (criterion, level) in levels {
            guard let before = draft.judgement(on: criterion), case .level(let old) = before.answer, let new = level.stringValue else {
                throw Refusal(
                    .wrongType, "\(criterion) has no level to be corrected.", place: criterion,
                    remedy: "Give a criterion of the sheet and the level that stood on the paper.")
            }
            guard !old.isSame(as: new) else { continue }
            mended = mended.saying(new, on: criterion)
            changes.append(.init(criterion, old: .string(old), new: .string(new), situation.workflow.sheets[sheet]?.visibility ?? .triad))
        }
        do throws(SheetMistakes) {
            _ = try mended.draft.sealed(under: rubric, evidence: .optional)
        } catch {
            throw Refusal(
                .wrongType, "The sheet could not say so.", place: sheet, remedy: "Mend these.",
                details: error.all.map { .init(place: $0.criterion ?? sheet, code: $0.code.rawValue, sentence: "\($0.sentence) \($0.remedy)") })
        }
    }

    /// `choice`, `reason`, or a criterion with its reason.
    private mutating func rewrite(_ form: JSON.Object, in cast: CastVote, _ name: Name) throws(Refusal) {
        guard let vote = situation.workflow.votes[name] else { return }
        for (key, value) in form {
            let old: String? = key == "choice" ? cast.choice : key == "reason" ? cast.reason : cast.reasons[key]
            guard let old, let new = value.stringValue, new.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
                throw Refusal(
                    .wrongType, "The vote said nothing of \(key) that could be corrected.", place: key,
                    remedy: "Give `choice`, `reason` or a criterion, with what stood on the paper.")
            }
            guard key != "choice" || vote.choices.contains(where: { $0.isSame(as: new) }) else { throw Refusal.noChoice(new, of: vote) }
            try Deciding.fits(new, most: Deciding.longestVoteReason, place: key)
            if !old.isSame(as: new) { changes.append(.init(key, old: .string(old), new: .string(new), vote.visibility)) }
        }
    }
}
