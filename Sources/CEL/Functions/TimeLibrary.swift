/// Timestamps and durations: their conversions, arithmetic and parts.
enum TimeLibrary {
    static let functions: [FunctionDeclaration] = [
        FunctionDeclaration(
            "timestamp", documentation: "The point in time that the text names by RFC 3339, or so many seconds after the start of 1970.",
            overloads: [
            .unary("timestamp_to_timestamp", .timestamp, .timestamp) { $0 },
            ConversionLibrary.from("string_to_timestamp", .string, .timestamp, readTimestamp).trying(0) { value in
                if case .string(let text) = value { _ = try readTimestamp(text) }
            },
            .unary("int64_to_timestamp", .int, .timestamp) { value in
                guard case .int(let seconds) = value else { throw Fault.noOverload }
                return .timestamp(try inRange(Timestamp(seconds: seconds)))
            },
        ]),
        FunctionDeclaration(
            "duration", documentation: "The length of time that the text names, as in `1h30m`, or so many seconds.",
            overloads: [
            .unary("duration_to_duration", .duration, .duration) { $0 },
            ConversionLibrary.from("string_to_duration", .string, .duration, readDuration).trying(0) { value in
                if case .string(let text) = value { _ = try readDuration(text) }
            },
            .unary("int64_to_duration", .int, .duration) { value in
                guard case .int(let seconds) = value else { throw Fault.noOverload }
                return .duration(try inRange(Duration(seconds: seconds)))
            },
        ]),
        accessor("getFullYear", "The year.", civil: { $0.year }),
        accessor("getMonth", "The month, counted from 0.", civil: { $0.month - 1 }),
        accessor("getDate", "The day of the month, counted from 1.", civil: { $0.day }),
        accessor("getDayOfMonth", "The day of the month, counted from 0.", civil: { $0.day - 1 }),
        accessor("getDayOfWeek", "The day of the week; Sunday is 0.", civil: { $0.dayOfWeek }),
        accessor("getDayOfYear", "The day of the year, counted from 0.", civil: { $0.dayOfYear }),
        accessor("getHours", "The hour of the day, or the whole hours of a length of time.", civil: { $0.hour }, duration: { $0 / 3_600_000_000_000 }),
        accessor("getMinutes", "The minute of the hour, or the whole minutes of a length of time.", civil: { $0.minute }, duration: { $0 / 60_000_000_000 }),
        accessor("getSeconds", "The second of the minute, or the whole seconds of a length of time.", civil: { $0.second }, duration: { $0 / 1_000_000_000 }),
        accessor("getMilliseconds", "The milliseconds of the second.", civil: nil, duration: { $0 / 1_000_000 % 1_000 }),
    ]

    static let additions: [Overload] = [
        .binary("add_timestamp_duration", .timestamp, .duration, .timestamp) { left, right in
            guard case .timestamp(let timestamp) = left, case .duration(let duration) = right else { throw Fault.noOverload }
            return .timestamp(try inRange(timestamp.advanced(by: duration)))
        },
        .binary("add_duration_timestamp", .duration, .timestamp, .timestamp) { left, right in
            guard case .duration(let duration) = left, case .timestamp(let timestamp) = right else { throw Fault.noOverload }
            return .timestamp(try inRange(timestamp.advanced(by: duration)))
        },
        .binary("add_duration_duration", .duration, .duration, .duration) { left, right in
            guard case .duration(let left) = left, case .duration(let right) = right else { throw Fault.noOverload }
            let sum = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
            return .duration(Duration(nanoseconds: try ArithmeticLibrary.exact(sum)))
        },
    ]

    static let subtractions: [Overload] = [
        .binary("subtract_timestamp_timestamp", .timestamp, .timestamp, .duration) { left, right in
            guard case .timestamp(let left) = left, case .timestamp(let right) = right else { throw Fault.noOverload }
            return .duration(try inRange(left.since(right)))
        },
        .binary("subtract_timestamp_duration", .timestamp, .duration, .timestamp) { left, right in
            guard case .timestamp(let timestamp) = left, case .duration(let duration) = right else { throw Fault.noOverload }
            let back = (0 as Int64).subtractingReportingOverflow(duration.nanoseconds)
            return .timestamp(try inRange(timestamp.advanced(by: Duration(nanoseconds: try ArithmeticLibrary.exact(back)))))
        },
        .binary("subtract_duration_duration", .duration, .duration, .duration) { left, right in
            guard case .duration(let left) = left, case .duration(let right) = right else { throw Fault.noOverload }
            let difference = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
            return .duration(Duration(nanoseconds: try ArithmeticLibrary.exact(difference)))
        },
    ]

    @Sendable private static func readTimestamp(_ text: String) throws -> Value {
        guard let timestamp = Timestamp(text) else { throw ConversionLibrary.malformed(text, "timestamp") }
        return .timestamp(timestamp)
    }

    @Sendable private static func readDuration(_ text: String) throws -> Value {
        guard let duration = Duration(text) else { throw ConversionLibrary.malformed(text, "duration") }
        return .duration(duration)
    }

    private static func inRange<T>(_ value: T?) throws -> T {
        guard let value else { throw Fault(.overflow, "the result is out of the range of its type") }
        return value
    }

    /// A part of a timestamp, in UTC or in a zone that is given, and perhaps of a duration.
    /// - Parameter civil: the part of the time on a clock; `nil` for the milliseconds, which no zone changes.
    private static func accessor(
        _ name: String, _ documentation: String, civil: (@Sendable (CivilTime) -> Int)?, duration: (@Sendable (Int64) -> Int64)? = nil
    ) -> FunctionDeclaration {
        @Sendable func part(of value: Value, in zone: String) throws -> Value {
            guard case .timestamp(let timestamp) = value else { throw Fault.noOverload }
            let time = try timestamp.civil(in: zone)
            return .int(civil.map { Int64($0(time)) } ?? Int64(timestamp.nanoseconds / 1_000_000))
        }
        var overloads: [Overload] = [
            .unary("timestamp_" + name, .timestamp, .int, isMember: true) { try part(of: $0, in: "UTC") },
            .binary("timestamp_" + name + "_with_tz", .timestamp, .string, .int, isMember: true) { value, zone in
                guard case .string(let zone) = zone else { throw Fault.noOverload }
                return try part(of: value, in: zone)
            },
        ]
        if let duration {
            overloads.append(
                .unary("duration_" + name, .duration, .int, isMember: true) { value in
                    guard case .duration(let length) = value else { throw Fault.noOverload }
                    return .int(duration(length.nanoseconds))
                })
        }
        return FunctionDeclaration(name, documentation: documentation, overloads: overloads)
    }
}
