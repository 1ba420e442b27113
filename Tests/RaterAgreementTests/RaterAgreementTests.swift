import Testing
import RaterAgreement

@Suite("How well two raters agree")
struct RaterAgreementTests {
    private func paired(_ pairs: [(Int, Int)], levels: Int = 4) -> PairedRatings {
        var paired = PairedRatings(levels: levels)
        for (first, second) in pairs { paired.add(first, second) }
        return paired
    }

    @Test("Exact and near agreement and bias are fractions, and nothing is rounded")
    func figures() {
        let paired = paired([(2, 2), (2, 1), (1, 2), (3, 1), (0, 0), (2, 2)])
        #expect(paired.count == 6)
        #expect(paired.exact == Fraction(1, 2))
        #expect(paired.share(within: 1) == Fraction(5, 6))
        #expect(paired.share(within: 2) == Fraction(1))
        #expect(paired.bias == Fraction(1, 3))
        #expect(paired.turned.bias == Fraction(-1, 3))
        #expect(paired.count(apart: 2) == 1)
        #expect(paired.weightedKappa == nil, "six pairs are too few")
    }

    @Test("Without pairs nothing is told, and what the scale does not have is no pair")
    func nothing() {
        let none = paired([(4, 0), (-1, 2)])
        #expect(none.count == 0 && none.exact == nil && none.bias == nil && none.weightedKappa == nil)
    }

    /// Twenty pairs: 5 and 5 agree on two levels, and 10 lie one apart.
    @Test("Kappa with linear weights, by hand: the observed distance over the expected")
    func kappa() {
        // Rows: 10 and 10; columns: 10 and 10; expected distances 10 * 10 + 10 * 10 = 200; observed 10, times 20 = 200.
        let byChance = paired(Array(repeating: (0, 0), count: 5) + Array(repeating: (1, 1), count: 5) + Array(repeating: (0, 1), count: 5) + Array(repeating: (1, 0), count: 5), levels: 2)
        #expect(byChance.weightedKappa == Fraction(0))
        let always = paired(Array(repeating: (0, 0), count: 10) + Array(repeating: (3, 3), count: 10))
        #expect(always.weightedKappa == Fraction(1))
        #expect(paired(Array(repeating: (2, 2), count: 30)).weightedKappa == nil, "one level alone says nothing of agreement")
        // Distances: 4 pairs one apart. Rows 8, 12; columns 8, 12: expected 8 * 12 * 2 = 192; observed 4 * 20 = 80.
        let some = paired(Array(repeating: (1, 1), count: 6) + Array(repeating: (2, 2), count: 10) + Array(repeating: (1, 2), count: 2) + Array(repeating: (2, 1), count: 2))
        #expect(some.weightedKappa == Fraction(112, 192))
    }

    /// J. Cohen's own weights make the unweighted kappa of two levels the linear one.
    @Test("Of two levels the linear kappa is the plain one, for every table of up to 24 pairs")
    func twoLevels() {
        for agreedLow in 0...8 {
            for agreedHigh in 0...8 {
                for apart in 0...4 {
                    let paired = paired(
                        Array(repeating: (0, 0), count: agreedLow) + Array(repeating: (1, 1), count: agreedHigh) + Array(repeating: (0, 1), count: apart)
                            + Array(repeating: (1, 0), count: 4), levels: 2)
                    guard let kappa = paired.weightedKappa else { continue }
                    let n = paired.count, agreed = agreedLow + agreedHigh
                    let chance = (agreedLow + apart) * (agreedLow + 4) + (agreedHigh + 4) * (agreedHigh + apart)
                    #expect(kappa == Fraction(agreed * n - chance, n * n - chance))
                }
            }
        }
    }

    @Test("Fractions are in lowest terms, compared exactly, and printed for reading")
    func fractions() {
        #expect(Fraction(6, -8) == Fraction(-3, 4))
        #expect(Fraction(896, 1000) < Fraction(9, 10) && Fraction(9, 10) >= Fraction(90, 100))
        #expect(Fraction(.max, 3) > Fraction(.max, 4))
        #expect(Fraction(2, 3).description == "2/3" && Fraction(4, 2).description == "2")
        #expect(Fraction(-1, 4).decimal(2) == "-0.25" && Fraction(2, 3).decimal(3) == "0.667" && Fraction(-1, 1000).decimal(2) == "0.00")
        #expect(Fraction(1, 2).decimal(0) == "1" && Fraction(1, 16).decimal(2) == "0.06")
    }
}
