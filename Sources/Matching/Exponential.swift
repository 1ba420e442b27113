import Chance

extension SplitMix64 {
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
