import JSON

/// The names that a machine declares: its data, and the items and indexes of its loops, which are declared when they
/// are first reached. Collected before any expression is read, since an expression may come before the loop.
enum VariableNames {
    static func of(_ root: JSON.Value) -> Set<String> {
        var names = Set((root["datamodel"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue })
        collect(from: root, into: &names)
        return names
    }

    /// Without recursion: a value may be as deep as a reader of JSON allows.
    private static func collect(from root: JSON.Value, into names: inout Set<String>) {
        var rest = [root]
        while let value = rest.popLast() {
            if let elements = value.arrayValue { rest += elements }
            guard let object = value.objectValue else { continue }
            if let loop = object["foreach"] {
                for key in ["item", "index"] {
                    if let name = loop[key]?.stringValue { names.insert(name) }
                }
            }
            // A machine that is invoked has its own.
            rest += object.lazy.filter { !sameScalars($0.key, "machine") }.map(\.value)
        }
    }
}
