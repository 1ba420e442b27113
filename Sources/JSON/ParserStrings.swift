extension Parser {
    /// RFC 8259, section 7. The byte at hand is the opening quotation mark.
    mutating func string() throws(Fault) -> String {
        at += 1
        let start = at
        try skipPlain()
        if bytes[at] == UInt8(ascii: "\"") {
            at += 1
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at - 1]), as: UTF8.self)
        }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: bytes[start..<at])
        while bytes[at] == UInt8(ascii: "\\") {
            try escape()
            let plain = at
            try skipPlain()
            scratch.append(contentsOf: bytes[plain..<at])
        }
        at += 1
        return String(decoding: scratch, as: UTF8.self)
    }

    /// Passes over what stands for itself, as far as a quotation mark or a backslash, which is then at hand.
    private mutating func skipPlain() throws(Fault) {
        skipEights()
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            if byte < 0x20 { throw Fault(.controlCharacter, at) }
            if byte < 0x80 {
                at += 1
            } else if let length = lengthOfScalar(at: at) {
                at += length
            } else {
                throw Fault(.invalidUTF8, at)
            }
        }
        throw Fault(.unexpectedEnd, at)
    }

    /// Passes over ASCII that stands for itself, eight bytes at a time as far as there are eight.
    private mutating func skipEights() {
        let raw = UnsafeRawBufferPointer(bytes)
        while at &+ 8 <= raw.count {
            let eight = EightBytes(raw, at: at)
            let other = eight.escaped | eight.beyondASCII
            guard other == 0 else {
                at &+= other.trailingZeroBitCount / 8
                return
            }
            at &+= 8
        }
    }

    /// Reads one escape into `scratch`.
    private mutating func escape() throws(Fault) {
        guard at + 1 < bytes.count else { throw Fault(.unexpectedEnd, bytes.count) }
        switch bytes[at + 1] {
        case UInt8(ascii: "\""): scratch.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): scratch.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): scratch.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw Fault(.invalidEscape, at)
        }
        at += 2
    }

    /// `\uXXXX`, or two of them that make a surrogate pair.
    private mutating func unicodeEscape() throws(Fault) {
        let start = at
        let unit = try hexadecimal()
        guard 0xD800...0xDFFF ~= unit else { return append(scalar: unit) }
        guard unit < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u")
        else { throw Fault(.loneSurrogate, start) }
        let low = try hexadecimal()
        guard 0xDC00...0xDFFF ~= low else { throw Fault(.loneSurrogate, start) }
        append(scalar: 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    }

    /// The four digits of the `\u` at hand.
    private mutating func hexadecimal() throws(Fault) -> UInt32 {
        let start = at
        at += 2
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard at < bytes.count else { throw Fault(.unexpectedEnd, at) }
            switch bytes[at] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(bytes[at] - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(bytes[at] - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(bytes[at] - UInt8(ascii: "A") + 10)
            default: throw Fault(.invalidEscape, start)
            }
            at += 1
        }
        return unit
    }

    private mutating func append(scalar: UInt32) {
        if scalar < 0x80 {
            scratch.append(UInt8(scalar))
        } else if scalar < 0x800 {
            scratch.append(0xC0 | UInt8(scalar >> 6))
            scratch.append(0x80 | UInt8(scalar & 0x3F))
        } else if scalar < 0x10000 {
            scratch.append(0xE0 | UInt8(scalar >> 12))
            scratch.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            scratch.append(0x80 | UInt8(scalar & 0x3F))
        } else {
            scratch.append(0xF0 | UInt8(scalar >> 18))
            scratch.append(0x80 | UInt8(scalar >> 12 & 0x3F))
            scratch.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            scratch.append(0x80 | UInt8(scalar & 0x3F))
        }
    }

    /// How many bytes the scalar that begins here has; nil where the bytes are not well formed
    /// (The Unicode Standard, table 3-7).
    func lengthOfScalar(at place: Int) -> Int? {
        func follows(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            place + distance < bytes.count && range ~= bytes[place + distance]
        }
        switch bytes[place] {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: return follows(1) ? 2 : nil
        case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : nil
        case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : nil
        case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : nil
        case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : nil
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : nil
        case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : nil
        default: return nil
        }
    }
}
