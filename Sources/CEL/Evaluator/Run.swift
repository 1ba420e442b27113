/// One evaluation of a program: its variables so far, its steps left, and what is noted for an explanation.
struct Run {
    let activation: Activation
    var stepsLeft: Int
    var trace: Trace?
    let hasUnknowns: Bool
    /// Whether each sub-expression's value is asked for, or each unknown: then nothing is computed past ``value(_:)``.
    let isWatched: Bool
    /// The variables, once they have been asked for, and behind them those of macros.
    let slots: UnsafeMutableBufferPointer<Value?>
    /// Why those variables of macros have no value whose values failed.
    private var failures: [Int: Failure] = [:]
    /// What an operand came to that was to be a number of one type, for the sentence that says so.
    var misfit = Value.null

    init(_ activation: Activation, steps: Int, trace: Trace?, slots: UnsafeMutableBufferPointer<Value?>) {
        self.activation = activation
        self.trace = trace
        self.slots = slots
        stepsLeft = steps
        hasUnknowns = !activation.unknowns.isEmpty
        isWatched = hasUnknowns || trace != nil
    }

    /// The value of a node, with its work counted and its outcome noted.
    mutating func value(_ node: Node) throws(Failure) -> Value {
        try step(node)
        guard trace != nil else { return try evaluate(node) }
        do throws(Failure) {
            let value = try evaluate(node)
            trace?.note(.value(value), for: node)
            return value
        } catch {
            trace?.note(.failure(error), for: node)
            throw error
        }
    }

    mutating func step(_ node: Node) throws(Failure) {
        stepsLeft -= 1
        if stepsLeft < 0 { throw outOfSteps(node) }
    }

    func outOfSteps(_ node: Node) -> Failure {
        .fault(Fault(.stepLimit, "the expression takes more steps than allowed"), node.span)
    }

    private mutating func evaluate(_ node: Node) throws(Failure) -> Value {
        switch node.kind {
        case .literal(let value, _): return value
        case .variable(let slot, let name): return try variable(slot, name, node)
        case .local(let slot): return try local(slot)
        case .select(let operand, let field, let isOptional, let isRecord):
            return try select(operand, field, isOptional: isOptional, isRecord: isRecord, node)
        case .truth(let truth): return .bool(try self.truth(truth, node))
        case .ints(let left, let right, let work): return .int(try ints(left, right, work, node))
        case .doubles(let left, let right, let work): return .double(try doubles(left, right, work, node))
        case .unary(let operand, let work):
            let value = try value(operand)
            try read(value, node)
            return try weighed(try Self.attempt(node) { () throws in try work(value) }, node)
        case .binary(let left, let right, let work):
            // An index reads a field as a selection does.
            if hasUnknowns { try checkUnknown(node) }
            let (left, right) = try both(left, right)
            try read(left, node)
            try read(right, node)
            return try weighed(try Self.attempt(node) { () throws in try work(left, right) }, node)
        case .metered(let left, let right, let work):
            let (left, right) = try both(left, right)
            try read(left, node)
            try read(right, node)
            return try weighed(try Self.attempt(node) { () throws in try work(left, right, &stepsLeft) }, node)
        case .general(let arguments, let work):
            let values = try all(arguments)
            if hasUnknowns { try checkUnknown(node) }
            let context = try context(reading: values, node)
            return try weighed(try Self.attempt(node) { () throws in try work(values, context) }, node)
        case .dispatch(let arguments, let overloads):
            if hasUnknowns { try checkUnknown(node) }
            return try dispatch(try all(arguments), overloads, node)
        case .dispatchInts(let left, let right, let work, let overloads):
            if hasUnknowns { try checkUnknown(node) }
            let (left, right) = try both(left, right)
            guard case .int(let first) = left, case .int(let second) = right else {
                return try dispatch([left, right], overloads, node)
            }
            return .int(try Self.attempt(node) { () throws in try work(first, second) })
        case .conditional(let condition, let yes, let no):
            return try value(try truth(condition) ? yes : no)
        case .list(let elements): return try list(elements)
        case .map(let entries): return try map(entries, node)
        case .message(let message, let fields): return try self.message(message, fields, node)
        case .comprehension(let loop): return try comprehension(loop, node)
        case .binding(let slot, let bound, let body):
            try bind(slot, to: bound)
            return try value(body)
        case .optionalMap(let target, let slot, let body, let isFlat):
            let found = try optional(target, node)
            guard let inner = found.value else { return .host(found) }
            slots[slot] = inner
            let result = try value(body)
            return isFlat ? result : .host(OptionalValue(result))
        case .alternative(let first, let second, let isUnwrapped):
            let found = try optional(first, node)
            guard let inner = found.value else { return try value(second) }
            return isUnwrapped ? inner : .host(found)
        case .failure(let fault): throw .fault(fault, node.span)
        }
    }

    private mutating func optional(_ operand: Node, _ node: Node) throws(Failure) -> OptionalValue {
        let found = try value(operand)
        guard case .host(let optional as OptionalValue) = found else { throw .fault(.noOverload(for: [found]), node.span) }
        return optional
    }

    /// Gives a variable its value. What failed is kept in its place: errors go through an expression as values do, and the body
    /// may come to a value without this one.
    private mutating func bind(_ slot: Int, to bound: Node) throws(Failure) {
        do throws(Failure) {
            slots[slot] = try value(bound)
        } catch {
            if error.isFinal { throw error }
            slots[slot] = nil
            failures[slot] = error
        }
    }

    private func local(_ slot: Int) throws(Failure) -> Value {
        if let value = slots[slot] { return value }
        if let failure = failures[slot] { throw failure }
        return .null
    }

    /// Counts a value that is gone over once: a long text is more than one step.
    mutating func read(_ value: Value, _ node: Node) throws(Failure) {
        stepsLeft -= value.length
        if stepsLeft < 0 { throw outOfSteps(node) }
    }

    /// Counts the arguments of a function, and says how many steps are left.
    private mutating func context(reading values: [Value], _ node: Node) throws(Failure) -> CallContext {
        for value in values { try read(value, node) }
        return CallContext(host: activation.host, stepsLeft: stepsLeft)
    }

    /// Does a function's work; its errors are those of the node.
    static func attempt<T>(_ node: Node, _ work: () throws -> T) throws(Failure) -> T {
        do {
            return try work()
        } catch {
            throw Failure(error, at: node.span)
        }
    }

    /// Counts the result of a function: a large one is more than one step.
    mutating func weighed(_ result: Value, _ node: Node) throws(Failure) -> Value {
        stepsLeft -= result.weight
        if stepsLeft < 0 { throw outOfSteps(node) }
        return result
    }

    /// The truth value that a value is.
    func truth(_ value: Value, of node: Node) throws(Failure) -> Bool {
        guard case .bool(let truth) = value else {
            throw .fault(Fault(.noMatchingOverload, "a `bool` is needed here, not `\(value.type)`"), node.span)
        }
        return truth
    }

    // MARK: Arguments

    /// Two arguments; where one is unknown the other is looked at too, so that all that is unknown is told, or that there can be no
    /// value whatever it turns out to be.
    mutating func both(_ left: Node, _ right: Node) throws(Failure) -> (Value, Value) {
        let first: Value
        do throws(Failure) {
            first = try value(left)
        } catch {
            guard case .unknown = error else { throw error }
            do throws(Failure) { _ = try value(right) } catch let second { throw second.isUnknown ? error.merged(with: second) : second }
            throw error
        }
        return (first, try value(right))
    }

    private mutating func all(_ nodes: [Node]) throws(Failure) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(nodes.count)
        var unknown: Failure?
        for node in nodes {
            do throws(Failure) {
                values.append(try value(node))
            } catch {
                guard error.isUnknown else { throw error }
                unknown = unknown?.merged(with: error) ?? error
            }
        }
        if let unknown { throw unknown }
        return values
    }

    mutating func dispatch(_ values: [Value], _ overloads: [Overload], _ node: Node) throws(Failure) -> Value {
        guard let overload = overloads.first(where: { $0.accepts(values) }) else {
            throw .fault(.noOverload(for: values), node.span)
        }
        let context = try context(reading: values, node)
        let result = try Self.attempt(node) { () throws in
            try overload.implementation.result(of: values, context, steps: &stepsLeft)
        }
        return try weighed(result, node)
    }
}
