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

    @Test("A quick forming lies within 5.5% of the best possible; its bound is confirmed over every permitted triple")
    func quick() throws {
        let forming = Forming(organisations: try Hubs.organisations())
        let proposal = try forming.proposal(seed: 1, budget: .quick)
        #expect(proposal.groups.count == 29)
        #expect(Set(proposal.groups.flatMap(\.members)).count == 87)
        #expect(proposal.total == proposal.costs.travel)
        #expect(try #require(proposal.gapPerMille) <= 55)
        #expect(proposal.bound.fromMultipliers > Kilometres(tenths: 34_500))
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
