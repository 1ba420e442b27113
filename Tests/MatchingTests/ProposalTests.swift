import Foundation
import Matching
import Testing

@Suite("A proposal")
struct ProposalTests {
    /// Nine schools along a road, 1 km apart.
    private var road: Forming {
        let rows = (0..<9).map { row in (0..<9).map { abs($0 - row) * 10 } }
        return Forming(organisations: (0..<9).map { .init(id: Label("S\($0)")) }, travel: .matrix(rows))
    }

    @Test("lists groups, costs, and what can be said of them")
    func whole() throws {
        var forming = road
        forming.options.repeatPenalty = 2
        forming.history = [Forming.Meeting(Forming.Pair("S0", "S1"))]
        forming.options.keepApart = [Forming.Pair("S3", "S8")]
        let proposal = try forming.proposal(seed: 1)
        #expect(proposal.groups.map(\.members) == [["S0", "S1", "S2"], ["S3", "S4", "S5"], ["S6", "S7", "S8"]])
        #expect(proposal.groups[0].costs.total == 6)
        #expect(proposal.groups[0].costs.repeats == 2)
        #expect(proposal.costs.travel == 12)
        #expect(proposal.total == 14)
        #expect(proposal.bound.value == 14)
        #expect(proposal.explanation == [
            "9 organisations are in 3 groups of three.",
            "Travel comes to 12.0 km.",
            "Pairs kept apart as asked: 1.",
            "Earlier meetings of pairs (2.0 km each): 2.0 km.",
            "Nothing better is possible under these rules.",
        ])
    }

    @Test("a swap by hand shows the difference in each cost, and keeps the bound")
    func swap() throws {
        let proposal = try road.proposal(seed: 1)
        let change = try proposal.swapping("S2", "S3")
        #expect(change.proposal.groups.map(\.members) == [["S0", "S1", "S3"], ["S2", "S4", "S5"], ["S6", "S7", "S8"]])
        #expect(change.difference.travel == 4)
        #expect(change.difference.total == 4)
        #expect(change.proposal.total == 16)
        #expect(change.proposal.bound == proposal.bound)
        #expect(change.proposal.gap == 4)
        #expect(change.proposal.gapPerMille == 334)
        #expect(change.proposal.explanation.last ==
            "No arrangement under these rules costs less than 12.0 km; this one is within 33.4% of the best possible.")
        #expect(try change.proposal.swapping("S3", "S2").proposal == proposal)
    }

    @Test("a swap that breaks a hard rule names the rule and whom it concerns")
    func brokenRule() throws {
        var forming = road
        forming.conflicts = [Forming.Pair("S0", "S3")]
        let proposal = try forming.proposal(seed: 1)
        let refusal = #expect(throws: Forming.Failure.self) { try proposal.swapping("S2", "S3") }
        #expect(refusal?.code == .breaksRule)
        #expect(refusal?.sentence == "S0 and S3 have a declared conflict of interest.")
        #expect(refusal?.organisations == ["S0", "S3"])
        #expect(#expect(throws: Forming.Failure.self) { try proposal.swapping("S0", "S1") }?.code == .sameGroup)
        #expect(#expect(throws: Forming.Failure.self) { try proposal.swapping("S0", "X") }?.code == .unknownOrganisation)
    }

    @Test("after a refusal the rest is formed again around those who accepted")
    func refusal() throws {
        var forming = road
        forming.organisations.append(.init(id: "S9"))
        forming.travel = .matrix((0..<10).map { row in (0..<10).map { abs($0 - row) * 10 } })
        forming.excluded = ["S9"]
        let proposal = try forming.proposal(seed: 1)
        var next = try proposal.locking(accepted: ["S0", "S1", "S2", "S3", "S4"], leavingOut: ["S5"])
        #expect(next.lockedGroups == [["S0", "S1", "S2"]])
        #expect(next.keptTogether == [["S3", "S4"]])
        #expect(next.excluded == ["S9", "S5"])
        next.excluded = ["S5"]
        let again = try next.proposal(seed: 2)
        #expect(again.groups.map(\.members) == [["S0", "S1", "S2"], ["S3", "S4", "S6"], ["S7", "S8", "S9"]])
        #expect(again.groups.map(\.isLocked) == [true, false, false])
        #expect(again.explanation.first == "9 organisations are in 3 groups of three, 1 of them locked.")
        #expect(#expect(throws: Forming.Failure.self) { try again.swapping("S0", "S3") }?.code == .locked)
        #expect(#expect(throws: Forming.Failure.self) { try again.swapping("S3", "S7") }?.sentence ==
            "S3 and S4 would be parted from those they are kept together with.")
        #expect(#expect(throws: Forming.Failure.self) {
            try proposal.locking(accepted: ["S1"], leavingOut: ["S1"])
        }?.code == .contradictoryLocks)
    }

    @Test("options are off unless chosen, and each has its price in travel")
    func prices() throws {
        var forming = road
        #expect(forming.options.chosen.isEmpty)
        forming.options.leadInEach = true
        for place in [0, 1, 8] { forming.organisations[place].canLead = true }
        forming.options.travelCap = .never(over: 6)
        let prices = try forming.proposal(seed: 1).optionPrices()
        #expect(prices == [
            OptionPrice(option: .leadInEach, travel: 18, travelWithout: 12),
            OptionPrice(option: .travelCap, travel: 18, travelWithout: 18),
        ])
    }

    @Test("a pair that would like to be together is brought together where that is worth the weight")
    func wishes() throws {
        var forming = road
        forming.options.preferTogether = Forming.PreferTogether([Forming.Pair("S2", "S3")], weight: 3)
        #expect(try forming.proposal(seed: 1).costs.preferTogether == 3)
        forming.options.preferTogether?.weight = 7
        let proposal = try forming.proposal(seed: 1)
        #expect(proposal.costs.preferTogether == .zero)
        #expect(proposal.costs.travel == 18)
    }

    @Test("a group of four pays two thirds of its distances, and its ring has the short pairs across")
    func four() throws {
        let places = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
        let forming = Forming(organisations: places.enumerated().map { number, place in
            .init(id: Label("S\(number)"), place: Forming.Place(latitude: place.0, longitude: place.1 / 10))
        })
        let proposal = try forming.proposal(seed: 1)
        #expect(proposal.groups.map(\.members) == [["S0", "S2", "S1", "S3"]])
        // Twice 111.2 km, twice 11.1 km, twice 111.7 km, of which two thirds.
        #expect(proposal.costs.travel == Kilometres(tenths: (1_112 + 111 + 1_117) * 4 / 3))
        #expect(proposal.explanation == [
            "4 organisations are in 1 group of four.",
            "Travel comes to 312.0 km, two thirds of the distances in a group of four.",
            "Nothing better is possible under these rules.",
        ])
    }

    @Test("where a place is unknown, the median of the known distances is assumed, and that is said")
    func unknownPlace() throws {
        var forming = Forming(organisations: (0..<3).map {
            .init(id: Label("S\($0)"), place: Forming.Place(latitude: Double($0), longitude: 0))
        })
        forming.organisations[2].place = nil
        forming.options.travelCap = .never(over: 120)
        let proposal = try forming.proposal(seed: 1)
        #expect(proposal.costs.travel == Kilometres(tenths: 3 * 1_112))
        #expect(proposal.explanation.last ==
            "No place is known for S2; distances to it count as the median of all known distances.")
    }

    @Test("survives being written and read")
    func written() throws {
        let proposal = try RandomForming(16, seed: 4, conflicts: 3, withOptions: true).forming.proposal(
            seed: 2, budget: .quick)
        #expect(try JSONDecoder().decode(Proposal.self, from: JSONEncoder().encode(proposal)) == proposal)
    }

    @Test("amounts are written with thousands apart")
    func amounts() {
        #expect(Kilometres(tenths: 35_751).description == "3,575.1 km")
        #expect(Kilometres(tenths: -3).description == "-0.3 km")
        #expect(Kilometres(tenths: 12_345_678_90).description == "123,456,789.0 km")
        #expect(Kilometres(12.34) == Kilometres(tenths: 123))
        #expect(Kilometres(.infinity) == nil)
        #expect(Kilometres(tenths: .max) + 1 == Kilometres(tenths: .max))
    }
}
