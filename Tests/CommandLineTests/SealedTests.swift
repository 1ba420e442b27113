import Foundation
import GRDB
import ProgramRunning
import Testing

@Suite("A sealed sheet, asked for with every command")
struct SealedTests {
    @Test("until all are sealed no command tells anybody but its rater a word of a sheet, and no entry's bytes hold one")
    func sealed() throws {
        let program = try Program()
        try program.withReview()
        try program.toJudging()
        try program.write("From Zinnia.\n", to: "Zinnia.txt")
        try program.sheet("peer", "above", "Zinnia", as: "Ben Brindle", "--attach", "Zinnia.txt")
        let place = "triad-review-1"
        let asked = [
            ["show", place], ["rows", place], ["log"], ["sheet", "show", place, "peer"], ["sheet", "show", place, "peer", "--role", "lead"],
            ["inbox"], ["due"], ["cases"], ["why", place, "close-conference"], ["why", place, "agree-area", "criterion=itt", "chosen=lead"],
            ["letters", "list", "--all"], ["doctor"], ["owed"], ["planner", "--kind", "json"], ["report", place, "review", "--kind", "html"],
            ["report", place, "review", "--kind", "json"], ["sheet", "seal", place, "peer", "--role", "lead", "--dry-run"],
            ["do", place, "agree-area", "criterion=itt", "chosen=lead", "reason=x", "--dry-run"], ["letters", "write", "out"],
            ["documents", place], ["document", place, "1", "--to", "paper"], ["changes"], ["bundle", place, "--to", "bundle.html", "--replace"],
        ]
        for person in ["Ada Marsh", "Hana Alder", "Cleo Candle", nil] {
            for arguments in asked {
                let hasFormat = !["report", "planner"].contains(arguments[0]) && !(arguments[0] == "letters" && arguments[1] == "write")
                let ended = try program.run(arguments + (hasFormat ? ["--format", "json"] : []), as: person)
                #expect(!(ended.out + ended.err).contains("Zinnia") && !ended.out.contains("\"level\":\"above\""), "\(person ?? "nobody") \(arguments)")
            }
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: program.place("out")) {
            #expect(try !String(contentsOfFile: program.place("out/\(name)"), encoding: .utf8).contains("Zinnia"))
        }
        #expect(!FileManager.default.fileExists(atPath: program.place("paper")))
        #expect(try !String(contentsOfFile: program.place("bundle.html"), encoding: .utf8).contains("Zinnia"))
        #expect(try program.run("documents", place, as: "Ben Brindle").out.contains("Zinnia.txt"))
        #expect(try program.run("sheet", "show", place, "peer", as: "Ben Brindle").out.contains("Zinnia"))
        #expect(try program.run("verify").code == 0)
        let entries = try DatabaseQueue(path: program.place("a.triad")).read { try Data.fetchAll($0, sql: "SELECT bytes FROM entry") }
        #expect(entries.count > 10)
        for secret in ["Zinnia", "above", "Ours", "hana@alder.example", "Hana Alder"] {
            #expect(entries.allSatisfy { $0.range(of: Data(secret.utf8)) == nil }, "\(secret)")
        }

        try program.sheet("peer", "below", "Yarrow", as: "Cleo Candle")
        #expect(try program.run("sheet", "show", place, "peer", as: "Cleo Candle").out.contains("Zinnia"), "open when all are sealed")
        #expect(try program.run("documents", place, as: "Cleo Candle").out.contains("Zinnia.txt"))
        #expect(try !program.run("sheet", "show", place, "peer", as: nil).out.contains("Zinnia"))
    }
}

extension Program {
    /// Dates set, both reviewers in; the host's self-evaluation is asked for.
    func toPreparing() throws {
        try did(["do", "triad-review-1", "schedule"] + Program.dates)
        for person in ["Ben Brindle", "Cleo Candle"] { try did(["do", "triad-review-1", "accept-role", "confidentiality=yes"], as: person) }
    }

    /// The visit has ended; the reviewers judge apart.
    func toJudging() throws {
        try toPreparing()
        try sheet("self", "embedding", "Ours", as: "Hana Alder")
        try did(["do", "triad-review-1", "agree-scope", "focus=Reading", "development=yes"], as: "Ben Brindle")
        try did(["do", "triad-review-1", "agree-scope", "development=yes"], as: "Hana Alder")
        try did(["clock", "set", "2026-10-06"])
        try did(["do", "triad-review-1", "open-visit", "reviewers_present=2", "timetable=yes"], as: "Ben Brindle")
        try did(["do", "triad-review-1", "record", "area=itt", "polarity=strength", "source=Lesson", "seen=Trainees plan."], as: "Cleo Candle")
        try did(["clock", "set", "2026-10-07"])
        try did(["do", "triad-review-1", "leave"], as: "Ben Brindle")
    }

    func sheet(_ sheet: String, _ level: String, _ words: String, as person: String, _ more: String...) throws {
        let areas = ["leadership", "infrastructure", "itt", "cpd", "school_support"]
        try write(areas.map { "\($0): { level: \(level), narrative: \(words), evidence: [\"1\"] }\n" }.joined(), to: "sheet.yaml")
        try did(["sheet", "draft", "triad-review-1", sheet, "--from", "sheet.yaml"], as: person)
        try did(["sheet", "seal", "triad-review-1", sheet] + more, as: person)
    }

    func did(_ arguments: [String], as person: String = "Ada Marsh") throws {
        let ended = try run(arguments, as: person)
        try #require(ended.code == 0, "\(arguments): \(ended.err)")
    }
}
