import Casework
import CaseStore
import CivilTime
import Definitions

extension Answering {
    /// The asker's appointments in one case, or in all.
    func appointments(of id: Case.ID?) throws -> AppointmentList {
        _ = try known()
        let cases = try id.map { [try found($0)] } ?? reading.cases(includesEnded: true)
        return AppointmentList(appointments: try cases.flatMap { state in
            let situation = try outline(of: state)
            return try appointments(of: state, situation.workflow, seenBy: sight(in: situation))
        })
    }

    /// Those of a case that stand in the calendar of somebody with this sight; whoever manages it has all.
    ///
    /// - Parameter told: all entries of the case, where they have been read already.
    func appointments(of state: Case, _ workflow: Workflow, _ told: [Reading.Told]? = nil, seenBy sight: Sight) throws -> [AppointmentList.Line] {
        try appointments(of: state, workflow, told) { appointment in
            let isHers = sight.isManaging || !sight.roles.isDisjoint(with: appointment.who)
            return isHers && [appointment.from, appointment.until].allSatisfy { name in
                name.flatMap { workflow.data[$0] }.map { sight.sees($0) } ?? true
            }
        }
    }

    func appointments(
        of state: Case, _ workflow: Workflow, _ told: [Reading.Told]? = nil, where isMeant: (Appointment) -> Bool
    ) throws -> [AppointmentList.Line] {
        let meant = workflow.appointments.values.filter(isMeant)
        // Nothing is folded, nor read, for somebody in whose calendar nothing stands.
        guard !meant.isEmpty else { return [] }
        let told = try told ?? reading.entries(of: state.id)
        let courses = AppointmentCourse.courses(of: meant, told)
        return try meant.compactMap { appointment in
            guard let course = courses[appointment.name] else { return nil }
            return AppointmentList.Line(
                uid: "\(state.id)-\(appointment.name)-\(told.first?.entry.file ?? "")@triad.invalid", case: state.id, caseTitle: state.title,
                subject: try names.subject(state.subject), name: appointment.name, title: appointment.title.text(), from: course.from, until: course.until,
                sequence: course.sequence, stamp: course.stamp, isCancelled: course.isOff,
                who: appointment.who.map { workflow.roles[$0]?.title.text() ?? $0 })
        }
    }
}

/// How an appointment stands, and how often it had stood otherwise before.
///
/// What was known after each entry counts, corrections included: an entry that is set aside moved the appointment all the same,
/// since calendars had followed it, and its being set aside moves it once more.
private struct AppointmentCourse {
    private(set) var from: Day
    private(set) var until: Day
    private(set) var isOff: Bool
    private(set) var sequence = 0
    private(set) var stamp: Instant

    /// Those that ever had a date.
    static func courses(of appointments: [Appointment], _ told: [Reading.Told]) -> [Name: AppointmentCourse] {
        var courses: [Name: AppointmentCourse] = [:]
        var folded: Case?
        for (place, one) in told.enumerated() {
            folded = Self.case(folded, after: one, among: told[...place])
            guard let folded else { continue }
            for appointment in appointments {
                courses[appointment.name].follow(appointment, in: folded, one.entry.recorded)
            }
        }
        return courses
    }

    fileprivate init(from: Day, until: Day, stamp: Instant) {
        (self.from, self.until, isOff, self.stamp) = (from, until, false, stamp)
    }

    fileprivate mutating func move(to from: Day, _ until: Day, _ isOff: Bool, _ stamp: Instant) {
        guard (from, until, isOff) != (self.from, self.until, self.isOff) else { return }
        (self.from, self.until, self.isOff, self.stamp) = (from, until, isOff, stamp)
        sequence += 1
    }

    /// The case after one more entry; after a correction it is folded anew.
    private static func `case`(_ before: Case?, after one: Reading.Told, among told: ArraySlice<Reading.Told>) -> Case? {
        let corrects = one.facts.contains { if case .corrected = $0 { true } else { false } }
        guard let before, !corrects else {
            return Case.fold(id: one.entry.stream, entries: told.map { (number: $0.entry.number, facts: $0.facts) })
        }
        return one.facts.reduce(into: before) { $0.apply($1) }
    }
}

extension AppointmentCourse? {
    /// What an entry came to. An appointment begins with its first date on which it is not called off.
    fileprivate mutating func follow(_ appointment: Appointment, in state: Case, _ recorded: Instant) {
        let from = state.data[appointment.from]?.day
        let until = appointment.until.flatMap { state.data[$0]?.day }
        let isOff = state.configuration.contains(where: appointment.offIn.contains)
        guard let known = self else {
            if let from, !isOff { self = AppointmentCourse(from: from, until: max(from, until ?? from), stamp: recorded) }
            return
        }
        if let from { self?.move(to: from, max(from, until ?? from), isOff, recorded) } else { self?.move(to: known.from, known.until, true, recorded) }
    }
}

extension FieldValue {
    fileprivate var day: Day? { if case .date(let day) = self { day } else { nil } }
}
