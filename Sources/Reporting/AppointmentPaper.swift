import CivilTime
import Pages
import TriadKit

extension AppointmentList {
    /// The appointments as a calendar file (RFC 5545); nil where there is none.
    public var calendar: String? { appointments.isEmpty ? nil : CalendarFile(appointments.map(\.event)).text() }
}

extension AppointmentList.Line {
    var event: CalendarFile.Event {
        CalendarFile.Event(
            id: uid, sequence: sequence, stamp: Int(stamp.milliseconds / 1000), first: AxisDay(daysSince1970: Int(from.daysSince1970)),
            last: AxisDay(daysSince1970: Int(until.daysSince1970)), title: "\(title): \(subject.map(\.name).joined(separator: ", "))",
            location: subject.count == 1 ? subject.map(\.name).joined() : "", note: "\(caseTitle) (\(`case`)). For: \(who.joined(separator: ", ")).", isCancelled: isCancelled)
    }
}
