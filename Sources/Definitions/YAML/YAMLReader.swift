import Foundation
import Yams

/// Reads YAML 1.2 into a ``Tree``: every scalar as text, typed by us; no tags, anchors, aliases or merge keys.
struct YAMLReader {
    /// The largest file, in bytes.
    static let largest = 2 << 20
    /// The most entries of one map: what looks them up goes through them one by one.
    static let mostEntries = 1_000

    private(set) var findings: [Finding] = []

    /// The tree, or nil where the file cannot be read; then ``findings`` says why.
    mutating func tree(of source: SourceText) -> Tree? {
        guard source.text.utf8.count <= Self.largest else {
            findings = [YAMLReader.tooLarge(source.file)]
            return nil
        }
        var scan = YAMLScan(source)
        scan.run()
        findings = scan.findings
        guard findings.isEmpty else { return nil }
        return compose(source, scan)
    }

    private mutating func compose(_ source: SourceText, _ scan: YAMLScan) -> Tree? {
        do {
            // Scalars are typed by us: the parser's own rules would be tried on each, by regular expressions. The encoding is
            // named, since the default is read from the environment.
            guard let node = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8).singleRoot() else {
                findings = [Finding(.emptyFile, Place(file: source.file, line: 1, column: 1), "The file is empty.", fix: "Begin it with `triad: 1`.")]
                return nil
            }
            let tree = convert(node, source, depth: 0)
            return findings.contains { $0.severity == .error } ? nil : tree
        } catch let error as YamlError {
            findings.append(finding(error, source, scan))
        } catch {
            findings.append(Finding(.syntax, Place(file: source.file, line: 1, column: 1), "The file cannot be read as YAML: \(error.localizedDescription).", fix: nil))
        }
        return nil
    }

    static func tooLarge(_ file: String) -> Finding {
        Finding(.tooLarge, Place(file: file, line: 1, column: 1), "The file has more than 2 MB.", fix: "A definition is a few hundred lines; look at what has been saved here.")
    }

    // MARK: - From the parser's nodes

    private mutating func convert(_ node: Node, _ source: SourceText, depth: Int) -> Tree? {
        let place = Place(file: source.file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        // The scan has refused these at a better place; this is for what it may have overlooked.
        if node.anchor != nil {
            findings.append(Finding(.anchor, place, "Anchors (`&name`) are not part of the language.", fix: "Write the value out where it is needed."))
            return nil
        }
        guard depth <= YAMLScan.deepest else {
            findings.append(Finding(.tooDeep, place, "Lists and maps are nested more than \(YAMLScan.deepest) deep here.", fix: "Write the file flatter."))
            return nil
        }
        switch node {
        case .scalar(let scalar): return .scalar(convert(scalar, place))
        case .sequence(let sequence): return .list(sequence.compactMap { convert($0, source, depth: depth + 1) }, place)
        case .mapping(let mapping): return convert(mapping, place, source, depth: depth)
        case .alias:
            findings.append(Finding(.alias, place, "Aliases (`*name`) are not part of the language.", fix: "Write the value out where it is needed."))
            return nil
        }
    }

    private mutating func convert(_ mapping: Node.Mapping, _ place: Place, _ source: SourceText, depth: Int) -> Tree? {
        guard mapping.count <= Self.mostEntries else {
            findings.append(Finding(.tooLarge, place, "There are \(mapping.count) entries in this map, more than \(Self.mostEntries).", fix: "A definition is a few hundred lines; look at what has been saved here."))
            return nil
        }
        var entries: [(key: Tree.Scalar, value: Tree)] = []
        for (key, value) in mapping {
            guard let scalar = convert(key, source, depth: depth + 1)?.scalar else {
                findings.append(Finding(.keyNotText, Place(file: source.file, line: key.mark?.line ?? place.line, column: key.mark?.column ?? place.column), "A key is a single word here, never a list or a map.", fix: "Write `key: value`."))
                continue
            }
            guard let value = convert(value, source, depth: depth + 1) else { continue }
            entries.append((scalar, value))
        }
        return .map(Tree.Mapping(entries: entries, place: entries.first?.key.place ?? place))
    }

    private mutating func convert(_ scalar: Node.Scalar, _ place: Place) -> Tree.Scalar {
        let style: Tree.Scalar.Style = switch scalar.style {
        case .singleQuoted: .singleQuoted
        case .doubleQuoted: .doubleQuoted
        case .literal: .literal
        case .folded: .folded
        case .any, .plain: .plain
        }
        let read = Tree.Scalar(text: scalar.string, style: style, place: place)
        if let other = read.yaml11Reading {
            findings.append(Finding(.ambiguousScalar, place, "Other programs read `\(read.text)` as \(other).", fix: "Put it in quotes: \"\(read.text)\".", severity: .warning))
        }
        return read
    }

    // MARK: - From the parser's errors

    private func finding(_ error: YamlError, _ source: SourceText, _ scan: YAMLScan) -> Finding {
        let start = Place(file: source.file, line: 1, column: 1)
        func at(_ mark: Mark) -> Place { Place(file: source.file, line: max(mark.line, 1), column: max(mark.column, 1)) }
        switch error {
        case .duplicatedKeysInMapping(let duplicates, let context):
            return duplicate(duplicates.first ?? "", at(context.mark), scan)
        case .composer(let context, let problem, let mark, _):
            if problem.contains("another document") {
                return Finding(.severalDocuments, at(mark), "A second document begins here; a file holds one definition.", fix: "Put it in a file of its own.")
            }
            return syntax(context, problem, at(mark))
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            return syntax(context, problem, at(mark))
        case .reader(let problem, let offset, _, _):
            let index = offset.map { source.text.prefix($0).unicodeScalars.count } ?? 0
            return Finding(.syntax, source.place(at: index), "The file cannot be read as YAML: \(problem).", fix: nil)
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            return Finding(.syntax, start, "The file cannot be read as YAML.", fix: nil)
        }
    }

    private func syntax(_ context: YamlError.Context?, _ problem: String, _ place: Place) -> Finding {
        let sentence = "The file cannot be read as YAML here: \(context.map { "\($0.text) (line \($0.mark.line)), " } ?? "")\(problem)."
        return Finding(.syntax, place, sentence, fix: YAMLAdvice.advice(on: problem))
    }

    private func duplicate(_ key: String, _ first: Place, _ scan: YAMLScan) -> Finding {
        let sameKey = scan.keys.filter { $0.text.sameScalars(as: key) }
        let start = sameKey.first { $0.place == first }
        let second = sameKey.first { ($0.place.line, $0.place.column) > (first.line, first.column) && $0.depth == start?.depth ?? $0.depth }
        return Finding(.duplicateKey, second?.place ?? first, "The key `\(key)` is given twice; the first is in line \(first.line).", fix: "Keep one of them.")
    }
}

/// What usually lies behind a parser's message.
enum YAMLAdvice {
    static func advice(on problem: String) -> String? {
        if problem.contains("mapping values are not allowed") { return "A text that holds a colon and a space needs quotes." }
        if problem.contains("did not find expected key") || problem.contains("did not find expected '-' indicator") {
            return "Look at the indentation of this line, and for a text that needs quotes."
        }
        if problem.contains("cannot start any token") { return "Put the text in quotes." }
        if problem.contains("unexpected end of stream") { return "A quote or a bracket is not closed." }
        if problem.contains("did not find expected ',' or") { return "Close the bracket, or separate the parts with commas." }
        if problem.contains("could not find expected ':'") { return "A key needs a colon and a space after it." }
        return nil
    }
}
