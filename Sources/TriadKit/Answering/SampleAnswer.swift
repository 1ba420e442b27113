import Calendars
import Casework
import CaseStore
import CivilTime
import Definitions
import Register

extension Answering {
    /// Who is to be seen next and why, by the workflows in use: told to the file's coordinators and to whoever manages a case of the workflow.
    func samples(until: Day?) throws -> [DueList.Sampled] {
        var newest: [Name: String] = [:]
        for line in try reading.definitions() where line.kind == .workflow { newest[line.name] = line.hash }
        var found: [DueList.Sampled] = []
        for hash in newest.values.sorted() {
            let workflow = try reading.workflow(hash)
            guard !workflow.samples.isEmpty else { continue }
            let cases = try reading.cases(workflow: workflow.reference.name, includesEnded: true)
            let isManaging = try isCoordinator || cases.contains { try sight(of: $0).isManaging }
            guard isManaging else { continue }
            let register = try reading.register()
            for sample in workflow.samples.values { found += try sampled(sample, workflow, cases, register) }
        }
        return found.filter { line in until.map { line.due <= $0 } ?? true }.sorted {
            ($0.due, $0.seen, $0.person.name, $0.sample, $0.apart ?? "") < ($1.due, $1.seen, $1.person.name, $1.sample, $1.apart ?? "")
        }
    }

    private func sampled(_ sample: Sample, _ workflow: Workflow, _ cases: [Case], _ register: Register) throws -> [DueList.Sampled] {
        let schedule = try reading.calendar(workflow.calendar).schedule()
        let members = Dictionary(grouping: register.credentials.filter { $0.kind == sample.credential && $0.days.contains(today) }, by: \.person)
        return try members.flatMap { person, credentials -> [DueList.Sampled] in
            let since = credentials.map { $0.days.from ?? today }.min() ?? today
            let own = cases.filter { state in (state.holders[sample.role] ?? []).contains { $0.person == person || $0.team.contains(person) } }
            let apart = Dictionary(grouping: own) { state in sample.apartBy.flatMap { state.data[$0]?.text } }
            return try (apart.isEmpty ? [nil: []] : apart).compactMap { value, cases in
                let past = Sightings(cases, on: sample.seenOn, since: since)
                guard let (rule, due) = try past.next(sample.rules, today: today, schedule) else { return nil }
                return DueList.Sampled(
                    workflow: workflow.reference.name, sample: sample.name, title: sample.title.text(), person: try names.person(person), apart: value,
                    why: rule.title.text(), due: due, isLate: due < today, seen: past.seen.count, last: past.seen.last?.day, planned: past.planned)
            }
        }
    }
}

/// When somebody was seen, and in which cases.
private struct Sightings {
    let since: Day
    /// In the order of their days.
    let seen: [(day: Day, state: Case)]
    /// A running case in which she has not been seen yet.
    let planned: Case.ID?

    init(_ cases: [Case], on datum: Name, since: Day) {
        self.since = since
        seen = cases.compactMap { state in
            if case .date(let day)? = state.data[datum] { (day, state) } else { nil }
        }.sorted { ($0.day, $0.state.id) < ($1.day, $1.state.id) }
        planned = cases.first { state in
            if case .date? = state.data[datum] { false } else { !state.hasEnded }
        }?.id
    }

    /// The rule that asks soonest, and by when she is to be seen.
    ///
    /// What a rule asks of the next occasion of all is asked from today on: no occasion that was missed is known.
    func next(_ rules: [Sample.Rule], today: Day, _ schedule: Schedule) throws -> (rule: Sample.Rule, due: Day)? {
        let asking = try rules.filter { applies($0, on: today) }.map { (rule: $0, due: try self.due($0.within, schedule)) }
        guard let soonest = asking.min(by: { $0.due < $1.due }) else { return nil }
        let nearest = asking.map { $0.rule.within.count == 0 ? max($0.due, today) : $0.due }.min() ?? soonest.due
        return (soonest.rule, nearest)
    }

    private func applies(_ rule: Sample.Rule, on today: Day) -> Bool {
        if let most = rule.untilSeen, seen.count >= most { return false }
        if let months = rule.inFirstMonths, today >= since.adding(months: months) { return false }
        if rule.after.isEmpty { return true }
        return seen.last?.state.configuration.contains { stands in rule.after.contains { stands == $0 || stands.hasPrefix("\($0).") } } ?? false
    }

    private func due(_ within: Sample.Within, _ schedule: Schedule) throws -> Day {
        let base = seen.last?.day ?? since
        return switch within.unit {
        case .days: base + within.count
        case .workingDays: try schedule.add(within.count, .workingDay, after: base)
        case .months: base.adding(months: within.count)
        }
    }
}

extension FieldValue {
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}
