import JSON

/// The JSON Schemas (draft 2020-12) of the files, made from the declarations by which they are read: for editors, and as
/// the reference of the language.
public enum Schema {
    public static let workflow = schema("A workflow of Triad", WorkflowShape.workflow, references: ShapeName.allCases)
    public static let rubric = schema("A rubric of Triad", RubricShape.rubric, references: [])
    public static let calendar = schema("A calendar of Triad", CalendarShape.calendar, references: [])

    private static func schema(_ title: String, _ shape: MapShape, references: [ShapeName]) -> JSON.Value {
        var object: JSON.Object = ["$schema": "https://json-schema.org/draft/2020-12/schema", "title": .string(title)]
        for (key, value) in map(shape) { object.append(key, value) }
        if !references.isEmpty {
            object.append("$defs", .object(JSON.Object(references.map { (key: $0.rawValue, value: value(of: $0.shape)) })))
        }
        return .object(object)
    }

    private static func value(of shape: Shape) -> JSON.Value { .object(object(of: shape)) }

    private static func object(of shape: Shape) -> JSON.Object {
        switch shape {
        case .text(let most): ["type": ["string", "number", "boolean"], "maxLength": .int(Int64(most))]
        case .words: ["anyOf": [value(of: .text(max: 2_000)), value(of: .table(key: .language, .text(max: 2_000)))]]
        case .name(let hyphens, let path): ["type": "string", "pattern": .string(pattern(hyphens: hyphens, path: path))]
        case .whole(let range): ["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)]
        case .truth: ["type": "boolean"]
        case .word(let words): ["enum": .array(words.map { .string($0) })]
        case .expression: ["type": ["string", "integer", "boolean"], "description": "An expression in CEL."]
        case .amount(let units): ["type": "string", "pattern": .string("^[0-9]{1,4} (\(units.map { $0.hasSuffix("s") ? $0 + "?" : $0 + "s?" }.joined(separator: "|")))$")]
        case .date: ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]
        case .scalar: ["type": ["string", "number", "boolean"]]
        case .list(let element, let most): ["type": "array", "items": value(of: element), "maxItems": .int(Int64(most))]
        case .repeated(let element, let most): ["anyOf": [value(of: element), value(of: .list(element, atMost: most))]]
        case .map(let shape): map(shape)
        case .table(let key, let element): table(key, element)
        case .either(let shapes): ["anyOf": .array(shapes.map(value))]
        case .reference(let name): ["$ref": .string("#/$defs/\(name.rawValue)")]
        }
    }

    private static func map(_ shape: MapShape) -> JSON.Object {
        var properties = JSON.Object()
        for key in shape.keys {
            var property = object(of: key.shape)
            property.append("description", .string(key.about.prefix(1).uppercased() + key.about.dropFirst()))
            properties.append(key.name, .object(property))
        }
        let required = shape.keys.filter(\.isRequired).map { JSON.Value.string($0.name) }
        var object: JSON.Object = ["type": required.isEmpty ? ["object", "null"] : "object", "properties": .object(properties)]
        if !required.isEmpty { object.append("required", .array(required)) }
        object.append("additionalProperties", shape.others.map(value) ?? false)
        return object
    }

    private static func table(_ key: Shape.TableKey, _ element: Shape) -> JSON.Object {
        let names: JSON.Object = switch key {
        case .name: ["pattern": .string(pattern(hyphens: false, path: false))]
        case .hyphenName: ["pattern": .string(pattern(hyphens: true, path: false))]
        case .language: ["pattern": "^[A-Za-z-]{1,12}$"]
        case .identifier: ["pattern": "^[A-Za-z0-9_-]{1,64}$"]
        case .text: ["minLength": 1]
        }
        return ["type": ["object", "null"], "propertyNames": .object(names), "additionalProperties": value(of: element)]
    }

    private static func pattern(hyphens: Bool, path: Bool) -> String {
        let name = "[a-z][a-z0-9_\(hyphens ? "-" : "")]{0,63}"
        return path ? "^\(name)(\\.\(name))*$" : "^\(name)$"
    }
}
