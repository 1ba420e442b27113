/// How large a value can be at most: what is known of it before it is there.
indirect enum Extent: Sendable {
    /// A number, a truth value, a time or the like.
    case plain
    /// At most so many Unicode scalars.
    case text(Int)
    case bytes(Int)
    case list(Int, Extent)
    case map(Int, key: Extent, value: Extent)
    case optional(Extent)
    /// A record of the host, whose fields are where the path leads.
    case record(RecordType, [String])
    /// Anything with at most so many parts.
    case any(Int)
}

extension Extent {
    /// What a type and the declared maxima say of a value.
    init(_ type: Type, at path: [String], _ maxima: Maxima) {
        switch type {
        case .bool, .int, .uint, .double, .null, .timestamp, .duration, .type: self = .plain
        case .string: self = .text(maxima[path] ?? maxima.text)
        case .bytes: self = .bytes(maxima[path] ?? maxima.text)
        case .list(let element): self = .list(maxima[path] ?? maxima.list, Extent(element, at: path + ["*"], maxima))
        case .map(let key, let value):
            self = .map(maxima[path] ?? maxima.map, key: Extent(key, at: path + ["*key"], maxima), value: Extent(value, at: path + ["*"], maxima))
        case .wrapper(let wrapped): self = Extent(wrapped, at: path, maxima)
        case .abstract("optional_type", let wrapped): self = .optional(Extent(wrapped.first ?? .dyn, at: path, maxima))
        case .abstract: self = .plain
        case .record(let record): self = .record(record, path)
        case .dyn, .parameter: self = .any(maxima[path] ?? maxima.parts)
        }
    }

    /// What a value that is there says of its like.
    init(of value: Value) {
        switch value {
        case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type, .record: self = .plain
        case .string(let text): self = .text(text.unicodeScalars.count)
        case .bytes(let bytes): self = .bytes(bytes.count)
        case .list(let elements): self = .list(elements.count, Extent(joining: elements.lazy.map(Extent.init(of:))))
        case .map(let map):
            let keys = Extent(joining: map.entries.lazy.map { Extent(of: $0.key) })
            self = .map(map.count, key: keys, value: Extent(joining: map.entries.lazy.map { Extent(of: $0.value) }))
        case .host(let optional as OptionalValue): self = .optional(optional.value.map(Extent.init(of:)) ?? .plain)
        case .host: self = .plain
        }
    }

    /// What holds of each.
    init(joining extents: some Sequence<Extent>) {
        var joined: Extent?
        for extent in extents { joined = joined?.joined(extent) ?? extent }
        self = joined ?? .plain
    }

    /// What holds of a value that is one of the two.
    func joined(_ other: Extent) -> Extent {
        switch (self, other) {
        case (.plain, .plain): .plain
        case (.text(let a), .text(let b)): .text(max(a, b))
        case (.bytes(let a), .bytes(let b)): .bytes(max(a, b))
        case (.list(let a, let left), .list(let b, let right)): .list(max(a, b), a == 0 ? right : (b == 0 ? left : left.joined(right)))
        case (.map(let a, let aKey, let aValue), .map(let b, let bKey, let bValue)):
            a == 0 ? other : (b == 0 ? self : .map(max(a, b), key: aKey.joined(bKey), value: aValue.joined(bValue)))
        case (.optional(let a), .optional(let b)): .optional(a.joined(b))
        case (.record(let a, let path), .record(let b, let other)) where a == b && path == other: self
        case (.plain, _), (.text, _), (.bytes, _), (.list, _), (.map, _), (.optional, _), (.record, _), (.any, _):
            .any(max(parts, other.parts))
        }
    }

    /// How many steps it takes at most to look at all of it.
    var parts: Int {
        switch self {
        case .plain, .record: 1
        case .text(let count): 1 + count / 8
        case .bytes(let count): 1 + count / 32
        case .list(let count, let element): count.times(element.parts.plus(1)).plus(1)
        case .map(let count, let key, let value): count.times(key.parts.plus(value.parts).plus(1)).plus(1)
        case .optional(let wrapped): wrapped.parts.plus(1)
        case .any(let parts): parts.plus(1)
        }
    }

    /// The most elements, entries, scalars or bytes.
    var count: Int {
        switch self {
        case .plain, .record: 0
        case .text(let count), .bytes(let count), .list(let count, _), .map(let count, _, _): count
        case .optional(let wrapped): wrapped.count
        case .any(let parts): parts.times(8)
        }
    }

    /// The most that a macro goes through.
    var iterations: Int {
        switch self {
        case .list(let count, _), .map(let count, _, _): count
        case .any(let parts): parts
        case .optional(let wrapped): wrapped.iterations
        case .plain, .text, .bytes, .record: 0
        }
    }

    /// An element of a list, or a value of a map.
    var element: Extent {
        switch self {
        case .list(_, let element): element
        case .map(_, _, let value): value
        case .optional(let wrapped): .optional(wrapped.element)
        case .any(let parts): .any(parts)
        case .plain, .text, .bytes, .record: .plain
        }
    }

    /// What a macro with one variable sees: an element of a list, or a key of a map.
    var item: Extent {
        if case .map(_, let key, _) = self { key } else { element }
    }

    /// What a macro with two variables sees first.
    var index: Extent {
        switch self {
        case .map(_, let key, _): key
        case .any(let parts): .any(parts)
        case .plain, .text, .bytes, .list, .optional, .record: .plain
        }
    }

    /// What is in an optional.
    var wrapped: Extent { if case .optional(let wrapped) = self { wrapped } else { self } }

    func field(_ name: String, _ maxima: Maxima) -> Extent {
        switch self {
        case .record(let record, let path): record[name].map { Extent($0.type, at: path + [name], maxima) } ?? .plain
        case .optional(let wrapped): .optional(wrapped.field(name, maxima).wrapped)
        case .plain, .text, .bytes, .list, .map, .any: element
        }
    }

    /// The most scalars of the value as a text.
    var textCount: Int {
        switch self {
        case .text(let count), .bytes(let count): count
        case .plain: 40
        case .record: 100
        case .list(let count, let element): count.times(element.textCount.plus(2)).plus(2)
        case .map(let count, let key, let value): count.times(key.textCount.plus(value.textCount).plus(4)).plus(2)
        case .optional(let wrapped): wrapped.textCount.plus(20)
        case .any(let parts): parts.times(400)
        }
    }

    /// The steps that a call is charged for an argument of this size; see ``Value/length``.
    var length: Int {
        switch self {
        case .text(let count): count / 64
        case .bytes(let count): count / 256
        case .any(let parts): parts / 8
        case .plain, .list, .map, .optional, .record: 0
        }
    }

    /// The steps that a call is charged for a result of this size; see ``Value/weight``.
    var weight: Int {
        switch self {
        case .text(let count): count / 8
        case .bytes(let count): count / 32
        case .list(let count, _), .map(let count, _, _): count / 4
        case .any(let parts): parts
        case .plain, .optional, .record: 0
        }
    }
}

extension Int {
    /// The sum, or the greatest number where that is too large.
    func plus(_ other: Int) -> Int {
        let (sum, overflowed) = addingReportingOverflow(other)
        return overflowed ? .max : sum
    }

    /// The product, or the greatest number where that is too large.
    func times(_ other: Int) -> Int {
        let (product, overflowed) = multipliedReportingOverflow(by: other)
        return overflowed ? .max : product
    }
}
