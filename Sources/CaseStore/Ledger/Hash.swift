import Crypto
import Foundation

/// A SHA-256 hash: 32 bytes.
public struct Hash: Sendable, Hashable {
    public let bytes: [UInt8]

    /// How many bytes a hash has.
    public static let length = 32

    /// These 32 bytes; nil for any other number of bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Hash.length else { return nil }
        self.bytes = Array(bytes)
    }

    /// The hash written as 64 hexadecimal digits; nil for any other text.
    public init?(hex: String) {
        guard let bytes = [UInt8](hex: hex) else { return nil }
        self.init(bytes)
    }

    /// The hash of these bytes.
    public init(of data: some DataProtocol) {
        bytes = Array(SHA256.hash(data: data))
    }

    init(_ digest: SHA256.Digest) {
        bytes = Array(digest)
    }

    /// 64 hexadecimal digits in small letters.
    public var hex: String { bytes.hex }
}

extension Hash: CustomStringConvertible {
    public var description: String { hex }
}

extension Sequence where Element == UInt8 {
    /// Two hexadecimal digits in small letters for each byte.
    var hex: String {
        func digit(_ half: UInt8) -> UInt8 { half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10 }
        var text: [UInt8] = []
        text.reserveCapacity(underestimatedCount * 2)
        for byte in self {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension [UInt8] {
    /// The bytes written as hexadecimal digits in small letters; nil for any other text.
    init?(hex: String) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in hex.utf8 {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let half = high {
                bytes.append(half << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        guard high == nil else { return nil }
        self = bytes
    }
}
