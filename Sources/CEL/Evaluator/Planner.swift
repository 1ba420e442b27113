/// Makes the steps of a program out of a checked tree.
struct Planner {
    private let variables: [String]
    private var count = 0

    private init(variables: [String]) { self.variables = variables }

    /// - Returns: the root and the number of nodes.
    static func plan(_ checked: Checked, variables: [String]) -> (Node, count: Int) {
        var planner = Planner(variables: variables)
        let root = planner.plan(checked)
        return (root, planner.count)
    }

    private mutating func plan(_ checked: Checked) -> Node {
        let id = count
        count += 1
        var path: [String]?
        var function: String?
        let kind: Node.Kind
        switch checked.kind {
        case .literal(let value): kind = .literal(value, isFolded: false)
        case .variable(let slot):
            kind = .variable(slot: slot)
            path = [variables[slot]]
        case .local(let place): kind = .local(place)
        case .select(let operand, let field, let isOptional):
            let target = plan(operand)
            kind = .select(target, field: field, isOptional: isOptional, isRecord: operand.type.isRecord)
            path = target.path.map { $0 + [field] }
        case .presence(let operand, let field): kind = .presence(plan(operand), field: field)
        case .call(let call):
            function = call.name
            let arguments = call.arguments.map { plan($0) }
            kind = self.call(call, arguments)
            path = indexPath(call, arguments)
        case .logical(let junction, let operands): kind = .logical(junction, operands.map { plan($0) })
        case .conditional(let condition, let yes, let no): kind = .conditional(plan(condition), plan(yes), plan(no))
        case .list(let elements): kind = folded(list: elements.map { (plan($0.value), $0.isOptional) })
        case .map(let entries): kind = folded(map: entries.map { (plan($0.key), plan($0.value), $0.isOptional) })
        case .message(let message, let fields): kind = .message(message, fields.map { ($0.name, plan($0.value)) })
        case .comprehension(let macro):
            let range = plan(macro.range)
            let condition = macro.condition.map { plan($0) }
            function = macro.form.rawValue
            kind = .comprehension(
                .init(
                    form: macro.form, range: range, variables: macro.variables, local: macro.local, condition: condition,
                    body: plan(macro.body)))
        case .binding(let local, let value, let body): kind = .binding(local: local, value: plan(value), body: plan(body))
        case .optionalMap(let target, let local, let body, let isFlat):
            kind = .optionalMap(plan(target), local: local, body: plan(body), isFlat: isFlat)
        case .failure(let code, let message): kind = .failure(Fault(code, message))
        }
        return Node(kind, checked.span, id: id, end: count, path: path, function: function)
    }

    /// `data["focus"]` reads the same path as `data.focus`.
    private func indexPath(_ call: Checked.Call, _ arguments: [Node]) -> [String]? {
        guard call.name == OperatorName.index, arguments.count == 2, case .literal(.string(let field), _) = arguments[1].kind
        else { return nil }
        return arguments[0].path.map { $0 + [field] }
    }

    // MARK: Calls

    private func call(_ call: Checked.Call, _ arguments: [Node]) -> Node.Kind {
        guard call.overloads.count == 1, let overload = call.overloads.first else { return dispatch(call, arguments) }
        if overload.id == "optional_or_optional" { return .alternative(arguments[0], arguments[1], isUnwrapped: false) }
        if overload.id == "optional_orValue_value" { return .alternative(arguments[0], arguments[1], isUnwrapped: true) }
        // An argument that only turns out to be of the right type when it is there goes through the general way.
        let isCertain = zip(call.arguments, overload.parameters).allSatisfy { Self.isCertain($0.type, for: $1) }
        guard isCertain else { return dispatch(call, arguments) }
        switch overload.implementation {
        case .unary(let work):
            guard arguments.count == 1 else { return dispatch(call, arguments) }
            if let value = constant(arguments[0]), let result = try? work(value) { return .literal(result, isFolded: true) }
            return .unary(arguments[0], work)
        case .binary(let work):
            guard arguments.count == 2 else { return dispatch(call, arguments) }
            if let left = constant(arguments[0]), let right = constant(arguments[1]), let result = try? work(left, right) {
                return .literal(result, isFolded: true)
            }
            return .binary(arguments[0], arguments[1], work)
        case .metered(let work):
            guard arguments.count == 2 else { return dispatch(call, arguments) }
            var steps = 1_000
            if let left = constant(arguments[0]), let right = constant(arguments[1]), let result = try? work(left, right, &steps) {
                return .literal(result, isFolded: true)
            }
            if overload.id.hasPrefix("matches"), case .string(let source)? = constant(arguments[1]), let pattern = try? Pattern(source) {
                return .matches(arguments[0], pattern)
            }
            return .metered(arguments[0], arguments[1], work)
        case .general(let work): return .general(arguments, work)
        case .missing: return .failure(Fault(.noSuchFunction, "the function `\(call.name)` is declared but not provided"))
        }
    }

    private func dispatch(_ call: Checked.Call, _ arguments: [Node]) -> Node.Kind { .dispatch(arguments, call.overloads) }

    /// Whether a value of the checked type `type` surely is one that `parameter` admits.
    private static func isCertain(_ type: Type, for parameter: Type) -> Bool {
        switch parameter {
        case .dyn, .parameter, .wrapper: true
        case .bool, .int, .uint, .double, .string, .bytes, .null, .timestamp, .duration: type == parameter
        case .list: if case .list = type { true } else { false }
        case .map: if case .map = type { true } else { false }
        case .type: if case .type = type { true } else { false }
        case .abstract(let name, _): if case .abstract(name, _) = type { true } else { false }
        case .record: type.isRecord
        }
    }

    private func constant(_ node: Node) -> Value? { if case .literal(let value, _) = node.kind { value } else { nil } }

    // MARK: Aggregates of constants

    private func folded(list elements: [(value: Node, isOptional: Bool)]) -> Node.Kind {
        let values = elements.compactMap { $0.isOptional ? nil : constant($0.value) }
        return values.count == elements.count ? .literal(.list(values), isFolded: false) : .list(elements)
    }

    private func folded(map entries: [(key: Node, value: Node, isOptional: Bool)]) -> Node.Kind {
        let values = entries.compactMap { entry -> Map.Entry? in
            guard !entry.isOptional, let key = constant(entry.key), let value = constant(entry.value) else { return nil }
            return (key, value)
        }
        guard values.count == entries.count, let map = try? Map(values) else { return .map(entries) }
        return .literal(.map(map), isFolded: false)
    }
}
