/// `==`, `!=`, `<`, `<=`, `>` and `>=`.
///
/// Language definition, "Equality and Ordering"; numbers of different types compare by their mathematical value.
enum ComparisonLibrary {
    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration(
            "_==_", documentation: "Whether the two are equal; numbers by their value, whatever their types.",
            overloads: [equality("equals") { $0 }]),
        FunctionDeclaration("_!=_", documentation: "Whether the two are not equal.", overloads: [equality("not_equals") { !$0 }]),
    ] + relations.map { relation in
        FunctionDeclaration(
            relation.name, documentation: relation.documentation, overloads: pairs.map { relation.overload($0, $1, $2) })
    }

    /// The four order relations between values of a host's type.
    static func functions(of type: Type) -> [FunctionDeclaration] {
        relations.map { FunctionDeclaration($0.name, overloads: [$0.overload(type, type, type.name)]) }
    }

    private static func equality(_ id: String, _ verdict: @escaping @Sendable (Bool) -> Bool) -> Overload {
        .metered(id, .parameter("A"), .parameter("A"), .bool) { left, right, steps in
            var comparison = Value.Comparison(steps: steps)
            defer { steps = comparison.steps }
            return .bool(verdict(try comparison.equal(left, right)))
        }
    }

    private struct Relation: Sendable {
        let name: String
        let id: String
        let documentation: String
        let holds: @Sendable (Ordering) -> Bool

        func overload(_ left: Type, _ right: Type, _ suffix: String) -> Overload {
            .binary("\(id)_\(suffix)", left, right, .bool) { [holds] left, right in .bool(holds(try Ordering(left, right))) }
        }
    }

    private static let relations = [
        Relation(name: "_<_", id: "less", documentation: "Whether the left one comes before the right one.") { $0 == .before },
        Relation(name: "_<=_", id: "less_equals", documentation: "Whether the left one does not come after the right one.") {
            $0 == .before || $0 == .same
        },
        Relation(name: "_>_", id: "greater", documentation: "Whether the left one comes after the right one.") { $0 == .after },
        Relation(name: "_>=_", id: "greater_equals", documentation: "Whether the left one does not come before the right one.") {
            $0 == .after || $0 == .same
        },
    ]

    private static let pairs: [(Type, Type, String)] = [
        (.bool, .bool, "bool"), (.int, .int, "int64"), (.uint, .uint, "uint64"), (.double, .double, "double"),
        (.string, .string, "string"), (.bytes, .bytes, "bytes"), (.timestamp, .timestamp, "timestamp"),
        (.duration, .duration, "duration"), (.int, .uint, "int64_uint64"), (.int, .double, "int64_double"),
        (.uint, .int, "uint64_int64"), (.uint, .double, "uint64_double"), (.double, .int, "double_int64"),
        (.double, .uint, "double_uint64"),
    ]
}

extension Overload {
    /// An overload of two arguments that counts its own steps down.
    static func metered(
        _ id: String, _ left: Type, _ right: Type, _ result: Type, isMember: Bool = false, documentation: String = "",
        _ implementation: @escaping @Sendable (Value, Value, inout Int) throws -> Value
    ) -> Overload {
        var overload = Overload(id, [left, right], result, isMember: isMember, documentation: documentation)
        overload.implementation = .metered(implementation)
        return overload
    }
}
