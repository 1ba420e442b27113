import Casework
import Testing

@testable import Reporting
@testable import TriadKit

@Suite("What a coordinator has in hand")
struct MondayTests {
    @Test("the Monday list, word for word: what is late, for whom it waits, and the text of a reminder")
    func monday() throws {
        let larkmere = try Larkmere()
        try larkmere.toPreparing()
        try larkmere.clock("2026-12-14")
        let monday = try larkmere.triad.monday(days: 14, as: Larkmere.coordinator)
        let text = FormTests.text(monday.page)
        #expect(text == """
            Monday list

            Late, or due by Monday 28 December 2026

            Date: Monday 14 December 2026
            To see to: 3

            Due soon
            --------

            * 3
              Due: 17 Dec 2026
              School: Alder Bank
              What: Send the self-evaluation
              Waits for: Ben Oduya, host lead

            For you
            -------

            * Cedar Vale: Settle the dates of the review, 83 days late (triad-review-2)
            * Birch Hill: Settle the dates of the review, 83 days late (triad-review-3)

            3. To Ben Oduya (p2@example.org)
            --------------------------------

            Due Thursday 17 December 2026.

                A reminder about the review of Alder Bank
                
                Dear Ben Oduya,
                
                A friendly reminder: the review of Alder Bank waits for you.
                
                * Send the self-evaluation, by Thursday 17 December 2026
                
                If something stands in the way, or if it is done and has only not reached me, one line is enough.
                
                With best wishes, Ada Marsh

            Monday list of Monday 14 December 2026
            """)
        #expect(monday.chasers.map { $0.line.to?.name } == [Larkmere.host])
        #expect(try monday.chasers.first?.paper.mail()?.contains("To: Ben Oduya <p2@example.org>") == true)
    }

    @Test("each reminder is a message of its own, whatever else is written at the same moment")
    func messageIDs() throws {
        let larkmere = try Larkmere()
        try larkmere.sent(Larkmere.coordinator, "schedule", [
            "papers_on": "2026-12-01", "visit_on": "2027-01-19", "visit_until": "2027-01-20", "workshop_on": "2027-02-23", "impact_on": "2027-06-22",
        ])
        let monday = try larkmere.triad.monday(days: 60, as: Larkmere.coordinator)
        let ids = try monday.chasers.compactMap { try $0.paper.mail() }.compactMap { mail in
            mail.split(whereSeparator: \.isNewline).first { $0.hasPrefix("Message-ID:") }
        }
        #expect(ids.count > 1 && Set(ids).count == ids.count, "\(ids)")
    }

    @Test("who manages nothing has an empty list, and no page for the board")
    func others() throws {
        let larkmere = try Larkmere()
        try larkmere.toPreparing()
        let list: MondayList = try larkmere.triad.answer(.monday(days: 366), as: Larkmere.lead)
        #expect(list.lines.isEmpty && list.diary.isEmpty)
        let refusal = #expect(throws: Refusal.self) { try larkmere.triad.board(as: Larkmere.lead) }
        #expect(refusal?.code == .notYours)
    }

    @Test("the page for the board counts, and names nobody")
    func board() throws {
        let larkmere = try Larkmere()
        try larkmere.toEnd()
        let text = FormTests.text(try larkmere.triad.board(as: Larkmere.coordinator))
        #expect(text.contains("Reviews: 3, of which 2 under way"))
        #expect(text.contains("Evidence: 2 pieces, 2 of strength and 0 for development"))
        #expect(text.contains("Actions: 1: 1 done, 0 under way, 0 not begun, 0 dropped"))
        for name in [Larkmere.host, Larkmere.lead, Larkmere.second, Larkmere.reader] { #expect(!text.contains(name)) }
    }

    @Test("before any review has begun the board reads that none has")
    func emptyBoard() throws {
        let folder = try Larkmere()
        let text = FormTests.text(try folder.triad.board(as: Larkmere.coordinator))
        #expect(text.contains("Triads: 1, of which 1 in a running cycle and 0 with a complete one"))
    }
}
