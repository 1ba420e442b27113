import JSON

/// Where a start tag and each of its attributes begin.
struct TagPlace {
    let start: DocumentError.Position
    let attributes: [String: DocumentError.Position]
}

/// Finds the start tags of a file in their order: the parser tells where a tag ends, and people look for where it
/// begins. What it finds in a file that is not well-formed is of no use, and of no harm.
struct TagScanner {
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var column = 1
    private var places: [TagPlace] = []

    static func places(in bytes: [UInt8]) -> [TagPlace] {
        var scanner = TagScanner(bytes: bytes)
        scanner.scan()
        return scanner.places
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var position: DocumentError.Position { .init(line: line, column: column) }

    private mutating func scan() {
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "<") else {
                advance()
                continue
            }
            if starts("<!--") {
                skip(past: "-->")
            } else if starts("<![CDATA[") {
                skip(past: "]]>")
            } else if starts("<?") {
                skip(past: "?>")
            } else if starts("</") || starts("<!") {
                skip(past: ">")
            } else {
                scanTag()
            }
        }
    }

    private mutating func scanTag() {
        let start = position
        var attributes: [String: DocumentError.Position] = [:]
        advance()
        _ = word()
        while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
            let here = position
            let name = word()
            if !name.utf8.isEmpty { attributes[name] = here } else { skipMark() }
        }
        places.append(TagPlace(start: start, attributes: attributes))
    }

    /// One byte between attributes, or a whole quoted value.
    private mutating func skipMark() {
        let mark = bytes[at]
        advance()
        guard mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'") else { return }
        while at < bytes.count, bytes[at] != mark { advance() }
        if at < bytes.count { advance() }
    }

    private mutating func word() -> String {
        let start = at
        while at < bytes.count, !" \t\r\n=/>\"'".utf8.contains(bytes[at]) { advance() }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private func starts(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

    private mutating func skip(past text: String) {
        while at < bytes.count, !starts(text) { advance() }
        for _ in text.utf8 where at < bytes.count { advance() }
    }

    private mutating func advance() {
        if bytes[at] == UInt8(ascii: "\n") {
            line += 1
            column = 1
        } else if at + 1 < bytes.count, bytes[at + 1] & 0xC0 != 0x80 {
            column += 1
        }
        at += 1
    }
}

/// What stands before the first element.
enum XMLProlog {
    /// - Throws: where the file is not UTF-8, says that it is not, or declares a document type, with which come entities.
    static func check(_ bytes: [UInt8]) throws(DocumentError) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw DocumentError(.notXML, "", "The file is not UTF-8; write it in UTF-8.")
        }
        var rest = bytes[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        if rest.starts(with: "<?xml".utf8) { try checkDeclaration(rest) }
        while let first = rest.first {
            if first <= 0x20 {
                rest = rest.dropFirst()
            } else if rest.starts(with: "<?".utf8) {
                rest = after("?>", in: rest)
            } else if rest.starts(with: "<!--".utf8) {
                rest = after("-->", in: rest)
            } else {
                break
            }
        }
        guard !rest.starts(with: "<!".utf8) else {
            let line = 1 + bytes[..<rest.startIndex].count { $0 == UInt8(ascii: "\n") }
            throw DocumentError(
                .documentType, "", "A document type cannot stand here; leave <!DOCTYPE and its entities out.",
                position: .init(line: line, column: 1))
        }
    }

    private static func checkDeclaration(_ rest: ArraySlice<UInt8>) throws(DocumentError) {
        let end = after("?>", in: rest).startIndex
        let words = String(decoding: rest[..<end], as: UTF8.self).lowercased()
        guard let encoding = words.firstRange(of: "encoding") else { return }
        let value = words[encoding.upperBound...].drop { "= \t\r\n\"'".contains($0) }.prefix { !"\"'".contains($0) }
        guard ["utf-8", "us-ascii"].contains(String(value)) else {
            throw DocumentError(.notXML, "", "The file says that it is in \(value); write it in UTF-8.", position: .init(line: 1, column: 1))
        }
    }

    private static func after(_ end: String, in rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = rest
        while !rest.isEmpty, !rest.starts(with: end.utf8) { rest = rest.dropFirst() }
        return rest.dropFirst(end.utf8.count)
    }
}
