import CEL
import JSON
import Statecharts

extension CELEvaluator {
    /// A condition that reads no variable and calls nothing but `In()` with ids that are written out.
    public static func decided(_ condition: CELExpression, isActive: (String) -> Bool) -> Bool? {
        let references = condition.program.references
        guard references.paths.isEmpty else { return nil }
        var active: [String] = []
        for call in references.calls {
            guard call.function == CELLanguage.inName, case .string(let id)?? = call.arguments.first else { return nil }
            if isActive(id) { active.append(id) }
        }
        guard case .success(.bool(let truth)) = condition.program.evaluate(Activation([:], host: ActiveStates(ids: active))) else { return nil }
        return truth
    }
}

/// The active states among those that a condition asks for.
struct ActiveStates: Sendable {
    let ids: [String]

    func contains(_ id: String) -> Bool { ids.contains { sameScalars($0, id) } }
}
