import CivilTime
import Definitions
import JSON
import Register

/// Judges the rules of one event for one act, one after the other, and keeps the refusal that came nearest to passing.
struct Candidates {
    let situation: Situation
    let act: Act
    let event: Name
    let form: JSON.Object

    /// What a rule comes to.
    enum Verdict {
        case open(Opening)
        /// - Parameter met: how many of the rule's conditions had held.
        case refused(Refusal, stage: Stage, met: Int = 0)

        /// Whether this refusal came nearer to passing than another.
        func cameFurther(than other: Verdict) -> Bool {
            guard case .refused(_, let mine, let met) = self, case .refused(_, let its, let others) = other else { return false }
            return (mine.rawValue, met) > (its.rawValue, others)
        }
    }

    /// How far a rule was judged; the furthest refusal is told.
    enum Stage: Int { case form, sender, duties, window, guards }

    var workflow: Workflow { situation.workflow }

    /// The rules of the event where the case stands, innermost first, then those taken at any time.
    var rules: [EventRule] {
        guard let current = situation.case else { return [] }
        let (configuration, hasEnded) = (current.configuration, current.hasEnded)
        var (own, anytime): ([(offset: Int, depth: Int, rule: EventRule)], [EventRule]) = ([], [])
        for (offset, rule) in workflow.rules(of: event).enumerated() {
            if let state = rule.state {
                if !hasEnded, configuration.contains(state) { own.append((offset, state.depth, rule)) }
            } else if rule.within.isEmpty || rule.within.contains(where: configuration.contains) {
                anytime.append(rule)
            }
        }
        if own.count > 1 { own.sort { $0.depth == $1.depth ? $0.offset < $1.offset : $0.depth > $1.depth } }
        return own.map(\.rule) + anytime
    }

    // MARK: - One rule

    func judge(_ rule: EventRule) -> Verdict {
        var reading = FormReading(situation)
        let optional = termsSigned(rule)
        let values = reading.read(form, as: rule.form, optional: optional)
        if let refusal = reading.refusal { return .refused(refusal, stage: .form) }
        let typed = Form(values, updating: rule.updatedRecord)
        switch senders(of: rule) {
        case .failure(let refusal): return .refused(refusal, stage: .sender)
        case .success(let parts): return judge(rule, as: parts, typed)
        }
    }

    /// Somebody in several parts acts in the first that lets her.
    private func judge(_ rule: EventRule, as parts: [Part?], _ typed: Form) -> Verdict {
        let verdicts = parts.map { judge(rule, as: $0, typed) }
        let open = verdicts.first { if case .open = $0 { true } else { false } }
        return open ?? verdicts.dropFirst().reduce(verdicts[0]) { $1.cameFurther(than: $0) ? $1 : $0 }
    }

    private func judge(_ rule: EventRule, as part: Part?, _ typed: Form) -> Verdict {
        if let part, let person = act.person {
            let checksTies = rule.namesActor || part.holder.person != person
            if let refusal = situation.unmetDuty(of: person, in: part, on: act.day, checksTies: checksTies) {
                return .refused(refusal, stage: .duties)
            }
        }
        if let refusal = notAskedYet(rule) { return .refused(refusal, stage: .window) }
        if let refusal = closedWindow(for: rule, part) { return .refused(refusal, stage: .window) }
        if let refusal = room(for: rule) { return .refused(refusal, stage: .window) }
        return guards(of: rule, part, typed)
    }

    /// Terms that an earlier signature said may be left out by a later one.
    func termsSigned(_ rule: EventRule) -> [Name] {
        guard rule.isSigned, let first = situation.case?.signatures[rule.event]?.first else { return [] }
        return rule.terms.filter { first.terms[$0] != nil }
    }

    /// The parts in which this act may come, the first to be asked first; never none.
    private func senders(of rule: EventRule) -> Result<[Part?], Refusal> {
        switch (rule.by, act.by) {
        case (.anyOf(let roles), .person(let person)), (.allOf(let roles), .person(let person)):
            let parts = situation.parts(of: person, on: act.day).filter { roles.contains($0.role) }
            guard !parts.isEmpty else { return .failure(notYours(rule, roles, person)) }
            return .success(rule.isSigned ? unsigned(parts, rule) : parts)
        case (.clock, .clock), (.linkedCase, .linkedCase): return .success([nil])
        case (.clock, .person), (.linkedCase, .person), (.itself, _):
            let who = rule.by == .clock ? "a clock of the case" : rule.by == .linkedCase ? "a linked case" : "the case itself"
            return .failure(Refusal(.notYours, "\(rule.title.text()) comes from \(who), not from a person.", place: event))
        case (.anyOf, _), (.allOf, _), (.clock, .linkedCase), (.linkedCase, .clock):
            return .failure(Refusal(.notYours, "\(rule.title.text()) is not sent by \(act.by.id).", place: event))
        }
    }

    /// The parts for which nobody has signed yet; where all have, all of them.
    private func unsigned(_ parts: [Part], _ rule: EventRule) -> [Part] {
        let signed = situation.case?.signatures[rule.event] ?? []
        let open = parts.filter { part in !signed.contains { $0.role == part.role && $0.holder == part.holder.id } }
        return open.isEmpty ? parts : open
    }

    private func notYours(_ rule: EventRule, _ roles: [Name], _ person: String) -> Refusal {
        let titles = roles.map { role in
            let holders = (situation.case?.holders[role] ?? []).map(situation.name(holder:))
            return "\(workflow.title(of: role)) (\(holders.isEmpty ? "nobody yet" : holders.joined(separator: ", ")))"
        }
        return Refusal(
            .notYours, "\(rule.title.text()) belongs to \(titles.joined(separator: " or ")).", place: event,
            remedy: "Ask one of them, or have somebody appointed.")
    }

    /// An event that happened after a window's last day, while it is asked whether anything arrived.
    func closedWindow(for rule: EventRule, _ part: Part?) -> Refusal? {
        guard let part, let state = rule.state.flatMap({ workflow.states[$0] }) else { return nil }
        for clock in state.clocks {
            guard case .window(let protects, _, _) = clock.kind, protects == nil || protects == part.role,
                  let running = situation.case?.clocks[clock.name], running.isAsking,
                  act.happened.earliest(in: situation.calendar.zone) > running.due
            else { continue }
            return Refusal(
                .windowClosed, "The window closed on \(running.dueDay.spelled).", place: clock.name,
                remedy: "If it happened in time, say when with --on, up to \(running.dueDay).")
        }
        return nil
    }

    /// An event that moves the case on cannot have happened before the case came to where it is asked for.
    private func notAskedYet(_ rule: EventRule) -> Refusal? {
        guard !rule.targets.isEmpty, act.person != nil, let state = rule.state.flatMap({ workflow.states[$0] }) else { return nil }
        for clock in state.clocks {
            guard case .entry = clock.base, let running = situation.case?.clocks[clock.name], act.day < running.base else { continue }
            return running.notAskedYet(on: act.day)
        }
        return nil
    }

    private func room(for rule: EventRule) -> Refusal? {
        for (record, _) in rule.addedRecords {
            guard let declared = workflow.records[record], situation.case?.count(of: record) ?? 0 >= declared.maximum else { continue }
            return Refusal(.tooMany, "\(declared.title.text()) has \(declared.maximum) rows, which is all it holds.", place: record)
        }
        return nil
    }

    // MARK: - Guards

    private func guards(of rule: EventRule, _ part: Part?, _ typed: Form) -> Verdict {
        let terms = situation.case?.signatures[rule.event]?.first?.terms ?? [:]
        let form = rule.isSigned ? typed.filling(from: terms) : typed
        let judge = Judge(situation: situation, act: act, part: part, form: form)
        do throws(Refusal) {
            var (waived, met): ([String], Int) = ([], 0)
            for condition in rule.guards where condition.isMust {
                if try judge.holds(condition) {
                    met += 1
                    continue
                }
                guard let waiver = situation.case?.waiver(of: condition, for: event) else {
                    return .refused(notMet(condition, judge, rule), stage: .guards, met: met)
                }
                waived.append(situation.sentence(of: waiver))
            }
            if let refusal = unmetDuty(ofAppointed: rule, judge) { return .refused(refusal, stage: .guards) }
            return .open(Opening(rule: rule, part: part, form: form, shortfalls: waived + (try judge.shortfalls(of: rule))))
        } catch {
            return .refused(error, stage: .guards)
        }
    }

    /// Why somebody whom the rule puts into a part may not have it; nil where it is not said yet who that is.
    func unmetDuty(ofAppointed rule: EventRule, _ judge: Judge) -> Refusal? {
        for effect in rule.effects {
            guard case .appoint(let role, let person, let organisation) = effect else { continue }
            let holder = Case.Holder(
                organisation: organisation.flatMap { try? judge.text($0) }, person: person.flatMap { try? judge.text($0) }, since: act.day)
            if let refusal = situation.unmetDuty(of: holder, in: role, on: act.day, told: act.person) { return refusal }
        }
        return nil
    }

    /// In sentences alone; the condition itself, and what each part of it came to, is told by `why`.
    private func notMet(_ condition: Guard, _ judge: Judge, _ rule: EventRule) -> Refusal {
        let explained = Explained(condition, judge, form: rule.form)
        return Refusal(.guardNotMet, situation.sentence(of: condition, judge, form: rule.form), place: event, remedy: situation.remedy(of: explained, condition))
    }
}

extension Situation {
    /// The file's sentence; where it has none, by their titles the data and fields that the condition is about.
    func sentence(of condition: Guard, _ judge: Judge, form: [Field]) -> String {
        if let sentence = condition.otherwise?.text() { return sentence }
        let titles = judge.hides(condition.program) ? [] : ConditionWords(judge: judge, form: form).titles(condition.program)
        return titles.isEmpty ? "A condition of this step is not met." : "A condition on \(titles.map { "“\($0)”" }.joined(separator: ", ")) is not met."
    }

    /// What a field of choices takes, each with what people call it; nil for a field of another kind.
    public func offered(for type: FieldType) -> String? {
        switch type {
        case .choice(let choices): choices.map { choice in
            let spoken = workflow.spoken(choice)
            return spoken.lowercased() == choice.split(separator: "_").joined(separator: " ").lowercased() ? choice : "\(choice) (\(spoken))"
        }.joined(separator: ", ")
        case .criterion(let rubric): (try? chosen(rubric)).flatMap { rubrics[$0] }.map { $0.criteria.map { "\($0.id) (\($0.title))" }.joined(separator: ", ") }
        case .list(let element, _, _): offered(for: element)
        case .text, .whole, .yesNo, .date, .person, .organisation, .row: nil
        }
    }

    /// What would make a condition hold, and who may let the event pass without.
    func remedy(of explained: Explained, _ condition: Guard) -> String? {
        let waivers = condition.waivedBy.map { workflow.title(of: $0) }
        let waived = waivers.isEmpty || explained.holds ? nil : "It can be let pass by \(waivers.joined(separator: " or "))."
        let both = [explained.decisive, waived].compactMap(\.self)
        return both.isEmpty ? nil : both.joined(separator: " ")
    }
}

extension Name {
    /// How many states lie around this one.
    var depth: Int { utf8.reduce(0) { $1 == UInt8(ascii: ".") ? $0 + 1 : $0 } }
}
