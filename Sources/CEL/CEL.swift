/// The Common Expression Language: the language of guards.
///
/// An ``Environment`` declares what an expression may speak of; ``Environment/compile(_:expecting:)`` turns a
/// source text into a checked ``Program``, or into every mistake in it; a program is evaluated, explained and
/// asked what it reads. The folders are the pipeline: Lexer, Parser, Checker, Evaluator, Explain, over Types and
/// Functions; Expressions is the linear-time matcher behind `matches`.
///
/// It knows nothing of schools, YAML or SQL, and could be a package of its own. Its reference is the language
/// definition of <https://github.com/google/cel-spec/blob/master/doc/langdef.md>, without protocol buffer messages
/// but with the nine wrapper types, Timestamp and Duration.
///
/// Floor 1 (the ground).
///
/// The module's own name cannot qualify `Type` plainly, since Swift reads `CEL.Type` as a metatype: write `Type`, or
/// ``CEL/Type`` with backticks.

/// How much of an expression, and how much work for it, is accepted.
public struct Limits: Sendable, Equatable {
    /// The longest source text, in Unicode scalars.
    public var codePoints = 100_000
    /// The deepest nesting of the syntax tree, and of parentheses. Each level takes some of the thread's stack when it is parsed and
    /// evaluated: for 250 a release build needs less than 512 KB, which every thread has, a debug build up to 4 MB.
    public var nesting = 250
    /// The most errors reported for one expression.
    public var errors = 100
    /// The most steps that one evaluation may take; what takes more ends in ``EvaluationError/Code/stepLimit``.
    public var steps = 1_000_000
    /// The most steps that an expression may be estimated to take, by the ``Environment/maxima``; what can take more is
    /// refused when it is compiled, with ``CompileError/Code/tooCostly``.
    public var cost = 10_000_000

    public init() {}
}
