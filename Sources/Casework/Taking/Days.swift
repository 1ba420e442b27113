import Calendars
import CivilTime
import Definitions
import Register

extension Situation {
    /// The days of the alliance's calendar, nobody's own.
    func schedule() throws(SchoolCalendar.Failure) -> Schedule { try calendar.schedule() }

    /// The days of the holders of roles together: a day counts only if it counts for all of them.
    ///
    /// A part that nobody holds counts by the calendar's own default.
    func schedule(of roles: [Name], on day: Day) throws(SchoolCalendar.Failure) -> Schedule {
        let holders = roles.flatMap { self.case?.holders[$0] ?? [] }
        let organisations = holders.compactMap { self.organisations(of: $0, on: day).first }
        guard let first = organisations.first else { return try calendar.schedule() }
        var schedule = try schedule(ofOrganisation: first)
        for organisation in organisations.dropFirst() { schedule = schedule.and(try self.schedule(ofOrganisation: organisation)) }
        return schedule
    }

    func schedule(ofOrganisation id: String) throws(SchoolCalendar.Failure) -> Schedule {
        try calendar.schedule(school: id, area: area(ofOrganisation: id), title: name(organisation: id))
    }
}

extension Clock.Unit {
    var day: DayUnit {
        switch self {
        case .calendarDays: .calendarDay
        case .workingDays: .workingDay
        case .schoolDays: .schoolDay
        }
    }
}

extension Refusal {
    init(_ failure: SchoolCalendar.Failure) { self.init(.calendarEnds, failure.sentence, remedy: failure.remedy) }
}
