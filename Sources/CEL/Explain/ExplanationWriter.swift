/// Goes through a program with what its evaluation noted.
struct ExplanationWriter {
    let program: Program
    let trace: Trace
    private(set) var steps: [Explanation.Step] = []
    private(set) var deciding: [Explanation.Deciding] = []

    init(program: Program, trace: Trace) {
        self.program = program
        self.trace = trace
    }

    func outcome(of node: Node) -> Explanation.Outcome {
        switch trace.outcome(of: node) {
        case .value(let value): .value(value)
        case .failure(let failure): .error(failure.error(in: program.text))
        case nil: .notEvaluated
        }
    }

    private func step(_ node: Node, depth: Int) -> Explanation.Step {
        Explanation.Step(
            source: program.text.text(in: node.span), position: program.text.position(at: node.span.start),
            length: node.span.end - node.span.start, outcome: outcome(of: node), depth: depth)
    }

    mutating func visit(_ node: Node, depth: Int) {
        if case .literal(_, isFolded: false) = node.kind, depth > 0 { return }
        steps.append(step(node, depth: depth))
        for child in node.children { visit(child, depth: depth + 1) }
    }

    // MARK: What decided

    private func truth(of node: Node) -> Bool? {
        if case .value(.bool(let truth)) = trace.outcome(of: node) { truth } else { nil }
    }

    private func hasFailed(_ node: Node) -> Bool {
        if case .failure = trace.outcome(of: node) { true } else { false }
    }

    /// Finds the sub-expressions that made `node` what it came to.
    mutating func decide(_ node: Node, elements: [Explanation.Element]) {
        switch node.kind {
        case .truth(.logical(let junction, let operands)): decide(junction, operands, node, elements)
        case .conditional(let condition, let yes, let no):
            decide(condition, elements: elements)
            if let truth = truth(of: condition) { decide(truth ? yes : no, elements: elements) }
        case .truth(.not(let operand)): decide(operand, elements: elements)
        case .dispatch(let operands, _) where node.function == OperatorName.not:
            for operand in operands { decide(operand, elements: elements) }
        case .binding(_, _, let body): decide(body, elements: elements)
        case .comprehension(let loop), .truth(.quantified(let loop, _)): decide(loop, node, elements)
        case .literal, .variable, .local, .select, .truth, .ints, .doubles, .unary, .binary, .metered, .general, .dispatch, .dispatchInts,
            .list, .map, .message, .optionalMap, .alternative, .failure:
            // What failed further down is the cause; what merely passed the failure on is not.
            if hasFailed(node), let cause = node.children.first(where: hasFailed) {
                decide(cause, elements: elements)
            } else {
                add(node, elements)
            }
        }
    }

    private mutating func decide(
        _ junction: Expression.Junction, _ operands: [Node], _ node: Node, _ elements: [Explanation.Element]
    ) {
        let culprits: [Node]
        if let result = truth(of: node) {
            culprits = operands.filter { truth(of: $0) == result }
        } else {
            // Those that are no bool have a value, but are at fault too.
            culprits = operands.filter { hasFailed($0) || (trace.outcome(of: $0) != nil && truth(of: $0) == nil) }
        }
        for culprit in culprits { decide(culprit, elements: elements) }
    }

    private mutating func decide(_ loop: Node.Loop, _ node: Node, _ elements: [Explanation.Element]) {
        if hasFailed(loop.range) { return decide(loop.range, elements: elements) }
        let isAtFault = trace.element(of: node)?.isDeciding == true || (hasFailed(node) && hasFailed(loop.body))
        guard isAtFault, let element = trace.element(of: node) else { return add(node, elements) }
        decide(loop.body, elements: elements + element.variables.map { Explanation.Element(variable: $0.name, value: $0.value) })
    }

    private mutating func add(_ node: Node, _ elements: [Explanation.Element]) {
        let depth = depth(of: node)
        deciding.append(
            Explanation.Deciding(
                step: step(node, depth: depth), detail: detail(of: node), comparison: comparison(of: node, depth: depth),
                elements: elements))
    }

    private func depth(of node: Node) -> Int {
        var depth = 0
        var current = program.root
        while current.id != node.id, let child = current.children.last(where: { $0.id <= node.id }) {
            current = child
            depth += 1
        }
        return depth
    }

    private func comparison(of node: Node, depth: Int) -> Explanation.Comparison? {
        let sides = node.children
        guard sides.count == 2, let found = node.function.flatMap(Operator.init(rawValue:)), found.isComparison,
            sides.allSatisfy({ value(of: $0) != nil })
        else { return nil }
        return Explanation.Comparison(
            left: step(sides[0], depth: depth + 1), symbol: found.symbol, right: step(sides[1], depth: depth + 1))
    }

    private func detail(of node: Node) -> String {
        switch trace.outcome(of: node) {
        case .failure(let failure): return failure.error(in: program.text).message
        case .value(let value):
            guard let comparison = comparison(of: node, depth: 0), let left = self.value(of: node.children[0]),
                let right = self.value(of: node.children[1])
            else { return value.shortText }
            return "\(left.shortText) \(comparison.symbol) \(right.shortText)"
        case nil: return "not evaluated"
        }
    }

    private func value(of node: Node) -> Value? {
        if case .value(let value) = trace.outcome(of: node) { value } else { nil }
    }
}
