/// The values of variables for one evaluation, and what functions of the host may see beside them.
public struct Activation: Sendable {
    /// What functions find in ``CallContext/host``.
    public let host: (any Sendable)?
    /// Paths that are not known, such as `["data", "focus"]`, and with them all that they lead to; `*` stands for any name.
    /// A result that rests on one is an ``EvaluationError/Code/unknown``; see ``Program/outcome(with:)``.
    public let unknowns: [[String]]
    private let values: Values
    private let lookup: (@Sendable (String) throws -> Value?)?

    /// - Parameters:
    ///   - values: values by the full names of the variables.
    ///   - lookup: asked for a variable that is not among `values`; an evaluation keeps the value that it is given.
    public init(
        _ values: [String: Value] = [:], host: (any Sendable)? = nil, unknowns: [[String]] = [],
        lookup: (@Sendable (String) throws -> Value?)? = nil
    ) {
        self.init(.dictionary(values), host: host, unknowns: unknowns, lookup: lookup)
    }

    /// The same with the variables in a map with texts as keys, in which names are found without hashing them anew: for
    /// values that serve many evaluations.
    public init(
        _ values: Map, host: (any Sendable)? = nil, unknowns: [[String]] = [],
        lookup: (@Sendable (String) throws -> Value?)? = nil
    ) {
        self.init(.map(values), host: host, unknowns: unknowns, lookup: lookup)
    }

    /// The same with the variables as a host keeps them that changes some from one evaluation to the next.
    public init(
        _ bindings: Bindings, host: (any Sendable)? = nil, unknowns: [[String]] = [],
        lookup: (@Sendable (String) throws -> Value?)? = nil
    ) {
        self.init(.bindings(bindings), host: host, unknowns: unknowns, lookup: lookup)
    }

    private init(
        _ values: Values, host: (any Sendable)?, unknowns: [[String]], lookup: (@Sendable (String) throws -> Value?)?
    ) {
        self.values = values
        self.host = host
        self.unknowns = unknowns
        self.lookup = lookup
    }

    /// What is unknown of a path that is read whole: the path, where it lies in something unknown; or what is unknown in it.
    func unknown(in path: [String]) -> [String]? {
        guard let found = unknowns.first(where: { zip($0, path).allSatisfy { Self.covers($0, $1) } }) else { return nil }
        return found.count <= path.count ? path : path + found.dropFirst(path.count)
    }

    /// Whether a path lies in something unknown.
    func holdsUnknown(_ path: [String]) -> Bool {
        unknowns.contains { $0.count <= path.count && zip($0, path).allSatisfy { Self.covers($0, $1) } }
    }

    private static func covers(_ pattern: String, _ name: String) -> Bool { pattern == "*" || pattern.hasSameScalars(as: name) }

    private enum Values: Sendable {
        case dictionary([String: Value])
        case map(Map)
        case bindings(Bindings)
    }

    func value(of name: Map.Name) throws -> Value? {
        let known =
            switch values {
            case .dictionary(let values): values[name.text]
            case .map(let values): values[name]
            case .bindings(let bindings): bindings.value(of: name)
            }
        return try known ?? lookup?(name.text)
    }
}
