/// Variables and fields.
extension Run {
    func variable(_ slot: Int, _ name: Map.Name, _ node: Node) throws(Failure) -> Value {
        // A variable that has been asked for on account of a field may still be unknown as a whole.
        if hasUnknowns { try checkUnknown(node) }
        if let known = slots[slot] { return known }
        let value: Value?
        do {
            value = try activation.value(of: name)
        } catch {
            throw Failure(error, at: node.span)
        }
        guard let value else {
            throw .fault(Fault(.noSuchVariable, "the variable `\(name.text)` has no value"), node.span)
        }
        slots[slot] = value
        return value
    }

    func checkUnknown(_ node: Node) throws(Failure) {
        guard !node.isInner, let path = node.path, let unknown = activation.unknown(in: path) else { return }
        throw .unknown([unknown], node.span)
    }

    mutating func select(
        _ operand: Node, _ field: Map.Name, isOptional: Bool, isRecord: Bool, _ node: Node
    ) throws(Failure) -> Value {
        if !isWatched, !isOptional, let found = try fieldInPlace(operand, field, isRecord: isRecord, node) { return found }
        if hasUnknowns { try checkUnknown(node) }
        var target = try value(operand)
        var isChained = isOptional
        if case .host(let optional as OptionalValue) = target {
            guard let inner = optional.value else { return target }
            target = inner
            isChained = true
        }
        let found = try self.field(field, of: target, node)
        if isChained { return .host(OptionalValue(found)) }
        if let found { return found }
        if case .map = target, !isRecord { throw noKey(field, node) }
        throw noField(field, node)
    }

    private func noKey(_ field: Map.Name, _ node: Node) -> Failure {
        .fault(Fault(.noSuchKey, "the map has no key \(field.text.quoted)"), node.span)
    }

    private func noField(_ field: Map.Name, _ node: Node) -> Failure {
        .fault(Fault(.noSuchField, "the record has no field `\(field.text)`"), node.span)
    }

    /// The field of a map or a record in a slot, which is read where it lies; `nil` where it is anything else.
    private mutating func fieldInPlace(
        _ operand: Node, _ field: Map.Name, isRecord: Bool, _ node: Node
    ) throws(Failure) -> Value? {
        let place: Int
        switch operand.kind {
        case .variable(let slot, let name):
            if slots[slot] == nil { _ = try variable(slot, name, operand) }
            place = slot
        case .local(let slot): place = slot
        case .literal, .select, .truth, .ints, .doubles, .unary, .binary, .metered, .general, .dispatch, .dispatchInts, .conditional, .list,
            .map, .message, .comprehension, .binding, .optionalMap, .alternative, .failure:
            return nil
        }
        if case .map(let map)? = slots[place] {
            try step(operand)
            guard let found = map[field] else { throw isRecord ? noField(field, node) : noKey(field, node) }
            return found
        }
        if case .record(let record)? = slots[place] {
            try step(operand)
            guard let found = try Self.attempt(node, { () throws in try record.field(field.text) }) else { throw noField(field, node) }
            return found
        }
        return nil
    }

    mutating func presence(_ operand: Node, _ field: Map.Name, _ node: Node) throws(Failure) -> Bool {
        if hasUnknowns, let path = operand.path, activation.holdsUnknown(path + [field.text]) {
            throw .unknown([path + [field.text]], node.span)
        }
        var target = try value(operand)
        if case .host(let optional as OptionalValue) = target {
            guard let inner = optional.value else { return false }
            target = inner
        }
        return try self.field(field, of: target, node) != nil
    }

    private func field(_ field: Map.Name, of target: Value, _ node: Node) throws(Failure) -> Value? {
        switch target {
        case .map(let map): return map[field]
        case .record(let record): return try Self.attempt(node) { () throws in try record.field(field.text) }
        case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .timestamp, .duration, .type, .host:
            throw .fault(Fault(.noMatchingOverload, "a value of type `\(target.type)` has no fields"), node.span)
        }
    }
}
