import Foundation
import JSON

@testable import Definitions

/// A file's YAML as JSON, as any YAML 1.2 reader gives it.
enum Plain {
    static func json(_ text: String) -> JSON.Value? {
        var reader = YAMLReader()
        return reader.tree(of: SourceText(file: "f", text: text)).map(value)
    }

    private static func value(_ tree: Tree) -> JSON.Value {
        switch tree {
        case .scalar(let scalar):
            switch CoreScalar(scalar) {
            case .null: .null
            case .truth(let truth): .bool(truth)
            case .whole(let number): .int(number)
            case .number, .text: .string(scalar.text)
            }
        case .list(let items, _): .array(items.map(value))
        case .map(let map): .object(JSON.Object(map.entries.map { (key: $0.key.text, value: value($0.value)) }))
        }
    }
}

/// As much of JSON Schema as the schemas here use.
struct SchemaCheck {
    let root: JSON.Value

    func mistakes(_ value: JSON.Value) -> [String] { mistakes(value, root, "/") }

    private func mistakes(_ value: JSON.Value, _ schema: JSON.Value, _ path: String) -> [String] {
        if schema == false { return ["\(path): nothing is allowed"] }
        if let reference = schema["$ref"]?.stringValue {
            guard let target = root["$defs"]?[String(reference.dropFirst("#/$defs/".count))] else { return ["\(path): \(reference) leads nowhere"] }
            return mistakes(value, target, path)
        }
        if let forms = schema["anyOf"]?.arrayValue {
            return forms.contains { mistakes(value, $0, path).isEmpty } ? [] : ["\(path): fits none of the forms"]
        }
        return type(value, schema, path) + limits(value, schema, path) + members(value, schema, path) + items(value, schema, path)
    }

    private func type(_ value: JSON.Value, _ schema: JSON.Value, _ path: String) -> [String] {
        guard let type = schema["type"] else { return [] }
        let types = (type.arrayValue ?? [type]).compactMap(\.stringValue)
        let own = switch value {
        case .null: ["null"]
        case .bool: ["boolean"]
        case .int: ["integer", "number"]
        case .double: ["number"]
        case .string: ["string"]
        case .array: ["array"]
        case .object: ["object"]
        }
        if types.contains(where: own.contains) { return [] }
        return ["\(path): not \(types[0] == "integer" || types[0] == "object" || types[0] == "array" ? "an" : "a") \(types[0])"]
    }

    private func limits(_ value: JSON.Value, _ schema: JSON.Value, _ path: String) -> [String] {
        if let words = schema["enum"]?.arrayValue, !words.contains(value) { return ["\(path): none of the words"] }
        if let number = value.intValue {
            if let least = schema["minimum"]?.intValue, number < least { return ["\(path): too small"] }
            if let most = schema["maximum"]?.intValue, number > most { return ["\(path): too large"] }
        }
        guard let text = value.stringValue else { return [] }
        if let most = schema["maxLength"]?.intValue, text.unicodeScalars.count > most { return ["\(path): too long"] }
        if let pattern = schema["pattern"]?.stringValue, text.range(of: pattern, options: .regularExpression) == nil { return ["\(path): not of the pattern"] }
        return []
    }

    private func members(_ value: JSON.Value, _ schema: JSON.Value, _ path: String) -> [String] {
        guard let object = value.objectValue else { return [] }
        let prefix = path == "/" ? "/" : path + "/"
        var mistakes = (schema["required"]?.arrayValue ?? []).compactMap(\.stringValue).filter { object[$0] == nil }.map { "\(path): \($0) is missing" }
        for (key, member) in object {
            if let names = schema["propertyNames"], !self.mistakes(.string(key), names, path).isEmpty { mistakes.append("\(path): \(key) is no name here") }
            if let property = schema["properties"]?[key] {
                mistakes += self.mistakes(member, property, prefix + key)
            } else if let others = schema["additionalProperties"] {
                mistakes += others == false ? ["\(path): \(key) is not allowed"] : self.mistakes(member, others, prefix + key)
            }
        }
        return mistakes
    }

    private func items(_ value: JSON.Value, _ schema: JSON.Value, _ path: String) -> [String] {
        guard let array = value.arrayValue else { return [] }
        if let most = schema["maxItems"]?.intValue, array.count > most { return ["\(path): too many"] }
        guard let element = schema["items"] else { return [] }
        return array.enumerated().flatMap { mistakes($0.element, element, "\(path)/\($0.offset)") }
    }
}
