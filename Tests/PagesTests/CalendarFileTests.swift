import Foundation
import Testing

@testable import Pages

@Suite("Days as a calendar file (RFC 5545)")
struct CalendarFileTests {
    static let visit = CalendarFile.Event(
        id: "review-1-visit@example.org", sequence: 2, stamp: 1_796_722_245, first: AxisDay(iso: "2026-12-31") ?? AxisDay(daysSince1970: 0),
        last: AxisDay(iso: "2026-12-31") ?? AxisDay(daysSince1970: 0), title: "Visit; Alder, Birch \\ Cedar", location: "Alder Bank",
        note: "First line\nsecond line of the note, which is long enough to be folded: Zoë, Siân and Łukasz come too, ünd nöch eïnige mêhr äls gedäcĥt", isCancelled: true)

    @Test("The whole file: the last day is part of it, texts are escaped, lines are folded at 75 octets and never within a character")
    func whole() {
        #expect(CalendarFile([Self.visit]).text().replacing("\r\n", with: "\n") == """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Triad//Appointments//EN
            CALSCALE:GREGORIAN
            BEGIN:VEVENT
            UID:review-1-visit@example.org
            DTSTAMP:20261208T093045Z
            SEQUENCE:2
            DTSTART;VALUE=DATE:20261231
            DTEND;VALUE=DATE:20270101
            SUMMARY:Visit\\; Alder\\, Birch \\\\ Cedar
            LOCATION:Alder Bank
            DESCRIPTION:First line\\nsecond line of the note\\, which is long enough to b
             e folded: Zoë\\, Siân and Łukasz come too\\, ünd nöch eïnige mêhr äl
             s gedäcĥt
            STATUS:CANCELLED
            END:VEVENT
            END:VCALENDAR

            """)
    }

    @Test("Every line ends in CRLF and has at most 75 octets; unfolded, each is a name, a colon and a value")
    func lines() {
        for length in 0...200 {
            var event = Self.visit
            event.title = String(repeating: "ö€😀,x", count: length / 4) + String(repeating: "y", count: length % 4)
            let text = CalendarFile([event, event]).text()
            #expect(text.hasSuffix("\r\n") && !text.replacing("\r\n", with: "").utf8.contains { $0 == 0x0A || $0 == 0x0D })
            let lines = text.components(separatedBy: "\r\n").dropLast()
            #expect(lines.allSatisfy { $0.utf8.count <= 75 })
            let unfolded = text.replacing("\r\n ", with: "").components(separatedBy: "\r\n").dropLast()
            #expect(unfolded.allSatisfy { $0.contains(":") && $0.first?.isUppercase == true })
            #expect(unfolded.contains("SUMMARY:" + event.title.replacing(",", with: "\\,")))
        }
    }
}
