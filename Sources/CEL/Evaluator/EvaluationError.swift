/// Why an expression has no value.
public struct EvaluationError: Error, Sendable, Equatable {
    /// What kind of thing went wrong.
    public enum Code: String, Sendable, CaseIterable {
        case noMatchingOverload = "no-matching-overload"
        case noSuchField = "no-such-field"
        case noSuchKey = "no-such-key"
        case noSuchVariable = "no-such-variable"
        case noSuchFunction = "no-such-function"
        case divisionByZero = "division-by-zero"
        case overflow = "overflow"
        case indexOutOfRange = "index-out-of-range"
        case invalidArgument = "invalid-argument"
        case conversion = "conversion"
        case repeatedKey = "repeated-key"
        case unsupportedKey = "unsupported-key"
        /// More steps than ``Limits/steps``.
        case stepLimit = "step-limit"
        case tooDeep = "too-deep"
        /// The value rests on something that the activation holds unknown; ``EvaluationError/unknowns`` says what.
        case unknown = "unknown"
        /// A function or value of the host failed.
        case host = "host"
    }

    public let code: Code
    /// One sentence.
    public let message: String
    /// Where in the source the sub-expression at fault begins; `nil` where the error has no place.
    public internal(set) var position: SourcePosition?
    /// The source text of the sub-expression at fault.
    public internal(set) var source: String?
    /// For ``Code/unknown``: the paths that were not known, each once, such as `["data", "focus"]`.
    public let unknowns: [[String]]

    public init(
        _ code: Code, _ message: String, position: SourcePosition? = nil, source: String? = nil, unknowns: [[String]] = []
    ) {
        self.code = code
        self.message = message
        self.position = position
        self.source = source
        self.unknowns = unknowns
    }
}

extension EvaluationError: CustomStringConvertible {
    public var description: String { position.map { "\($0): \(message) [\(code.rawValue)]" } ?? "\(message) [\(code.rawValue)]" }
}
