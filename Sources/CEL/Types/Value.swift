/// A value of the language.
///
/// `==` tells values apart by type too: `.int(1)` is not `.double(1)`, and not-a-number equals itself. A record equals
/// nothing, since its fields are not known as a whole. What an expression's own `==` says is ``isEqual(to:)``.
public enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([Value])
    case map(Map)
    case timestamp(Timestamp)
    case duration(Duration)
    indirect case type(Type)
    /// A value of an abstract type of the host.
    indirect case host(any HostValue)
    /// A record of the host whose fields are fetched when they are read.
    indirect case record(any RecordValue)
}

/// A value of an abstract type of the host.
public protocol HostValue: Sendable {
    /// The name of the type, as ``Type/abstract(_:_:)`` has it.
    var typeName: String { get }
    /// The value as people read it.
    var text: String { get }
    /// Whether an expression's `==` holds between this value and `other`, which may be of another type.
    func isEqual(to other: any HostValue) -> Bool
    /// Whether this value comes before `other`; `nil` where the two have no order.
    func precedes(_ other: any HostValue) -> Bool?
}

extension HostValue {
    public func precedes(_ other: any HostValue) -> Bool? { nil }
}

extension HostValue where Self: Equatable {
    public func isEqual(to other: any HostValue) -> Bool { (other as? Self) == self }
}

extension HostValue where Self: Comparable {
    public func precedes(_ other: any HostValue) -> Bool? { (other as? Self).map { self < $0 } }
}

/// A record of the host: its fields are fetched one by one, so that a context need not be built whole.
public protocol RecordValue: Sendable {
    /// The name of the record's type.
    var typeName: String { get }
    /// The value of a field, or `nil` where the record has it not.
    /// - Throws: an ``EvaluationError``, or any error, which becomes one with the code ``EvaluationError/Code/host``.
    func field(_ name: String) throws -> Value?
}

extension Value {
    /// The type that `type(x)` gives, without knowledge of elements: every list is a `list(dyn)`.
    public var type: Type {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .timestamp: .timestamp
        case .duration: .duration
        case .type: .type(.dyn)
        case .host(let host): .abstract(host.typeName, [])
        case .record(let record): .abstract(record.typeName, [])
        }
    }

    /// How much work it is for a function to go over this value once, in steps: a long text is not free.
    var length: Int {
        switch self {
        case .string(let text): text.utf8.count / 256
        case .bytes(let bytes): bytes.count / 256
        case .null, .bool, .int, .uint, .double, .list, .map, .timestamp, .duration, .type, .host, .record: 0
        }
    }

    /// How much work it is to copy or look at this value, in steps: long texts and lists are not free.
    var weight: Int {
        switch self {
        case .string(let text): text.utf8.count / 32
        case .bytes(let bytes): bytes.count / 32
        case .list(let elements): elements.count / 4
        case .map(let map): map.count / 4
        case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type, .host, .record: 0
        }
    }
}
