/// A mistake in an expression, found before it is evaluated.
public struct CompileError: Error, Sendable, Equatable {
    /// What kind of mistake it is.
    public enum Code: String, Sendable, CaseIterable {
        case tooLong = "too-long"
        case tooDeep = "too-deep"
        case syntax = "syntax"
        case badEscape = "bad-escape"
        case badNumber = "bad-number"
        case reservedWord = "reserved-word"
        case badMacro = "bad-macro"
        case undeclared = "undeclared"
        case unknownField = "unknown-field"
        case notARecord = "not-a-record"
        case noMatchingOverload = "no-matching-overload"
        case typeMismatch = "type-mismatch"
        case notIterable = "not-iterable"
        case notLiteral = "not-literal"
        case badLiteral = "bad-literal"
        case unexpectedType = "unexpected-type"
        /// It can take more steps than ``Limits/cost``.
        case tooCostly = "too-costly"
        /// More errors than ``Limits/errors``; the rest are left out.
        case tooManyErrors = "too-many-errors"
    }

    public let code: Code
    /// One sentence.
    public let message: String
    public let position: SourcePosition
    /// How much of the source is at fault, in Unicode scalars.
    public let length: Int
    /// What could be written instead, where something comes to mind.
    public let suggestion: String?

    /// Unicode scalars before the mistake.
    public var offset: Int { position.offset }
    /// Bytes of UTF-8 before the mistake.
    public var utf8Offset: Int { position.utf8Offset }
    /// From 1.
    public var line: Int { position.line }
    /// From 1, in Unicode scalars.
    public var column: Int { position.column }

    public init(_ code: Code, _ message: String, position: SourcePosition, length: Int, suggestion: String? = nil) {
        self.code = code
        self.message = message
        self.position = position
        self.length = length
        self.suggestion = suggestion
    }
}

extension CompileError: CustomStringConvertible {
    public var description: String { "\(position): \(message) [\(code.rawValue)]" }
}

/// Every mistake in one expression, in the order of its text.
public struct CompileErrors: Error, Sendable, Equatable, CustomStringConvertible {
    public let errors: [CompileError]

    /// One line for each.
    public var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// A mistake and where it is, while an expression is being compiled.
struct Mistake: Error {
    let code: CompileError.Code
    let message: String
    let span: Span
    let suggestion: String?

    init(_ code: CompileError.Code, _ message: String, _ span: Span, suggestion: String? = nil) {
        self.code = code
        self.message = message
        self.span = span
        self.suggestion = suggestion
    }
}

extension CompileErrors {
    /// The mistakes in the order of the text, cut off after `limit`.
    init(_ mistakes: [Mistake], in source: SourceText, limit: Int) {
        let ordered = mistakes.enumerated().sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
        var errors = ordered.prefix(max(1, limit)).map { _, mistake in
            CompileError(
                mistake.code, mistake.message, position: source.position(at: mistake.span.start),
                length: mistake.span.end - mistake.span.start, suggestion: mistake.suggestion)
        }
        if mistakes.count > errors.count, let last = errors.last {
            let message = "there are \(mistakes.count - errors.count) more errors, which are left out"
            errors.append(CompileError(.tooManyErrors, message, position: last.position, length: last.length))
        }
        self.errors = errors
    }
}
