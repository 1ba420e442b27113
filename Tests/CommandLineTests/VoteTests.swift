import Foundation
import ProgramRunning
import Testing

@Suite("Votes at the command line")
struct VoteTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("a panel of the example workflow votes; who has is shown, and how only when all have")
    func panel() throws {
        let program = try Program()
        let examples = Self.root.appendingPathComponent("Sources/TriadKit/TriadKit.docc/Examples").path
        let tables = ["organisations", "people", "affiliations"].map { Self.root.appendingPathComponent("Tools/story/larkmere/\($0).csv").path }
        func done(_ words: [String], as person: String = "Ada Marsh") throws {
            let ended = try program.run(words, as: person)
            try #require(ended.code == 0, "\(words): \(ended.err)")
        }
        try done(["new", "a.triad", "--coordinator", "Ada Marsh", "--virtual", "2026-06-22"])
        try done(["import"] + tables + ["--apply"])
        try done(["start", "bursary-panel", "--definitions", examples, "--subject", "Tom Sedgley", "chair=Celia Harmon", "panel=Grace Tolland", "panel=Bridget Foulds"])
        try done(["do", "bursary-panel-1", "ask", "asked=A course in mentoring"], as: "Tom Sedgley")
        try done(["vote", "cast", "bursary-panel-1", "award", "granted", "--reason", "It fits."], as: "Celia Harmon")
        #expect(try program.run(["vote", "bursary-panel-1", "award"], as: "Grace Tolland").out == """
            Award of the bursary
            Choices: granted, not_granted
            3 present, quorum 3; more than half of the votes carry
            Member          Part                Vote
            Celia Harmon    Chair of the panel  voted
            Grace Tolland   Panel               not yet
            Bridget Foulds  Panel               not yet

            """)
        #expect(try program.run(["inbox"], as: "Grace Tolland").out.contains("vote cast award"))
        let mistyped = try program.run(["vote", "cast", "bursary-panel-1", "award", "grnted", "--reason", "So."], as: "Grace Tolland")
        #expect(mistyped.code == 2 && mistyped.err.contains("Did you mean granted?"))
        let again = try program.run(["vote", "cast", "bursary-panel-1", "award", "not_granted", "--reason", "No."], as: "Celia Harmon")
        #expect(again.code == 1 && again.err.contains("(already-voted)"))
        try done(["vote", "cast", "bursary-panel-1", "award", "granted", "--reason", "Now."], as: "Grace Tolland")
        let tried = try program.run(["vote", "cast", "bursary-panel-1", "award", "not_granted", "--reason", "No.", "--dry-run"], as: "Bridget Foulds")
        #expect(tried.code == 1 && tried.err.contains("(opens-sheets)"))
        try done(["vote", "cast", "bursary-panel-1", "award", "not_granted", "--reason", "Next year."], as: "Bridget Foulds")
        #expect(try program.run(["vote", "bursary-panel-1", "award"], as: "Grace Tolland").out.hasSuffix("""
            By              Choice       Why
            Celia Harmon    granted      It fits.
            Grace Tolland   granted      Now.
            Bridget Foulds  not_granted  Next year.
            granted: 2, not_granted: 1
            Carried: granted

            """))
        #expect(try program.run(["vote", "bursary-panel-1", "award"], as: "Tom Sedgley").code == 3, "she is told the outcome alone")
        #expect(try program.run(["verify"], as: "Ada Marsh").code == 0)
    }
}
