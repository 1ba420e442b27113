import Matching
import Testing

@Suite("What cannot be formed is explained")
struct FailureTests {
    private func forming(_ number: Int) -> Forming {
        let rows = (0..<number).map { row in (0..<number).map { abs($0 - row) * 10 } }
        return Forming(organisations: (0..<number).map { .init(id: Label("S\($0)")) }, travel: .matrix(rows))
    }

    private func failure(_ forming: Forming) -> Forming.Failure? {
        #expect(throws: Forming.Failure.self) { try forming.proposal(seed: 1, budget: .quick) }
        do {
            _ = try forming.proposal(seed: 1, budget: .quick)
            return nil
        } catch {
            return error
        }
    }

    @Test("too few, and five")
    func numbers() {
        #expect(failure(forming(0))?.description ==
            "0 organisations are too few for a triad. Bring in organisations until there are three.")
        #expect(failure(forming(2))?.code == .tooFew)
        #expect(failure(forming(5))?.description ==
            "5 organisations cannot be split into threes and fours. Bring in one more organisation, or leave one or two out.")
    }

    @Test("an organisation whose conflicts leave it no two partners")
    func alone() {
        var given = forming(7)
        given.conflicts = (1...5).map { Forming.Pair("S0", Label("S\($0)")) }
        let found = failure(given)
        #expect(found?.code == .noPartners)
        #expect(found?.organisations == ["S0"])
        #expect(found?.sentence ==
            "No group can be formed around S0: S0 may share a group with S6 only.")
        given.conflicts = (1...4).map { Forming.Pair("S0", Label("S\($0)")) } + [Forming.Pair("S5", "S6")]
        #expect(failure(given)?.sentence ==
            "No group can be formed around S0: S0 may share a group with S5 and S6, but not with two of them at once.")
        given.conflicts = (1...6).map { Forming.Pair("S0", Label("S\($0)")) }
        #expect(failure(given)?.sentence == "No group can be formed around S0: S0 may share a group with nobody.")
    }

    @Test("more organisations of one operator than there are groups")
    func operators() {
        var given = forming(6)
        for place in [0, 2, 5] { given.organisations[place].operatedBy = "Trust" }
        let found = failure(given)
        #expect(found?.code == .operatorTooLarge)
        #expect(found?.organisations == ["S0", "S2", "S5"])
        #expect(found?.description ==
            "S0, S2 and S5 are run by one operator, and there are 2 groups to spread them over. Leave out 1 of them, or bring in organisations of other operators.")
    }

    @Test("too few who can lead")
    func leads() {
        var given = forming(9)
        given.options.leadInEach = true
        given.organisations[4].canLead = true
        let found = failure(given)
        #expect(found?.code == .tooFewLeads)
        #expect(found?.organisations == ["S4"])
        #expect(found?.sentence == "3 groups each need somebody who can lead, and only S4 can.")
    }

    @Test("locks that contradict one another, a rule, or the numbers")
    func locks() {
        var given = forming(9)
        given.lockedGroups = [["S0", "S1", "S2"], ["S2", "S3", "S4"]]
        #expect(failure(given)?.description == "S2 is locked twice. Lock each organisation once.")
        given.lockedGroups = [["S0", "S1", "S2"]]
        given.excluded = ["S1"]
        #expect(failure(given)?.code == .contradictoryLocks)
        given.excluded = []
        given.conflicts = [Forming.Pair("S0", "S2")]
        #expect(failure(given)?.code == .lockBreaksRule)
        #expect(failure(given)?.organisations == ["S0", "S2"])
        given.lockedGroups = [["S0", "S1"]]
        #expect(failure(given)?.code == .contradictoryLocks)
        given.lockedGroups = []
        given.keptTogether = [["S0", "S1"], ["S1", "S2"]]
        #expect(failure(given)?.sentence ==
            "S0 and S2 are kept together, but they have a declared conflict of interest.")
        given.keptTogether = [["S1", "S3"], ["S3", "S4", "S5"]]
        #expect(failure(given)?.sentence == "S1, S3, S4 and S5 are kept together, and no group has room for 4.")
        given.keptTogether = [["S1", "S3"]]
        given.lockedGroups = [["S3", "S4", "S5"]]
        #expect(failure(given)?.code == .contradictoryLocks)
        given.keptTogether = []
        given.lockedGroups = [["S3", "S4", "S5", "S6"]]
        #expect(failure(given)?.code == .cannotSplit)
    }

    @Test("rules that only together leave no arrangement, small and large")
    func together() {
        var small = forming(6)
        small.conflicts = [Forming.Pair("S0", "S1"), Forming.Pair("S1", "S2"), Forming.Pair("S0", "S2")]
        #expect(failure(small)?.description ==
            "No arrangement keeps every rule. In the nearest that was seen, S0 and S1 have a declared conflict of interest. "
            + "Take back a conflict, a lock or a hard option among them.")
        var large = forming(18)
        for one in 0..<7 { large.conflicts += (0..<one).map { Forming.Pair(Label("S\(one)"), Label("S\($0)")) } }
        let found = failure(large)
        #expect(found?.code == .noneFound)
        let cliqued = Set((0..<7).map { Label("S\($0)") })
        let named = Set(found?.organisations ?? [])
        #expect(!named.isEmpty && named.isSubset(of: cliqued))
        small.conflicts = []
        small.keptTogether = [["S0", "S1"], ["S2", "S3"], ["S4", "S5"]]
        #expect(failure(small)?.code == .noPartners)
    }

    @Test("names, pairs, places, matrices and amounts that make no sense")
    func nonsense() {
        var given = forming(6)
        given.conflicts = [Forming.Pair("S0", "S9")]
        #expect(failure(given)?.code == .unknownOrganisation)
        given.conflicts = [Forming.Pair("S0", "S0")]
        #expect(failure(given)?.code == .badPair)
        given.conflicts = []
        given.organisations[1].id = "S0"
        #expect(failure(given)?.code == .duplicateOrganisation)
        given = forming(6)
        given.travel = .matrix([[0, 1], [1, 0]])
        #expect(failure(given)?.code == .badMatrix)
        var rows = (0..<6).map { _ in Array(repeating: 1, count: 6) }
        rows[2][3] = 2
        given.travel = .matrix(rows)
        #expect(failure(given)?.organisations == ["S2", "S3"])
        given.travel = .matrix((0..<6).map { _ in Array(repeating: .max, count: 6) })
        #expect(failure(given)?.code == .badMatrix)
        given.travel = .greatCircle
        given.organisations[0].place = Forming.Place(latitude: .nan, longitude: 0)
        #expect(failure(given)?.code == .badPlace)
        given = forming(6)
        given.options.repeatPenalty = Kilometres(tenths: -1)
        #expect(failure(given)?.code == .amountOutOfRange)
        given.options.repeatPenalty = Kilometres(tenths: .max)
        #expect(failure(given)?.code == .amountOutOfRange)
        given.options.repeatPenalty = 1
        given.history = [Forming.Meeting(Forming.Pair("S0", "S1"), times: .max)]
        #expect(failure(given)?.code == .amountOutOfRange)
        #expect(failure(Forming(organisations: (0..<401).map { .init(id: Label("\($0)")) }))?.code == .tooMany)
    }

    @Test("labels that look the same but differ in their scalars are two organisations")
    func scalars() throws {
        var given = forming(6)
        given.organisations[0].id = "\u{E9}"
        given.organisations[1].id = "e\u{301}"
        let proposal = try given.proposal(seed: 1, budget: .quick)
        #expect(Set(proposal.groups.flatMap(\.members)).count == 6)
    }
}
