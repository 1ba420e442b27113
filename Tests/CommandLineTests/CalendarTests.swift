import Foundation
import JSON
import ProgramRunning
import Testing

@Suite("A new version of a calendar, from the command line")
struct CalendarTests {
    let program: Program

    init() throws {
        program = try Program()
        try program.withReview()
    }

    /// The calendar in use with a holiday more, and its version raised.
    private func proclaimed(_ day: String, version: Int = 2) throws -> String {
        let shown = try program.run(["calendar", "show"], as: nil)
        try #require(shown.code == 0 && shown.err.isEmpty)
        let christmas = #"      - { date: "2026-12-25", name: "Christmas Day" }"#
        let text = shown.out.replacing("\nversion: 1\n", with: "\nversion: \(version)\n").replacing(christmas, with: "      - { date: \"\(day)\", name: Proclaimed }\n" + christmas)
        return try program.write(text, to: "ours.yaml")
    }

    @Test("tried, it says what would move and changes nothing; done, it says what moves; again, that it is so")
    func applied() throws {
        let file = try proclaimed("2026-05-12")
        let head = try program.run("head").out
        let table = """
            Case             Clock     From         To           Why
            triad-review-1   proposed  26 May 2026  27 May 2026  Tue 12 May 2026 no longer counts (Proclaimed)

            """
        let arguments = ["calendar", "apply", file, "--because", "Proclaimed today."]
        let tried = try program.run(arguments + ["--dry-run"])
        #expect(tried.code == 0 && tried.err.hasSuffix("1 running clock would move.\n"), "\(tried.err)")
        #expect(plain(tried.out) == plain(table))
        #expect(try program.run("head").out == head)
        let done = try program.run(arguments)
        #expect(done == Program.Ended(code: 0, out: tried.out, err: tried.err.replacing("would move", with: "moves")))
        let again = try program.run(arguments)
        #expect(again == Program.Ended(code: 1, out: "", err: """
            england-schools 2 is in use already.  (already-so)
              where: england-schools

            """))
        #expect(try program.run("verify").code == 0)
        #expect(try program.run("calendar", "show").out.contains("name: Proclaimed"))
    }

    /// Columns are parted by as much room as there is.
    private func plain(_ text: String) -> [[Substring]] { text.split(separator: "\n").map { $0.split(separator: " ") }.filter { $0.first?.allSatisfy { $0 == "-" || $0 == "─" } != true } }

    @Test("where nothing moves it says so; for programs it is one object, or rows")
    func formats() throws {
        let file = try proclaimed("2026-06-12")
        let none = try program.run(["calendar", "apply", file, "--because", "Proclaimed.", "--dry-run"])
        #expect(none.code == 0 && none.out.isEmpty && none.err.hasSuffix("No running clock would move.\n"), "\(none)")
        let moving = try proclaimed("2026-05-12")
        let json = try program.run(["calendar", "apply", moving, "--because", "Proclaimed.", "--dry-run", "--format", "json"])
        let reply = try JSON.Value.parse(json.out)
        #expect(json.err.isEmpty && reply["moves"]?[0] == [
            "case": "triad-review-1", "clock": "proposed", "from": "2026-05-26", "to": "2026-05-27", "why": "Tue 12 May 2026 no longer counts (Proclaimed)",
        ])
        let rows = try program.run(["calendar", "apply", moving, "--because", "Proclaimed.", "--dry-run", "--format", "csv"])
        #expect(rows.out.split(whereSeparator: \.isNewline).map(String.init) == [
            "Case,Clock,From,To,Why", "triad-review-1,proposed,26 May 2026,27 May 2026,Tue 12 May 2026 no longer counts (Proclaimed)",
        ])
    }

    @Test("a file that is no calendar, another calendar's name, a training day on a Sunday: each is told with its place")
    func mistakes() throws {
        let file = try proclaimed("2026-05-12")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        func applied(_ text: String) throws -> Program.Ended {
            try program.run(["calendar", "apply", program.write(text, to: "wrong.yaml"), "--because", "x"])
        }
        let sunday = try applied(text.replacing(#""2026-09-02", name: training"#, with: #""2026-09-06", name: training"#))
        #expect(sunday.code == 2)
        #expect(sunday.err.contains("The training day 6 Sep 2026 is a Sunday.") && sunday.err.contains("FOLDER/wrong.yaml:"), "\(sunday.err)")
        let other = try applied(text.replacing("\ncalendar: england-schools\n", with: "\ncalendar: welsh-schools\n"))
        #expect(other == Program.Ended(code: 3, out: "", err: """
            No calendar welsh-schools is in use in this file.  (unknown-calendar)
              where: welsh-schools
              what now: In use: england-schools. The key `calendar` says which one a file is a version of.

            """))
        #expect(try applied("what: ever\n").code == 2)
        #expect(try applied("\u{0}").code == 2)
        #expect(try program.run(["calendar", "apply", "nowhere.yaml", "--because", "x"]).code == 7)
        #expect(try program.run(["calendar", "apply", file]).code == 2, "no reason")
        let stranger = try program.run(["calendar", "apply", file, "--because", "x"], as: "Hana Alder")
        #expect(stranger.code == 4)
    }
}
