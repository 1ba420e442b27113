import Foundation
import Matching
import Testing

/// Cases with proven optima, three years each, from the shared conformance folder.
@Suite("Forming reaches the proven optimum")
struct ConformanceTests {
    struct Case: Decodable {
        struct Year: Decodable {
            let year: Int
            let history_pairs: [[Int]]
            let optimal_cost: Int
        }

        let n: Int
        let repeat_penalty: Int
        let cost: [[Int]]
        let conflicts: [[Int]]
        let years: [Year]
    }

    @Test("of every case and year, and knows that it is the best", arguments: [9, 12, 18, 24, 45])
    func optimum(number: Int) throws {
        let folder = ProcessInfo.processInfo.environment["TRIAD_CONFORMANCE"].map { URL(fileURLWithPath: $0) }
            ?? Hubs.root.appendingPathComponent("../shared/conformance")
        let file = folder.appendingPathComponent("assignment/triads_n\(number).json")
        guard let bytes = try? Data(contentsOf: file) else {
            print("The conformance case triads_n\(number) is not here; it was passed over. TRIAD_CONFORMANCE may name its folder.")
            return
        }
        let given = try JSONDecoder().decode(Case.self, from: bytes)
        let labels = (0..<given.n).map { Label("S\($0)") }
        for year in given.years {
            var forming = Forming(
                organisations: labels.map { Forming.Organisation(id: $0) }, travel: .matrix(given.cost),
                conflicts: given.conflicts.map { Forming.Pair(labels[$0[0]], labels[$0[1]]) },
                history: year.history_pairs.map {
                    Forming.Meeting(Forming.Pair(labels[$0[0]], labels[$0[1]]), times: $0[2])
                })
            forming.options.repeatPenalty = Kilometres(tenths: given.repeat_penalty)
            let proposal = try forming.proposal(seed: 1, budget: .quick)
            #expect(proposal.total.tenths == year.optimal_cost, "year \(year.year)")
            #expect(proposal.isProvenBest, "year \(year.year)")
            #expect(try forming.confirms(proposal.bound))
        }
    }
}
