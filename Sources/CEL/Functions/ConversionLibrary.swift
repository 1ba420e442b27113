/// `bool`, `int`, `uint`, `double`, `string`, `bytes`, `dyn` and `type`; those of times are with the times.
enum ConversionLibrary {
    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration(
            "type", documentation: "The type of the value.",
            overloads: [.unary("type", .parameter("A"), .type(.parameter("A"))) { .type($0.type) }]),
        FunctionDeclaration(
            "dyn", documentation: "The value itself, whose type is then left to be found when it is evaluated.",
            overloads: [.unary("to_dyn", .parameter("A"), .dyn) { $0 }]),
        FunctionDeclaration("bool", documentation: "The value as a truth value.", overloads: [
            .unary("bool_to_bool", .bool, .bool) { $0 },
            from("string_to_bool", .string, .bool) { (text: String) in
                switch text {
                case "1", "t", "true", "TRUE", "True": return .bool(true)
                case "0", "f", "false", "FALSE", "False": return .bool(false)
                default: throw malformed(text, "bool")
                }
            },
        ]),
        FunctionDeclaration(
            "int", documentation: "The value as a whole number; of a double without its decimals, of a timestamp the seconds since 1970.",
            overloads: [
            .unary("int64_to_int64", .int, .int) { $0 },
            .unary("uint64_to_int64", .uint, .int) { value in
                guard case .uint(let number) = value else { throw Fault.noOverload }
                return .int(try inRange(Int64(exactly: number), "int"))
            },
            .unary("double_to_int64", .double, .int) { value in
                guard case .double(let number) = value else { throw Fault.noOverload }
                // The least int has a double of its own, which other numbers round to as well: the reference
                // implementation refuses it, as it does the double beyond the greatest.
                let whole = number > -0x1p63 ? Int64(exactly: number.rounded(.towardZero)) : nil
                return .int(try inRange(whole, "int"))
            },
            from("string_to_int64", .string, .int) { (text: String) in
                guard let number = Int64(text) else { throw malformed(text, "int") }
                return .int(number)
            },
            .unary("timestamp_to_int64", .timestamp, .int) { value in
                guard case .timestamp(let timestamp) = value else { throw Fault.noOverload }
                return .int(timestamp.seconds)
            },
        ]),
        FunctionDeclaration("uint", documentation: "The value as a whole number without a sign.", overloads: [
            .unary("uint64_to_uint64", .uint, .uint) { $0 },
            .unary("int64_to_uint64", .int, .uint) { value in
                guard case .int(let number) = value else { throw Fault.noOverload }
                return .uint(try inRange(UInt64(exactly: number), "uint"))
            },
            .unary("double_to_uint64", .double, .uint) { value in
                guard case .double(let number) = value else { throw Fault.noOverload }
                return .uint(try inRange(number < 0 ? nil : UInt64(exactly: number.rounded(.towardZero)), "uint"))
            },
            from("string_to_uint64", .string, .uint) { (text: String) in
                // No sign, not even `+`: a uint literal has none either.
                guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt64(text) else { throw malformed(text, "uint") }
                return .uint(number)
            },
        ]),
        FunctionDeclaration("double", documentation: "The value as a floating-point number.", overloads: [
            .unary("double_to_double", .double, .double) { $0 },
            .unary("int64_to_double", .int, .double) { value in
                guard case .int(let number) = value else { throw Fault.noOverload }
                return .double(Double(number))
            },
            .unary("uint64_to_double", .uint, .double) { value in
                guard case .uint(let number) = value else { throw Fault.noOverload }
                return .double(Double(number))
            },
            from("string_to_double", .string, .double) { (text: String) in
                guard let number = double(text) else { throw malformed(text, "double") }
                return .double(number)
            },
        ]),
        FunctionDeclaration("bytes", documentation: "The UTF-8 of the text.", overloads: [
            .unary("bytes_to_bytes", .bytes, .bytes) { $0 },
            from("string_to_bytes", .string, .bytes) { (text: String) in .bytes(Array(text.utf8)) },
        ]),
        FunctionDeclaration("string", documentation: "The value as a text.", overloads: [
            .unary("string_to_string", .string, .string) { $0 },
            .unary("bool_to_string", .bool, .string, text), .unary("int64_to_string", .int, .string, text),
            .unary("uint64_to_string", .uint, .string, text), .unary("double_to_string", .double, .string, text),
            .unary("bytes_to_string", .bytes, .string, text), .unary("timestamp_to_string", .timestamp, .string, text),
            .unary("duration_to_string", .duration, .string, text),
        ]),
    ]

    static func malformed(_ text: String, _ type: String) -> Fault {
        Fault(.conversion, "\(Value.string(text).shortText) cannot be read as \(type)")
    }

    /// A decimal number, or `NaN`, `Infinity` or `Inf` in any case; `nil` too where the digits say more than a double holds.
    private static func double(_ text: String) -> Double? {
        switch text.lowercased() {
        case "nan", "+nan", "-nan": return .nan
        case "inf", "infinity", "+inf", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        default: break
        }
        guard text.utf8.allSatisfy({ (48...57).contains($0) || "+-.eE".utf8.contains($0) }), let number = Double(text), number.isFinite
        else { return nil }
        return number
    }

    private static func inRange<T>(_ number: T?, _ type: String) throws -> T {
        guard let number else { throw Fault(.overflow, "the number is out of the range of \(type)") }
        return number
    }

    static func from(
        _ id: String, _ parameter: Type, _ result: Type, _ work: @escaping @Sendable (String) throws -> Value
    ) -> Overload {
        .unary(id, parameter, result) { value in
            guard case .string(let text) = value else { throw Fault.noOverload }
            return try work(text)
        }
    }

    @Sendable private static func text(_ value: Value) throws -> Value {
        switch value {
        case .bool(let truth): return .string(truth ? "true" : "false")
        case .int(let number): return .string(String(number))
        case .uint(let number): return .string(String(number))
        case .double(let number): return .string(number.shortestText)
        case .string: return value
        case .bytes(let bytes):
            let text = String(decoding: bytes, as: UTF8.self)
            guard text.utf8.elementsEqual(bytes) else { throw Fault(.conversion, "the bytes are no UTF-8") }
            return .string(text)
        case .timestamp(let timestamp): return .string(timestamp.description)
        case .duration(let duration): return .string(duration.description)
        case .null, .list, .map, .type, .host, .record: throw Fault.noOverload
        }
    }
}

extension Double {
    /// The fewest digits that read back as this number, with an exponent below 1e-4 and from 1e21: `1`, `-0.0045`, `1e+21`.
    /// The specification leaves open where exponents begin.
    var shortestText: String {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
        let sign = sign == .minus ? "-" : ""
        let (digits, exponent) = magnitude.decimalDigits
        if exponent < -4 || exponent >= 21 {
            let fraction = digits.count > 1 ? "." + digits.dropFirst().map(String.init).joined() : ""
            return "\(sign)\(digits[0])\(fraction)e\(exponent < 0 ? "-" : "+")\(Int(exponent.magnitude).padded(2))"
        }
        return plainText
    }

    /// The fewest digits that read back as this number, never with an exponent: `1`, `0.0000001`.
    var plainText: String {
        guard isFinite else { return shortestText }
        let sign = sign == .minus ? "-" : ""
        let (digits, exponent) = magnitude.decimalDigits
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits.map(String.init).joined() }
        let whole = (0...exponent).map { digits.indices.contains($0) ? String(digits[$0]) : "0" }.joined()
        let fraction = digits.dropFirst(exponent + 1).map(String.init).joined()
        return sign + whole + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// The shortest decimal digits and the exponent of the first of them; for a finite number that is not negative.
    private var decimalDigits: (digits: [Int], exponent: Int) {
        guard self > 0 else { return ([0], 0) }
        var digits: [Int] = []
        var pointAfter: Int?
        var exponent = 0
        for (place, mark) in description.utf8.enumerated() {
            switch mark {
            case 48...57: digits.append(Int(mark - 48))
            case 46: pointAfter = digits.count
            default:
                exponent = Int(String(description.utf8.dropFirst(place + 1)) ?? "") ?? 0
                if pointAfter == nil { pointAfter = digits.count }
            }
            if mark == 101 { break }
        }
        var first = (pointAfter ?? digits.count) - 1 + exponent
        while digits.count > 1, digits.first == 0 {
            digits.removeFirst()
            first -= 1
        }
        while digits.count > 1, digits.last == 0 { digits.removeLast() }
        return (digits, first)
    }
}
