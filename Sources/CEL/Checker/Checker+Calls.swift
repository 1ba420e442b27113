/// Functions, operators and messages.
extension Checker {
    mutating func check(
        call name: String, _ nameSpan: Span, target: Expression?, arguments: [Expression], isRooted: Bool, _ expression: Expression
    ) -> Checked {
        guard let target else {
            let declared = function(name, isRooted: isRooted)
            if declared == nil, let form = macroForm(name) { return misused(macro: name, nameSpan, form, expression) }
            let checkedArguments = arguments.map { check($0) }
            guard let function = declared else { return undeclared(function: name, nameSpan, expression) }
            return resolve(Callee(function, name, nameSpan), checkedArguments, arguments, expression)
        }
        // `a.b.f(…)` may be the function `a.b.f`.
        let prefix = isLocal(target) ? nil : target.qualifiedName
        let wholeSpan = target.span.through(nameSpan)
        if let prefix, let function = function(prefix + "." + name, isRooted: false) {
            let checkedArguments = arguments.map { check($0) }
            return resolve(Callee(function, function.name, wholeSpan), checkedArguments, arguments, expression)
        }
        guard let function = function(name, isRooted: false) else {
            return noMember(name, nameSpan, of: target, prefix, arguments, expression)
        }
        let checkedArguments = [check(target)] + arguments.map { check($0) }
        return resolve(Callee(function, name, nameSpan, isMember: true), checkedArguments, [target] + arguments, expression)
    }

    /// Reports that there is no function `name`; or, where the target stands for nothing either, none of the whole name.
    /// - Parameter prefix: the target as a qualified name, where it is one.
    private mutating func noMember(
        _ name: String, _ nameSpan: Span, of target: Expression, _ prefix: String?, _ arguments: [Expression], _ expression: Expression
    ) -> Checked {
        let wholeSpan = target.span.through(nameSpan)
        if let form = macroForm(name) { return misused(macro: name, nameSpan, form, expression) }
        let wholeName = prefix.map { $0 + "." + name }
        if let wholeName, let form = macroForm(wholeName) { return misused(macro: wholeName, wholeSpan, form, expression) }
        let isWholeUnknown = wholeName != nil && !isKnown(target)
        if !isWholeUnknown { _ = check(target) }
        for argument in arguments { _ = check(argument) }
        if isWholeUnknown, let wholeName { return undeclared(function: wholeName, wholeSpan, expression) }
        return undeclared(function: name, nameSpan, expression)
    }

    /// A function that is called, and how.
    private struct Callee {
        let function: FunctionDeclaration
        let name: String
        let span: Span
        let isMember: Bool

        init(_ function: FunctionDeclaration, _ name: String, _ span: Span, isMember: Bool = false) {
            self.function = function
            self.name = name
            self.span = span
            self.isMember = isMember
        }
    }

    private func function(_ name: String, isRooted: Bool) -> FunctionDeclaration? {
        nearest(name, isRooted: isRooted) { environment.functions[$0] }
    }

    private mutating func undeclared(function name: String, _ nameSpan: Span, _ expression: Expression) -> Checked {
        let nearest = Suggestion.nearest(to: name, among: environment.functions.keys)
        let message = "there is no function `\(name)`" + Suggestion.question(nearest)
        return fail(.undeclared, .noSuchFunction, message, expression.span, at: nameSpan, suggestion: nearest)
    }

    /// How a macro is written, where one has that name.
    private func macroForm(_ name: String) -> String? {
        environment.macros.lazy.compactMap { $0.forms[name] }.first
    }

    /// Reports a macro with another number of arguments than it takes, which therefore stayed a call.
    private mutating func misused(macro name: String, _ nameSpan: Span, _ form: String, _ expression: Expression) -> Checked {
        let message = "`\(name)` is not written like this, but like `\(form)`"
        return fail(.badMacro, .noSuchFunction, message, expression.span, at: nameSpan.through(expression.span), suggestion: form)
    }

    /// Finds the overloads that the arguments' types allow, and the type of the result.
    private mutating func resolve(
        _ callee: Callee, _ arguments: [Checked], _ written: [Expression], _ expression: Expression
    ) -> Checked {
        let argumentTypes = arguments.map(\.type)
        var found: [Overload] = []
        var result: Type?
        let overloads = callee.function.overloads
        // By their places: most overloads do not fit, and are not copied to find that out.
        for place in overloads.indices
        where overloads[place].isMember == callee.isMember && overloads[place].parameters.count == arguments.count {
            var signature = (parameters: overloads[place].parameters, result: overloads[place].result)
            if overloads[place].isGeneric { signature = types.renewed(signature.parameters, signature.result) }
            guard types.assign(argumentTypes, to: signature.parameters) else { continue }
            found.append(overloads[place])
            let type = types.resolve(signature.result)
            if let known = result, known != type { result = .dyn } else { result = type }
        }
        guard let result, let first = found.first else { return noOverload(of: callee, arguments, expression) }
        if let objection = object(to: written, first) { return objection }
        return checked(.call(.init(name: callee.name, overloads: found, arguments: arguments)), result, expression.span)
    }

    private mutating func noOverload(of callee: Callee, _ arguments: [Checked], _ expression: Expression) -> Checked {
        let found = arguments.map { types.resolve($0.type, openAsDyn: true) }
        if let message = Self.noOverload(ofOperator: callee.name, found) {
            return fail(.noMatchingOverload, .noMatchingOverload, message, expression.span)
        }
        let receiver = callee.isMember ? found.first.map { "\($0)." } ?? "" : ""
        let list = found.dropFirst(callee.isMember ? 1 : 0).map(\.description).joined(separator: ", ")
        let name = callee.function.shownName
        let known = callee.function.overloads.prefix(4).map { "`\($0.signature(of: name))`" }.joined(separator: ", ")
        let message = "`\(receiver)\(name)(\(list))` is not how the function is called; there is \(known)"
        return fail(.noMatchingOverload, .noMatchingOverload, message, expression.span, at: callee.span.through(expression.span))
    }

    /// That an operator does not go with operands of these types; `nil` where it is no operator.
    private static func noOverload(ofOperator name: String, _ types: [Type]) -> String? {
        if types.count == 2 {
            if let symbol = Operator(rawValue: name)?.symbol { return "`\(symbol)` does not go between `\(types[0])` and `\(types[1])`" }
            if name == OperatorName.index { return "a value of type `\(types[0])` has no elements by `\(types[1])`" }
        }
        guard let type = types.first, name == OperatorName.not || name == OperatorName.negate else { return nil }
        return "`\(name == OperatorName.not ? "!" : "-")` does not go before `\(type)`"
    }

    /// Looks at those arguments that are known by now.
    private mutating func object(to arguments: [Expression], _ overload: Overload) -> Checked? {
        for rule in overload.literalArguments where arguments.indices.contains(rule.index) {
            let argument = arguments[rule.index]
            guard case .literal(let value) = argument.kind else {
                guard rule.isRequired else { continue }
                return fail(.notLiteral, .invalidArgument, "this argument must be written out, not computed", argument.span)
            }
            let literals = arguments.map { argument -> Value? in if case .literal(let value) = argument.kind { value } else { nil } }
            if let objection = rule.check(value, literals) {
                return fail(.badLiteral, .invalidArgument, objection.message, argument.span, suggestion: objection.suggestion)
            }
        }
        return nil
    }

    mutating func check(message name: String, nameSpan: Span, fields: [Expression.Initializer], _ expression: Expression) -> Checked {
        let values = fields.map { check($0.value) }
        guard let message = nearest(name, isRooted: false, MessageType.init(rawValue:)) else {
            let nearest = Suggestion.nearest(to: name, among: MessageType.allCases.map(\.rawValue))
            let sentence = "there is no message type `\(name)`" + Suggestion.question(nearest)
            return fail(.undeclared, .noSuchFunction, sentence, nameSpan, suggestion: nearest)
        }
        var seen: Set<String> = []
        for (initializer, value) in zip(fields, values) {
            let field = initializer.field
            guard let type = message.fields.first(where: { $0.name == field.name })?.type else {
                let nearest = Suggestion.nearest(to: field.name, among: message.fields.map(\.name))
                let sentence = "unknown field `\(field.name)` of `\(message.rawValue)`" + Suggestion.question(nearest)
                return fail(.unknownField, .noSuchField, sentence, field.span, suggestion: nearest)
            }
            guard seen.insert(field.name).inserted else {
                return fail(.syntax, .repeatedKey, "the field `\(field.name)` is given twice", field.span)
            }
            guard types.assign(value.type, to: type) else {
                let found = types.resolve(value.type, openAsDyn: true)
                return fail(.typeMismatch, .conversion, "the field `\(field.name)` takes `\(type)`, not `\(found)`", initializer.value.span)
            }
        }
        return checked(.message(message, zip(fields, values).map { ($0.field.name, $1) }), message.type, expression.span)
    }
}
