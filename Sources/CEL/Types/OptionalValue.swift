/// A value that may be missing: what `optional.of(x)` and `a.?b` give.
///
/// The extension "optionals" of the specification. It is an abstract type like a host's, of the name `optional_type`.
public struct OptionalValue: HostValue {
    public let value: Value?

    public init(_ value: Value?) { self.value = value }

    public var typeName: String { "optional_type" }
    public var text: String { value.map { "optional.of(\($0))" } ?? "optional.none()" }

    public func isEqual(to other: any HostValue) -> Bool {
        guard let other = other as? OptionalValue else { return false }
        switch (value, other.value) {
        case (nil, nil): return true
        case (let a?, let b?): return a == b
        case (nil, _?), (_?, nil): return false
        }
    }
}
