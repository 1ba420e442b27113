/// Holds a tree to a shape and collects every mistake: unknown and missing keys, wrong types, names that are none.
struct ShapeCheck {
    private(set) var findings: [Finding] = []
    /// The key that was meant, for each that is misspelt: reading goes on with it, so that one slip is one mistake.
    private(set) var meant: [Place: String] = [:]

    mutating func check(_ tree: Tree, _ shape: Shape, at title: String) {
        switch shape {
        case .reference(let name): check(tree, name.shape, at: title)
        case .either(let shapes): checkEither(tree, shapes, at: title)
        case .repeated(let element, let most):
            if tree.items == nil { check(tree, element, at: title) } else { checkList(tree, element, atMost: most, at: title) }
        case .list(let element, let most): checkList(tree, element, atMost: most, at: title)
        case .map(let map): checkMap(tree, map, at: title)
        case .table(let key, let value): checkTable(tree, key, value, at: title)
        case .text, .words, .name, .whole, .truth, .word, .expression, .amount, .date, .scalar: checkLeaf(tree, shape, at: title)
        }
    }

    // MARK: - Collections

    private mutating func checkEither(_ tree: Tree, _ shapes: [Shape], at title: String) {
        if let fitting = shapes.first(where: { $0.mayBe(tree.kind) }) {
            check(tree, fitting, at: title)
        } else {
            wrong(tree, at: title, expected: shapes.map(\.title).joined(separator: ", or "))
        }
    }

    private mutating func checkList(_ tree: Tree, _ element: Shape, atMost most: Int, at title: String) {
        guard let items = tree.items else { return wrong(tree, at: title, expected: "a list") }
        if items.count > most {
            findings.append(Finding(.outOfRange, tree.place, "`\(title)` has \(items.count) entries, more than \(most).", fix: nil))
        }
        for item in items { check(item, element, at: title) }
    }

    private mutating func checkMap(_ tree: Tree, _ shape: MapShape, at title: String) {
        guard let map = tree.mapping else {
            if tree.isEmptyScalar, shape.keys.allSatisfy({ !$0.isRequired }) { return }
            return wrong(tree, at: title, expected: shape.title)
        }
        var misspelt: [String] = []
        let notGiven = shape.keys.map(\.name).filter { map[$0] == nil }
        for (key, value) in map.entries {
            if let known = shape.keys.first(where: { $0.name.sameScalars(as: key.text) }) {
                check(value, known.shape, at: key.text)
            } else if let others = shape.others {
                check(value, others, at: key.text)
            } else {
                let nearest = Nearest.name(to: key.text, among: notGiven.filter { !misspelt.contains($0) })
                if let nearest, let known = shape.keys.first(where: { $0.name == nearest }) {
                    misspelt.append(nearest)
                    meant[key.place] = nearest
                    check(value, known.shape, at: nearest)
                }
                let known = shape.keys.prefix(12).map { "`\($0.name)`" }.joined(separator: ", ")
                findings.append(Finding(.unknownKey, key, "`\(key.text)` means nothing in \(shape.title).",
                    fix: nearest.map { "did you mean `\($0)`?" } ?? "\(shape.title) has \(known)\(shape.keys.count > 12 ? " and others" : "")."))
            }
        }
        for key in shape.keys where key.isRequired && map[key.name] == nil && !misspelt.contains(key.name) {
            findings.append(Finding(.missingKey, map.place, "`\(key.name)` is missing in \(shape.title(of: title)).", fix: "add `\(key.name)`: \(key.about)"))
        }
    }

    private mutating func checkTable(_ tree: Tree, _ key: Shape.TableKey, _ value: Shape, at title: String) {
        guard let map = tree.mapping else {
            if tree.isEmptyScalar { return }
            return wrong(tree, at: title, expected: "a map from names")
        }
        if map.entries.count > 500 {
            findings.append(Finding(.outOfRange, map.place, "`\(title)` has \(map.entries.count) entries, more than 500.", fix: nil))
        }
        for (name, entry) in map.entries {
            checkKey(name, key)
            check(entry, value, at: name.text)
        }
    }

    private mutating func checkKey(_ scalar: Tree.Scalar, _ key: Shape.TableKey) {
        switch key {
        case .name: checkName(scalar, hyphens: false, path: false)
        case .hyphenName: checkName(scalar, hyphens: true, path: false)
        case .language:
            let isLanguage = scalar.text.utf8.count <= 12 && scalar.text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2D }
            if !isLanguage { findings.append(Finding(.badName, scalar, "`\(scalar.text)` is not the code of a language.", fix: "write `en` or `cy`.")) }
        case .identifier:
            let isIdentifier = !scalar.text.isEmpty && scalar.text.utf8.count <= 64 && scalar.text.utf8.allSatisfy { $0.isDigit || (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2D || $0 == 0x5F }
            if !isIdentifier { findings.append(Finding(.badName, scalar, "`\(scalar.text)` is not an identifier.", fix: "use letters, digits, hyphens and underscores.")) }
        case .text: if scalar.text.isEmpty { findings.append(Finding(.badName, scalar, "A key is empty.", fix: nil)) }
        }
    }

    // MARK: - Scalars

    private mutating func checkLeaf(_ tree: Tree, _ shape: Shape, at title: String) {
        if case .words = shape, let map = tree.mapping {
            for (key, value) in map.entries {
                checkKey(key, .language)
                checkLeaf(value, .text(max: 2_000), at: key.text)
            }
            return
        }
        guard let scalar = tree.scalar else { return wrong(tree, at: title, expected: shape.title) }
        let core = CoreScalar(scalar)
        switch shape {
        case .text(let most): checkText(scalar, core, atMost: most, at: title)
        case .words: checkText(scalar, core, atMost: 2_000, at: title)
        case .name(let hyphens, let path): checkName(scalar, hyphens: hyphens, path: path)
        case .whole(let range):
            guard case .whole(let number) = core else { return wrong(tree, at: title, expected: shape.title) }
            if !range.contains(number) { findings.append(Finding(.outOfRange, scalar, "`\(title)` must be between \(range.lowerBound) and \(range.upperBound).")) }
        case .truth: if case .truth = core { return } else { wrong(tree, at: title, expected: shape.title) }
        case .word(let words):
            guard !words.contains(where: { $0.sameScalars(as: scalar.text) }) else { return }
            let nearest = Nearest.name(to: scalar.text, among: words)
            findings.append(Finding(.wrongType, scalar, "`\(title)` cannot be `\(scalar.text)`.", fix: nearest.map { "did you mean `\($0)`?" } ?? "write \(words.listed("or"))."))
        case .expression:
            if case .text = core { return }
            if case .truth = core { return }
            if case .whole = core { return }
            wrong(tree, at: title, expected: shape.title)
        case .amount(let units):
            if Amounts.read(scalar.text, units: units) == nil { wrong(tree, at: title, expected: shape.title) }
        case .date:
            if Dates.read(scalar.text) == nil { wrong(tree, at: title, expected: shape.title) }
        case .scalar, .list, .repeated, .map, .table, .either, .reference: return
        }
    }

    private mutating func checkText(_ scalar: Tree.Scalar, _ core: CoreScalar, atMost most: Int, at title: String) {
        switch core {
        case .null: findings.append(Finding(.wrongType, scalar, "`\(title)` has no text."))
        case .truth, .whole, .number, .text:
            let count = scalar.text.unicodeScalars.count
            if count > most { findings.append(Finding(.outOfRange, scalar, "`\(title)` has \(count) characters, more than \(most).")) }
        }
    }

    private mutating func checkName(_ scalar: Tree.Scalar, hyphens: Bool, path: Bool) {
        let parts = path ? scalar.text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map(Array.init) : [Array(scalar.text.utf8)]
        let isName = scalar.text.utf8.count <= 200 && parts.allSatisfy { part in
            guard let first = part.first, (0x61...0x7A).contains(first), part.count <= 64 else { return false }
            return part.allSatisfy { (0x61...0x7A).contains($0) || $0.isDigit || $0 == 0x5F || (hyphens && $0 == 0x2D) }
        }
        guard !isName else { return }
        findings.append(Finding(.badName, scalar, "`\(scalar.text)` is not a name.",
            fix: "use small letters, digits, underscores\(hyphens ? " and hyphens" : ""), beginning with a letter."))
    }

    private mutating func wrong(_ tree: Tree, at title: String, expected: String) {
        let found = tree.scalar.map { $0.text.isEmpty ? "nothing" : "`\($0.text.prefix(40))`" } ?? tree.kindTitle
        let sentence = "\(title.isEmpty ? "The file" : "`\(title)`") must be \(expected), not \(found)."
        if let scalar = tree.scalar { findings.append(Finding(.wrongType, scalar, sentence)) } else { findings.append(Finding(.wrongType, tree.place, sentence, fix: nil)) }
    }
}

// MARK: - What a shape is

extension Tree {
    enum Kind { case scalar, list, map }
    var kind: Kind {
        switch self {
        case .scalar: .scalar
        case .list: .list
        case .map: .map
        }
    }

    var isEmptyScalar: Bool { scalar.map { CoreScalar($0) == .null } ?? false }
}

extension Shape {
    /// Whether a scalar, a list or a map may stand here.
    func mayBe(_ kind: Tree.Kind) -> Bool {
        switch self {
        case .words: kind != .list
        case .text, .name, .whole, .truth, .word, .expression, .amount, .date, .scalar: kind == .scalar
        case .list: kind == .list
        case .map, .table: kind == .map
        case .repeated(let element, _): kind == .list || element.mayBe(kind)
        case .reference(let name): name.shape.mayBe(kind)
        case .either(let shapes): shapes.contains { $0.mayBe(kind) }
        }
    }

    /// What is expected, with its article.
    var title: String {
        switch self {
        case .text: "a text"
        case .words: "a text, or a map from languages to texts"
        case .name(_, let path): path ? "the name of a state" : "a name"
        case .whole(let range): range.upperBound > 1_000_000 ? "a whole number" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .truth: "true or false"
        case .word(let words): words.listed("or")
        case .expression: "an expression"
        case .amount(let units): "a number and a unit, such as `10 \(units.first ?? "days")`"
        case .date: "a date in quotes, such as \"2027-01-12\""
        case .scalar: "a single value"
        case .list: "a list"
        case .repeated(let element, _): "\(element.title), or a list"
        case .map(let map): map.title
        case .table: "a map from names"
        case .either(let shapes): shapes.map(\.title).joined(separator: ", or ")
        case .reference(let name): name.shape.title
        }
    }
}

extension [String] {
    /// "`a`, `b` or `c`".
    func listed(_ junction: String) -> String {
        let quoted = map { "`\($0)`" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " \(junction) " + last
    }
}
