import JSON

/// Why a JSON value is not what it should be: where, and in one sentence.
public struct SheetShapeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Keys, and positions counted from 0: "judgements/0/level".
    public let place: String
    public let sentence: String

    public var code: String { "bad-shape" }
    public var description: String { place.isEmpty ? sentence : "\(place): \(sentence)" }
}

/// An object that is read key by key; a key that is not known is an error.
struct Members {
    private let object: JSON.Object
    let place: String

    init(_ value: JSON.Value, at place: String, knows keys: [String]) throws(SheetShapeError) {
        guard let object = value.objectValue else { throw .init(place: place, sentence: "An object is expected here.") }
        for key in object.keys where !keys.contains(where: { $0.isSame(as: key) }) {
            throw .init(place: place, sentence: "\"\(key)\" is not known here; known are \(keys.joined(separator: ", ")).")
        }
        self.object = object
        self.place = place
    }

    func path(_ key: String) -> String { place.isEmpty ? key : "\(place)/\(key)" }

    func value(_ key: String) -> JSON.Value? {
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    func text(_ key: String) throws(SheetShapeError) -> String {
        guard let text = try optionalText(key) else { throw .init(place: path(key), sentence: "A text is missing.") }
        return text
    }

    func optionalText(_ key: String) throws(SheetShapeError) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.stringValue else { throw .init(place: path(key), sentence: "A text is expected here.") }
        return text
    }

    func whole(_ key: String) throws(SheetShapeError) -> Int {
        guard let number = value(key)?.intValue.flatMap({ Int(exactly: $0) }) else {
            throw .init(place: path(key), sentence: "A whole number is expected here.")
        }
        return number
    }

    func list(_ key: String) throws(SheetShapeError) -> [JSON.Value] {
        guard let value = value(key) else { return [] }
        guard let list = value.arrayValue else { throw .init(place: path(key), sentence: "A list is expected here.") }
        return list
    }
}
