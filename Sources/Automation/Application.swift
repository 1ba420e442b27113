import JSON
import TriadKit

/// Commands that are asked for together: each for itself, or all or none.
struct Application {
    private let requests: [Triad.Request]
    private let keeping: Keeping
    private let isForGood: Bool

    static let parameters: [Shape.Member] = [
        .init("requests", .list(.object([.init("method", .text), .init("params?", .map(.any))])), "Commands, in their order, at most 10,000: method and params of each."),
        .init("atomic?", .yesNo, "All or none: after the first that is refused nothing is done. Else each for itself."),
        .init("dry_run?", .yesNo, "Say what would happen, one after the other, and change nothing."),
    ]

    static let result: Shape = .object([
        .init("kept", .yesNo, "Whether what was accepted stands."),
        .init("answers", .list(.either(.object([.init("result", .reply)]), .object([.init("error", .map(.any))]))), "One for each, as far as it came."),
    ])

    /// More are never held in one transaction, so that others may write in between; but all or none are one.
    static let mostTogether = 256

    init(_ requests: [Triad.Request], isAtomic: Bool, isForGood: Bool) {
        self.requests = requests
        self.isForGood = isForGood
        keeping = isAtomic ? .all : .each
    }

    init(_ parameters: JSON.Object) throws(CallFailure) {
        let mistakes = Shape.mistakes(in: parameters, Application.parameters, at: "")
        guard mistakes.isEmpty else { throw .parameters(mistakes, of: "apply") }
        let given = Arguments(object: parameters)
        let elements = given["requests"]?.arrayValue ?? []
        guard elements.count <= Message.mostCalls else {
            let sentence = "There are \(elements.count) requests; at most \(Message.mostCalls) are taken."
            throw .parameters([.init(place: "requests", sentence: sentence, remedy: "Apply them in several calls.")], of: "apply")
        }
        var requests: [Triad.Request] = []
        for (place, element) in elements.enumerated() {
            do throws(CallFailure) {
                requests.append(try Application.request(element.objectValue ?? [:], but: []))
            } catch {
                // One that is no request makes wrong parameters of this one, which is a request.
                throw error.within("requests[\(place)]", as: -32_602)
            }
        }
        self.init(requests, isAtomic: given.isSet("atomic"), isForGood: !given.isSet("dry_run"))
    }

    /// A command by method and parameters.
    ///
    /// - Parameter known: further names that the object may have.
    static func request(_ object: JSON.Object, but known: [String]) throws(CallFailure) -> Triad.Request {
        guard case .method(let method, let given) = try Call.content(of: object, but: known), case .command(let act) = method.body else {
            throw .parameters([.init(place: "method", sentence: "Only commands are applied.", remedy: "Ask what is no command by itself.")], of: "apply")
        }
        return method.request(given, act)
    }

    /// Does what it says, and gives the outcome of each in turn; of all or none as far as the first that is refused.
    ///
    /// - Throws: ``FileFailure``: those whose outcome was given are done, and no other.
    func perform(in triad: Triad, _ give: (Result<Reply, CallFailure>) -> Void) throws(FileFailure) {
        if keeping == .all || !isForGood {
            for outcome in try triad.perform(requests, keeping: keeping, isForGood: isForGood) { give(outcome.mapError { CallFailure($0) }) }
            return
        }
        for start in stride(from: 0, to: requests.count, by: Application.mostTogether) {
            let some = Array(requests[start..<min(start + Application.mostTogether, requests.count)])
            for outcome in try triad.performApart(some) { give(outcome) }
        }
    }

    /// The answer in the pipe: where the file fails on the way, those that are not done are answered by that.
    func answer(from triad: Triad) throws -> JSON.Value {
        var outcomes: [Result<Reply, CallFailure>] = []
        do {
            try perform(in: triad) { outcomes.append($0) }
        } catch {
            guard !outcomes.isEmpty else { throw error }
            outcomes += repeatElement(.failure(CallFailure(error)), count: requests.count - outcomes.count)
        }
        let isRefused = outcomes.contains { if case .failure = $0 { true } else { false } }
        return [
            "kept": .bool(isForGood && (keeping == .each || !isRefused)),
            "answers": .array(outcomes.map { outcome in
                switch outcome {
                case .success(let reply): ["result": reply.json]
                case .failure(let failure): ["error": failure.json]
                }
            }),
        ]
    }
}
