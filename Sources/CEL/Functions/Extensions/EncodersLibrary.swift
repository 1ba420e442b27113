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
                // The padding may be left out.
                let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
                guard let data = Data(base64Encoded: padded) else { throw ConversionLibrary.malformed(text, "base64") }
                return .bytes(Array(data))
            }
        ]),
    ]
}
