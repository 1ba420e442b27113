extension Proposal {
    /// What a change by hand makes of a proposal.
    public struct Change: Hashable, Sendable {
        public let proposal: Proposal
        /// Each cost after less before; above zero is dearer.
        public let difference: Costs
    }

    /// Swaps two organisations of different groups. The bound stays, since it holds for every arrangement.
    ///
    /// - Throws: `breaks-rule` with the hard rule that a new group would break and by whom; `locked`, `same-group`, or
    ///   `unknown-organisation` where there is nothing to swap.
    public func swapping(_ one: Label, _ other: Label) throws(Forming.Failure) -> Change {
        let survey = try Survey(forming)
        var places: [Label: Int] = [:]
        for (place, label) in survey.labels.enumerated() { places[label] = place }
        let first = try Survey.place(of: one, places)
        let second = try Survey.place(of: other, places)
        var changed: [[Int]] = []
        for group in groups where !group.isLocked { changed.append(group.members.compactMap { places[$0] }) }
        let mine = try home(of: first, in: changed, survey)
        let hers = try home(of: second, in: changed, survey)
        guard mine != hers else {
            throw survey.failure(
                .sameGroup, "\(survey.names([first, second])) share a group already.", [first, second],
                "Name two organisations of different groups.")
        }
        changed[mine] = changed[mine].map { $0 == first ? second : $0 }
        changed[hers] = changed[hers].map { $0 == second ? first : $0 }
        for group in [changed[mine], changed[hers]] {
            if let broken = survey.brokenRule(in: group) {
                throw survey.failure(
                    .breaksRule, "\(survey.names(broken.by)) \(broken.rule.words).", broken.by,
                    "Choose another swap, or take back what speaks against this one.")
            }
        }
        let proposal = Proposal(forming, survey, changed, bound, seed, budget)
        return Change(proposal: proposal, difference: proposal.costs - costs)
    }

    private func home(of member: Int, in groups: [[Int]], _ survey: Survey) throws(Forming.Failure) -> Int {
        if let place = groups.firstIndex(where: { $0.contains(member) }) { return place }
        let isLocked = survey.lockedGroups.contains { $0.contains(member) }
        throw survey.failure(
            isLocked ? .locked : .unknownOrganisation,
            "\(survey.names([member])) is \(isLocked ? "in a locked group" : "not placed this time").", [member],
            isLocked ? "Unlock the group first." : "Take it back in, and form again.")
    }

    /// The forming to ask again after some have answered, so that nobody who accepted is disturbed more than need be.
    ///
    /// A group all of whose members accepted is locked. Where somebody is left out, those of her group who accepted stay
    /// together. Call ``Forming/proposal(seed:budget:)`` on what is returned.
    ///
    /// - Parameters:
    ///   - accepted: who has said yes.
    ///   - leavingOut: who is not to be placed this time.
    /// - Throws: `unknown-organisation`; `contradictory-locks` where somebody is named as both.
    public func locking(accepted: [Label], leavingOut: [Label] = []) throws(Forming.Failure) -> Forming {
        let known = Set(forming.organisations.map(\.id))
        for label in accepted + leavingOut where !known.contains(label) {
            throw Forming.Failure(
                code: .unknownOrganisation, sentence: "\(label) is not among the organisations.", organisations: [label],
                remedy: "Name organisations of this proposal.")
        }
        let willing = Set(accepted)
        if let both = leavingOut.first(where: willing.contains) {
            throw Forming.Failure(
                code: .contradictoryLocks, sentence: "\(both) has accepted and is left out.", organisations: [both],
                remedy: "Take back one of the two.")
        }
        let leaving = Set(leavingOut)
        var next = forming
        next.excluded += leavingOut.filter { !forming.excluded.contains($0) }
        next.lockedGroups = []
        next.keptTogether = forming.keptTogether.map { $0.filter { !leaving.contains($0) } }.filter { $0.count > 1 }
        for group in groups {
            let staying = group.members.filter(willing.contains)
            let isTouched = group.members.contains(where: leaving.contains)
            if staying.count == group.members.count || (group.isLocked && !isTouched) {
                next.lockedGroups.append(group.members)
            } else if staying.count > 1 {
                next.keptTogether.append(staying)
            }
        }
        return next
    }
}
