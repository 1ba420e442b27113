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
    func craft<Value: Sendable>(
        _ text: String, _ file: String, _ shape: MapShape, kind: String, _ make: (Entry, inout [Finding]) -> Value, _ check: (Value) -> [CraftMistake]
    ) -> Result<Checked<Value>, Mistakes> {
        let source = SourceText(file: file, text: text)
        var yaml = YAMLReader()
        guard let read = yaml.tree(of: source) else { return failure(yaml.findings, text) }
        let (shapeFindings, tree) = DefinitionReader.held(read, to: .map(shape))
        var findings = yaml.findings + shapeFindings
        guard let map = tree.mapping else { return failure(findings, text) }
        let shapeIsRight = !findings.contains { $0.severity == .error }
        let value = make(Entry(map), &findings)
        // A value with holes would be found fault with for what is missing already.
        if shapeIsRight { findings += check(value).map { finding($0, tree) } }
        guard !findings.contains(where: { $0.severity == .error }) else { return failure(findings, text) }
        let canonical = Canonical.text(kind, tree, .map(shape))
        let entry = Entry(map)
        let reference = Workflow.Reference(name: entry.text(kind) ?? "", version: entry.whole("version") ?? 1, hash: Canonical.hash(canonical))
        return .success(Checked(value: value, warnings: sorted(findings), reference: reference, source: Source(file: file, text: text, canonical: canonical)))
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
