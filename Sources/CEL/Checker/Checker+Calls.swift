/// Functions, operators and messages.
extension Checker {
    mutating func check(
        call name: String, target: Expression?, arguments: [Expression], isRooted: Bool, _ expression: Expression
    ) -> Checked {
        guard let target else {
            let declared = function(name, isRooted: isRooted)
            if declared == nil, let form = macroForm(name) { return misused(macro: name, form, expression) }
            let checkedArguments = arguments.map { check($0) }
            guard let function = declared else { return undeclared(function: name, expression) }
            return resolve(function, as: name, isMember: false, checkedArguments, arguments, expression)
        }
        if let prefix = target.qualifiedName, !isLocal(target), let function = function(prefix + "." + name, isRooted: false) {
            let checkedArguments = arguments.map { check($0) }
            return resolve(function, as: function.name, isMember: false, checkedArguments, arguments, expression)
        }
        let declared = function(name, isRooted: false)
        let fullName = target.qualifiedName.map { $0 + "." + name }
        if declared == nil, let form = macroForm(name) ?? fullName.flatMap(macroForm) {
            return misused(macro: macroForm(name) == nil ? fullName ?? name : name, form, expression)
        }
        if declared == nil, let prefix = target.qualifiedName, !isLocal(target), !isKnown(target) {
            for argument in arguments { _ = check(argument) }
            return undeclared(function: prefix + "." + name, expression)
        }
        let checkedTarget = check(target)
        let checkedArguments = [checkedTarget] + arguments.map { check($0) }
        guard let function = declared else { return undeclared(function: name, expression) }
        return resolve(function, as: name, isMember: true, checkedArguments, [target] + arguments, expression)
    }

    private func function(_ name: String, isRooted: Bool) -> FunctionDeclaration? {
        nearest(name, isRooted: isRooted) { environment.functions[$0] }
    }

    private mutating func undeclared(function name: String, _ expression: Expression) -> Checked {
        let nearest = Suggestion.nearest(to: name, among: environment.functions.keys)
        let message = "there is no function `\(name)`" + Suggestion.question(nearest)
        return fail(.undeclared, .noSuchFunction, message, expression.span, suggestion: nearest)
    }

    /// How a macro is written, where one has that name.
    private func macroForm(_ name: String) -> String? {
        environment.macros.lazy.compactMap { $0.forms[name] }.first
    }

    /// Reports a macro with another number of arguments than it takes, which therefore stayed a call.
    private mutating func misused(macro name: String, _ form: String, _ expression: Expression) -> Checked {
        fail(.badMacro, .noSuchFunction, "`\(name)` is not written like this, but like `\(form)`", expression.span, suggestion: form)
    }

    /// Finds the overloads that the arguments' types allow, and the type of the result.
    private mutating func resolve(
        _ function: FunctionDeclaration, as name: String, isMember: Bool, _ arguments: [Checked], _ written: [Expression],
        _ expression: Expression
    ) -> Checked {
        let argumentTypes = arguments.map(\.type)
        var found: [Overload] = []
        var result: Type?
        let overloads = function.overloads
        // By their places: most overloads do not fit, and are not copied to find that out.
        for place in overloads.indices
        where overloads[place].isMember == isMember && overloads[place].parameters.count == arguments.count {
            var signature = (parameters: overloads[place].parameters, result: overloads[place].result)
            if overloads[place].isGeneric { signature = types.renewed(signature.parameters, signature.result) }
            guard types.assign(argumentTypes, to: signature.parameters) else { continue }
            found.append(overloads[place])
            let type = types.resolve(signature.result)
            if let known = result, known != type { result = .dyn } else { result = type }
        }
        guard let result, let first = found.first else { return noOverload(of: function, name, isMember: isMember, arguments, expression) }
        if let objection = object(to: written, first) { return objection }
        return checked(.call(.init(name: name, overloads: found, arguments: arguments)), result, expression.span)
    }

    private mutating func noOverload(
        of function: FunctionDeclaration, _ name: String, isMember: Bool, _ arguments: [Checked], _ expression: Expression
    ) -> Checked {
        let found = arguments.map { types.resolve($0.type, openAsDyn: true) }
        let shown: String
        if let symbol = Operator(rawValue: name)?.symbol, found.count == 2 {
            shown = "`\(symbol)` does not go between `\(found[0])` and `\(found[1])`"
        } else if name == OperatorName.not || name == OperatorName.negate, let type = found.first {
            shown = "`\(name == OperatorName.not ? "!" : "-")` does not go before `\(type)`"
        } else if name == OperatorName.index, found.count == 2 {
            shown = "a value of type `\(found[0])` has no elements by `\(found[1])`"
        } else {
            let receiver = isMember ? found.first.map { "\($0)." } ?? "" : ""
            let list = found.dropFirst(isMember ? 1 : 0).map(\.description).joined(separator: ", ")
            let name = function.shownName
            let known = function.overloads.prefix(4).map { "`\($0.signature(of: name))`" }.joined(separator: ", ")
            shown = "`\(receiver)\(name)(\(list))` is not how the function is called; there is \(known)"
        }
        return fail(.noMatchingOverload, .noMatchingOverload, shown, expression.span)
    }

    /// Looks at those arguments that are known by now.
    private mutating func object(to arguments: [Expression], _ overload: Overload) -> Checked? {
        for rule in overload.literalArguments where arguments.indices.contains(rule.index) {
            let argument = arguments[rule.index]
            guard case .literal(let value) = argument.kind else {
                guard rule.isRequired else { continue }
                return fail(.notLiteral, .invalidArgument, "this argument must be written out, not computed", argument.span)
            }
            if let objection = rule.check(value) {
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
