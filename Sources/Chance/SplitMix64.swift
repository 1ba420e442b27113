/// The generator SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
///
/// Ours, and not the system's, so that a stored seed gives the same triads, walks and trials for ever. The state goes up by
/// 0x9E3779B97F4A7C15 at each draw and is mixed by two multiplications and three shifts.
///
/// Floor 0.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `0 ..< bound`, by the high half of a product; 0 where `bound` is under 1.
    /// The bias is at most `bound` in 2^64.
    package mutating func below(_ bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// Whether something happens whose chance is `chance` in `all`.
    package mutating func rolls(_ chance: Int, in all: Int) -> Bool { Int.random(in: 0..<all, using: &self) < chance }

    package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
