import Calendars
import Casework
import CivilTime
import Definitions
import JSON
import Register
import Rubrics

extension Performing {
    /// What may be looked at to decide a command to a case.
    func situation(for state: Case, _ command: Command) throws -> Situation {
        let workflow = try shelf.workflow(state.workflow.hash)
        var situation = try situation(
            state, workflow, Deciding.needs(for: command.act, as: command.as, case: state, workflow: workflow))
        if case .seal(_, let sheet, let role) = command.act {
            situation.draft = try draft(sheet, role, command, in: situation)
        }
        return situation
    }

    /// The same for a clock's strike.
    func situation(forStrike clock: Name, of state: Case) throws -> Situation {
        let workflow = try shelf.workflow(state.workflow.hash)
        return try situation(state, workflow, Deciding.needs(forStrike: clock, case: state, workflow: workflow))
    }

    /// The same for a message of another case.
    func situation(for message: Message, in state: Case) throws -> Situation {
        let workflow = try shelf.workflow(state.workflow.hash)
        return try situation(state, workflow, Deciding.needs(for: message, case: state, workflow: workflow))
    }

    /// Loads what is needed, and nothing else.
    func situation(_ state: Case?, _ workflow: Workflow, _ needs: Needs) throws -> Situation {
        try Loading(rows: rows, shelf: shelf, now: now, file: rows.fileState()).situation(state, workflow, needs)
    }
}

/// Loads what a decision or an answer may look at.
struct Loading {
    let rows: Rows
    let shelf: Shelf
    let now: Instant
    let file: FileState

    func situation(_ state: Case?, _ workflow: Workflow, _ needs: Needs) throws -> Situation {
        let log = Log(db: rows.db, remembered: rows.remembered)
        let earlier = try needs.earlier.sorted().flatMap { try log.past(of: $0) }
        let past = needs.past ? try state.map { try log.past(of: $0.id) } ?? [] : []
        var situation = Situation(
            workflow: workflow, case: state,
            register: try rows.registerAround(needs.people.union(needs.organisations)
                .union(past.flatMap(\.people)).union(earlier.flatMap(\.people))),
            calendar: try shelf.calendar(workflow.calendar), now: now,
            coordinators: Set(file.coordinators))
        for name in needs.rubrics {
            guard let hash = try shelf.hash(ofRubric: name, in: state) else { continue }
            situation.rubrics[name] = try shelf.rubric(hash: hash)
            situation.rubricHashes[name] = hash
        }
        for name in needs.workflows {
            guard let line = try shelf.latest(.workflow, name) else { continue }
            situation.workflows[name] = try shelf.workflow(line.hash)
            situation.nextNumbers[name] = try rows.nextNumber(of: name)
        }
        situation.earlier = earlier
        guard let state else { return situation }
        for name in needs.records { situation.records[name] = try rows.records(name, of: state.id) }
        situation.past = past
        for link in needs.subjects.union(needs.shares.keys) {
            for linked in state.links[link] ?? [] { situation.subjects[linked.id] = try rows.case(linked.id)?.subject }
        }
        for (link, share) in needs.shares {
            for linked in state.links[link] ?? [] where !linked.hasEnded {
                guard let other = try rows.case(linked.id) else { continue }
                let workflow = try shelf.workflow(other.workflow.hash)
                let needs = Deciding.needs(toGive: share.roles, among: share.people, case: other, workflow: workflow)
                situation.linked[linked.id] = try self.situation(other, workflow, needs)
            }
        }
        for name in needs.votes { situation.votes[name] = try rows.votes(name, of: state) }
        for name in needs.sheets { situation.sealed[name] = try rows.sealed(name, of: state) }
        return situation
    }
}
