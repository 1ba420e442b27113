/// The type of an expression, as the checker knows it.
///
/// Language definition, "Gradual Type Checking".
public indirect enum Type: Sendable, Equatable, Hashable {
    case bool
    case int
    case uint
    case double
    case string
    case bytes
    case null
    /// Any type: what it is shows only when the expression is evaluated.
    case dyn
    case timestamp
    case duration
    case list(Type)
    case map(Type, Type)
    /// A value of the type inside, or `null`.
    case wrapper(Type)
    /// The type of a type.
    case type(Type)
    /// A type of the host, opaque to the language: only declared functions make and read its values.
    case abstract(String, [Type])
    /// A type variable of an overload's signature, by its name.
    case parameter(String)
    /// A type of the host with named fields.
    case record(RecordType)
}

extension Type {
    /// An opaque type without parameters.
    public static func abstract(_ name: String) -> Type { .abstract(name, []) }

    /// An optional value of the type inside.
    public static func optional(_ wrapped: Type) -> Type { .abstract("optional_type", [wrapped]) }

    /// The name that `type(x)` shows, which leaves parameters out.
    public var name: String {
        switch self {
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .null: "null_type"
        case .dyn: "dyn"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .list: "list"
        case .map: "map"
        case .wrapper(let wrapped): wrapped.name
        case .type: "type"
        case .abstract(let name, _): name
        case .parameter(let name): name
        case .record(let record): record.name
        }
    }

    var isRecord: Bool { if case .record = self { true } else { false } }

    /// Whether a value of this type may turn out to be one that can be the key of a map.
    var canBeKey: Bool {
        switch self {
        case .bool, .int, .uint, .string, .dyn, .parameter: true
        case .wrapper(let wrapped): wrapped.canBeKey
        case .double, .bytes, .null, .timestamp, .duration, .list, .map, .type, .abstract, .record: false
        }
    }

    /// Whether it is a type variable, or is made of one.
    var hasVariables: Bool {
        if case .parameter = self { return true }
        return parameters.contains(where: \.hasVariables)
    }

    /// The types that this one is made of.
    var parameters: [Type] {
        switch self {
        case .bool, .int, .uint, .double, .string, .bytes, .null, .dyn, .timestamp, .duration, .parameter, .record: []
        case .list(let element): [element]
        case .map(let key, let value): [key, value]
        case .wrapper(let wrapped): [wrapped]
        case .type(let inner): [inner]
        case .abstract(_, let parameters): parameters
        }
    }

    /// The same type with each of the types that it is made of replaced.
    func mapParameters(_ replace: (Type) -> Type) -> Type {
        switch self {
        case .bool, .int, .uint, .double, .string, .bytes, .null, .dyn, .timestamp, .duration, .parameter, .record: self
        case .list(let element): .list(replace(element))
        case .map(let key, let value): .map(replace(key), replace(value))
        case .wrapper(let wrapped): .wrapper(replace(wrapped))
        case .type(let inner): .type(replace(inner))
        case .abstract(let name, let parameters): .abstract(name, parameters.map(replace))
        }
    }

    /// Whether `value` can be of this type, judged by what is seen at a glance: elements are not looked into.
    func admits(_ value: Value) -> Bool {
        switch self {
        case .dyn, .parameter: return true
        case .bool: if case .bool = value { return true }
        case .int: if case .int = value { return true }
        case .uint: if case .uint = value { return true }
        case .double: if case .double = value { return true }
        case .string: if case .string = value { return true }
        case .bytes: if case .bytes = value { return true }
        case .null: if case .null = value { return true }
        case .timestamp: if case .timestamp = value { return true }
        case .duration: if case .duration = value { return true }
        case .list: if case .list = value { return true }
        case .map: if case .map = value { return true }
        case .type: if case .type = value { return true }
        case .wrapper(let wrapped):
            if case .null = value { return true }
            return wrapped.admits(value)
        case .abstract(let name, _): if case .host(let host) = value { return host.typeName == name }
        case .record:
            if case .record = value { return true }
            if case .map = value { return true }
        }
        return false
    }
}

extension Type: CustomStringConvertible {
    /// The type as messages show it: `map(string, list(int))`.
    public var description: String {
        switch self {
        case .bool, .int, .uint, .double, .string, .bytes, .dyn, .parameter, .record: name
        case .null: "null"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .wrapper(let wrapped): "wrapper(\(wrapped))"
        case .type(let inner): "type(\(inner))"
        case .abstract(let name, let parameters):
            parameters.isEmpty ? name : "\(name)(\(parameters.map(\.description).joined(separator: ", ")))"
        }
    }
}
