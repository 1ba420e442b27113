/// Why a sub-expression has no value, on its way up to whatever can do without it.
///
/// Errors and unknowns go through an expression as values do, except that `&&`, `||`, `all` and `exists` take them in
/// where another operand decides. Language definition, "Runtime Errors" and "Logical Operators".
enum Failure: Error, Sendable {
    case fault(Fault, Span)
    case unknown([[String]], Span)

    /// What two failed operands come to: what is unknown might still turn out to decide, so it weighs more.
    func merged(with other: Failure?) -> Failure {
        switch (self, other) {
        case (.unknown(let a, let span), .unknown(let b, _)): .unknown(a + b.filter { !a.contains($0) }, span)
        case (.fault, .unknown(let paths, let span)): .unknown(paths, span)
        case (.fault, .fault), (.unknown, .fault), (_, nil): self
        }
    }

    var isUnknown: Bool { if case .unknown = self { true } else { false } }

    /// Whether the evaluation as a whole has come to its end.
    var isFinal: Bool {
        switch self {
        case .fault(let fault, _): fault.code == .stepLimit
        case .unknown: false
        }
    }

    func error(in source: SourceText) -> EvaluationError {
        switch self {
        case .fault(let fault, let span):
            EvaluationError(fault.code, fault.message, position: source.position(at: span.start), source: source.text(in: span))
        case .unknown(let paths, let span):
            EvaluationError(
                .unknown, "it rests on \(paths.map { "`\($0.joined(separator: "."))`" }.joined(separator: ", ")), which is not known",
                position: source.position(at: span.start), source: source.text(in: span), unknowns: paths)
        }
    }

    /// Any error as a failure of the sub-expression at `span`.
    init(_ error: any Error, at span: Span) {
        switch error {
        case let fault as Fault: self = .fault(fault, span)
        case let error as EvaluationError where error.code == .unknown: self = .unknown(error.unknowns, span)
        case let error as EvaluationError: self = .fault(Fault(error.code, error.message), span)
        case let other: self = .fault(Fault(.host, "\(other)"), span)
        }
    }
}
