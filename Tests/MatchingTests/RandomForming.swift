import Chance
@testable import Matching

/// A forming drawn at random, and an account of its costs that shares no code with the module's.
struct RandomForming {
    var forming: Forming
    let distances: [[Int]]
    let labels: [Label]

    init(_ number: Int, seed: UInt64, conflicts: Int = 0, withOptions: Bool = false) {
        var random = SplitMix64(seed: seed)
        let points = (0..<number).map { _ in (random.below(600), random.below(600)) }
        let labels = (0..<number).map { Label("S\($0)") }
        self.labels = labels
        distances = points.map { here in
            points.map { there in abs(here.0 - there.0) + abs(here.1 - there.1) }
        }
        let names: [Label?] = ["a", "b", "c", nil]
        let organisations = labels.map { label in
            Forming.Organisation(
                id: label, operatedBy: random.below(4) == 0 ? Label("T\(random.below(number))") : nil,
                partnership: names[random.below(4)], phase: names[random.below(4)], region: names[random.below(4)],
                canLead: random.below(2) == 0)
        }
        forming = Forming(organisations: organisations, travel: .matrix(distances))
        func pair() -> Forming.Pair {
            let one = random.below(number)
            return Forming.Pair(labels[one], labels[(one + 1 + random.below(number - 1)) % number])
        }
        forming.conflicts = (0..<conflicts).map { _ in pair() }
        guard withOptions else { return }
        forming.history = (0..<number).map { _ in Forming.Meeting(pair(), times: 1 + random.below(2)) }
        forming.options = Forming.Options(
            keepApart: [pair()], preferTogether: Forming.PreferTogether([pair(), pair()], weight: 15),
            samePartnership: 3, phaseMix: 20, withinRegion: 4,
            travelCap: .costs(over: 70, weight: 9), repeatPenalty: 12)
    }

    /// What the groups cost under every option; nil where they break a hard rule.
    func cost(of groups: [[Label]]) -> Int? {
        var total = 0
        let options = forming.options
        var home: [Label: Int] = [:]
        for (place, group) in groups.enumerated() {
            for member in group { home[member] = place }
            let members = group.compactMap { label in forming.organisations.first { $0.id == label } }
            var travel = 0
            for (place, one) in members.enumerated() {
                for other in members.dropFirst(place + 1) {
                    guard !breaksRule(one, other) else { return nil }
                    let distance = distance(one.id, other.id)
                    travel += distance
                    if case .costs(let limit, let weight) = options.travelCap, distance > limit.tenths { total += weight.tenths }
                    total += differ(one.partnership, other.partnership) ? options.samePartnership?.tenths ?? 0 : 0
                    total += differ(one.region, other.region) ? options.withinRegion?.tenths ?? 0 : 0
                    let met = forming.history.filter { $0.pair == Forming.Pair(one.id, other.id) }
                    total += met.reduce(0) { $0 + $1.times } * (options.repeatPenalty?.tenths ?? 0)
                }
            }
            total += members.count == 4 ? travel * 2 / 3 : travel
            let phases = Set(members.map { $0.phase?.text ?? "?\($0.id)" })
            if phases.count == 1 { total += options.phaseMix?.tenths ?? 0 }
            if options.leadInEach, !members.contains(where: \.canLead) { return nil }
        }
        for wish in Set(options.preferTogether?.pairs ?? []) where home[wish.first] != home[wish.second] {
            total += options.preferTogether?.weight.tenths ?? 0
        }
        return total
    }

    private func distance(_ one: Label, _ other: Label) -> Int {
        guard let row = labels.firstIndex(of: one), let column = labels.firstIndex(of: other) else { return 0 }
        return distances[row][column]
    }

    private func breaksRule(_ one: Forming.Organisation, _ other: Forming.Organisation) -> Bool {
        let pair = Forming.Pair(one.id, other.id)
        return forming.conflicts.contains(pair) || forming.options.keepApart.contains(pair)
            || (one.operatedBy != nil && one.operatedBy == other.operatedBy)
    }

    private func differ(_ one: Label?, _ other: Label?) -> Bool {
        guard let one, let other else { return false }
        return one != other
    }

    /// The least cost over every partition into threes and as many fours as are needed.
    func leastCost() -> Int? {
        var least: Int?
        partition(labels, fours: labels.count % 3, []) { groups in
            if let cost = cost(of: groups), cost < least ?? .max { least = cost }
        }
        return least
    }

    private func partition(_ left: [Label], fours: Int, _ groups: [[Label]], _ body: ([[Label]]) -> Void) {
        guard let first = left.first else { return fours == 0 ? body(groups) : () }
        let others = Array(left.dropFirst())
        for (place, second) in others.enumerated() {
            for (next, third) in others.enumerated().dropFirst(place + 1) {
                let rest = others.filter { $0 != second && $0 != third }
                partition(rest, fours: fours, groups + [[first, second, third]], body)
                guard fours > 0 else { continue }
                for (_, fourth) in others.enumerated().dropFirst(next + 1) {
                    partition(rest.filter { $0 != fourth }, fours: fours - 1, groups + [[first, second, third, fourth]], body)
                }
            }
        }
    }
}
