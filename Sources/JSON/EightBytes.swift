/// Eight bytes of a text, looked at together; the first is the lowest of the word.
///
/// An answer has the highest bit of a byte set where the byte is meant. The lowest such bit is exact; one above it may be set by a borrow.
struct EightBytes {
    private let word: UInt64

    init(_ bytes: UnsafeRawBufferPointer, at place: Int) {
        word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// Bytes below 0x20, quotation marks and backslashes: those that a text of JSON does not hold as themselves (RFC 8259, section 7).
    ///
    /// A byte past ASCII never is one; taking a number from each byte borrows into its highest bit exactly where the byte was smaller
    /// (S. E. Anderson, Bit Twiddling Hacks, "hasless").
    var escaped: UInt64 {
        let below = (word &- EightBytes.ones &* 0x20) & ~word
        return (below | zeros(word ^ (EightBytes.ones &* 0x22)) | zeros(word ^ (EightBytes.ones &* 0x5C))) & EightBytes.highest
    }

    /// Bytes past ASCII.
    var beyondASCII: UInt64 { word & EightBytes.highest }

    private func zeros(_ word: UInt64) -> UInt64 { (word &- EightBytes.ones) & ~word }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highest: UInt64 = 0x8080_8080_8080_8080
}
