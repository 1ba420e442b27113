extension Program {
    /// Whether the two are the same expression, whatever their spaces, parentheses and ways of writing literals.
    public func isSameExpression(as other: Program) -> Bool { expression.isSame(as: other.expression) }
}

extension Expression {
    /// Whether the two trees are the same but for their places in the text.
    func isSame(as other: Expression) -> Bool {
        switch (kind, other.kind) {
        case (.literal(let a), .literal(let b)): a == b
        case (.name(let a, let aRooted), .name(let b, let bRooted)): a == b && aRooted == bRooted
        case (.select(let a, let aField, let aOptional), .select(let b, let bField, let bOptional)):
            aField.name == bField.name && aOptional == bOptional && a.isSame(as: b)
        case (.presence(let a, let aField), .presence(let b, let bField)): aField.name == bField.name && a.isSame(as: b)
        case (.call(let aName, _, let aTarget, let a, let aRooted), .call(let bName, _, let bTarget, let b, let bRooted)):
            aName == bName && (aTarget == nil) == (bTarget == nil) && aRooted == bRooted && Self.areSame(a, b)
                && Self.areSame(aTarget.map { [$0] } ?? [], bTarget.map { [$0] } ?? [])
        case (.logical(let aJunction, let a), .logical(let bJunction, let b)): aJunction == bJunction && Self.areSame(a, b)
        case (.comprehension(let a), .comprehension(let b)): a.isSame(as: b)
        case (.binding(let a, _, _), .binding(let b, _, _)): a == b && Self.areSame(kind.children, other.kind.children)
        case (.optionalMap(_, let a, _, let aFlat), .optionalMap(_, let b, _, let bFlat)):
            a == b && aFlat == bFlat && Self.areSame(kind.children, other.kind.children)
        case (.list(let a), .list(let b)): a.map(\.isOptional) == b.map(\.isOptional) && Self.areSame(kind.children, other.kind.children)
        case (.map(let a), .map(let b)): a.map(\.isOptional) == b.map(\.isOptional) && Self.areSame(kind.children, other.kind.children)
        case (.message(let a, _, let aFields), .message(let b, _, let bFields)):
            a == b && aFields.map(\.field.name) == bFields.map(\.field.name) && Self.areSame(kind.children, other.kind.children)
        case (.conditional, .conditional): Self.areSame(kind.children, other.kind.children)
        // Two of different kinds; the compiler does not get through proving that these are all that is left.
        default:
            false
        }
    }

    private static func areSame(_ a: [Expression], _ b: [Expression]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    }
}

extension Expression.Comprehension {
    fileprivate func isSame(as other: Self) -> Bool {
        guard form == other.form, variables == other.variables, range.isSame(as: other.range), body.isSame(as: other.body) else { return false }
        switch (condition, other.condition) {
        case (nil, nil): return true
        case (let a?, let b?): return a.isSame(as: b)
        case (nil, _?), (_?, nil): return false
        }
    }
}
