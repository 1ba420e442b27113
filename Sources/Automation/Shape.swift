import Casework
import CivilTime
import Definitions
import JSON

/// What a value in JSON looks like: parameters are held to it, answers are described by it.
public indirect enum Shape: Sendable {
    /// A text.
    case text
    /// One of these words.
    case word([String])
    /// A whole number of 64 bits.
    case whole
    case number
    case yesNo
    /// `2027-01-12`.
    case day
    /// `2027-01-12`, `2027-01-12 07:10` on a wall in London, or RFC 3339 with its own offset.
    case moment
    /// `CLIENT:TEXT`.
    case key
    case list(Shape)
    /// Any names, each with such a value.
    case map(Shape)
    case object([Member])
    case either(Shape, Shape)
    case null
    case any

    /// One name of an object.
    public struct Member: Sendable {
        public let name: String
        public let shape: Shape
        public let isRequired: Bool
        /// One sentence.
        public let text: String

        /// - Parameter name: ends with `?` where the member may be left out.
        init(_ name: String, _ shape: Shape, _ text: String = "") {
            isRequired = !name.hasSuffix("?")
            self.name = isRequired ? name : String(name.dropLast())
            self.shape = shape
            self.text = text
        }
    }

    /// Something that does not fit.
    struct Mistake: Sendable, Hashable {
        /// As a path: `roles.lead`, `judgements[2]`; empty for the whole.
        var place: String
        var sentence: String
        var remedy: String?
    }
}

// MARK: - Holding a value to it

extension Shape {
    /// More are not looked for in one value: it can have millions.
    static let mostMistakes = 100

    /// What of an object's members does not fit, or is missing; at most ``mostMistakes``.
    static func mistakes(in object: JSON.Object, _ members: [Member], at place: String) -> [Mistake] {
        var found: [Mistake] = []
        look(at: object, members, place, &found)
        return found
    }

    private func look(at value: JSON.Value, _ place: String, _ found: inout [Mistake]) {
        switch (self, value) {
        // A whole number is one however it is written, as JSON Schema has it: 2.0 is 2.
        case (.whole, .double(let number)): if Int64(exactly: number) == nil { found.append(wrong(value, place)) }
        case (.any, _), (.text, .string), (.whole, .int), (.number, .int), (.number, .double), (.yesNo, .bool), (.null, .null): return
        case (.word(let words), .string(let text)):
            if !words.contains(where: { JSON.sameScalars($0, text) }) { found.append(wrongWord(text, words, place)) }
        case (.day, .string(let text)): if Day(text) == nil { found.append(wrong(value, place)) }
        case (.moment, .string(let text)): if When(text, in: .london) == nil { found.append(wrong(value, place)) }
        case (.key, .string(let text)): if Command.Key(text) == nil { found.append(wrong(value, place)) }
        case (.list(let element), .array(let elements)):
            for (index, one) in elements.enumerated() where found.count < Shape.mostMistakes { element.look(at: one, "\(place)[\(index)]", &found) }
        case (.map(let element), .object(let object)):
            for (name, one) in object where found.count < Shape.mostMistakes { element.look(at: one, Shape.path(place, name), &found) }
        case (.object(let members), .object(let object)): Shape.look(at: object, members, place, &found)
        case (.either(let one, let other), _): if !one.fits(value), !other.fits(value) { found.append(wrong(value, place)) }
        case (.text, _), (.word, _), (.whole, _), (.number, _), (.yesNo, _), (.day, _), (.moment, _), (.key, _), (.list, _), (.map, _),
            (.object, _), (.null, _):
            found.append(wrong(value, place))
        }
    }

    private static func look(at object: JSON.Object, _ members: [Member], _ place: String, _ found: inout [Mistake]) {
        for key in object.keys where found.count < mostMistakes && !members.contains(where: { JSON.sameScalars($0.name, key) }) {
            let nearest = Nearest.name(to: key, among: members.map(\.name)).map { "Did you mean \($0)?" }
            found.append(Mistake(
                place: path(place, key), sentence: "There is no parameter \(key).",
                remedy: nearest ?? (members.isEmpty ? "Leave it out." : "There are: \(members.map(\.name).joined(separator: ", ")).")))
        }
        for member in members where found.count < mostMistakes {
            if let value = object[member.name] {
                member.shape.look(at: value, path(place, member.name), &found)
            } else if member.isRequired {
                found.append(Mistake(place: path(place, member.name), sentence: "\(member.name) is missing: \(member.shape.words).", remedy: nil))
            }
        }
    }

    private func fits(_ value: JSON.Value) -> Bool {
        var found: [Mistake] = []
        look(at: value, "", &found)
        return found.isEmpty
    }

    private func wrong(_ value: JSON.Value, _ place: String) -> Mistake {
        Mistake(place: place, sentence: "\(place) is \(Shape.words(for: value)); \(words) is expected.", remedy: nil)
    }

    private func wrongWord(_ text: String, _ words: [String], _ place: String) -> Mistake {
        Mistake(
            place: place, sentence: "\(place) is \(Shape.words(for: .string(text))); \(self.words) is expected.",
            remedy: Nearest.name(to: text, among: words).map { "Did you mean \($0)?" })
    }

    private static func path(_ place: String, _ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    /// A value as a mistake shows it, never long.
    private static func words(for value: JSON.Value) -> String {
        switch value {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .int(let number): String(number)
        case .double: value.text
        case .string(let text): text.unicodeScalars.count > 60 ? "a text of \(text.unicodeScalars.count) characters" : "\"\(text)\""
        case .array(let elements): "a list of \(elements.count)"
        case .object: "an object"
        }
    }
}

// MARK: - In words and as JSON Schema

extension Shape {
    var words: String {
        switch self {
        case .text: "a text"
        case .word(let words): "one of \(words.joined(separator: ", "))"
        case .whole: "a whole number"
        case .number: "a number"
        case .yesNo: "true or false"
        case .day: "a date such as 2027-01-12"
        case .moment: "a date or moment such as 2027-01-12 or 2027-01-12 07:10"
        case .key: "CLIENT:TEXT"
        case .list(let element): "a list, each \(element.words)"
        case .map(let element): "an object of names, each \(element.words)"
        case .object: "an object"
        case .either(let one, let other): "\(one.words), or \(other.words)"
        case .null: "null"
        case .any: "anything"
        }
    }

    /// https://json-schema.org/draft/2020-12
    public var schema: JSON.Value {
        switch self {
        case .text: ["type": "string"]
        case .word(let words): ["enum": .array(words.map(JSON.Value.string))]
        case .whole: ["type": "integer"]
        case .number: ["type": "number"]
        case .yesNo: ["type": "boolean"]
        case .day: ["type": "string", "format": "date"]
        case .moment: ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}"]
        case .key: ["type": "string", "pattern": "^[^:]+:[\\s\\S]+$"]
        case .list(let element): ["type": "array", "items": element.schema]
        case .map(let element): ["type": "object", "additionalProperties": element.schema]
        case .object(let members): Shape.schema(of: members)
        case .either(let one, let other): ["anyOf": [one.schema, other.schema]]
        case .null: ["type": "null"]
        case .any: .bool(true)
        }
    }

    private static func schema(of members: [Member]) -> JSON.Value {
        var properties = JSON.Object()
        for member in members { properties.append(member.name, member.shape.schema) }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array(members.filter(\.isRequired).map { .string($0.name) }), "additionalProperties": false,
        ]
    }
}
