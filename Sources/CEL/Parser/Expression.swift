/// A node of the syntax tree.
///
/// Macros stay what they are written as, and chains of `&&` and `||` stay flat: that is what can be printed back,
/// explained, and evaluated without a detour.
struct Expression: Sendable {
    indirect enum Kind: Sendable {
        /// A literal.
        case literal(Value)
        /// A name, perhaps with a dot before it, which means the root of all names.
        case name(String, isRooted: Bool)
        /// `operand.field`; optional with `.?`.
        case select(Expression, Field, isOptional: Bool)
        /// `has(operand.field)`.
        case presence(Expression, Field)
        /// A function or operator; operators have the specification's names, such as `_+_`. The span is that of the name alone, or of
        /// the operator.
        case call(String, Span, target: Expression?, arguments: [Expression], isRooted: Bool)
        /// A chain of `&&` (all) or `||` (any).
        case logical(Junction, [Expression])
        case conditional(Expression, Expression, Expression)
        case list([Element])
        case map([Entry])
        /// `Name{field: value}`.
        case message(name: String, nameSpan: Span, [Initializer])
        case comprehension(Comprehension)
        /// `cel.bind(name, value, body)`, and the members of `cel.block`.
        case binding(name: String, value: Expression, body: Expression)
        /// `target.optMap(name, body)`, or `optFlatMap` where the body is optional itself.
        case optionalMap(Expression, name: String, body: Expression, isFlat: Bool)
        /// What could not be read, and has been reported.
        case invalid
    }

    enum Junction: String, Sendable {
        case all = "&&"
        case any = "||"
    }

    struct Element: Sendable {
        let value: Expression
        let isOptional: Bool
    }

    struct Entry: Sendable {
        let key: Expression
        let value: Expression
        let isOptional: Bool
    }

    /// The name of a field, without the backticks that it may have.
    struct Field: Sendable {
        let name: String
        let span: Span
    }

    struct Initializer: Sendable {
        let field: Field
        let value: Expression
    }

    /// A macro that goes through a list or a map.
    struct Comprehension: Sendable {
        enum Form: String, Sendable {
            case all, exists, existsOne = "exists_one", filter, map, transformList, transformMap, transformMapEntry
        }

        let form: Form
        /// The macro as written: `existsOne` and `exists_one` are one form.
        let name: String
        let range: Expression
        /// One name for the element or key, or two for index and element, key and value.
        let variables: [String]
        /// The condition of `map(x, condition, result)` and of the transforms.
        let condition: Expression?
        let body: Expression
    }

    let kind: Kind
    let span: Span
    /// The length of the longest way down from here.
    let depth: Int

    init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
        depth = 1 + kind.depthBelow
    }

    private init(_ other: Expression, span: Span) {
        kind = other.kind
        depth = other.depth
        self.span = span
    }

    /// The same expression with the parentheses around it.
    func parenthesized(_ span: Span) -> Expression { Expression(self, span: span) }
}

extension Expression.Kind {
    /// The greatest depth of the nodes right below.
    fileprivate var depthBelow: Int {
        switch self {
        case .literal, .name, .invalid: 0
        case .select(let operand, _, _), .presence(let operand, _): operand.depth
        case .call(_, _, let target, let arguments, _): arguments.reduce(target?.depth ?? 0) { max($0, $1.depth) }
        case .logical(_, let operands): operands.reduce(0) { max($0, $1.depth) }
        case .conditional, .list, .map, .message, .comprehension, .binding, .optionalMap: children.reduce(0) { max($0, $1.depth) }
        }
    }

    /// The nodes right below, in the order of the text.
    var children: [Expression] {
        switch self {
        case .literal, .name, .invalid: []
        case .select(let operand, _, _), .presence(let operand, _): [operand]
        case .call(_, _, let target, let arguments, _): (target.map { [$0] } ?? []) + arguments
        case .logical(_, let operands): operands
        case .conditional(let condition, let yes, let no): [condition, yes, no]
        case .list(let elements): elements.map(\.value)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .message(_, _, let fields): fields.map(\.value)
        case .comprehension(let macro): [macro.range] + (macro.condition.map { [$0] } ?? []) + [macro.body]
        case .binding(_, let value, let body): [value, body]
        case .optionalMap(let target, _, let body, _): [target, body]
        }
    }
}
