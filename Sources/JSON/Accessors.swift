extension Value {
    /// Whether this is JSON's `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The integer, nil for everything else, `1.0` included.
    public var intValue: Int64? {
        if case .int(let value) = self { value } else { nil }
    }

    /// The number; an integer beyond 2^53 is rounded to the nearest double.
    public var doubleValue: Double? {
        if case .double(let value) = self {
            value
        } else if case .int(let value) = self {
            Double(value)
        } else {
            nil
        }
    }

    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    public var arrayValue: [Value]? {
        if case .array(let value) = self { value } else { nil }
    }

    public var objectValue: Object? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member of an object; nil where this is no object or has no such key.
    public subscript(key: String) -> Value? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The element of an array; nil where this is no array or the index is outside it.
    public subscript(index: Int) -> Value? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
