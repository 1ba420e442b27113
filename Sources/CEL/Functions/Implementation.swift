extension Overload {
    /// What does an overload's work. Those that evaluation meets most are told apart by what they are, so that a program
    /// computes with numbers and truth values themselves.
    enum Implementation: Sendable {
        case unary(@Sendable (Value) throws -> Value)
        case binary(@Sendable (Value, Value) throws -> Value)
        /// Counts its own steps down.
        case metered(@Sendable (Value, Value, inout Int) throws -> Value)
        case general(@Sendable ([Value], CallContext) throws -> Value)
        /// Of two ints a third.
        case ints(@Sendable (Int64, Int64) throws -> Int64)
        /// Of two doubles a third.
        case doubles(@Sendable (Double, Double) -> Double)
        /// `<`, `<=`, `>` or `>=`.
        case relation(Relation)
        /// `==` or `!=`.
        case equality(isNegated: Bool)
        /// `!`
        case not
        /// `in` of a list.
        case membership
        /// Declared for checking only.
        case missing

        /// The result for as many values as there are parameters.
        func result(of values: [Value], _ context: CallContext, steps: inout Int) throws -> Value {
            switch self {
            case .unary(let work): return try work(values[0])
            case .binary(let work): return try work(values[0], values[1])
            case .metered(let work): return try work(values[0], values[1], &steps)
            case .general(let work): return try work(values, context)
            case .ints(let work):
                guard case .int(let left) = values[0], case .int(let right) = values[1] else { throw Fault.noOverload }
                return .int(try work(left, right))
            case .doubles(let work):
                guard case .double(let left) = values[0], case .double(let right) = values[1] else { throw Fault.noOverload }
                return .double(work(left, right))
            case .relation(let relation): return .bool(relation.holds(try Ordering(values[0], values[1])))
            case .equality(let isNegated): return .bool(try values[0].isEqual(to: values[1], steps: &steps) != isNegated)
            case .not:
                guard case .bool(let truth) = values[0] else { throw Fault.noOverload }
                return .bool(!truth)
            case .membership:
                guard case .list(let elements) = values[1] else { throw Fault.noOverload }
                return .bool(try values[0].isAmong(elements, steps: &steps))
            case .missing: throw Fault(.noSuchFunction, "the function is declared but not provided")
            }
        }
    }

    /// An overload of one argument with such an implementation.
    init(_ id: String, _ parameter: Type, _ result: Type, _ implementation: Implementation) {
        self.init(id, [parameter], result)
        self.implementation = implementation
    }

    /// An overload of two arguments with such an implementation.
    init(_ id: String, _ left: Type, _ right: Type, _ result: Type, _ implementation: Implementation) {
        self.init(id, [left, right], result)
        self.implementation = implementation
    }
}

/// One of the four relations of order.
enum Relation: String, CaseIterable, Sendable {
    case less = "_<_"
    case lessOrEqual = "_<=_"
    case greater = "_>_"
    case greaterOrEqual = "_>=_"

    func holds(_ ordering: Ordering) -> Bool {
        switch self {
        case .less: ordering == .before
        case .lessOrEqual: ordering == .before || ordering == .same
        case .greater: ordering == .after
        case .greaterOrEqual: ordering == .after || ordering == .same
        }
    }

    func holds<T: Comparable>(_ left: T, _ right: T) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
