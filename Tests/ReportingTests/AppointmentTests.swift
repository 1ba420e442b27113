import Casework
import Foundation
import Testing

@testable import Reporting
@testable import TriadKit

@Suite("Appointments follow a review into people's calendars")
struct AppointmentTests {
    private func calendar(_ larkmere: Larkmere, as person: String = Larkmere.second) throws -> String {
        let list: AppointmentList = try larkmere.triad.answer(.appointments(case: larkmere.review), as: person)
        return try #require(list.calendar).replacing("\r\n", with: "\n")
    }

    @Test("the whole file before a postponement, after it, and with the new date: the same entry, moved")
    func postponed() throws {
        let larkmere = try Larkmere()
        try larkmere.toPreparing()
        let before = try calendar(larkmere)
        #expect(before == """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Triad//Appointments//EN
            CALSCALE:GREGORIAN
            BEGIN:VEVENT
            UID:triad-review-1-papers-0102030405060708090a0b0c0d0e0f10@triad.invalid
            DTSTAMP:20260901T080000Z
            SEQUENCE:0
            DTSTART;VALUE=DATE:20261201
            DTEND;VALUE=DATE:20261202
            SUMMARY:Papers exchanged: Alder Bank
            LOCATION:Alder Bank
            DESCRIPTION:Triad peer review: Alder Bank (triad-review-1). For: Host lead\\
             , Lead reviewer\\, Second reviewer.
            STATUS:CONFIRMED
            END:VEVENT
            BEGIN:VEVENT
            UID:triad-review-1-visit-0102030405060708090a0b0c0d0e0f10@triad.invalid
            DTSTAMP:20260901T080000Z
            SEQUENCE:0
            DTSTART;VALUE=DATE:20270119
            DTEND;VALUE=DATE:20270121
            SUMMARY:Visit: Alder Bank
            LOCATION:Alder Bank
            DESCRIPTION:Triad peer review: Alder Bank (triad-review-1). For: Host lead\\
             , Lead reviewer\\, Second reviewer\\, Shadow reviewer.
            STATUS:CONFIRMED
            END:VEVENT
            END:VCALENDAR

            """)
        try larkmere.clock("2027-01-18T07:10:00Z")
        try larkmere.sent(Larkmere.coordinator, "postpone", ["reason": "Snow"])
        let after = try calendar(larkmere)
        #expect(after == """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Triad//Appointments//EN
            CALSCALE:GREGORIAN
            BEGIN:VEVENT
            UID:triad-review-1-papers-0102030405060708090a0b0c0d0e0f10@triad.invalid
            DTSTAMP:20260901T080000Z
            SEQUENCE:0
            DTSTART;VALUE=DATE:20261201
            DTEND;VALUE=DATE:20261202
            SUMMARY:Papers exchanged: Alder Bank
            LOCATION:Alder Bank
            DESCRIPTION:Triad peer review: Alder Bank (triad-review-1). For: Host lead\\
             , Lead reviewer\\, Second reviewer.
            STATUS:CONFIRMED
            END:VEVENT
            BEGIN:VEVENT
            UID:triad-review-1-visit-0102030405060708090a0b0c0d0e0f10@triad.invalid
            DTSTAMP:20270118T071000Z
            SEQUENCE:1
            DTSTART;VALUE=DATE:20270119
            DTEND;VALUE=DATE:20270121
            SUMMARY:Visit: Alder Bank
            LOCATION:Alder Bank
            DESCRIPTION:Triad peer review: Alder Bank (triad-review-1). For: Host lead\\
             , Lead reviewer\\, Second reviewer\\, Shadow reviewer.
            STATUS:CANCELLED
            END:VEVENT
            END:VCALENDAR

            """)
        try larkmere.clock("2027-01-21")
        try larkmere.sent(Larkmere.coordinator, "resume", ["visit_on": "2027-02-02", "visit_until": "2027-02-03"])
        let list: AppointmentList = try larkmere.triad.answer(.appointments(case: larkmere.review), as: Larkmere.host)
        let visit = try #require(list.appointments.first { $0.name == "visit" })
        #expect(visit.sequence == 2 && !visit.isCancelled)
        #expect([visit.from, visit.until].map(\.description) == ["2027-02-02", "2027-02-03"])
        #expect(list.appointments.first { $0.name == "impact" }?.sequence == 0)
    }

    @Test("what never moved is never counted as moved; withdrawn, it is called off")
    func withdrawn() throws {
        let larkmere = try Larkmere()
        try larkmere.toVisit()
        let before: AppointmentList = try larkmere.triad.answer(.appointments(case: nil), as: Larkmere.lead)
        #expect(before.appointments.map { "\($0.name) \($0.sequence) \($0.isCancelled)" } == ["papers 0 false", "visit 0 false", "impact 0 false"])
        try larkmere.sent(Larkmere.host, "withdraw", ["reason": "A fire."])
        let after: AppointmentList = try larkmere.triad.answer(.appointments(case: nil), as: Larkmere.lead)
        #expect(after.appointments.map { "\($0.name) \($0.sequence) \($0.isCancelled)" } == ["papers 1 true", "visit 1 true", "impact 1 true"])
    }

    @Test("a date that is set aside moves the entry back, and counts as one more move")
    func corrected() throws {
        let larkmere = try Larkmere()
        try larkmere.toPreparing()
        try larkmere.clock("2026-12-10")
        let postponed = try larkmere.sent(Larkmere.coordinator, "postpone", ["reason": "Another school was meant"])
        let entry = try #require(postponed.entries.first { $0.stream == larkmere.review })
        try larkmere.did(Larkmere.coordinator, .correct(case: larkmere.review, entry: entry.number, .setAside, because: "Wrong school"))
        let list: AppointmentList = try larkmere.triad.answer(.appointments(case: larkmere.review), as: Larkmere.host)
        let visit = try #require(list.appointments.first { $0.name == "visit" })
        #expect(visit.sequence == 2 && !visit.isCancelled && visit.from.description == "2027-01-19")
    }

    @Test("each has her own: the second reviewer no impact review, an outsider nothing")
    func whose() throws {
        let larkmere = try Larkmere()
        try larkmere.toPreparing()
        func names(_ person: String) throws -> [String] {
            let list: AppointmentList = try larkmere.triad.answer(.appointments(case: larkmere.review), as: person)
            return list.appointments.map(\.name)
        }
        #expect(try names(Larkmere.second) == ["papers", "visit"])
        #expect(try names(Larkmere.host) == ["papers", "visit", "workshop", "impact"])
        #expect(try names(Larkmere.reader) == [])
        #expect(AppointmentList(appointments: []).calendar == nil)
    }

    @Test("an invitation brings the days as a calendar file; a letter that moves nothing brings none")
    func letters() throws {
        let larkmere = try Larkmere()
        try larkmere.toPreparing()
        let papers = try larkmere.triad.letterPapers(as: Larkmere.coordinator)
        let invitation = try #require(papers.first { $0.title == "Invitation" && $0.letter.to.name == Larkmere.second })
        let mail = try #require(try invitation.paper.mail())
        #expect(mail.contains("Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n filename*=UTF-8''appointments.ics\r\n"))
        #expect(invitation.letter.appointments.map(\.name) == ["papers", "visit"])
        let triad = try #require(papers.first { $0.title == "Invitation to a triad" })
        #expect(try triad.paper.mail()?.contains("text/calendar") == false)
    }
}
