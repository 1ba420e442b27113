import JSON
import Statecharts

/// A language for tests alone: numbers, texts, lists and maps, variables, `In('x')`, `_event`, comparison, arithmetic.
struct SmallLanguage: ExpressionEvaluator {
    var variables: [String: JSON.Value] = [:]
    var session = "session"

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func evaluate(_ expression: String, in context: Context) throws -> JSON.Value {
        var reader = SmallReader(source: expression, variables: variables, session: session, context: context)
        return try reader.whole()
    }

    func truth(of value: JSON.Value) throws -> Bool {
        guard let truth = value.boolValue else { throw Failure(description: "no truth value") }
        return truth
    }

    func text(of value: JSON.Value) throws -> String {
        guard let text = value.stringValue else { throw Failure(description: "no text") }
        return text
    }

    func milliseconds(of value: JSON.Value) throws -> Int64 {
        guard let text = value.stringValue, text.hasSuffix("s"), let seconds = Double(text.dropLast()) else {
            throw Failure(description: "no delay")
        }
        return Int64(seconds * 1_000)
    }

    func elements(of value: JSON.Value) throws -> [JSON.Value] {
        guard let elements = value.arrayValue else { throw Failure(description: "no list") }
        return elements
    }

    func json(of value: JSON.Value) throws -> JSON.Value { value }
    func value(of json: JSON.Value) -> JSON.Value { json }
    func isDeclared(_ location: String) -> Bool { variables[location] != nil }

    mutating func declare(_ location: String) throws {
        guard location.first?.isLetter ?? false else { throw Failure(description: "\(location) is no name") }
        variables[location] = .null
    }

    mutating func assign(_ value: JSON.Value, to location: String) throws {
        guard variables[location] != nil else { throw Failure(description: "there is no variable \(location)") }
        variables[location] = value
    }
}

/// One expression being evaluated as it is read.
struct SmallReader {
    private let bytes: [UInt8]
    private var at = 0
    private let variables: [String: JSON.Value]
    private let session: String
    private let context: Context

    init(source: String, variables: [String: JSON.Value], session: String, context: Context) {
        bytes = Array(source.utf8)
        self.variables = variables
        self.session = session
        self.context = context
    }

    private func failure(_ text: String) -> SmallLanguage.Failure { .init(description: text) }

    mutating func whole() throws -> JSON.Value {
        let value = try either()
        skipSpace()
        guard at == bytes.count else { throw failure("trailing text") }
        return value
    }

    private mutating func skipSpace() {
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    }

    private mutating func taken(_ text: String) -> Bool {
        skipSpace()
        guard bytes[at...].starts(with: text.utf8) else { return false }
        at += text.utf8.count
        return true
    }

    private func bool(_ value: JSON.Value) throws -> Bool {
        guard let bool = value.boolValue else { throw failure("no truth value") }
        return bool
    }

    private mutating func either() throws -> JSON.Value {
        var value = try both()
        while taken("||") {
            let other = try both()
            value = .bool(try bool(value) || bool(other))
        }
        return value
    }

    private mutating func both() throws -> JSON.Value {
        var value = try comparison()
        while taken("&&") {
            let other = try comparison()
            value = .bool(try bool(value) && bool(other))
        }
        return value
    }

    private mutating func comparison() throws -> JSON.Value {
        let value = try sum()
        if taken("==") { return .bool(value == (try sum())) }
        if taken("!=") { return .bool(value != (try sum())) }
        if taken("<") { return .bool(try number(value) < number(try sum())) }
        if taken(">") { return .bool(try number(value) > number(try sum())) }
        return value
    }

    private func number(_ value: JSON.Value) throws -> Int64 {
        guard let number = value.intValue else { throw failure("no number") }
        return number
    }

    private mutating func sum() throws -> JSON.Value {
        var value = try product()
        while true {
            if taken("+") {
                value = .int(try number(value) + number(try product()))
            } else if taken("-") {
                value = .int(try number(value) - number(try product()))
            } else {
                return value
            }
        }
    }

    private mutating func product() throws -> JSON.Value {
        var value = try unary()
        while true {
            if taken("*") {
                value = .int(try number(value) * number(try unary()))
            } else if taken("/") {
                let divisor = try number(try unary())
                guard divisor != 0 else { throw failure("division by zero") }
                value = .int(try number(value) / divisor)
            } else {
                return value
            }
        }
    }

    private mutating func unary() throws -> JSON.Value {
        if at < bytes.count, taken("!") { return .bool(!(try bool(try unary()))) }
        if taken("-") { return .int(-(try number(try unary()))) }
        var value = try primary()
        while at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            let name = word()
            guard let member = value[name] else { throw failure("no member \(name)") }
            value = member
        }
        return value
    }

    private mutating func word() -> String {
        let start = at
        while at < bytes.count, bytes[at] == UInt8(ascii: "_") || bytes[at] | 0x20 >= 0x61 && bytes[at] | 0x20 <= 0x7A
            || 0x30...0x39 ~= bytes[at]
        {
            at += 1
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func list(until end: String) throws -> [JSON.Value] {
        var values: [JSON.Value] = []
        while !taken(end) {
            values.append(try either())
            if taken(":") { values.append(try either()) }
            _ = taken(",")
        }
        return values
    }

    private mutating func primary() throws -> JSON.Value {
        if taken("(") {
            let value = try either()
            return taken(")") ? value : try { throw failure("no )") }()
        }
        if taken("[") { return .array(try list(until: "]")) }
        if taken("{") {
            let values = try list(until: "}")
            var object = Object()
            for index in stride(from: 0, to: values.count - 1, by: 2) {
                object.append(values[index].stringValue ?? "", values[index + 1])
            }
            return .object(object)
        }
        if taken("'") {
            let start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: "'") { at += 1 }
            at += 1
            return .string(String(decoding: bytes[start..<at - 1], as: UTF8.self))
        }
        let name = word()
        if let number = Int64(name) { return .int(number) }
        return taken("(") ? try call(name) : try variable(name)
    }

    private mutating func call(_ name: String) throws -> JSON.Value {
        let arguments = try list(until: ")")
        switch name {
        case "In": return .bool(context.In(arguments[0].stringValue ?? ""))
        case "dyn", "duration": return arguments[0]
        default: throw failure("no function \(name)")
        }
    }

    private func variable(_ name: String) throws -> JSON.Value {
        switch name {
        case "true": return true
        case "false": return false
        case "null": return nil
        case "_name": return .string(context.machineName)
        case "_sessionid": return .string(session)
        case "_event": return context.event.map(record) ?? nil
        default:
            guard let value = variables[name] else { throw failure("no variable \(name)") }
            return value
        }
    }

    private func record(of event: Event) -> JSON.Value {
        func text(_ text: String?) -> JSON.Value { text.map(JSON.Value.string) ?? .null }
        return [
            "name": .string(event.name), "type": .string(event.kind.rawValue), "data": event.data ?? .null,
            "sendid": text(event.sendid), "origin": text(event.origin), "origintype": text(event.origintype),
            "invokeid": text(event.invokeid),
        ]
    }
}
