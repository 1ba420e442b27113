import Calendars
import Casework
import CaseStore
import CivilTime
import Definitions
import Register
import Timetables

extension Answering {
    /// Who is to be seen next and why, by the workflows in use: told to the file's coordinators and to whoever manages a case of the workflow.
    func samples(until: Day?) throws -> [DueList.Sampled] {
        try sampled().compactMap { one in
            guard let next = try one.next(today), until.map({ next.due <= $0 }) ?? true else { return nil }
            return DueList.Sampled(
                workflow: one.workflow.reference.name, sample: one.sample.name, title: one.sample.title.text(), person: try names.person(one.person), apart: one.apart, apartTitle: one.apartTitle,
                why: next.rule.title.text(), due: next.due, isLate: next.due < today, seen: one.past.seen.count, last: one.past.seen.last?.day,
                planned: one.past.planned.first?.id, missed: next.missed.map(DueList.Next.init),
                next: one.past.sessions.filter { $0.on >= today }.prefix(Self.mostSessions).map(DueList.Next.init))
        }.sorted { ($0.due, $0.seen, $0.person.name, $0.sample, $0.apart ?? "") < ($1.due, $1.seen, $1.person.name, $1.sample, $1.apart ?? "") }
    }

    /// So many of her next sessions are named with somebody who is to be seen.
    private static let mostSessions = 3

    /// Everybody whom the samples of workflows in use are about, as far as the asker manages them.
    func sampled() throws -> [Sampled] {
        try sampling().flatMap { workflow -> [Sampled] in
            guard try isCoordinator || managesAny(of: workflow.reference.name) else { return [] }
            let cases = try reading.cases(workflow: workflow.reference.name, includesEnded: true)
            let (register, timetable) = (try reading.register(), try reading.timetable())
            return try workflow.samples.values.flatMap { try sampled($0, workflow, cases, register, timetable) }
        }
    }

    /// The workflows in use that sample, each in its newest version.
    func sampling() throws -> [Workflow] { try reading.newestWorkflows().filter { !$0.samples.isEmpty } }

    /// Whether she manages a case of the workflow; looked for among those in which she, or where she belongs, holds a part.
    private func managesAny(of workflow: Name) throws -> Bool {
        guard let asker else { return false }
        var found = false
        for holder in [asker] + Set(around.affiliations(of: asker).map(\.organisation)).sorted() where !found {
            try reading.eachCase(CaseSearch(workflow: workflow, includesEnded: true, holder: holder, order: .id, after: nil)) { state, _ in
                found = try sight(of: state).isManaging
                return !found
            }
        }
        return found
    }

    private func sampled(_ sample: Sample, _ workflow: Workflow, _ cases: [Case], _ register: Register, _ timetable: Timetable) throws -> [Sampled] {
        let schedule = try reading.calendar(workflow.calendar).schedule()
        let members = Dictionary(grouping: register.credentials.filter { $0.kind == sample.credential && $0.days.contains(today) }, by: \.person)
        return members.flatMap { person, credentials -> [Sampled] in
            let since = credentials.map { $0.days.from ?? today }.min() ?? today
            var apart = Dictionary(grouping: cases.filter { sample.isAbout(person, $0) }) { state in sample.apartBy.flatMap { state.data[$0]?.text } }
            for value in workflow.choices(of: sample.apartBy) where apart[value] == nil && !timetable.sessions(of: person, in: value).isEmpty { apart[value] = [] }
            return (apart.isEmpty ? [nil: []] : apart).map { value, cases in
                Sampled(
                    workflow: workflow, sample: sample, person: person, apart: value,
                    past: Sightings(cases, on: sample.seenOn, since: since, timetable.sessions(of: person, in: value)), schedule: schedule)
            }
        }
    }
}

extension Reading {
    /// The workflows in use, each in its newest version.
    func newestWorkflows() throws -> [Workflow] {
        var newest: [Name: String] = [:]
        for line in try definitions() where line.kind == .workflow { newest[line.name] = line.hash }
        return try newest.values.sorted().map(workflow)
    }
}

/// Somebody whom a sample is about.
struct Sampled {
    let workflow: Workflow
    let sample: Sample
    let person: String
    /// The value for which is counted apart.
    let apart: String?
    var apartTitle: String? { apart.map(workflow.spoken) }
    let past: Sightings
    fileprivate let schedule: Schedule

    /// The rule that asks soonest, by when, and the session that was missed.
    func next(_ today: Day) throws -> (rule: Sample.Rule, due: Day, missed: Session?)? { try past.next(sample.rules, today: today, schedule) }
}

extension Sample {
    /// Whether somebody holds the part in a case whose holders are seen.
    func isAbout(_ person: String, _ state: Case) -> Bool { (state.holders[role] ?? []).contains { $0.person == person || $0.team.contains(person) } }
}

/// When somebody was seen, and in which cases.
struct Sightings {
    let since: Day
    /// In the order of their days.
    let seen: [(day: Day, state: Case)]
    /// The running cases in which she has not been seen yet.
    let planned: [Case]
    /// Her sessions, those that have been given and those that will be.
    let sessions: [Session]

    init(_ cases: [Case], on datum: Name, since: Day, _ sessions: [Session]) {
        self.since = since
        self.sessions = sessions
        seen = cases.compactMap { state in
            if case .date(let day)? = state.data[datum] { (day, state) } else { nil }
        }.sorted { ($0.day, $0.state.id) < ($1.day, $1.state.id) }
        planned = cases.filter { state in
            if case .date? = state.data[datum] { false } else { !state.hasEnded }
        }
    }

    /// The rule that asks soonest, and by when she is to be seen.
    ///
    /// What a rule asks of the next occasion of all is asked for the first session of the timetable since she was last seen, though it was
    /// missed; where there is none, from today on.
    /// - Returns: the session that was missed, too.
    func next(_ rules: [Sample.Rule], today: Day, _ schedule: Schedule) throws -> (rule: Sample.Rule, due: Day, missed: Session?)? {
        let asking = try rules.filter { applies($0, on: today) }.map { (rule: $0, due: try self.due($0, today, schedule)) }
        guard let soonest = asking.min(by: { $0.due < $1.due }) else { return nil }
        let nearest = asking.map { $0.rule.within.count == 0 ? next?.on ?? max($0.due, today) : $0.due }.min() ?? soonest.due
        return (soonest.rule, nearest, next.flatMap { session in session.on < today && soonest.rule.within.count == 0 ? session : nil })
    }

    /// The first session since she was last seen, or since her first day.
    private var next: Session? { sessions.first { session in seen.last.map { $0.day < session.on } ?? (since <= session.on) } }

    private func applies(_ rule: Sample.Rule, on today: Day) -> Bool {
        if let most = rule.untilSeen, seen.count >= most { return false }
        if let months = rule.inFirstMonths, today >= since.adding(months: months) { return false }
        if rule.after.isEmpty { return true }
        return seen.last?.state.configuration.contains { stands in rule.after.contains { stands == $0 || stands.hasPrefix("\($0).") } } ?? false
    }

    /// Somebody who was never seen is new from her first session in the timetable on, whatever she gave before there was one; where she has none
    /// there, what is asked of the next occasion is asked today.
    private func due(_ rule: Sample.Rule, _ today: Day, _ schedule: Schedule) throws -> Day {
        let within = rule.within
        let isAtOnce = rule.untilSeen != nil || within.count == 0
        let base = seen.last?.day ?? sessions.first { since <= $0.on }?.on ?? (isAtOnce ? max(since, today) : since)
        return switch within.unit {
        case .days: base + within.count
        case .workingDays: try schedule.add(within.count, .workingDay, after: base)
        case .months: base.adding(months: within.count)
        }
    }
}

extension DueList.Next {
    init(_ session: Session) { self.init(session: session.key.name, on: session.on, hours: session.hours, place: session.place) }
}

extension Workflow {
    /// The words of a choice; none where there is none.
    fileprivate func choices(of datum: Name?) -> [String] {
        if case .choice(let words)? = datum.flatMap({ data[$0] })?.type { words } else { [] }
    }
}
