/// Prints a syntax tree back to source text, with the parentheses that it needs and no others.
struct Unparser {
    private static let conditional = -1
    private static let any = 0
    private static let all = 1
    private static let unary = 5
    private static let member = 6

    static func text(of expression: Expression) -> String { Unparser().text(expression, above: conditional) }

    /// The expression, in parentheses where it binds less tightly than `lowest`.
    private func text(_ expression: Expression, above lowest: Int) -> String {
        let (text, precedence) = write(expression)
        return precedence < lowest ? "(\(text))" : text
    }

    private func write(_ expression: Expression) -> (String, precedence: Int) {
        switch expression.kind {
        case .literal(let value): return (value.description, isNegative(value) ? Self.unary : Self.member)
        case .name(let name, let isRooted): return ((isRooted ? "." : "") + Self.shown(name), Self.member)
        case .select(let operand, let field, let isOptional):
            return ("\(text(operand, above: Self.member)).\(isOptional ? "?" : "")\(fieldName(field.name))", Self.member)
        case .presence(let operand, let field):
            return ("has(\(text(operand, above: Self.member)).\(fieldName(field.name)))", Self.member)
        case .call(let name, _, let target, let arguments, let isRooted):
            return write(call: name, target: target, arguments: arguments, isRooted: isRooted)
        case .logical(let junction, let operands):
            let precedence = junction == .any ? Self.any : Self.all
            return (operands.map { text($0, above: precedence + 1) }.joined(separator: " \(junction.rawValue) "), precedence)
        case .conditional(let condition, let yes, let no):
            let head = "\(text(condition, above: Self.any)) ? \(text(yes, above: Self.any))"
            return ("\(head) : \(text(no, above: Self.conditional))", Self.conditional)
        case .list(let elements):
            return ("[" + elements.map { ($0.isOptional ? "?" : "") + whole($0.value) }.joined(separator: ", ") + "]", Self.member)
        case .map(let entries):
            let texts = entries.map { "\($0.isOptional ? "?" : "")\(whole($0.key)): \(whole($0.value))" }
            return ("{" + texts.joined(separator: ", ") + "}", Self.member)
        case .message(let name, _, let fields):
            let texts = fields.map { "\(fieldName($0.field.name)): \(whole($0.value))" }
            return (name + "{" + texts.joined(separator: ", ") + "}", Self.member)
        case .comprehension(let macro):
            let arguments = macro.variables.map(Self.shown) + (macro.condition.map { [whole($0)] } ?? []) + [whole(macro.body)]
            return ("\(text(macro.range, above: Self.member)).\(macro.name)(\(arguments.joined(separator: ", ")))", Self.member)
        case .binding(let name, let value, let body): return (binding(name, value, body), Self.member)
        case .optionalMap(let target, let name, let body, let isFlat):
            let call = isFlat ? "optFlatMap" : "optMap"
            return ("\(text(target, above: Self.member)).\(call)(\(name), \(whole(body)))", Self.member)
        case .invalid: return ("?", Self.member)
        }
    }

    private func whole(_ expression: Expression) -> String { text(expression, above: Self.conditional) }

    private func write(
        call name: String, target: Expression?, arguments: [Expression], isRooted: Bool
    ) -> (String, precedence: Int) {
        if arguments.count == 2, target == nil {
            if let found = Operator(rawValue: name) {
                let precedence = found.precedence + Self.all
                let left = text(arguments[0], above: precedence)
                return ("\(left) \(found.symbol) \(text(arguments[1], above: precedence + 1))", precedence)
            }
            if name == OperatorName.index || name == OperatorName.optionalIndex {
                let mark = name == OperatorName.index ? "" : "?"
                return ("\(text(arguments[0], above: Self.member))[\(mark)\(whole(arguments[1]))]", Self.member)
            }
        }
        if arguments.count == 1, target == nil {
            if name == OperatorName.not { return ("!" + text(arguments[0], above: Self.unary), Self.unary) }
            if name == OperatorName.negate {
                // `-1` would read as a number, which is another tree.
                let operand = text(arguments[0], above: Self.unary)
                return (operand.utf8.first.map { (48...57).contains($0) } == true ? "-(\(operand))" : "-" + operand, Self.unary)
            }
        }
        let texts = extremeArguments(name, arguments).map(whole).joined(separator: ", ")
        let front = target.map { text($0, above: Self.member) + "." } ?? (isRooted ? "." : "")
        return ("\(front)\(Self.shown(name))(\(texts))", Self.member)
    }

    private func isNegative(_ value: Value) -> Bool {
        switch value {
        case .int(let number): number < 0
        case .double(let number): number.sign == .minus
        case .null, .bool, .uint, .string, .bytes, .list, .map, .timestamp, .duration, .type, .host, .record: false
        }
    }

    private func fieldName(_ name: String) -> String {
        Parser.isFieldName(name) ? name : "`\(name)`"
    }

    // MARK: Names that macros make

    /// The name as it is written.
    static func shown(_ name: String) -> String {
        if name == "math.@max" { return "math.greatest" }
        if name == "math.@min" { return "math.least" }
        if name.hasPrefix("@index") { return "cel.index(\(name.dropFirst(6)))" }
        if name.hasPrefix("@iterVar:") || name.hasPrefix("@accuVar:") {
            let parts = name.dropFirst().split(separator: ":")
            return "cel.\(parts[0])(\(parts.dropFirst().joined(separator: ", ")))"
        }
        return name
    }

    private func extremeArguments(_ name: String, _ arguments: [Expression]) -> [Expression] {
        guard name == "math.@max" || name == "math.@min", arguments.count == 1, case .list(let elements) = arguments[0].kind,
            elements.count > 2
        else { return arguments }
        return elements.map(\.value)
    }

    private func binding(_ name: String, _ value: Expression, _ body: Expression) -> String {
        guard name.hasPrefix("@index") else { return "cel.bind(\(name), \(whole(value)), \(whole(body)))" }
        var values = [whole(value)]
        var body = body
        while case .binding(let inner, let value, let rest) = body.kind, inner.hasPrefix("@index"), inner != "@index0" {
            values.append(whole(value))
            body = rest
        }
        return "cel.block([\(values.joined(separator: ", "))], \(whole(body)))"
    }
}
