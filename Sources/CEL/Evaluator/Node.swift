/// A step of a program: names are slots, overloads are direct calls, constants are folded.
final class Node: Sendable {
    enum Kind: Sendable {
        /// A constant; one that was computed from others is worth showing.
        case literal(Value, isFolded: Bool)
        case variable(slot: Int)
        case local(Int)
        case select(Node, field: String, isOptional: Bool, isRecord: Bool)
        case presence(Node, field: String)
        case unary(Node, @Sendable (Value) throws -> Value)
        case binary(Node, Node, @Sendable (Value, Value) throws -> Value)
        case metered(Node, Node, @Sendable (Value, Value, inout Int) throws -> Value)
        case general([Node], @Sendable ([Value], CallContext) throws -> Value)
        /// The overload shows only by the values.
        case dispatch([Node], [Overload])
        /// `matches` with a pattern that is written out.
        case matches(Node, Pattern)
        case logical(Expression.Junction, [Node])
        case conditional(Node, Node, Node)
        case list([(value: Node, isOptional: Bool)])
        case map([(key: Node, value: Node, isOptional: Bool)])
        case message(MessageType, [(name: String, value: Node)])
        case comprehension(Loop)
        case binding(local: Int, value: Node, body: Node)
        case optionalMap(Node, local: Int, body: Node, isFlat: Bool)
        /// `or` and `orValue` of an optional, which need the second only where the first is empty.
        case alternative(Node, Node, isUnwrapped: Bool)
        case failure(Fault)
    }

    /// A macro that goes through a list or a map.
    struct Loop: Sendable {
        let form: Expression.Comprehension.Form
        let range: Node
        let variables: [String]
        let local: Int
        let condition: Node?
        let body: Node
    }

    let kind: Kind
    let span: Span
    /// Its number in the order of the tree, a node before what is below it.
    let id: Int
    /// The number after the last below it.
    let end: Int
    /// The variable and fields that it reads, where it is nothing but that.
    let path: [String]?
    /// What it calls, as written: `score`, `_>=_`.
    let function: String?

    init(_ kind: Kind, _ span: Span, id: Int, end: Int, path: [String]? = nil, function: String? = nil) {
        self.kind = kind
        self.span = span
        self.id = id
        self.end = end
        self.path = path
        self.function = function
    }

    /// The nodes right below.
    var children: [Node] {
        switch kind {
        case .literal, .variable, .local, .failure: []
        case .select(let operand, _, _, _), .presence(let operand, _), .unary(let operand, _), .matches(let operand, _): [operand]
        case .binary(let left, let right, _): [left, right]
        case .alternative(let first, let second, _): [first, second]
        case .metered(let left, let right, _): [left, right]
        case .general(let arguments, _): arguments
        case .dispatch(let arguments, _): arguments
        case .logical(_, let operands): operands
        case .conditional(let condition, let yes, let no): [condition, yes, no]
        case .list(let elements): elements.map(\.value)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .message(_, let fields): fields.map(\.value)
        case .comprehension(let loop): [loop.range] + (loop.condition.map { [$0] } ?? []) + [loop.body]
        case .binding(_, let value, let body): [value, body]
        case .optionalMap(let target, _, let body, _): [target, body]
        }
    }
}
