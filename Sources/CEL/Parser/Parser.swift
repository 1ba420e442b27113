/// Makes a syntax tree of tokens by precedence climbing; reports every mistake that it can tell apart, and goes on
/// behind it.
///
/// Language definition, "Syntax", the grammar.
struct Parser {
    let source: SourceText
    let tokens: [Token]
    let dialect: Dialect
    let nestingAllowed: Int
    var place = 0
    var mistakes: [Mistake]
    private var nesting = 0
    private var lastReported = -1
    private var isTooDeep = false

    /// What of the syntax an environment switches on.
    struct Dialect: Sendable {
        var macros: Set<Macro>
        /// `a.?b`, `a[?b]`, `[?a]` and `{?a: b}`.
        var hasOptionals: Bool
    }

    private init(_ source: SourceText, dialect: Dialect, limits: Limits) {
        self.source = source
        self.dialect = dialect
        nestingAllowed = limits.nesting
        (tokens, mistakes) = Lexer.tokens(of: source)
    }

    /// - Returns: the tree, which is to be used only where there are no mistakes.
    static func parse(_ source: SourceText, dialect: Dialect, limits: Limits) -> (Expression, [Mistake]) {
        guard source.scalars.count <= limits.codePoints else {
            let message = "the expression has \(source.scalars.count) characters; \(limits.codePoints) are allowed"
            return (Expression(.invalid, Span(0, 0)), [Mistake(.tooLong, message, Span(0, source.scalars.count))])
        }
        var parser = Parser(source, dialect: dialect, limits: limits)
        let expression = parser.expression()
        if parser.token.kind != .end { parser.report("\(parser.token.text) is not expected here") }
        return (expression, parser.mistakes)
    }

    // MARK: Tokens

    var token: Token { tokens[min(place, tokens.count - 1)] }
    var next: Token { tokens[min(place + 1, tokens.count - 1)] }
    var previousEnd: Int { place > 0 ? tokens[place - 1].span.end : 0 }

    mutating func take(_ mark: Token.Mark) -> Bool {
        guard case .mark(mark) = tokens[min(place, tokens.count - 1)].kind else { return false }
        place += 1
        return true
    }

    /// Reports a mistake at the current token; of several at one token only the first is told.
    mutating func report(_ message: String, code: CompileError.Code = .syntax, suggestion: String? = nil) {
        // What the lexer has reported stands for anything.
        guard !isTooDeep, lastReported != place, token.kind != .invalid else { return }
        lastReported = place
        mistakes.append(Mistake(code, message, token.span, suggestion: suggestion))
    }

    /// Whether the token before the current one has been reported.
    var hasReportedBefore: Bool { lastReported == place - 1 }

    /// Takes the closing mark of a bracket, or reports that it is missing and skips to it.
    mutating func close(_ mark: Token.Mark) {
        if take(mark) { return }
        report("`\(mark.rawValue)` is expected here, not \(token.text)")
        var open = 0
        while token.kind != .end {
            switch token.mark {
            case .openParenthesis, .openBracket, .openBrace: open += 1
            case .closeParenthesis, .closeBracket, .closeBrace:
                if open == 0 {
                    if token.mark == mark { place += 1 }
                    return
                }
                open -= 1
            case .or, .and, .equal, .notEqual, .lessOrEqual, .greaterOrEqual, .less, .greater, .plus, .minus, .star,
                .slash, .percent, .not, .question, .colon, .comma, .dot, nil:
                break
            }
            place += 1
        }
    }

    // MARK: Nodes

    /// Makes a node, unless the tree becomes too deep by it.
    mutating func node(_ kind: Expression.Kind, _ span: Span) -> Expression {
        let made = Expression(kind, span)
        guard made.depth > nestingAllowed else { return made }
        tooDeep(at: span)
        return Expression(.invalid, span)
    }

    private mutating func tooDeep(at span: Span) {
        if !isTooDeep {
            let message = "the expression is nested more than \(nestingAllowed) deep"
            mistakes.append(Mistake(.tooDeep, message, Span(span.start, min(span.start + 1, span.end))))
        }
        isTooDeep = true
        place = tokens.count - 1
    }

    /// Runs `parse` one level down, or gives up where that is too deep.
    mutating func nested(_ parse: (inout Parser) -> Expression) -> Expression {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= nestingAllowed else {
            let span = token.span
            tooDeep(at: span)
            return Expression(.invalid, span)
        }
        return parse(&self)
    }

    // MARK: Operators

    mutating func expression() -> Expression { nested { $0.conditional() } }

    private mutating func conditional() -> Expression {
        let condition = junction(.any)
        guard take(.question) else { return condition }
        let yes = junction(.any)
        guard take(.colon) else {
            report("`:` and the other value are expected here, not \(token.text)")
            return Expression(.invalid, condition.span.through(yes.span))
        }
        let no = expression()
        return node(.conditional(condition, yes, no), condition.span.through(no.span))
    }

    private mutating func junction(_ junction: Expression.Junction) -> Expression {
        let mark: Token.Mark = junction == .any ? .or : .and
        let first = operand(of: junction)
        guard take(mark) else { return first }
        var last = operand(of: junction)
        var operands = [first, last]
        while take(mark) {
            last = operand(of: junction)
            operands.append(last)
        }
        return node(.logical(junction, operands), first.span.through(last.span))
    }

    private mutating func operand(of junction: Expression.Junction) -> Expression {
        junction == .any ? self.junction(.all) : binary(1)
    }

    private mutating func binary(_ lowest: Int) -> Expression {
        var left = unary()
        while let found = Operator(token), found.precedence >= lowest {
            let sign = token.span
            place += 1
            let right = binary(found.precedence + 1)
            let call = Expression.Kind.call(found.rawValue, sign, target: nil, arguments: [left, right], isRooted: false)
            left = node(call, left.span.through(right.span))
        }
        return left
    }

    private mutating func unary() -> Expression {
        let start = token.span
        if take(.not) {
            let operand = nested { $0.unary() }
            return node(.call(OperatorName.not, start, target: nil, arguments: [operand], isRooted: false), start.through(operand.span))
        }
        guard token.mark == .minus else { return member() }
        // The sign belongs to the number, or the least int could not be written.
        switch next.kind {
        case .int, .uint, .double: return member()
        case .identifier, .quotedIdentifier, .string, .bytes, .mark, .invalid, .end: break
        }
        place += 1
        let operand = nested { $0.unary() }
        return node(.call(OperatorName.negate, start, target: nil, arguments: [operand], isRooted: false), start.through(operand.span))
    }
}
