/// Conditionals, aggregates and macros.
extension Checker {
    mutating func check(_ condition: Expression, _ yes: Expression, _ no: Expression, _ expression: Expression) -> Checked {
        let condition = check(condition, expecting: .bool)
        let left = check(yes)
        let right = check(no)
        let result = types.freshVariable()
        guard types.assign([left.type, right.type], to: [result, result]) else {
            let types = [left, right].map { self.types.resolve($0.type, openAsDyn: true) }
            let message = "the two values are of different types, `\(types[0])` and `\(types[1])`"
            return fail(.typeMismatch, .noMatchingOverload, message, yes.span.through(no.span))
        }
        return checked(.conditional(condition, left, right), result, expression.span)
    }

    mutating func check(list elements: [Expression.Element], _ expression: Expression) -> Checked {
        var type: Type?
        let values = elements.map { element -> (value: Checked, isOptional: Bool) in
            let value = check(element.value)
            let found = element.isOptional ? unwrapped(value, element.value.span) : value.type
            type = type.map { types.join($0, found) } ?? found
            return (value, element.isOptional)
        }
        return checked(.list(values), .list(type ?? types.freshVariable()), expression.span)
    }

    mutating func check(map entries: [Expression.Entry], _ expression: Expression) -> Checked {
        var keyType: Type?
        var valueType: Type?
        let checkedEntries = entries.map { entry -> (key: Checked, value: Checked, isOptional: Bool) in
            let key = check(entry.key)
            if isStrict, !types.resolve(key.type).canBeKey {
                let message = "a value of type `\(types.resolve(key.type, openAsDyn: true))` cannot be the key of a map"
                _ = fail(.typeMismatch, .unsupportedKey, message + ", only a `string`, `int`, `uint` or `bool`", entry.key.span)
            }
            let value = check(entry.value)
            let found = entry.isOptional ? unwrapped(value, entry.value.span) : value.type
            keyType = keyType.map { types.join($0, key.type) } ?? key.type
            valueType = valueType.map { types.join($0, found) } ?? found
            return (key, value, entry.isOptional)
        }
        let type = Type.map(keyType ?? types.freshVariable(), valueType ?? types.freshVariable())
        return checked(.map(checkedEntries), type, expression.span)
    }

    /// The type inside an optional.
    private mutating func unwrapped(_ value: Checked, _ span: Span) -> Type {
        let inner = types.freshVariable()
        if !types.assign(value.type, to: .optional(inner)) {
            let found = types.resolve(value.type, openAsDyn: true)
            _ = fail(.typeMismatch, .noMatchingOverload, "an optional value is needed behind `?`, not `\(found)`", span)
        }
        return types.resolve(inner)
    }

    // MARK: Macros

    /// Runs `check` with more variables in scope.
    private mutating func scoped<T>(_ variables: [(name: String, type: Type)], _ check: (inout Checker) -> T) -> T {
        scope += variables
        localCount = max(localCount, scope.count)
        defer { scope.removeLast(variables.count) }
        return check(&self)
    }

    mutating func check(binding name: String, _ value: Expression, _ body: Expression, _ expression: Expression) -> Checked {
        let value = check(value)
        let place = scope.count
        let body = scoped([(name, value.type)]) { $0.check(body) }
        return checked(.binding(local: place, value: value, body: body), body.type, expression.span)
    }

    mutating func check(
        optionalMap target: Expression, name: String, body: Expression, isFlat: Bool, _ expression: Expression
    ) -> Checked {
        let target = check(target)
        let inner = unwrapped(target, target.span)
        let place = scope.count
        let checkedBody = scoped([(name, inner)]) { $0.check(body) }
        let type = isFlat ? Type.optional(unwrapped(checkedBody, body.span)) : .optional(checkedBody.type)
        return checked(.optionalMap(target, local: place, body: checkedBody, isFlat: isFlat), type, expression.span)
    }

    mutating func check(comprehension macro: Expression.Comprehension, _ expression: Expression) -> Checked {
        let range = check(macro.range)
        let (key, value) = itemTypes(of: range, macro.range.span)
        let place = scope.count
        let variables: [(name: String, type: Type)]
        if macro.variables.count == 2 {
            variables = [(macro.variables[0], key.index), (macro.variables[1], value)]
        } else {
            variables = macro.variables.map { ($0, key.item) }
        }
        let (condition, body) = scoped(variables) { checker -> (Checked?, Checked) in
            let condition = macro.condition.map { checker.check($0, expecting: .bool) }
            switch macro.form {
            case .all, .exists, .existsOne, .filter: return (condition, checker.check(macro.body, expecting: .bool))
            case .map, .transformList, .transformMap: return (condition, checker.check(macro.body))
            case .transformMapEntry: return (condition, checker.check(entry: macro.body))
            }
        }
        let result: Type =
            switch macro.form {
            case .all, .exists, .existsOne: .bool
            case .filter: .list(key.item)
            case .map, .transformList: .list(body.type)
            case .transformMap: .map(key.index, body.type)
            case .transformMapEntry: body.type
            }
        let kind = Checked.Kind.comprehension(
            .init(form: macro.form, range: range, variables: macro.variables, local: place, condition: condition, body: body))
        return checked(kind, result, expression.span)
    }

    private mutating func check(entry body: Expression) -> Checked {
        let key = types.freshVariable()
        let value = types.freshVariable()
        return check(body, expecting: .map(key, value))
    }

    /// What a macro goes through: with one variable the elements or the keys, with two the index or key and the value.
    private mutating func itemTypes(of range: Checked, _ span: Span) -> (key: (item: Type, index: Type), value: Type) {
        switch types.resolve(range.type) {
        case .list(let element): return ((element, isStrict ? .int : .dyn), element)
        case .map(let key, let value): return ((key, key), value)
        case .dyn: return ((.dyn, .dyn), .dyn)
        case .parameter(let name):
            _ = types.assign(.dyn, to: .parameter(name))
            return ((.dyn, .dyn), .dyn)
        case .bool, .int, .uint, .double, .string, .bytes, .null, .timestamp, .duration, .wrapper, .type, .abstract, .record:
            let found = types.resolve(range.type, openAsDyn: true)
            _ = fail(.notIterable, .noMatchingOverload, "only a list or a map can be gone through, not `\(found)`", span)
            return ((.dyn, .dyn), .dyn)
        }
    }
}
