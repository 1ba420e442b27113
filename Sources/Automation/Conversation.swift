import Casework
import JSON
import TriadKit

/// Answers lines in their order: commands that wait together in one commit, everything else after the commit of what came before it.
struct Conversation {
    let triad: Triad
    /// Whether what is asked for may still be waited for; else it is answered with what is there.
    var mayWait: () -> Bool = { true }

    /// Answers these lines, each answer as soon as it is there: whoever is answered does not wait for what comes after it, and answers
    /// are not gathered in memory.
    ///
    /// - Parameter give: takes answers, in whole lines but for a batch, whose line comes in parts; whether somebody still reads them.
    /// - Returns: whether somebody still reads. Where nobody does, what is left is not begun.
    func answer(_ lines: [Line], _ give: ([UInt8]) -> Bool) -> Bool {
        var calls = Calls(triad: triad, mayWait: mayWait)
        for line in lines {
            switch Message(line) {
            case .one(let call): guard calls.take(call, give) else { return false }
            case .batch(let batch):
                calls.mark(.batchBegins)
                for call in batch { guard calls.take(call, give) else { return false } }
                calls.mark(.batchEnds)
            }
        }
        return calls.settle(give)
    }
}

/// Calls, one after the other.
private struct Calls {
    let triad: Triad
    let mayWait: () -> Bool
    private var answers = AnswerLines()
    /// Commands that are committed together, and where among them a batch begins or ends.
    private var waiting: [Waiting] = []
    private var commands = 0

    private enum Waiting {
        case command(Triad.Request, id: JSON.Value?)
        case mark(AnswerLines.Mark)
    }

    init(triad: Triad, mayWait: @escaping () -> Bool) {
        self.triad = triad
        self.mayWait = mayWait
    }

    /// - Returns: whether somebody still reads.
    mutating func take(_ call: Call, _ give: ([UInt8]) -> Bool) -> Bool {
        if case .success(.method(let method, let given)) = call.content, case .command(let act) = method.body {
            waiting.append(.command(method.request(given, act), id: call.id))
            commands += 1
            return commands < Application.mostTogether || settle(give)
        }
        guard settle(give) else { return false }
        answers.add(Calls.answer(outcome(of: call.content), to: call.id))
        return flush(give)
    }

    mutating func mark(_ mark: AnswerLines.Mark) {
        if commands > 0 { waiting.append(.mark(mark)) } else { answers.mark(mark) }
    }

    private func outcome(of content: Result<Call.Content, CallFailure>) -> Result<JSON.Value, CallFailure> {
        do {
            switch try content.get() {
            case .discover: return .success(OpenRPC.document)
            case .apply(let application): return .success(try application.answer(from: triad))
            case .method(let method, let given): return .success(try method.answer(given, from: triad, while: mayWait))
            }
        } catch {
            return .failure(CallFailure(error))
        }
    }

    /// Commits what waits, and answers it.
    ///
    /// - Returns: whether somebody still reads.
    mutating func settle(_ give: ([UInt8]) -> Bool) -> Bool {
        var outcomes = committed(waiting.compactMap { if case .command(let request, _) = $0 { request } else { nil } }).makeIterator()
        for one in waiting {
            switch one {
            case .command(_, let id): answers.add(outcomes.next().flatMap { Calls.answer($0, to: id) })
            case .mark(let mark): answers.mark(mark)
            }
        }
        (waiting, commands) = ([], 0)
        return flush(give)
    }

    private mutating func flush(_ give: ([UInt8]) -> Bool) -> Bool {
        let bytes = answers.take()
        return bytes.isEmpty || give(bytes)
    }

    /// Nothing of a group is done where the file cannot take it, and each is answered by that.
    private func committed(_ requests: [Triad.Request]) -> [Result<JSON.Value, CallFailure>] {
        do {
            return try triad.performApart(requests).map { $0.map(\.json) }
        } catch {
            return requests.map { _ in .failure(CallFailure(error)) }
        }
    }

    /// JSON-RPC 2.0, section 5; nil for a notification.
    private static func answer(_ outcome: Result<JSON.Value, CallFailure>, to id: JSON.Value?) -> [UInt8]? {
        guard let id else { return nil }
        var answer: JSON.Object = ["jsonrpc": "2.0", "id": id]
        switch outcome {
        case .success(let result): answer.append("result", result)
        case .failure(let failure): answer.append("error", failure.json)
        }
        return JSON.Value.object(answer).serialized()
    }
}

extension Triad {
    /// Does what several ask for, each for itself, in one commit; where it may be one case's row alone that cannot be read, in one each, so
    /// that it holds up no other.
    ///
    /// - Throws: ``FileFailure`` where the file cannot take them: then none of them is done.
    func performApart(_ requests: [Request]) throws(FileFailure) -> [Result<Reply, CallFailure>] {
        do throws(FileFailure) {
            return try perform(requests).map { $0.mapError { CallFailure($0) } }
        } catch {
            guard requests.count > 1, error.code == .damaged || error.code == .failed else { throw error }
            return requests.map(alone)
        }
    }

    private func alone(_ request: Request) -> Result<Reply, CallFailure> {
        do {
            return .success(try perform([request])[0].get())
        } catch {
            return .failure(CallFailure(error))
        }
    }
}

/// Answers as they stand on the output: a line each, and one for all of a batch.
private struct AnswerLines {
    private var bytes: [UInt8] = []
    /// Within a batch: whether it has an answer yet.
    private var batch: Bool?

    enum Mark { case batchBegins, batchEnds }

    /// - Parameter answer: nil for a notification.
    mutating func add(_ answer: [UInt8]?) {
        guard let answer else { return }
        if let hasAnswer = batch {
            bytes.append(UInt8(ascii: hasAnswer ? "," : "["))
            batch = true
        }
        bytes += answer
        if batch == nil { bytes.append(UInt8(ascii: "\n")) }
    }

    mutating func mark(_ mark: Mark) {
        switch mark {
        case .batchBegins: batch = false
        case .batchEnds:
            if batch == true { bytes += [UInt8(ascii: "]"), UInt8(ascii: "\n")] }
            batch = nil
        }
    }

    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }
}

extension Method {
    /// Does what a command says, with every parameter by its name.
    ///
    /// - Throws: ``CallFailure`` with every parameter that does not fit; `Refusal`; ``FileFailure``.
    public func perform(_ parameters: JSON.Object, in triad: Triad) throws -> Reply {
        guard case .command(let act) = body else { preconditionFailure("\(name) is no command") }
        return try triad.perform([request(arguments(parameters), act)])[0].get()
    }

    /// Does what a command says for each of several lists of parameters, in one commit: all of them, or none.
    ///
    /// - Throws: as ``perform(_:in:)``, by the first that is not accepted.
    public func performAll(_ parameters: [JSON.Object], in triad: Triad) throws -> [Reply] {
        guard case .command(let act) = body else { preconditionFailure("\(name) is no command") }
        return try triad.perform(parameters.map { try request(arguments($0), act) }, keeping: .all).map { try $0.get() }
    }

    /// The answer to one call by itself.
    ///
    /// - Throws: `Refusal`, ``FileFailure`` and whatever else ``CallFailure`` says in words.
    /// - Parameter mayWait: whether something that is not there yet may still be waited for.
    func answer(_ given: Arguments, from triad: Triad, while mayWait: () -> Bool) throws -> JSON.Value {
        switch body {
        case .command(let act): return try triad.perform([request(given, act)])[0].get().json
        case .answer(let answer): return try answer(given, triad)
        case .awaited(let answer): return try answer(given, triad, mayWait)
        case .proposal(let form):
            let (view, reply) = try propose(given, form, triad)
            return ["forming": view.json, "reply": reply.json]
        }
    }

    /// Forms or changes triads and keeps them as a proposal, with every parameter by its name; a rehearsal only shows them.
    ///
    /// - Throws: ``CallFailure`` with every parameter that does not fit; `Refusal`; `Forming.Failure`; ``FileFailure``.
    public func propose(_ parameters: JSON.Object, in triad: Triad) throws -> (view: FormingView, reply: Reply) {
        guard case .proposal(let form) = body else { preconditionFailure("\(name) proposes no triads") }
        return try propose(arguments(parameters), form, triad)
    }

    private func propose(
        _ given: Arguments, _ form: (Arguments, Triad) throws -> FormedTriads, _ triad: Triad
    ) throws -> (view: FormingView, reply: Reply) {
        if let first = try triad.answered(request(given) { _, _ in .propose(forming: .null) }) { return (try triad.proposal(in: first), first) }
        let formed = try form(given, triad)
        let act = try formed.act()
        let reply = try triad.perform([request(given) { _, _ in act }])[0].get()
        return (given.isSet("dry_run") ? formed.view : try triad.proposal(in: reply), reply)
    }
}

extension Triad {
    /// The proposal that a command has kept, as whoever kept it may see it.
    fileprivate func proposal(in reply: Reply) throws -> FormingView {
        try answer(.forming(reply.entries.first.flatMap(\.proposed)), as: reply.entries.first?.actor)
    }
}

extension Reply.Made {
    fileprivate var proposed: Int? { facts.lazy.compactMap { if case .proposed(let number, _, _) = $0 { number } else { nil } }.first }
}
