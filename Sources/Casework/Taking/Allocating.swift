import CivilTime
import Definitions
import Matching

// People are given parts in linked cases: those who are free for each, as evenly as can be.

extension Working {
    /// Tells each linked case that runs and takes the event of the people who are to have the part there.
    ///
    /// Where a number is asked for, they are shared out evenly, and somebody who is not free takes other cases. Where all are asked who are
    /// free, it is noted of each other why she takes no part.
    /// - Throws: `cast-incomplete` where fewer are free for a case than it needs.
    func allocate(_ allocation: Allocation, _ opening: Opening?) throws(Refusal) {
        look(at: ["links.\(allocation.link)", "holders.\(allocation.from)"])
        let people = (self.case.holders[allocation.from] ?? []).compactMap(\.person)
        let cases = (self.case.links[allocation.link] ?? []).compactMap { linked in
            linked.hasEnded ? nil : situation.linked[linked.id].map { OpenCase(id: linked.id, situation: $0, allocation, people, on: act.day) }
        }.filter { $0.field != nil }
        let held = people.map { person in cases.count { $0.present.contains(person) } }
        let tasks = cases.map { one in
            Sharing.Task(needs: allocation.each.map { $0 - one.present.count } ?? people.count, free: people.indices.filter { one.isFree(people[$0]) })
        }
        for (one, task) in zip(cases, tasks) {
            if allocation.each != nil, task.free.count < task.needs { throw tooFew(one, task, allocation) }
            guard allocation.each == nil, let event = opening?.rule.event else { continue }
            for reason in one.reasons { emit(.marked(event: event, sentence: reason)) }
        }
        for (one, taken) in zip(cases, Sharing(people: people.count, tasks: tasks, held: held).taken) {
            guard let field = one.field else { continue }
            for person in taken { tell(one.id, by: allocation.link, allocation.event, [.init(field, .text(people[person]), .triad)]) }
        }
    }

    private func tooFew(_ one: OpenCase, _ task: Sharing.Task, _ allocation: Allocation) -> Refusal {
        let title = one.situation.case?.title ?? one.id
        return Refusal(
            .castIncomplete, "\(title): \(task.needs) more are needed as \(one.situation.workflow.title(of: allocation.role)), and \(task.free.count) of \(workflow.title(of: allocation.from)) are free.",
            place: allocation.from, remedy: (["Appoint more people from elsewhere."] + one.reasons).joined(separator: " "))
    }
}

/// A linked case, and who may have a part in it.
private struct OpenCase {
    let id: Case.ID
    let situation: Situation
    /// The field of the event that says who; nil where the case does not stand so that another case may send it.
    let field: Name?
    /// Who has the part already.
    let present: [String]
    /// Of the others, who may not have it, and why.
    private let refused: [(person: String, refusal: Refusal)]

    init(id: Case.ID, situation: Situation, _ allocation: Allocation, _ people: [String], on day: Day) {
        self.id = id
        self.situation = situation
        field = situation.workflow.rules(of: allocation.event).first { rule in
            rule.by == .linkedCase && (rule.state.map { situation.case?.configuration.contains($0) == true } ?? true)
        }?.form.first { !$0.isOptional }?.name
        let present = (situation.case?.holders[allocation.role] ?? []).compactMap(\.person)
        self.present = present
        refused = people.filter { !present.contains($0) }.compactMap { person in
            situation.unmetDuty(of: .init(person: person, since: day), in: allocation.role, on: day).map { (person, $0) }
        }
    }

    var reasons: [String] { refused.map(\.refusal.sentence) }

    func isFree(_ person: String) -> Bool { !present.contains(person) && !refused.contains { $0.person == person } }
}
