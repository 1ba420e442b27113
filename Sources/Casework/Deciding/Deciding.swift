import CivilTime
import Definitions
import JSON
import OrderedCollections
import Register
import Rubrics

extension Deciding {
    /// What a command to a case comes to, or why it is not accepted. Pure: nothing outside the situation is looked at.
    ///
    /// Commands to the file are decided by ``decide(_:on:)``, drafts are no facts and are not decided at all.
    public static func decide(_ command: Command, in situation: Situation) -> Result<Decision, Refusal> {
        Result { () throws(Refusal) in
            var decision = try decided(command, situation)
            if let typed = typed(command, situation) {
                let fact = Fact.typed(typed)
                decision.facts.append(fact)
                decision.touched.writes = Set(decision.touched.writes + fact.writes).sorted()
            }
            guard !command.attachments.isEmpty else { return decision }
            return try attach(command.attachments, to: decision, by: command.as, in: situation)
        }
    }

    private static func decided(_ command: Command, _ situation: Situation) throws(Refusal) -> Decision {
        switch command.act {
        case .event(let id, let event, let form): try take(event, form, command, id, situation)
        case .seal(let id, let sheet, let role): try seal(sheet, role, command, id, situation)
        case .vote(let id, let vote, let role, let choice, let reason, let reasons): try self.vote(vote, role, choice, reason, reasons, command, id, situation)
        case .confirmClosed(let id, let clock): try confirm(clock, command, id, situation)
        case .confirmTyped(let id, let entry): try confirm(typed: entry, command, id, situation)
        case .amend(let id, let amendment, let because):
            try amend(amendment, because, command.attachments, managing(command, id, situation))
        case .adopt(let workflow, let subject, let title, let roles, let data, let state):
            try start(workflow, subject, title, roles, data, reached: state, command, situation)
        case .carryOn(let id, let role, let because): try carryOn(role, because, managing(command, id, situation), command.as)
        case .appoint(let id, let role, let person, let organisation, let instead, let because, let team):
            try manage(command, id, situation) { working throws(Refusal) in
                try situation.checkThere(person, organisation)
                for member in team { try situation.checkThere(member, nil) }
                try reason(because, isNeeded: working.case.holders[role]?.isEmpty == false)
                try working.appoint(to: role, person: person, organisation: organisation, instead: instead, because: because, team: team)
            }
        case .release(let id, let role, let holder, let because):
            try manage(command, id, situation) { working throws(Refusal) in
                try reason(because, isNeeded: true)
                try working.release(holder, from: role, because: because)
            }
        case .waive(let id, let event, let condition, let because): try waive(event, condition, because, command, id, situation)
        case .letterSent(let number, let how):
            try letterSent(number, how, command, situation)
        case .undo(let id): try undo(working(command, id, situation), command.as)
        case .correct(let id, let entry, .setAside, let because, let elsewhere):
            try setAside(entry, because, elsewhere: elsewhere, command, id, situation)
        case .correct(let id, let number, .answer(let agrees), _, _): try answer(number, agrees: agrees, command, id, situation)
        case .correct(let id, let entry, .clerical(let form, let on, let by), let because, _):
            try correct(entry, form, on: on, by: by, because, command, id, situation)
        case .start(let workflow, let subject, let title, let roles, let data):
            try start(workflow, subject, title, roles, data, command, situation)
        case .draft, .register, .coordinate, .adoptDefinition, .applyCalendar, .timetable, .propose, .accept, .confide, .setClock, .erase:
            throw Refusal(.unknownCase, "This command is not for a case.")
        }
    }

    // MARK: - Events

    private static func take(_ event: Name, _ form: JSON.Object, _ command: Command, _ id: Case.ID, _ situation: Situation) throws(Refusal) -> Decision {
        let working = try working(command, id, situation)
        guard !situation.workflow.rules(of: event).isEmpty else {
            throw unknownEvent(event, situation.workflow)
        }
        try working.take(event, form: form)
        return working.decision
    }

    static func unknownEvent(_ event: Name, _ workflow: Workflow) -> Refusal {
        let names = Array(OrderedSet(workflow.rules.filter { $0.by != .itself }.map(\.event)))
        let nearest = Nearest.name(to: event, among: names)
        return Refusal(
            .unknownEvent, "There is no event \(event) in \(workflow.title.text()).", place: event,
            remedy: nearest.map { "Did you mean \($0)?" } ?? "It has \(names.joined(separator: ", ")).")
    }

    /// The working copy for a person's act on a case, once case, person and date are found good.
    static func working(_ command: Command, _ id: Case.ID, _ situation: Situation) throws(Refusal) -> Working {
        guard let current = situation.case, current.id.isSame(as: id) else { throw Refusal.unknownCase(id) }
        guard situation.knows(person: command.as) else {
            throw Refusal(.unknownPerson, "There is nobody called \(command.as) in the register.", place: "as")
        }
        let act = try act(.person(command.as), command, since: current.began, situation)
        // Of what a case is that she may not know of, a refusal would tell.
        guard situation.workflow.visibility >= .alliance || Seeing.sight(of: command.as, in: situation).seesCase || !situation.parts(of: command.as, on: act.day).isEmpty else {
            throw Refusal.unknownCase(id)
        }
        return Working(current, in: situation, act: act)
    }

    private static func act(_ by: Act.By, _ command: Command, since began: Day, _ situation: Situation) throws(Refusal) -> Act {
        let zone = situation.calendar.zone
        let happened = command.on ?? .instant(situation.now)
        guard happened.earliest(in: zone) <= situation.now else {
            throw Refusal(.dateInFuture, "\(happened) has not come yet.", place: "on", remedy: "Say when it happened, or leave it out.")
        }
        let act = Act(by, happened, in: zone)
        guard act.day >= began else {
            throw Refusal(.beforeCase, "The case began on \(began.spelled), after \(act.day).", place: "on", remedy: "Say a day since then.")
        }
        return act
    }

    // MARK: - Those who manage

    private static func manage(
        _ command: Command, _ id: Case.ID, _ situation: Situation, _ body: (Working) throws(Refusal) -> Void
    ) throws(Refusal) -> Decision {
        let working = try managing(command, id, situation)
        let decided = working.decidedStates
        try body(working)
        try working.takeWhatIsSigned()
        // Whoever held a part may be what sheets, votes, or an eventless transition waited for.
        try working.goOn(but: decided)
        return working.decision
    }

    /// The working copy for an act of one who manages the case.
    private static func managing(_ command: Command, _ id: Case.ID, _ situation: Situation) throws(Refusal) -> Working {
        let working = try working(command, id, situation)
        guard situation.manages(command.as, on: working.act.day) else {
            let titles = situation.workflow.managedBy.map { situation.workflow.title(of: $0) }
            throw Refusal(.notYours, "This is for \(titles.joined(separator: ", ")) and the file's coordinators.", place: "as")
        }
        return working
    }

    /// Those who manage the case set an entry aside; where none of them may see it, the person whose act it was, with nothing of others.
    private static func setAside(
        _ number: Int, _ because: String, elsewhere: Bool, _ command: Command, _ id: Case.ID, _ situation: Situation
    ) throws(Refusal) -> Decision {
        if let entry = situation.past.first(where: { $0.number == number }), entry.by.isSame(as: command.as), !situation.isSeenByManagers(entry) {
            return try correct(number, because, elsewhere: elsewhere, onlyOwn: true, working(command, id, situation), command.as)
        }
        return try correct(number, because, elsewhere: elsewhere, onlyOwn: false, managing(command, id, situation), command.as)
    }

    private static func letterSent(_ number: Int, _ how: Command.Came, _ command: Command, _ situation: Situation) throws(Refusal) -> Decision {
        let working = try managing(command, situation.case?.id ?? "", situation)
        working.emit(.letterSent(number: number, how: how))
        return working.decision
    }

    static func reason(_ because: String?, isNeeded: Bool) throws(Refusal) {
        let isThere = because?.unicodeScalars.contains { !$0.properties.isWhitespace } == true
        guard isThere || !isNeeded else {
            throw Refusal(.missingField, "Say why (because).", place: "because", remedy: "The reason is kept with the entry.")
        }
        try fits(because, most: longestReason, place: "because")
    }

    static func fits(_ text: String?, most: Int, place: String) throws(Refusal) {
        let count = text?.unicodeScalars.count ?? 0
        guard count <= most else {
            throw Refusal(.outOfRange, "\(place) has \(count) characters; \(most) fit.", place: place, remedy: "Shorten it.")
        }
    }

    /// What was typed for somebody else, where it is more than a word of the typist's own: a form, a judgement.
    private static func typed(_ command: Command, _ situation: Situation) -> Case.Typed? {
        guard let typist = command.typedBy, !typist.isSame(as: command.as), let current = situation.case else { return nil }
        switch command.act {
        case .event(_, _, let form): guard !form.isEmpty else { return nil }
        case .seal, .vote: break
        default: return nil
        }
        return Case.Typed(entry: current.entry + 1, by: typist, owner: command.as)
    }

    /// Whose act it is says that what was typed for her is as she gave it. Whoever types that for her says how her word came.
    private static func confirm(typed entry: Int, _ command: Command, _ id: Case.ID, _ situation: Situation) throws(Refusal) -> Decision {
        let working = try working(command, id, situation)
        guard let typed = working.case.typed.first(where: { $0.entry == entry }), typed.owner.isSame(as: command.as) else {
            throw Refusal(
                .unknownEntry, "Nothing that was typed for you waits in entry \(entry).", place: "entry",
                remedy: "The inbox names the entries that somebody has typed for you.")
        }
        if let typist = command.typedBy, !typist.isSame(as: command.as), command.came == .system {
            throw Refusal(
                .notYours, "\(situation.name(person: typist)) does not confirm in another's name what was typed for her.", place: "came",
                remedy: "Where she has said so herself, say how it came (by e-mail, by post, on the telephone, in a meeting).")
        }
        working.emit(.typedConfirmed(typed))
        var decision = working.decision
        decision.touched.reads = Set(decision.touched.reads + ["typed.\(entry)"]).sorted()
        return decision
    }

    /// Nothing arrived: the window takes effect.
    private static func confirm(_ name: Name, _ command: Command, _ id: Case.ID, _ situation: Situation) throws(Refusal) -> Decision {
        let working = try working(command, id, situation)
        guard let clock = situation.workflow.clock(name), let running = working.case.clocks[name] else {
            let windows = working.case.clocks.keys.filter { if case .window? = situation.workflow.clock($0)?.kind { true } else { false } }
            throw Refusal(
                .unknownClock, "No clock \(name) runs in this case.", place: name,
                remedy: windows.isEmpty ? "No window runs in it." : "The window that runs in it is \(windows.joined(separator: ", ")).")
        }
        let day = working.act.day
        let isAsked = situation.parts(of: command.as, on: day).contains { part in
            if case .window(_, let asks, _) = clock.kind { asks.contains(part.role) } else { false }
        }
        guard isAsked || situation.manages(command.as, on: day) else {
            throw Refusal(.notYours, "Those who manage the case say that a window is closed.", place: "as")
        }
        guard running.isAsking else {
            throw Refusal(
                .notAsking, "The window runs until \(running.dueDay.spelled).", place: name, remedy: "It can be closed after that day.")
        }
        guard day >= running.dueDay else {
            throw Refusal(
                .notAsking, "On \(day.spelled) the window still ran, until \(running.dueDay.spelled).", place: "on",
                remedy: "Say a later day, or leave it out.")
        }
        // Nothing adverse is served then; the grace ends no sooner.
        if day.month == 8 {
            throw Refusal(.notInAugust, "In August no window is closed.", place: name, remedy: "It can be closed from 1 September on.")
        }
        working.look(at: ["clocks.\(name)"])
        working.act = Act(.clock(name), working.act.happened, in: situation.calendar.zone)
        try working.takeEffect(clock)
        return working.decision
    }

    // MARK: - Sheets

    private static func seal(_ name: Name, _ role: Name?, _ command: Command, _ id: Case.ID, _ situation: Situation) throws(Refusal) -> Decision {
        let working = try working(command, id, situation)
        let rater = try rater(name, role, command.as, working)
        guard let collection = working.case.collections[name], let rubric = situation.rubrics[collection.rubric] else {
            throw Refusal.sheetNotAsked(name, situation.workflow)
        }
        let empty = DraftSheet(rubric: rubric.reference, rater: collection.label(of: rater))
        var draft = DraftSheet(rubric: rubric.reference, rater: empty.rater, judgements: situation.draft?.judgements ?? [])
        draft.overall = situation.draft?.overall
        let evidence: Rubric.EvidenceRule? = situation.workflow.sheets[name]?.evidenceRequired == true ? .required : nil
        let sealed: SealedSheet
        do throws(SheetMistakes) {
            sealed = try draft.sealed(under: rubric, evidence: evidence, isThere: working.evidence(of: name))
        } catch {
            throw Refusal(
                .sheetIncomplete, "The sheet is not complete yet.", place: name, remedy: "Mend these, then seal it.",
                details: error.all.map { .init(place: $0.criterion ?? name, code: $0.code.rawValue, sentence: "\($0.sentence) \($0.remedy)") })
        }
        working.look(at: ["states", "sheets.\(name)"])
        working.look(atDutiesOf: rater.role, ties: false)
        try working.seal(name, by: .init(role: rater.role, holder: rater.holder, person: command.as), sealed)
        return working.decision
    }

    /// Whoever owes the sheet and is acted for by the person.
    static func rater(_ name: Name, _ role: Name?, _ person: String, _ working: Working) throws(Refusal) -> Case.Collection.Rater {
        let situation = working.situation
        guard let sheet = situation.workflow.sheets[name] else {
            let names = situation.workflow.sheets.keys.joined(separator: ", ")
            throw Refusal(.unknownSheet, "There is no sheet \(name); there are \(names).", place: name)
        }
        let isGathered = situation.workflow.states.values.contains { working.case.configuration.contains($0.path) && $0.collects.contains(name) }
        guard let collection = working.case.collections[name], isGathered || sheet.isOptional else {
            throw Refusal.sheetNotAsked(name, situation.workflow)
        }
        let parts = situation.parts(of: person, on: working.act.day).filter { sheet.by.contains($0.role) && (role == nil || $0.role == role) }
        let due = collection.due.filter { rater in parts.contains { $0.role == rater.role && $0.holder.id == rater.holder } }
        guard let first = due.first else {
            let titles = sheet.by.map { situation.workflow.title(of: $0) }.joined(separator: ", ")
            throw Refusal(.notYours, "\(sheet.title.text()) is asked of \(titles).", place: name)
        }
        guard let rater = due.first(where: { !collection.hasSealed($0) }) else {
            throw Refusal(.alreadySealed, "This sheet is sealed.", place: first.role, remedy: "A slip is corrected as an entry of its own.")
        }
        if let part = parts.first(where: { $0.role == rater.role && $0.holder.id == rater.holder }),
           let refusal = situation.unmetDuty(of: person, in: part, on: working.act.day, checksTies: part.holder.person != person) { throw refusal }
        return rater
    }
}

extension Working {
    /// Whether a reference is the number of a row on which the sheet rests; nil where its evidence is named freely.
    fileprivate func evidence(of sheet: Name) -> ((String) -> Bool)? {
        guard let record = workflow.sheets[sheet]?.evidenceFrom else { return nil }
        let state = self.case
        return { item in Int(item).map { state.hasRow($0, in: record) && String($0).isSame(as: item) } ?? false }
    }
}

extension Situation {
    func checkThere(_ person: String?, _ organisation: String?) throws(Refusal) {
        if let person, !knows(person: person) {
            throw Refusal(.unknownPerson, "There is nobody called \(person) in the register.", place: "person", remedy: "Add the person first.")
        }
        if let organisation, !knows(organisation: organisation) {
            throw Refusal(.unknownOrganisation, "There is no organisation \(organisation) in the register.", place: "organisation", remedy: "Add it first.")
        }
        if person == nil, organisation == nil {
            throw Refusal(.missingField, "Say who: a person, or an organisation.", place: "person")
        }
    }
}

extension Situation {
    /// Whether anybody who manages the case may see something of an entry.
    fileprivate func isSeenByManagers(_ entry: Past) -> Bool {
        let holders = workflow.managedBy.flatMap { self.case?.holders[$0] ?? [] }.compactMap(\.person)
        return (coordinators + holders).contains { person in
            let sight = Seeing.sight(of: person, in: self)
            return entry.facts.contains { sight.sees($0, of: workflow) }
        }
    }
}
