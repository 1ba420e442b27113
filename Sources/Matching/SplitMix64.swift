/// The generator SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
///
/// Ours, and not the system's, so that a stored seed gives the same triads for ever. The state goes up by
/// 0x9E3779B97F4A7C15 at each draw and is mixed by two multiplications and three shifts.
struct SplitMix64: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `0 ..< bound`, by the high half of a product; 0 where `bound` is under 1.
    /// The bias is at most `bound` in 2^64.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// About −log2 of a uniform number, times 65,536: leading zeros, then a straight line through the mantissa.
    ///
    /// Whole numbers only: a logarithm from the system's library may differ in its last bit between machines.
    mutating func exponential() -> Int {
        let draw = next() | 1
        let zeros = draw.leadingZeroBitCount
        let mantissa = (draw << UInt64(zeros)) << 1
        return (zeros + 1) << 16 - Int(mantissa >> 48)
    }
}
