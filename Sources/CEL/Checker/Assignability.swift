/// What type variables stand for, and which types go where.
///
/// The rules are those of the reference implementation: `dyn` goes with everything, a wrapper with what it wraps and
/// with `null`, and a variable takes on the most general of the types that meet it.
struct Assignability {
    private var bindings: [String: Type] = [:]
    /// What `bindings` held before each change, so that a failed trial can be undone.
    private var trail: [(name: String, before: Type?)] = []
    private var created = 0

    /// A type variable that is nobody else's.
    mutating func freshVariable() -> Type {
        created += 1
        return .parameter("@\(created)")
    }

    /// A generic signature with type variables of its own.
    mutating func renewed(_ parameters: [Type], _ result: Type) -> (parameters: [Type], result: Type) {
        var fresh: [(name: String, variable: Type)] = []
        let parameters = parameters.map { renew($0, &fresh) }
        return (parameters, renew(result, &fresh))
    }

    /// - Parameter fresh: the variables so far in place of the signature's own, which are few.
    private mutating func renew(_ type: Type, _ fresh: inout [(name: String, variable: Type)]) -> Type {
        guard case .parameter(let name) = type else { return type.mapParameters { renew($0, &fresh) } }
        if let known = fresh.first(where: { $0.name == name }) { return known.variable }
        let made = freshVariable()
        fresh.append((name, made))
        return made
    }

    /// The type with what its variables stand for put in; those that stand for nothing yet stay, or become `dyn`.
    func resolve(_ type: Type, openAsDyn: Bool = false) -> Type {
        if case .parameter(let name) = type {
            if let bound = bindings[name] { return resolve(bound, openAsDyn: openAsDyn) }
            return openAsDyn ? .dyn : type
        }
        return type.mapParameters { resolve($0, openAsDyn: openAsDyn) }
    }

    /// Whether a value of the type `source` can go where `target` is wanted; where it can, variables are bound to suit.
    mutating func assign(_ source: Type, to target: Type) -> Bool {
        // What most nodes are asked, without the arrays.
        if let source = source.plainKind, let target = target.plainKind { return source == target }
        return assign([source], to: [target])
    }

    mutating func assign(_ sources: [Type], to targets: [Type]) -> Bool {
        guard sources.count == targets.count else { return false }
        let mark = trail.count
        for place in sources.indices where !agree(sources[place], targets[place]) {
            while trail.count > mark, let change = trail.popLast() { bindings[change.name] = change.before }
            return false
        }
        return true
    }

    /// The type for elements of both types: the more general where one goes for the other, else `dyn`.
    mutating func join(_ a: Type, _ b: Type) -> Type {
        assign(a, to: b) ? Self.mostGeneral(resolve(a), resolve(b)) : .dyn
    }

    private mutating func bind(_ name: String, _ type: Type) {
        trail.append((name, bindings[name]))
        bindings[name] = type
    }

    private mutating func agree(_ a: Type, _ b: Type) -> Bool {
        if let a = a.plainKind, let b = b.plainKind { return a == b }
        if case .parameter(let name) = b {
            switch substitute(a, for: name) {
            case .fits: return true
            case .contradicts: return false
            case .impossible: break
            }
        }
        if case .parameter(let name) = a { return substitute(b, for: name) == .fits }
        switch (a, b) {
        case (.dyn, _), (_, .dyn): return true
        case (.wrapper(let a), .wrapper(let b)): return agree(a, b)
        case (.wrapper, .null), (.null, .wrapper): return true
        case (.wrapper(let a), _): return agree(a, b)
        case (_, .wrapper(let b)): return agree(a, b)
        // The reference implementation has these two nullable, as messages.
        case (.null, .timestamp), (.null, .duration), (.timestamp, .null), (.duration, .null): return true
        case (.null, .abstract("optional_type", _)), (.abstract("optional_type", _), .null): return true
        case (.type, .type): return true
        case (.list(let a), .list(let b)): return agree(a, b)
        case (.map(let aKey, let aValue), .map(let bKey, let bValue)): return agree(aKey, bKey) && agree(aValue, bValue)
        case (.abstract(let aName, let aTypes), .abstract(let bName, let bTypes)):
            return aName == bName && aTypes.count == bTypes.count && zip(aTypes, bTypes).allSatisfy { agree($0, $1) }
        case (.bool, _), (.int, _), (.uint, _), (.double, _), (.string, _), (.bytes, _), (.null, _), (.timestamp, _),
            (.duration, _), (.list, _), (.map, _), (.type, _), (.abstract, _), (.parameter, _), (.record, _):
            return a == b
        }
    }

    private enum Substitution { case fits, contradicts, impossible }

    /// Whether the variable `name` can stand for `type`.
    private mutating func substitute(_ type: Type, for name: String) -> Substitution {
        if case .parameter(name) = type { return .fits }
        guard let bound = bindings[name] else {
            guard !occurs(name, in: type) else { return .impossible }
            bind(name, type)
            return .fits
        }
        if type == bound { return .fits }
        guard agree(type, bound) else { return .contradicts }
        let general = Self.mostGeneral(type, bound)
        if !occurs(name, in: general) { bind(name, general) }
        return .fits
    }

    private func occurs(_ name: String, in type: Type) -> Bool {
        if case .parameter(let other) = type {
            if other == name { return true }
            return bindings[other].map { occurs(name, in: $0) } ?? false
        }
        return type.parameters.contains { occurs(name, in: $0) }
    }

    private static func mostGeneral(_ a: Type, _ b: Type) -> Type { isAsGeneral(a, as: b) ? a : b }

    private static func isAsGeneral(_ a: Type, as b: Type) -> Bool {
        switch (a, b) {
        case (.dyn, _), (.parameter, _): true
        case (_, .dyn), (_, .parameter): false
        case (.wrapper, .null), (.timestamp, .null), (.duration, .null), (.abstract("optional_type", _), .null): true
        case (.wrapper(let a), .wrapper(let b)): isAsGeneral(a, as: b)
        case (.wrapper(let a), _): isAsGeneral(a, as: b)
        case (.type, .type): true
        case (.list(let a), .list(let b)): isAsGeneral(a, as: b)
        case (.map(let aKey, let aValue), .map(let bKey, let bValue)): isAsGeneral(aKey, as: bKey) && isAsGeneral(aValue, as: bValue)
        case (.abstract(let aName, let aTypes), .abstract(let bName, let bTypes)):
            aName == bName && aTypes.count == bTypes.count && zip(aTypes, bTypes).allSatisfy { isAsGeneral($0, as: $1) }
        case (.bool, _), (.int, _), (.uint, _), (.double, _), (.string, _), (.bytes, _), (.null, _), (.timestamp, _),
            (.duration, _), (.list, _), (.map, _), (.type, _), (.abstract, _), (.record, _):
            a == b
        }
    }
}

extension Type {
    /// A number for each of the types that go nowhere but to themselves, where neither type is a variable or `dyn`.
    fileprivate var plainKind: Int? {
        switch self {
        case .bool: 0
        case .int: 1
        case .uint: 2
        case .double: 3
        case .string: 4
        case .bytes: 5
        case .null, .dyn, .timestamp, .duration, .list, .map, .wrapper, .type, .abstract, .parameter, .record: nil
        }
    }
}
