/// Variables by name, of which the values change often and the names seldom: a copy with another value shares the names.
///
/// ```swift
/// var bindings = Bindings()
/// bindings["count"] = .int(1)
/// program.evaluate(Activation(bindings))
/// ```
public struct Bindings: Sendable {
    /// One element, so that it is shared until a name is added.
    private var tables = [Table()]
    private var values: [Value] = []

    private struct Table: Sendable {
        var names: [Map.Name] = []
        var index = KeyIndex()
    }

    public init() {}

    /// Of two pairs whose names have the same scalars the last counts.
    public init(_ pairs: some Sequence<(String, Value)>) {
        for (name, value) in pairs { self[name] = value }
    }

    public var count: Int { values.count }
    /// In the order in which they were added.
    public var names: [String] { tables[0].names.map(\.text) }

    /// Whether there is a variable of this name.
    public func contains(_ name: String) -> Bool { place(of: name) != nil }

    public subscript(name: String) -> Value? {
        get { place(of: name).map { values[$0] } }
        set {
            guard let newValue else { return remove(name) }
            if !update(name, to: newValue) { add(Map.Name(name), newValue) }
        }
    }

    /// Gives a variable that there is another value.
    /// - Returns: whether there is such a variable.
    public mutating func update(_ name: String, to value: Value) -> Bool {
        guard let place = place(of: name) else { return false }
        values[place] = value
        return true
    }

    private mutating func add(_ name: Map.Name, _ value: Value) {
        tables[0].names.append(name)
        tables[0].index.append(hash: name.hash)
        values.append(value)
    }

    private mutating func remove(_ name: String) {
        self = Bindings(zip(names, values).filter { !$0.0.hasSameScalars(as: name) })
    }

    /// A few names are compared sooner than one is hashed.
    private func place(of name: String) -> Int? {
        if values.count > KeyIndex.few { return place(of: Map.Name(name)) }
        return tables[0].names.firstIndex { $0.text.hasSameScalars(as: name) }
    }

    private func place(of name: Map.Name) -> Int? {
        tables[0].index.place(hash: name.hash) { tables[0].names[$0].text.hasSameScalars(as: name.text) }
    }

    func value(of name: Map.Name) -> Value? { place(of: name).map { values[$0] } }
}
