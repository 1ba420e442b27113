extension Value {
    /// Reads one JSON text in UTF-8, strictly by RFC 8259, in one pass over the bytes.
    ///
    /// An integer that fits 64 bits is `.int`; `-0`, fractions and exponents are `.double`, correctly rounded.
    /// - Throws: `ParseError` with the first mistake; RFC 8259 leaves duplicate keys, lone surrogates, a byte order
    ///   mark and numbers out of range to the reader, and this one refuses them all.
    public static func parse(
        _ bytes: some Collection<UInt8>, limits: Limits = .standard
    ) throws(ParseError) -> Value {
        let outcome =
            bytes.withContiguousStorageIfAvailable { read($0, limits: limits) }
            ?? Array(bytes).withUnsafeBufferPointer { read($0, limits: limits) }
        return try outcome.get()
    }

    /// The same of an array, without asking the runtime about other collections.
    public static func parse(_ bytes: [UInt8], limits: Limits = .standard) throws(ParseError) -> Value {
        try bytes.withUnsafeBufferPointer { read($0, limits: limits) }.get()
    }

    /// Reads one JSON text; see `parse(_:limits:)` for bytes. Offsets in errors count UTF-8 bytes.
    public static func parse(_ text: String, limits: Limits = .standard) throws(ParseError) -> Value {
        try parse(text.utf8, limits: limits)
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, limits: Limits) -> Result<Value, ParseError> {
        var parser = Parser(bytes: bytes, limits: limits)
        do throws(Fault) {
            return .success(try parser.document())
        } catch {
            return .failure(ParseError(error, in: bytes))
        }
    }
}

/// The grammar of RFC 8259, one function a production. Its recursion is bounded by `Limits.depth`.
struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let limits: Limits
    /// The byte to be read next.
    var at = 0
    /// Room for strings with escapes, kept from one to the next.
    var scratch: [UInt8] = []

    init(bytes: UnsafeBufferPointer<UInt8>, limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// RFC 8259, section 2: JSON-text = ws value ws.
    mutating func document() throws(Fault) -> Value {
        guard bytes.count <= limits.bytes else { throw Fault(.tooLong, limits.bytes) }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { throw Fault(.byteOrderMark, 0) }
        skipSpace()
        guard at < bytes.count else { throw Fault(.empty, at) }
        let value = try value(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw Fault(.trailingText, at) }
        return value
    }

    /// RFC 8259, section 3.
    private mutating func value(depth: Int) throws(Fault) -> Value {
        guard at < bytes.count else { throw Fault(.unexpectedEnd, at) }
        switch bytes[at] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw unexpected()
        }
    }

    /// RFC 8259, section 4. `depth` counts this object.
    private mutating func object(depth: Int) throws(Fault) -> Object {
        guard depth <= limits.depth else { throw Fault(.tooDeep, at) }
        at += 1
        var object = Object()
        skipSpace()
        if taken(UInt8(ascii: "}")) { return object }
        object.makeRoom()
        while true {
            let start = at
            guard at < bytes.count else { throw Fault(.unexpectedEnd, at) }
            guard bytes[at] == UInt8(ascii: "\"") else { throw unexpected() }
            let key = try string()
            skipSpace()
            guard taken(UInt8(ascii: ":")) else { throw unexpected() }
            skipSpace()
            if object.place(of: key) != nil { throw Fault(.duplicateKey, start) }
            object.appendAbsent(key, try value(depth: depth))
            skipSpace()
            if taken(UInt8(ascii: "}")) { return object }
            guard taken(UInt8(ascii: ",")) else { throw unexpected() }
            skipSpace()
        }
    }

    /// RFC 8259, section 5. `depth` counts this array.
    private mutating func array(depth: Int) throws(Fault) -> [Value] {
        guard depth <= limits.depth else { throw Fault(.tooDeep, at) }
        at += 1
        var elements: [Value] = []
        skipSpace()
        if taken(UInt8(ascii: "]")) { return elements }
        elements.reserveCapacity(4)
        while true {
            elements.append(try value(depth: depth))
            skipSpace()
            if taken(UInt8(ascii: "]")) { return elements }
            guard taken(UInt8(ascii: ",")) else { throw unexpected() }
            skipSpace()
        }
    }

    private mutating func word(_ word: StaticString, _ value: Value) throws(Fault) -> Value {
        for index in 0..<word.utf8CodeUnitCount {
            guard at < bytes.count else { throw Fault(.unexpectedEnd, at) }
            guard bytes[at] == word.utf8Start[index] else { throw unexpected() }
            at += 1
        }
        return value
    }

    /// RFC 8259, section 2: ws.
    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    private mutating func taken(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    /// What to say of the byte at hand, which the grammar does not allow.
    func unexpected() -> Fault {
        guard at < bytes.count else { return Fault(.unexpectedEnd, at) }
        let isText = bytes[at] < 0x80 || lengthOfScalar(at: at) != nil
        return Fault(isText ? .unexpectedCharacter : .invalidUTF8, at)
    }
}
