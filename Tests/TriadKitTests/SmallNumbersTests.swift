import Testing
import TriadKit

@Suite("Counts that may be published")
struct SmallNumbersTests {
    @Test("small counts are left out, with what would give them away", arguments: [
        ([12, 0, 7], [12, 0, 7]), ([12, 3, 7], [12, nil, nil]), ([12, 3, 2], [12, nil, nil]), ([10, 1, 1], [nil, nil, nil]), ([12, 2, 0], [nil, nil, 0]),
        ([3, 0, 0], [nil, nil, nil]), ([0, 0, 0], [0, 0, 0]), ([5, 4, 4, 9], [5, nil, nil, 9]),
    ] as [([Int], [Int?])])
    func published(_ counts: [Int], _ shown: [Int?]) { #expect(SmallNumbers.published(counts, least: 5) == shown) }

    @Test("whoever knows the sum of a row and what is shown of it can work out none of the small counts")
    func nothingFollows() {
        for number in 0..<(8 * 8 * 8 * 8) {
            let counts = [number & 7, number >> 3 & 7, number >> 6 & 7, number >> 9 & 7]
            let shown = SmallNumbers.published(counts, least: 5)
            let hidden = shown.indices.filter { shown[$0] == nil }
            let rest = counts.reduce(0, +) - shown.compactMap(\.self).reduce(0, +)
            for place in hidden where (1..<5).contains(counts[place]) {
                // Every value that it could have: where a zero is shown the other hidden ones have at least one each; where nothing is, they may have none.
                let fewest = hidden.count == counts.count ? 0 : 1
                let possible = (fewest...max(fewest, rest)).filter { hidden.count == 1 ? $0 == rest : rest - $0 >= (hidden.count - 1) * fewest }
                #expect(possible.count > 1, "\(counts) is shown as \(shown)")
            }
        }
    }
}
