extension Proposal {
    /// What can be said of the proposal, a sentence a row. Pairs kept apart are counted, never named.
    public var explanation: [String] {
        let fours = groups.contains { $0.members.count == 4 }
        var rows = [sizes, "Travel comes to \(costs.travel)\(fours ? ", two thirds of the distances in a group of four" : "")."]
        rows += optionRows
        rows.append(boundRow)
        let unplaced = forming.organisations.filter { $0.place == nil }.map(\.id)
        if case .greatCircle = forming.travel, !unplaced.isEmpty {
            rows.append("No place is known for \(listed(unplaced)); distances to it count as the median of all known distances.")
        }
        return rows
    }

    private var sizes: String {
        let fours = groups.count { $0.members.count == 4 }
        let threes = groups.count - fours
        let locked = groups.count { $0.isLocked }
        var parts: [String] = []
        if threes > 0 { parts.append("\(threes) group\(threes == 1 ? "" : "s") of three") }
        if fours > 0 { parts.append("\(fours) group\(fours == 1 ? "" : "s") of four") }
        let kept = locked == 0 ? "" : ", \(locked) of them locked"
        return "\(groups.reduce(0) { $0 + $1.members.count }) organisations are in \(parts.joined(separator: " and "))\(kept)."
    }

    private var boundRow: String {
        if isProvenBest { return "Nothing better is possible under these rules." }
        let least = "No arrangement under these rules costs less than \(bound.value)"
        guard let gap = gapPerMille else { return "\(least); this one is within \(self.gap) of the best possible." }
        return "\(least); this one is within \(gap / 10).\(gap % 10)% of the best possible."
    }

    private var optionRows: [String] {
        let options = forming.options
        var rows: [String] = []
        func row(_ weight: Kilometres?, _ words: String, _ name: CostName) {
            if let weight { rows.append("\(words) (\(weight) each): \(costs[name]).") }
        }
        if options.leadInEach { rows.append("Each group has somebody who can lead.") }
        if !options.keepApart.isEmpty { rows.append("Pairs kept apart as asked: \(options.keepApart.count).") }
        row(options.preferTogether?.weight, "Wishes to be together that were not granted", .preferTogether)
        row(options.samePartnership, "Pairs of different partnerships", .partnership)
        row(options.phaseMix, "Groups of one phase", .phaseMix)
        row(options.withinRegion, "Pairs of different regions", .region)
        switch options.travelCap {
        case .never(let limit): rows.append("No pair is known to be further apart than \(limit).")
        case .costs(let limit, let weight): row(weight, "Pairs further apart than \(limit)", .travelCap)
        case nil: break
        }
        row(options.repeatPenalty, "Earlier meetings of pairs", .repeats)
        return rows
    }
}
