/// The content of a string or bytes literal while it is read.
///
/// Language definition, "String and Bytes Values".
struct LiteralText {
    let isBytes: Bool
    /// The content, of a string as UTF-8.
    private(set) var bytes: [UInt8] = []
    var string: String { String(decoding: bytes, as: UTF8.self) }

    init(isBytes: Bool) { self.isBytes = isBytes }

    /// Escape sequences of one letter or mark.
    static let plainEscapes: [Unicode.Scalar: Unicode.Scalar] = [
        "\\": "\\", "?": "?", "\"": "\"", "'": "'", "`": "`",
        "a": "\u{7}", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{B}",
    ]

    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }

    /// Adds what a numeric escape stands for: a byte in bytes, a scalar in a string.
    /// - Returns: whether it stands for one.
    mutating func append(code: UInt32) -> Bool {
        if isBytes {
            guard let byte = UInt8(exactly: code) else { return false }
            bytes.append(byte)
        } else {
            guard let scalar = Unicode.Scalar(code) else { return false }
            append(scalar)
        }
        return true
    }
}
