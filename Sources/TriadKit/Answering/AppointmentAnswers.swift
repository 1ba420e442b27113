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
    func appointments(of state: Case, _ workflow: Workflow, seenBy sight: Sight) throws -> [AppointmentList.Line] {
        try appointments(of: state, workflow) { appointment in
            let isHers = sight.isManaging || !sight.roles.isDisjoint(with: appointment.who)
            return isHers && [appointment.from, appointment.until].allSatisfy { name in
                name.flatMap { workflow.data[$0] }.map { sight.sees($0) } ?? true
            }
        }
    }

    func appointments(of state: Case, _ workflow: Workflow, where isMeant: (Appointment) -> Bool) throws -> [AppointmentList.Line] {
        let meant = workflow.appointments.values.filter(isMeant)
        // The ledger is gone through only where there is a date.
        guard meant.contains(where: { state.data[$0.from] != nil }) else { return [] }
        let told = try reading.entries(of: state.id)
        return try meant.compactMap { appointment in
            guard let course = AppointmentCourse(of: appointment, told) else { return nil }
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

    /// Nil where it never had a date.
    init?(of appointment: Appointment, _ told: [Reading.Told]) {
        var course: AppointmentCourse?
        var folded: Case?
        for (place, one) in told.enumerated() {
            folded = Self.case(folded, after: one, among: told[...place])
            guard let folded else { continue }
            let isOff = folded.configuration.contains(where: appointment.offIn.contains)
            if let from = folded.data[appointment.from]?.day {
                let until = max(from, appointment.until.flatMap { folded.data[$0]?.day } ?? from)
                if course == nil, isOff { continue }
                course.move(to: from, until, isOff, one.entry.recorded)
            } else if let last = course {
                course.move(to: last.from, last.until, true, one.entry.recorded)
            }
        }
        guard let course else { return nil }
        self = course
    }

    fileprivate init(from: Day, until: Day, isOff: Bool, stamp: Instant) {
        (self.from, self.until, self.isOff, self.stamp) = (from, until, isOff, stamp)
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
    fileprivate mutating func move(to from: Day, _ until: Day, _ isOff: Bool, _ stamp: Instant) {
        if self == nil { self = AppointmentCourse(from: from, until: until, isOff: isOff, stamp: stamp) } else { self?.move(to: from, until, isOff, stamp) }
    }
}

extension FieldValue {
    fileprivate var day: Day? { if case .date(let day) = self { day } else { nil } }
}
