import CivilTime
import Definitions
import OrderedCollections
import Register

// Parts are given, taken over and left, in any state.

extension Working {
    /// Puts a holder into a part. Of a part for one the former holder is released; the same organisation keeps its part and what
    /// it owes, and only its named person changes.
    func appoint(to role: Name, person: String?, organisation: String?, instead: String?, because: String?, team: [String] = []) throws(Refusal) {
        guard let declared = workflow.roles[role] else { throw Refusal.unknownRole(role, workflow) }
        let newcomer = Case.Holder(organisation: organisation, person: person, team: team, since: act.day)
        let present = self.case.holders[role] ?? []
        if let instead, !present.contains(where: { $0.id.isSame(as: instead) }) {
            throw Refusal(
                .alreadySo, "\(situation.name(holder: Case.Holder(person: instead, since: act.day))) does not hold the part \(declared.title.text()).", place: "instead",
                remedy: "Name one of its holders, or leave it out.")
        }
        let leaves = present.filter { holder in
            if let instead, holder.id.isSame(as: instead) { return true }
            return !declared.isMany && holder.id != newcomer.id
        }
        look(atDutiesOf: role)
        defer { write(role, since: present) }
        if let same = present.first(where: { $0.id == newcomer.id }) {
            try rename(same, to: person, team, in: role)
        } else {
            guard present.count - leaves.count < max(declared.maximum, 1) else {
                throw Refusal(.tooMany, "\(declared.title.text()) has \(present.count) holders, which is all there may be.", place: role, remedy: "Say who is replaced.")
            }
            if let later = leaves.first(where: { $0.since > act.day }) {
                throw Refusal(
                    .beforeAsked, "\(declared.title.text()) is held by its holder of now since \(later.since.spelled), after \(act.day).", place: "on",
                    remedy: "Say a day since then, or correct the entry by which she came.")
            }
            for leaver in leaves { emit(.released(role: role, holder: leaver.id, until: act.day, because: because)) }
            if let refusal = situation.unmetDuty(of: newcomer, in: role, on: act.day, told: act.person) { throw refusal }
            emit(.appointed(role: role, newcomer, because: because))
        }
        try castHasChanged()
    }

    private func rename(_ holder: Case.Holder, to person: String?, _ team: [String], in role: Name) throws(Refusal) {
        for member in team {
            if let refusal = situation.unmetDuty(of: member, in: Part(role: role, holder: holder), on: act.day, checksTies: true) { throw refusal }
        }
        if !team.isEmpty, team != holder.team { emit(.teamed(role: role, holder: holder.id, team: team)) }
        guard let person, holder.person != person else {
            if !team.isEmpty, team != holder.team { return }
            throw Refusal(.alreadySo, "\(workflow.title(of: role)) is held so already.", place: role)
        }
        if let refusal = situation.unmetDuty(of: person, in: Part(role: role, holder: holder), on: act.day, checksTies: true) { throw refusal }
        emit(.named(role: role, holder: holder.id, person: person, on: act.day))
    }

    /// The letters that the file has for whoever came into a part and for whoever left it: not to her whose own act it is, nor to an organisation
    /// for which she acts.
    ///
    /// - Parameter before: who held it.
    private func write(_ role: Name, since before: [Case.Holder]) {
        let now = self.case.holders[role] ?? []
        let (came, left) = (now.newcomers(since: before), before.newcomers(since: now))
        for letter in workflow.letters.values {
            let addressees: [String] = switch letter.to {
            case .appointed(let parts) where parts.contains(role): came
            case .released(let parts) where parts.contains(role): left
            default: []
            }
            for addressee in addressees where !isOwn(addressee) { emit(.letter(Fact.Letter(letter.name, to: addressee))) }
        }
    }

    /// Whether the act is hers to whom a letter would go, or of somebody of the organisation to which it would.
    private func isOwn(_ addressee: String) -> Bool {
        act.person.map { $0 == addressee || situation.organisations(of: $0, on: act.day).contains(addressee) } ?? false
    }

    /// Takes a holder out of a part.
    func release(_ holder: String, from role: Name, because: String?) throws(Refusal) {
        guard workflow.roles[role] != nil else { throw Refusal.unknownRole(role, workflow) }
        let before = self.case.holders[role] ?? []
        guard before.contains(where: { $0.id.isSame(as: holder) }) else {
            throw Refusal(.alreadySo, "\(holder) does not hold the part \(workflow.title(of: role)).", place: role)
        }
        look(at: ["holders.\(role)"])
        emit(.released(role: role, holder: holder, until: act.day, because: because))
        write(role, since: before)
        try castHasChanged()
    }

    /// Sheets are asked of those who hold the parts now.
    private func castHasChanged() throws(Refusal) { try collectAnew() }

    /// The actor becomes the named person of the holder for which she acts.
    func nameActor(_ opening: Opening?) throws(Refusal) {
        guard let person = act.person, let part = opening?.part, part.holder.person != person else { return }
        look(atDutiesOf: part.role)
        if let refusal = situation.unmetDuty(of: person, in: part, on: act.day, checksTies: true) { throw refusal }
        let before = self.case.holders[part.role] ?? []
        emit(.named(role: part.role, holder: part.holder.id, person: person, on: act.day))
        write(part.role, since: before)
    }

    func vacate(_ vacancy: Effect.Vacancy, _ opening: Opening?) throws(Refusal) {
        switch vacancy {
        case .actor:
            guard let part = opening?.part, self.case.holders[part.role]?.contains(where: { $0.id == part.holder.id }) == true else { return }
            try release(part.holder.id, from: part.role, because: nil)
        case .role(let role, let organisation):
            let only = try organisation.map { expression throws(Refusal) in try judge(opening).text(expression) }
            for holder in self.case.holders[role] ?? [] where only == nil || holder.organisation == only {
                try release(holder.id, from: role, because: nil)
            }
        }
    }
}

extension [Case.Holder] {
    /// Those to whom letters go now and did not before: people, and organisations that came in with nobody named.
    fileprivate func newcomers(since before: [Case.Holder]) -> [String] {
        let known = Set(before.flatMap { [$0.person, $0.organisation].compactMap(\.self) + $0.team })
        let people = flatMap { holder in
            let people = [holder.person].compactMap(\.self) + holder.team.filter { $0 != holder.person }
            return people.isEmpty ? [holder.organisation].compactMap(\.self) : people
        }
        return OrderedSet(people.filter { !known.contains($0) }).elements
    }
}

extension Refusal {
    static func unknownRole(_ role: Name, _ workflow: Workflow) -> Refusal {
        Refusal(.unknownRole, "The workflow has no part \(role); it has \(workflow.roles.keys.joined(separator: ", ")).", place: role)
    }
}
