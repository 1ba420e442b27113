extension Value {
    /// Whether an expression's `==` holds: numbers by their value, whatever their types (see ``Ordering``); not-a-number
    /// never; lists and maps by their elements; values of different kinds are unequal. A record and another, which an
    /// expression cannot compare, are unequal.
    public func isEqual(to other: Value) -> Bool {
        var comparison = Comparison(steps: .max)
        return (try? comparison.equal(self, other)) ?? false
    }

    /// The same, counting down the steps that it takes.
    /// - Throws: ``Fault`` where there are not enough of them, or the values are nested too deep.
    func isEqual(to other: Value, steps: inout Int) throws -> Bool {
        var comparison = Comparison(steps: steps)
        defer { steps = comparison.steps }
        return try comparison.equal(self, other)
    }

    /// Whether it equals one of the elements; counts down the steps that it takes to go through them.
    func isAmong(_ elements: [Value], steps: inout Int) throws -> Bool {
        var comparison = Comparison(steps: steps - elements.count / 4)
        defer { steps = comparison.steps }
        for element in elements where try comparison.equal(self, element) { return true }
        return false
    }

    /// A comparison that is bounded, since shared parts make a value far larger than the memory it takes.
    struct Comparison {
        var steps: Int
        private var depth = 0

        init(steps: Int) { self.steps = steps }

        mutating func equal(_ a: Value, _ b: Value) throws -> Bool {
            switch (a, b) {
            case (.null, .null): return true
            case (.bool(let a), .bool(let b)): return a == b
            case (.int(let a), .int(let b)): return a == b
            case (.uint(let a), .uint(let b)): return a == b
            case (.double(let a), .double(let b)): return a == b
            case (.int(let a), .uint(let b)): return UInt64(exactly: a) == b
            case (.uint(let a), .int(let b)): return UInt64(exactly: b) == a
            case (.int(let a), .double(let b)): return Ordering(whole: a, b) == .same
            case (.double(let a), .int(let b)): return Ordering(whole: b, a) == .same
            case (.uint(let a), .double(let b)): return Ordering(whole: a, b) == .same
            case (.double(let a), .uint(let b)): return Ordering(whole: b, a) == .same
            case (.string(let a), .string(let b)):
                try spend(min(a.utf8.count, b.utf8.count) / 32)
                return a.hasSameScalars(as: b)
            case (.bytes(let a), .bytes(let b)):
                try spend(min(a.count, b.count) / 32)
                return a == b
            case (.timestamp(let a), .timestamp(let b)): return a == b
            case (.duration(let a), .duration(let b)): return a == b
            case (.type(let a), .type(let b)): return a.name == b.name
            case (.list(let a), .list(let b)): return try equal(a, b)
            case (.map(let a), .map(let b)): return try equal(a, b)
            case (.host(let a as OptionalValue), .host(let b as OptionalValue)): return try equal(a, b)
            case (.host(let a), .host(let b)): return a.isEqual(to: b)
            // Which fields a record has is not known here: saying that two are unequal could be false.
            case (.record, .record), (.record, .map), (.map, .record):
                throw Fault(.noMatchingOverload, "records cannot be compared, only their fields")
            // Pairs of different kinds; the compiler does not get through proving that these are all that is left.
            default: return false
            }
        }

        private mutating func equal(_ a: [Value], _ b: [Value]) throws -> Bool {
            guard a.count == b.count else { return false }
            try descend()
            defer { depth -= 1 }
            for (left, right) in zip(a, b) {
                try spend(1)
                guard try equal(left, right) else { return false }
            }
            return true
        }

        private mutating func equal(_ a: Map, _ b: Map) throws -> Bool {
            guard a.count == b.count else { return false }
            try descend()
            defer { depth -= 1 }
            for (key, value) in a.entries {
                try spend(1)
                guard let other = b[key], try equal(value, other) else { return false }
            }
            return true
        }

        private mutating func equal(_ a: OptionalValue, _ b: OptionalValue) throws -> Bool {
            switch (a.value, b.value) {
            case (nil, nil): return true
            case (let left?, let right?):
                try descend()
                defer { depth -= 1 }
                return try equal(left, right)
            case (nil, _?), (_?, nil): return false
            }
        }

        private mutating func descend() throws {
            depth += 1
            if depth > 1_000 { throw Fault(.tooDeep, "the values compared are nested more than 1,000 deep") }
        }

        private mutating func spend(_ count: Int) throws {
            steps -= count
            if steps < 0 { throw Fault(.stepLimit, "comparing the values takes more steps than allowed") }
        }
    }
}

extension Value: Equatable {
    /// Whether the two are one value of one type.
    public static func == (a: Value, b: Value) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.uint(let a), .uint(let b)): a == b
        case (.double(let a), .double(let b)): a == b || (a.isNaN && b.isNaN)
        case (.string(let a), .string(let b)): a.hasSameScalars(as: b)
        case (.bytes(let a), .bytes(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.map(let a), .map(let b)): a == b
        case (.timestamp(let a), .timestamp(let b)): a == b
        case (.duration(let a), .duration(let b)): a == b
        case (.type(let a), .type(let b)): a.name == b.name
        case (.host(let a), .host(let b)): a.isEqual(to: b)
        // Pairs of different kinds.
        default: false
        }
    }
}

extension Map: Equatable {
    /// Whether the two have the same keys, of the same types, with the same values, in whatever order.
    public static func == (a: Map, b: Map) -> Bool {
        guard a.count == b.count else { return false }
        return a.entries.allSatisfy { key, value in
            b.entry(for: key).map { $0.key == key && $0.value == value } ?? false
        }
    }
}
