/// A checked expression, ready to be evaluated any number of times, from anywhere.
public struct Program: Sendable {
    /// The source text as it was given.
    public var source: String { text.text }
    /// The type of the result; `dyn` where only an evaluation shows it.
    public let resultType: Type
    /// What it reads and calls.
    public let references: References

    let text: SourceText
    let root: Node
    let nodeCount: Int
    /// The names of the variables, by slot.
    let variables: [String]
    let localCount: Int
    private let expression: Expression
    private let steps: Int

    init(source: SourceText, expression: Expression, checked: Checked, checker: Checker, resultType: Type) {
        text = source
        self.expression = expression
        self.resultType = resultType
        variables = checker.variables
        localCount = checker.localCount
        steps = checker.environment.limits.steps
        (root, nodeCount) = Planner.plan(checked, variables: checker.variables)
        references = References(of: checked, variables: checker.variables)
    }

    /// The value of the expression, or why it has none.
    /// - Parameter steps: the most steps to take, where not those of the environment.
    public func evaluate(_ activation: Activation = Activation(), steps: Int? = nil) -> Result<Value, EvaluationError> {
        let run = Run(self, activation, steps: steps ?? self.steps)
        do throws(Failure) {
            return .success(try run.value(root))
        } catch {
            return .failure(error.error(in: text))
        }
    }

    /// The value of every sub-expression, and which of them decided.
    /// - Parameter steps: as in ``evaluate(_:steps:)``.
    public func explain(_ activation: Activation = Activation(), steps: Int? = nil) -> Explanation {
        let run = Run(self, activation, steps: steps ?? self.steps, trace: Trace(nodeCount: nodeCount))
        do throws(Failure) { _ = try run.value(root) } catch { /* The trace has it. */ }
        return Explanation(of: self, run.trace ?? Trace(nodeCount: nodeCount))
    }
}

extension Program: CustomStringConvertible {
    /// The expression printed anew from its tree.
    public var description: String { Unparser.text(of: expression) }
}
