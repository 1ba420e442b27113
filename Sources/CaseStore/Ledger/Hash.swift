import Crypto
import Foundation

/// A SHA-256 hash: 32 bytes.
public struct Hash: Sendable, Hashable {
    /// The bytes in their order, kept where the hash stands: a ledger has many.
    private let words: SIMD4<UInt64>

    /// How many bytes a hash has.
    public static let length = 32

    /// These 32 bytes; nil for any other number of bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Hash.length else { return nil }
        words = Array(bytes).withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// The hash written as 64 hexadecimal digits; nil for any other text.
    public init?(hex: String) {
        guard hex.utf8.count == 2 * Hash.length, let bytes = [UInt8](hex: hex) else { return nil }
        self.init(bytes)
    }

    /// The hash of these bytes.
    public init(of data: some DataProtocol) {
        self.init(SHA256.hash(data: data))
    }

    init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// Any eight bytes of a hash are as good as all.
    public func hash(into hasher: inout Hasher) { hasher.combine(words[0]) }

    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// Hashes the bytes along with what the hasher has taken before.
    func feed(_ hasher: inout SHA256) {
        withUnsafeBytes(of: words) { hasher.update(bufferPointer: $0) }
    }

    /// 64 hexadecimal digits in small letters.
    public var hex: String { bytes.hex }
}

extension Hash: CustomStringConvertible {
    public var description: String { hex }
}

extension Collection where Element == UInt8 {
    /// Two hexadecimal digits in small letters for each byte.
    var hex: String {
        func digit(_ half: UInt8) -> UInt8 { half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10 }
        return String(unsafeUninitializedCapacity: count * 2) { text in
            var at = 0
            for byte in self {
                text[at] = digit(byte >> 4)
                text[at + 1] = digit(byte & 15)
                at += 2
            }
            return at
        }
    }
}

extension [UInt8] {
    /// The bytes written as hexadecimal digits in small letters; nil for any other text.
    init?(hex: String) {
        var hex = hex
        guard let bytes = hex.withUTF8({ [UInt8](digits: $0) }) else { return nil }
        self = bytes
    }

    private init?(digits: UnsafeBufferPointer<UInt8>) {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var isHex = true
        func half(_ digit: UInt8) -> UInt8 {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): return digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): return digit - UInt8(ascii: "a") + 10
            default:
                isHex = false
                return 0
            }
        }
        self.init(unsafeUninitializedCapacity: digits.count / 2) { bytes, count in
            count = digits.count / 2
            for place in 0..<count { bytes[place] = half(digits[2 * place]) << 4 | half(digits[2 * place + 1]) }
        }
        guard isHex else { return nil }
    }
}
