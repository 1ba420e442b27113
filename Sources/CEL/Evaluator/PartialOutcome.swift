/// What an expression comes to while some of what it speaks of is not known.
public enum PartialOutcome: Sendable, Equatable {
    case value(Value)
    case error(EvaluationError)
    /// The paths that are still needed, each once, such as `["sheets", "peer"]`.
    ///
    /// Every one of them is read on the way to the result, as far as can be told now: when they are known, others may show.
    case needs([[String]])
}

extension Program {
    /// The value of the expression, or what is still needed for one, by the ``Activation/unknowns``.
    ///
    /// `&&`, `||`, `all` and `exists` come to a value where what is known decides; `?:` needs its condition first; a call, a
    /// list or a map needs every unknown in it. An unknown weighs more than an error, since it may turn out to decide.
    ///
    /// ```swift
    /// let activation = Activation(["ready": .bool(true)], unknowns: [["sheets", "peer"]])
    /// guard case .needs(let paths) = program.outcome(with: activation) else { … }
    /// ```
    public func outcome(with activation: Activation) -> PartialOutcome {
        switch evaluate(activation) {
        case .success(let value): .value(value)
        case .failure(let error): error.code == .unknown ? .needs(error.unknowns) : .error(error)
        }
    }
}
