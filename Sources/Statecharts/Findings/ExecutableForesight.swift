import JSON

/// What can be said beforehand of the Recommendation's own executable content.
///
/// Every expression may turn out any way and may fail, but for conditions that the evaluator decides from the active
/// states alone (`ExpressionEvaluator.decided(_:isActive:)`).
public struct ExecutableForesight<Evaluator: ExpressionEvaluator>: Foresight {
    public typealias Model = ExecutableModel<Evaluator>

    /// The id of the session, to know sends to the machine itself by.
    private let session: String
    private let dataCount: Int
    private static var mayFail: Deed { .oneOf([[], [.fail("error.execution")]]) }
    private static var mayErr: Deed { .oneOf([[], [.raise("error.execution")]]) }

    public init(of model: Model) {
        session = model.session
        dataCount = model.data.count
    }

    public var firstDeeds: [Deed] { .init(repeating: Self.mayErr, count: dataCount) }

    public func outlook(of condition: Evaluator.Expression, isActive: (String) -> Bool) -> Outlook {
        switch Evaluator.decided(condition, isActive: isActive) {
        case true?: .holds
        case false?: .fails
        case nil: .open(mayErr: true)
        }
    }

    public func deeds(of doneData: Payload<Evaluator.Expression>) -> [Deed] {
        let parts = doneData.params.count + (doneData.content == nil ? 0 : 1)
        return [Deed](repeating: Self.mayErr, count: parts)
    }

    public func deeds(of action: ExecutableContent<Evaluator.Expression>) -> [Deed] { deeds(of: action, depth: 0) }

    private func deeds(of action: ExecutableContent<Evaluator.Expression>, depth: Int) -> [Deed] {
        // Deeper content errs when it is carried out.
        guard depth <= 64 else { return [.fail("error.execution")] }
        switch action {
        case .raise(let event): return [.raise(event)]
        case .send(let content): return deeds(of: content)
        case .cancel(.literal(let id)): return [.cancel(id)]
        // Which send is taken back is not known; one that stays may never fire, which is the same.
        case .cancel(.expression), .assign: return [Self.mayFail]
        case .log(_, let text): return text == nil ? [] : [Self.mayFail]
        case .if(let branches):
            // Before the branch that is taken stand conditions that did not hold, each of which may have failed.
            let ways = branches.enumerated().map { place, branch in
                [Deed](repeating: Self.mayErr, count: place) + branch.actions.flatMap { deeds(of: $0, depth: depth + 1) }
            }
            let none = [Deed](repeating: Self.mayErr, count: branches.count)
            return [.oneOf(branches.contains { $0.condition == nil } ? ways : ways + [none])]
        case .foreach(let loop):
            return [Self.mayFail, .repeated([Self.mayFail] + loop.actions.flatMap { deeds(of: $0, depth: depth + 1) })]
        }
    }

    private func deeds(of send: SendContent<Evaluator.Expression>) -> [Deed] {
        let name: String? = if case .literal(let name) = send.event { name } else { nil }
        let id = send.idLocation == nil ? send.id : nil
        let atOnce = Deed.send(name), later = Deed.delay(name, id: id)
        let toItself: [[Deed]] = switch send.delay {
        case .milliseconds(let delay): [[delay > 0 ? later : atOnce]]
        case .expression: [[atOnce], [later]]
        }
        let failures: [[Deed]] = [[.fail("error.execution")], [.raise("error.communication")]]
        switch send.target {
        case nil: return [.oneOf(toItself + failures.prefix(1))]
        case .literal(let target) where sameScalars(target, "#_internal"): return [.oneOf([[.raise(name)]] + failures.prefix(1))]
        case .literal(let target) where sameScalars(target, "#_scxml_\(session)"): return [.oneOf(toItself + failures.prefix(1))]
        case .literal: return [.oneOf([[]] + failures)]
        case .expression: return [.oneOf([[], [.raise(name)]] + toItself + failures)]
        }
    }
}
