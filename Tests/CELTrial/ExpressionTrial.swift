import CEL

/// One random well-typed expression, with everything that must hold of it.
public struct ExpressionTrial {
    public let seed: UInt64
    /// What did not hold, in words.
    public private(set) var findings: [String] = []
    public private(set) var hasValue = false

    private let type: CEL.`Type`
    private let made: ExpressionMaker.Made
    private let constants: [ExpressionMaker.Constant]

    static let libraries: [Library] = [
        .strings, .math, .encoders, .bindings, .block, .optionals, .twoVariableComprehensions,
    ]

    public init(seed: UInt64) {
        self.seed = seed
        var maker = ExpressionMaker(seed: seed)
        (type, made) = maker.expression()
        constants = maker.constants
    }

    /// What a typed expression cannot come to when it is evaluated.
    private static let impossible: Set<EvaluationError.Code> = [.noMatchingOverload, .noSuchField, .noSuchVariable, .noSuchFunction]

    public mutating func run() {
        var environment = Environment(libraries: Self.libraries)
        environment.limits.cost = .max
        guard let closed = compiled(made.closed, environment) else { return }
        let result = closed.evaluate()
        if case .success = result { hasValue = true }
        holds(closed, result)
        prints(closed, environment)
        costs(closed, Activation())
        unchecked(result, environment)
        opens(result, environment)
    }

    private mutating func compiled(_ source: String, _ environment: Environment) -> Program? {
        switch environment.compile(source) {
        case .success(let program): return program
        case .failure(let errors):
            findings.append("`\(source)` is well typed but refused: \(errors)")
            return nil
        }
    }

    /// No missing overload, the type that was promised, and an explanation that says the same.
    private mutating func holds(_ program: Program, _ result: Result<CEL.Value, EvaluationError>) {
        switch result {
        case .success(let value):
            if value.type.name != type.name { findings.append("`\(made.closed)` is of type \(value.type), not \(type)") }
        case .failure(let error):
            if Self.impossible.contains(error.code) { findings.append("`\(made.closed)` fails, though it was checked: \(error)") }
        }
        if program.explain().result != .init(result) { findings.append("`\(made.closed)` is explained otherwise than evaluated") }
    }

    /// Printing and parsing again gives the same tree.
    private mutating func prints(_ program: Program, _ environment: Environment) {
        switch environment.compile(program.description) {
        case .failure(let errors): findings.append("`\(made.closed)` is printed as `\(program.description)`, which is refused: \(errors)")
        case .success(let again):
            if !again.isSameExpression(as: program) { findings.append("`\(made.closed)` is printed as `\(program.description)`, another tree") }
        }
    }

    /// The cost that is counted is at most the cost that was estimated.
    private mutating func costs(_ program: Program, _ activation: Activation) {
        let counted = program.measure(activation).cost
        guard let estimate = program.estimatedCost, counted > estimate else { return }
        findings.append("`\(program.source)` takes \(counted) steps, estimated at \(program.estimatedCost ?? 0)")
    }

    /// Checking changes no result.
    private mutating func unchecked(_ result: Result<CEL.Value, EvaluationError>, _ environment: Environment) {
        guard let program = try? environment.compileUnchecked(made.closed).get() else { return }
        if !Self.agree(program.evaluate(), result) { findings.append("`\(made.closed)` comes to something else without a check") }
    }

    /// Folding changes no result: with variables in the place of constants nothing is folded.
    private mutating func opens(_ result: Result<CEL.Value, EvaluationError>, _ environment: Environment) {
        var environment = environment
        for constant in constants {
            environment.variables[constant.name] = constant.type
            Self.declare(constant.value, at: [constant.name], in: &environment.maxima)
        }
        guard let program = compiled(made.open, environment) else { return }
        let activation = Activation(Dictionary(constants.map { ($0.name, $0.value) }) { first, _ in first })
        let opened = program.evaluate(activation)
        if !Self.agree(opened, result) { findings.append("`\(made.closed)` is \(result), but with variables \(opened)") }
        costs(program, activation)
    }

    private static func declare(_ value: CEL.Value, at path: [String], in maxima: inout Maxima) {
        switch value {
        case .string(let text): maxima[path] = max(maxima[path] ?? 0, text.unicodeScalars.count)
        case .bytes(let bytes): maxima[path] = max(maxima[path] ?? 0, bytes.count)
        case .list(let elements):
            maxima[path] = max(maxima[path] ?? 0, elements.count)
            for element in elements { declare(element, at: path + ["*"], in: &maxima) }
        case .map(let map):
            maxima[path] = max(maxima[path] ?? 0, map.count)
            for entry in map.entries { declare(entry.value, at: path + ["*"], in: &maxima) }
        case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type, .host, .record: break
        }
    }

    /// Whether two evaluations came to the same: a value, or an error of the same kind.
    private static func agree(_ a: Result<CEL.Value, EvaluationError>, _ b: Result<CEL.Value, EvaluationError>) -> Bool {
        switch (a, b) {
        case (.success(let a), .success(let b)): a == b
        case (.failure(let a), .failure(let b)): a.code == b.code
        case (.success, .failure), (.failure, .success): false
        }
    }
}
