import Casework
import JSON
import TriadKit

/// Answers lines in their order: commands that wait together in one commit, everything else after the commit of what came before it.
struct Conversation {
    let triad: Triad

    /// The answers to these lines, each with its end; nothing for a line of notifications.
    func answers(to lines: [Line]) -> [UInt8] {
        let messages = lines.map { Message($0) }
        var calls = Calls(triad: triad)
        for message in messages {
            switch message {
            case .one(let call): calls.take(call)
            case .batch(let batch): batch.forEach { calls.take($0) }
            }
        }
        calls.settle()
        return Conversation.lines(messages, calls.answers)
    }

    private static func lines(_ messages: [Message], _ answers: [[UInt8]?]) -> [UInt8] {
        var out: [UInt8] = []
        var place = 0
        for message in messages {
            switch message {
            case .one:
                if let answer = answers[place] { out += answer + [UInt8(ascii: "\n")] }
                place += 1
            case .batch(let batch):
                let given = answers[place..<place + batch.count].compactMap(\.self)
                if !given.isEmpty {
                    out += [UInt8(ascii: "[")] + given.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]"), UInt8(ascii: "\n")]
                }
                place += batch.count
            }
        }
        return out
    }
}

/// Calls, one after the other.
private struct Calls {
    let triad: Triad
    /// One for each call; nil for a notification, and while a command waits.
    private(set) var answers: [[UInt8]?] = []
    /// Commands that are committed together, and whose they are.
    private var waiting: [(place: Int, id: JSON.Value?, request: Triad.Request)] = []

    /// More are never held in one transaction, so that others may write in between.
    private static let mostTogether = 256

    init(triad: Triad) { self.triad = triad }

    mutating func take(_ call: Call) {
        answers.append(nil)
        let place = answers.count - 1
        if case .success(.method(let method, let given)) = call.content, case .command(let act) = method.body {
            waiting.append((place, call.id, method.request(given, act)))
            if waiting.count == Calls.mostTogether { settle() }
            return
        }
        settle()
        answers[place] = Calls.answer(outcome(of: call.content), to: call.id)
    }

    private func outcome(of content: Result<Call.Content, CallFailure>) -> Result<JSON.Value, CallFailure> {
        do {
            switch try content.get() {
            case .discover: return .success(OpenRPC.document)
            case .apply(let application): return .success(try application.answer(from: triad))
            case .method(let method, let given): return .success(try method.answer(given, from: triad))
            }
        } catch {
            return .failure(CallFailure(error))
        }
    }

    /// Commits what waits.
    mutating func settle() {
        guard !waiting.isEmpty else { return }
        defer { waiting = [] }
        do {
            let outcomes = try triad.perform(waiting.map(\.request))
            for (call, outcome) in zip(waiting, outcomes) { answer(call, outcome.map(\.json).mapError { CallFailure($0) }) }
        } catch {
            settleApart(error)
        }
    }

    /// Nothing of a group is done where the file cannot take it. Where it is one case's row that cannot be read, each of the group is
    /// asked for by itself.
    private mutating func settleApart(_ failure: FileFailure) {
        let isOfOne = failure.code == .damaged || failure.code == .failed
        for call in waiting {
            let outcome: Result<JSON.Value, CallFailure>
            do {
                outcome = waiting.count > 1 && isOfOne
                    ? .success(try triad.perform([call.request])[0].get().json) : .failure(CallFailure(failure))
            } catch {
                outcome = .failure(CallFailure(error))
            }
            answer(call, outcome)
        }
    }

    private mutating func answer(_ call: (place: Int, id: JSON.Value?, request: Triad.Request), _ outcome: Result<JSON.Value, CallFailure>) {
        answers[call.place] = Calls.answer(outcome, to: call.id)
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

extension Method {
    /// Does what a command says, with every parameter by its name.
    ///
    /// - Throws: ``CallFailure`` with every parameter that does not fit; `Refusal`; ``FileFailure``.
    public func perform(_ parameters: JSON.Object, in triad: Triad) throws -> Reply {
        guard case .command(let act) = body else { preconditionFailure("\(name) is no command") }
        return try triad.perform([request(arguments(parameters), act)])[0].get()
    }

    /// The answer to one call by itself.
    ///
    /// - Throws: `Refusal`, ``FileFailure`` and whatever else ``CallFailure`` says in words.
    func answer(_ given: Arguments, from triad: Triad) throws -> JSON.Value {
        switch body {
        case .command(let act): return try triad.perform([request(given, act)])[0].get().json
        case .answer(let answer): return try answer(given, triad)
        case .proposal(let form): return try propose(given, form, triad)
        }
    }

    private func propose(_ given: Arguments, _ form: (Arguments, Triad) throws -> FormedTriads, _ triad: Triad) throws -> JSON.Value {
        if let first = try triad.answered(request(given) { _, _ in .propose(forming: .null) }) {
            return ["forming": try triad.proposal(in: first, as: given.text("as")).json, "reply": first.json]
        }
        let formed = try form(given, triad)
        let act = try formed.act()
        let reply = try triad.perform([request(given) { _, _ in act }])[0].get()
        let view = given.isSet("dry_run") ? formed.view : try triad.proposal(in: reply, as: given.text("as"))
        return ["forming": view.json, "reply": reply.json]
    }
}

extension Triad {
    /// The proposal that a command has kept.
    fileprivate func proposal(in reply: Reply, as person: String?) throws -> FormingView {
        try answer(.forming(reply.entries.first.flatMap(\.proposed)), as: person)
    }
}

extension Reply.Made {
    fileprivate var proposed: Int? { facts.lazy.compactMap { if case .proposed(let number, _, _) = $0 { number } else { nil } }.first }
}
