/// `==`, `!=`, `<`, `<=`, `>` and `>=`.
///
/// Language definition, "Equality" and "Ordering"; numbers of different types compare by their value, see ``Ordering``.
enum ComparisonLibrary {
    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration(
            "_==_", documentation: "Whether the two are equal; numbers by their value, whatever their types.",
            overloads: [Overload("equals", .parameter("A"), .parameter("A"), .bool, .equality(isNegated: false))]),
        FunctionDeclaration(
            "_!=_", documentation: "Whether the two are not equal.",
            overloads: [Overload("not_equals", .parameter("A"), .parameter("A"), .bool, .equality(isNegated: true))]),
    ] + Relation.allCases.map { relation in
        FunctionDeclaration(
            relation.rawValue, documentation: relation.documentation,
            overloads: pairs.map { overload(of: relation, $0, $1, $2) })
    }

    /// The four order relations between values of a host's type.
    static func functions(of type: Type) -> [FunctionDeclaration] {
        Relation.allCases.map { FunctionDeclaration($0.rawValue, overloads: [overload(of: $0, type, type, type.name)]) }
    }

    private static func overload(of relation: Relation, _ left: Type, _ right: Type, _ suffix: String) -> Overload {
        Overload(relation.id + suffix, left, right, .bool, .relation(relation))
    }

    private static let pairs: [(Type, Type, String)] = [
        (.bool, .bool, "bool"), (.int, .int, "int64"), (.uint, .uint, "uint64"), (.double, .double, "double"),
        (.string, .string, "string"), (.bytes, .bytes, "bytes"), (.timestamp, .timestamp, "timestamp"),
        (.duration, .duration, "duration"), (.int, .uint, "int64_uint64"), (.int, .double, "int64_double"),
        (.uint, .int, "uint64_int64"), (.uint, .double, "uint64_double"), (.double, .int, "double_int64"),
        (.double, .uint, "double_uint64"),
    ]
}

extension Relation {
    /// What its overloads' ids begin with.
    fileprivate var id: String {
        switch self {
        case .less: "less_"
        case .lessOrEqual: "less_equals_"
        case .greater: "greater_"
        case .greaterOrEqual: "greater_equals_"
        }
    }

    fileprivate var documentation: String {
        switch self {
        case .less: "Whether the left one comes before the right one."
        case .lessOrEqual: "Whether the left one does not come after the right one."
        case .greater: "Whether the left one comes after the right one."
        case .greaterOrEqual: "Whether the left one does not come before the right one."
        }
    }
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
