import Chance
import Testing

@testable import Statecharts

@Suite("Sets of states")
struct BitSetTests {
    /// Members that lie in one word, in two, in many, and far apart.
    @Test("do what sets of numbers do, whatever is put in, taken out and combined", arguments: [60, 120, 700, 9_000])
    func likeSets(bound: Int) {
        var dice = SplitMix64(seed: UInt64(bound))
        var (bits, set) = (BitSet(), Set<Int>())
        for _ in 0..<4_000 {
            let (otherBits, otherSet) = pair(below: bound, &dice)
            let member = dice.below(bound)
            switch dice.below(8) {
            case 0: (bits, set) = (otherBits, otherSet)
            case 1: (bits, set) = (bits.union(otherBits), set.union(otherSet))
            case 2:
                bits.subtract(otherBits)
                set.subtract(otherSet)
            case 3: (bits, set) = (bits.intersection(otherBits), set.intersection(otherSet))
            case 4:
                let range = member..<member + dice.below(bound - member + 1)
                #expect(bits.intersects(range) == set.contains(where: range.contains))
                #expect(Array(bits.intersection(range)) == set.filter(range.contains).sorted())
            case 5:
                bits.remove(member)
                set.remove(member)
            default:
                bits.insert(member)
                set.insert(member)
            }
            expectSame(bits, set)
            #expect(bits.contains(member) == set.contains(member))
            #expect(bits.intersects(otherBits) == !set.isDisjoint(with: otherSet))
        }
    }

    private func pair(below bound: Int, _ dice: inout SplitMix64) -> (BitSet, Set<Int>) {
        let start = dice.below(bound)
        let members = (0..<dice.below(6)).map { _ in start + dice.below(min(bound - start, dice.below(400) + 1)) }
        return (BitSet(members), Set(members))
    }

    private func expectSame(_ bits: BitSet, _ set: Set<Int>) {
        let sorted = set.sorted()
        #expect(Array(bits) == sorted && Array(bits.descending) == sorted.reversed())
        #expect(bits.count == set.count && bits.isEmpty == set.isEmpty)
        #expect(bits == BitSet(sorted), "the same members are the same set, however it came by them")
        #expect(walk(from: bits.first, bits.member(after:)) == sorted)
        #expect(walk(from: bits.last, bits.member(before:)) == sorted.reversed())
    }

    private func walk(from start: Int?, _ following: (Int) -> Int?) -> [Int] {
        var members: [Int] = []
        var next = start
        while let member = next {
            members.append(member)
            next = following(member)
        }
        return members
    }
}
