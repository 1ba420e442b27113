import Calendars
import Casework
import CaseStore
import CivilTime
import Definitions
import JSON
import Register
import Timetables

extension Answering {
    /// Whoever neither coordinates the file nor manages a case about a session is told her own alone.
    func timetable(_ wish: TimetableWish) throws -> TimetableView {
        let own = try known()
        let person = try wish.person.map { try reading.find(.person, $0) }
        let about = try SessionCases(reading, includesEnded: true)
        let seesAll = try isCoordinator || about.cases.contains { try sight(of: $0.state).isManaging }
        let sessions = try reading.timetable().sessions.filter { session in
            (wish.from.map { $0 <= session.on } ?? true) && (wish.until.map { session.on <= $0 } ?? true)
                && (person.map(session.trainers.contains) ?? true) && (seesAll || session.trainers.contains(own))
                && (wish.programme.map(session.isIn) ?? true) && (wish.term.map { $0 == session.key.term } ?? true)
        }
        return TimetableView(sessions: try sessions.map { session in
            TimetableView.Line(
                term: session.key.term, programme: session.key.programme, session: session.key.name, on: session.on, hours: session.hours,
                trainers: try session.trainers.map(names.person), place: session.place,
                cases: try about.of(session).filter { try sight(of: $0).seesCase }.map(\.id))
        })
    }

    func comparison(_ newer: Timetable) throws -> TimetableComparison {
        try mustCoordinate()
        let about = try SessionCases(reading, includesEnded: false)
        var called: [String: String] = [:]
        let changes = try reading.timetable().changes(to: newer)
        for id in Set(changes.flatMap { $0.session.trainers + ($0.before?.trainers ?? []) }) { called[id] = try names.person(id).name }
        let closed = try ClosedDays(reading, of: changes)
        return TimetableComparison(changes: try changes.map { change in
            TimetableComparison.Change(
                kind: change.kind, programme: change.session.key.programme, session: change.session.key.name, on: change.session.on,
                sentence: ([change.sentence { called[$0] ?? $0 }] + [closed.mark(of: change)].compactMap(\.self)).joined(separator: " "), cases: try change.before.map { try about.of($0).map(touched) } ?? [])
        })
    }

    private func touched(_ state: Case) throws -> TimetableComparison.Touched {
        let situation = try outline(of: state)
        let day: Day? = situation.workflow.timetable.flatMap { if case .date(let day)? = state.data[$0.day] { day } else { nil } }
        return .init(case: state.id, title: state.title, state: Wording(situation: situation, names: names).standing, on: day)
    }
}

/// On which days of a newer timetable nobody is at school: that is said, and may be meant.
private struct ClosedDays {
    let register: Register
    let calendars: [SchoolCalendar]

    init(_ reading: Reading, of changes: [Timetable.Change]) throws {
        register = try reading.register(around: Set(changes.flatMap(\.session.trainers)))
        calendars = try Set(reading.newestWorkflows().filter { $0.timetable != nil }.map(\.calendar)).sorted().map(reading.calendar)
    }

    /// Nil where there is nothing to be said: of a session that is cancelled, and of one that stays on its day.
    func mark(of change: Timetable.Change) -> String? {
        switch change {
        case .cancelled: return nil
        case .changed(let old, let new, _) where old.on == new.on: return nil
        case .added(let session), .changed(_, let session, _):
            let weekday = session.on.weekday
            if [.saturday, .sunday].contains(weekday) { return "That is a \(weekday.name)." }
            return isAnySchoolOpen(for: session) ? nil : "No school of theirs is open on that day."
        }
    }

    /// Whether the school of somebody who gives it is open; where nobody is named, or a calendar does not reach so far, that is taken to be so.
    private func isAnySchoolOpen(for session: Session) -> Bool {
        let schools = session.trainers.compactMap { register.organisations(of: $0, on: session.on).first }
        guard !schools.isEmpty, !calendars.isEmpty else { return true }
        return schools.contains { school in
            calendars.contains { calendar in
                (try? calendar.schedule(school: school, area: register.organisation(school)?.details.area).isSchoolDay(session.on)) ?? true
            }
        }
    }
}

extension Timetable.Change {
    fileprivate var kind: TimetableComparison.Kind {
        switch self {
        case .added: .added
        case .changed: .changed
        case .cancelled: .cancelled
        }
    }

    /// The session as it was, where there was one.
    fileprivate var before: Session? {
        switch self {
        case .added: nil
        case .changed(let old, _, _), .cancelled(let old): old
        }
    }
}

/// The cases that are about sessions of the timetable, by what their workflows say (`timetable`).
struct SessionCases {
    private(set) var cases: [(state: Case, data: SessionData)] = []

    init(_ reading: Reading, includesEnded: Bool) throws {
        for line in try reading.definitions() where line.kind == .workflow && line.cases > 0 {
            guard let data = try reading.workflow(line.hash).timetable else { continue }
            cases += try reading.cases(workflow: line.name, includesEnded: includesEnded).filter { $0.workflow.hash == line.hash }.map { ($0, data) }
        }
    }

    /// Those about one session: of its name and programme, on its day or on none yet.
    func of(_ session: Session) -> [Case] {
        cases.filter { state, data in
            guard let name = state.data[data.session]?.text, sameScalars(name, session.key.name) else { return false }
            if case .date(let day)? = state.data[data.day], day != session.on { return false }
            return (data.programme.flatMap { state.data[$0]?.text }).map(session.isIn) ?? true
        }.map(\.state)
    }
}

extension FieldValue {
    /// A text, or the word of a choice.
    var text: String? { if case .text(let text) = self { text } else { nil } }
}
