import Chance
@testable import Matching
import Testing

@Suite("For any forming")
struct PropertyTests {
    @Test("up to ten organisations, the cost is the least of all partitions", arguments: [3, 4, 6, 7, 8, 9, 10])
    func leastOfAll(number: Int) throws {
        for seed in 1...UInt64(number > 8 ? 2 : 6) {
            let given = RandomForming(number, seed: seed, conflicts: number / 3, withOptions: true)
            guard let least = given.leastCost() else {
                #expect(throws: Forming.Failure.self) { try given.forming.proposal(seed: 1, budget: .quick) }
                continue
            }
            let proposal = try given.forming.proposal(seed: 1, budget: .quick)
            #expect(proposal.total.tenths == least)
            #expect(given.cost(of: proposal.groups.map(\.members)) == least)
            #expect(proposal.isProvenBest)
            #expect(try given.forming.confirms(proposal.bound))
        }
    }

    @Test(
        "each organisation is placed once, no hard rule is broken, costs add up, and the bound lies under the cost",
        arguments: [16, 18, 20, 23, 31])
    func invariants(number: Int) throws {
        for seed in 1...2 as ClosedRange<UInt64> {
            let given = RandomForming(number, seed: seed, conflicts: number / 2, withOptions: true)
            let proposal = try given.forming.proposal(seed: seed, budget: .quick)
            let members = proposal.groups.flatMap(\.members)
            #expect(members.sorted() == given.labels.sorted())
            #expect(proposal.groups.count { $0.members.count == 4 } == number % 3)
            #expect(proposal.groups.allSatisfy { (3...4).contains($0.members.count) })
            #expect(given.cost(of: proposal.groups.map(\.members)) == proposal.total.tenths)
            #expect(proposal.groups.reduce(Proposal.Costs()) { $0 + $1.costs } == proposal.costs)
            #expect(proposal.bound.value <= proposal.total)
            #expect(proposal.bound.fromMultipliers <= proposal.bound.value)
            #expect(try given.forming.confirms(proposal.bound))
        }
    }

    @Test("the subset solver, the proof by search and the multipliers agree", arguments: [12, 13, 14] as [Int])
    func proofsAgree(number: Int) throws {
        for seed in 21...22 as ClosedRange<UInt64> {
            let given = RandomForming(number, seed: seed, conflicts: 3, withOptions: true)
            let instance = Instance(try Survey(given.forming))
            let exact = Arrangement(instance, try #require(SubsetPartition.best(of: Array(0..<number), in: instance)))
            let poor = Arrangement(instance, try #require(permitted(instance)))
            let multipliers = Ascent.multipliers(for: poor, steps: 500)
            #expect(multipliers.areFeasible(in: instance))
            var exhaustion = Exhaustion(poor, multipliers, inspections: 3_000_000)
            let outcome = exhaustion.run()
            #expect(exhaustion.best.total >= exact.total)
            if outcome == .proven { #expect(exhaustion.best.total == exact.total) }
            #expect(multipliers.bound(instance) <= exact.total)
        }
    }

    @Test("where the search finds nothing that keeps the rules, going through all there is finds it or proves there is none")
    func goingThrough() throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            let given = RandomForming(9, seed: seed, conflicts: 14)
            let instance = Instance(try Survey(given.forming))
            let broken = Arrangement(instance, [[0, 1, 2], [3, 4, 5], [6, 7, 8]])
            var exhaustion = Exhaustion(anyInsteadOf: broken, inspections: 100_000)
            #expect(exhaustion.run() == .proven)
            #expect(exhaustion.best.isPermitted == (given.leastCost() != nil))
        }
    }

    /// Some arrangement that keeps the rules, not the best.
    private func permitted(_ instance: Instance) -> [[Int]]? {
        var search = Search(instance, seed: 1)
        return search.fromNewStart(within: Forming.Budget(
            restarts: 1, swaps: 0, dissolutions: 0, multiplierSteps: 0, inspections: 0)).groups
    }

    @Test("the same seed and budget give the same proposal, and another seed no worse a bound on it")
    func sameSeed() throws {
        let given = RandomForming(21, seed: 5, conflicts: 8, withOptions: true)
        let first = try given.forming.proposal(seed: 9, budget: .quick)
        let second = try given.forming.proposal(seed: 9, budget: .quick)
        #expect(first == second)
        let other = try given.forming.proposal(seed: 10, budget: .quick)
        #expect(first.bound.fromMultipliers <= other.total)
    }

    @Test("the generator is SplitMix64: its first numbers from seed 1234567 are the published ones")
    func generator() {
        var random = SplitMix64(seed: 1_234_567)
        #expect([random.next(), random.next(), random.next()] == [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        ])
        #expect((0..<1_000).allSatisfy { _ in (0..<7).contains(random.below(7)) })
        #expect(random.below(0) == 0)
        #expect((0..<1_000).allSatisfy { _ in random.exponential() >= 0 })
    }
}
