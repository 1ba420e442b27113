import CivilTime
import JSON

/// Why a JSON value is no row or change of a register: where, and in one sentence.
public struct RegisterShapeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Keys, and positions counted from 0: "trusts/0/from".
    public let place: String
    public let sentence: String

    public var code: String { "bad-shape" }
    public var description: String { place.isEmpty ? sentence : "\(place): \(sentence)" }
}

/// An object that is read key by key; a key that is not known is an error.
struct Members {
    private let object: JSON.Object
    private let place: String

    init(_ value: JSON.Value, at place: String = "", knows keys: [String]) throws(RegisterShapeError) {
        guard let object = value.objectValue else { throw .init(place: place, sentence: "An object is expected here.") }
        for key in object.keys where !keys.contains(where: { $0.isSame(as: key) }) {
            throw .init(place: place, sentence: "\"\(key)\" is not known here; known are \(keys.joined(separator: ", ")).")
        }
        self.object = object
        self.place = place
    }

    func path(_ key: String) -> String { place.isEmpty ? key : "\(place)/\(key)" }

    func fault(_ key: String, _ sentence: String) -> RegisterShapeError { .init(place: path(key), sentence: sentence) }

    func value(_ key: String) -> JSON.Value? {
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    func text(_ key: String) throws(RegisterShapeError) -> String {
        guard let text = try optionalText(key) else { throw fault(key, "A text is missing.") }
        return text
    }

    func optionalText(_ key: String) throws(RegisterShapeError) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.stringValue else { throw fault(key, "A text is expected here.") }
        return text
    }

    func day(_ key: String) throws(RegisterShapeError) -> Day {
        guard let day = try optionalDay(key) else { throw fault(key, "A date is missing.") }
        return day
    }

    func optionalDay(_ key: String) throws(RegisterShapeError) -> Day? {
        guard let text = try optionalText(key) else { return nil }
        guard let day = Day(text) else { throw fault(key, "A date is expected here, written as 2027-01-12.") }
        return day
    }

    /// The members `from` and `until`.
    func days() throws(RegisterShapeError) -> DayRange {
        guard let days = DayRange(from: try optionalDay("from"), through: try optionalDay("until")) else {
            throw fault("until", "It lies before the first day.")
        }
        return days
    }

    func word<Word: CaseIterable & RawRepresentable<String>>(_ key: String, of type: Word.Type) throws(RegisterShapeError) -> Word? {
        guard let text = try optionalText(key) else { return nil }
        guard let word = Word.allCases.first(where: { $0.rawValue.isSame(as: text) }) else {
            throw fault(key, "\"\(text)\" is none of \(Word.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return word
    }

    func required<Value>(_ key: String, _ value: Value?) throws(RegisterShapeError) -> Value {
        guard let value else { throw fault(key, "It is missing.") }
        return value
    }
}

extension JSON.Object {
    /// Adds what is there and leaves out what is not.
    mutating func add(_ key: String, _ text: String?) {
        if let text { append(key, .string(text)) }
    }

    mutating func add(_ key: String, _ day: Day?) {
        if let day { append(key, .string(day.description)) }
    }

    mutating func add(_ days: DayRange) {
        add("from", days.from)
        add("until", days.through)
    }
}
