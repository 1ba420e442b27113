import Foundation
import ProgramRunning
import Testing

@Suite("Tables as people save them")
struct BadTableTests {
    let program: Program

    init() throws {
        program = try Program()
        try program.withReview()
    }

    @Test("what only follows from a mistake in a table above is not told, and a near identifier is")
    func follows() throws {
        try program.write("id,name,kind,phase\nelm,Elm School,school,primary\noak,Oak High,school,secondry\n", to: "schools.csv")
        try program.write("id,name\np20,Eve Elm\np21,\n", to: "people.csv")
        try program.write("person,organisation,post,from\np20,elm,head,2020-09-01\np21,oak,head,2020-09-01\np20,aldr,deputy,2020-09-01\n", to: "posts.csv")
        let before = try program.run("head").out
        let ended = try program.run("import", "schools.csv", "people.csv", "posts.csv", "--apply")
        #expect(ended.code == 2)
        #expect(ended.err.split(separator: "\n").count == 4, "\(ended.err)")
        for part in [
            "schools.csv, row 2, phase:", "people.csv, row 2, name: The cell is empty.",
            "posts.csv, row 3, organisation: There is no organisation aldr. Add it first, or check the identifier. Did you mean alder?",
        ] { #expect(ended.err.contains(part), "\(part): \(ended.err)") }
        #expect(try program.run("head").out == before)
    }

    @Test("the example of the page on writing a workflow can be begun, though its rubric has the workflow's name and another file's")
    func example() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let examples = root.appendingPathComponent("Sources/TriadKit/TriadKit.docc/Examples").path
        let ended = try program.run("start", "learning-walk", "--definitions", examples, "--subject", "alder", "visitors=brindle", "visitors=candle")
        #expect(ended.code == 0, "\(ended.err)")
    }

    @Test("letters whose writer has no address say so")
    func letters() throws {
        try #require(try program.run(["do", "triad-review-1", "schedule"] + Program.dates).code == 0)
        let ended = try program.run("letters", "write", "letters/")
        #expect(ended.out.contains("letters/1-invitation.html  Ben Brindle (no e-mail address of Ada Marsh, who writes it: no .eml)\n"), "\(ended.out)")
    }

    @Test("who sees only what is public is told so when she asks for a report")
    func report() throws {
        try program.write("id,name\nelm,Elm School\n", to: "organisations.csv")
        try program.write("id,name\np20,Eve Elm\n", to: "people.csv")
        try program.write("person,organisation,post,from\np20,elm,head,2020-09-01\n", to: "affiliations.csv")
        try #require(try program.run("import", "organisations.csv", "people.csv", "affiliations.csv", "--apply").code == 0)
        let ended = try program.run("report", "triad-review-1", "review", as: "Eve Elm")
        #expect(ended == Program.Ended(code: 4, out: "", err: """
            Eve Elm sees of triad-review-1 only what is public; a report needs more.  (not-yours)
              where: as
              what now: Ask for it as somebody who takes part in the case.

            """))
    }

    @Test("a condition that is not met is told in sentences alone")
    func condition() throws {
        var dates = Program.dates
        dates[2] = "visit_until=2026-10-05"
        let ended = try program.run(["do", "triad-review-1", "schedule"] + dates)
        #expect(ended == Program.Ended(code: 1, out: "", err: """
            The dates must follow one another: papers, visit, workshop, impact review.  (guard-not-met)
              where: schedule
              what now: Last day of the visit: 5 Oct 2026; at least 6 Oct 2026 is needed.

            """))
    }
}
