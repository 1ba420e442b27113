/// What an evaluation came by, noted for an explanation.
struct Trace {
    enum Outcome {
        case value(Value)
        case failure(Failure)
    }

    /// The element that a macro was at.
    struct Element {
        let variables: [(name: String, value: Value)]
        /// Whether it settled the result.
        var isDeciding = false
    }

    private var outcomes: [Outcome?]
    private var elements: [Int: Element] = [:]

    init(nodeCount: Int) { outcomes = Array(repeating: nil, count: nodeCount) }

    func outcome(of node: Node) -> Outcome? { outcomes[node.id] }
    func element(of node: Node) -> Element? { elements[node.id] }

    mutating func note(_ outcome: Outcome, for node: Node) { outcomes[node.id] = outcome }

    /// Forgets what was noted at the element before: what stays is the last one.
    mutating func begin(_ loop: Node.Loop, of node: Node, at key: Value, _ value: Value, single: Value) {
        for id in (loop.condition ?? loop.body).id..<loop.body.end {
            outcomes[id] = nil
            elements[id] = nil
        }
        let values = loop.variables.count == 2 ? [key, value] : [single]
        elements[node.id] = Element(variables: Array(zip(loop.variables, values)))
    }

    mutating func decide(_ node: Node) { elements[node.id]?.isDeciding = true }
}
