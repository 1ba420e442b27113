/// The extension "math" of the specification.
enum MathLibrary {
    static let functions: [FunctionDeclaration] =
        [extreme("math.@max", keeping: .before), extreme("math.@min", keeping: .after)]
        + rounding + [absolute, sign] + questions + bits + shifts + [root]

    // MARK: Greatest and least

    private static let numbers: [(Type, String)] = [(.int, "int"), (.uint, "uint"), (.double, "double")]

    /// The macro makes one argument, two, or a list of the arguments as they are written.
    /// - Parameter order: how the best so far stands to one that takes its place.
    private static func extreme(_ name: String, keeping order: Ordering) -> FunctionDeclaration {
        @Sendable func best(_ values: [Value]) throws -> Value {
            guard var best = values.first else { throw Fault(.invalidArgument, "there is no number to choose from") }
            for value in values {
                guard value.isNumber else { throw Fault.noOverload(for: [value]) }
                let found = try Ordering(best, value)
                // Which of the two came out would rest on their order.
                if found == .none { throw Fault(.invalidArgument, "what is not a number is neither the greatest nor the least") }
                if found == order { best = value }
            }
            return best
        }
        let id = name == "math.@max" ? "math_max" : "math_min"
        var overloads: [Overload] = []
        for (type, suffix) in numbers {
            overloads.append(.unary("\(id)_\(suffix)", type, type) { try best([$0]) })
            overloads.append(.unary("\(id)_list_\(suffix)", .list(type), type, ofList))
            for (other, otherSuffix) in numbers {
                let result = type == other ? type : .dyn
                overloads.append(.binary("\(id)_\(suffix)_\(otherSuffix)", type, other, result) { try best([$0, $1]) })
            }
        }
        @Sendable func ofList(_ value: Value) throws -> Value {
            guard case .list(let elements) = value else { throw Fault.noOverload }
            return try best(elements)
        }
        let documentation = name == "math.@max" ? "The greatest of the numbers." : "The least of the numbers."
        return FunctionDeclaration(name, documentation: documentation, overloads: overloads)
    }

    // MARK: Doubles

    private static func ofDouble(
        _ name: String, _ documentation: String, _ result: Type, _ work: @escaping @Sendable (Double) -> Value
    ) -> FunctionDeclaration {
        FunctionDeclaration("math.\(name)", documentation: documentation, overloads: [
            .unary("math_\(name)_double", .double, result) { value in
                guard case .double(let number) = value else { throw Fault.noOverload }
                return work(number)
            }
        ])
    }

    private static let rounding = [
        ofDouble("ceil", "The least whole number that is not below.", .double) { .double($0.rounded(.up)) },
        ofDouble("floor", "The greatest whole number that is not above.", .double) { .double($0.rounded(.down)) },
        ofDouble("round", "The nearest whole number; of two as near, the one further from zero.", .double) { .double($0.rounded(.toNearestOrAwayFromZero)) },
        ofDouble("trunc", "The number without its decimals.", .double) { .double($0.rounded(.towardZero)) },
    ]

    private static let questions = [
        ofDouble("isNaN", "Whether it is not a number.", .bool) { .bool($0.isNaN) },
        ofDouble("isInf", "Whether it is infinite, either way.", .bool) { .bool($0.isInfinite) },
        ofDouble("isFinite", "Whether it is a number and not infinite.", .bool) { .bool($0.isFinite) },
    ]

    private static let root = FunctionDeclaration("math.sqrt", documentation: "The square root.", overloads: [
        .unary("math_sqrt_double", .double, .double) { value in
            guard case .double(let number) = value else { throw Fault.noOverload }
            return .double(number.squareRoot())
        },
        .unary("math_sqrt_int", .int, .double) { value in
            guard case .int(let number) = value else { throw Fault.noOverload }
            return .double(Double(number).squareRoot())
        },
        .unary("math_sqrt_uint", .uint, .double) { value in
            guard case .uint(let number) = value else { throw Fault.noOverload }
            return .double(Double(number).squareRoot())
        },
    ])

    // MARK: Signs

    private static let absolute = FunctionDeclaration("math.abs", documentation: "The number without its sign.", overloads: numbers.map { type, suffix in
        .unary("math_abs_\(suffix)", type, type) { value in
            switch value {
            case .int(let number): return number < 0 ? .int(try ArithmeticLibrary.exact((0 as Int64).subtractingReportingOverflow(number))) : value
            case .uint: return value
            case .double(let number): return .double(number.magnitude)
            case .null, .bool, .string, .bytes, .list, .map, .timestamp, .duration, .type, .host, .record: throw Fault.noOverload
            }
        }
    })

    private static let sign = FunctionDeclaration("math.sign", documentation: "-1, 0 or 1 by the sign of the number.", overloads: numbers.map { type, suffix in
        .unary("math_sign_\(suffix)", type, type) { value in
            switch value {
            case .int(let number): return .int(number.signum())
            case .uint(let number): return .uint(number == 0 ? 0 : 1)
            case .double(let number): return .double(number > 0 ? 1 : (number < 0 ? -1 : number))
            case .null, .bool, .string, .bytes, .list, .map, .timestamp, .duration, .type, .host, .record: throw Fault.noOverload
            }
        }
    })

    // MARK: Bits

    private static func bitwise(
        _ name: String, _ documentation: String, _ int: @escaping @Sendable (Int64, Int64) -> Int64,
        _ uint: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> FunctionDeclaration {
        FunctionDeclaration("math.\(name)", documentation: documentation, overloads: [
            .binary("math_\(name)_int_int", .int, .int, .int) { left, right in
                guard case .int(let left) = left, case .int(let right) = right else { throw Fault.noOverload }
                return .int(int(left, right))
            },
            .binary("math_\(name)_uint_uint", .uint, .uint, .uint) { left, right in
                guard case .uint(let left) = left, case .uint(let right) = right else { throw Fault.noOverload }
                return .uint(uint(left, right))
            },
        ])
    }

    private static let bits = [
        bitwise("bitAnd", "The bits that both numbers have.", { $0 & $1 }, { $0 & $1 }),
        bitwise("bitOr", "The bits that either number has.", { $0 | $1 }, { $0 | $1 }),
        bitwise("bitXor", "The bits that one of the numbers has and the other has not.", { $0 ^ $1 }, { $0 ^ $1 }),
        FunctionDeclaration("math.bitNot", documentation: "The number with every bit turned.", overloads: [
            .unary("math_bitNot_int", .int, .int) { value in
                guard case .int(let number) = value else { throw Fault.noOverload }
                return .int(~number)
            },
            .unary("math_bitNot_uint", .uint, .uint) { value in
                guard case .uint(let number) = value else { throw Fault.noOverload }
                return .uint(~number)
            },
        ]),
    ]

    private static func shift(
        _ name: String, _ documentation: String, _ work: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> FunctionDeclaration {
        @Sendable func offset(_ value: Value) throws -> UInt64 {
            guard case .int(let number) = value else { throw Fault.noOverload }
            guard number >= 0 else { throw Fault(.invalidArgument, "bits cannot be shifted by \(number)") }
            return UInt64(number)
        }
        return FunctionDeclaration("math.\(name)", documentation: documentation, overloads: [
            .binary("math_\(name)_int_int", .int, .int, .int) { value, by in
                guard case .int(let number) = value else { throw Fault.noOverload }
                return .int(Int64(bitPattern: work(UInt64(bitPattern: number), try offset(by))))
            },
            .binary("math_\(name)_uint_int", .uint, .int, .uint) { value, by in
                guard case .uint(let number) = value else { throw Fault.noOverload }
                return .uint(work(number, try offset(by)))
            },
        ])
    }

    /// Swift's own shifts give zero past the width, as the extension asks; to the right zeros come in, whatever the sign.
    private static let shifts = [
        shift("bitShiftLeft", "The number with its bits moved to the left.") { $0 << $1 },
        shift("bitShiftRight", "The number with its bits moved to the right.") { $0 >> $1 },
    ]
}

extension Value {
    fileprivate var isNumber: Bool {
        switch self {
        case .int, .uint, .double: true
        case .null, .bool, .string, .bytes, .list, .map, .timestamp, .duration, .type, .host, .record: false
        }
    }
}
