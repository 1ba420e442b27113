import OrderedCollections

/// Reads definitions: YAML in, the checked value out, or every mistake at once with its place.
///
/// ```swift
/// switch DefinitionReader(library: library).read(workflow: text, file: "triad-review.yaml") {
/// case .success(let checked): use(checked.value)
/// case .failure(let mistakes): print(mistakes.text)
/// }
/// ```
public struct DefinitionReader: Sendable {
    /// What stands beside the definitions that are read.
    public var library: Library

    public init(library: Library = .unknown) { self.library = library }

    /// The version of the language that this engine reads: the number after `triad:`.
    public static let languageVersion = 1

    // MARK: - Workflows

    /// - Parameter file: the name that places show.
    public func read(workflow text: String, file: String) -> Result<Checked<Workflow>, Mistakes> {
        let source = SourceText(file: file, text: text)
        var reader = YAMLReader()
        guard let tree = reader.tree(of: source) else { return failure(reader.findings, text) }
        return workflow(tree, source, reader.findings, kept: nil)
    }

    /// The same from a file's bytes, which may not be UTF-8.
    public func read(workflow bytes: [UInt8], file: String) -> Result<Checked<Workflow>, Mistakes> {
        DefinitionReader.text(bytes, file: file).flatMap { read(workflow: $0, file: file) }
    }

    /// A workflow from the canonical form that was kept (``Source/canonical``): what running cases use.
    public func read(canonicalWorkflow source: Source) -> Result<Checked<Workflow>, Mistakes> {
        guard let tree = Canonical.tree(source.canonical, kind: "workflow") else {
            return unreadable(source)
        }
        // The kept form has no lines to point at.
        return workflow(tree, SourceText(file: source.file, text: ""), [], kept: source)
    }

    private func workflow(_ tree: Tree, _ source: SourceText, _ before: [Finding], kept: Source?) -> Result<Checked<Workflow>, Mistakes> {
        let shape = Shape.map(WorkflowShape.workflow)
        // What was kept was held to its shape, and its use checked, when it was taken into use.
        let isKept = kept != nil
        let (shapeFindings, tree) = isKept ? ([], tree) : DefinitionReader.held(tree, to: shape)
        var findings = before + shapeFindings
        guard let map = tree.mapping else { return failure(findings, source.text) }
        let shapeIsRight = !findings.contains { $0.severity == .error }
        var reader = WorkflowReader(source: source, library: library, root: Entry(map), checksUse: !isKept)
        reader.read()
        let kept = kept ?? Canonical.source(file: source.file, text: source.text, canonical: Canonical.text("workflow", tree, shape))
        let workflow = reader.finish(shapeIsRight: shapeIsRight, source: kept)
        findings += reader.findings
        guard let workflow, !findings.contains(where: { $0.severity == .error }) else { return failure(findings, source.text) }
        return .success(Checked(value: workflow, warnings: sorted(findings), soundness: reader.soundness, reference: workflow.reference, source: kept))
    }

    // MARK: - Common to all kinds

    /// What the shape finds, and the tree with the keys that were meant.
    static func held(_ tree: Tree, to shape: Shape) -> (findings: [Finding], tree: Tree) {
        var check = ShapeCheck()
        check.check(tree, shape, at: "")
        var findings = check.findings
        if let scalar = tree.mapping?["triad"]?.scalar, case .whole(let version) = CoreScalar(scalar), version != Int64(languageVersion) {
            findings.append(Finding(.languageVersion, scalar, "This engine reads version \(languageVersion) of the language, not \(version).", fix: "write `triad: \(languageVersion)`, or use another engine."))
        }
        return (findings, tree.renamingKeys(check.meant))
    }

    func failure<Value>(_ findings: [Finding], _ text: String) -> Result<Checked<Value>, Mistakes> {
        .failure(Mistakes(findings: sorted(findings), source: text))
    }

    /// In the order of the file, each once.
    func sorted(_ findings: [Finding]) -> [Finding] {
        OrderedSet(findings).elements.enumerated().sorted { a, b in
            (a.element.place.line, a.element.place.column, a.offset) < (b.element.place.line, b.element.place.column, b.offset)
        }.map(\.element)
    }

    /// The text of a file, or the finding that it is not UTF-8.
    static func text(_ bytes: [UInt8], file: String) -> Result<String, Mistakes> {
        if bytes.count > YAMLReader.largest {
            return .failure(Mistakes(findings: [YAMLReader.tooLarge(file)], source: ""))
        }
        if let text = String(validating: bytes, as: UTF8.self) { return .success(text) }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
        let finding = Finding(.notUTF8, Place(file: file, line: line, column: 1), "This line is not written in UTF-8.", fix: "Save the file in UTF-8.")
        return .failure(Mistakes(findings: [finding], source: String(decoding: bytes, as: UTF8.self)))
    }
}

extension WorkflowReader {
    /// Compiles the machine, makes the last checks, and puts the workflow together; nil where something stands in the way.
    mutating func finish(shapeIsRight: Bool, source: Source) -> Workflow? {
        let (owed, timetable) = (readOwed(), readTimetable())
        let unresolved: [Finding.Code] = [.unknownState, .ambiguousState, .contradiction, .endedState, .reservedName, .badName]
        // Where a target is missing, what cannot be reached is no second mistake.
        guard shapeIsRight, !findings.contains(where: { unresolved.contains($0.code) }), !states.isEmpty else { return nil }
        let machine = compileMachine()
        if checksUse { checkUse() }
        guard let machine, let subject = root.text("subject").flatMap(Workflow.SubjectKind.init(rawValue:)) else { return nil }
        return Workflow(
            reference: .init(name: root.text("workflow") ?? "", version: root.whole("version") ?? 1, hash: source.hash),
            title: root.words("title") ?? Words(""), subject: subject, visibility: root.visibility(.alliance), calendar: root.text("calendar") ?? "",
            managedBy: roles(root.scalars("managed_by")), interests: interests(), roles: declared.roles, data: declared.data, sheets: declared.sheets, votes: declared.votes,
            records: declared.records, links: declared.links, letters: declared.letters, reports: declared.reports, appointments: declared.appointments, samples: declared.samples, timetable: timetable, withheld: declared.withheld, owed: owed, states: states,
            anytime: anytime.map { rules[$0] }, machine: machine, words: wordTable(), source: source, rules: rules)
    }

    private mutating func readOwed() -> Owed? {
        guard let entry = root.entry("owed") else { return nil }
        let environment = GuardEnvironment.owed(words: Array(credits))
        guard let expression = expression(entry.scalar("is"), in: environment, expecting: .int) else { return nil }
        return Owed(title: entry.words("title") ?? Words(""), expression: expression)
    }

    private func interests() -> InterestRules {
        let entry = Entry(root["interests"])
        func count(_ key: String, _ units: [String]) -> Int? { entry.text(key).flatMap { Amounts.read($0, units: units)?.count } }
        return InterestRules(
            blocking: entry.scalars("blocking").map(\.text), disclosed: entry.scalars("disclosed").map(\.text),
            employedWithinYears: count("employed_within", ["years", "year"]) ?? 0, declaredWithinMonths: count("declared_within", ["months", "month"]) ?? 12)
    }

    private func wordTable() -> [String: String] {
        Dictionary(root.table("words").compactMap { key, value in value.scalar.map { (key.text, $0.text) } }, uniquingKeysWith: { first, _ in first })
    }
}
