import CivilTime
import Definitions
import JSON

extension FieldValue: Transcribed {
    /// Texts, whole numbers, yes and no and lists as JSON's own; a date as `{"date": "2027-01-12"}`, an absence as
    /// `{"absent": "withheld"}`, so that each value is read back as what it was without its field's type.
    public var json: JSON.Value {
        switch self {
        case .text(let text): .string(text)
        case .whole(let number): .int(number)
        case .yesNo(let isYes): .bool(isYes)
        case .date(let day): ["date": day.json]
        case .list(let values): .array(values.map(\.json))
        case .absent(let absence): ["absent": .string(absence.rawValue)]
        }
    }

    func write(to out: inout JSON.Writer) {
        switch self {
        case .text(let text): out.write(string: text)
        case .whole(let number): out.write(integer: number)
        case .list(let values): values.write(to: &out)
        case .yesNo, .date, .absent: out.write(json)
        }
    }

    /// - Throws: ``Unreadable`` where it is none of these forms.
    public init(json: JSON.Value) throws {
        switch json {
        case .string(let text): self = .text(text)
        case .int(let number): self = .whole(number)
        case .bool(let isYes): self = .yesNo(isYes)
        case .array(let values): self = .list(try values.map { try FieldValue(json: $0) })
        case .object(let object):
            if let day = object["date"] {
                self = .date(try Day(json: day))
            } else if let word = object["absent"]?.stringValue, let absence = Absence(rawValue: word) {
                self = .absent(absence)
            } else {
                throw Unreadable("", "A date or an absence is needed here.")
            }
        case .null, .double: throw Unreadable("", "A field's value is needed here.")
        }
    }

    /// Whether the two say the same, texts compared by Unicode scalars.
    func says(_ other: FieldValue) -> Bool { json == other.json }
}

extension Fact.NamedValue {
    /// `["focus", "triad", value]`; the value goes through the closure unless it is public.
    func json(concealing conceal: (JSON.Value) -> JSON.Value) -> JSON.Value {
        [.string(name), .string(visibility.rawValue), visibility == .public ? value.json : conceal(value.json)]
    }

    init(json: JSON.Value, revealing reveal: (JSON.Value) throws -> JSON.Value) throws {
        guard let name = json[0]?.stringValue, let word = json[1]?.stringValue, let visibility = Visibility(rawValue: word),
              let value = json[2]
        else { throw Unreadable("", "A name, a visibility and a value are needed here.") }
        self.init(name, try FieldValue(json: visibility == .public ? value : reveal(value)), visibility)
    }
}

extension [Fact.NamedValue] {
    func json(concealing conceal: (JSON.Value) -> JSON.Value) -> JSON.Value? {
        isEmpty ? nil : .array(map { $0.json(concealing: conceal) })
    }
}

extension Members {
    func named(_ key: String) throws -> [Fact.NamedValue] {
        guard let json = object[key] else { return [] }
        guard let elements = json.arrayValue else { throw Unreadable(key, "A list is needed here.") }
        return try elements.map { try Fact.NamedValue(json: $0, revealing: reveal) }
    }
}
