/// Resolves names and deduces types; reports every mistake.
///
/// Language definition, "Gradual Type Checking" and "Name Resolution". Not strict, it takes every type for `dyn`, so
/// that only names are resolved and what is wrong shows when the program is evaluated.
struct Checker {
    let environment: Environment
    let isStrict: Bool
    var mistakes: [Mistake] = []
    var types = Assignability()
    /// The variables of the environment that the expression reads, in the order of their slots.
    var variables: [String] = []
    /// The variables of macros around the current node, innermost last.
    var scope: [(name: String, type: Type)] = []
    /// The most that ``scope`` has held.
    var localCount = 0

    init(environment: Environment, isStrict: Bool) {
        self.environment = environment
        self.isStrict = isStrict
    }

    mutating func check(_ expression: Expression) -> Checked {
        switch expression.kind {
        case .literal(let value): return checked(.literal(value), value.type, expression.span)
        case .name(let name, let isRooted): return check(name: name, isRooted: isRooted, expression)
        case .select(let operand, let field, let isOptional):
            return check(select: operand, field, isOptional: isOptional, expression)
        case .presence(let operand, let field): return check(presence: operand, field, expression)
        case .call(let name, let nameSpan, let target, let arguments, let isRooted):
            return check(call: name, nameSpan, target: target, arguments: arguments, isRooted: isRooted, expression)
        case .logical(let junction, let operands):
            let operands = operands.map { check($0, expecting: .bool) }
            return checked(.logical(junction, operands), .bool, expression.span)
        case .conditional(let condition, let yes, let no): return check(condition, yes, no, expression)
        case .list(let elements): return check(list: elements, expression)
        case .map(let entries): return check(map: entries, expression)
        case .message(let name, let nameSpan, let fields):
            return check(message: name, nameSpan: nameSpan, fields: fields, expression)
        case .comprehension(let macro): return check(comprehension: macro, expression)
        case .binding(let name, let value, let body): return check(binding: name, value, body, expression)
        case .optionalMap(let target, let name, let body, let isFlat):
            return check(optionalMap: target, name: name, body: body, isFlat: isFlat, expression)
        case .invalid: return checked(.literal(.null), .dyn, expression.span)
        }
    }

    func checked(_ kind: Checked.Kind, _ type: Type, _ span: Span) -> Checked {
        Checked(kind: kind, type: isStrict ? types.resolve(type) : .dyn, span: span)
    }

    /// Checks a node whose type is given by what is around it.
    mutating func check(_ expression: Expression, expecting type: Type) -> Checked {
        let result = check(expression)
        if !types.assign(result.type, to: type) {
            let found = types.resolve(result.type, openAsDyn: true)
            _ = fail(.typeMismatch, .noMatchingOverload, "a value of type `\(type)` is needed here, not `\(found)`", expression.span)
        }
        return result
    }

    /// Reports a mistake; what is returned fits everywhere, so that it is told once.
    /// - Parameters:
    ///   - span: the expression that has no value by it.
    ///   - place: what is wrong in it, where that is not all of it.
    mutating func fail(
        _ code: CompileError.Code, _ later: EvaluationError.Code, _ message: String, _ span: Span, at place: Span? = nil,
        suggestion: String? = nil
    ) -> Checked {
        guard isStrict else { return Checked(kind: .failure(later, message), type: .dyn, span: span) }
        mistakes.append(Mistake(code, message, place ?? span, suggestion: suggestion))
        return Checked(kind: .literal(.null), type: .dyn, span: span)
    }

    // MARK: Names

    mutating func slot(of variable: String) -> Int {
        if let slot = variables.firstIndex(where: { $0.hasSameScalars(as: variable) }) { return slot }
        variables.append(variable)
        return variables.count - 1
    }

    /// What `look` finds under the nearest of the full names that `name` may mean: in `a.b`, `c` is `a.b.c`, `a.c` or `c`.
    func nearest<T>(_ name: String, isRooted: Bool, _ look: (String) -> T?) -> T? {
        if name.utf8.first == UInt8(ascii: ".") { return look(String(name.dropFirst())) }
        guard !isRooted, !environment.container.isEmpty else { return look(name) }
        var containers = environment.container.split(separator: ".").map(String.init)
        while !containers.isEmpty {
            if let found = look((containers + [name]).joined(separator: ".")) { return found }
            containers.removeLast()
        }
        return look(name)
    }

    /// What a name, simple or qualified, stands for outside of macros.
    mutating func resolve(_ name: String, isRooted: Bool, _ span: Span) -> Checked? {
        let found = nearest(name, isRooted: isRooted) { candidate -> Meaning? in
            if let type = environment.variables[candidate] { return .variable(candidate, type) }
            return environment.types[candidate].map(Meaning.type)
        }
        switch found {
        case .variable(let name, let type): return checked(.variable(slot(of: name)), type, span)
        case .type(let type): return checked(.literal(.type(type)), .type(type), span)
        case nil: return nil
        }
    }

    private enum Meaning {
        case variable(String, Type)
        case type(Type)
    }

    func local(_ name: String) -> Int? { scope.lastIndex { $0.name == name } }

    private mutating func check(name: String, isRooted: Bool, _ expression: Expression) -> Checked {
        if !isRooted, let place = local(name) { return checked(.local(place), scope[place].type, expression.span) }
        if let found = resolve(name, isRooted: isRooted, expression.span) { return found }
        let known = scope.map(\.name) + environment.variables.keys
        let nearest = Suggestion.nearest(to: name, among: known)
        let message = "`\(Unparser.shown(name))` is not declared" + Suggestion.question(nearest)
        return fail(.undeclared, .noSuchVariable, message, expression.span, suggestion: nearest)
    }

    /// The meaning of `a.b.c` as one name, unless `a` is a variable of a macro.
    mutating func resolveQualified(_ expression: Expression) -> Checked? {
        guard let name = expression.qualifiedName, !isLocal(expression) else { return nil }
        return resolve(name, isRooted: name.hasPrefix("."), expression.span)
    }

    /// Whether `a.b.c`, or a part of it from the left, stands for anything outside of macros.
    mutating func isKnown(_ expression: Expression) -> Bool {
        if resolveQualified(expression) != nil { return true }
        guard case .select(let operand, _, _) = expression.kind else { return false }
        return isKnown(operand)
    }

    /// Whether the first name of `a.b.c` is a variable of a macro.
    func isLocal(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .name(let name, let isRooted): !isRooted && local(name) != nil
        case .select(let operand, _, _): isLocal(operand)
        case .literal, .presence, .call, .logical, .conditional, .list, .map, .message, .comprehension, .binding,
            .optionalMap, .invalid:
            false
        }
    }

    // MARK: Fields

    private mutating func check(select operand: Expression, _ field: Expression.Field, isOptional: Bool, _ expression: Expression) -> Checked {
        if !isOptional, let found = resolveQualified(expression) { return found }
        let target = check(operand)
        let type = fieldType(of: target, field, operand)
        guard let type else { return checked(.literal(.null), .dyn, expression.span) }
        let kind = Checked.Kind.select(target, field: field.name, isOptional: isOptional)
        if isOptional {
            if case .abstract("optional_type", _) = type { return checked(kind, type, expression.span) }
            return checked(kind, .optional(type), expression.span)
        }
        return checked(kind, type, expression.span)
    }

    private mutating func check(presence operand: Expression, _ field: Expression.Field, _ expression: Expression) -> Checked {
        let target = check(operand)
        guard fieldType(of: target, field, operand) != nil else {
            return checked(.literal(.null), .bool, expression.span)
        }
        return checked(.presence(target, field: field.name), .bool, expression.span)
    }

    /// The type of a field; `nil` where there is no such field, which is then reported.
    private mutating func fieldType(of target: Checked, _ field: Expression.Field, _ operand: Expression) -> Type? {
        switch types.resolve(target.type) {
        case .dyn: return .dyn
        case .map(_, let value): return value
        case .record(let record):
            if let found = record[field.name] { return found.type }
            let nearest = Suggestion.nearest(to: field.name, among: record.fields.map(\.name))
            let owner = operand.qualifiedName ?? record.name
            let message = "unknown field `\(field.name)` of `\(owner)`" + Suggestion.question(nearest)
            _ = fail(.unknownField, .noSuchField, message, field.span, suggestion: nearest)
            return nil
        case .abstract("optional_type", let wrapped):
            let inner = Checked(kind: target.kind, type: wrapped.first ?? .dyn, span: target.span)
            return fieldType(of: inner, field, operand).map { type in
                if case .abstract("optional_type", _) = type { type } else { .optional(type) }
            }
        case .parameter(let name):
            // Nothing is known of it yet: it is `dyn` from here on.
            _ = types.assign(.dyn, to: .parameter(name))
            return .dyn
        case .bool, .int, .uint, .double, .string, .bytes, .null, .timestamp, .duration, .list, .wrapper, .type, .abstract:
            let found = types.resolve(target.type, openAsDyn: true)
            _ = fail(.notARecord, .noSuchField, "a value of type `\(found)` has no fields", field.span)
            return nil
        }
    }
}
