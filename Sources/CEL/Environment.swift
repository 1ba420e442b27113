/// What an expression may speak of: variables, functions, types and macros, and within which limits.
///
/// ```swift
/// var environment = Environment()
/// environment.variables["event"] = .record(event)
/// environment.declare(workingDays)
/// let program = environment.compile("workingDays(today, event.visit_on) >= 20", expecting: .bool)
/// ```
public struct Environment: Sendable {
    /// The namespace in which names are looked for first: in `a.b`, `c` is `a.b.c`, `a.c` or `c`.
    public var container: String
    /// The variables and their types. A name may be qualified: `a.b`.
    public var variables: [String: Type]
    public var limits: Limits
    /// How large the values are that come in, from which the cost of an expression is estimated.
    public var maxima = Maxima()
    /// The macros that are expanded; what is not among them is a call.
    public var macros: Set<Macro> {
        get { dialect.macros }
        set { dialect.macros = newValue }
    }
    /// The functions by name, with all their overloads.
    public private(set) var functions: [String: FunctionDeclaration] = [:]
    /// The names that stand for types.
    private(set) var types: [String: Type] = [:]
    private(set) var dialect = Parser.Dialect(macros: [], hasOptionals: false)

    /// An environment with the standard library and what is given.
    public init(
        container: String = "", variables: [String: Type] = [:], functions: [FunctionDeclaration] = [],
        libraries: [Library] = [], limits: Limits = Limits()
    ) {
        self = Self.standard
        self.container = container
        self.variables = variables
        self.limits = limits
        for library in libraries { add(library) }
        for function in functions { declare(function) }
    }

    private init(standard: Library) {
        container = ""
        variables = [:]
        limits = Limits()
        add(standard)
    }

    /// Every environment begins as a copy of this one, so that the library's tables are put together once.
    private static let standard = Environment(standard: .standard)

    /// Whether an expression can say `name` as a variable: letters, digits and `_`, no digit first, and no word that the
    /// language has or reserves.
    public static func isName(_ name: String) -> Bool { Parser.isName(name) }

    /// Adds a function, or overloads to one that is there; an overload with the id of an older one replaces it.
    public mutating func declare(_ function: FunctionDeclaration) {
        guard let older = functions[function.name] else {
            functions[function.name] = function
            return
        }
        let ids = Set(function.overloads.map(\.id))
        let kept = older.overloads.filter { !ids.contains($0.id) }
        let documentation = older.documentation.isEmpty ? function.documentation : older.documentation
        functions[function.name] = FunctionDeclaration(
            function.name, documentation: documentation, overloads: kept + function.overloads)
    }

    /// Makes the name of a type a value of the language, so that `type(x) == date` can be asked.
    public mutating func declare(type: Type) { types[type.name] = type }

    /// Adds an abstract type whose values have an order: its name, and `<`, `<=`, `>` and `>=` between two of them.
    public mutating func declare(orderedType type: Type) {
        declare(type: type)
        for function in ComparisonLibrary.functions(of: type) { declare(function) }
    }

    /// Adds all of a library.
    public mutating func add(_ library: Library) {
        for function in library.functions { declare(function) }
        for type in library.types { declare(type: type) }
        dialect.macros.formUnion(library.macros)
        if library.hasOptionalSyntax { dialect.hasOptionals = true }
    }
}

extension Environment {
    /// Checks an expression and makes a program of it.
    /// - Parameter type: what the result must be good for; `nil` takes any.
    /// - Returns: every mistake, in the order of the text, where there is one.
    public func compile(_ source: String, expecting type: Type? = nil) -> Result<Program, CompileErrors> {
        compile(SourceText(source), isStrict: true, expecting: type)
    }

    /// Makes a program without looking at types: what does not fit shows when it is evaluated.
    public func compileUnchecked(_ source: String) -> Result<Program, CompileErrors> {
        compile(SourceText(source), isStrict: false, expecting: nil)
    }

    private func compile(_ source: SourceText, isStrict: Bool, expecting type: Type?) -> Result<Program, CompileErrors> {
        let (expression, mistakes) = Parser.parse(source, dialect: dialect, limits: limits)
        guard mistakes.isEmpty else { return .failure(CompileErrors(mistakes, in: source, limit: limits.errors)) }
        var checker = Checker(environment: self, isStrict: isStrict)
        let checked = checker.check(expression)
        let found = checker.types.resolve(checked.type, openAsDyn: true)
        if let type, checker.mistakes.isEmpty, !checker.types.assign(checked.type, to: type) {
            let message = "the expression must be of type `\(type)`, not `\(found)`"
            checker.mistakes.append(Mistake(.unexpectedType, message, expression.span))
        }
        guard checker.mistakes.isEmpty else {
            return .failure(CompileErrors(checker.mistakes, in: source, limit: limits.errors))
        }
        var estimate: Int?
        if isStrict {
            let part = CostEstimate.part(of: checked, variables: checker.variables, localCount: checker.localCount, maxima: maxima)
            if part.steps > limits.cost {
                return .failure(CompileErrors([tooCostly(part, in: source)], in: source, limit: limits.errors))
            }
            estimate = part.steps
        }
        return .success(
            Program(
                source: source, expression: expression, checked: checked, checker: checker, resultType: found, estimatedCost: estimate))
    }

    private func tooCostly(_ part: CostEstimate.Part, in source: SourceText) -> Mistake {
        let span = part.dearest
        let text = Value.string(source.text(in: span)).shortText.dropFirst().dropLast()
        let amount = part.steps == .max ? "more steps than can be counted" : "\(part.steps) steps"
        return Mistake(
            .tooCostly, "the expression can take \(amount), and \(limits.cost) are allowed; most of them go into `\(text)`", span)
    }
}
