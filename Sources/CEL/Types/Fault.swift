/// What an implementation of a function throws where it has no value to give.
///
/// It knows no place in a source text: the evaluator adds that, and makes an ``EvaluationError`` of it.
public struct Fault: Error, Sendable, Equatable {
    public let code: EvaluationError.Code
    public let message: String

    public init(_ code: EvaluationError.Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
