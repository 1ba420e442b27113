/// The best partition of up to fifteen organisations into threes and fours, by dynamic programming over subsets.
///
/// A subset of 3a + 4b members, b under three, is split into exactly b fours: its size modulo three says how many are
/// left, so no further state is needed. The lowest member of a subset is always placed first.
struct SubsetPartition {
    static let mostMembers = 15

    private let instance: Instance
    private let members: [Int]
    private var threes: [Int] = []
    private var best: [Int] = []
    private var choice: [Int] = []

    /// - Returns: the cheapest groups, each in the order of `members`; nil where `members` cannot be split or are too many.
    static func best(of members: [Int], in instance: Instance) -> [[Int]]? {
        guard !members.isEmpty else { return [] }
        guard members.count <= mostMembers, Survey.foursNeeded(for: members.count) != nil else {
            return nil
        }
        var table = SubsetPartition(instance, members)
        table.fill()
        return table.groups()
    }

    private init(_ instance: Instance, _ members: [Int]) {
        self.instance = instance
        self.members = members
        let size = members.count
        threes = Array(repeating: 0, count: size * size * size)
        for a in 0..<size {
            for b in (a + 1)..<max(size, a + 1) {
                for c in (b + 1)..<max(size, b + 1) {
                    threes[(a * size + b) * size + c] = instance.cost(members[a], members[b], members[c])
                }
            }
        }
    }

    private mutating func fill() {
        let size = members.count
        let whole = (1 << size) - 1
        best = Array(repeating: .max, count: whole + 1)
        choice = Array(repeating: 0, count: whole + 1)
        best[0] = 0
        var bits = Array(repeating: 0, count: size)
        for subset in 1...whole {
            let taken = subset.nonzeroBitCount
            guard taken % 3 <= size % 3, taken >= 3 else { continue }
            var rest = subset
            for place in 0..<taken {
                bits[place] = rest.trailingZeroBitCount
                rest &= rest - 1
            }
            placeThree(subset, bits, taken)
            if taken % 3 != 0 { placeFour(subset, bits, taken) }
        }
    }

    @inline(__always)
    private mutating func placeThree(_ subset: Int, _ bits: [Int], _ taken: Int) {
        let size = members.count
        let row = bits[0] * size
        for second in 1..<taken {
            let pair = (row + bits[second]) * size
            let withSecond = subset ^ (1 << bits[0]) ^ (1 << bits[second])
            for third in (second + 1)..<max(taken, second + 1) {
                let rest = best[withSecond ^ (1 << bits[third])]
                guard rest != .max else { continue }
                let cost = rest + threes[pair + bits[third]]
                if cost < best[subset] {
                    best[subset] = cost
                    choice[subset] = subset ^ withSecond ^ (1 << bits[third])
                }
            }
        }
    }

    private mutating func placeFour(_ subset: Int, _ bits: [Int], _ taken: Int) {
        for second in 1..<taken {
            for third in (second + 1)..<max(taken, second + 1) {
                for fourth in (third + 1)..<max(taken, third + 1) {
                    let group = (1 << bits[0]) | (1 << bits[second]) | (1 << bits[third]) | (1 << bits[fourth])
                    let rest = best[subset ^ group]
                    guard rest != .max else { continue }
                    let cost = rest + instance.cost(
                        members[bits[0]], members[bits[second]], members[bits[third]], members[bits[fourth]])
                    if cost < best[subset] {
                        best[subset] = cost
                        choice[subset] = group
                    }
                }
            }
        }
    }

    private func groups() -> [[Int]]? {
        var subset = best.count - 1
        var groups: [[Int]] = []
        while subset != 0 {
            let group = choice[subset]
            guard group != 0 else { return nil }
            groups.append(members.indices.filter { group & (1 << $0) != 0 }.map { members[$0] })
            subset ^= group
        }
        return groups
    }
}
