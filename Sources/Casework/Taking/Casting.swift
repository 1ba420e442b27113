import CivilTime
import Definitions
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
            if let refusal = situation.unmetDuty(of: newcomer, in: role, on: act.day) { throw refusal }
            emit(.appointed(role: role, newcomer, because: because))
            for leaver in leaves { write(toLeaver: leaver, role) }
            write(toNewcomers: newcomer.addressees, role)
        }
        try castHasChanged()
    }

    private func rename(_ holder: Case.Holder, to person: String?, _ team: [String], in role: Name) throws(Refusal) {
        for member in team {
            if let refusal = situation.unmetDuty(of: member, in: Part(role: role, holder: holder), on: act.day, checksTies: true) { throw refusal }
        }
        if !team.isEmpty, team != holder.team {
            emit(.teamed(role: role, holder: holder.id, team: team))
            write(toNewcomers: team.filter { !holder.team.contains($0) }, role)
        }
        guard let person, holder.person != person else {
            if !team.isEmpty, team != holder.team { return }
            throw Refusal(.alreadySo, "\(workflow.title(of: role)) is held so already.", place: role)
        }
        if let refusal = situation.unmetDuty(of: person, in: Part(role: role, holder: holder), on: act.day, checksTies: true) { throw refusal }
        emit(.named(role: role, holder: holder.id, person: person, on: act.day))
        write(toNewcomers: [person], role)
        if let former = holder.person { write(toLeaver: .init(person: former, since: holder.since), role) }
    }

    /// What the file would have whoever comes into a part know, unless she took it herself.
    private func write(toNewcomers addressees: [String], _ role: Name) {
        for letter in workflow.letters.values {
            guard case .appointed(let roles) = letter.to, roles.contains(role) else { continue }
            for addressee in addressees where addressee != act.person { emit(.letter(Fact.Letter(letter.name, to: addressee))) }
        }
    }

    /// The same for whoever leaves it.
    private func write(toLeaver holder: Case.Holder, _ role: Name) {
        for letter in workflow.letters.values {
            guard case .released(let roles) = letter.to, roles.contains(role) else { continue }
            for addressee in holder.addressees where addressee != act.person { emit(.letter(Fact.Letter(letter.name, to: addressee))) }
        }
    }

    /// Takes a holder out of a part.
    func release(_ holder: String, from role: Name, because: String?) throws(Refusal) {
        guard workflow.roles[role] != nil else { throw Refusal.unknownRole(role, workflow) }
        guard let leaver = self.case.holders[role]?.first(where: { $0.id.isSame(as: holder) }) else {
            throw Refusal(.alreadySo, "\(holder) does not hold the part \(workflow.title(of: role)).", place: role)
        }
        look(at: ["holders.\(role)"])
        emit(.released(role: role, holder: holder, until: act.day, because: because))
        write(toLeaver: leaver, role)
        try castHasChanged()
    }

    /// Sheets are asked of those who hold the parts now.
    private func castHasChanged() throws(Refusal) { try collectAnew() }

    /// The actor becomes the named person of the holder for which she acts.
    func nameActor(_ opening: Opening?) throws(Refusal) {
        guard let person = act.person, let part = opening?.part, part.holder.person != person else { return }
        look(atDutiesOf: part.role)
        if let refusal = situation.unmetDuty(of: person, in: part, on: act.day, checksTies: true) { throw refusal }
        emit(.named(role: part.role, holder: part.holder.id, person: person, on: act.day))
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

extension Refusal {
    static func unknownRole(_ role: Name, _ workflow: Workflow) -> Refusal {
        Refusal(.unknownRole, "The workflow has no part \(role); it has \(workflow.roles.keys.joined(separator: ", ")).", place: role)
    }
}
