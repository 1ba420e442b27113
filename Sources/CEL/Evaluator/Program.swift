/// A checked expression, ready to be evaluated any number of times, from anywhere.
public struct Program: Sendable {
    /// The source text as it was given.
    public var source: String { text.text }
    /// The type of the result; `dyn` where only an evaluation shows it.
    public let resultType: Type
    /// What it reads and calls.
    public let references: References
    /// The most steps that it takes, for values within the environment's ``Environment/maxima``; `nil` where it was not
    /// checked.
    public let estimatedCost: Int?

    let text: SourceText
    let root: Node
    let nodeCount: Int
    /// How many variables it has, with those of macros.
    private let slotCount: Int
    let expression: Expression
    private let steps: Int

    init(source: SourceText, expression: Expression, checked: Checked, checker: Checker, resultType: Type, estimatedCost: Int?) {
        text = source
        self.estimatedCost = estimatedCost
        self.expression = expression
        self.resultType = resultType
        slotCount = checker.variables.count + checker.localCount
        steps = checker.environment.limits.steps
        (root, nodeCount) = Planner.plan(checked, variables: checker.variables)
        references = References(of: checked, variables: checker.variables)
    }

    /// The value of the expression, or why it has none.
    /// - Parameter steps: the most steps to take, where not those of the environment.
    public func evaluate(_ activation: Activation = Activation(), steps: Int? = nil) -> Result<Value, EvaluationError> {
        let (root, text) = (root, text)
        return Self.run(activation, steps: steps ?? self.steps, slotCount: slotCount) { run in
            do throws(Failure) {
                return .success(try run.value(root))
            } catch {
                return .failure(error.error(in: text))
            }
        }
    }

    /// The same as ``evaluate(_:steps:)``, with the steps that it took.
    public func measure(_ activation: Activation = Activation(), steps: Int? = nil) -> (result: Result<Value, EvaluationError>, cost: Int) {
        let (root, text, allowed) = (root, text, steps ?? self.steps)
        return Self.run(activation, steps: allowed, slotCount: slotCount) { run in
            do throws(Failure) {
                let value = try run.value(root)
                return (.success(value), allowed - run.stepsLeft)
            } catch {
                return (.failure(error.error(in: text)), allowed - run.stepsLeft)
            }
        }
    }

    /// The value of every sub-expression, and which of them decided.
    /// - Parameter steps: as in ``evaluate(_:steps:)``.
    public func explain(_ activation: Activation = Activation(), steps: Int? = nil) -> Explanation {
        let trace = Trace(nodeCount: nodeCount)
        let noted = Self.run(activation, steps: steps ?? self.steps, slotCount: slotCount, trace: trace) { run in
            do throws(Failure) { _ = try run.value(root) } catch { /* The trace has it. */ }
            return run.trace
        }
        return Explanation(of: self, noted ?? trace)
    }

    /// Runs with the slots on the stack, so that most evaluations take nothing from the heap.
    private static func run<T>(
        _ activation: Activation, steps: Int, slotCount: Int, trace: Trace? = nil, _ work: (inout Run) -> T
    ) -> T {
        withUnsafeTemporaryAllocation(of: Value?.self, capacity: slotCount) { slots in
            slots.initialize(repeating: nil)
            defer { slots.deinitialize() }
            var run = Run(activation, steps: steps, trace: trace, slots: slots)
            return work(&run)
        }
    }
}

extension Program: CustomStringConvertible {
    /// The expression printed anew from its tree.
    public var description: String { Unparser.text(of: expression) }
}
