import CEL
import Synchronization

/// The program of a guard or an expression.
///
/// A definition that is read from its file has every program compiled at once, so that its mistakes are told. One that
/// was found right and kept compiles each when it is first asked for: a command judges a few guards of some sixty.
final class GuardProgram: Sendable {
    private let state: Mutex<State>

    private enum State {
        case compiled(Program)
        case kept(source: String, environment: Deferred<Environment>, type: CEL.`Type`?)
    }

    init(_ program: Program) { state = Mutex(.compiled(program)) }

    init(kept source: String, in environment: Deferred<Environment>, expecting type: CEL.`Type`?) {
        state = Mutex(.kept(source: source, environment: environment, type: type))
    }

    var program: Program {
        state.withLock { state in
            switch state {
            case .compiled(let program): return program
            case .kept(let source, let environment, let type):
                let program = GuardProgram.compile(source, in: environment.value, expecting: type)
                state = .compiled(program)
                return program
            }
        }
    }

    /// What an engine of another version no longer takes errs when it is judged, and is never taken for true or false.
    private static func compile(_ source: String, in environment: Environment, expecting type: CEL.`Type`?) -> Program {
        if case .success(let program) = environment.compile(source, expecting: type) { return program }
        for text in [source, "no_longer_understood()"] {
            if case .success(let program) = environment.compileUnchecked(text) { return program }
        }
        // Cannot be reached: unchecked, a call without arguments has nothing that the parser or a limit could object to.
        preconditionFailure("a call without arguments parses")
    }
}
