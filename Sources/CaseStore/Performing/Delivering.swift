import Casework
import CivilTime
import Definitions
import Register

extension Performing {
    /// What follows in other cases from one thing that a command says to one of them is bounded; to how many it speaks is not.
    static let longestChain = 100

    /// Delivers what cases say to each other: in order, each as an entry of its own, in the commit of the command.
    ///
    /// A message that cannot be taken is an incident where it arrives, and holds up no other.
    /// - Throws: ``Refusal`` `chain-too-long`.
    mutating func deliver(_ messages: [Message]) throws {
        var waiting = messages.enumerated().map { (first: $0.offset, message: $0.element) }[...]
        var delivered = messages.map { _ in 0 }
        while let (first, message) = waiting.popFirst() {
            delivered[first] += 1
            guard delivered[first] <= Performing.longestChain else {
                throw Refusal(
                    .chainTooLong, "More than \(Performing.longestChain) events between cases follow from this.", place: message.receiver,
                    remedy: "Mend the workflows: somewhere two cases answer each other without end.")
            }
            let followed = try follow(message)
            waiting += followed.map { (first, $0) }
        }
    }

    /// - Returns: what follows from it in turn.
    private mutating func follow(_ message: Message) throws -> [Message] {
        switch message {
        case .register(let changes, let from, let happened):
            try register(changes, from: from, word: "register", happened)
            return []
        case .corrected(FileState.stream, let number, let from, _, let happened):
            try undo(number, from: from, happened)
            return []
        case .begin(let beginning): return try begin(beginning)
        case .event(let to, let from, let event, _, _): return try take(message, in: to, from: from, word: "told \(event)")
        case .corrected(let id, let number, let from, _, _): return try take(message, in: id, from: from, word: "correct \(number)")
        case .reopened(let parent, let child, _): return try take(message, in: parent, from: child, word: "reopened \(child)")
        case .ended(let parent, let child, _): return try take(message, in: parent, from: child, word: "ended \(child)")
        }
    }

    private mutating func take(_ message: Message, in id: Case.ID, from sender: Case.ID, word: String) throws -> [Message] {
        guard let state = try rows.case(id) else { return [] }
        let situation = try situation(for: message, in: state)
        let decision = Deciding.deliver(message, in: situation)
        try writing.append(decision, to: id, .init(actor: sender, word: word, definition: state.workflow.hash))
        try bringBackDrafts(of: decision, in: situation)
        return decision.messages
    }

    /// What a case makes of the register, as an entry of the file; other cases that it touches are asked about.
    private mutating func register(_ changes: [Register.Change], from id: Case.ID, word: String, _ happened: When) throws {
        let touched = try touched(by: changes)
        let decision = Decision(facts: changes.map { .registered($0) }, touched: Touched(writes: ["register"]), happened: happened)
        try writing.append(decision, to: Entry.fileStream, .init(actor: id, word: word))
        try doubt(touched)
    }

    /// What an entry of the file said by a case that has set its own aside is undone.
    private mutating func undo(_ number: Int, from id: Case.ID, _ happened: When) throws {
        let facts = try writing.log.entry(stream: Entry.fileStream, number: number)?.facts() ?? []
        let changes = facts.compactMap { fact -> Register.Change? in
            if case .registered(let change) = fact { change } else { nil }
        }
        let undone = try rows.registerAround(Set(changes.flatMap(\.owners))).undoing(changes)
        if !undone.isEmpty { try register(undone, from: id, word: "correct \(number)", happened) }
    }

    private mutating func begin(_ beginning: Beginning) throws -> [Message] {
        let outcome: Result<Decision, Refusal>
        var definition: String?
        do {
            let workflow = try adopted(beginning.workflow)
            definition = workflow.reference.hash
            let needs = Deciding.needs(for: .begin(beginning), case: nil, workflow: workflow)
            outcome = Deciding.begin(beginning, in: try situation(nil, workflow, needs))
        } catch let refusal as Refusal {
            outcome = .failure(refusal)
        }
        switch outcome {
        case .success(let decision):
            let header = Writing.Header(actor: beginning.by, word: "begin \(beginning.workflow)", definition: definition)
            try writing.append(decision, to: beginning.id, header)
            return decision.messages
        case .failure(let refusal):
            // A case that nobody started has nowhere to say so but to the one who asked.
            guard let parent = beginning.parent, let state = try rows.case(parent) else { throw refusal }
            let decision = Deciding.couldNotBegin(beginning, refusal, in: try situation(for: .begin(beginning), in: state))
            let header = Writing.Header(actor: beginning.by, word: "could-not-begin \(beginning.id)", definition: state.workflow.hash)
            try writing.append(decision, to: parent, header)
            return decision.messages
        }
    }
}
