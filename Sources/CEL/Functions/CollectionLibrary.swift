/// `in`, indexing and `size`.
enum CollectionLibrary {
    private static let a = Type.parameter("A")
    private static let b = Type.parameter("B")

    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration("@in", documentation: "Whether the list has such an element, or the map such a key.", overloads: [
            Overload("in_list", a, .list(a), .bool, .membership),
            .metered("in_map", a, .map(a, b), .bool) { key, map, _ in
                guard case .map(let map) = map else { throw Fault.noOverload }
                return .bool(map[key] != nil)
            },
        ]),
        FunctionDeclaration(
            "_[_]", documentation: "The element at the place, counted from 0, or the value under the key.",
            overloads: [
            // An index of type `dyn` may be any number that is whole.
            .binary("index_list", .list(a), .int, a) { list, index in try element(of: list, at: index) }.judgingArguments(),
            .binary("index_map", .map(a, b), a, b) { map, key in
                guard case .map(let map) = map else { throw Fault.noOverload }
                guard let value = map[key] else { throw Fault(.noSuchKey, "the map has no key \(key.shortText)") }
                return value
            },
        ]),
        FunctionDeclaration(
            "size", documentation: "How many characters a text has, how many bytes, how many elements or entries.",
            overloads: [
            .unary("size_string", .string, .int, size), .unary("string_size", .string, .int, isMember: true, size),
            .unary("size_bytes", .bytes, .int, size), .unary("bytes_size", .bytes, .int, isMember: true, size),
            .unary("size_list", .list(a), .int, size), .unary("list_size", .list(a), .int, isMember: true, size),
            .unary("size_map", .map(a, b), .int, size), .unary("map_size", .map(a, b), .int, isMember: true, size),
        ]),
    ]

    static func element(of list: Value, at index: Value) throws -> Value {
        guard case .list(let elements) = list else { throw Fault.noOverload }
        let place: Int?
        switch index {
        case .int(let number): place = Int(exactly: number)
        case .uint(let number): place = Int(exactly: number)
        case .double(let number): place = Int(exactly: number)
        case .null, .bool, .string, .bytes, .list, .map, .timestamp, .duration, .type, .host, .record:
            throw Fault.noOverload(for: [list, index])
        }
        guard let place, elements.indices.contains(place) else {
            throw Fault(.indexOutOfRange, "the list has \(elements.count) elements, none at \(index.shortText)")
        }
        return elements[place]
    }

    @Sendable private static func size(_ value: Value) throws -> Value {
        switch value {
        case .string(let text): .int(Int64(text.unicodeScalars.count))
        case .bytes(let bytes): .int(Int64(bytes.count))
        case .list(let elements): .int(Int64(elements.count))
        case .map(let map): .int(Int64(map.count))
        case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type, .host, .record: throw Fault.noOverload
        }
    }
}
