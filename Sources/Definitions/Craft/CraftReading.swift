/// A mistake that a rubric or calendar finds in itself, with the keys that lead to it.
struct CraftMistake {
    var code: Finding.Code
    /// Keys, and positions in lists counted from 0.
    var path: [String]
    var sentence: String
    var remedy: String
}

extension DefinitionReader {
    /// Reads a definition that is plain data: shape first, then the value's own checks, each mistake at its place.
    func craft<Value: Sendable>(_ text: String, _ file: String, _ craft: Craft<Value>) -> Result<Checked<Value>, Mistakes> {
        let source = SourceText(file: file, text: text)
        var yaml = YAMLReader()
        guard let read = yaml.tree(of: source) else { return failure(yaml.findings, text) }
        let (shapeFindings, tree) = DefinitionReader.held(read, to: .map(craft.shape))
        var findings = yaml.findings + shapeFindings
        guard let map = tree.mapping else { return failure(findings, text) }
        let shapeIsRight = !findings.contains { $0.severity == .error }
        let value = craft.make(Entry(map), &findings)
        // A value with holes would be found fault with for what is missing already.
        if shapeIsRight { findings += craft.check(value).map { finding($0, tree) } }
        guard !findings.contains(where: { $0.severity == .error }) else { return failure(findings, text) }
        let canonical = Canonical.text(craft.kind, tree, .map(craft.shape))
        return .success(craft.checked(value, Entry(map), Canonical.source(file: file, text: text, canonical: canonical), sorted(findings)))
    }

    /// Reads the canonical form that was kept of one that was found right when it was taken into use: nothing is checked again.
    func craft<Value: Sendable>(kept source: Source, _ craft: Craft<Value>) -> Result<Checked<Value>, Mistakes> {
        guard let map = Canonical.tree(source.canonical, kind: craft.kind)?.mapping else { return unreadable(source) }
        var findings: [Finding] = []
        let value = craft.make(Entry(map), &findings)
        return .success(craft.checked(value, Entry(map), source, findings))
    }

    /// A canonical form of a later engine, or none.
    func unreadable<Value>(_ source: Source) -> Result<Checked<Value>, Mistakes> {
        failure([Finding(.languageVersion, Place(file: source.file, line: 1, column: 1), "This is no canonical form that this engine reads.", fix: "Use a newer engine.")], source.canonical)
    }

    private func finding(_ mistake: CraftMistake, _ tree: Tree) -> Finding {
        var (node, place, length) = (tree, tree.place, 1)
        for step in mistake.path {
            switch node {
            case .map(let map):
                guard let key = map.key(step), let value = map[step] else { break }
                (node, place, length) = (value, key.place, key.text.unicodeScalars.count)
            case .list(let items, _):
                guard let index = Int(step), items.indices.contains(index) else { break }
                (node, place, length) = (items[index], items[index].place, 1)
            case .scalar: break
            }
        }
        let remedy = mistake.remedy.prefix(1).lowercased() + mistake.remedy.dropFirst()
        return Finding(mistake.code, place, length: length, mistake.sentence, fix: remedy.isEmpty ? nil : remedy)
    }
}

/// How one kind of plain definition is read.
struct Craft<Value: Sendable> {
    var kind: String
    var shape: MapShape
    var make: (Entry, inout [Finding]) -> Value
    var check: (Value) -> [CraftMistake]

    func checked(_ value: Value, _ entry: Entry, _ source: Source, _ warnings: [Finding]) -> Checked<Value> {
        let reference = Workflow.Reference(name: entry.text(kind) ?? "", version: entry.whole("version") ?? 1, hash: source.hash)
        return Checked(value: value, warnings: warnings, reference: reference, source: source)
    }
}
