/// What a program reads and calls, so that a host fetches no more than is named.
public struct References: Sendable, Equatable {
    /// A variable with the fields that are read of it, such as `["records", "evidence"]`. What is read further of the
    /// elements of a list is not told.
    public struct Path: Sendable, Hashable {
        /// What is wanted of the path.
        public enum Use: Sendable, Hashable {
            case value
            /// Only whether it is there.
            case presence
            /// Only how many elements it has.
            case size
        }

        public let names: [String]
        public let use: Use

        public init(_ names: [String], _ use: Use = .value) {
            self.names = names
            self.use = use
        }
    }

    /// A call of a function that is not an operator.
    public struct Call: Sendable, Equatable {
        public let function: String
        /// The arguments that are written out; of a member the receiver first; `nil` for those that are computed.
        public let arguments: [Value?]

        public init(_ function: String, _ arguments: [Value?]) {
            self.function = function
            self.arguments = arguments
        }
    }

    /// Each once, in the order in which they are met.
    public let paths: [Path]
    /// Each once, in the order in which they are met.
    public let calls: [Call]
}

extension References {
    init(of checked: Checked, variables: [String]) {
        var reader = ReferenceReader(variables: variables)
        reader.visit(checked)
        self.init(paths: reader.paths, calls: reader.calls)
    }
}

private struct ReferenceReader {
    let variables: [String]
    var paths: [References.Path] = []
    var calls: [References.Call] = []
    private var seen = Set<References.Path>(minimumCapacity: 8)

    init(variables: [String]) { self.variables = variables }

    /// The path that a node reads, where it is nothing but that.
    private func path(of checked: Checked) -> [String]? {
        switch checked.kind {
        case .variable(let slot): return [variables[slot]]
        case .select(let operand, let field, _): return path(of: operand, field)
        case .call(let call):
            guard call.name == OperatorName.index, call.arguments.count == 2,
                case .literal(.string(let field)) = call.arguments[1].kind
            else { return nil }
            return path(of: call.arguments[0], field)
        case .literal, .local, .presence, .logical, .conditional, .list, .map, .message, .comprehension, .binding, .optionalMap,
            .failure:
            return nil
        }
    }

    private func path(of checked: Checked, _ field: String) -> [String]? {
        guard var path = path(of: checked) else { return nil }
        path.append(field)
        return path
    }

    private mutating func add(_ names: [String], _ use: References.Path.Use) {
        let path = References.Path(names, use)
        if seen.insert(path).inserted { paths.append(path) }
    }

    mutating func visit(_ checked: Checked) {
        if let path = path(of: checked) { return add(path, .value) }
        switch checked.kind {
        case .literal, .variable, .local, .failure: break
        case .select(let operand, _, _): visit(operand)
        case .presence(let operand, let field):
            if let path = path(of: operand, field) { add(path, .presence) } else { visit(operand) }
        case .call(let call): visit(call)
        case .logical(_, let operands): for operand in operands { visit(operand) }
        case .conditional(let condition, let yes, let no): for part in [condition, yes, no] { visit(part) }
        case .list(let elements): for element in elements { visit(element.value) }
        case .map(let entries):
            for entry in entries {
                visit(entry.key)
                visit(entry.value)
            }
        case .message(_, let fields): for field in fields { visit(field.value) }
        case .comprehension(let macro):
            visit(macro.range)
            if let condition = macro.condition { visit(condition) }
            visit(macro.body)
        case .binding(_, let value, let body):
            visit(value)
            visit(body)
        case .optionalMap(let target, _, let body, _):
            visit(target)
            visit(body)
        }
    }

    private mutating func visit(_ call: Checked.Call) {
        if call.name == "size", call.arguments.count == 1, let path = path(of: call.arguments[0]) { return add(path, .size) }
        if !OperatorName.isOperator(call.name) {
            let arguments = call.arguments.map { argument -> Value? in
                if case .literal(let value) = argument.kind { value } else { nil }
            }
            let found = References.Call(call.name, arguments)
            if !calls.contains(found) { calls.append(found) }
        }
        for argument in call.arguments { visit(argument) }
    }
}
