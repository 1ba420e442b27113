/// How many steps an expression takes at most, judged before it is evaluated.
///
/// Language definition, "Performance". What an evaluation counts is never more, for values within the ``Maxima``.
struct CostEstimate {
    /// The cost of a sub-expression, how large its value can be, and which part of it costs most.
    struct Part {
        let steps: Int
        let extent: Extent
        let dearest: Span
    }

    private let maxima: Maxima
    private let variables: [String]
    private var locals: [Extent]

    private init(variables: [String], localCount: Int, maxima: Maxima) {
        self.maxima = maxima
        self.variables = variables
        locals = Array(repeating: .plain, count: localCount)
    }

    static func part(of checked: Checked, variables: [String], localCount: Int, maxima: Maxima) -> Part {
        var estimate = CostEstimate(variables: variables, localCount: localCount, maxima: maxima)
        return estimate.part(checked)
    }

    /// A node with its own steps and those of the parts below, of which it may be one that costs most.
    private func made(_ checked: Checked, own: Int = 1, _ below: [Part], _ extent: Extent) -> Part {
        let steps = below.reduce(own) { $0.plus($1.steps) }
        let dearest = below.max { $0.steps < $1.steps }
        guard let dearest, dearest.steps > steps / 2 else { return Part(steps: steps, extent: extent, dearest: checked.span) }
        return Part(steps: steps, extent: extent, dearest: dearest.dearest)
    }

    private mutating func part(_ checked: Checked) -> Part {
        switch checked.kind {
        case .literal(let value): return made(checked, [], Extent(of: value))
        case .variable(let slot): return made(checked, [], Extent(checked.type, at: [variables[slot]], maxima))
        case .local(let place): return made(checked, [], locals[place])
        case .select(let operand, let field, let isOptional):
            let target = part(operand)
            let extent = target.extent.field(field, maxima)
            return made(checked, [target], isOptional ? .optional(extent.wrapped) : extent)
        case .presence(let operand, _): return made(checked, [part(operand)], .plain)
        case .call(let call): return self.call(call, checked)
        case .logical(_, let operands): return made(checked, operands.map { part($0) }, .plain)
        case .conditional(let condition, let yes, let no):
            let condition = part(condition)
            let (left, right) = (part(yes), part(no))
            let extent = left.extent.joined(right.extent)
            return made(checked, [condition, left.steps > right.steps ? left : right], extent)
        case .list(let elements):
            let parts = elements.map { part($0.value) }
            return made(checked, parts, .list(parts.count, Extent(joining: parts.lazy.map(\.extent.wrapped))))
        case .map(let entries): return map(entries, checked)
        case .message(_, let fields):
            let parts = fields.map { part($0.value) }
            let extent = Extent(joining: parts.lazy.map(\.extent))
            return made(checked, own: extent.weight.plus(1), parts, extent)
        case .comprehension(let loop): return comprehension(loop, checked)
        case .binding(let local, let value, let body):
            let value = part(value)
            locals[local] = value.extent
            let body = part(body)
            return made(checked, [value, body], body.extent)
        case .optionalMap(let target, let local, let body, let isFlat):
            let target = part(target)
            locals[local] = target.extent.wrapped
            let body = part(body)
            return made(checked, [target, body], isFlat ? body.extent : .optional(body.extent))
        case .failure: return made(checked, [], .plain)
        }
    }

    private mutating func map(_ entries: [(key: Checked, value: Checked, isOptional: Bool)], _ checked: Checked) -> Part {
        let keys = entries.map { part($0.key) }
        let values = entries.map { part($0.value) }
        let extent = Extent.map(
            entries.count, key: Extent(joining: keys.lazy.map(\.extent)), value: Extent(joining: values.lazy.map(\.extent.wrapped)))
        return made(checked, own: keys.reduce(1) { $0.plus($1.extent.length) }, keys + values, extent)
    }

    private mutating func comprehension(_ loop: Checked.Comprehension, _ checked: Checked) -> Part {
        let range = part(loop.range)
        if loop.variables.count == 2 {
            locals[loop.local] = range.extent.index
            locals[loop.local + 1] = range.extent.element
        } else {
            locals[loop.local] = range.extent.item
        }
        let condition = loop.condition.map { part($0) }
        let body = part(loop.body)
        let count = range.extent.iterations
        let gathered = loop.form == .transformMapEntry ? body.extent.weight : 0
        let steps = count.times(body.steps.plus(condition?.steps ?? 0).plus(gathered)).plus(1)
        let extent: Extent =
            switch loop.form {
            case .all, .exists, .existsOne: .plain
            case .filter: .list(count, range.extent.item)
            case .map, .transformList: .list(count, body.extent)
            case .transformMap: .map(count, key: range.extent.index, value: body.extent)
            case .transformMapEntry: .map(count.times(body.extent.iterations), key: body.extent.index, value: body.extent.element)
            }
        return made(checked, own: steps, [range], extent)
    }

    // MARK: Calls

    private mutating func call(_ call: Checked.Call, _ checked: Checked) -> Part {
        let arguments = call.arguments.map { part($0) }
        let result = result(of: call, arguments, checked.type)
        let own = work(of: call, arguments).plus(result.weight).plus(1)
        return made(checked, own: own, arguments, result)
    }

    /// The steps that a function counts itself, and those of reading its arguments.
    private func work(of call: Checked.Call, _ arguments: [Part]) -> Int {
        let reading = arguments.reduce(0) { $0.plus($1.extent.length) }
        guard arguments.count == 2 else { return reading }
        let (first, second) = (arguments[0].extent, arguments[1].extent)
        switch call.name {
        case Operator.equal.rawValue, Operator.notEqual.rawValue: return min(first.parts, second.parts)
        case Operator.within.rawValue: return reading.plus(second.iterations.times(min(first.parts, second.item.parts).plus(2)))
        case "contains": return reading.plus(first.count.plus(second.count) / 8)
        case "matches": return reading.plus(matching(call, first, second))
        default: return reading
        }
    }

    /// An automaton goes over the text once; at each character it is in some of its states.
    private func matching(_ call: Checked.Call, _ text: Extent, _ pattern: Extent) -> Int {
        var (size, making) = (Pattern.largest, Pattern.mostToMake)
        if case .literal(.string(let source)) = call.arguments[1].kind, let pattern = try? Pattern(source) {
            (size, making) = (pattern.size, pattern.stepsToMake)
        }
        return text.count.times(1 + size / 8).plus(pattern.count.times(4)).plus(making)
    }

    /// How large the result of a call can be. What is not known here is as large as the maxima allow for its type.
    private func result(of call: Checked.Call, _ arguments: [Part], _ type: Type) -> Extent {
        if case .bool = type { return .plain }
        let unknown = Extent(type, at: [], maxima)
        guard let first = arguments.first?.extent else { return unknown }
        let count = first.count
        switch (call.name, arguments.count) {
        case (Operator.add.rawValue, 2): return sum(first, arguments[1].extent)
        case (OperatorName.index, 2): return first.element
        case (OperatorName.optionalIndex, 2): return .optional(first.element.wrapped)
        case ("dyn", 1), ("lowerAscii", 1), ("upperAscii", 1), ("trim", 1), ("reverse", 1), ("substring", _): return first
        case ("string", 1): return .text(first.textCount)
        case ("bytes", 1): return .bytes(count.times(4))
        case ("charAt", 2): return .text(1)
        case ("strings.quote", 1): return .text(count.times(2).plus(2))
        case ("replace", 3...): return .text(count.plus(count.plus(1).times(arguments[2].extent.count)))
        case ("split", _): return .list(count.plus(1), .text(count))
        case ("join", _):
            let separator = arguments.count > 1 ? arguments[1].extent.count : 0
            return .text(first.iterations.times(first.element.textCount.plus(separator)))
        case ("format", 2): return .text(count.plus((count / 2).times(max(1_400, arguments[1].extent.element.textCount))))
        case ("base64.encode", 1): return .text((count / 3).plus(1).times(4))
        case ("base64.decode", 1): return .bytes(count)
        case ("optional.of", 1), ("optional.ofNonZeroValue", 1): return .optional(first)
        case ("value", 1): return first.wrapped
        case ("or", 2): return first.joined(arguments[1].extent)
        case ("orValue", 2): return first.wrapped.joined(arguments[1].extent)
        case ("first", 1), ("last", 1): return .optional(first.element)
        case ("optional.unwrap", 1), ("unwrapOpt", 1): return .list(first.iterations, first.element.wrapped)
        default: return unknown
        }
    }

    private func sum(_ a: Extent, _ b: Extent) -> Extent {
        switch (a, b) {
        case (.text(let a), .text(let b)): .text(a.plus(b))
        case (.bytes(let a), .bytes(let b)): .bytes(a.plus(b))
        case (.list(let a, let left), .list(let b, let right)): .list(a.plus(b), a == 0 ? right : (b == 0 ? left : left.joined(right)))
        case (.plain, .plain): .plain
        case (.plain, _), (.text, _), (.bytes, _), (.list, _), (.map, _), (.optional, _), (.record, _), (.any, _):
            .any(a.parts.plus(b.parts))
        }
    }
}
