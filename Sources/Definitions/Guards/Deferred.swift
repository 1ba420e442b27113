import Synchronization

/// A value that is made when it is first asked for, once.
final class Deferred<Value: Sendable>: Sendable {
    private let state: Mutex<State>

    private enum State {
        case made(Value)
        case waiting(@Sendable () -> Value)
    }

    init(made value: Value) { state = Mutex(.made(value)) }

    init(_ make: @escaping @Sendable () -> Value) { state = Mutex(.waiting(make)) }

    var value: Value {
        state.withLock { state in
            switch state {
            case .made(let value): return value
            case .waiting(let make):
                let value = make()
                state = .made(value)
                return value
            }
        }
    }
}
