import CivilTime
import JSON

/// A value with one form in JSON, exact both ways.
protocol Transcribed {
    var json: JSON.Value { get }
    /// Writes ``json``, without a value of it in memory where that spares much.
    func write(to out: inout JSON.Writer)
    /// - Throws: ``Unreadable`` where the JSON has another form.
    init(json: JSON.Value) throws
}

extension Transcribed {
    func write(to out: inout JSON.Writer) { out.write(json) }
}

/// A row or an entry that this engine cannot read: damaged, or written by a later one.
public struct Unreadable: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which member: "due", "clocks.window".
    public var place: String
    public var sentence: String

    public init(_ place: String, _ sentence: String) {
        self.place = place
        self.sentence = sentence
    }

    public var description: String { place.isEmpty ? sentence : "\(place): \(sentence)" }
}

/// The members of an object, by their names.
struct Members {
    let object: JSON.Object
    /// The inverse of what concealed a value; see ``Fact/init(json:revealing:)``.
    let reveal: (JSON.Value) throws -> JSON.Value

    init(_ json: JSON.Value, revealing reveal: @escaping (JSON.Value) throws -> JSON.Value = { $0 }) throws {
        guard case .object(let object) = json else { throw Unreadable("", "An object is needed here.") }
        self.object = object
        self.reveal = reveal
    }

    func callAsFunction<Value: Transcribed>(_ key: String) throws -> Value {
        guard let json = object[key] else { throw Unreadable(key, "It is missing.") }
        return try within(key) { try Value(json: json) }
    }

    /// Nil where the member is not there.
    func optional<Value: Transcribed>(_ key: String) throws -> Value? {
        guard let json = object[key] else { return nil }
        return try within(key) { try Value(json: json) }
    }

    /// An empty list where the member is not there.
    func list<Value: Transcribed>(_ key: String) throws -> [Value] { try optional(key) ?? [] }

    /// A member that was concealed.
    func secret<Value: Transcribed>(_ key: String) throws -> Value {
        guard let json = object[key] else { throw Unreadable(key, "It is missing.") }
        return try within(key) { try Value(json: reveal(json)) }
    }

    func optionalSecret<Value: Transcribed>(_ key: String) throws -> Value? {
        object[key] == nil ? nil : try secret(key)
    }

    private func within<Value>(_ key: String, _ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch let error as Unreadable {
            throw Unreadable(error.place.isEmpty ? key : "\(key).\(error.place)", error.sentence)
        }
    }
}

extension JSON.Writer {
    /// A member of an object; nothing where it has no value.
    ///
    /// - Parameter name: with what parts it from the member before: `,"title":`.
    mutating func write(_ name: StaticString, _ value: (some Transcribed)?) {
        guard let value else { return }
        put(name)
        value.write(to: &self)
    }
}

extension JSON.Value {
    /// An object of the members that have a value, each name once.
    static func members(_ members: KeyValuePairs<String, JSON.Value?>) -> JSON.Value {
        var object = JSON.Object()
        object.makeRoom(for: members.count)
        for (key, value) in members { if let value, !value.isNull { object.appendAbsent(key, value) } }
        return .object(object)
    }
}

// MARK: - Plain values

extension String: Transcribed {
    var json: JSON.Value { .string(self) }
    func write(to out: inout JSON.Writer) { out.write(string: self) }
    init(json: JSON.Value) throws {
        guard let text = json.stringValue else { throw Unreadable("", "A text is needed here.") }
        self = text
    }
}

extension Int: Transcribed {
    var json: JSON.Value { .int(Int64(self)) }
    func write(to out: inout JSON.Writer) { out.write(integer: Int64(self)) }
    init(json: JSON.Value) throws {
        guard let number = json.intValue, let int = Int(exactly: number) else { throw Unreadable("", "A whole number is needed here.") }
        self = int
    }
}

extension Bool: Transcribed {
    var json: JSON.Value { .bool(self) }
    init(json: JSON.Value) throws {
        guard let bool = json.boolValue else { throw Unreadable("", "true or false is needed here.") }
        self = bool
    }
}

extension Day: Transcribed {
    var json: JSON.Value { .string(description) }
    func write(to out: inout JSON.Writer) { out.write(string: description) }
    init(json: JSON.Value) throws {
        guard let day = json.stringValue.flatMap({ Day($0) }) else { throw Unreadable("", "A date is needed here.") }
        self = day
    }
}

extension Instant: Transcribed {
    var json: JSON.Value { .string(description) }
    func write(to out: inout JSON.Writer) { out.write(string: description) }
    init(json: JSON.Value) throws {
        guard let instant = json.stringValue.flatMap({ Instant($0) }) else { throw Unreadable("", "A moment is needed here.") }
        self = instant
    }
}

extension Array: Transcribed where Element: Transcribed {
    var json: JSON.Value { .array(map(\.json)) }
    func write(to out: inout JSON.Writer) {
        out.put("[")
        for (place, element) in enumerated() {
            if place > 0 { out.put(",") }
            element.write(to: &out)
        }
        out.put("]")
    }
    init(json: JSON.Value) throws {
        guard let elements = json.arrayValue else { throw Unreadable("", "A list is needed here.") }
        self = try elements.map { try Element(json: $0) }
    }
}

extension JSON.Value: Transcribed {
    var json: JSON.Value { self }
    init(json: JSON.Value) throws { self = json }
}

extension Transcribed where Self: RawRepresentable<String> {
    var json: JSON.Value { .string(rawValue) }
    init(json: JSON.Value) throws {
        guard let word = json.stringValue, let value = Self(rawValue: word) else { throw Unreadable("", "This word is not known.") }
        self = value
    }
}
