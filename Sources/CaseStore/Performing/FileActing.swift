import Casework
import CivilTime
import Definitions
internal import GRDB
import JSON
import Register

extension Performing {
    /// A new case, under the newest version of its workflow.
    mutating func start(_ command: Command, _ key: Entry.Key?, _ name: Name) throws {
        let workflow = try adopted(name)
        // Taking a workflow into use is a command of its own: a repeated key finds the start alone.
        writing.beginCommand()
        let needs = Deciding.needs(for: command.act, as: command.as, case: nil, workflow: workflow)
        let situation = try situation(nil, workflow, needs)
        let decision = try Deciding.decide(command, in: situation).get()
        let id = "\(name)-\(try rows.nextNumber(of: name))"
        try writing.append(decision, to: id, header(command, key, definition: workflow.reference.hash))
        try deliver(decision.messages)
    }

    /// A command to the file itself.
    mutating func actOnFile(_ command: Command, _ key: Entry.Key?) throws {
        let state = try rows.fileState()
        var file = FileSituation(
            state: state, register: try rows.registerAround(command.act.owners.union([command.as])), isVirtual: store.isVirtual,
            now: now)
        var adoption = Adoption(shelf: shelf, sources: store.sources)
        if case .adoptDefinition(let kind, let source, let name) = command.act {
            file.definition = try read(&adoption, kind, .init(file: name, text: source))
        }
        if case .accept(let number, let named, _, _) = command.act, let workflow = named ?? state.formings[number]?.workflow {
            _ = try adopted(workflow)
            writing.beginCommand()
            file.state = try rows.fileState()
            file.nextNumbers[workflow] = try rows.nextNumber(of: workflow)
        }
        if case .timetable = command.act { file.sessions = try rows.sessions() }
        let found = try find(command.act)
        file.emptied = found.emptied
        let decision = try Deciding.decide(command, on: file).get()
        if case .adoptDefinition = command.act {
            try write(adoption.besides(decision.facts))
            writing.beginCommand()
            for (hash, source) in adoption.texts { try shelf.keep(source, hash: hash) }
        }
        let touched = try touched(by: command.act)
        try writing.append(decision, to: Entry.fileStream, header(command, key, definition: nil))
        try doubt(touched)
        try deliver(decision.messages)
        if !found.emptied.isNothing { try erase(found) }
    }

    /// What a command would erase.
    private func find(_ act: Command.Act) throws -> Erasure.Found {
        guard case .erase(let person, let text, _) = act else { return .init() }
        var needles = [text].compactMap(\.self)
        if let person {
            let known = try rows.registerAround([person]).person(person)
            needles += [known?.name, known?.email].compactMap(\.self)
        }
        return try Erasure(person: person, needles: needles).found(in: db)
    }

    private func erase(_ found: Erasure.Found) throws {
        for draft in found.drafts {
            try db.execute(sql: "DELETE FROM draft WHERE case_id = ? AND sheet = ? AND role = ? AND holder = ?", arguments: StatementArguments(draft))
        }
        guard !found.places.isEmpty else { return }
        let unnamed = try Store.empty(found.places, in: db, path: store.path)
        remembered.forget()
        // Before the commit: whatever becomes of this process, they are taken away.
        if isForGood { try store.documents.keepWaiting(unnamed) }
    }

    /// The running cases that a change in the register may touch, each as it stands with the register as it is.
    private func touched(by act: Command.Act) throws -> [(before: Situation, from: Day)] {
        if case .register(let changes) = act { try touched(by: changes) } else { [] }
    }

    func touched(by changes: [Register.Change]) throws -> [(before: Situation, from: Day)] {
        guard try Int.fetchOne(db, sql: "SELECT 1 FROM cases WHERE ended = 0 LIMIT 1") != nil else { return [] }
        let named = Set(changes.flatMap(\.parties).map(\.id))
        // A tie of a person is a tie of her organisation.
        let around = try rows.registerAround(named)
        let parties = named.union(named.flatMap { around.affiliations(of: $0).map(\.organisation) })
        let holding = try db.cachedStatement(sql: "SELECT DISTINCT case_id FROM holding WHERE who = ?")
        let ids = Set(try parties.flatMap { try String.fetchAll(holding, arguments: [$0]) })
        return try ids.sorted().compactMap { id -> (before: Situation, from: Day)? in
            guard let state = try rows.case(id), !state.hasEnded else { return nil }
            let before = try cast(of: state)
            let today = before.calendar.zone.day(of: now)
            return (before, max(today, changes.compactMap(\.from).max() ?? today))
        }
    }

    /// Asks whoever manages them what is to become of cases whose holders would not be given their parts now.
    mutating func doubt(_ touched: [(before: Situation, from: Day)]) throws {
        for (before, day) in touched {
            guard let state = before.case, let decision = Deciding.doubt(before, try cast(of: state), on: day) else { continue }
            try writing.append(decision, to: state.id, .init(actor: Entry.fileStream, word: "doubt", definition: state.workflow.hash))
        }
    }

    private func cast(of state: Case) throws -> Situation {
        let workflow = try shelf.workflow(state.workflow.hash)
        return try situation(state, workflow, Deciding.needs(toShow: state, as: nil, workflow: workflow))
    }

    private func read(
        _ adoption: inout Adoption, _ kind: Command.DefinitionKind, _ text: DefinitionSources.Text
    ) throws -> Result<FileSituation.Adopted, Refusal> {
        do {
            let reference = switch kind {
            case .workflow: try adoption.workflow(text)
            case .rubric: try adoption.rubric(text)
            case .calendar: try adoption.calendar(text).reference
            }
            return .success(FileSituation.Adopted(kind: kind, reference: reference))
        } catch let refusal as Refusal {
            return .failure(refusal)
        }
    }
}

extension Command.Act {
    /// The people and organisations whose rows a command to the file looks at.
    var owners: Set<String> {
        switch self {
        case .register(let changes): changes.reduce(into: []) { $0.formUnion($1.owners) }
        case .coordinate(let person, _): [person]
        case .timetable(let timetable): Set(timetable.sessions.flatMap(\.trainers))
        case .propose(let proposal): Set((proposal["groups"]?.arrayValue ?? []).flatMap { $0.texts ?? [] })
        case .event, .seal, .vote, .confirmClosed, .confirmTyped, .appoint, .carryOn, .amend, .adopt, .release, .draft, .letterSent, .undo, .waive, .correct, .start, .adoptDefinition, .applyCalendar, .accept, .confide, .setClock, .erase: []
        }
    }
}
