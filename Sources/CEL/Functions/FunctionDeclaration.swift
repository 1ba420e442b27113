/// A function with its overloads: signature, documentation and implementation side by side.
///
/// ```swift
/// let days = FunctionDeclaration("workingDays", overloads: [
///     Overload("working_days_date_date", [.abstract("date"), .abstract("date")], .int),
/// ]) { arguments, context in .int(count(arguments, context.host)) }
/// ```
public struct FunctionDeclaration: Sendable {
    /// The name as it is called. Operators have the specification's names: `_+_`, `_<_`, `_==_`.
    public let name: String
    /// A sentence for editors, where one serves all overloads.
    public let documentation: String
    public let overloads: [Overload]

    /// - Parameter implementation: for those overloads that bring none of their own.
    public init(
        _ name: String, documentation: String = "", overloads: [Overload],
        implementation: (@Sendable (_ arguments: [Value], _ context: CallContext) throws -> Value)? = nil
    ) {
        self.name = name
        self.documentation = documentation
        guard let implementation else {
            self.overloads = overloads
            return
        }
        self.overloads = overloads.map { overload in
            guard case .missing = overload.implementation else { return overload }
            var overload = overload
            overload.implementation = .general(implementation)
            return overload
        }
    }
}

/// One way to call a function, told from the others by the types of its arguments and by whether it has a receiver.
public struct Overload: Sendable {
    /// Stable and unique in an environment, such as `add_int64`.
    public let id: String
    /// The types of the arguments; of a member, the receiver's first.
    public let parameters: [Type]
    public let result: Type
    /// Whether it is called as `receiver.name(…)`.
    public let isMember: Bool
    /// Arguments that are looked at when the expression is compiled.
    public private(set) var literalArguments: [LiteralArgument]
    /// A sentence for editors.
    public let documentation: String
    var implementation: Implementation
    /// Whether there are type variables in its signature.
    let isGeneric: Bool
    /// Whether the implementation itself looks at the types of all arguments but the first.
    private(set) var judgesArguments = false

    public init(
        _ id: String, _ parameters: [Type], _ result: Type, isMember: Bool = false,
        literalArguments: [LiteralArgument] = [], documentation: String = "",
        implementation: (@Sendable (_ arguments: [Value], _ context: CallContext) throws -> Value)? = nil
    ) {
        self.id = id
        self.parameters = parameters
        self.result = result
        self.isMember = isMember
        self.literalArguments = literalArguments
        self.documentation = documentation
        isGeneric = result.hasVariables || parameters.contains(where: \.hasVariables)
        self.implementation = implementation.map(Implementation.general) ?? .missing
    }

    /// An overload of one argument, called without an array.
    public static func unary(
        _ id: String, _ parameter: Type, _ result: Type, isMember: Bool = false, documentation: String = "",
        _ implementation: @escaping @Sendable (Value) throws -> Value
    ) -> Overload {
        var overload = Overload(id, [parameter], result, isMember: isMember, documentation: documentation)
        overload.implementation = .unary(implementation)
        return overload
    }

    /// An overload of two arguments, called without an array.
    public static func binary(
        _ id: String, _ left: Type, _ right: Type, _ result: Type, isMember: Bool = false, documentation: String = "",
        _ implementation: @escaping @Sendable (Value, Value) throws -> Value
    ) -> Overload {
        var overload = Overload(id, [left, right], result, isMember: isMember, documentation: documentation)
        overload.implementation = .binary(implementation)
        return overload
    }

    /// The same overload, called for any arguments whose first is of its type.
    func judgingArguments() -> Overload {
        var overload = self
        overload.judgesArguments = true
        return overload
    }

    /// The same overload, with a literal at `index` tried out when the expression is compiled.
    func trying(_ index: Int, _ attempt: @escaping @Sendable (Value) throws -> Void) -> Overload {
        var overload = self
        overload.literalArguments.append(
            LiteralArgument(index, isRequired: false) { value in
                do {
                    try attempt(value)
                    return nil
                } catch {
                    return .init((error as? Fault)?.message ?? "\(error)")
                }
            })
        return overload
    }

    /// Whether values of these kinds can be its arguments.
    func accepts(_ arguments: [Value]) -> Bool {
        guard arguments.count == parameters.count else { return false }
        if judgesArguments, let first = parameters.first { return first.admits(arguments[0]) }
        return zip(parameters, arguments).allSatisfy { $0.admits($1) }
    }

    /// The signature as people read it: `string.startsWith(string) -> bool`.
    public func signature(of name: String) -> String {
        if parameters.count == 2, !isMember, let found = Operator(rawValue: name) {
            return "\(parameters[0]) \(found.symbol) \(parameters[1]) -> \(result)"
        }
        switch name {
        case OperatorName.not where parameters.count == 1: return "!\(parameters[0]) -> \(result)"
        case OperatorName.negate where parameters.count == 1: return "-\(parameters[0]) -> \(result)"
        case OperatorName.index where parameters.count == 2: return "\(parameters[0])[\(parameters[1])] -> \(result)"
        case OperatorName.optionalIndex where parameters.count == 2: return "\(parameters[0])[?\(parameters[1])] -> \(result)"
        default: break
        }
        let front = isMember ? parameters.first.map { "\($0)." } ?? "" : ""
        let list = parameters.dropFirst(isMember ? 1 : 0).map(\.description).joined(separator: ", ")
        return "\(front)\(name)(\(list)) -> \(result)"
    }
}

/// An argument that is looked at when the expression is compiled, so that what it names is known to be there.
public struct LiteralArgument: Sendable {
    /// Why a literal will not do.
    public struct Objection: Sendable, Equatable {
        public let message: String
        public let suggestion: String?

        public init(_ message: String, suggestion: String? = nil) {
            self.message = message
            self.suggestion = suggestion
        }

        /// That `name` is none of `known`, with the nearest of them suggested: "there is no sheet `pear`; did you mean `peer`?"
        public static func unknown(_ kind: String, _ name: String, known: some Sequence<String>) -> Objection {
            let nearest = Suggestion.nearest(to: name, among: known)
            return Objection("there is no \(kind) `\(name)`" + Suggestion.question(nearest), suggestion: nearest)
        }
    }

    /// The argument's place, from 0; of a member, the receiver has 0.
    public let index: Int
    /// Whether it must be a literal; if not, it is looked at only where it is one.
    public let isRequired: Bool
    /// What is wrong with a literal, beside the arguments of the call (`nil` for each that is computed); `nil` where nothing is.
    public let check: @Sendable (_ literal: Value, _ arguments: [Value?]) -> Objection?

    public init(_ index: Int, isRequired: Bool = true, check: @escaping @Sendable (Value) -> Objection?) {
        self.init(index, isRequired: isRequired) { literal, _ in check(literal) }
    }

    public init(_ index: Int, isRequired: Bool = true, beside check: @escaping @Sendable (_ literal: Value, _ arguments: [Value?]) -> Objection?) {
        self.index = index
        self.isRequired = isRequired
        self.check = check
    }
}

/// What a function can see beside its arguments.
public struct CallContext: Sendable {
    /// The host's own context, as the activation carries it.
    public let host: (any Sendable)?
    /// The steps that the evaluation may still take.
    let stepsLeft: Int

    /// Refuses a text of so many bytes before it is made, where it would take more steps than are left: a few calls could
    /// otherwise ask for more than there is memory.
    func allow(bytes: Int) throws { try allow(bytes / 32) }

    /// The same of a list of so many elements.
    func allow(elements: Int) throws { try allow(elements / 4) }

    private func allow(_ steps: Int) throws {
        if steps > stepsLeft { throw Fault(.stepLimit, "the result takes more steps than allowed") }
    }
}
