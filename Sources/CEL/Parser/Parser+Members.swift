/// Names, literals, and what may follow them.
extension Parser {
    mutating func member() -> Expression {
        var result = primary()
        while true {
            let span = result.span
            if take(.dot) {
                result = selection(of: result)
            } else if token.mark == .openBracket {
                let bracket = token.span
                place += 1
                let isOptional = optionalMark()
                let index = expression()
                close(.closeBracket)
                let name = isOptional ? OperatorName.optionalIndex : OperatorName.index
                result = node(.call(name, bracket, target: nil, arguments: [result, index], isRooted: false), Span(span.start, previousEnd))
            } else if token.mark == .openBrace, let name = result.qualifiedName {
                place += 1
                let fields = messageFields()
                result = node(.message(name: name, nameSpan: span, fields), Span(span.start, previousEnd))
            } else {
                return result
            }
        }
    }

    /// `.field`, `.?field` or `.function(…)`, behind the dot.
    private mutating func selection(of operand: Expression) -> Expression {
        let isOptional = optionalMark()
        guard let (field, isQuoted) = fieldName() else {
            report("the name of a field or function is expected behind the dot, not \(token.text)")
            if case .identifier = token.kind { place += 1 }
            return Expression(.invalid, Span(operand.span.start, previousEnd))
        }
        let start = operand.span.start
        guard !isQuoted, !isOptional, token.mark == .openParenthesis else {
            return node(.select(operand, field, isOptional: isOptional), Span(start, previousEnd))
        }
        place += 1
        let arguments = list(until: .closeParenthesis) { $0.expression() }
        let span = Span(start, previousEnd)
        if let expanded = expand(field.name, field.span, target: operand, arguments: arguments, span: span) { return expanded }
        return node(.call(field.name, field.span, target: operand, arguments: arguments, isRooted: false), span)
    }

    /// The words that even a field cannot have as its name.
    private static let keywords: Set<String> = ["in", "true", "false", "null"]
    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]

    /// Whether `name` can be written as a variable.
    static func isName(_ name: String) -> Bool { isFieldName(name) && !reserved.contains(name) }

    /// Whether `name` can be written as a field without backticks.
    static func isFieldName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first), !keywords.contains(name) else { return false }
        return name.utf8.allSatisfy { $0 == 95 || (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
    }

    private mutating func fieldName() -> (Expression.Field, isQuoted: Bool)? {
        let span = token.span
        switch token.kind {
        case .identifier(let name):
            guard !Self.keywords.contains(name) else { return nil }
            place += 1
            return (Expression.Field(name: name, span: span), false)
        case .quotedIdentifier(let name):
            place += 1
            return (Expression.Field(name: name, span: span), true)
        case .int, .uint, .double, .string, .bytes, .mark, .invalid, .end: return nil
        }
    }

    private mutating func primary() -> Expression {
        let start = token.span
        switch token.kind {
        case .identifier(let name): return named(name, start: start, isRooted: false)
        case .mark(.dot):
            place += 1
            guard case .identifier(let name) = token.kind else { return unexpected("a name is expected behind the dot") }
            return named(name, start: start, isRooted: true)
        case .mark(.openParenthesis):
            place += 1
            let inner = expression()
            close(.closeParenthesis)
            return inner.parenthesized(Span(start.start, previousEnd))
        case .mark(.openBracket):
            place += 1
            let elements = list(until: .closeBracket) { parser in
                let isOptional = parser.optionalMark()
                return Expression.Element(value: parser.expression(), isOptional: isOptional)
            }
            return node(.list(elements), Span(start.start, previousEnd))
        case .mark(.openBrace):
            place += 1
            let entries = mapEntries()
            return node(.map(entries), Span(start.start, previousEnd))
        case .mark(.minus):
            place += 1
            return number(isNegative: true, start: start)
        case .int, .uint, .double: return number(isNegative: false, start: start)
        case .string(let text): return literal(.string(text), start)
        case .bytes(let bytes): return literal(.bytes(bytes), start)
        case .invalid:
            place += 1
            return Expression(.invalid, start)
        case .quotedIdentifier: return unexpected("only a field may have a quoted name")
        case .mark, .end: return unexpected("a value is expected here, not \(token.text)")
        }
    }

    /// Reports the current token; skips it where nothing outside could want it.
    private mutating func unexpected(_ message: String) -> Expression {
        report(message)
        let span = token.span
        switch token.kind {
        case .identifier, .quotedIdentifier, .int, .uint, .double, .string, .bytes, .invalid: place += 1
        case .mark, .end: break
        }
        return Expression(.invalid, span)
    }

    private mutating func literal(_ value: Value, _ span: Span) -> Expression {
        place += 1
        return node(.literal(value), span)
    }

    private mutating func named(_ name: String, start: Span, isRooted: Bool) -> Expression {
        switch name {
        case "true" where !isRooted: return literal(.bool(true), start)
        case "false" where !isRooted: return literal(.bool(false), start)
        case "null" where !isRooted: return literal(.null, start)
        default: break
        }
        if Self.keywords.contains(name) { return unexpected("a value is expected here, not `\(name)`") }
        if Self.reserved.contains(name) {
            report("`\(name)` is a reserved word and cannot be a name here", code: .reservedWord)
            place += 1
            return Expression(.invalid, start)
        }
        let nameSpan = token.span
        place += 1
        guard take(.openParenthesis) else { return node(.name(name, isRooted: isRooted), Span(start.start, previousEnd)) }
        let arguments = list(until: .closeParenthesis) { $0.expression() }
        let span = Span(start.start, previousEnd)
        if !isRooted, let expanded = expand(name, nameSpan, target: nil, arguments: arguments, span: span) {
            return expanded
        }
        return node(.call(name, nameSpan, target: nil, arguments: arguments, isRooted: isRooted), span)
    }

    private mutating func number(isNegative: Bool, start: Span) -> Expression {
        let span = start.through(token.span)
        let value: Value?
        switch token.kind {
        case .int(let digits, let isHexadecimal):
            let signed = (isNegative ? "-" : "") + digits
            value = Int64(signed, radix: isHexadecimal ? 16 : 10).map(Value.int)
        case .uint(let digits, let isHexadecimal):
            value = isNegative ? nil : UInt64(digits, radix: isHexadecimal ? 16 : 10).map(Value.uint)
        case .double(let number): value = .double(isNegative ? -number : number)
        case .identifier, .quotedIdentifier, .string, .bytes, .mark, .invalid, .end: value = nil
        }
        guard let value else {
            mistakes.append(Mistake(.badNumber, "the number is out of the range of its type", span))
            place += 1
            return Expression(.invalid, span)
        }
        return literal(value, span)
    }

    // MARK: Lists

    /// The mark `?` that makes an element optional, where the environment has it.
    private mutating func optionalMark() -> Bool {
        guard token.mark == .question else { return false }
        if !dialect.hasOptionals { report("optional values are not part of this environment") }
        place += 1
        return true
    }

    /// Items with commas between them, and perhaps one after the last, up to and with the closing mark.
    private mutating func list<T>(until mark: Token.Mark, _ item: (inout Parser) -> T) -> [T] {
        var items: [T] = []
        while token.mark != mark, token.kind != .end {
            items.append(item(&self))
            guard take(.comma) else { break }
            if mark == .closeParenthesis, token.mark == mark, !hasReportedBefore { report("another argument is expected behind the comma") }
        }
        close(mark)
        return items
    }

    private mutating func mapEntries() -> [Expression.Entry] {
        list(until: .closeBrace) { parser in
            let isOptional = parser.optionalMark()
            let key = parser.expression()
            guard parser.take(.colon) else {
                parser.report("`:` and the value of the entry are expected here, not \(parser.token.text)")
                return Expression.Entry(key: key, value: Expression(.invalid, key.span), isOptional: isOptional)
            }
            return Expression.Entry(key: key, value: parser.expression(), isOptional: isOptional)
        }
    }

    private mutating func messageFields() -> [Expression.Initializer] {
        list(until: .closeBrace) { parser in
            let span = parser.token.span
            let field = parser.fieldName()?.0
            if field == nil { parser.report("the name of a field is expected here, not \(parser.token.text)") }
            if !parser.take(.colon) { parser.report("`:` and the value of the field are expected here, not \(parser.token.text)") }
            return Expression.Initializer(field: field ?? .init(name: "", span: span), value: parser.expression())
        }
    }
}

extension Expression {
    /// `a.b.c`, with a dot in front where it is rooted, where the expression is nothing but names.
    var qualifiedName: String? {
        switch kind {
        // The names that macros make are nobody's namespace.
        case .name(let name, _) where name.hasPrefix("@"): return nil
        case .name(let name, let isRooted): return isRooted ? "." + name : name
        case .select(let operand, let field, isOptional: false): return operand.qualifiedName.map { $0 + "." + field.name }
        case .literal, .select, .presence, .call, .logical, .conditional, .list, .map, .message, .comprehension, .binding,
            .optionalMap, .invalid:
            return nil
        }
    }
}
