import Foundation

/// From a forming as given to a checked survey.
extension Survey {
    /// The most organisations that are formed at once: triples grow with the cube of their number.
    static let mostOrganisations = 400
    /// The most that one weight, distance or number of meetings may be; sums of them stay exact far below 2^63.
    static let largestAmount = 100_000_000
    static let mostMeetings = 1_000

    /// Checks everything that was given and turns it into numbers.
    /// - Throws: the first thing that is wrong, with the organisations it concerns.
    init(_ forming: Forming) throws(Forming.Failure) {
        self.init(labels: forming.organisations.map(\.id), options: forming.options)
        let places = try Survey.index(labels)
        try checkAmounts()
        readOrganisations(forming.organisations)
        switch forming.travel {
        case .greatCircle: try measure(forming.organisations)
        case .matrix(let rows): try read(rows)
        }
        try readHistory(forming.history, places)
        try readRules(forming, places)
        try readLocks(forming, places)
        if let wish = options.preferTogether {
            let placed = Set(free + lockedGroups.joined())
            for pair in wish.pairs {
                let couple = try Survey.couple(pair, places)
                if placed.contains(couple.first), placed.contains(couple.second) { friends.insert(couple) }
            }
        }
    }

    private static func index(_ labels: [Label]) throws(Forming.Failure) -> [Label: Int] {
        guard labels.count <= mostOrganisations else {
            throw Forming.Failure(
                code: .tooMany, sentence: "\(labels.count) organisations are more than can be formed at once.",
                organisations: [], remedy: "Form at most \(mostOrganisations), for example region by region.")
        }
        var places: [Label: Int] = [:]
        for (place, label) in labels.enumerated() {
            guard places.updateValue(place, forKey: label) == nil else {
                throw Forming.Failure(
                    code: .duplicateOrganisation, sentence: "\(label) is listed twice.", organisations: [label],
                    remedy: "List each organisation once.")
            }
        }
        return places
    }

    static func place(of label: Label, _ places: [Label: Int]) throws(Forming.Failure) -> Int {
        guard let place = places[label] else {
            throw Forming.Failure(
                code: .unknownOrganisation, sentence: "\(label) is not among the organisations.", organisations: [label],
                remedy: "Add it to the organisations, or take it out of the conflicts, wishes and locks.")
        }
        return place
    }

    private static func couple(_ pair: Forming.Pair, _ places: [Label: Int]) throws(Forming.Failure) -> Couple {
        let first = try place(of: pair.first, places)
        let second = try place(of: pair.second, places)
        guard first != second else {
            throw Forming.Failure(
                code: .badPair, sentence: "\(pair.first) is paired with itself.", organisations: [pair.first],
                remedy: "Name two organisations.")
        }
        return Couple(first, second)
    }

    private func checkAmounts() throws(Forming.Failure) {
        var amounts = [
            options.preferTogether?.weight, options.samePartnership, options.phaseMix, options.withinRegion,
            options.repeatPenalty,
        ]
        switch options.travelCap {
        case .never(let limit): amounts.append(limit)
        case .costs(let limit, let weight): amounts += [limit, weight]
        case nil: break
        }
        for case let amount? in amounts where amount.tenths < 0 || amount.tenths > Survey.largestAmount {
            throw failure(
                .amountOutOfRange, "\(amount) is out of range for a weight or a cap.", [],
                "Give an amount from 0 to \(Kilometres(tenths: Survey.largestAmount)).")
        }
    }

    private mutating func readOrganisations(_ organisations: [Forming.Organisation]) {
        operators = Survey.coded(organisations.map(\.operatedBy))
        partnerships = Survey.coded(organisations.map(\.partnership))
        phases = Survey.coded(organisations.map(\.phase))
        regions = Survey.coded(organisations.map(\.region))
        canLead = organisations.map(\.canLead)
        timesMet = Array(repeating: 0, count: count * count)
        rule = Array(repeating: nil, count: count * count)
        clusterOf = Array(repeating: nil, count: count)
    }

    /// A number for each different label, −1 for none.
    private static func coded(_ labels: [Label?]) -> [Int] {
        var codes: [Label: Int] = [:]
        return labels.map { label in
            guard let label else { return -1 }
            if let code = codes[label] { return code }
            codes[label] = codes.count
            return codes.count - 1
        }
    }

    private mutating func measure(_ organisations: [Forming.Organisation]) throws(Forming.Failure) {
        for organisation in organisations {
            if let place = organisation.place, !place.isOnEarth {
                throw Forming.Failure(
                    code: .badPlace, sentence: "\(organisation.id) lies at no place on Earth (\(place)).",
                    organisations: [organisation.id],
                    remedy: "Give a latitude from -90 to 90 and a longitude from -180 to 180, or none.")
            }
        }
        distance = Array(repeating: 0, count: count * count)
        distanceKnown = Array(repeating: false, count: count * count)
        var known: [Int] = []
        for one in 0..<count {
            for other in (one + 1)..<max(count, one + 1) {
                guard let here = organisations[one].place, let there = organisations[other].place else { continue }
                let tenths = here.distance(to: there).tenths
                known.append(tenths)
                for cell in [cell(one, other), cell(other, one)] {
                    distance[cell] = tenths
                    distanceKnown[cell] = true
                }
            }
        }
        known.sort()
        assumedDistance = known.isEmpty ? 0 : known[known.count / 2]
        for one in 0..<count {
            for other in 0..<count where one != other && !distanceKnown[cell(one, other)] {
                distance[cell(one, other)] = assumedDistance
            }
        }
    }

    private mutating func read(_ rows: [[Int]]) throws(Forming.Failure) {
        let remedy = "Give one row and one column for each organisation, the same both ways, from 0 to 100,000,000."
        guard rows.count == count, rows.allSatisfy({ $0.count == count }) else {
            throw failure(.badMatrix, "The matrix of distances is not \(count) by \(count).", [], remedy)
        }
        for one in 0..<count {
            for other in 0..<one {
                guard rows[one][other] == rows[other][one], (0...Survey.largestAmount).contains(rows[one][other]) else {
                    throw failure(
                        .badMatrix, "The distance of \(labels[other]) and \(labels[one]) is out of range or not the same both ways.",
                        [other, one], remedy)
                }
            }
        }
        distance = rows.flatMap { $0 }
        for one in 0..<count { distance[cell(one, one)] = 0 }
        distanceKnown = Array(repeating: true, count: count * count)
    }

    private mutating func readHistory(_ history: [Forming.Meeting], _ places: [Label: Int]) throws(Forming.Failure) {
        for meeting in history {
            guard let first = places[meeting.pair.first], let second = places[meeting.pair.second], first != second else {
                continue
            }
            guard (0...Survey.mostMeetings).contains(meeting.times),
                timesMet[cell(first, second)] + meeting.times <= Survey.mostMeetings
            else {
                throw failure(
                    .amountOutOfRange, "\(names([first, second])) are said to have met out of range.", [first, second],
                    "Give a number from 0 to \(Survey.mostMeetings).")
            }
            timesMet[cell(first, second)] += meeting.times
            timesMet[cell(second, first)] += meeting.times
        }
    }

    private mutating func readRules(_ forming: Forming, _ places: [Label: Int]) throws(Forming.Failure) {
        for one in 0..<count {
            for other in 0..<count where one != other {
                if case .never(let limit) = options.travelCap, distanceKnown[cell(one, other)],
                    distance[cell(one, other)] > limit.tenths
                {
                    rule[cell(one, other)] = .travelCap
                }
                if operators[one] >= 0, operators[one] == operators[other] { rule[cell(one, other)] = .oneOperator }
            }
        }
        for (pairs, broken) in [(options.keepApart, Forming.HardRule.keptApart), (forming.conflicts, .declaredConflict)] {
            for pair in pairs {
                let couple = try Survey.couple(pair, places)
                rule[cell(couple.first, couple.second)] = broken
                rule[cell(couple.second, couple.first)] = broken
            }
        }
    }
}
