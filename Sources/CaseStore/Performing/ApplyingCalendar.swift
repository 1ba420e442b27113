import Calendars
import Casework
import Definitions
internal import GRDB
import JSON

extension Performing {
    /// Puts another version of a calendar in the place of the one in use, and moves the clocks that it counts otherwise: one entry of the
    /// file, and one of each case whose clocks move.
    mutating func applyCalendar(_ command: Command, _ key: Entry.Key?, _ text: DefinitionSources.Text, shortening: Bool) throws {
        var adoption = Adoption(shelf: shelf, sources: store.sources)
        let read: Result<Checked<SchoolCalendar>, Refusal>
        do { read = .success(try adoption.calendar(text)) } catch let refusal as Refusal { read = .failure(refusal) }
        let file = FileSituation(
            state: try rows.fileState(), register: try rows.registerAround([command.as]), isVirtual: store.isVirtual, now: now,
            definition: read.map { .init(kind: .calendar, reference: $0.reference) })
        var decision = try Deciding.decide(command, on: file).get()
        let calendar = try read.get().value
        decision.facts += try Deciding.notes(on: calendar, insteadOf: shelf.calendar(calendar.name), rows.register())
        let running = try running(by: calendar.name)
        decision.facts += running.flatMap { state, situation in Deciding.closedDays(of: state, in: situation, under: calendar) }
        let recounts = running.map { state, situation in
            Deciding.recount(command, under: calendar, of: state, in: situation)
        }
        try Deciding.refuseUnlessApplicable(recounts, shortening: shortening)
        for (hash, source) in adoption.texts { try shelf.keep(source, hash: hash) }
        try writing.append(decision, to: Entry.fileStream, header(command, key, definition: nil))
        for recount in recounts {
            var header = header(command, nil, definition: recount.case.workflow.hash)
            header.word = "recount \(calendar.name) \(calendar.version)"
            try writing.append(recount.decision, to: recount.case.id, header)
        }
    }

    /// The cases with running clocks that count by a calendar, each with those who hold its parts.
    private func running(by calendar: Name) throws -> [(Case, Situation)] {
        let ids = try String.fetchAll(db, sql: "SELECT DISTINCT case_id FROM clock ORDER BY case_id")
        return try ids.compactMap { id -> (Case, Situation)? in
            guard let state = try rows.case(id) else { return nil }
            let workflow = try shelf.workflow(state.workflow.hash)
            guard sameScalars(workflow.calendar, calendar) else { return nil }
            return (state, try situation(state, workflow, Deciding.needs(ofCast: state, workflow: workflow)))
        }
    }
}
