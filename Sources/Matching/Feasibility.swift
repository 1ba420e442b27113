/// Why no arrangement exists, where that can be said of named organisations before any search.
extension Survey {
    /// - Throws: the plainest reason that stands in the way.
    func checkFeasible(_ instance: Instance) throws(Forming.Failure) {
        try checkNumbers()
        try checkOperators(instance.groupCount)
        try checkLeads(instance.groupCount)
        try checkPartners(instance)
    }

    private func checkNumbers() throws(Forming.Failure) {
        let placed = free.count + lockedGroups.reduce(0) { $0 + $1.count }
        let locked = lockedGroups.isEmpty ? "" : " outside the locked groups"
        guard placed >= 3 else {
            throw failure(
                .tooFew, "\(placed == 1 ? "1 organisation is" : "\(placed) organisations are") too few for a triad.", free,
                "Bring in organisations until there are three.")
        }
        guard Survey.foursNeeded(for: free.count) != nil else {
            let number = free.count
            throw failure(
                .cannotSplit, "\(number) organisation\(number == 1 ? "" : "s")\(locked) cannot be split into threes and fours.",
                free, lockedGroups.isEmpty
                    ? "Bring in one more organisation, or leave one or two out." : "Unlock a group, or leave them out this time.")
        }
    }

    /// Two of one operator never share a group, so an operator can have no more organisations than there are groups.
    private func checkOperators(_ groups: Int) throws(Forming.Failure) {
        let byOperator = Dictionary(grouping: free.filter { operators[$0] >= 0 }) { operators[$0] }
        for (_, members) in byOperator.sorted(by: { $0.key < $1.key }) where members.count > groups {
            throw failure(
                .operatorTooLarge,
                "\(names(members)) are run by one operator, and there "
                    + "\(groups == 1 ? "is 1 group" : "are \(groups) groups") to spread them over.",
                members, "Leave out \(members.count - groups) of them, or bring in organisations of other operators.")
        }
    }

    private func checkLeads(_ groups: Int) throws(Forming.Failure) {
        guard options.leadInEach else { return }
        let leads = free.filter { canLead[$0] }
        guard leads.count >= groups else {
            throw failure(
                .tooFewLeads,
                "\(groups == 1 ? "1 group needs" : "\(groups) groups each need") somebody who can lead, and "
                    + "\(leads.isEmpty ? "nobody" : "only \(names(leads))") can.",
                leads, "Train more leads, or switch the option off.")
        }
    }

    private func checkPartners(_ instance: Instance) throws(Forming.Failure) {
        var placeable = Array(repeating: false, count: instance.count)
        instance.forEachPermittedThree { a, b, c, _ in
            placeable[a] = true
            placeable[b] = true
            placeable[c] = true
        }
        if instance.fours > 0, placeable.contains(false) {
            let none = Array(repeating: 0, count: instance.count)
            instance.forEachFour(cheaperThan: { .max }, none) { group, _, _ in
                for one in [group.0, group.1, group.2, group.3] { placeable[one] = true }
            }
        }
        let alone = free.indices.filter { !placeable[$0] }.map { free[$0] }
        guard let first = alone.first else { return }
        throw failure(
            .noPartners, "No group can be formed around \(names(alone)): \(choice(of: first)).", alone,
            "Take back a conflict or a wish to be apart, raise the travel cap, or leave \(alone.count == 1 ? "it" : "them") out.")
    }

    /// Whom an organisation around which no group can be formed may share one with.
    private func choice(of one: Int) -> String {
        let partners = free.filter { $0 != one && rule[cell(one, $0)] == nil }
        let with = "\(labels[one]) may share a group with \(names(partners))"
        return partners.count < 2 ? "\(with)\(partners.isEmpty ? "" : " only")" : "\(with), but not with two of them at once"
    }

    /// The failure where the search ended in an arrangement that breaks rules.
    /// - Parameter isProven: whether everything was gone through.
    func noArrangement(_ arrangement: Arrangement, isProven: Bool) -> Forming.Failure {
        let broken = arrangement.groups.compactMap { group in brokenRule(in: group.map { free[$0] }) }
        let members = Array(Set(broken.map(\.by).joined())).sorted()
        let reasons = broken.prefix(3).map { "\(names($0.by)) \($0.rule.words)" }.joined(separator: "; ")
        let found = isProven ? "No arrangement keeps every rule" : "No arrangement was found that keeps every rule"
        return failure(
            isProven ? .noArrangement : .noneFound, "\(found). In the nearest that was seen, \(reasons).", members,
            "Take back a conflict, a lock or a hard option among them\(isProven ? "" : ", or give a larger budget").")
    }
}
