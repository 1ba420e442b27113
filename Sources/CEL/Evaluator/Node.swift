/// A step of a program: names are slots, overloads are direct calls, constants are folded.
final class Node: Sendable {
    /// Boxed, since a box can be read in place, where an enum's parts would be retained at each look.
    indirect enum Kind: Sendable {
        /// A constant; one that was computed from others is worth showing.
        case literal(Value, isFolded: Bool)
        case variable(slot: Int, name: Map.Name)
        /// A variable of a macro, by its slot.
        case local(slot: Int)
        case select(Node, field: Map.Name, isOptional: Bool, isRecord: Bool)
        /// What is true or false, and computed without a ``Value`` between.
        case truth(Truth)
        case ints(Node, Node, @Sendable (Int64, Int64) throws -> Int64)
        case doubles(Node, Node, @Sendable (Double, Double) -> Double)
        case unary(Node, @Sendable (Value) throws -> Value)
        case binary(Node, Node, @Sendable (Value, Value) throws -> Value)
        case metered(Node, Node, @Sendable (Value, Value, inout Int) throws -> Value)
        case general([Node], @Sendable ([Value], CallContext) throws -> Value)
        /// The overload shows only by the values.
        case dispatch([Node], [Overload])
        /// The same of two arguments, which are ints more often than not.
        case dispatchInts(Node, Node, @Sendable (Int64, Int64) throws -> Int64, [Overload])
        case conditional(Node, Node, Node)
        case list([(value: Node, isOptional: Bool)])
        case map([(key: Node, value: Node, isOptional: Bool)])
        case message(MessageType, [(name: String, value: Node)])
        case comprehension(Loop)
        case binding(slot: Int, value: Node, body: Node)
        case optionalMap(Node, slot: Int, body: Node, isFlat: Bool)
        /// `or` and `orValue` of an optional, which need the second only where the first is empty.
        case alternative(Node, Node, isUnwrapped: Bool)
        case failure(Fault)
    }

    /// What comes to a truth value.
    indirect enum Truth: Sendable {
        case logical(Expression.Junction, [Node])
        case not(Node)
        case equality(isNegated: Bool, Node, Node)
        /// With the overloads that it may be, which count where values of the host's types meet.
        case relation(Relation, Node, Node, [Overload])
        case intRelation(Relation, Node, Node)
        case presence(Node, field: Map.Name)
        /// `in` a list.
        case membership(Node, Node)
        /// `in` a list that is written out.
        case constantMembership(Node, Node, ConstantSet)
        /// `matches` with a pattern that is written out.
        case matches(Node, Pattern)
        /// `all`, or `exists` where one that holds decides.
        case quantified(Loop, deciding: Bool)
    }

    /// A macro that goes through a list or a map.
    final class Loop: Sendable {
        let form: Expression.Comprehension.Form
        let range: Node
        let variables: [String]
        /// That of the first variable; a second one is next to it.
        let slot: Int
        let condition: Node?
        let body: Node

        init(
            form: Expression.Comprehension.Form, range: Node, variables: [String], slot: Int, condition: Node?, body: Node
        ) {
            self.form = form
            self.range = range
            self.variables = variables
            self.slot = slot
            self.condition = condition
            self.body = body
        }

        var children: [Node] { [range] + (condition.map { [$0] } ?? []) + [body] }
    }

    let kind: Kind
    let span: Span
    /// Its number in the order of the tree, a node before what is below it.
    let id: Int
    /// The number after the last below it.
    let end: Int
    /// The variable and fields that it reads, where it is nothing but that.
    let path: [String]?
    /// Whether it is read only for a field of it, so that the rest of it need not be known.
    let isInner: Bool
    /// What it calls, as written: `score`, `_>=_`.
    let function: String?

    init(_ kind: Kind, _ span: Span, id: Int, end: Int, path: [String]? = nil, isInner: Bool = false, function: String? = nil) {
        self.kind = kind
        self.span = span
        self.id = id
        self.end = end
        self.path = path
        self.isInner = isInner
        self.function = function
    }

    /// The nodes right below.
    var children: [Node] {
        switch kind {
        case .literal, .variable, .local, .failure: []
        case .select(let operand, _, _, _), .unary(let operand, _): [operand]
        case .truth(let truth): truth.children
        case .ints(let left, let right, _): [left, right]
        case .doubles(let left, let right, _): [left, right]
        case .binary(let left, let right, _): [left, right]
        case .metered(let left, let right, _): [left, right]
        case .alternative(let first, let second, _): [first, second]
        case .general(let arguments, _): arguments
        case .dispatch(let arguments, _): arguments
        case .dispatchInts(let left, let right, _, _): [left, right]
        case .conditional(let condition, let yes, let no): [condition, yes, no]
        case .list(let elements): elements.map(\.value)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .message(_, let fields): fields.map(\.value)
        case .comprehension(let loop): loop.children
        case .binding(_, let value, let body): [value, body]
        case .optionalMap(let target, _, let body, _): [target, body]
        }
    }

    var constant: Value? { if case .literal(let value, _) = kind { value } else { nil } }
}

extension Node.Truth {
    var children: [Node] {
        switch self {
        case .logical(_, let operands): operands
        case .not(let operand), .presence(let operand, _), .matches(let operand, _): [operand]
        case .equality(_, let left, let right), .relation(_, let left, let right, _), .intRelation(_, let left, let right),
            .membership(let left, let right), .constantMembership(let left, let right, _):
            [left, right]
        case .quantified(let loop, _): loop.children
        }
    }
}
