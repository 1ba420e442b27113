/// Groups that stay, and organisations that stay together.
extension Survey {
    mutating func readLocks(_ forming: Forming, _ places: [Label: Int]) throws(Forming.Failure) {
        var excluded: Set<Int> = []
        for label in forming.excluded { excluded.insert(try Survey.place(of: label, places)) }
        let lockedAlready = try readLockedGroups(forming.lockedGroups, excluded, places)
        free = (0..<count).filter { !excluded.contains($0) && !lockedAlready.contains($0) }
        try readClusters(forming.keptTogether, excluded, places)
        for group in lockedGroups {
            if let broken = brokenRule(in: group) {
                throw failure(
                    .lockBreaksRule, "The locked group \(names(group)) breaks a rule: \(names(broken.by)) \(broken.rule.words).",
                    broken.by, "Unlock the group, or take back what speaks against it.")
            }
        }
        for cluster in clusters where free.contains(cluster[0]) {
            try checkPairs(of: cluster)
        }
    }

    private mutating func readLockedGroups(
        _ groups: [[Label]], _ excluded: Set<Int>, _ places: [Label: Int]
    ) throws(Forming.Failure) -> Set<Int> {
        var locked: Set<Int> = []
        for labels in groups {
            var group: [Int] = []
            for label in labels { group.append(try Survey.place(of: label, places)) }
            let twice = group.filter { member in group.count(where: { $0 == member }) > 1 || locked.contains(member) }
            guard twice.isEmpty else {
                throw failure(
                    .contradictoryLocks, "\(names([twice[0]])) is locked twice.", [twice[0]], "Lock each organisation once.")
            }
            guard (3...4).contains(group.count) else {
                throw failure(
                    .contradictoryLocks, "The locked group \(names(group)) has not three or four members.", group.sorted(),
                    "Lock whole groups; keep fewer together instead.")
            }
            try refuseExcluded(group, excluded, "locked")
            locked.formUnion(group)
            lockedGroups.append(group)
        }
        return locked
    }

    /// Sets that share an organisation become one.
    private mutating func readClusters(
        _ sets: [[Label]], _ excluded: Set<Int>, _ places: [Label: Int]
    ) throws(Forming.Failure) {
        var joined: [Set<Int>] = []
        for labels in sets {
            var cluster: Set<Int> = []
            for label in labels { cluster.insert(try Survey.place(of: label, places)) }
            guard cluster.count > 1 else { continue }
            try refuseExcluded(cluster.sorted(), excluded, "kept together with others")
            for other in joined where !other.isDisjoint(with: cluster) { cluster.formUnion(other) }
            joined.removeAll { !$0.isDisjoint(with: cluster) }
            joined.append(cluster)
        }
        clusters = joined.map { $0.sorted() }.sorted { $0[0] < $1[0] }
        for (place, cluster) in clusters.enumerated() {
            for member in cluster { clusterOf[member] = place }
            try checkSize(of: cluster)
        }
    }

    private func refuseExcluded(_ group: [Int], _ excluded: Set<Int>, _ how: String) throws(Forming.Failure) {
        let both = group.filter(excluded.contains)
        guard both.isEmpty else {
            throw failure(
                .contradictoryLocks, "\(names(both)) is both excluded and \(how).", both, "Take back one of the two.")
        }
    }

    private func checkSize(of cluster: [Int]) throws(Forming.Failure) {
        let inFree = cluster.filter(free.contains)
        guard inFree.isEmpty || inFree.count == cluster.count else {
            throw failure(
                .contradictoryLocks, "\(names(cluster)) are kept together, but only some of them are in a locked group.",
                cluster, "Unlock that group, or keep the others apart from it.")
        }
        let largest = (Survey.foursNeeded(for: free.count) ?? 0) > 0 ? 4 : 3
        guard inFree.count <= largest else {
            throw failure(
                .contradictoryLocks, "\(names(cluster)) are kept together, and no group has room for \(cluster.count).",
                cluster, "Keep at most \(largest) together.")
        }
    }

    private func checkPairs(of cluster: [Int]) throws(Forming.Failure) {
        for one in cluster {
            for other in cluster where one < other {
                if let rule = rule[cell(one, other)] {
                    throw failure(
                        .contradictoryLocks, "\(names([one, other])) are kept together, but they \(rule.words).",
                        [one, other], "Take back one of the two.")
                }
            }
        }
    }
}
