/// Numbers and truth values, which are not made a ``Value`` on their way from one node to the next.
extension Run {
    // MARK: Numbers

    /// The number that a node comes to; `nil` where it comes to something else, which is then the ``misfit``.
    private mutating func int(_ node: Node) throws(Failure) -> Int64? {
        switch node.kind {
        case .ints(let left, let right, let work):
            try step(node)
            return try ints(left, right, work, node)
        case .literal(.int(let number), _):
            try step(node)
            return number
        case .variable(let slot, _), .local(let slot):
            guard case .int(let number)? = slots[slot] else { return try intAmongAll(node) }
            try step(node)
            return number
        case .literal, .select, .truth, .doubles, .unary, .binary, .metered, .general, .dispatch, .dispatchInts, .conditional, .list, .map,
            .message, .comprehension, .binding, .optionalMap, .alternative, .failure:
            return try intAmongAll(node)
        }
    }

    private mutating func intAmongAll(_ node: Node) throws(Failure) -> Int64? {
        let value = try value(node)
        if case .int(let number) = value { return number }
        misfit = value
        return nil
    }

    mutating func ints(
        _ left: Node, _ right: Node, _ work: (Int64, Int64) throws -> Int64, _ node: Node
    ) throws(Failure) -> Int64 {
        let (first, second) = try bothInts(left, right, node)
        do {
            return try work(first, second)
        } catch {
            throw Failure(error, at: node.span)
        }
    }

    private mutating func bothInts(_ left: Node, _ right: Node, _ node: Node) throws(Failure) -> (Int64, Int64) {
        if isWatched {
            let (left, right) = try both(left, right)
            guard case .int(let first) = left, case .int(let second) = right else { throw noOverload(left, right, node) }
            return (first, second)
        }
        guard let first = try int(left) else { throw noOverload(misfit, try value(right), node) }
        guard let second = try int(right) else { throw noOverload(.int(first), misfit, node) }
        return (first, second)
    }

    private func noOverload(_ left: Value, _ right: Value, _ node: Node) -> Failure {
        .fault(.noOverload(for: [left, right]), node.span)
    }

    /// As ``int(_:)``.
    private mutating func double(_ node: Node) throws(Failure) -> Double? {
        switch node.kind {
        case .doubles(let left, let right, let work):
            try step(node)
            return try doubles(left, right, work, node)
        case .literal, .variable, .local, .select, .truth, .ints, .unary, .binary, .metered, .general, .dispatch, .dispatchInts, .conditional,
            .list, .map, .message, .comprehension, .binding, .optionalMap, .alternative, .failure:
            let value = try value(node)
            if case .double(let number) = value { return number }
            misfit = value
            return nil
        }
    }

    mutating func doubles(
        _ left: Node, _ right: Node, _ work: (Double, Double) -> Double, _ node: Node
    ) throws(Failure) -> Double {
        if isWatched {
            let (left, right) = try both(left, right)
            guard case .double(let first) = left, case .double(let second) = right else { throw noOverload(left, right, node) }
            return work(first, second)
        }
        guard let first = try double(left) else { throw noOverload(misfit, try value(right), node) }
        guard let second = try double(right) else { throw noOverload(.double(first), misfit, node) }
        return work(first, second)
    }

    // MARK: Truth values

    /// The truth value that a node comes to.
    mutating func truth(_ node: Node) throws(Failure) -> Bool {
        if isWatched { return try truth(try value(node), of: node) }
        switch node.kind {
        case .truth(let truth):
            try step(node)
            return try self.truth(truth, node)
        case .literal, .variable, .local, .select, .ints, .doubles, .unary, .binary, .metered, .general, .dispatch, .dispatchInts,
            .conditional, .list, .map, .message, .comprehension, .binding, .optionalMap, .alternative, .failure:
            return try truth(try value(node), of: node)
        }
    }

    mutating func truth(_ truth: Node.Truth, _ node: Node) throws(Failure) -> Bool {
        switch truth {
        case .logical(let junction, let operands): return try logical(junction, operands)
        case .not(let operand):
            return !(try self.truth(operand))
        case .equality(let isNegated, let left, let right): return try areEqual(left, right, node) != isNegated
        case .relation(let relation, let left, let right, let overloads):
            return try holds(relation, left, right, overloads, node)
        case .intRelation(let relation, let left, let right):
            let (left, right) = try bothInts(left, right, node)
            return relation.holds(left, right)
        case .presence(let operand, let field): return try presence(operand, field, node)
        case .membership(let item, let list):
            let (item, list) = try both(item, list)
            guard case .list(let elements) = list else { throw noOverload(item, list, node) }
            return try Self.attempt(node) { () throws in try item.isAmong(elements, steps: &stepsLeft) }
        case .constantMembership(let item, let list, let set):
            // The list is a constant; it is looked at so that an explanation has its value.
            let (item, _) = try both(item, list)
            try read(item, node)
            return try Self.attempt(node) { () throws in try set.contains(item, steps: &stepsLeft) }
        case .matches(let operand, let pattern):
            let found = try value(operand)
            guard case .string(let text) = found else { throw .fault(.noOverload(for: [found]), node.span) }
            return try Self.attempt(node) { () throws in try pattern.matches(text, steps: &stepsLeft) }
        case .quantified(let loop, let deciding): return try quantified(loop, node, deciding: deciding)
        }
    }

    private mutating func areEqual(_ left: Node, _ right: Node, _ node: Node) throws(Failure) -> Bool {
        let (left, right) = try both(left, right)
        switch left {
        case .int(let left): if case .int(let right) = right { return left == right }
        case .bool(let left): if case .bool(let right) = right { return left == right }
        case .string(let left):
            if case .string(let right) = right {
                stepsLeft -= min(left.utf8.count, right.utf8.count) / 32
                if stepsLeft < 0 { throw outOfSteps(node) }
                return left.hasSameScalars(as: right)
            }
        case .null, .uint, .double, .bytes, .list, .map, .timestamp, .duration, .type, .host, .record: break
        }
        return try Self.attempt(node) { () throws in try left.isEqual(to: right, steps: &stepsLeft) }
    }

    private mutating func holds(
        _ relation: Relation, _ left: Node, _ right: Node, _ overloads: [Overload], _ node: Node
    ) throws(Failure) -> Bool {
        let (left, right) = try both(left, right)
        if case .int(let left) = left, case .int(let right) = right { return relation.holds(left, right) }
        if case .double(let left) = left, case .double(let right) = right { return relation.holds(left, right) }
        if case .host = left {
            return try truth(try dispatch([left, right], overloads, node), of: node)
        }
        try read(left, node)
        try read(right, node)
        return try Self.attempt(node) { () throws in relation.holds(try Ordering(left, right)) }
    }
}
