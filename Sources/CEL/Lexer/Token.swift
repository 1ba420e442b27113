/// One word of the language.
struct Token: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case identifier(String)
        /// A name in backticks, which only a field may have.
        case quotedIdentifier(String)
        /// The digits of a whole number, without a sign, and whether they are hexadecimal.
        case int(digits: String, isHexadecimal: Bool)
        case uint(digits: String, isHexadecimal: Bool)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        case mark(Mark)
        /// Something that the lexer has reported and that stands for a literal.
        case invalid
        case end
    }

    /// Operators and punctuation.
    enum Mark: String, Sendable, CaseIterable {
        case or = "||", and = "&&"
        case equal = "==", notEqual = "!=", lessOrEqual = "<=", greaterOrEqual = ">=", less = "<", greater = ">"
        case plus = "+", minus = "-", star = "*", slash = "/", percent = "%", not = "!"
        case question = "?", colon = ":", comma = ",", dot = "."
        case openParenthesis = "(", closeParenthesis = ")"
        case openBracket = "[", closeBracket = "]"
        case openBrace = "{", closeBrace = "}"

        /// The mark that begins with these two scalars, the longer one first, and how many of them it takes.
        static func reading(_ first: Unicode.Scalar, _ second: Unicode.Scalar?) -> (mark: Mark, length: Int)? {
            if let second, let mark = double(first, second) { return (mark, 2) }
            return single(first).map { ($0, 1) }
        }

        private static func double(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Mark? {
            switch first {
            case "|" where second == "|": .or
            case "&" where second == "&": .and
            case "=" where second == "=": .equal
            case "!" where second == "=": .notEqual
            case "<" where second == "=": .lessOrEqual
            case ">" where second == "=": .greaterOrEqual
            case _: nil
            }
        }

        private static func single(_ scalar: Unicode.Scalar) -> Mark? {
            switch scalar {
            case "<": .less
            case ">": .greater
            case "+": .plus
            case "-": .minus
            case "*": .star
            case "/": .slash
            case "%": .percent
            case "!": .not
            case "?": .question
            case ":": .colon
            case ",": .comma
            case ".": .dot
            case "(": .openParenthesis
            case ")": .closeParenthesis
            case "[": .openBracket
            case "]": .closeBracket
            case "{": .openBrace
            case "}": .closeBrace
            case _: nil
            }
        }
    }

    let kind: Kind
    let span: Span

    var mark: Mark? { if case .mark(let mark) = kind { mark } else { nil } }

    /// The token as messages show it.
    var text: String {
        switch kind {
        case .identifier(let name): "`\(name)`"
        case .quotedIdentifier(let name): "the quoted name `\(name)`"
        case .int, .uint, .double: "a number"
        case .string: "a string"
        case .bytes: "bytes"
        case .mark(let mark): "`\(mark.rawValue)`"
        case .invalid: "what stands here"
        case .end: "the end of the expression"
        }
    }
}
