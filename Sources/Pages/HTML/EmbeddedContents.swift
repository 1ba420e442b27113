extension Page {
    /// The page as one HTML file with every enclosure in it, written piece by piece.
    ///
    /// - Parameters:
    ///   - write: takes the next bytes of the file.
    ///   - content: hands over the content of an enclosure in pieces.
    public func writeHTML(
        _ write: ([UInt8]) throws -> Void, content: (_ number: Int, _ give: ([UInt8]) throws -> Void) throws -> Void
    ) rethrows {
        var writer = HTMLWriter(page: self, embeds: true)
        let file = Array(writer.file().utf8)
        for (place, part) in file.split(separator: EmbeddedContent.begin, omittingEmptySubsequences: false).enumerated() {
            guard place > 0, let end = part.firstIndex(of: EmbeddedContent.end), let number = Int(String(decoding: part[..<end], as: UTF8.self)) else {
                try write(Array(part))
                continue
            }
            var encoding = Base64Writer()
            try withoutActuallyEscaping(write) { write in try content(number) { try write(encoding.encode($0)) } }
            try write(encoding.rest() + part[part.index(after: end)...])
        }
    }
}

/// The place of a content in a page that is being written: between two control characters, which no text can bring into it
/// (``Escaping/visible(_:)``).
enum EmbeddedContent {
    static let begin: UInt8 = 0x02
    static let end: UInt8 = 0x03

    static func place(of enclosure: Enclosure) -> String {
        "data:\(Escaping.html(enclosure.mediaType));base64,\u{02}\(enclosure.number)\u{03}"
    }
}

/// Base64 (RFC 4648, section 4) of bytes that come in pieces.
struct Base64Writer {
    /// Fewer than three bytes that wait for the next piece.
    private var waiting: [UInt8] = []
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    mutating func encode(_ piece: [UInt8]) -> [UInt8] {
        let bytes = waiting + piece
        let whole = bytes.count / 3 * 3
        waiting = Array(bytes[whole...])
        var out: [UInt8] = []
        out.reserveCapacity(whole / 3 * 4)
        for place in stride(from: 0, to: whole, by: 3) { Base64Writer.put(bytes[place], bytes[place + 1], bytes[place + 2], 4, &out) }
        return out
    }

    /// What is left at the end, filled up to four digits.
    mutating func rest() -> [UInt8] {
        defer { waiting = [] }
        guard let first = waiting.first else { return [] }
        var out: [UInt8] = []
        Base64Writer.put(first, waiting.count > 1 ? waiting[1] : 0, 0, waiting.count + 1, &out)
        return out + Array(repeating: UInt8(ascii: "="), count: 4 - out.count)
    }

    private static func put(_ one: UInt8, _ two: UInt8, _ three: UInt8, _ count: Int, _ out: inout [UInt8]) {
        let bits = Int(one) << 16 | Int(two) << 8 | Int(three)
        for digit in 0..<count { out.append(digits[bits >> (18 - 6 * digit) & 63]) }
    }
}
