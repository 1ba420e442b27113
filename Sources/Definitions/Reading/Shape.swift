/// What may stand at a place of a file: declared once, used for reading (``ShapeCheck``) and for the JSON Schema.
indirect enum Shape: Sendable {
    /// A text; `example` is shown where something else stands.
    case text(max: Int)
    /// A text, or a map from languages to texts.
    case words
    /// `[a-z][a-z0-9_]*`, with hyphens too where `hyphens`; a dotted path of them where `path`.
    case name(hyphens: Bool, path: Bool)
    case whole(ClosedRange<Int64>)
    case truth
    /// One of these words.
    case word([String])
    /// An expression in CEL.
    case expression
    /// A number and a unit: `10 school days`.
    case amount(units: [String])
    /// A date in quotes: "2027-01-12".
    case date
    /// Any scalar: what it may be depends on something else, and is checked where it is read.
    case scalar
    case list(Shape, atMost: Int)
    /// A list, or a single entry in its place.
    case repeated(Shape, atMost: Int)
    /// A map with these keys.
    case map(MapShape)
    /// A map from names to values of one shape.
    case table(key: TableKey, Shape)
    /// One of several, told apart by whether a scalar, a list or a map stands there.
    case either([Shape])
    /// A shape that is declared under a name, so that shapes may hold themselves.
    case reference(ShapeName)

    enum TableKey: Sendable { case name, hyphenName, language, identifier, text }

    static func oneOrMore(_ shape: Shape) -> Shape { .repeated(shape, atMost: 100) }
    static let name = Shape.name(hyphens: false, path: false)
    static let hyphenName = Shape.name(hyphens: true, path: false)
    static let statePath = Shape.name(hyphens: true, path: true)
}

/// A map with known keys.
struct MapShape: Sendable {
    /// What the map is, with its article: "a role".
    var title: String
    var keys: [Key]
    /// Whether other keys may stand there besides, with values of this shape (`{ by: profile, narrative: 0 }`).
    var others: Shape?

    init(_ title: String, _ keys: [Key], others: Shape? = nil) {
        self.title = title
        self.keys = keys
        self.others = others
    }

    struct Key: Sendable {
        var name: String
        var shape: Shape
        var isRequired: Bool
        /// One sentence for editors.
        var about: String

        init(_ name: String, _ shape: Shape, _ about: String, required: Bool = false) {
            self.name = name
            self.shape = shape
            self.about = about
            isRequired = required
        }
    }

    /// "the role `host`"; "a workflow" where it has no name.
    func title(of name: String) -> String {
        if name.isEmpty { return title }
        let kind = title.split(separator: " ").dropFirst().joined(separator: " ")
        return ["a", "an"].contains(title.prefix { $0 != " " }) ? (kind.sameScalars(as: name) ? "the \(kind)" : "the \(kind) `\(name)`") : title
    }
}

/// Shapes that are declared under a name (`$defs` of the schema).
enum ShapeName: String, Sendable, CaseIterable {
    case state, rule, anytimeRule = "anytime_rule", field, formField = "form_field", clock, window, guardEntry = "guard", effects

    var shape: Shape {
        switch self {
        case .state: .map(WorkflowShape.state)
        case .rule: .map(WorkflowShape.rule)
        case .anytimeRule: .map(WorkflowShape.anytimeRule)
        case .field: .map(WorkflowShape.field)
        case .formField: .map(WorkflowShape.formField)
        case .clock: .map(WorkflowShape.clock)
        case .window: .map(WorkflowShape.window)
        case .guardEntry: .map(WorkflowShape.guardEntry)
        case .effects: .map(WorkflowShape.effects)
        }
    }
}
