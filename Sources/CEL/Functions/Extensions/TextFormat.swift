import Foundation

/// `text.format(values)` of the extension "strings": `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x` and `%X`, with a precision
/// as in `%.3f`.
///
/// The specification's document on the extension, `doc/extensions/strings.md`.
enum TextFormat {
    static func format(_ text: String, _ values: [Value], _ context: CallContext) throws -> String {
        var result = ""
        var written = 0
        var rest = values[...]
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            guard var clause = scalars.next() else { throw Fault(.invalidArgument, "the format ends in `%`") }
            if clause == "%" {
                result += "%"
                continue
            }
            var precision: Int?
            if clause == "." {
                var digits: Int?
                while let next = scalars.next() {
                    clause = next
                    guard ("0"..."9").contains(next) else { break }
                    digits = min((digits ?? 0) * 10 + Int(next.value - 48), 10_000)
                }
                guard let digits else { throw Fault(.invalidArgument, "a number is needed behind `%.`") }
                precision = digits
            }
            guard let value = rest.popFirst() else {
                throw Fault(.indexOutOfRange, "the format asks for more than the \(values.count) values given")
            }
            result += try write(value, clause, precision: precision, &written, context)
        }
        return result
    }

    /// - Parameter written: the bytes that have been written for values so far.
    private static func write(
        _ value: Value, _ clause: Unicode.Scalar, precision: Int?, _ written: inout Int, _ context: CallContext
    ) throws -> String {
        if clause == "s" { return try text(value, depth: 0, &written, context) }
        if clause == "x" || clause == "X" { try context.allow(bytes: written.plus(bytes(of: value).count.times(2))) }
        let text = try write(value, clause, precision: precision)
        written += text.utf8.count
        try context.allow(bytes: written)
        return text
    }

    private static func write(_ value: Value, _ clause: Unicode.Scalar, precision: Int?) throws -> String {
        switch clause {
        case "d": return try decimal(value)
        case "f": return try floating(value, "f", precision: precision)
        case "e": return try floating(value, "e", precision: precision)
        case "b":
            if case .bool(let truth) = value { return truth ? "1" : "0" }
            return try whole(value, radix: 2, clause)
        case "o": return try whole(value, radix: 8, clause)
        case "x", "X":
            let digits = try hexadecimal(value, clause)
            return clause == "X" ? digits.uppercased() : digits
        default: throw Fault(.invalidArgument, "`%\(clause)` is no clause of a format")
        }
    }

    private static func unsuitable(_ value: Value, _ clause: Unicode.Scalar) -> Fault {
        Fault(.invalidArgument, "`%\(clause)` does not write a value of type `\(value.type)`")
    }

    private static func decimal(_ value: Value) throws -> String {
        if case .double(let number) = value { return number.plainText }
        return try whole(value, radix: 10, "d")
    }

    private static func whole(_ value: Value, radix: Int, _ clause: Unicode.Scalar) throws -> String {
        switch value {
        case .int(let number): return String(number, radix: radix)
        case .uint(let number): return String(number, radix: radix)
        case .null, .bool, .double, .string, .bytes, .list, .map, .timestamp, .duration, .type, .host, .record:
            throw unsuitable(value, clause)
        }
    }

    private static func hexadecimal(_ value: Value, _ clause: Unicode.Scalar) throws -> String {
        switch value {
        case .string, .bytes:
            let digits = Array("0123456789abcdef".utf8)
            return String(decoding: bytes(of: value).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
        case .null, .bool, .int, .uint, .double, .list, .map, .timestamp, .duration, .type, .host, .record:
            return try whole(value, radix: 16, clause)
        }
    }

    /// The bytes of a text or of bytes; none of anything else.
    private static func bytes(of value: Value) -> [UInt8] {
        switch value {
        case .string(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        case .null, .bool, .int, .uint, .double, .list, .map, .timestamp, .duration, .type, .host, .record: []
        }
    }

    private static func floating(_ value: Value, _ clause: Unicode.Scalar, precision: Int?) throws -> String {
        let number: Double
        switch value {
        case .double(let double): number = double
        case .int(let int): number = Double(int)
        case .uint(let uint): number = Double(uint)
        case .null, .bool, .string, .bytes, .list, .map, .timestamp, .duration, .type, .host, .record:
            throw unsuitable(value, clause)
        }
        let precision = precision ?? 6
        guard precision <= 1_000 else { throw Fault(.invalidArgument, "a precision is at most 1,000") }
        return number.isFinite ? String(format: "%.\(precision)\(clause)", number) : number.shortestText
    }

    /// The bytes as UTF-8; what is none becomes U+FFFD, once for all that is adjacent.
    private static func text(_ bytes: [UInt8]) -> String {
        var result = String.UnicodeScalarView()
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        var isBroken = false
        while true {
            switch decoder.decode(&rest) {
            case .scalarValue(let scalar):
                isBroken = false
                result.append(scalar)
            case .error:
                if !isBroken { result.append("\u{FFFD}") }
                isBroken = true
            case .emptyInput: return String(result)
            }
        }
    }

    private static func text(_ value: Value, depth: Int, _ written: inout Int, _ context: CallContext) throws -> String {
        guard depth < 100 else { throw Fault(.tooDeep, "the value is nested more than 100 deep") }
        // What stands between it and the next, so that lists of empty lists count too.
        written += 2
        try context.allow(bytes: written)
        switch value {
        case .list(let elements):
            return "[" + (try elements.map { try text($0, depth: depth + 1, &written, context) }).joined(separator: ", ") + "]"
        case .map(let map):
            let entries = try map.entries.map { entry in
                (try text(entry.key, depth: depth + 1, &written, context), try text(entry.value, depth: depth + 1, &written, context))
            }
            let sorted = entries.sorted { $0.0.precedesByScalars($1.0) }
            return "{" + sorted.map { "\($0): \($1)" }.joined(separator: ", ") + "}"
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .host, .record:
            let text = try text(value)
            written += text.utf8.count
            try context.allow(bytes: written)
            return text
        }
    }

    private static func text(_ value: Value) throws -> String {
        switch value {
        case .null: return "null"
        case .bool(let truth): return truth ? "true" : "false"
        case .int(let number): return String(number)
        case .uint(let number): return String(number)
        case .double(let number): return number.plainText
        case .string(let text): return text
        case .bytes(let bytes): return self.text(bytes)
        case .timestamp(let timestamp): return timestamp.description
        case .duration(let duration): return duration.description
        case .type(let type): return type.name
        case .host(let host): return host.text
        case .list, .map, .record: throw unsuitable(value, "s")
        }
    }
}
