/// What a scalar says under YAML 1.2's core schema (YAML 1.2.2, section 10.3.2).
///
/// Only plain scalars are anything but text.
enum CoreScalar: Equatable {
    case null
    case truth(Bool)
    case whole(Int64)
    /// A number that is not whole, or beyond 64 bits.
    case number
    case text

    init(_ scalar: Tree.Scalar) {
        guard scalar.isPlain else { self = .text; return }
        switch scalar.text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .truth(true)
        case "false", "False", "FALSE": self = .truth(false)
        default: self = CoreScalar.number(scalar.text)
        }
    }

    private static func number(_ text: String) -> CoreScalar {
        let bytes = Array(text.utf8)
        if text.hasPrefix("0o"), bytes.count > 2, bytes.dropFirst(2).allSatisfy({ (0x30...0x37).contains($0) }) {
            return Int64(text.dropFirst(2), radix: 8).map { .whole($0) } ?? .number
        }
        if text.hasPrefix("0x"), bytes.count > 2, bytes.dropFirst(2).allSatisfy({ $0.isHexadecimalDigit }) {
            return Int64(text.dropFirst(2), radix: 16).map { .whole($0) } ?? .number
        }
        let digits = bytes.first == 0x2B || bytes.first == 0x2D ? bytes.dropFirst() : bytes[...]
        if !digits.isEmpty, digits.allSatisfy({ $0.isDigit }) {
            return Int64(text).map { .whole($0) } ?? .number
        }
        if [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(text.trimmingSign) { return .number }
        return isFloat(digits) ? .number : .text
    }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
    private static func isFloat(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        let whole = rest.prefix { $0.isDigit }
        rest = rest.dropFirst(whole.count)
        if rest.first == 0x2E {
            rest = rest.dropFirst()
            let fraction = rest.prefix { $0.isDigit }
            guard !whole.isEmpty || !fraction.isEmpty else { return false }
            rest = rest.dropFirst(fraction.count)
        } else if whole.isEmpty {
            return false
        }
        guard let exponent = rest.first else { return true }
        guard exponent == 0x65 || exponent == 0x45 else { return false }
        rest = rest.dropFirst()
        if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy { $0.isDigit }
    }
}

extension Tree.Scalar {
    /// What a reader of YAML 1.1 takes this plain scalar for, where that is something else than we do: other programs
    /// that read the file would see another value.
    var yaml11Reading: String? {
        guard isPlain else { return nil }
        let lower = text.lowercased()
        if ["y", "n", "yes", "no", "on", "off"].contains(lower) { return lower == "y" || lower == "yes" || lower == "on" ? "true" : "false" }
        let bytes = Array((text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : Substring(text)).utf8)
        guard let first = bytes.first, first.isDigit else { return nil }
        if Self.isDate(bytes) { return "a date and time" }
        if bytes.contains(0x3A), Self.isSexagesimal(bytes) { return "a number of base sixty" }
        if first == 0x30, bytes.count > 1, bytes.allSatisfy({ (0x30...0x37).contains($0) || $0 == 0x5F }) { return "an octal number" }
        if first == 0x30, bytes.count > 2, bytes[1] == 0x62, bytes.dropFirst(2).allSatisfy({ $0 == 0x30 || $0 == 0x31 || $0 == 0x5F }) { return "a binary number" }
        if bytes.contains(0x5F), bytes.allSatisfy({ $0.isDigit || $0 == 0x5F || $0 == 0x2E }) { return "a number" }
        return nil
    }

    private static func isSexagesimal(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: 0x3A, omittingEmptySubsequences: false)
        return parts.count > 1 && parts.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy { $0.isDigit } }
    }

    private static func isDate(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.prefix(10).split(separator: 0x2D, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count), (1...2).contains(parts[2].count) else { return false }
        return parts.allSatisfy { $0.allSatisfy { $0.isDigit } }
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isHexadecimalDigit: Bool { isDigit || (0x61...0x66).contains(self) || (0x41...0x46).contains(self) }
}

extension String {
    fileprivate var trimmingSign: String { hasPrefix("-") || hasPrefix("+") ? String(dropFirst()) : self }
}
