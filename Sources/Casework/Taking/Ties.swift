import CivilTime
import Definitions
import OrderedCollections
import Register

// What the register says about people and parts.

extension Situation {
    func knows(person id: String) -> Bool { register.person(id) != nil }
    func knows(organisation id: String) -> Bool { register.organisation(id) != nil }
    func name(person id: String) -> String { register.person(id)?.name ?? id }
    func name(organisation id: String) -> String { register.organisation(id)?.name ?? id }
    func name(holder: Case.Holder) -> String {
        holder.person.map(name(person:)) ?? holder.organisation.map(name(organisation:)) ?? holder.id
    }

    func holds(_ person: String, _ credential: Name, on day: Day) -> Bool { register.holds(person, credential, on: day) }
    func organisations(of person: String, on day: Day) -> [String] { register.organisations(of: person, on: day) }
    /// The organisation where a person has her post: of several, the one that was entered first.
    func home(of person: String, on day: Day) -> String? { organisations(of: person, on: day).first }

    /// Her home organisation as the holder of a part, with whoever else holds the first of these posts there that is held.
    ///
    /// - Returns: nil where posts are named and nobody else holds one of them: all who work there would act in the part.
    func home(of person: String, posts: [String], on day: Day) -> Case.Holder? {
        guard let home = home(of: person, on: day) else { return nil }
        let heads = posts.lazy.flatMap { register.people(in: home, holding: $0, on: day) }
        let named = heads.first { !$0.isSame(as: person) }
        return posts.isEmpty || named != nil ? Case.Holder(organisation: home, person: named, since: day) : nil
    }

    func area(ofOrganisation id: String) -> String? { register.organisation(id)?.details.area }

    /// The organisations that a holder stands for: its own, else those of its person.
    func organisations(of holder: Case.Holder, on day: Day) -> [String] {
        holder.organisation.map { [$0] } ?? holder.person.map { organisations(of: $0, on: day) } ?? []
    }

    /// Whether a person acts for a holder: as the named person, in the team, or, where nobody is named, as one who belongs to the
    /// organisation on that day.
    func acts(_ person: String, for holder: Case.Holder, on day: Day) -> Bool {
        if holder.person == person && holder.namedOn ?? day <= day || holder.team.contains(person) { return true }
        guard holder.person == nil, holder.team.isEmpty, let organisation = holder.organisation else { return false }
        return register.affiliated(person, organisation, within: 0, on: day)
    }

    /// Every part in which a person acts on a day: those that she held then, though she has left them since. The file's coordinators act in
    /// the parts that manage the case.
    func parts(of person: String, on day: Day) -> [Part] {
        var parts: [Part] = []
        if let current = self.case {
            for (role, holders) in current.holders {
                for holder in holders where holder.since <= day && acts(person, for: holder, on: day) { parts.append(Part(role: role, holder: holder)) }
            }
            for (role, holders) in current.former {
                for holder in holders where holder.held(on: day) && acts(person, for: holder, on: day) { parts.append(Part(role: role, holder: holder)) }
            }
        }
        guard coordinates(person) else { return parts }
        for role in workflow.managedBy where !parts.contains(where: { $0.role == role }) && !isKept(from: role, whoHolds: parts) {
            parts.append(Part(role: role, holder: Case.Holder(person: person, since: day)))
        }
        return parts
    }

    /// Whether somebody with these parts may not have another: one of the two says that one person does not hold both.
    private func isKept(from other: Name, whoHolds parts: [Part]) -> Bool {
        let apart = workflow.roles[other]?.distinct ?? []
        return parts.contains { apart.contains($0.role) || workflow.roles[$0.role]?.distinct.contains(other) == true }
    }

    /// Whether a person may appoint, replace and answer for windows in this case.
    func manages(_ person: String, on day: Day) -> Bool { manages(person, holding: parts(of: person, on: day)) }

    /// - Parameter parts: those that she holds.
    func manages(_ person: String, holding parts: [Part]) -> Bool {
        parts.contains { workflow.managedBy.contains($0.role) } || (workflow.managedBy.isEmpty && coordinates(person))
    }

    var rules: ConflictRules {
        let interests = workflow.interests
        return ConflictRules(
            blocking: interests.blocking, disclosed: interests.disclosed, employedWithinYears: interests.employedWithinYears,
            declaredWithinMonths: interests.declaredWithinMonths)
    }

    /// Whether a person is one of the file's coordinators.
    func coordinates(_ person: String) -> Bool { coordinators.contains { $0.isSame(as: person) } }

    /// Ties that the parts of the case disclose on a day, in words: those that do not stand in the way, and those that arose after
    /// somebody was named.
    public func disclosures(on day: Day) -> [String] {
        let carriedOn = self.case?.carriedOn ?? []
        let ties = (self.case?.holders ?? [:]).flatMap { role, holders in holders.flatMap { self.ties(of: $0, in: role, on: day) } }
        var sentences = OrderedSet(ties.map(\.sentence)).subtracting(carriedOn.map(\.doubt.sentence))
        for carried in carriedOn {
            let (by, when) = (name(person: carried.by), carried.on.spelled)
            sentences.append("\(carried.doubt.sentence) The review goes on all the same (\(by), \(when)): \(carried.because)\(carried.because.hasSuffix(".") ? "" : ".")")
        }
        return Array(sentences)
    }

    /// The ties between a holder and those from whom the role keeps apart, in words. What holds of her organisation, or of theirs, is
    /// not said again of its people.
    func ties(of holder: Case.Holder, in role: Name, on day: Day) -> [(obstacle: Obstacle, sentence: String, isBlocking: Bool)] {
        let own = [holder.organisation.map(Party.organisation), holder.person.map(Party.person)].compactMap(\.self)
        return (workflow.roles[role]?.outside ?? []).flatMap { apart in
            var said: Set<Obstacle> = []
            return own.flatMap { party in
                parties(apart, on: day).reversed().filter { $0 != party }.flatMap { other in
                    register.obstacles(of: party, to: other, on: day, rules: rules).filter { said.insert($0).inserted }
                        .map { ($0, register.sentence($0, between: party, and: other), $0.isBlocking) }
                }
            }
        }
    }

    // MARK: - Duties

    /// Why a person may not act in a part, or be named for it, on a day: credentials, other parts, ties.
    ///
    /// - Parameter checksTies: whether ties are looked at; for somebody who was named they were, when she was.
    func unmetDuty(of person: String, in part: Part, on day: Day, checksTies: Bool, asksConditions: Bool = true, told asker: String? = nil) -> Refusal? {
        guard let role = workflow.roles[part.role] else { return nil }
        let title = role.title.text()
        for credential in role.needs where !holds(person, credential, on: day) && !isDisclosed(lacks(person, credential), of: part) {
            return Refusal(
                .notEligible, "\(name(person: person)) does not hold \(credential) on \(day.short), and \(title) needs it.", place: part.role,
                remedy: "Enter the credential in the register, or name somebody who holds it.")
        }
        let also = role.distinct + workflow.roles.values.filter { $0.distinct.contains(role.name) }.map(\.name)
        for other in also where (self.case?.holders[other] ?? []).contains(where: { $0.person == person || $0.team.contains(person) }) {
            return Refusal(
                .notEligible, "\(name(person: person)) holds the part \(workflow.title(of: other)) too, and one person may not hold both.",
                place: part.role, remedy: "Name somebody else for one of them.")
        }
        if let refusal = hasHeld(person, role) { return refusal }
        guard checksTies else { return nil }
        return tie(of: .person(person), in: part, role, on: day) ?? (asksConditions ? unmetCondition(of: person, in: role, on: day, told: asker) : nil)
    }

    /// Which of the role's own conditions does not hold of somebody who is to be named.
    ///
    /// - Parameter asker: whoever names her: where she may not read what the condition reads, and does not manage the case, she is not told which
    ///   it is. Nil: whoever is told is the one who is asked about, or manages the case.
    func unmetCondition(of person: String, in role: Role, on day: Day, told asker: String? = nil) -> Refusal? {
        guard !role.conditions.isEmpty else { return nil }
        let judge = Judge(situation: self, act: Act(.person(person), .day(day), in: calendar.zone), part: nil, form: Form(), holder: person)
        for condition in role.conditions {
            do throws(Refusal) {
                if try judge.holds(condition) { continue }
            } catch {
                return error
            }
            var telling = judge
            telling.sight = asker.map { Seeing.sight(of: $0, in: self) }
            let isTold = telling.sight.map { $0.isManaging || !telling.hides(condition.program) } ?? true
            return Refusal(
                .notEligible, "\(name(person: person)) cannot be \(role.title.text()) here.\(isTold ? condition.otherwise.map { " " + $0.text() } ?? "" : "")",
                place: role.name, remedy: "Name somebody else.")
        }
        return nil
    }

    /// "Ben Oduya does not hold trained_reviewer any more."
    func lacks(_ person: String, _ credential: Name) -> String { "\(name(person: person)) does not hold \(credential) any more." }

    /// Whether whoever manages the case has let the holder of a part go on with this, since the part is held by it.
    private func isDisclosed(_ sentence: String, of part: Part) -> Bool {
        guard let state = self.case, !state.carriedOn.isEmpty, let held = state.holders[part.role]?.first(where: { $0.id == part.holder.id }) else { return false }
        return state.carriedOn.contains { $0.doubt.role == part.role && $0.doubt.holder == held.id && $0.on >= held.since && $0.doubt.sentence == sentence }
    }

    /// That she has held, or holds, a part from which the role keeps apart, whichever of the two says so.
    private func hasHeld(_ person: String, _ role: Role) -> Refusal? {
        let apart = role.apartFrom + workflow.roles.values.filter { $0.apartFrom.contains(role.name) }.map(\.name)
        for other in apart where everHeld(other, person) {
            return Refusal(
                .notEligible, "\(name(person: person)) has been \(workflow.title(of: other)) here, and may not be \(role.title.text()).", place: role.name,
                remedy: "Name somebody who was not.")
        }
        return nil
    }

    /// Whether a person holds a part, or has ever held it in the case or in one that it is linked to, as far as that was loaded.
    private func everHeld(_ role: Name, _ person: String) -> Bool {
        let now = (self.case?.holders[role] ?? []).contains { $0.person == person || $0.team.contains(person) }
        return now || (past.isEmpty ? [] : standingPast).contains { $0.gives(role, to: person) } || earlier.contains { $0.gives(role, to: person) }
    }

    /// Why a holder may not have a part: its organisation, and its person where one is named.
    ///
    /// - Parameter asksConditions: whether the role's own conditions are asked; while a case begins they are asked once all is known.
    func unmetDuty(of holder: Case.Holder, in role: Name, on day: Day, asksConditions: Bool = true, told asker: String? = nil) -> Refusal? {
        guard let declared = workflow.roles[role] else { return nil }
        let part = Part(role: role, holder: holder)
        // What is asked of whoever holds it is asked of a person: anybody of an organisation would act in it, and read.
        if holder.person == nil, holder.team.isEmpty, !declared.conditions.isEmpty || !declared.apartFrom.isEmpty {
            return Refusal(
                .notEligible, "\(declared.title.text()) is held by a person who is named: it is asked who she is.", place: role,
                remedy: "Name somebody of \(holder.organisation.map(name(organisation:)) ?? "it").")
        }
        if let organisation = holder.organisation, let refusal = tie(of: .organisation(organisation), in: part, declared, on: day) { return refusal }
        return ([holder.person].compactMap(\.self) + holder.team).lazy.compactMap { unmetDuty(of: $0, in: part, on: day, checksTies: true, asksConditions: asksConditions, told: asker) }.first
    }

    /// A tie that stands between a party and those from whom the role keeps apart, whichever of the two roles says so.
    ///
    /// What was disclosed, and carried on with, stands in nobody's way.
    private func tie(of party: Party, in part: Part, _ role: Role, on day: Day) -> Refusal? {
        let apart = role.outside + workflow.roles.values.filter { $0.outside.contains(role.name) }.map(\.name)
        let disclosed = self.case?.carriedOn.isEmpty == false
            ? Set(ties(of: part.holder, in: part.role, on: day).filter { isDisclosed($0.sentence, of: part) }.map(\.obstacle)) : []
        for name in apart {
            for other in parties(name, on: day) {
                if other == party {
                    return Refusal(
                        .conflictOfInterest, "\(register.name(party)) cannot be \(role.title.text()) and \(workflow.title(of: name)) at once.",
                        place: role.name, remedy: "Name somebody else.")
                }
                let obstacles = register.obstacles(of: party, to: other, on: day, rules: rules)
                guard let obstacle = obstacles.first(where: { $0.isBlocking && !disclosed.contains($0) }) else { continue }
                return Refusal(
                    .conflictOfInterest,
                    "\(register.name(party)) cannot be \(role.title.text()) beside \(register.name(other)). \(register.sentence(obstacle))",
                    place: role.name, remedy: "Name somebody without this tie.")
            }
        }
        return nil
    }

    /// Whoever a role, or `subject`, stands for: an organisation, with its colleagues, though one of its people is named.
    func parties(_ name: Name, on day: Day) -> [Party] {
        guard name == "subject" else {
            return (self.case?.holders[name] ?? []).flatMap { holder in
                [holder.person.map(Party.person), holder.organisation.map(Party.organisation)].compactMap(\.self)
            }
        }
        return switch self.case?.subject {
        case .organisation(let id): [.organisation(id)]
        case .person(let id): [.person(id)]
        case .group, nil: []
        }
    }
}

extension Workflow {
    /// What people call a role, or the subject.
    func title(of role: Name) -> String { roles[role]?.title.text() ?? (role == "subject" ? "what the case is about" : role) }
}

extension Past {
    /// Whether somebody was given a part by the entry, or named for it.
    fileprivate func gives(_ role: Name, to person: String) -> Bool {
        facts.contains { fact in
            switch fact {
            case .appointed(role, let holder, _): holder.person == person || holder.team.contains(person)
            case .named(role, _, person, _): true
            case .teamed(role, _, let team): team.contains(person)
            default: false
            }
        }
    }
}

extension Workflow {
    /// Whether it is asked of a role, or of its holders by another, who has held a part before.
    func looksBack(for role: Name) -> Bool {
        roles[role]?.apartFrom.isEmpty == false || roles.values.contains { $0.apartFrom.contains(role) }
    }
}
