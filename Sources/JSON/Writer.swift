extension Value {
    /// The value as compact JSON in UTF-8: members in their order, no space, the shortest number that reads back as
    /// the same one, and only the escapes that RFC 8259, section 7 requires.
    public func serialized() -> [UInt8] {
        var writer = Writer(indent: nil)
        writer.write(self)
        return writer.out
    }

    /// The value as compact JSON; see `serialized()`.
    public var text: String { String(decoding: serialized(), as: UTF8.self) }

    /// The value as JSON for people: a line for each element and member, two spaces for each level.
    public var pretty: String {
        var writer = Writer(indent: 2)
        writer.write(self)
        return String(decoding: writer.out, as: UTF8.self)
    }
}

/// Writes values, or texts and numbers one by one where the writer knows its own braces.
package struct Writer {
    /// Spaces for each level; nil writes everything in one line.
    let indent: Int?
    package private(set) var out: [UInt8] = []
    private var level = 0

    package init(indent: Int?) {
        self.indent = indent
        out.reserveCapacity(256)
    }

    package mutating func write(_ value: Value) {
        switch value {
        case .null: put("null")
        case .bool(let value): put(value ? "true" : "false")
        case .int(let value): write(integer: value)
        case .double(let value): write(double: value)
        case .string(let value): write(string: value)
        case .array(let elements): write(elements)
        case .object(let object): write(object)
        }
    }

    /// Puts what is JSON already.
    package mutating func put(_ word: StaticString) {
        out.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    package mutating func write(integer: Int64) {
        if integer < 0 { out.append(UInt8(ascii: "-")) }
        var rest = integer.magnitude
        let start = out.count
        repeat {
            out.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        out[start...].reverse()
    }

    private mutating func write(double: Double) {
        // Swift's description is the shortest text that reads back as this double, and always has a point or an
        // exponent, so that it reads back as `.double`.
        if double.isFinite { out.append(contentsOf: double.description.utf8) } else { put("null") }
    }

    private mutating func write(_ elements: [Value]) {
        guard !elements.isEmpty else { return put("[]") }
        out.append(UInt8(ascii: "["))
        level += 1
        for (index, element) in elements.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            breakLine()
            write(element)
        }
        level -= 1
        breakLine()
        out.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ object: Object) {
        guard !object.isEmpty else { return put("{}") }
        out.append(UInt8(ascii: "{"))
        level += 1
        var isFirst = true
        for (key, value) in object {
            if !isFirst { out.append(UInt8(ascii: ",")) }
            isFirst = false
            breakLine()
            write(string: key)
            put(indent == nil ? ":" : ": ")
            write(value)
        }
        level -= 1
        breakLine()
        out.append(UInt8(ascii: "}"))
    }

    private mutating func breakLine() {
        guard let indent else { return }
        out.append(0x0A)
        out.append(contentsOf: repeatElement(0x20, count: indent * level))
    }

    package mutating func write(string: String) {
        out.append(UInt8(ascii: "\""))
        let written: Void? = string.utf8.withContiguousStorageIfAvailable { write(escaping: $0) }
        if written == nil { Array(string.utf8).withUnsafeBufferPointer { write(escaping: $0) } }
        out.append(UInt8(ascii: "\""))
    }

    private mutating func write(escaping bytes: UnsafeBufferPointer<UInt8>) {
        var plain = 0
        while let index = Writer.firstEscaped(bytes, from: plain) {
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plain..<index]))
            plain = index + 1
            writeEscape(bytes[index])
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plain...]))
    }

    /// Where the next byte stands that is not written as itself: eight are looked at together, as far as there are eight.
    private static func firstEscaped(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let raw = UnsafeRawBufferPointer(bytes)
        var at = start
        while at &+ 8 <= raw.count, EightBytes(raw, at: at).escaped == 0 { at &+= 8 }
        while at < raw.count {
            let byte = raw[at]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return at }
            at &+= 1
        }
        return nil
    }

    private mutating func writeEscape(_ byte: UInt8) {
        switch byte {
        case 0x22: put("\\\"")
        case 0x5C: put("\\\\")
        case 0x08: put("\\b")
        case 0x0C: put("\\f")
        case 0x0A: put("\\n")
        case 0x0D: put("\\r")
        case 0x09: put("\\t")
        default:
            put("\\u00")
            let digits: StaticString = "0123456789abcdef"
            out.append(digits.utf8Start[Int(byte >> 4)])
            out.append(digits.utf8Start[Int(byte & 0xF)])
        }
    }
}
