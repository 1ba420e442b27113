/// The messages that an expression can construct: the wrappers, Timestamp and Duration.
///
/// Language definition, "Dynamic Values": a wrapper is converted to what it wraps.
enum MessageType: String, CaseIterable, Sendable {
    case boolValue = "google.protobuf.BoolValue"
    case bytesValue = "google.protobuf.BytesValue"
    case doubleValue = "google.protobuf.DoubleValue"
    case floatValue = "google.protobuf.FloatValue"
    case int32Value = "google.protobuf.Int32Value"
    case int64Value = "google.protobuf.Int64Value"
    case stringValue = "google.protobuf.StringValue"
    case uint32Value = "google.protobuf.UInt32Value"
    case uint64Value = "google.protobuf.UInt64Value"
    case timestamp = "google.protobuf.Timestamp"
    case duration = "google.protobuf.Duration"

    /// The type of the message as a value of the language.
    var type: Type {
        switch self {
        case .timestamp: .timestamp
        case .duration: .duration
        case .boolValue, .bytesValue, .doubleValue, .floatValue, .int32Value, .int64Value, .stringValue, .uint32Value,
            .uint64Value:
            fields.first.map { .wrapper($0.type) } ?? .dyn
        }
    }

    /// The fields with their types.
    var fields: [(name: String, type: Type)] {
        switch self {
        case .boolValue: [("value", .bool)]
        case .bytesValue: [("value", .bytes)]
        case .doubleValue, .floatValue: [("value", .double)]
        case .int32Value, .int64Value: [("value", .int)]
        case .stringValue: [("value", .string)]
        case .uint32Value, .uint64Value: [("value", .uint)]
        case .timestamp, .duration: [("seconds", .int), ("nanos", .int)]
        }
    }

    /// The value that the message is converted to.
    /// - Parameter fields: those that are set.
    func value(_ fields: [String: Value]) throws -> Value {
        for (name, value) in fields {
            guard let type = self.fields.first(where: { $0.name == name })?.type else {
                throw Fault(.noSuchField, "`\(rawValue)` has no field `\(name)`")
            }
            guard type.admits(value) else { throw Fault(.conversion, "the field `\(name)` of `\(rawValue)` takes a value of type `\(type)`") }
        }
        let value = fields["value"]
        switch self {
        case .boolValue: return value ?? .bool(false)
        case .bytesValue: return value ?? .bytes([])
        case .stringValue: return value ?? .string("")
        case .doubleValue: return value ?? .double(0)
        case .int64Value: return value ?? .int(0)
        case .uint64Value: return value ?? .uint(0)
        case .floatValue:
            guard case .double(let number)? = value else { return .double(0) }
            return .double(Double(Float(number)))
        case .int32Value:
            guard case .int(let number)? = value else { return .int(0) }
            guard Int32(exactly: number) != nil else { throw outOfRange }
            return .int(number)
        case .uint32Value:
            guard case .uint(let number)? = value else { return .uint(0) }
            guard UInt32(exactly: number) != nil else { throw outOfRange }
            return .uint(number)
        case .timestamp: return try timestamp(fields)
        case .duration: return try duration(fields)
        }
    }

    private var outOfRange: Fault { Fault(.overflow, "the number is out of the range of `\(rawValue)`") }

    private func parts(_ fields: [String: Value]) -> (seconds: Int64, nanoseconds: Int64) {
        var result: (seconds: Int64, nanoseconds: Int64) = (0, 0)
        if case .int(let seconds)? = fields["seconds"] { result.seconds = seconds }
        if case .int(let nanoseconds)? = fields["nanos"] { result.nanoseconds = nanoseconds }
        return result
    }

    private func timestamp(_ fields: [String: Value]) throws -> Value {
        let (seconds, nanoseconds) = parts(fields)
        guard let nanoseconds = Int32(exactly: nanoseconds), let timestamp = Timestamp(seconds: seconds, nanoseconds: nanoseconds)
        else { throw outOfRange }
        return .timestamp(timestamp)
    }

    private func duration(_ fields: [String: Value]) throws -> Value {
        let (seconds, nanoseconds) = parts(fields)
        guard let whole = Duration(seconds: seconds), nanoseconds.magnitude < 1_000_000_000 else { throw outOfRange }
        let (sum, overflowed) = whole.nanoseconds.addingReportingOverflow(nanoseconds)
        guard !overflowed else { throw outOfRange }
        return .duration(Duration(nanoseconds: sum))
    }
}
