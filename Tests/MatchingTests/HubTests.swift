import Matching
import Testing

@Suite("The 87 Teaching School Hub areas")
struct HubTests {
    @Test("Distances are great circles on the mean sphere, to 0.1 km")
    func distances() throws {
        let hubs = try Hubs.organisations()
        #expect(hubs.count == 87)
        let saffronWalden = Forming.Place(latitude: 52.02, longitude: 0.24)
        let ipswich = Forming.Place(latitude: 52.06, longitude: 1.16)
        #expect(saffronWalden.distance(to: ipswich) == Kilometres(tenths: 631))
        #expect(ipswich.distance(to: saffronWalden) == Kilometres(tenths: 631))
        #expect(ipswich.distance(to: ipswich) == .zero)
    }

    @Test("A quick forming can be the best, and lie within 3% of a bound that is confirmed over every permitted triple")
    func quick() throws {
        let forming = Forming(organisations: try Hubs.organisations())
        let proposal = try forming.proposal(seed: 1, budget: .quick)
        #expect(proposal.groups.count == 29)
        #expect(Set(proposal.groups.flatMap(\.members)).count == 87)
        #expect(proposal.total == proposal.costs.travel)
        #expect(proposal.total == Kilometres(tenths: 35_751))
        #expect(try #require(proposal.gapPerMille) <= 30)
        #expect(proposal.bound.fromMultipliers <= Kilometres(tenths: 35_751))
        #expect(try forming.confirms(proposal.bound))
    }

    @Test("A bound that claims a tenth of a kilometre more, or a multiplier that is a part too large, is not confirmed")
    func falseBounds() throws {
        let hubs = try Hubs.organisations()
        let forming = Forming(organisations: Array(hubs.prefix(18)))
        let bound = try forming.proposal(seed: 1, budget: .quick).bound
        #expect(try forming.confirms(bound))
        let larger = LowerBound(
            value: bound.value, isBySearch: bound.isBySearch,
            fromMultipliers: bound.fromMultipliers + Kilometres(tenths: 1), multipliers: bound.multipliers,
            fourShare: bound.fourShare)
        #expect(try !forming.confirms(larger))
        let raised = bound.multipliers.map { LowerBound.Multiplier(organisation: $0.organisation, parts: $0.parts + 4_000) }
        let infeasible = LowerBound(
            value: bound.value, isBySearch: false, fromMultipliers: bound.fromMultipliers, multipliers: raised,
            fourShare: 0)
        #expect(try !forming.confirms(infeasible))
        let absurd = bound.multipliers.map { LowerBound.Multiplier(organisation: $0.organisation, parts: .max) }
        let overflowing = LowerBound(
            value: bound.value, isBySearch: false, fromMultipliers: bound.fromMultipliers, multipliers: absurd,
            fourShare: .max)
        #expect(try !forming.confirms(overflowing))
    }

    @Test("A travel cap that leaves some areas without partners names them")
    func cap() throws {
        var forming = Forming(organisations: try Hubs.organisations())
        forming.options.travelCap = .never(over: 120)
        let failure = #expect(throws: Forming.Failure.self) { try forming.proposal(seed: 1, budget: .quick) }
        #expect(failure?.code == .noPartners)
        #expect(failure?.description ==
            "No group can be formed around SW8 and SW11: SW8 may share a group with SW3 only. "
            + "Take back a conflict or a wish to be apart, raise the travel cap, or leave them out.")
    }

    @Test("86 areas are formed with two groups of four, and the bound holds for those too")
    func fours() throws {
        let forming = Forming(organisations: Array(try Hubs.organisations().prefix(86)))
        let budget = Forming.Budget(restarts: 1, swaps: 60_000, dissolutions: 40, multiplierSteps: 400, inspections: 0)
        let proposal = try forming.proposal(seed: 1, budget: budget)
        #expect(proposal.groups.count { $0.members.count == 4 } == 2)
        #expect(proposal.groups.count { $0.members.count == 3 } == 26)
        #expect(Kilometres(tenths: 33_000)...proposal.total ~= proposal.bound.value)
        #expect(try forming.confirms(proposal.bound))
    }

    @Test("No two areas of one operator share a group")
    func operators() throws {
        let hubs = try Hubs.organisations().filter { $0.region == "London" || $0.region == "North West" }
        let proposal = try Forming(organisations: hubs).proposal(seed: 3, budget: .quick)
        var operators: [Label: Label] = [:]
        for hub in hubs { operators[hub.id] = hub.operatedBy }
        for group in proposal.groups {
            #expect(Set(group.members.compactMap { operators[$0] }).count == group.members.count)
        }
    }
}
