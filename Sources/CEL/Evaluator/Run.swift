/// One evaluation of a program: its variables so far, its steps left, and what is noted for an explanation.
final class Run {
    let program: Program
    let activation: Activation
    let context: CallContext
    var locals: [Value]
    var stepsLeft: Int
    var trace: Trace?
    private var variables: [Value?]
    private let hasUnknowns: Bool

    init(_ program: Program, _ activation: Activation, steps: Int, trace: Trace? = nil) {
        self.program = program
        self.activation = activation
        self.trace = trace
        context = CallContext(host: activation.host)
        stepsLeft = steps
        locals = Array(repeating: .null, count: program.localCount)
        variables = Array(repeating: nil, count: program.variables.count)
        hasUnknowns = !activation.unknowns.isEmpty
    }

    /// The value of a node, with its work counted and its outcome noted.
    func value(_ node: Node) throws(Failure) -> Value {
        stepsLeft -= 1
        if stepsLeft < 0 { throw outOfSteps(node) }
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

    private func outOfSteps(_ node: Node) -> Failure {
        .fault(Fault(.stepLimit, "the expression takes more steps than allowed"), node.span)
    }

    private func evaluate(_ node: Node) throws(Failure) -> Value {
        switch node.kind {
        case .literal(let value, _): return value
        case .variable(let slot): return try variable(slot, node)
        case .local(let place): return locals[place]
        case .select(let operand, let field, let isOptional, let isRecord):
            return try select(operand, field, isOptional: isOptional, isRecord: isRecord, node)
        case .presence(let operand, let field): return try presence(operand, field, node)
        case .unary(let operand, let work):
            let value = try value(operand)
            return try weighed(node) { () throws in try work(value) }
        case .binary(let left, let right, let work):
            let (left, right) = try both(left, right)
            return try weighed(node) { () throws in try work(left, right) }
        case .metered(let left, let right, let work):
            let (left, right) = try both(left, right)
            return try weighed(node) { () throws in try work(left, right, &stepsLeft) }
        case .general(let arguments, let work):
            let values = try all(arguments)
            try checkUnknown(node)
            return try weighed(node) { () throws in try work(values, context) }
        case .dispatch(let arguments, let overloads):
            try checkUnknown(node)
            let values = try all(arguments)
            return try weighed(node) { () throws in try dispatch(values, overloads, node) }
        case .matches(let operand, let pattern):
            guard case .string(let text) = try value(operand) else { throw .fault(.noOverload, node.span) }
            return try weighed(node) { () throws in .bool(try pattern.matches(text, steps: &stepsLeft)) }
        case .logical(let junction, let operands): return try logical(junction, operands)
        case .conditional(let condition, let yes, let no):
            guard case .bool(let truth) = try value(condition) else { throw notTruth(condition) }
            return try value(truth ? yes : no)
        case .list(let elements): return try list(elements)
        case .map(let entries): return try map(entries, node)
        case .message(let message, let fields): return try self.message(message, fields, node)
        case .comprehension(let loop): return try comprehension(loop, node)
        case .binding(let place, let bound, let body):
            locals[place] = try value(bound)
            return try value(body)
        case .optionalMap(let target, let place, let body, let isFlat):
            guard case .host(let found as OptionalValue) = try value(target) else { throw .fault(.noOverload, node.span) }
            guard let inner = found.value else { return .host(found) }
            locals[place] = inner
            let result = try value(body)
            return isFlat ? result : .host(OptionalValue(result))
        case .alternative(let first, let second, let isUnwrapped):
            guard case .host(let optional as OptionalValue) = try value(first) else { throw .fault(.noOverload, node.span) }
            guard let inner = optional.value else { return try value(second) }
            return isUnwrapped ? inner : .host(optional)
        case .failure(let fault): throw .fault(fault, node.span)
        }
    }

    /// Does a function's work; a large result counts for more than one step.
    func weighed(_ node: Node, _ work: () throws -> Value) throws(Failure) -> Value {
        let result: Value
        do {
            result = try work()
        } catch {
            throw Failure(error, at: node.span)
        }
        stepsLeft -= result.weight
        if stepsLeft < 0 { throw outOfSteps(node) }
        return result
    }

    func notTruth(_ node: Node) -> Failure { .fault(Fault(.noMatchingOverload, "a bool is needed here"), node.span) }

    // MARK: Arguments

    /// Two arguments; where one is unknown the other is looked at too, so that all that is unknown is told.
    private func both(_ left: Node, _ right: Node) throws(Failure) -> (Value, Value) {
        let first: Value
        do throws(Failure) {
            first = try value(left)
        } catch {
            guard case .unknown = error else { throw error }
            do throws(Failure) { _ = try value(right) } catch let second { throw error.merged(with: second) }
            throw error
        }
        return (first, try value(right))
    }

    private func all(_ nodes: [Node]) throws(Failure) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(nodes.count)
        var unknown: Failure?
        for node in nodes {
            do throws(Failure) {
                values.append(try value(node))
            } catch {
                guard case .unknown = error else { throw unknown ?? error }
                unknown = error.merged(with: unknown)
            }
        }
        if let unknown { throw unknown }
        return values
    }

    private func dispatch(_ values: [Value], _ overloads: [Overload], _ node: Node) throws -> Value {
        guard let overload = overloads.first(where: { $0.accepts(values) }) else {
            let types = values.map(\.type.description).joined(separator: ", ")
            throw Fault(.noMatchingOverload, "no overload takes (\(types))")
        }
        switch overload.implementation {
        case .unary(let work): return try work(values[0])
        case .binary(let work): return try work(values[0], values[1])
        case .metered(let work): return try work(values[0], values[1], &stepsLeft)
        case .general(let work): return try work(values, context)
        case .missing: throw Fault(.noSuchFunction, "the function is declared but not provided")
        }
    }

    // MARK: Variables and fields

    private func variable(_ slot: Int, _ node: Node) throws(Failure) -> Value {
        if let known = variables[slot] { return known }
        try checkUnknown(node)
        let name = program.variables[slot]
        let found: Value?
        do {
            found = try activation.value(of: name)
        } catch {
            throw Failure(error, at: node.span)
        }
        guard let found else { throw .fault(Fault(.noSuchVariable, "the variable `\(name)` has no value"), node.span) }
        variables[slot] = found
        return found
    }

    private func checkUnknown(_ node: Node) throws(Failure) {
        guard hasUnknowns, let path = node.path, activation.unknowns.contains(path) else { return }
        throw .unknown([path], node.span)
    }

    private func select(
        _ operand: Node, _ field: String, isOptional: Bool, isRecord: Bool, _ node: Node
    ) throws(Failure) -> Value {
        try checkUnknown(node)
        var target = try value(operand)
        var isChained = isOptional
        if case .host(let optional as OptionalValue) = target {
            guard let inner = optional.value else { return target }
            target = inner
            isChained = true
        }
        let found = try self.field(field, of: target, node)
        if isChained { return .host(OptionalValue(found)) }
        if let found { return found }
        if case .map = target, !isRecord {
            throw .fault(Fault(.noSuchKey, "the map has no key \(field.quoted)"), node.span)
        }
        throw .fault(Fault(.noSuchField, "the record has no field `\(field)`"), node.span)
    }

    private func presence(_ operand: Node, _ field: String, _ node: Node) throws(Failure) -> Value {
        if hasUnknowns, let path = operand.path, activation.unknowns.contains(path + [field]) {
            throw .unknown([path + [field]], node.span)
        }
        var target = try value(operand)
        if case .host(let optional as OptionalValue) = target {
            guard let inner = optional.value else { return .bool(false) }
            target = inner
        }
        return .bool(try self.field(field, of: target, node) != nil)
    }

    private func field(_ field: String, of target: Value, _ node: Node) throws(Failure) -> Value? {
        switch target {
        case .map(let map): return map[field]
        case .record(let record):
            do {
                return try record.field(field)
            } catch {
                throw Failure(error, at: node.span)
            }
        case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .timestamp, .duration, .type, .host:
            throw .fault(Fault(.noMatchingOverload, "a value of type `\(target.type)` has no fields"), node.span)
        }
    }
}
