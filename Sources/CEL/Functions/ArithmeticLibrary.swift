/// `!`, `-`, `+`, `*`, `/` and `%`. What overflows is an error, not another number.
enum ArithmeticLibrary {
    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration("!_", documentation: "The other truth value.", overloads: [
            Overload("logical_not", .bool, .bool, .not)
        ]),
        FunctionDeclaration("-_", documentation: "The number with its sign turned.", overloads: [
            .unary("negate_int64", .int, .int) { value in
                guard case .int(let number) = value else { throw Fault.noOverload }
                return .int(try exact((0 as Int64).subtractingReportingOverflow(number)))
            },
            .unary("negate_double", .double, .double) { value in
                guard case .double(let number) = value else { throw Fault.noOverload }
                return .double(-number)
            },
        ]),
        FunctionDeclaration(
            "_+_", documentation: "The sum of numbers or lengths of time, a time later by a length, or texts, bytes or lists one behind the other.",
            overloads: [
            int("add_int64") { try exact($0.addingReportingOverflow($1)) },
            uint("add_uint64") { try exact($0.addingReportingOverflow($1)) },
            double("add_double") { $0 + $1 },
            .metered("add_string", .string, .string, .string) { left, right, steps in
                guard case .string(let left) = left, case .string(let right) = right else { throw Fault.noOverload }
                try CallContext(host: nil, stepsLeft: steps).allow(bytes: left.utf8.count + right.utf8.count)
                return .string(left + right)
            },
            .metered("add_bytes", .bytes, .bytes, .bytes) { left, right, steps in
                guard case .bytes(let left) = left, case .bytes(let right) = right else { throw Fault.noOverload }
                try CallContext(host: nil, stepsLeft: steps).allow(bytes: left.count + right.count)
                return .bytes(left + right)
            },
            .metered("add_list", .list(.parameter("A")), .list(.parameter("A")), .list(.parameter("A"))) { left, right, steps in
                guard case .list(let left) = left, case .list(let right) = right else { throw Fault.noOverload }
                try CallContext(host: nil, stepsLeft: steps).allow(elements: left.count + right.count)
                return .list(left + right)
            },
        ] + TimeLibrary.additions),
        FunctionDeclaration(
            "_-_", documentation: "The difference of numbers or lengths of time, the time between two times, or a time earlier by a length.",
            overloads: [
            int("subtract_int64") { try exact($0.subtractingReportingOverflow($1)) },
            uint("subtract_uint64") { try exact($0.subtractingReportingOverflow($1)) },
            double("subtract_double") { $0 - $1 },
        ] + TimeLibrary.subtractions),
        FunctionDeclaration("_*_", documentation: "The product.", overloads: [
            int("multiply_int64") { try exact($0.multipliedReportingOverflow(by: $1)) },
            uint("multiply_uint64") { try exact($0.multipliedReportingOverflow(by: $1)) },
            double("multiply_double") { $0 * $1 },
        ]),
        FunctionDeclaration("_/_", documentation: "The quotient; of whole numbers without the remainder.", overloads: [
            int("divide_int64") { try exact($0.dividedReportingOverflow(by: try divisor($1))) },
            uint("divide_uint64") { try exact($0.dividedReportingOverflow(by: try divisor($1))) },
            double("divide_double") { $0 / $1 },
        ]),
        FunctionDeclaration("_%_", documentation: "The remainder of a division, with the sign of the number divided.", overloads: [
            int("modulo_int64") { try exact($0.remainderReportingOverflow(dividingBy: try divisor($1))) },
            uint("modulo_uint64") { try exact($0.remainderReportingOverflow(dividingBy: try divisor($1))) },
        ]),
    ]

    static func exact<T>(_ result: (partialValue: T, overflow: Bool)) throws -> T {
        if result.overflow { throw Fault(.overflow, "the result is out of the range of its type") }
        return result.partialValue
    }

    private static func divisor<T: BinaryInteger>(_ number: T) throws -> T {
        if number == 0 { throw Fault(.divisionByZero, "division by zero") }
        return number
    }

    private static func int(_ id: String, _ work: @escaping @Sendable (Int64, Int64) throws -> Int64) -> Overload {
        Overload(id, .int, .int, .int, .ints(work))
    }

    private static func uint(_ id: String, _ work: @escaping @Sendable (UInt64, UInt64) throws -> UInt64) -> Overload {
        .binary(id, .uint, .uint, .uint) { left, right in
            guard case .uint(let left) = left, case .uint(let right) = right else { throw Fault.noOverload }
            return .uint(try work(left, right))
        }
    }

    private static func double(_ id: String, _ work: @escaping @Sendable (Double, Double) -> Double) -> Overload {
        Overload(id, .double, .double, .double, .doubles(work))
    }
}
