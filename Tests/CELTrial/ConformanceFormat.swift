import CEL
import Foundation
import JSON

/// Values and types as the conformance suite writes them.
enum ConformanceFormat {
    static func type(_ json: JSON.Value) throws -> CEL.`Type` {
        if let name = json.stringValue { return try type(named: name) }
        guard let (kind, content) = json.objectValue?.first(where: { _ in true }) else { throw unreadable("type", json) }
        switch kind {
        case "list": return .list(try type(content))
        case "map":
            guard let parts = content.arrayValue, parts.count == 2 else { throw unreadable("type", json) }
            return .map(try type(parts[0]), try type(parts[1]))
        case "wrapper": return .wrapper(try type(content))
        case "type": return .type(content.stringValue == "" ? .dyn : try type(content))
        case "param": return .parameter(content.stringValue ?? "")
        case "abstract":
            return .abstract(content["name"]?.stringValue ?? "", try (content["params"]?.arrayValue ?? []).map(type))
        case "message":
            guard let name = content.stringValue, let type = messages[name] else { throw unreadable("message", json) }
            return type
        case _: throw unreadable("type", json)
        }
    }

    private static func type(named name: String) throws -> CEL.`Type` {
        guard let found = plain[name] else { throw ConformanceCase.Malformed(description: "`\(name)` is no type") }
        return found
    }

    private static let plain: [String: CEL.`Type`] = [
        "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes, "null_type": .null,
        "timestamp": .timestamp, "duration": .duration, "dyn": .dyn, "any": .dyn, "error": .dyn,
    ]

    private static let messages: [String: CEL.`Type`] = [
        "google.protobuf.BoolValue": .wrapper(.bool), "google.protobuf.BytesValue": .wrapper(.bytes),
        "google.protobuf.DoubleValue": .wrapper(.double), "google.protobuf.FloatValue": .wrapper(.double),
        "google.protobuf.Int32Value": .wrapper(.int), "google.protobuf.Int64Value": .wrapper(.int),
        "google.protobuf.StringValue": .wrapper(.string), "google.protobuf.UInt32Value": .wrapper(.uint),
        "google.protobuf.UInt64Value": .wrapper(.uint), "google.protobuf.Timestamp": .timestamp,
        "google.protobuf.Duration": .duration,
    ]

    static func overload(_ json: JSON.Value) throws -> Overload {
        Overload(
            json["id"]?.stringValue ?? "", try (json["params"]?.arrayValue ?? []).map(type), try json["result"].map(type) ?? .dyn,
            isMember: json["member"]?.boolValue ?? false)
    }

    // MARK: Values

    static func value(_ json: JSON.Value) throws -> CEL.Value {
        guard let (kind, content) = json.objectValue?.first(where: { _ in true }), let found = try value(kind, content) else {
            throw unreadable("value", json)
        }
        return found
    }

    private static func value(_ kind: String, _ content: JSON.Value) throws -> CEL.Value? {
        let text = content.stringValue ?? ""
        switch kind {
        case "null": return .null
        case "bool": return content.boolValue.map(Value.bool)
        case "int": return Int64(text).map(Value.int)
        case "uint": return UInt64(text).map(Value.uint)
        case "double": return Double(text).map(Value.double)
        case "string": return .string(text)
        case "bytes": return Data(base64Encoded: text).map { .bytes(Array($0)) }
        case "list": return .list(try (content.arrayValue ?? []).map(value))
        case "map":
            let entries = try (content.arrayValue ?? []).map { pair -> Map.Entry in
                guard let parts = pair.arrayValue, parts.count == 2 else { throw unreadable("entry", pair) }
                return (try value(parts[0]), try value(parts[1]))
            }
            return .map(try Map(entries))
        case "timestamp": return Timestamp(text).map(Value.timestamp)
        case "duration": return Duration(text).map(Value.duration)
        case "type": return .type(named[text] ?? .abstract(text))
        case _: return nil
        }
    }

    private static let named: [String: CEL.`Type`] = Dictionary(
        uniqueKeysWithValues: [
            CEL.`Type`.bool, .int, .uint, .double, .string, .bytes, .null, .list(.dyn), .map(.dyn, .dyn), .type(.dyn), .timestamp,
            .duration,
        ].map { ($0.name, $0) })

    private static func unreadable(_ what: String, _ json: JSON.Value) -> ConformanceCase.Malformed {
        ConformanceCase.Malformed(description: "this is no \(what): \(json.text)")
    }
}
