import CivilTime
import Definitions
import JSON
import OrderedCollections

/// What waits for somebody in a case: her inbox is made of these.
public enum Waiting {
    public struct Item: Sendable, Hashable {
        public var kind: Kind
        /// What to do, in the workflow's words.
        public var text: String
        /// The part in which she would do it; nil for those who manage the case.
        public var role: Name?
        public var due: Day?
        public var isLate: Bool
        /// The events that she can send now for it.
        public var events: [Name]
        /// What it is about, by the name with which it is dealt with: the sheet, the clock, the role in doubt, the entry that says the slip or was typed.
        public var about: String?
        /// The deadline that asks for it; nil where none does.
        public var clock: Name?

        public enum Kind: String, Sendable, CaseIterable {
            case todo
            /// A sheet to be sealed.
            case sheet
            /// A vote to be cast.
            case vote
            /// A window past its last day: did anything arrive?
            case window
            /// What could not be taken.
            case incident
            /// A change in the register touches somebody who holds a part.
            case doubt
            /// Somebody has found a slip in what this person did.
            case slip
            /// Somebody has typed something for this person: is it as she gave it?
            case typed
            /// A deadline has passed, and this person is to know.
            case notice
        }
    }

    /// What waits for a person in a case, most pressing first.
    public static func items(in situation: Situation, for person: String) -> [Item] {
        guard let current = situation.case else { return [] }
        let today = situation.calendar.zone.day(of: situation.now)
        let view = Waits(situation: situation, case: current, person: person, today: today)
        let items = view.windows + view.slips + view.typed + view.doubts + view.sheets + view.votes + view.todos + view.signatures + view.unanswered + view.notices + view.incidents
        return items.enumerated().sorted { one, other in
            let (a, b) = (one.element.due ?? .last, other.element.due ?? .last)
            return a == b ? one.offset < other.offset : a < b
        }.map(\.element)
    }

    /// The records whose rows are to be loaded, that what came late and has no answer yet, and who has done her part, may be found.
    public static func records(for situation: Situation) -> Set<Name> {
        guard let current = situation.case else { return [] }
        let records = situation.workflow.answersAnytime(in: current).map(\.record)
        let active = current.hasEnded ? [] : current.configuration.compactMap { situation.workflow.states[$0] }
        let read = active.flatMap { $0.waitsUntil.values.flatMap { $0.program.records(of: situation.workflow, row: nil) } }
        return Set((records + read).filter { current.count(of: $0) > 0 })
    }

    /// Whether who has done her part is told by more than data and records: by sheets, links, the cast.
    public static func looksAround(in situation: Situation) -> Bool {
        guard let current = situation.case, !current.hasEnded else { return false }
        let conditions = current.configuration.compactMap { situation.workflow.states[$0] }.flatMap(\.waitsUntil.values)
        return conditions.contains { !Set($0.program.references.paths.compactMap(\.names.first)).isSubset(of: ["data", "records", "actor", "today", "now"]) || !$0.program.references.calls.isEmpty }
    }

    /// What a case waits for now, whoever it is: the sentence of each role, with its due day; of a window that is past its last day, that it is
    /// asked whether anything arrived.
    ///
    /// - Parameter sight: who looks. What tells that a part is done by what she may not read counts as not done.
    public static func all(in situation: Situation, seenBy sight: Sight) -> [Item] {
        guard let current = situation.case, !current.hasEnded else { return [] }
        let today = situation.calendar.zone.day(of: situation.now)
        let view = Waits(situation: situation, case: current, person: nil, today: today, sight: sight)
        return view.todos + view.signatures + view.windows
    }

    /// The events that a person can send now, in document order: those whose sender she is and whose duties she meets. Guards
    /// that need a form are left to ``Explaining``.
    public static func events(in situation: Situation, for person: String) -> [EventRule] {
        guard let current = situation.case else { return [] }
        let day = situation.calendar.zone.day(of: situation.now)
        return Waits(situation: situation, case: current, person: person, today: day).sendable
    }
}

/// An event that is taken at any time and fills in rows.
private struct AnytimeAnswer {
    var rule: EventRule
    var record: Name
    var fields: [Name]
}

extension Workflow {
    fileprivate func answersAnytime(in state: Case) -> [AnytimeAnswer] {
        anytime.filter { $0.within.contains { state.configuration.contains($0) } }.compactMap { rule in
            rule.effects.lazy.compactMap { effect in
                if case .update(let record, let fields) = effect { AnytimeAnswer(rule: rule, record: record, fields: fields) } else { nil }
            }.first
        }
    }
}

private struct Waits {
    let situation: Situation
    let `case`: Case
    /// Nil: whatever waits, for whomever.
    let person: String?
    let today: Day
    let parts: [Part]
    /// Whoever looks at what waits for anybody.
    let sight: Sight?

    init(situation: Situation, case current: Case, person: String?, today: Day, sight: Sight? = nil) {
        self.situation = situation
        self.sight = sight
        self.case = current
        self.person = person
        self.today = today
        parts = person.map { situation.parts(of: $0, on: today) } ?? []
    }

    var workflow: Workflow { situation.workflow }
    var isManaging: Bool { person.map { situation.manages($0, on: today) } ?? false }
    var active: [State] { self.case.hasEnded ? [] : self.case.configuration.compactMap { workflow.states[$0] } }

    func acts(_ role: Name) -> Bool { person == nil || parts.contains { $0.role == role } }

    // MARK: What is to be done

    var todos: [Waiting.Item] {
        active.flatMap { state in
            state.waitsFor.filter { acts($0.role) && !isVacant($0.role, in: state) && !hasDone($0.role, in: state) && !isToJudge($0.role, in: state) }.compactMap { role, text -> Waiting.Item? in
                let clock = self.clock(of: state, owedBy: role)
                // A window past its last day waits for whoever says whether anything came, and for nobody else.
                if let clock, isPast(clock) { return nil }
                return Waiting.Item(
                    kind: .todo, text: text.text(), role: role, due: clock?.dueDay, isLate: isLate(clock),
                    events: events(of: state, role), about: clock?.name, clock: clock?.name)
            }
        }
    }

    /// Whether the person has a sheet or a vote of the state before her in the role: that item says what is to be done.
    private func isToJudge(_ role: Name, in state: State) -> Bool {
        person != nil && (sheets + votes).contains { item in
            item.role == role && (item.about.map { state.collects.contains($0) || state.votes.contains($0) } ?? false)
        }
    }

    /// What the state's sentence for a role says of a sheet or a vote that the role is asked for: the sentence itself, where it is asked for one alone.
    private func sentence(_ role: Name, in state: State?, for title: Words, _ otherwise: String) -> String {
        let asked = (state?.collects ?? []).filter { workflow.sheets[$0]?.by.contains(role) == true } + (state?.votes ?? []).filter { workflow.votes[$0]?.by.contains(role) == true }
        if asked.count == 1, let words = state?.waitsFor.first(where: { $0.role == role })?.text { return words.text() }
        return "\(title.text()): \(otherwise)"
    }

    /// Whether the state says that a holder of the role has done her part: by what she who looks may read.
    private func hasDone(_ condition: Definitions.Expression, as role: Name, _ holder: Case.Holder) -> Bool {
        people(of: holder).contains { somebody in
            let act = Act(.person(somebody), .instant(situation.now), in: situation.calendar.zone)
            var judge = Judge(situation: situation, act: act, part: Part(role: role, holder: holder), form: Form([:]))
            judge.sight = sight
            return (sight == nil || !judge.hides(condition.program)) && (try? judge.truth(condition)) == true
        }
    }

    /// Whoever may have done it for a holder: the named person, else anybody of the team or of the organisation.
    private func people(of holder: Case.Holder) -> [String] {
        if let named = holder.person, !named.isEmpty { return [named] }
        let people = holder.team.isEmpty ? holder.organisation.map { situation.register.people(in: $0, on: today) } ?? [] : holder.team
        return people + [person ?? holder.person].compactMap(\.self).filter { !people.contains($0) }
    }

    /// Whether nobody holds a part that others have still to fill, so that it waits for them.
    private func isVacant(_ role: Name, in state: State) -> Bool {
        func isHeld(_ role: Name) -> Bool { workflow.managedBy.contains(role) || !(self.case.holders[role] ?? []).isEmpty }
        return person == nil && !isHeld(role) && state.waitsFor.contains { isHeld($0.role) }
    }

    /// Whether the role has done its part of what the state waits for: signed, sealed its sheets, or done what the file names.
    private func hasDone(_ role: Name, in state: State) -> Bool {
        let holders = (self.case.holders[role] ?? []).filter { holder in person == nil || parts.contains { $0.role == role && $0.holder.id == holder.id } }
        if let condition = state.waitsUntil[role] {
            // Where nobody holds the part, or those who manage the case without it: by the condition alone.
            return (holders.isEmpty ? [Case.Holder(person: "", since: today)] : holders).allSatisfy { hasDone(condition, as: role, $0) }
        }
        guard !holders.isEmpty else { return false }
        let asked = state.collects.compactMap { self.case.collections[$0] }.filter { collection in
            collection.due.contains { $0.role == role }
        }
        let votes = state.votes.compactMap { self.case.ballots[$0] }.filter { ballot in ballot.members.contains { $0.role == role } }
        if !votes.isEmpty, asked.isEmpty {
            return votes.allSatisfy { ballot in
                holders.map { Case.Ballot.Member(role: role, holder: $0.id) }.allSatisfy { ballot.isOpen || ballot.hasVoted($0) || ballot.hasLeft($0) }
            }
        }
        if !asked.isEmpty { return asked.allSatisfy { collection in holders.allSatisfy { collection.hasSealed(.init(role: role, holder: $0.id)) } } }
        let signed = state.events.compactMap { workflow.rule($0) }.filter { rule in
            if case .allOf(let roles) = rule.by { roles.contains(role) } else { false }
        }
        return !signed.isEmpty && signed.contains { rule in
            holders.allSatisfy { holder in self.case.signatures[rule.event]?.contains { $0.role == role && $0.holder == holder.id } == true }
        }
    }

    /// The running clock that the role owes, the first to fall due; else the state's first.
    private func clock(of state: State, owedBy role: Name) -> Case.RunningClock? {
        let running = state.clocks.compactMap { clock in self.case.clocks[clock.name].map { (clock, $0) } }
        let owed = running.filter { $0.0.owedBy.contains(role) }
        return (owed.isEmpty ? running.filter { $0.0.owedBy.isEmpty } : owed).min { $0.1.due < $1.1.due }?.1
    }

    /// Whether a window is past its last day and has not taken effect: it asks, though nothing has struck it yet.
    private func isPast(_ clock: Case.RunningClock) -> Bool {
        guard case .window? = workflow.clock(clock.name)?.kind else { return false }
        return clock.isAsking || clock.due < situation.now
    }

    private func isLate(_ clock: Case.RunningClock?) -> Bool { clock.map { $0.due < situation.now } ?? false }

    private func events(of state: State, _ role: Name) -> [Name] {
        let names = state.events.compactMap { workflow.rule($0) }.filter { sends($0, role) && isUnsigned($0, role) }.map(\.event)
        return Array(OrderedSet(names))
    }

    private func sends(_ rule: EventRule, _ role: Name) -> Bool { rule.by.roles.contains(role) }

    private func isUnsigned(_ rule: EventRule, _ role: Name) -> Bool {
        guard rule.isSigned, let person else { return true }
        return self.case.signatures[rule.event]?.contains { $0.role == role && $0.person == person } != true
    }

    var sendable: [EventRule] {
        guard person != nil else { return [] }
        let here = active.flatMap { $0.events.compactMap { workflow.rule($0) } }
        let anytime = workflow.anytime.filter { rule in rule.within.isEmpty || rule.within.contains { self.case.configuration.contains($0) } }
        return (here + anytime).filter { rule in parts.contains { sends(rule, $0.role) && isUnsigned(rule, $0.role) } }.sorted { $0.id < $1.id }
    }

    /// Rows that an event taken at any time can still answer: nothing in the state says that they wait, for they came when it had passed.
    var unanswered: [Waiting.Item] {
        workflow.answersAnytime(in: self.case).flatMap { answer -> [Waiting.Item] in
            guard let part = parts.first(where: { sends(answer.rule, $0.role) }) else { return [] }
            return (situation.records[answer.record] ?? []).filter { waits($0, for: answer, part) }.map { row in
                let record = workflow.records[answer.record]?.title.text() ?? answer.record
                return Waiting.Item(
                    kind: .todo, text: "\(answer.rule.title.text()): row \(row.number) of “\(record)” came late", role: part.role, due: nil, isLate: false,
                    events: [answer.rule.event], about: nil)
            }
        }
    }

    /// Whether a row has no answer yet and none of the event's conditions speaks against one, whatever it may say.
    private func waits(_ row: Situation.Row, for answer: AnytimeAnswer, _ part: Part) -> Bool {
        guard let person, answer.fields.allSatisfy({ row.values[$0] == nil }) else { return false }
        let act = Act(.person(person), .instant(situation.now), in: situation.calendar.zone)
        let judge = Judge(situation: situation, act: act, part: part, form: Form(["row": .whole(Int64(row.number))], updating: answer.record))
        return answer.rule.guards.filter(\.isMust).allSatisfy { condition in
            if case .success(.bool(false)) = condition.program.evaluate(judge.activation(unknowns: [["event"]])) { false } else { true }
        }
    }

    /// What somebody else has signed, and waits for the signature of this part, where no sentence of the state asks for it already.
    var signatures: [Waiting.Item] {
        active.flatMap { state in
            OrderedSet(state.events.compactMap { workflow.rule($0) }.filter { $0.isSigned && !(self.case.signatures[$0.event] ?? []).isEmpty }.map(\.event)).flatMap { event in
                workflow.rules(of: event).first { $0.state == state.path }.map { signatures($0, in: state) } ?? []
            }
        }
    }

    private func signatures(_ rule: EventRule, in state: State) -> [Waiting.Item] {
        guard sight?.sees(rule) ?? true else { return [] }
        let signed = self.case.signatures[rule.event] ?? []
        let by = signed.map { situation.name(person: $0.person) }.joined(separator: ", ")
        return rule.by.roles.filter { acts($0) && isUnsigned(rule, byHoldersOf: $0) && !isAsked($0, for: rule, in: state) }.map { role in
            let clock = self.clock(of: state, owedBy: role)
            return Waiting.Item(
                kind: .todo, text: "\(rule.title.text()): signed by \(by)\(terms(of: rule)), and waits for \(person == nil ? "the signature of \(workflow.title(of: role))" : "your signature")", role: role, due: clock?.dueDay, isLate: isLate(clock),
                events: [rule.event], about: nil, clock: clock?.name)
        }
    }

    /// What was signed, for whoever is asked to sign it too: " (Session: 29 September 2026, …)".
    private func terms(of rule: EventRule) -> String {
        guard person != nil, let terms = self.case.signatures[rule.event]?.first?.terms, !terms.isEmpty else { return "" }
        let said = rule.form.compactMap { field in terms[field.name].flatMap { words(of: $0) }.map { "\(field.title.text()): \($0)" } }
        return said.isEmpty ? "" : " (\(said.joined(separator: "; ")))"
    }

    private func words(of value: FieldValue) -> String? {
        switch value {
        case .text(let text): situation.knows(person: text) ? situation.name(person: text) : situation.knows(organisation: text) ? situation.name(organisation: text) : workflow.words[text] ?? text
        case .whole(let number): "\(number)"
        case .yesNo(let isYes): isYes ? "yes" : "no"
        case .date(let day): day.spelled
        case .list(let values): values.compactMap(words).joined(separator: ", ")
        case .absent: nil
        }
    }

    /// Whether somebody who holds the role, and for whom this is asked, has not signed yet.
    private func isUnsigned(_ rule: EventRule, byHoldersOf role: Name) -> Bool {
        let signed = self.case.signatures[rule.event] ?? []
        return (self.case.holders[role] ?? []).contains { holder in
            (person == nil || parts.contains { $0.role == role && $0.holder.id == holder.id }) && !signed.contains { $0.role == role && $0.holder == holder.id }
        }
    }

    private func isAsked(_ role: Name, for rule: EventRule, in state: State) -> Bool {
        state.waitsFor.contains { $0.role == role } && !hasDone(role, in: state) && events(of: state, role).contains(rule.event)
    }

    // MARK: Sheets, windows, notices, incidents

    var sheets: [Waiting.Item] {
        self.case.collections.values.flatMap { collection -> [Waiting.Item] in
            guard let sheet = workflow.sheets[collection.sheet], !collection.isOpen else { return [] }
            let state = active.first { $0.collects.contains(collection.sheet) }
            guard state != nil || sheet.isOptional else { return [] }
            return collection.due.filter { rater in
                !collection.hasSealed(rater) && parts.contains { $0.role == rater.role && $0.holder.id == rater.holder }
            }.map { rater in
                let clock = state.flatMap { self.clock(of: $0, owedBy: rater.role) }
                return Waiting.Item(
                    kind: .sheet, text: sentence(rater.role, in: state, for: sheet.title, "fill in and seal your sheet"), role: rater.role, due: clock?.dueDay,
                    isLate: isLate(clock), events: state.map { events(of: $0, rater.role) } ?? [], about: collection.sheet, clock: clock?.name)
            }
        }
    }

    /// Votes that she has not cast, and ties that hers settles.
    var votes: [Waiting.Item] {
        self.case.ballots.values.flatMap { ballot -> [Waiting.Item] in
            guard let vote = workflow.votes[ballot.vote], let state = active.first(where: { $0.votes.contains(ballot.vote) }) else { return [] }
            let asked = ballot.isOpen ? situation.castingMembers(of: ballot.vote) : ballot.present.filter { !ballot.hasVoted($0) }
            return asked.filter { member in parts.contains { $0.role == member.role && $0.holder.id == member.holder } }.map { member in
                let clock = self.clock(of: state, owedBy: member.role)
                return Waiting.Item(
                    kind: .vote, text: "\(vote.title.text()): \(ballot.isOpen ? "give the casting vote" : "vote")", role: member.role, due: clock?.dueDay,
                    isLate: isLate(clock), events: events(of: state, member.role), about: ballot.vote, clock: clock?.name)
            }
        }
    }

    var windows: [Waiting.Item] {
        self.case.clocks.values.filter(isPast).compactMap { running in
            guard let clock = workflow.clock(running.name), case .window(_, let asks, _) = clock.kind,
                  person == nil || isManaging || parts.contains(where: { asks.contains($0.role) })
            else { return nil }
            let title = workflow.states[clock.state]?.title.text() ?? clock.state
            let question = isAnswered(clock) ? "what it was for has come. Confirm that it is closed" : "did anything arrive?"
            return Waiting.Item(
                kind: .window, text: "The time of “\(title)” ended on \(running.dueDay.spelled): \(question)", role: person == nil ? asks.first : nil, due: running.dueDay,
                isLate: false, events: [], about: running.name)
        }
    }

    /// Whether whoever a window protects has done what its state waits for: then it need not be asked whether anything arrived.
    private func isAnswered(_ clock: Clock) -> Bool {
        guard case .window(let protected?, _, _) = clock.kind, let condition = workflow.states[clock.state]?.waitsUntil[protected] else { return false }
        let holders = self.case.holders[protected] ?? []
        return !holders.isEmpty && holders.allSatisfy { hasDone(condition, as: protected, $0) }
    }

    /// Holders whose parts a change in the register has put in question.
    var doubts: [Waiting.Item] {
        guard isManaging else { return [] }
        return self.case.doubts.map { doubt in
            let ways = "Carry on with that disclosed, replace, or stop the case"
            let text = "\(workflow.title(of: doubt.role)): \(doubt.sentence) \(ways)"
            return Waiting.Item(kind: .doubt, text: text, role: nil, due: nil, isLate: false, events: [], about: doubt.role)
        }
    }

    /// Slips that somebody else has found in what this person did.
    var slips: [Waiting.Item] {
        self.case.slips.filter { $0.owner == person }.map { slip in
            let said = slip.form.map { "\($0.key): \($0.value.stringValue ?? $0.value.text)" } + (slip.happened.map { ["on: \($0)"] } ?? [])
            let text = "\(situation.name(person: slip.by)) has found a slip in your entry \(slip.entry) and says it should be \(said.joined(separator: ", ")) (\(slip.because)). Was it one?"
            return Waiting.Item(kind: .slip, text: text, role: nil, due: nil, isLate: false, events: [], about: "\(self.case.id)/\(slip.number)")
        }
    }

    /// What somebody else has typed for this person.
    var typed: [Waiting.Item] {
        self.case.typed.filter { $0.owner == person }.map { typed in
            Waiting.Item(
                kind: .typed, text: "\(situation.name(person: typed.by)) has typed entry \(typed.entry) for you. Is it as you gave it?", role: nil, due: nil,
                isLate: false, events: [], about: "\(self.case.id)/\(typed.entry)")
        }
    }

    /// Steps of a ladder that have been reached: shown for as long as the clock runs.
    var notices: [Waiting.Item] {
        self.case.clocks.values.flatMap { running -> [Waiting.Item] in
            guard let clock = workflow.clock(running.name) else { return [] }
            let reached = self.reached(running, clock)
            let roles = clock.ladder.prefix(reached).flatMap(\.notify)
            guard parts.contains(where: { roles.contains($0.role) }) else { return [] }
            let title = workflow.states[clock.state]?.title.text() ?? clock.state
            let owed = clock.owedBy.map { workflow.title(of: $0) }.joined(separator: ", ")
            return [Waiting.Item(
                kind: .notice, text: "\(title) was due on \(running.dueDay.spelled)\(owed.isEmpty ? "" : " from \(owed)")", role: nil,
                due: running.dueDay, isLate: true, events: [], about: running.name)]
        }
    }

    private func reached(_ running: Case.RunningClock, _ clock: Clock) -> Int {
        switch running.next {
        case .remind, .due, .grace: 0
        case .ladder(let number): number
        case .done: clock.ladder.count
        }
    }

    var incidents: [Waiting.Item] {
        guard isManaging else { return [] }
        return self.case.incidents.map { incident in
            Waiting.Item(
                kind: .incident, text: "Could not be taken: \(incident.what). \(incident.refusal.sentence)", role: nil, due: nil, isLate: false,
                events: [], about: nil)
        }
    }
}
