/// A form that looks like a call but reads its arguments as syntax.
///
/// Language definition, "Macros"; the others come with the extensions of the specification.
public enum Macro: Sendable, CaseIterable {
    case has, all, exists, existsOne, map, filter
    /// `all`, `exists` and `existsOne` with two variables, and `transformList`, `transformMap`, `transformMapEntry`.
    case twoVariables
    /// `cel.bind(name, value, body)`.
    case bind
    /// `cel.block([values], body)` with `cel.index(n)`.
    case block
    /// `math.greatest(…)` and `math.least(…)` of any number of arguments.
    case extremes
    /// `optMap` and `optFlatMap`.
    case optionalMap

    /// Those of the language itself.
    public static let standard: Set<Macro> = [.has, .all, .exists, .existsOne, .map, .filter]

    /// The names that it has, with how each is written.
    var forms: [String: String] {
        switch self {
        case .has: ["has": "has(a.b)"]
        case .all: ["all": "list.all(x, condition)"]
        case .exists: ["exists": "list.exists(x, condition)"]
        case .existsOne: ["exists_one": "list.exists_one(x, condition)", "existsOne": "list.existsOne(x, condition)"]
        case .map: ["map": "list.map(x, result)"]
        case .filter: ["filter": "list.filter(x, condition)"]
        case .twoVariables:
            [
                "transformList": "list.transformList(i, x, result)", "transformMap": "map.transformMap(key, value, result)",
                "transformMapEntry": "map.transformMapEntry(key, value, {key: result})",
            ]
        case .bind: ["cel.bind": "cel.bind(x, value, result)"]
        case .block: ["cel.block": "cel.block([values], result)", "cel.index": "cel.index(0)"]
        case .extremes: ["math.greatest": "math.greatest(a, b)", "math.least": "math.least(a, b)"]
        case .optionalMap: ["optMap": "optional.optMap(x, result)", "optFlatMap": "optional.optFlatMap(x, result)"]
        }
    }
}

extension Parser {
    /// What a call stands for where it is a macro, or `nil` where it is a call.
    mutating func expand(
        _ name: String, _ nameSpan: Span, target: Expression?, arguments: [Expression], span: Span
    ) -> Expression? {
        guard let target else {
            guard name == "has", arguments.count == 1, dialect.macros.contains(.has) else { return nil }
            return presence(arguments[0], span)
        }
        if let expanded = namespaced(name, nameSpan, target: target, arguments: arguments, span: span) { return expanded }
        if dialect.macros.contains(.optionalMap), name == "optMap" || name == "optFlatMap", arguments.count == 2 {
            guard let variable = variable(arguments[0], of: name) else { return Expression(.invalid, span) }
            return node(.optionalMap(target, name: variable, body: arguments[1], isFlat: name == "optFlatMap"), span)
        }
        guard let (form, variableCount) = comprehension(name, argumentCount: arguments.count) else { return nil }
        var variables: [String] = []
        for argument in arguments.prefix(variableCount) {
            guard let variable = variable(argument, of: name) else { return Expression(.invalid, span) }
            variables.append(variable)
        }
        if variables.count == 2, variables[0] == variables[1] {
            mistakes.append(Mistake(.badMacro, "the two variables of `\(name)` need two names", arguments[1].span))
        }
        let rest = arguments.dropFirst(variableCount)
        guard let body = rest.last else { return nil }
        let condition = rest.count == 2 ? rest.first : nil
        return node(
            .comprehension(
                .init(form: form, name: name, range: target, variables: variables, condition: condition, body: body)),
            span)
    }

    /// The form of a macro over a range, and how many variables it names.
    private func comprehension(_ name: String, argumentCount: Int) -> (Expression.Comprehension.Form, Int)? {
        let macros = dialect.macros
        switch (name, argumentCount) {
        case ("all", 2) where macros.contains(.all): return (.all, 1)
        case ("exists", 2) where macros.contains(.exists): return (.exists, 1)
        case ("exists_one", 2) where macros.contains(.existsOne), ("existsOne", 2) where macros.contains(.existsOne):
            return (.existsOne, 1)
        case ("map", 2) where macros.contains(.map), ("map", 3) where macros.contains(.map): return (.map, 1)
        case ("filter", 2) where macros.contains(.filter): return (.filter, 1)
        default: break
        }
        guard macros.contains(.twoVariables) else { return nil }
        switch (name, argumentCount) {
        case ("all", 3): return (.all, 2)
        case ("exists", 3): return (.exists, 2)
        case ("exists_one", 3), ("existsOne", 3): return (.existsOne, 2)
        case ("transformList", 3), ("transformList", 4): return (.transformList, 2)
        case ("transformMap", 3), ("transformMap", 4): return (.transformMap, 2)
        case ("transformMapEntry", 3), ("transformMapEntry", 4): return (.transformMapEntry, 2)
        default: return nil
        }
    }

    private mutating func presence(_ argument: Expression, _ span: Span) -> Expression {
        switch argument.kind {
        case .select(let operand, let field, isOptional: false): return node(.presence(operand, field), span)
        case .invalid: return argument
        case .literal, .name, .select, .presence, .call, .logical, .conditional, .list, .map, .message, .comprehension,
            .binding, .optionalMap:
            mistakes.append(Mistake(.badMacro, "`has` takes a field, as in `has(a.b)`", argument.span))
            return Expression(.invalid, span)
        }
    }

    /// The name that a macro gives to what its body speaks of.
    private mutating func variable(_ argument: Expression, of macro: String) -> String? {
        if case .name(let name, isRooted: false) = argument.kind { return name }
        if case .invalid = argument.kind { return nil }
        mistakes.append(Mistake(.badMacro, "`\(macro)` takes a simple name here", argument.span))
        return nil
    }

    private mutating func namespaced(
        _ name: String, _ nameSpan: Span, target: Expression, arguments: [Expression], span: Span
    ) -> Expression? {
        guard case .name(let namespace, isRooted: false) = target.kind else { return nil }
        switch (namespace, name, arguments.count) {
        case ("cel", "bind", 3) where dialect.macros.contains(.bind):
            guard let variable = variable(arguments[0], of: "cel.bind") else { return Expression(.invalid, span) }
            return node(.binding(name: variable, value: arguments[1], body: arguments[2]), span)
        case ("cel", "block", 2) where dialect.macros.contains(.block): return block(arguments, span)
        case ("cel", "index", 1) where dialect.macros.contains(.block):
            guard case .literal(.int(let number)) = arguments[0].kind, number >= 0 else {
                mistakes.append(Mistake(.badMacro, "`cel.index` takes a number that is written out", arguments[0].span))
                return Expression(.invalid, span)
            }
            return node(.name("@index\(number)", isRooted: false), span)
        case ("cel", "iterVar", 2) where dialect.macros.contains(.block),
            ("cel", "accuVar", 2) where dialect.macros.contains(.block):
            guard case .literal(.int(let a)) = arguments[0].kind, case .literal(.int(let b)) = arguments[1].kind else {
                mistakes.append(Mistake(.badMacro, "`cel.\(name)` takes two numbers that are written out", span))
                return Expression(.invalid, span)
            }
            return node(.name("@\(name):\(a):\(b)", isRooted: false), span)
        case ("math", "greatest", 1...) where dialect.macros.contains(.extremes):
            return extreme("math.@max", target.span.through(nameSpan), arguments, span)
        case ("math", "least", 1...) where dialect.macros.contains(.extremes):
            return extreme("math.@min", target.span.through(nameSpan), arguments, span)
        default: return nil
        }
    }

    private mutating func block(_ arguments: [Expression], _ span: Span) -> Expression {
        guard case .list(let elements) = arguments[0].kind, elements.allSatisfy({ !$0.isOptional }) else {
            mistakes.append(Mistake(.badMacro, "`cel.block` takes a list that is written out", arguments[0].span))
            return Expression(.invalid, span)
        }
        var result = arguments[1]
        for (place, element) in elements.enumerated().reversed() {
            result = node(.binding(name: "@index\(place)", value: element.value, body: result), span)
        }
        return result
    }

    private mutating func extreme(_ function: String, _ nameSpan: Span, _ arguments: [Expression], _ span: Span) -> Expression {
        guard arguments.count > 2 else { return node(.call(function, nameSpan, target: nil, arguments: arguments, isRooted: false), span) }
        let list = node(.list(arguments.map { .init(value: $0, isOptional: false) }), span)
        return node(.call(function, nameSpan, target: nil, arguments: [list], isRooted: false), span)
    }
}
