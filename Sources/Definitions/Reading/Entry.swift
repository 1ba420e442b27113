import OrderedCollections

/// Reads the keys of a map whose shape has been checked: what is of the wrong type has been reported and reads as absent.
struct Entry {
    let map: Tree.Mapping

    init(_ map: Tree.Mapping) { self.map = map }

    init(_ tree: Tree?) { map = tree?.mapping ?? Tree.Mapping(entries: [], place: tree?.place ?? Place(file: "", line: 1, column: 1)) }

    subscript(key: String) -> Tree? { map[key] }

    func has(_ key: String) -> Bool { map[key] != nil }
    func scalar(_ key: String) -> Tree.Scalar? { map[key]?.scalar }
    func text(_ key: String) -> String? { scalar(key).map(\.text) }
    func entry(_ key: String) -> Entry? { map[key]?.mapping.map(Entry.init) }
    func whole(_ key: String) -> Int? { map[key].flatMap(Entry.whole) }

    static func whole(_ tree: Tree) -> Int? { tree.scalar.flatMap { if case .whole(let number) = CoreScalar($0) { Int(exactly: number) } else { nil } } }
    func truth(_ key: String) -> Bool { scalar(key).map { CoreScalar($0) == .truth(true) } ?? false }

    /// The scalars of a list, or the one that stands in its place.
    func scalars(_ key: String) -> [Tree.Scalar] { map[key]?.oneOrMore.compactMap(\.scalar) ?? [] }
    /// The maps of a list, or the one that stands in its place.
    func entries(_ key: String) -> [Entry] { map[key]?.oneOrMore.compactMap(\.mapping).map(Entry.init) ?? [] }
    /// The entries of a table in the order of the file.
    func table(_ key: String) -> [(key: Tree.Scalar, value: Tree)] { map[key]?.mapping?.entries ?? [] }

    func words(_ key: String) -> Words? { map[key].flatMap(Entry.words) }

    static func words(_ tree: Tree) -> Words? {
        if let scalar = tree.scalar { return Words(scalar.text) }
        guard let map = tree.mapping else { return nil }
        var words = Words("")
        words.byLanguage = OrderedDictionary(map.entries.compactMap { key, value in value.scalar.map { (key.text, $0.text) } }, uniquingKeysWith: { first, _ in first })
        return words
    }

    func amount(_ key: String) -> Clock.Amount? {
        guard let (count, unit) = text(key).flatMap({ Amounts.read($0, units: Clock.Unit.allCases.map(\.rawValue)) }),
              let unit = Clock.Unit(rawValue: unit) else { return nil }
        return Clock.Amount(count: count, unit: unit)
    }

    func visibility(_ fallback: Visibility = .triad) -> Visibility { text("visibility").flatMap(Visibility.init(rawValue:)) ?? fallback }
}
