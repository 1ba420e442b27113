import JSON

/// A file's content as it was read: every scalar as text, every node with its place.
indirect enum Tree: Sendable {
    case scalar(Scalar)
    case list([Tree], Place)
    case map(Mapping)

    /// A key, or a value that is neither list nor map.
    struct Scalar: Sendable {
        var text: String
        var style: Style
        var place: Place

        enum Style: Sendable { case plain, singleQuoted, doubleQuoted, literal, folded }

        var isPlain: Bool { style == .plain }
    }

    /// Keys in the order in which they are written.
    struct Mapping: Sendable {
        var entries: [(key: Scalar, value: Tree)]
        var place: Place

        subscript(key: String) -> Tree? { entries.first { $0.key.text.sameScalars(as: key) }?.value }
        func key(_ name: String) -> Scalar? { entries.first { $0.key.text.sameScalars(as: name) }?.key }
    }

    var place: Place {
        switch self {
        case .scalar(let scalar): scalar.place
        case .list(_, let place): place
        case .map(let mapping): mapping.place
        }
    }

    var scalar: Scalar? { if case .scalar(let scalar) = self { scalar } else { nil } }
    var mapping: Mapping? { if case .map(let mapping) = self { mapping } else { nil } }
    var items: [Tree]? { if case .list(let items, _) = self { items } else { nil } }

    /// The same with other names for the keys at some places.
    func renamingKeys(_ names: [Place: String]) -> Tree {
        if names.isEmpty { return self }
        switch self {
        case .scalar: return self
        case .list(let items, let place): return .list(items.map { $0.renamingKeys(names) }, place)
        case .map(var map):
            map.entries = map.entries.map { key, value in
                var key = key
                key.text = names[key.place] ?? key.text
                return (key, value.renamingKeys(names))
            }
            return .map(map)
        }
    }

    /// The items of a list; a single scalar or map counts as a list of one.
    var oneOrMore: [Tree] { items ?? [self] }

    /// What it is, in a sentence.
    var kindTitle: String {
        switch self {
        case .scalar: "a single value"
        case .list: "a list"
        case .map: "a map"
        }
    }
}

extension String {
    /// Whether two texts are the same Unicode scalars; `==` would hold "é" and "e" with an accent equal.
    func sameScalars(as other: String) -> Bool { JSON.sameScalars(self, other) }
}
