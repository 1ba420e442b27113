/// What an evaluation came to, sub-expression by sub-expression, and which of them decided.
public struct Explanation: Sendable {
    /// What a sub-expression came to.
    public enum Outcome: Sendable, Equatable {
        case value(Value)
        case error(EvaluationError)
        /// It was not needed.
        case notEvaluated
    }

    /// One sub-expression.
    public struct Step: Sendable, Equatable {
        /// Its source text.
        public let source: String
        public let position: SourcePosition
        /// How much of the source it is, in Unicode scalars.
        public let length: Int
        public let outcome: Outcome
        /// How deep it lies in the expression; the whole has 0.
        public let depth: Int
    }

    /// A sub-expression that settled the result.
    public struct Deciding: Sendable, Equatable {
        public let step: Step
        /// For a comparison and its like: the arguments' values in the place of the arguments, as in `14 >= 20`; for
        /// anything else its value.
        public let detail: String
        /// Its two sides, where it is a comparison that both sides were evaluated for.
        public let comparison: Comparison?
        /// For what stands in a macro: the variables at the element at fault, outermost first.
        public let elements: [Element]
    }

    /// A comparison with its sides, such as `size(data.focus) <= 3`.
    public struct Comparison: Sendable, Equatable {
        public let left: Step
        /// `<`, `<=`, `>`, `>=`, `==`, `!=` or `in`.
        public let symbol: String
        public let right: Step
    }

    /// The value of a macro's variable.
    public struct Element: Sendable, Equatable {
        public let variable: String
        public let value: Value
    }

    /// What the whole expression came to.
    public let result: Outcome
    /// Every sub-expression but plain literals, in the order of the source; of two that begin together the longer first.
    /// In a macro's body they show the last element that was looked at: where one settled the result, that one.
    public let steps: [Step]
    /// The sub-expressions that settled the result, in the order of the source.
    public let deciding: [Deciding]

    init(of program: Program, _ trace: Trace) {
        var writer = ExplanationWriter(program: program, trace: trace)
        writer.visit(program.root, depth: 0)
        writer.decide(program.root, elements: [])
        result = writer.outcome(of: program.root)
        steps = writer.steps.sorted { ($0.position.offset, -$0.length, $0.depth) < ($1.position.offset, -$1.length, $1.depth) }
        deciding = writer.deciding.sorted { ($0.step.position.offset, -$0.step.length) < ($1.step.position.offset, -$1.step.length) }
    }
}

extension Explanation.Deciding: CustomStringConvertible {
    /// One line: "`size(data.focus) <= 3`: 4 <= 3", and at which element.
    public var description: String {
        let at = elements.map { ", at \($0.variable) = \($0.value.shortText)" }.joined()
        return "`\(step.source)`: \(detail)\(at)"
    }
}
