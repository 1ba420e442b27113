import CEL
import JSON
import Statecharts

/// CEL as the expression language of a machine: its variables, and how they are read and assigned.
public struct CELEvaluator: ExpressionEvaluator, Sendable {
    /// The machine's variables.
    public private(set) var variables: Bindings
    /// How deep lists and maps may be nested in a variable, so that one that grows into itself is found in time.
    static let depthLimit = 100
    private let session: String

    public init(session: String, variables: Bindings = Bindings()) {
        self.session = session
        self.variables = variables
    }

    public func evaluate(_ expression: CELExpression, in context: Context) throws -> CEL.Value {
        try expression.program.evaluate(activation(for: expression, context)).get()
    }

    private func activation(for expression: CELExpression, _ context: Context) -> Activation {
        let host: (any Sendable)? = expression.asksStates ? context : nil
        guard expression.readsSystem else { return Activation(variables, host: host) }
        let (event, machineName) = (context.event, context.machineName)
        return Activation(variables, host: host) { name in
            SystemVariable(rawValue: name).map { value(of: $0, event, machineName) }
        }
    }

    private func value(of variable: SystemVariable, _ event: Event?, _ machineName: String) -> CEL.Value {
        switch variable {
        case .event: event.map(Self.record) ?? .null
        case .name: .string(machineName)
        case .sessionid: .string(session)
        case .ioprocessors:
            .map(Map([CELModel.processor, "scxml"].map { ($0, .map(Map([("location", .string("#_scxml_\(session)"))]))) }))
        case .x: .map(Map())
        }
    }

    /// https://www.w3.org/TR/scxml/#InternalStructureofEvents: every field is there, those that are absent as null.
    private static func record(of event: Event) -> CEL.Value {
        func text(_ text: String?) -> CEL.Value { text.map(CEL.Value.string) ?? .null }
        return .map(
            Map([
                ("name", .string(event.name)), ("type", .string(event.kind.rawValue)), ("sendid", text(event.sendid)),
                ("origin", text(event.origin)), ("origintype", text(event.origintype)),
                ("invokeid", text(event.invokeid)), ("data", event.data.map(CEL.Value.init(json:)) ?? .null),
            ]))
    }

    public func isDeclared(_ location: String) -> Bool { variables.contains(location) }

    public mutating func declare(_ location: String) throws {
        guard SystemVariable(rawValue: location) == nil, Environment.isName(location) else {
            throw LocationError.noName(location)
        }
        variables[location] = .null
    }

    public mutating func assign(_ value: CEL.Value, to location: String) throws {
        guard value.isNested(within: Self.depthLimit) else { throw LocationError.tooDeep(location, Self.depthLimit) }
        if variables.update(location, to: value) { return }
        throw SystemVariable(rawValue: location) == nil ? LocationError.undeclared(location) : .system(location)
    }

    /// A variable that cannot be declared or assigned.
    public enum LocationError: Error, Sendable, Hashable, CustomStringConvertible {
        case noName(String), system(String), undeclared(String), tooDeep(String, Int)

        public var description: String {
            switch self {
            case .noName(let location): "\(location) cannot be the name of a variable; write a letter, then letters, digits and _."
            case .system(let location): "\(location) is a system variable, which nothing assigns."
            case .undeclared(let location): "There is no variable \(location); declare it in the data model."
            case .tooDeep(let location, let limit): "\(location) would hold lists and maps nested deeper than \(limit) levels; make them flatter."
            }
        }
    }
}

// MARK: What a value is good for

extension CELEvaluator {
    /// A value that does not serve.
    public struct ValueError: Error, Sendable, Hashable, CustomStringConvertible {
        public let description: String

        init(_ value: CEL.Value, wanted: String) {
            description = "A value of type `\(value.type)` stands where \(wanted) is needed."
        }
    }

    public func truth(of value: CEL.Value) throws -> Bool {
        guard case .bool(let truth) = value else { throw ValueError(value, wanted: "true or false") }
        return truth
    }

    public func text(of value: CEL.Value) throws -> String {
        guard case .string(let text) = value else { throw ValueError(value, wanted: "a text") }
        return text
    }

    /// A duration, a whole number of milliseconds, or a text such as `1.5s` or `200ms`; part of a millisecond counts
    /// as a whole one, so that nothing comes early.
    public func milliseconds(of value: CEL.Value) throws -> Int64 {
        let milliseconds: Int64? =
            switch value {
            case .int(let number): number
            case .uint(let number): Int64(exactly: number)
            case .duration(let duration): Self.milliseconds(duration)
            case .string(let text): DelayText.milliseconds(text)
            case .null, .bool, .double, .bytes, .list, .map, .timestamp, .type, .host, .record: nil
            }
        guard let milliseconds else { throw ValueError(value, wanted: "a delay, such as duration('1.5s'), '1.5s' or 1500,") }
        guard milliseconds >= 0 else { throw ContentError.negativeDelay(milliseconds) }
        return milliseconds
    }

    private static func milliseconds(_ duration: CEL.Duration) -> Int64 {
        let (whole, rest) = duration.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return rest > 0 ? whole + 1 : rest < 0 ? whole - 1 : whole
    }

    /// The elements of a list, the keys of a map.
    public func elements(of value: CEL.Value) throws -> [CEL.Value] {
        switch value {
        case .list(let elements): return elements
        case .map(let map): return map.entries.map(\.key)
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .host, .record:
            throw ValueError(value, wanted: "a list or a map")
        }
    }

    public func json(of value: CEL.Value) -> JSON.Value { value.json }
    public func value(of json: JSON.Value) -> CEL.Value { CEL.Value(json: json) }
}

/// Delays as SCXML writes them: digits, a point and digits perhaps, and one of `ms`, `s`, `m`, `h`, `d`
/// (https://www.w3.org/TR/scxml/#DelayExpressions).
enum DelayText {
    /// - Returns: nil where the text is no delay, or one of more than 292 million years.
    static func milliseconds(_ text: String) -> Int64? {
        let units: [(String, Double)] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)]
        guard let (unit, size) = units.first(where: { text.hasSuffix($0.0) }) else { return nil }
        let number = text.utf8.dropLast(unit.utf8.count)
        let digits = number.count { 0x30...0x39 ~= $0 }
        let points = number.count { $0 == UInt8(ascii: ".") }
        guard digits > 0, points <= 1, digits + points == number.count, number.last != UInt8(ascii: "."),
            let amount = Double((number.first == UInt8(ascii: ".") ? "0" : "") + String(decoding: number, as: UTF8.self))
        else { return nil }
        return Int64(exactly: (amount * size).rounded(.up))
    }
}
