import Definitions
import JSON
import OrderedCollections

// An event is taken: its rules are judged, what it says becomes facts, the machine moves.

extension Working {
    /// Takes an event, or says why not; what was done before in the same act stays in either case.
    func take(_ event: Name, form: JSON.Object) throws(Refusal) {
        let candidates = Candidates(situation: situation, act: act, event: event, form: form)
        let rules = candidates.rules
        if rules.isEmpty, try takeLate(event, form: form) { return }
        let opened = try open(candidates, among: rules)
        guard let first = opened.first else { return }
        look(at: first)
        if first.rule.isSigned, try !sign(first) { return }
        for opening in opened { openings[opening.rule.id] = opening }
        if !first.rule.isSigned { say(first) }
        use(first)
        if first.rule.state == nil, !first.rule.reopens {
            for effect in first.rule.effectsOfMoving { try carryOut(effect, of: first) }
            try settle()
            try takeDecidedVotes(first.rule)
        } else {
            openAgain()
            if let returns = first.rule.returns { giveBack(returns) }
            try move(on: first.rule.descriptor)
            if let returns = first.rule.returns { try sendBack(returns, first) }
        }
        try followDates()
    }

    /// The rules that are open, the one that the machine takes first in front.
    ///
    /// - Throws: the refusal that came nearest to passing, where none is open.
    func open(_ candidates: Candidates, among rules: [EventRule]) throws(Refusal) -> [Opening] {
        guard !rules.isEmpty else { throw notNow(candidates.event) }
        var opened: [Opening] = []
        var best: Candidates.Verdict?
        for rule in rules {
            look(at: rule.guards.flatMap(\.program.names))
            let verdict = candidates.judge(rule)
            switch verdict {
            case .open(let opening): opened.append(opening)
            case .refused: if best.map({ verdict.cameFurther(than: $0) }) ?? true { best = verdict }
            }
        }
        if opened.isEmpty, case .refused(let refusal, _, _) = best { throw refusal }
        return opened
    }

    /// Says who sent what, sets the data of the form, and marks what falls short.
    func say(_ opening: Opening) {
        let rule = opening.rule
        let unsaid = rule.unsaid(workflow).compactMap { field in
            opening.form[field.name].map { Fact.NamedValue(field.name, $0, min(field.visibility, rule.visibility)) }
        }
        emit(.sent(event: rule.event, by: act.by.id, role: opening.part?.role, form: unsaid))
        for field in rule.form where field.setsDatum {
            guard let value = opening.form[field.name] else { continue }
            emit(.set(.init(field.name, value, workflow.data[field.name]?.visibility ?? field.visibility)))
        }
        for sentence in opening.shortfalls { emit(.marked(event: rule.event, sentence: sentence)) }
    }

    private func notNow(_ event: Name) -> Refusal {
        let names = OrderedSet(workflow.rules(of: event).flatMap { $0.state.map { [$0] } ?? $0.within })
        let titles = names.map { workflow.states[$0]?.title.text() ?? $0 }
        let stands = self.case.configuration.last.map { workflow.states[$0]?.title.text() ?? $0 } ?? "nowhere"
        if self.case.hasEnded {
            return Refusal(.caseEnded, "The case has ended (\(stands)) and takes this no longer.", place: event)
        }
        return Refusal(
            .notNow, "The case stands at \(stands); this can be sent at \(titles.joined(separator: ", ")).", place: event,
            remedy: (self.case.counts[event] ?? 0) > 0
                ? "It has been sent in this case already; a slip in it is corrected. Is it the right case?" : "Send what the case waits for first.")
    }
}

// MARK: - Signatures

extension Working {
    /// Adds a signature.
    ///
    /// - Returns: whether everybody has signed now, so that the case moves.
    private func sign(_ opening: Opening) throws(Refusal) -> Bool {
        guard let person = act.person, let part = opening.part, case .allOf(let roles) = opening.rule.by else { return true }
        let event = opening.rule.event
        let signed = self.case.signatures[event] ?? []
        look(at: ["signatures.\(event)"] + roles.map { "holders.\($0)" })
        guard !signed.contains(where: { $0.role == part.role && $0.holder == part.holder.id }) else {
            throw Refusal(.alreadySigned, "This is signed for \(spelled(part.role, part.holder)) already; \(missing(event, roles)).", place: event)
        }
        let terms = OrderedDictionary(
            opening.rule.terms.compactMap { name in opening.form[name].map { (name, $0) } }, uniquingKeysWith: { $1 })
        try compare(terms, signed, opening.rule)
        say(signing: opening)
        emit(.signed(event: event, Case.Signature(role: part.role, holder: part.holder.id, person: person, on: act.day, terms: terms)))
        for effect in opening.rule.effects {
            if case .add(let record, let with) = effect { try add(to: record, with, opening) }
            if case .nameActor = effect { try nameActor(opening) }
        }
        guard isSigned(event, roles) else { return false }
        agree(on: event)
        return true
    }

    /// Everybody has signed: the terms are set as data.
    private func agree(on event: Name) {
        for (name, value) in terms(of: event) { emit(.set(.init(name, value, workflow.data[name]?.visibility ?? .triad))) }
        emit(.signaturesCleared(event: event))
    }

    private func terms(of event: Name) -> OrderedDictionary<Name, FieldValue> {
        var agreed: OrderedDictionary<Name, FieldValue> = [:]
        for signature in self.case.signatures[event] ?? [] { agreed.merge(signature.terms) { first, _ in first } }
        return agreed
    }

    /// Moves the case on events for which whoever left was the last who had not signed: nobody's leaving strands a case.
    ///
    /// An event whose conditions do not hold any more waits until somebody signs it anew.
    func takeWhatIsSigned() throws(Refusal) {
        for event in self.case.signatures.keys {
            for rule in workflow.rules(of: event) where rule.state.map(self.case.configuration.contains) == true {
                guard case .allOf(let roles) = rule.by, self.case.signatures[event]?.isEmpty == false, isSigned(event, roles) else { continue }
                let opening = Opening(rule: rule, part: nil, form: Form(terms(of: event)), shortfalls: [])
                let judge = judge(opening)
                look(at: ["signatures.\(event)"] + roles.map { "holders.\($0)" } + rule.guards.flatMap(\.program.names))
                let isOpen = rule.guards.allSatisfy { !$0.isMust || self.case.waives($0, for: event) || (try? judge.holds($0)) == true }
                guard isOpen else { continue }
                openings = [rule.id: opening]
                agree(on: event)
                use(opening)
                try move(on: rule.descriptor)
            }
        }
    }

    private func say(signing opening: Opening) {
        let unsaid = opening.rule.unsaid(workflow).compactMap { field in
            opening.form[field.name].map { Fact.NamedValue(field.name, $0, min(field.visibility, opening.rule.visibility)) }
        }
        emit(.sent(event: opening.rule.event, by: act.by.id, role: opening.part?.role, form: unsaid))
        for sentence in opening.shortfalls { emit(.marked(event: opening.rule.event, sentence: sentence)) }
    }

    private func compare(_ terms: OrderedDictionary<Name, FieldValue>, _ signed: [Case.Signature], _ rule: EventRule) throws(Refusal) {
        for earlier in signed {
            for (name, value) in terms {
                guard let before = earlier.terms[name], !before.says(value) else { continue }
                throw Refusal(
                    .termsDiffer, "\(situation.name(person: earlier.person)) has signed another \(name).", place: name,
                    remedy: "Sign the same, or leave it out; to change the terms, the event is sent anew after the state is left.",
                    details: [
                        .init(place: earlier.person, code: "signed", sentence: before.json.text),
                        .init(place: act.by.id, code: "given", sentence: value.json.text),
                    ])
            }
        }
    }

    /// Whether each holder of each role has signed; a part that nobody holds cannot sign, and only an optional one is passed over.
    private func isSigned(_ event: Name, _ roles: [Name]) -> Bool { unsigned(event, roles).isEmpty }

    private func unsigned(_ event: Name, _ roles: [Name]) -> [String] {
        let signed = self.case.signatures[event] ?? []
        return roles.flatMap { role -> [String] in
            let holders = self.case.holders[role] ?? []
            if holders.isEmpty { return workflow.roles[role]?.isOptional == true ? [] : [workflow.title(of: role)] }
            return holders.filter { holder in !signed.contains { $0.role == role && $0.holder == holder.id } }.map { spelled(role, $0) }
        }
    }

    /// "Member (Brackenford High School)".
    private func spelled(_ role: Name, _ holder: Case.Holder) -> String { "\(workflow.title(of: role)) (\(situation.name(holder: holder)))" }

    private func missing(_ event: Name, _ roles: [Name]) -> String {
        "it waits for \(unsigned(event, roles).joined(separator: ", "))"
    }
}
