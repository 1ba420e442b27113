import JSON

/// The first mistake in a text as "code line:column@offset", or the value as compact JSON.
func reading(_ text: String, limits: Limits = .standard) -> String {
    reading(bytes: Array(text.utf8), limits: limits)
}

func reading(bytes: [UInt8], limits: Limits = .standard) -> String {
    do {
        return try Value.parse(bytes, limits: limits).text
    } catch {
        return "\(error.code.rawValue) \(error.line):\(error.column)@\(error.offset)"
    }
}

/// Random numbers from a seed (SplitMix64), so that a failure can be had again.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
