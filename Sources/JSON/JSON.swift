/// One byte-level JSON reader and writer, exact and bounded (RFC 8259).
///
/// `Value.parse` reads, `Value.serialized`, `text` and `pretty` write. Nothing is repaired and nothing is lost:
/// what the grammar does not allow is a `ParseError` with its place, an integer stays an integer, members keep
/// their order, and texts are compared by Unicode scalars, so that "é" and "e" with an accent are two keys.
///
/// It knows bytes, numbers and texts, and nothing of Triad. There is no type named `JSON`: write `JSON.Value`.
///
/// Floor 0 (the footing).
public enum Value: Sendable {
    case null
    case bool(Bool)
    /// A number written without fraction and exponent, within 64 bits.
    case int(Int64)
    /// Any other number. It must be finite: see `Value.init(finite:)`.
    case double(Double)
    case string(String)
    case array([Value])
    case object(Object)
}

extension Value {
    /// A number, or nil for infinities and NaN, which JSON cannot say (RFC 8259, section 6).
    ///
    /// This is the door for calculated numbers. A non-finite number put into `.double` by hand is written as `null`,
    /// as ECMAScript's `JSON.stringify` does; reading never makes one.
    public init?(finite number: Double) {
        guard number.isFinite else { return nil }
        self = .double(number)
    }
}

extension Value: Hashable {
    /// Equal in kind and content: `1` is not `1.0`, texts go by Unicode scalars, an object's order does not count.
    public static func == (one: Value, other: Value) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.double(let a), .double(let b)): a == b
        case (.string(let a), .string(let b)): sameScalars(a, b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        case (.null, _), (.bool, _), (.int, _), (.double, _), (.string, _), (.array, _), (.object, _): false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0 as UInt8)
        case .bool(let value): hasher.combine(1 as UInt8); hasher.combine(value)
        case .int(let value): hasher.combine(2 as UInt8); hasher.combine(value)
        case .double(let value): hasher.combine(3 as UInt8); hasher.combine(value)
        case .string(let value): hasher.combine(4 as UInt8); hashScalars(of: value, into: &hasher)
        case .array(let value): hasher.combine(5 as UInt8); hasher.combine(value)
        case .object(let value): hasher.combine(6 as UInt8); hasher.combine(value)
        }
    }
}
