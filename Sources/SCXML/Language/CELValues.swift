import CEL
import Foundation
import JSON

// What travels with an event is JSON: an event goes from one machine to another, and into snapshots.

extension CEL.Value {
    init(json: JSON.Value) {
        self =
            switch json {
            case .null: .null
            case .bool(let truth): .bool(truth)
            case .int(let number): .int(number)
            case .double(let number): .double(number)
            case .string(let text): .string(text)
            case .array(let elements): .list(elements.map(CEL.Value.init(json:)))
            case .object(let object): .map(Map(object.map { ($0.key, CEL.Value(json: $0.value)) }))
            }
    }

    /// The value as JSON. What JSON has no word for is written as the JSON mapping of protocol buffers has it:
    /// timestamps, durations, bytes (base 64), numbers beyond 64 signed bits and those that are not finite become texts,
    /// and so do the keys of maps.
    var json: JSON.Value {
        switch self {
        case .null: .null
        case .bool(let truth): .bool(truth)
        case .int(let number): .int(number)
        case .uint(let number): Int64(exactly: number).map(JSON.Value.int) ?? .string("\(number)")
        case .double(let number): JSON.Value(finite: number) ?? .string(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
        case .string(let text): .string(text)
        case .bytes(let bytes): .string(Data(bytes).base64EncodedString())
        case .list(let elements): .array(elements.map(\.json))
        case .map(let map): .object(Object(map.entries.map { (key: $0.key.keyText, value: $0.value.json) }))
        case .timestamp(let timestamp): .string(timestamp.description)
        case .duration(let duration): .string(duration.description)
        case .type(let type): .string(type.description)
        case .host(let host): .string(host.text)
        case .record(let record): .string(record.typeName)
        }
    }

    private var keyText: String {
        switch self {
        case .string(let text): text
        case .bool(let truth): truth ? "true" : "false"
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .null, .double, .bytes, .list, .map, .timestamp, .duration, .type, .host, .record: "\(json.text)"
        }
    }
}

extension CEL.Value {
    /// Whether lists and maps in it are nested no deeper than `depth` levels.
    func isNested(within depth: Int) -> Bool {
        switch self {
        case .list(let elements): depth > 0 && elements.allSatisfy { $0.isNested(within: depth - 1) }
        case .map(let map): depth > 0 && map.entries.allSatisfy { $0.value.isNested(within: depth - 1) }
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .host, .record: true
        }
    }
}
