/// Logic, aggregates and macros.
extension Run {
    /// `&&` and `||`, which go by whichever operand decides, wherever it stands, and take in the failures of the others.
    func logical(_ junction: Expression.Junction, _ operands: [Node]) throws(Failure) -> Value {
        let deciding = junction == .any
        var failure: Failure?
        for operand in operands {
            do throws(Failure) {
                guard case .bool(let truth) = try value(operand) else { throw notTruth(operand) }
                if truth == deciding { return .bool(deciding) }
            } catch {
                if error.isFinal { throw error }
                failure = failure?.merged(with: error) ?? error
            }
        }
        if let failure { throw failure }
        return .bool(!deciding)
    }

    func list(_ elements: [(value: Node, isOptional: Bool)]) throws(Failure) -> Value {
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            let found = try value(element.value)
            if element.isOptional {
                if let inner = try unwrapped(found, element.value) { values.append(inner) }
            } else {
                values.append(found)
            }
        }
        return .list(values)
    }

    func map(_ entries: [(key: Node, value: Node, isOptional: Bool)], _ node: Node) throws(Failure) -> Value {
        var values: [Map.Entry] = []
        values.reserveCapacity(entries.count)
        for entry in entries {
            let key = try value(entry.key)
            let found = try value(entry.value)
            if entry.isOptional {
                if let inner = try unwrapped(found, entry.value) { values.append((key, inner)) }
            } else {
                values.append((key, found))
            }
        }
        return try made(values, node)
    }

    private func made(_ entries: [Map.Entry], _ node: Node) throws(Failure) -> Value {
        do {
            return .map(try Map(entries))
        } catch {
            throw Failure(error, at: node.span)
        }
    }

    private func unwrapped(_ value: Value, _ node: Node) throws(Failure) -> Value? {
        guard case .host(let optional as OptionalValue) = value else {
            throw .fault(Fault(.noMatchingOverload, "an optional value is needed behind `?`"), node.span)
        }
        return optional.value
    }

    func message(_ message: MessageType, _ fields: [(name: String, value: Node)], _ node: Node) throws(Failure) -> Value {
        var values: [String: Value] = [:]
        for field in fields { values[field.name] = try value(field.value) }
        return try weighed(node) { () throws in try message.value(values) }
    }

    // MARK: Macros

    func comprehension(_ loop: Node.Loop, _ node: Node) throws(Failure) -> Value {
        let range = try value(loop.range)
        switch loop.form {
        case .all: return try quantified(loop, range, node, deciding: false)
        case .exists: return try quantified(loop, range, node, deciding: true)
        case .existsOne: return try existsOne(loop, range, node)
        case .filter:
            var kept: [Value] = []
            try forEach(loop, range, node) { (item: Item) throws(Failure) in
                if try truth(loop.body) { kept.append(item.element) }
                return true
            }
            return .list(kept)
        case .map, .transformList:
            var results: [Value] = []
            try forEach(loop, range, node) { (_: Item) throws(Failure) in
                if try holds(loop.condition) { results.append(try value(loop.body)) }
                return true
            }
            return .list(results)
        case .transformMap:
            var entries: [Map.Entry] = []
            try forEach(loop, range, node) { (item: Item) throws(Failure) in
                if try holds(loop.condition) { entries.append((item.key, try value(loop.body))) }
                return true
            }
            return try made(entries, node)
        case .transformMapEntry:
            var entries: [Map.Entry] = []
            try forEach(loop, range, node) { (_: Item) throws(Failure) in
                guard try holds(loop.condition) else { return true }
                guard case .map(let map) = try value(loop.body) else { throw .fault(.noOverload, loop.body.span) }
                entries += map.entries
                return true
            }
            return try made(entries, node)
        }
    }

    private func truth(_ node: Node) throws(Failure) -> Bool {
        guard case .bool(let truth) = try value(node) else { throw notTruth(node) }
        return truth
    }

    private func holds(_ condition: Node?) throws(Failure) -> Bool {
        guard let condition else { return true }
        return try truth(condition)
    }

    /// What a macro with one variable sees, and what one with two sees.
    private struct Item {
        let element: Value
        let key: Value
    }

    /// Goes through a list or a map until `body` says no.
    private func forEach(
        _ loop: Node.Loop, _ range: Value, _ node: Node, _ body: (Item) throws(Failure) -> Bool
    ) throws(Failure) {
        switch range {
        case .list(let elements):
            for (place, element) in elements.enumerated() {
                begin(loop, node, .int(Int64(place)), element, single: element)
                guard try body(Item(element: element, key: .int(Int64(place)))) else { return }
            }
        case .map(let map):
            for (key, value) in map.entries {
                begin(loop, node, key, value, single: key)
                guard try body(Item(element: key, key: key)) else { return }
            }
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .host, .record:
            throw .fault(Fault(.noMatchingOverload, "only a list or a map can be gone through, not `\(range.type)`"), loop.range.span)
        }
    }

    private func begin(_ loop: Node.Loop, _ node: Node, _ key: Value, _ value: Value, single: Value) {
        if loop.variables.count == 2 {
            locals[loop.local] = key
            locals[loop.local + 1] = value
        } else {
            locals[loop.local] = single
        }
        trace?.begin(loop, of: node, at: key, value, single: single)
    }

    private func quantified(_ loop: Node.Loop, _ range: Value, _ node: Node, deciding: Bool) throws(Failure) -> Value {
        var failure: Failure?
        var isDecided = false
        try forEach(loop, range, node) { (_: Item) throws(Failure) in
            do throws(Failure) {
                isDecided = try truth(loop.body) == deciding
            } catch {
                if error.isFinal { throw error }
                failure = failure?.merged(with: error) ?? error
            }
            return !isDecided
        }
        if isDecided {
            trace?.decide(node)
            return .bool(deciding)
        }
        if let failure { throw failure }
        return .bool(!deciding)
    }

    private func existsOne(_ loop: Node.Loop, _ range: Value, _ node: Node) throws(Failure) -> Value {
        var count = 0
        try forEach(loop, range, node) { (_: Item) throws(Failure) in
            if try truth(loop.body) { count += 1 }
            return true
        }
        return .bool(count == 1)
    }
}
