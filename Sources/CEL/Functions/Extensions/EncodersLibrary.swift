import Foundation

/// The extension "encoders" of the specification: base64.
enum EncodersLibrary {
    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration("base64.encode", documentation: "The bytes in base64.", overloads: [
            .unary("base64_encode_bytes", .bytes, .string) { value in
                guard case .bytes(let bytes) = value else { throw Fault.noOverload }
                return .string(Data(bytes).base64EncodedString())
            }
        ]),
        FunctionDeclaration("base64.decode", documentation: "The bytes that the base64 text stands for.", overloads: [
            .unary("base64_decode_string", .string, .bytes) { value in
                guard case .string(let text) = value else { throw Fault.noOverload }
                guard let bytes = decoded(text) else { throw ConversionLibrary.malformed(text, "base64") }
                return .bytes(bytes)
            }
        ]),
    ]

    /// The padding may be left out, but not a part of it; Foundation takes more than that.
    private static func decoded(_ text: String) -> [UInt8]? {
        let count = text.utf8.count
        let digits = text.utf8.prefix { $0 != UInt8(ascii: "=") }.count
        guard digits == count || (count % 4 == 0 && count - digits <= 2 && text.utf8.dropFirst(digits).allSatisfy { $0 == UInt8(ascii: "=") })
        else { return nil }
        let padding = digits == count ? String(repeating: "=", count: (4 - count % 4) % 4) : ""
        return Data(base64Encoded: text + padding).map(Array.init)
    }
}
