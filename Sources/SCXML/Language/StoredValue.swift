import CEL
import Foundation
import JSON

/// A variable's value as JSON that gives back the same value: one key for its type, as the conformance suites of CEL
/// write them, such as `{"int": "1"}` and `{"list": [{"bool": true}]}`.
enum StoredValue {
    static func json(_ value: CEL.Value) -> JSON.Value {
        switch value {
        case .null: ["null": .null]
        case .bool(let truth): ["bool": .bool(truth)]
        case .int(let number): ["int": .string("\(number)")]
        case .uint(let number): ["uint": .string("\(number)")]
        case .double(let number): ["double": .string("\(number)")]
        case .string(let text): ["string": .string(text)]
        case .bytes(let bytes): ["bytes": .string(Data(bytes).base64EncodedString())]
        case .list(let elements): ["list": .array(elements.map(json))]
        case .map(let map): ["map": .array(map.entries.map { [json($0.key), json($0.value)] })]
        case .timestamp(let timestamp): ["timestamp": .string(timestamp.description)]
        case .duration(let duration): ["duration": .string(duration.description)]
        case .type(let type): ["type": .string(type.name)]
        // No expression of a machine makes these; a host's own value is kept as its text.
        case .host(let host): ["string": .string(host.text)]
        case .record(let record): ["string": .string(record.typeName)]
        }
    }

    /// - Throws: where this is no stored value, or one nested deeper than a variable can be.
    static func value(_ node: FormNode, depth: Int = CELEvaluator.depthLimit) throws(DocumentError) -> CEL.Value {
        guard let object = node.value.objectValue, object.count == 1, let kind = object.keys.first, let body = node[kind] else {
            throw node.failure(.wrongType, "A value belongs here: an object with its type as its one field.")
        }
        guard depth >= 0 else { throw node.failure(.tooDeep, "This value is nested deeper than a variable can be.") }
        switch kind {
        case "null": return .null
        case "bool": return .bool(try body.truth())
        case "list":
            return .list(try body.elements().map { node throws(DocumentError) in try value(node, depth: depth - 1) })
        case "map": return .map(try map(body, depth: depth))
        default:
            guard let value = scalar(kind, try body.text()) else {
                throw body.failure(.wrongType, "This is no value of type \(kind).")
            }
            return value
        }
    }

    private static func map(_ node: FormNode, depth: Int) throws(DocumentError) -> Map {
        let entries = try node.elements().map { pair throws(DocumentError) -> Map.Entry in
            let parts = try pair.elements()
            guard parts.count == 2 else { throw pair.failure(.wrongType, "A key and a value belong here.") }
            return (try value(parts[0], depth: depth - 1), try value(parts[1], depth: depth - 1))
        }
        guard let map = try? Map(entries) else { throw node.failure(.wrongType, "These keys cannot be those of a map.") }
        return map
    }

    private static func scalar(_ kind: String, _ text: String) -> CEL.Value? {
        switch kind {
        case "int": Int64(text).map(CEL.Value.int)
        case "uint": UInt64(text).map(CEL.Value.uint)
        case "double": Double(text).map(CEL.Value.double)
        case "string": .string(text)
        case "bytes": Data(base64Encoded: text).map { .bytes(Array($0)) }
        case "timestamp": Timestamp(text).map(CEL.Value.timestamp)
        case "duration": Duration(text).map(CEL.Value.duration)
        case "type": types.first { $0.name == text }.map(CEL.Value.type)
        default: nil
        }
    }

    private static let types: [CEL.`Type`] = [
        .bool, .int, .uint, .double, .string, .bytes, .null, .list(.dyn), .map(.dyn, .dyn), .type(.dyn), .timestamp, .duration,
    ]
}
