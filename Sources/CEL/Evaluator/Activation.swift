/// The values of variables for one evaluation, and what functions of the host may see beside them.
public struct Activation: Sendable {
    /// What functions find in ``CallContext/host``.
    public let host: (any Sendable)?
    /// Paths that are not known, such as `["data", "focus"]`: a result that rests on one is an
    /// ``EvaluationError/Code/unknown``.
    public let unknowns: [[String]]
    private let values: [String: Value]
    private let lookup: (@Sendable (String) throws -> Value?)?

    /// - Parameters:
    ///   - values: values by the full names of the variables.
    ///   - lookup: asked, at most once an evaluation, for a variable that is not among `values`.
    public init(
        _ values: [String: Value] = [:], host: (any Sendable)? = nil, unknowns: [[String]] = [],
        lookup: (@Sendable (String) throws -> Value?)? = nil
    ) {
        self.values = values
        self.host = host
        self.unknowns = unknowns
        self.lookup = lookup
    }

    func value(of name: String) throws -> Value? { try values[name] ?? lookup?(name) }
}
