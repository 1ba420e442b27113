import Foundation
import ProgramRunning
import Testing

@Suite("What is typed wrong is answered with a place and a way out")
struct BadCommandTests {
    let program: Program

    init() throws {
        program = try Program()
        try program.withReview()
    }

    private func expect(_ arguments: String..., code: Int32, err: String, as person: String? = "Ada Marsh", sourceLocation: SourceLocation = #_sourceLocation) throws {
        let entries = try program.run("head").out
        let ended = try program.run(arguments, as: person)
        #expect(ended == Program.Ended(code: code, out: "", err: err + "\n"), sourceLocation: sourceLocation)
        #expect(try program.run("head").out == entries, "nothing was written", sourceLocation: sourceLocation)
    }

    @Test("an unknown case, event, field, person and date each has its sentence and its exit code")
    func unknownNames() throws {
        try expect("do", "triad-review-9", "schedule", code: 3, err: """
            There is no case triad-review-9.  (unknown-case)
              where: triad-review-9
              what now: Did you mean triad-review-1?
            """)
        try expect("do", "triad-review-1", "schedul", code: 3, err: """
            There is no event schedul in Triad peer review.  (unknown-event)
              where: schedul
              what now: Did you mean schedule?
            """)
        try expect("do", "triad-review-1", "schedule", "papers_onn=2026-09-10", code: 2, err: """
            6 fields need another value.  (unknown-field)
              where: papers_onn
              - papers_onn: There is no field papers_onn here; did you mean papers_on?
              - papers_on: Papers exchanged on (papers_on) is missing.
              - visit_on: First day of the visit (visit_on) is missing.
              - visit_until: Last day of the visit (visit_until) is missing.
              - workshop_on: Workshop on (workshop_on) is missing.
              - impact_on: Impact review on (impact_on) is missing.
              what now: Give these fields as the form asks.
            """)
    }

    @Test("somebody who coordinates nothing declares her own interest, and nobody else's")
    func ownInterest() throws {
        let own = try program.run("register", "add", "interests", "person=p10", "with_organisation=brindle", "kind=family", "declared_on=2026-05-01", as: "p10")
        #expect(own.code == 0, "\(own.err)")
        let listed = try program.run("register", "list", "interests", as: "p10")
        #expect(listed.out.contains("brindle"))
        try expect("register", "add", "interests", "person=p11", "with_organisation=candle", "kind=family", "declared_on=2026-05-01", code: 4, err: """
            This is for the file's coordinators: P1.  (not-yours)
              where: as
            """, as: "p10")
    }

    @Test("a field of the wrong kind, a date that is none, and a field given twice change nothing")
    func wrongKinds() throws {
        var arguments = ["do", "triad-review-1", "schedule"] + Program.dates
        arguments[3] = "papers_on=2026-02-30"
        let ended = try program.run(arguments)
        #expect(ended.code == 2)
        #expect(ended.err == """
            Papers exchanged on (papers_on) must be a date such as 2027-01-12.  (wrong-type)
              where: papers_on
              - papers_on: Papers exchanged on (papers_on) must be a date such as 2027-01-12.
              what now: Give these fields as the form asks.

            """)
        try expect("do", "triad-review-1", "postpone", "reason=a", "reason=b", code: 2, err: """
            `reason` is given twice.
              what now: Give it once; a list is written with | between its items.
            """)
        try expect("do", "triad-review-1", "postpone", "reason", code: 2, err: """
            `reason` is not of the form name=value.
              what now: Write, say, visit_on=2027-01-12.
            """)
    }

    @Test("ten megabytes in a field of 500 characters are refused for what they are")
    func longText() throws {
        try program.write("reason: \(String(repeating: "x", count: 10))\n", to: "unused.yaml")
        let ended = try program.run("do", "triad-review-1", "postpone", "reason=\(String(repeating: "x", count: 100_000))")
        #expect(ended.code == 2)
        #expect(ended.err.contains("(out-of-range)"))
        #expect(ended.err.utf8.count < 1_000)
    }

    @Test("what is in the future or before the case began is refused")
    func times() throws {
        var ended = try program.run(["do", "triad-review-1", "schedule", "--on", "2027-01-01"] + Program.dates)
        #expect(ended.code == 2)
        #expect(ended.err.contains("(date-in-future)"))
        ended = try program.run(["do", "triad-review-1", "schedule", "--on", "2026-01-01"] + Program.dates)
        #expect(ended.code == 2)
        #expect(ended.err.contains("(before-case)"))
        ended = try program.run("clock", "set", "2026-01-01")
        #expect(ended.code == 5)
        #expect(ended.err.contains("(clock-backwards)"))
    }

    @Test("a stranger sees what is public, and does nothing")
    func strangers() throws {
        let shown = try program.run("inbox", as: nil)
        #expect(shown == Program.Ended(code: 2, out: "", err: "Who does this?\n  what now: Add --as PERSON, or set TRIAD_AS.\n"))
        let ended = try program.run(["do", "triad-review-1", "schedule"] + Program.dates, as: "Cleo Candle")
        #expect(ended.code == 4)
        #expect(ended.err.contains("(not-yours)"))
    }

    @Test("control characters and direction marks of people's texts never reach the terminal")
    func controls() throws {
        let reason = "a\u{1B}[31mred\u{202E}evil\u{7}"
        let ended = try program.run("do", "triad-review-1", "postpone", "reason=\(reason)")
        let shown = try program.run("log", "triad-review-1")
        for text in [ended.err, ended.out, shown.out, shown.err] {
            #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{7}" })
        }
    }

    @Test("a broken import says every mistake at once and changes nothing")
    func brokenImport() throws {
        try program.write("person,organisation,post,from\np10,nowhere,head,2020-09-01\nghost,alder,head,2020-09-01\np11,alder,head,2020-02-30\n", to: "affiliations.csv")
        let before = try program.run("head").out
        let ended = try program.run("import", "affiliations.csv", "--apply")
        #expect(ended.code == 2)
        for part in ["row 1, organisation", "row 2, person", "row 3, from", "Nothing was changed"] { #expect(ended.err.contains(part), "\(part): \(ended.err)") }
        #expect(try program.run("head").out == before)
    }
}
