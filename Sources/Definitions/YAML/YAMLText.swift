import JSON

/// A small YAML text that is no definition (a draft of a sheet, say) as JSON, under the same rules as definitions:
/// no tags, anchors or aliases, no duplicate keys, scalars typed by YAML 1.2's core schema.
public enum YAMLText {
    /// - Returns: the value, or every mistake with its place.
    public static func value(_ text: String, file: String) -> Result<JSON.Value, Mistakes> {
        let source = SourceText(file: file, text: text)
        var reader = YAMLReader()
        guard let tree = reader.tree(of: source), !reader.findings.contains(where: { $0.severity == .error }) else {
            return .failure(Mistakes(findings: reader.findings, source: text))
        }
        return .success(value(of: tree))
    }

    private static func value(of tree: Tree) -> JSON.Value {
        switch tree {
        case .scalar(let scalar): value(of: scalar)
        case .list(let items, _): .array(items.map(value(of:)))
        case .map(let mapping): .object(mapping.entries.reduce(into: JSON.Object()) { $0.append($1.key.text, value(of: $1.value)) })
        }
    }

    private static func value(of scalar: Tree.Scalar) -> JSON.Value {
        switch CoreScalar(scalar) {
        case .null: .null
        case .truth(let value): .bool(value)
        case .whole(let value): .int(value)
        case .number, .text: .string(scalar.text)
        }
    }
}
