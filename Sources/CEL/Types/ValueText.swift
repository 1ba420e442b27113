extension Value: CustomStringConvertible {
    /// The value as an expression would write it, where the language has a way to write it.
    public var description: String {
        var writer = ValueWriter(limit: .max)
        writer.write(self, depth: 0)
        return writer.text
    }

    /// The same, cut off where it grows long, for messages and explanations.
    public var shortText: String {
        var writer = ValueWriter(limit: 120)
        writer.write(self, depth: 0)
        return writer.text
    }
}

/// Writes values as source text, up to a length.
private struct ValueWriter {
    var text = ""
    let limit: Int
    private var isFull: Bool { text.utf8.count > limit }

    init(limit: Int) { self.limit = limit }

    mutating func write(_ value: Value, depth: Int) {
        guard depth < 100 else { return text += "…" }
        switch value {
        case .null: text += "null"
        case .bool(let truth): text += truth ? "true" : "false"
        case .int(let number): text += String(number)
        case .uint(let number): text += "\(number)u"
        case .double(let number): text += number.celText
        case .string(let string): writeQuoted(string)
        case .bytes(let bytes): write(bytes)
        case .list(let elements): writeAll(elements, open: "[", close: "]") { $0.write($1, depth: depth + 1) }
        case .map(let map):
            writeAll(map.entries, open: "{", close: "}") {
                $0.write($1.key, depth: depth + 1)
                $0.text += ": "
                $0.write($1.value, depth: depth + 1)
            }
        case .timestamp(let timestamp): text += "timestamp(\"\(timestamp)\")"
        case .duration(let duration): text += "duration(\"\(duration)\")"
        case .type(let type): text += type.name
        case .host(let host): text += host.text
        case .record(let record): text += record.typeName
        }
    }

    private mutating func writeAll<T>(_ items: [T], open: String, close: String, _ write: (inout ValueWriter, T) -> Void) {
        text += open
        for (place, item) in items.enumerated() {
            if place > 0 { text += ", " }
            guard !isFull else {
                text += "…"
                break
            }
            write(&self, item)
        }
        text += close
    }

    private mutating func writeQuoted(_ string: String) {
        let isCut = string.utf8.count > limit
        text += (isCut ? String(string.unicodeScalars.prefix(limit)) + "…" : string).quoted
    }

    private mutating func write(_ bytes: [UInt8]) {
        text += "b\""
        for byte in bytes {
            guard !isFull else {
                text += "…"
                break
            }
            switch byte {
            case 0x22: text += "\\\""
            case 0x5C: text += "\\\\"
            case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        text += "\""
    }
}

extension String {
    /// The text as a string literal in double quotes.
    var quoted: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<"\u{20}", "\u{7F}":
                result += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension Double {
    /// The number so that it reads back as a double: with a point or an exponent.
    var celText: String {
        if isNaN { return "double(\"NaN\")" }
        if isInfinite { return self < 0 ? "double(\"-Infinity\")" : "double(\"Infinity\")" }
        return "\(self)"
    }
}
