extension Value {
    /// The value as compact JSON in UTF-8: members in their order, no space, the shortest number that reads back as
    /// the same one, and only the escapes that RFC 8259, section 7 requires.
    public func serialized() -> [UInt8] {
        var writer = Writer(indent: nil)
        writer.write(self)
        return writer.out
    }

    /// The value as compact JSON; see `serialized()`.
    public var text: String {
        var writer = Writer(indent: nil)
        writer.write(self)
        return writer.text
    }

    /// The value as JSON for people: a line for each element and member, two spaces for each level.
    public var pretty: String {
        var writer = Writer(indent: 2)
        writer.write(self)
        return writer.text
    }
}

/// Writes values, or texts and numbers one by one where the writer knows its own braces.
///
/// It has its bytes to itself, and grows them by doubling: what is written is short and there is much of it, so that an array's
/// checks at each piece would take longer than the piece.
package struct Writer: ~Copyable {
    /// Spaces for each level; nil writes everything in one line.
    private let indent: Int?
    private var level = 0
    private var bytes: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    package init(indent: Int?) {
        self.indent = indent
        bytes = .allocate(capacity: 1_024)
    }

    deinit { bytes.deallocate() }

    private var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[..<count]) }
    /// What was written, in UTF-8.
    package var out: [UInt8] { Array(written) }
    package var text: String { String(decoding: written, as: UTF8.self) }

    @inline(__always)
    private mutating func makeRoom(for more: Int) {
        if bytes.count &- count < more { grow(by: more) }
    }

    private mutating func grow(by more: Int) {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count * 2, count + more))
        _ = larger.initialize(from: written)
        bytes.deallocate()
        bytes = larger
    }

    @inline(__always)
    private mutating func put(byte: UInt8) {
        makeRoom(for: 1)
        bytes[count] = byte
        count &+= 1
    }

    private mutating func put(_ more: UnsafeBufferPointer<UInt8>) {
        makeRoom(for: more.count)
        UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: bytes[count...])).copyMemory(from: UnsafeRawBufferPointer(more))
        count &+= more.count
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
        put(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    package mutating func write(integer: Int64) {
        if integer < 0 { put(byte: UInt8(ascii: "-")) }
        var rest = integer.magnitude
        let start = count
        repeat {
            put(byte: UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start..<count].reverse()
    }

    private mutating func write(double: Double) {
        // Swift's description is the shortest text that reads back as this double, and always has a point or an
        // exponent, so that it reads back as `.double`.
        guard double.isFinite else { return put("null") }
        var text = double.description
        text.withUTF8 { put($0) }
    }

    private mutating func write(_ elements: [Value]) {
        guard !elements.isEmpty else { return put("[]") }
        put(byte: UInt8(ascii: "["))
        level += 1
        for (index, element) in elements.enumerated() {
            if index > 0 { put(byte: UInt8(ascii: ",")) }
            breakLine()
            write(element)
        }
        level -= 1
        breakLine()
        put(byte: UInt8(ascii: "]"))
    }

    private mutating func write(_ object: Object) {
        guard !object.isEmpty else { return put("{}") }
        put(byte: UInt8(ascii: "{"))
        level += 1
        var isFirst = true
        for (key, value) in object {
            if !isFirst { put(byte: UInt8(ascii: ",")) }
            isFirst = false
            breakLine()
            write(string: key)
            put(indent == nil ? ":" : ": ")
            write(value)
        }
        level -= 1
        breakLine()
        put(byte: UInt8(ascii: "}"))
    }

    private mutating func breakLine() {
        guard let indent else { return }
        put(byte: 0x0A)
        for _ in 0..<indent * level { put(byte: 0x20) }
    }

    package mutating func write(string: String) {
        var string = string
        string.withUTF8 { write(quoting: $0) }
    }

    private mutating func write(quoting text: UnsafeBufferPointer<UInt8>) {
        makeRoom(for: text.count + 2)
        put(byte: UInt8(ascii: "\""))
        var plain = 0
        while let index = Writer.firstEscaped(text, from: plain) {
            put(UnsafeBufferPointer(rebasing: text[plain..<index]))
            plain = index + 1
            writeEscape(text[index])
        }
        put(UnsafeBufferPointer(rebasing: text[plain...]))
        put(byte: UInt8(ascii: "\""))
    }

    /// Where the next byte stands that is not written as itself: eight are looked at together, as far as there are eight.
    private static func firstEscaped(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let raw = UnsafeRawBufferPointer(bytes)
        var at = start
        while at &+ 8 <= raw.count, EightBytes(raw, at: at).escaped == 0 { at &+= 8 }
        // The last eight once more stand for the few that are left.
        if at &+ 8 > raw.count, raw.count >= 8, EightBytes(raw, at: raw.count &- 8).escaped == 0 { return nil }
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
            put(byte: digits.utf8Start[Int(byte >> 4)])
            put(byte: digits.utf8Start[Int(byte & 0xF)])
        }
    }
}
