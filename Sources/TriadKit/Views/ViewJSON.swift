import Casework
import CivilTime
import JSON

// The forms of views in JSON: members in the order of the view's properties, what is not there left out, lists always there.

extension JSON.Value {
    /// An object of the members that have a value.
    static func view(_ members: KeyValuePairs<String, JSON.Value?>) -> JSON.Value {
        var object = JSON.Object()
        for (key, value) in members { if let value { object.append(key, value) } }
        return .object(object)
    }

    static func text(_ text: String?) -> JSON.Value? { text.map(JSON.Value.string) }
    static func texts(_ texts: [String]) -> JSON.Value { .array(texts.map(JSON.Value.string)) }
    static func number(_ number: Int?) -> JSON.Value? { number.map { .int(Int64($0)) } }
    static func day(_ day: Day?) -> JSON.Value? { day.map { .string($0.description) } }
    static func yes(_ yes: Bool) -> JSON.Value { .bool(yes) }
    static func list<Element>(_ elements: [Element], _ json: (Element) -> JSON.Value) -> JSON.Value { .array(elements.map(json)) }
}

extension Named {
    public var json: JSON.Value { .view(["id": .text(id), "name": .text(name)]) }
}

extension EntryView {
    public var json: JSON.Value {
        .view([
            "stream": .text(stream), "number": .number(number), "place": .number(place), "recorded": .text(recorded.description),
            "happened": .day(happened), "came": .text(came.rawValue), "by": by.json, "typed_by": typedBy?.json,
            "title": .text(title), "sentences": .texts(sentences), "set_aside_by": .number(setAsideBy),
            "corrected_by": .number(correctedBy),
            "documents": documents.isEmpty ? nil : .list(documents) { .view(["number": .number($0.number), "name": .text($0.name)]) },
        ])
    }
}

extension HeadView {
    public var json: JSON.Value { .view(["size": .number(size), "root": .text(root)]) }
}
