import Foundation
import ProgramRunning
import Testing

@Suite("What a slip of the hand does not do")
struct SmallMistakesTests {
    let program: Program

    init() throws {
        program = try Program()
        try program.withReview()
    }

    private func mode(_ name: String) throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: program.place(name))[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test("a report is written over an earlier one, its owner's alone, and never over a Triad file, its log, its documents or a backup of it")
    func papers() throws {
        try program.write("An earlier one.", to: "report.html")
        let report = ["report", "triad-review-1", "review", "--out"]
        #expect(try program.run(report + ["report.html"]).code == 0)
        #expect(try mode("report.html") == 0o600)
        #expect(try String(contentsOfFile: program.place("report.html"), encoding: .utf8).contains("<html"))
        try program.write("%PDF-1.4\nA letter.\n%%EOF\n", to: "letter.pdf")
        try #require(try program.run("amend", "triad-review-1", "--state", "on-site", "--because", "On paper.", "--attach", "letter.pdf").code == 0)
        try #require(try program.run("backup", "copy").code == 0)
        try FileManager.default.createSymbolicLink(atPath: program.place("link"), withDestinationPath: program.place("a.triad"))
        for name in ["a.triad", "a.triad-wal", "a.triad.documents/page.html", "copy", "link"] {
            let ended = try program.run(report + [name])
            #expect(ended.code == 7 && ended.err.hasPrefix("\(name) is a Triad file, or belongs to one."), "\(name): \(ended.err)")
        }
        #expect(try program.run("verify").code == 0)
    }

    @Test("of the file itself nothing is asked as of then; its clock is")
    func asOf() throws {
        try #require(try program.run("clock", "set", "2026-06-01").code == 0)
        for words in [["verify"], ["doctor"], ["backup", "copy"]] {
            let ended = try program.run(words + ["--as-of", "2026-05-05"])
            #expect(ended.code == 2 && ended.err.hasPrefix("This is of the file as it is."), "\(words): \(ended.err)")
        }
        #expect(try program.run("clock", "--as-of", "2026-05-05").out == "Tuesday 5 May 2026 (virtual)\n")
        #expect(try program.run("clock").out == "Monday 1 June 2026 (virtual)\n")
        let report = try program.run("report", "triad-review-1", "review", "--kind", "markdown", "--as-of", "2026-05-05").out
        #expect(report.contains("5 May 2026") && !report.contains("1 June 2026"))
    }

    @Test("of several letters all are marked as sent, or none")
    func letters() throws {
        try #require(try program.run(["do", "triad-review-1", "schedule"] + Program.dates).code == 0)
        let waiting = try program.run("letters", "--format", "csv").out
        #expect(try program.run("letters", "sent", "1", "99").code == 3)
        #expect(try program.run("letters", "--format", "csv").out == waiting)
        #expect(try program.run("letters", "sent", "1", "2").code == 0)
        #expect(try program.run("letters", "--format", "csv").out != waiting)
    }

    @Test("a key with a draft, and a reason that is given twice, are told the way out")
    func words() throws {
        try program.write("itt: { narrative: Seen. }\n", to: "draft.yaml")
        let draft = try program.run(["sheet", "draft", "triad-review-1", "self", "--from", "draft.yaml", "--key", "ben:1"], as: "Hana Alder")
        #expect(draft.code == 2 && draft.err.contains("Leave it out; the same draft may be saved again."), "\(draft.err)")
        let vote = try program.run("vote", "cast", "triad-review-1", "decision", "yes", "itt=One.", "itt=Two.")
        #expect(vote.code == 2 && vote.err.hasPrefix("`itt` is given twice."), "\(vote.err)")
    }

    @Test("what would be erased is shown by the entries themselves")
    func erasing() throws {
        try #require(try program.run("do", "triad-review-1", "postpone", "reason=Zebedee is ill").code == 0)
        let shown = try program.run("erase", "--text", "Zebedee", "--because", "He asked for it")
        #expect(shown.code == 0 && shown.err.contains("triad-review-1/2") && shown.err.contains("Postpone"), "\(shown.err)")
        #expect(!shown.err.contains("not shown here"))
    }

    @Test("a backup without a document that is lost is written, says what it lacks, and is restored")
    func backup() throws {
        try program.write("%PDF-1.4\nA letter.\n%%EOF\n", to: "letter.pdf")
        try #require(try program.run("do", "triad-review-1", "postpone", "reason=Snow", "--attach", "letter.pdf").code == 0)
        try FileManager.default.removeItem(atPath: program.place("a.triad.documents"))
        let made = try program.run("backup", "copy")
        #expect(made.code == 8 && made.err.contains("The backup lacks what is lost: document 1 of triad-review-1 is missing."), "\(made.err)")
        let restored = try program.run("restore", "copy", "--to", "b.triad")
        #expect(restored.code == 8 && restored.err.contains("The backup lacks 1 document, as it said when it was made."), "\(restored.err)")
        #expect(try program.run("show", "triad-review-1", "--file", "b.triad").code == 0)
    }
}
