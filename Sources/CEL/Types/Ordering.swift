/// Whether one value comes before another, for those kinds that have an order.
///
/// Language definition, "Equality" and "Ordering": numbers compare by their value across types, two whole ones exactly, a whole
/// one and a double as doubles.
enum Ordering {
    case before, same, after
    /// One of the two is not a number.
    case none

    init(_ a: Value, _ b: Value) throws {
        switch (a, b) {
        case (.bool(let a), .bool(let b)): self = a == b ? .same : (b ? .before : .after)
        case (.int(let a), .int(let b)): self = Ordering(a, b)
        case (.uint(let a), .uint(let b)): self = Ordering(a, b)
        case (.double(let a), .double(let b)): self = Ordering(a, b)
        case (.int(let a), .uint(let b)): self = a < 0 ? .before : Ordering(UInt64(a), b)
        case (.uint(let a), .int(let b)): self = b < 0 ? .after : Ordering(a, UInt64(b))
        case (.int(let a), .double(let b)): self = Ordering(whole: a, b)
        case (.double(let a), .int(let b)): self = Ordering(whole: b, a).reversed
        case (.uint(let a), .double(let b)): self = Ordering(whole: a, b)
        case (.double(let a), .uint(let b)): self = Ordering(whole: b, a).reversed
        case (.string(let a), .string(let b)):
            self = a.hasSameScalars(as: b) ? .same : (a.precedesByScalars(b) ? .before : .after)
        case (.bytes(let a), .bytes(let b)): self = a == b ? .same : (a.lexicographicallyPrecedes(b) ? .before : .after)
        case (.timestamp(let a), .timestamp(let b)): self = Ordering(a, b)
        case (.duration(let a), .duration(let b)): self = Ordering(a, b)
        case (.host(let a), .host(let b)):
            guard let before = a.precedes(b), let after = b.precedes(a) else { throw Fault.noOverload(for: [.host(a), .host(b)]) }
            self = before ? .before : (after ? .after : .same)
        // Pairs without an order.
        default:
            throw Fault.noOverload(for: [a, b])
        }
    }

    private init<T: Comparable>(_ a: T, _ b: T) {
        self = a < b ? .before : (a > b ? .after : (a == b ? .same : .none))
    }

    /// Compares a whole number with a floating one as floating ones. Beyond 2^53 that rounds, which the conformance
    /// suite asks for (`comparisons/lt_literal/not_lt_dyn_int_big_lossy_double`).
    init<T: FixedWidthInteger>(whole a: T, _ b: Double) { self = Ordering(Double(a), b) }

    private var reversed: Ordering {
        switch self {
        case .before: .after
        case .after: .before
        case .same: .same
        case .none: .none
        }
    }
}

extension Fault {
    /// No overload of the function takes arguments of these types.
    static let noOverload = Fault(.noMatchingOverload, "no overload takes arguments of these types")

    /// The same with the types: what an implementation throws whose arguments are of other types than it declares.
    public static func noOverload(for values: [Value]) -> Fault {
        Fault(.noMatchingOverload, "no overload takes (\(values.map(\.type.description).joined(separator: ", ")))")
    }
}
