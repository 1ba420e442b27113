/// The operators of two operands, with their precedence and the names that the specification gives their functions.
enum Operator: String, CaseIterable, Sendable {
    case less = "_<_", lessOrEqual = "_<=_", greater = "_>_", greaterOrEqual = "_>=_"
    case equal = "_==_", notEqual = "_!=_", within = "@in"
    case add = "_+_", subtract = "_-_", multiply = "_*_", divide = "_/_", remainder = "_%_"

    init?(_ token: Token) {
        switch token.kind {
        case .identifier("in"): self = .within
        case .mark(.less): self = .less
        case .mark(.lessOrEqual): self = .lessOrEqual
        case .mark(.greater): self = .greater
        case .mark(.greaterOrEqual): self = .greaterOrEqual
        case .mark(.equal): self = .equal
        case .mark(.notEqual): self = .notEqual
        case .mark(.plus): self = .add
        case .mark(.minus): self = .subtract
        case .mark(.star): self = .multiply
        case .mark(.slash): self = .divide
        case .mark(.percent): self = .remainder
        case .identifier, .quotedIdentifier, .int, .uint, .double, .string, .bytes, .mark, .invalid, .end: return nil
        }
    }

    /// Binds tighter the higher it is; `&&` and `||` are below all of these.
    var precedence: Int {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .within: 1
        case .add, .subtract: 2
        case .multiply, .divide, .remainder: 3
        }
    }

    /// The operator as it is written.
    var symbol: String {
        switch self {
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .equal: "=="
        case .notEqual: "!="
        case .within: "in"
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .remainder: "%"
        }
    }

    /// Whether it asks how its operands stand to each other.
    var isComparison: Bool { precedence == 1 }
}

/// The names of the functions behind the other operators.
enum OperatorName {
    static let not = "!_"
    static let negate = "-_"
    static let index = "_[_]"
    static let optionalIndex = "_[?_]"

    /// Whether the name is that of an operator, which nobody can call by it.
    static func isOperator(_ name: String) -> Bool {
        // No letter begins one, which spares a look at each.
        guard let first = name.utf8.first, !(65...90).contains(first), !(97...122).contains(first) else { return false }
        return Operator(rawValue: name) != nil || name == not || name == negate || name == index || name == optionalIndex
    }
}
