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

    /// - Parameter isInner: whether only a field of it is read.
    private mutating func plan(_ checked: Checked, isInner: Bool = false) -> Node {
        let id = count
        count += 1
        var path: [String]?
        var function: String?
        let kind: Node.Kind
        switch checked.kind {
        case .literal(let value): kind = .literal(value, isFolded: false)
        case .variable(let slot):
            kind = .variable(slot: slot, name: Map.Name(variables[slot]))
            path = [variables[slot]]
        case .local(let place): kind = .local(slot: variables.count + place)
        case .select(let operand, let field, let isOptional):
            let target = plan(operand, isInner: true)
            kind = .select(target, field: Map.Name(field), isOptional: isOptional, isRecord: operand.type.isRecord)
            path = target.path
            path?.append(field)
        case .presence(let operand, let field): kind = .truth(.presence(plan(operand, isInner: true), field: Map.Name(field)))
        case .call(let call):
            function = call.name
            let field = field(of: call)
            let arguments = call.arguments.enumerated().map { plan($1, isInner: $0 == 0 && field != nil) }
            kind = self.call(call, arguments)
            if let field {
                path = arguments[0].path
                path?.append(field)
            }
        case .logical(let junction, let operands): kind = .truth(.logical(junction, operands.map { plan($0) }))
        case .conditional(let condition, let yes, let no): kind = .conditional(plan(condition), plan(yes), plan(no))
        case .list(let elements): kind = folded(list: elements.map { (plan($0.value), $0.isOptional) })
        case .map(let entries): kind = folded(map: entries.map { (plan($0.key), plan($0.value), $0.isOptional) })
        case .message(let message, let fields): kind = .message(message, fields.map { ($0.name, plan($0.value)) })
        case .comprehension(let macro):
            function = macro.form.rawValue
            kind = comprehension(macro)
        case .binding(let local, let value, let body):
            kind = .binding(slot: variables.count + local, value: plan(value), body: plan(body))
        case .optionalMap(let target, let local, let body, let isFlat):
            kind = .optionalMap(plan(target), slot: variables.count + local, body: plan(body), isFlat: isFlat)
        case .failure(let code, let message): kind = .failure(Fault(code, message))
        }
        return Node(kind, checked.span, id: id, end: count, path: path, isInner: isInner, function: function)
    }

    /// `data["focus"]` reads the same path as `data.focus`.
    private func field(of call: Checked.Call) -> String? {
        guard call.name == OperatorName.index || call.name == OperatorName.optionalIndex, call.arguments.count == 2,
            case .literal(.string(let field)) = call.arguments[1].kind
        else { return nil }
        return field
    }

    private mutating func comprehension(_ macro: Checked.Comprehension) -> Node.Kind {
        let range = plan(macro.range)
        let condition = macro.condition.map { plan($0) }
        let loop = Node.Loop(
            form: macro.form, range: range, variables: macro.variables, slot: variables.count + macro.local,
            condition: condition, body: plan(macro.body))
        switch macro.form {
        case .all: return .truth(.quantified(loop, deciding: false))
        case .exists: return .truth(.quantified(loop, deciding: true))
        case .existsOne, .filter, .map, .transformList, .transformMap, .transformMapEntry: return .comprehension(loop)
        }
    }

    // MARK: Calls

    private func call(_ call: Checked.Call, _ arguments: [Node]) -> Node.Kind {
        if let relation = relation(call, arguments) { return relation }
        guard call.overloads.count == 1, let overload = call.overloads.first else { return dispatch(call, arguments) }
        if overload.id == "optional_or_optional" { return .alternative(arguments[0], arguments[1], isUnwrapped: false) }
        if overload.id == "optional_orValue_value" { return .alternative(arguments[0], arguments[1], isUnwrapped: true) }
        if let value = folded(overload, arguments) { return .literal(value, isFolded: true) }
        // These look at their arguments' kinds themselves.
        switch overload.implementation {
        case .ints(let work): return .ints(arguments[0], arguments[1], work)
        case .doubles(let work): return .doubles(arguments[0], arguments[1], work)
        case .equality(let isNegated): return .truth(.equality(isNegated: isNegated, arguments[0], arguments[1]))
        case .not: return .truth(.not(arguments[0]))
        case .membership: return membership(arguments[0], arguments[1])
        case .unary, .binary, .metered, .general, .relation, .missing: break
        }
        // An argument that only turns out to be of the right type when it is there goes through the general way.
        let isCertain = zip(call.arguments, overload.parameters).allSatisfy { Self.isCertain($0.type, for: $1) }
        guard isCertain else { return .dispatch(arguments, call.overloads) }
        switch overload.implementation {
        case .unary(let work): return .unary(arguments[0], work)
        case .binary(let work): return .binary(arguments[0], arguments[1], work)
        case .metered(let work):
            if overload.id.hasPrefix("matches"), case .string(let source)? = arguments[1].constant, let pattern = try? Pattern(source) {
                return .truth(.matches(arguments[0], pattern))
            }
            return .metered(arguments[0], arguments[1], work)
        case .general(let work): return .general(arguments, work)
        case .missing: return .failure(Fault(.noSuchFunction, "the function `\(call.name)` is declared but not provided"))
        case .ints, .doubles, .equality, .not, .membership, .relation: return .dispatch(arguments, call.overloads)
        }
    }

    /// A call whose overload shows only by the values.
    private func dispatch(_ call: Checked.Call, _ arguments: [Node]) -> Node.Kind {
        for overload in call.overloads where arguments.count == 2 {
            if case .ints(let work) = overload.implementation { return .dispatchInts(arguments[0], arguments[1], work, call.overloads) }
        }
        return .dispatch(arguments, call.overloads)
    }

    /// The result of a function of constants, where it has one and does not look at the host.
    private func folded(_ overload: Overload, _ arguments: [Node]) -> Value? {
        if case .general = overload.implementation { return nil }
        if case .missing = overload.implementation { return nil }
        guard arguments.allSatisfy({ $0.constant != nil }) else { return nil }
        let values = arguments.compactMap(\.constant)
        guard overload.accepts(values) else { return nil }
        var steps = 1_000
        return try? overload.implementation.result(of: values, CallContext(host: nil, stepsLeft: steps), steps: &steps)
    }

    /// A comparison by order, which asks its values themselves which of the overloads it is.
    private func relation(_ call: Checked.Call, _ arguments: [Node]) -> Node.Kind? {
        guard case .relation(let relation)? = call.overloads.first?.implementation else { return nil }
        let isStandard = call.overloads.allSatisfy {
            if case .relation(relation) = $0.implementation { true } else { false }
        }
        guard isStandard else { return nil }
        if let overload = call.overloads.first, let value = folded(overload, arguments) { return .literal(value, isFolded: true) }
        if call.overloads.count == 1, call.overloads[0].parameters == [.int, .int] {
            return .truth(.intRelation(relation, arguments[0], arguments[1]))
        }
        return .truth(.relation(relation, arguments[0], arguments[1], call.overloads))
    }

    private func membership(_ item: Node, _ list: Node) -> Node.Kind {
        guard case .list(let elements)? = list.constant, let set = ConstantSet(elements) else {
            return .truth(.membership(item, list))
        }
        return .truth(.constantMembership(item, list, set))
    }

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

    // MARK: Aggregates of constants

    private func folded(list elements: [(value: Node, isOptional: Bool)]) -> Node.Kind {
        let values = elements.compactMap { $0.isOptional ? nil : $0.value.constant }
        return values.count == elements.count ? .literal(.list(values), isFolded: false) : .list(elements)
    }

    private func folded(map entries: [(key: Node, value: Node, isOptional: Bool)]) -> Node.Kind {
        let values = entries.compactMap { entry -> Map.Entry? in
            guard !entry.isOptional, let key = entry.key.constant, let value = entry.value.constant else { return nil }
            return (key, value)
        }
        guard values.count == entries.count, let map = try? Map(values) else { return .map(entries) }
        return .literal(.map(map), isFolded: false)
    }
}
