import Crypto
import JSON

/// The canonical form of a definition: its content in document order, without comments and layout.
///
/// It is what running cases use, and every later engine reads it again. A list of one and its single entry are the same,
/// quoted and plain texts are the same; the order of keys is kept, since the order of states and rules has a meaning.
enum Canonical {
    /// What stands for the name of a file in places of the kept form, which has no lines.
    static let file = "canonical"

    /// The number of this form; a later form gets another, and readers read all.
    static let format: Int64 = 1

    static func text(_ kind: String, _ tree: Tree, _ shape: Shape) -> String {
        let object: JSON.Object = ["format": .int(format), "kind": .string(kind), "definition": value(tree, shape)]
        return JSON.Value.object(object).text
    }

    /// What is kept of a definition that was read.
    static func source(file: String, text: String, canonical: String) -> Source {
        Source(file: file, text: text, canonical: canonical, hash: hash(canonical))
    }

    /// SHA-256 in 64 hexadecimal digits.
    static func hash(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { String($0, radix: 16).leftPadded(to: 2) }.joined()
    }

    // MARK: - Writing

    private static func value(_ tree: Tree, _ shape: Shape) -> JSON.Value {
        switch shape {
        case .reference(let name): return value(tree, name.shape)
        case .either(let shapes): return value(tree, shapes.first { $0.mayBe(tree.kind) } ?? .scalar)
        // `x` and `[x]` are one.
        case .repeated(let element, _): return .array(tree.oneOrMore.map { value($0, element) })
        case .list(let element, _): return .array((tree.items ?? []).map { value($0, element) })
        case .map(let map): return object(tree) { key in map.keys.first { $0.name.sameScalars(as: key) }?.shape ?? map.others ?? .scalar }
        case .table(_, let shape): return object(tree) { _ in shape }
        case .words: return tree.mapping == nil ? leaf(tree, .text(max: 0)) : object(tree) { _ in .text(max: 0) }
        case .text, .name, .whole, .truth, .word, .expression, .amount, .date, .scalar: return leaf(tree, shape)
        }
    }

    private static func object(_ tree: Tree, _ shape: (String) -> Shape) -> JSON.Value {
        JSON.Value.object(JSON.Object((tree.mapping?.entries ?? []).map { (key: $0.key.text, value: value($0.value, shape($0.key.text))) }))
    }

    private static func leaf(_ tree: Tree, _ shape: Shape) -> JSON.Value {
        guard let scalar = tree.scalar else { return .null }
        switch shape {
        case .whole, .truth, .scalar:
            switch CoreScalar(scalar) {
            case .null: return .null
            case .truth(let truth): return .bool(truth)
            case .whole(let number): return .int(number)
            case .number, .text: return .string(scalar.text)
            }
        case .amount(let units):
            guard let (count, unit) = Amounts.read(scalar.text, units: units) else { return .string(scalar.text) }
            return .string("\(count) \(unit)")
        case .text, .words, .name, .word, .expression, .date, .list, .repeated, .map, .table, .either, .reference: return .string(scalar.text)
        }
    }

    // MARK: - Reading

    /// The content of a canonical form; nil where it is none.
    static func tree(_ text: String, kind: String) -> Tree? {
        guard let value = try? JSON.Value.parse(text), value["format"]?.intValue == format, value["kind"]?.stringValue == kind,
              let definition = value["definition"] else { return nil }
        return tree(definition)
    }

    private static func tree(_ value: JSON.Value) -> Tree {
        let place = Place(file: Canonical.file, line: 1, column: 1)
        func scalar(_ text: String, _ style: Tree.Scalar.Style = .plain) -> Tree { .scalar(.init(text: text, style: style, place: place)) }
        switch value {
        case .null: return scalar("")
        case .bool(let truth): return scalar(truth ? "true" : "false")
        case .int(let number): return scalar(String(number))
        case .double(let number): return scalar(String(number))
        case .string(let text): return scalar(text, .doubleQuoted)
        case .array(let items): return .list(items.map(tree), place)
        case .object(let object):
            return .map(.init(entries: object.map { (.init(text: $0.key, style: .doubleQuoted, place: place), tree($0.value)) }, place: place))
        }
    }
}

extension Place {
    /// Whether it lies in a file that somebody wrote, so that it helps to name it.
    public var isInFile: Bool { file != Canonical.file }
}
