import CEL
import Statecharts

/// A machine's data and content in CEL.
public typealias CELModel = ExecutableModel<CELEvaluator>

/// An expression of a machine: CEL that may read the machine's variables, the system variables, and ask `In('state')`.
///
/// A class, so that it is read where the machine has it; nothing in it ever changes.
public final class CELExpression: Sendable {
    public var source: String { program.source }
    let program: Program
    /// Whether it reads a system variable, so that one that does not costs nothing for them.
    let readsSystem: Bool
    /// Whether it asks which states are active.
    let asksStates: Bool

    init(_ program: Program) {
        self.program = program
        readsSystem = program.references.paths.contains { SystemVariable(rawValue: $0.names[0]) != nil }
        asksStates = program.references.calls.contains { $0.function == CELLanguage.inName }
    }
}

/// What the expressions of one machine may name.
///
/// Types are not checked beforehand: variables hold whatever is assigned to them, so that what does not fit shows when
/// an expression is evaluated, as an `error.execution`. Only names that nothing in the machine ever declares, and
/// functions that do not exist, are known at once; the Recommendation wants these to fail when they are reached, too.
public struct CELLanguage: Sendable {
    private let environment: Environment

    /// - Parameter variables: the ids of the data, and the items and indexes of every `foreach`.
    public init(variables: some Sequence<String>) {
        var environment = Environment()
        for name in variables { environment.variables[name] = .dyn }
        for name in SystemVariable.allCases { environment.variables[name.rawValue] = .dyn }
        environment.declare(Self.In)
        self.environment = environment
    }

    /// - Throws: `CompileErrors` where the text is no CEL.
    public func expression(_ source: String) throws(CompileErrors) -> CELExpression {
        CELExpression(try environment.compileUnchecked(source).get())
    }

    static var inName: String { In.name }

    /// https://www.w3.org/TR/scxml/#InPredicate
    private static let In = FunctionDeclaration(
        "In", documentation: "Whether the state with this id is active.", overloads: [Overload("in_string", [.string], .bool)]
    ) { arguments, call in
        guard case .string(let id)? = arguments.first else { return .bool(false) }
        switch call.host {
        case let context as Context: return .bool(context.In(id))
        case let states as ActiveStates: return .bool(states.contains(id))
        default: return .bool(false)
        }
    }
}

/// https://www.w3.org/TR/scxml/#SystemVariables: read by every expression, assigned by none.
enum SystemVariable: String, CaseIterable {
    case event = "_event"
    case name = "_name"
    case sessionid = "_sessionid"
    case ioprocessors = "_ioprocessors"
    case x = "_x"
}
