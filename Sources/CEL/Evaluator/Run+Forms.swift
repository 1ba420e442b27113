/// Logic, aggregates and macros.
extension Run {
    /// `&&` and `||`, which go by whichever operand decides, wherever it stands, and take in the failures of the others.
    mutating func logical(_ junction: Expression.Junction, _ operands: [Node]) throws(Failure) -> Bool {
        let deciding = junction == .any
        var failure: Failure?
        for operand in operands {
            do throws(Failure) {
                if try truth(operand) == deciding { return deciding }
            } catch {
                if error.isFinal { throw error }
                failure = failure?.merged(with: error) ?? error
            }
        }
        if let failure { throw failure }
        return !deciding
    }

    mutating func list(_ elements: [(value: Node, isOptional: Bool)]) throws(Failure) -> Value {
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        var unknown: Failure?
        for element in elements {
            guard let found = try value(element.value, gathering: &unknown) else { continue }
            if element.isOptional {
                if let inner = try unwrapped(found, element.value) { values.append(inner) }
            } else {
                values.append(found)
            }
        }
        if let unknown { throw unknown }
        return .list(values)
    }

    mutating func map(_ entries: [(key: Node, value: Node, isOptional: Bool)], _ node: Node) throws(Failure) -> Value {
        var values: [Map.Entry] = []
        values.reserveCapacity(entries.count)
        var unknown: Failure?
        for entry in entries {
            let key = try value(entry.key, gathering: &unknown)
            guard let found = try value(entry.value, gathering: &unknown), let key else { continue }
            try read(key, node)
            if entry.isOptional {
                if let inner = try unwrapped(found, entry.value) { values.append((key, inner)) }
            } else {
                values.append((key, found))
            }
        }
        if let unknown { throw unknown }
        return try made(values, node)
    }

    /// The value of a node; `nil` where it is unknown, which is kept so that what else is unknown can be told with it.
    private mutating func value(_ node: Node, gathering unknown: inout Failure?) throws(Failure) -> Value? {
        do throws(Failure) {
            return try value(node)
        } catch {
            guard case .unknown = error else { throw error }
            unknown = unknown?.merged(with: error) ?? error
            return nil
        }
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

    mutating func message(_ message: MessageType, _ fields: [(name: String, value: Node)], _ node: Node) throws(Failure) -> Value {
        var values: [String: Value] = [:]
        var unknown: Failure?
        for field in fields { values[field.name] = try value(field.value, gathering: &unknown) }
        if let unknown { throw unknown }
        return try weighed(try Self.attempt(node) { () throws in try message.value(values) }, node)
    }

    // MARK: Macros

    mutating func comprehension(_ loop: Node.Loop, _ node: Node) throws(Failure) -> Value {
        switch loop.form {
        case .all: return .bool(try quantified(loop, node, deciding: false))
        case .exists: return .bool(try quantified(loop, node, deciding: true))
        case .existsOne: return .bool(try existsOne(loop, node))
        case .filter:
            var kept: [Value] = []
            try forAll(loop, node) { (run: inout Run, item: Item) throws(Failure) in
                if try run.truth(loop.body) { kept.append(item.single) }
            }
            return .list(kept)
        case .map, .transformList:
            var results: [Value] = []
            try forAll(loop, node) { (run: inout Run, _: Item) throws(Failure) in
                if try run.meetsCondition(loop) { results.append(try run.value(loop.body)) }
            }
            return .list(results)
        case .transformMap:
            var entries: [Map.Entry] = []
            try forAll(loop, node) { (run: inout Run, item: Item) throws(Failure) in
                if try run.meetsCondition(loop) { entries.append((item.key, try run.value(loop.body))) }
            }
            return try made(entries, node)
        case .transformMapEntry:
            var entries: [Map.Entry] = []
            try forAll(loop, node) { (run: inout Run, _: Item) throws(Failure) in
                guard try run.meetsCondition(loop) else { return }
                let made = try run.weighed(try run.value(loop.body), node)
                guard case .map(let map) = made else { throw .fault(.noOverload(for: [made]), loop.body.span) }
                entries += map.entries
            }
            return try made(entries, node)
        }
    }

    private mutating func meetsCondition(_ loop: Node.Loop) throws(Failure) -> Bool {
        guard let condition = loop.condition else { return true }
        return try truth(condition)
    }

    /// What a macro with two variables sees, and in ``single`` what one with one variable sees.
    private struct Item {
        let key: Value
        let value: Value
        let single: Value
    }

    /// Goes through a list or a map until `body` says no.
    private mutating func forEach(
        _ loop: Node.Loop, _ node: Node, _ body: (inout Run, Item) throws(Failure) -> Bool
    ) throws(Failure) {
        let range = try value(loop.range)
        switch range {
        case .list(let elements):
            for (place, element) in elements.enumerated() {
                let item = Item(key: .int(Int64(place)), value: element, single: element)
                begin(loop, node, item)
                guard try body(&self, item) else { return }
            }
        case .map(let map):
            for (key, value) in map.entries {
                let item = Item(key: key, value: value, single: key)
                begin(loop, node, item)
                guard try body(&self, item) else { return }
            }
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .host, .record:
            throw .fault(Fault(.noMatchingOverload, "only a list or a map can be gone through, not `\(range.type)`"), loop.range.span)
        }
    }

    /// Goes through all of it: what is unknown at one element does not hide what is unknown at another.
    private mutating func forAll(
        _ loop: Node.Loop, _ node: Node, _ body: (inout Run, Item) throws(Failure) -> Void
    ) throws(Failure) {
        var unknown: Failure?
        try forEach(loop, node) { (run: inout Run, item: Item) throws(Failure) in
            do throws(Failure) {
                try body(&run, item)
            } catch {
                guard case .unknown = error else { throw error }
                unknown = unknown?.merged(with: error) ?? error
            }
            return true
        }
        if let unknown { throw unknown }
    }

    private mutating func begin(_ loop: Node.Loop, _ node: Node, _ item: Item) {
        if loop.variables.count == 2 {
            slots[loop.slot] = item.key
            slots[loop.slot + 1] = item.value
        } else {
            slots[loop.slot] = item.single
        }
        trace?.begin(loop, of: node, at: item.key, item.value, single: item.single)
    }

    /// `all` and `exists`: an element that decides makes good for those that failed.
    mutating func quantified(_ loop: Node.Loop, _ node: Node, deciding: Bool) throws(Failure) -> Bool {
        var failure: Failure?
        var isDecided = false
        try forEach(loop, node) { (run: inout Run, _: Item) throws(Failure) in
            do throws(Failure) {
                isDecided = try run.truth(loop.body) == deciding
            } catch {
                if error.isFinal { throw error }
                failure = failure?.merged(with: error) ?? error
            }
            return !isDecided
        }
        if isDecided {
            trace?.decide(node)
            return deciding
        }
        if let failure { throw failure }
        return !deciding
    }

    private mutating func existsOne(_ loop: Node.Loop, _ node: Node) throws(Failure) -> Bool {
        var count = 0
        try forAll(loop, node) { (run: inout Run, _: Item) throws(Failure) in
            if try run.truth(loop.body) { count += 1 }
        }
        return count == 1
    }
}
