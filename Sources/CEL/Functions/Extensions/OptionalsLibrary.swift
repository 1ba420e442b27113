/// The extension "optionals" of the specification: values that may be missing.
enum OptionalsLibrary {
    private static let a = Type.parameter("A")
    private static let k = Type.parameter("K")
    private static let v = Type.parameter("V")

    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration(
            "optional.of", documentation: "An optional with the value.",
            overloads: [.unary("optional_of", a, .optional(a)) { .host(OptionalValue($0)) }]),
        FunctionDeclaration(
            "optional.ofNonZeroValue", documentation: "An optional with the value, or without where the value is zero or empty.",
            overloads: [
            .unary("optional_ofNonZeroValue", a, .optional(a)) { .host(OptionalValue($0.isZero ? nil : $0)) }
        ]),
        FunctionDeclaration(
            "optional.none", documentation: "An optional without a value.",
            overloads: [Overload("optional_none", [], .optional(a)) { _, _ in .host(OptionalValue(nil)) }]),
        FunctionDeclaration("hasValue", documentation: "Whether the optional has a value.", overloads: [
            .unary("optional_hasValue", .optional(a), .bool, isMember: true) { .bool(try content($0) != nil) }
        ]),
        FunctionDeclaration("value", documentation: "The value of the optional; an error where it has none.", overloads: [
            .unary("optional_value", .optional(a), a, isMember: true) { optional in
                guard let value = try content(optional) else { throw Fault(.invalidArgument, "the optional has no value") }
                return value
            }
        ]),
        end("first", "The first element, where there is one.") { $0.first },
        end("last", "The last element, where there is one.") { $0.last },
        // These two look at their argument only where they need it: the planner sees to that.
        FunctionDeclaration("or", documentation: "The optional, or the other where it has no value.", overloads: [
            .binary("optional_or_optional", .optional(a), .optional(a), .optional(a), isMember: true) { try content($0) == nil ? $1 : $0 }
        ]),
        FunctionDeclaration(
            "orValue", documentation: "The value of the optional, or the other value where it has none.",
            overloads: [
            .binary("optional_orValue_value", .optional(a), a, a, isMember: true) { try content($0) ?? $1 }
        ]),
        FunctionDeclaration(OperatorName.optionalIndex, documentation: "The element or entry as an optional.", overloads: [
            .binary("list_optindex_optional_int", .list(v), .int, .optional(v), found).judgingArguments(),
            .binary("optional_list_optindex_optional_int", .optional(.list(v)), .int, .optional(v), foundInside).judgingArguments(),
            .binary("map_optindex_optional_value", .map(k, v), k, .optional(v), found),
            .binary("optional_map_optindex_optional_value", .optional(.map(k, v)), k, .optional(v), foundInside),
        ]),
        FunctionDeclaration(OperatorName.index, documentation: "The element or entry of what is in the optional.", overloads: [
            .binary("optional_list_index_int", .optional(.list(v)), .int, .optional(v), foundInside).judgingArguments(),
            .binary("optional_map_index_value", .optional(.map(k, v)), k, .optional(v), foundInside),
        ]),
        FunctionDeclaration(
            "optional.unwrap", documentation: "The values of those optionals that have one.",
            overloads: [.unary("optional_unwrap", .list(.optional(a)), .list(a), unwrapped)]),
        FunctionDeclaration(
            "unwrapOpt", documentation: "The values of those optionals that have one.",
            overloads: [.unary("optional_unwrapOpt", .list(.optional(a)), .list(a), isMember: true, unwrapped)]),
    ]

    /// An end of a list, as an optional.
    private static func end(_ name: String, _ documentation: String, _ pick: @escaping @Sendable ([Value]) -> Value?) -> FunctionDeclaration {
        FunctionDeclaration(name, documentation: documentation, overloads: [
            .unary("list_\(name)", .list(a), .optional(a), isMember: true) { list in
                guard case .list(let elements) = list else { throw Fault.noOverload }
                return .host(OptionalValue(pick(elements)))
            }
        ])
    }

    private static func content(_ value: Value) throws -> Value? {
        guard case .host(let optional as OptionalValue) = value else { throw Fault.noOverload }
        return optional.value
    }

    /// The element or entry, as an optional.
    @Sendable private static func found(in container: Value, _ key: Value) throws -> Value {
        if case .map(let map) = container { return .host(OptionalValue(map[key])) }
        do {
            return .host(OptionalValue(try CollectionLibrary.element(of: container, at: key)))
        } catch let fault as Fault where fault.code == .indexOutOfRange {
            return .host(OptionalValue(nil))
        }
    }

    /// The same inside of an optional.
    @Sendable private static func foundInside(_ optional: Value, _ key: Value) throws -> Value {
        guard let container = try content(optional) else { return optional }
        return try found(in: container, key)
    }

    @Sendable private static func unwrapped(_ value: Value) throws -> Value {
        guard case .list(let elements) = value else { throw Fault.noOverload }
        return .list(try elements.compactMap(content))
    }
}

extension Value {
    /// Whether it is the value that a field has before it is set.
    fileprivate var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let truth): !truth
        case .int(let number): number == 0
        case .uint(let number): number == 0
        case .double(let number): number == 0
        case .string(let text): text.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .list(let elements): elements.isEmpty
        case .map(let map): map.isEmpty
        case .timestamp(let timestamp): timestamp.seconds == 0 && timestamp.nanoseconds == 0
        case .duration(let duration): duration.nanoseconds == 0
        case .type, .host, .record: false
        }
    }
}
