import Foundation
import ProgramRunning
import Testing

@Suite("What nobody should type is answered all the same")
struct HostileWordsTests {
    let program: Program

    init() throws {
        program = try Program()
        try program.withReview()
    }

    private func expect(_ arguments: [String], code: Int32, _ parts: String..., as person: String? = "Ada Marsh", sourceLocation: SourceLocation = #_sourceLocation) throws {
        let before = try program.run("head").out
        let ended = try program.run(arguments, as: person)
        #expect(ended.code == code, "\(arguments): \(ended.err)", sourceLocation: sourceLocation)
        for part in parts { #expect(ended.err.contains(part), "\(ended.err)", sourceLocation: sourceLocation) }
        #expect(ended.err.utf8.count < 20_000, sourceLocation: sourceLocation)
        #expect(!hasControls(ended.err + ended.out), "\(arguments)", sourceLocation: sourceLocation)
        #expect(try program.run("head").out == before, "nothing was written", sourceLocation: sourceLocation)
    }

    private func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || (0x7F..<0xA0).contains($0.value) || (0x202A...0x202E).contains($0.value) }
    }

    @Test("words that no option takes end as mistyped, and none of their control characters is obeyed")
    func parser() throws {
        let event = ["do", "triad-review-1", "postpone", "reason=x"]
        try expect(event + ["--seen", "-1"], code: 2, "Missing value for '--seen <entry>'")
        try expect(event + ["--seen", "99999999999999999999"], code: 2, "is invalid for '--seen <entry>'")
        try expect(event + ["--came", "\u{1B}[31mpigeon\u{202E}"], code: 2, "is invalid for '--came <came>'")
        try expect(["register", "lst\u{9B}31m"], code: 2, "is invalid for '<part>'")
        try expect(["nonsense\u{1B}[2J"], code: 2, "Unexpected argument")
        try expect(event + ["--key", "one"], code: 2, "`one` is no key.")
        try expect(event + ["--key", "a:\(String(repeating: "k", count: 100))"], code: 2, "(out-of-range)")
        try expect(["proof", "a/b/c"], code: 2, "is no entry")
        try expect(["proof", "triad-review-1/-1"], code: 3, "(unknown-row)")
        try expect(["log", "no\u{1B}where"], code: 3, "(unknown-case)")
        try expect(["do", "triad-review-1"] + (0..<5_000).map { "f\($0)=1" }, code: 2, "5003 words are more than any command takes.")
    }

    @Test("each way in which a command can end has its exit code")
    func exits() throws {
        let commands: [[String]] = [
            ["show", "triad-review-1"], ["do", "triad-review-1", "leave"], ["do", "triad-review-1", "postpone"], ["show", "nowhere"],
            ["appoint", "triad-review-1", "lead=alder", "--because", "x"], ["clock", "set", "2026-01-01"], ["check", "people.csv"],
            ["show", "triad-review-1", "--file", "nowhere.triad"],
        ]
        let ended = try commands.map { try program.run($0) }
        #expect(ended.map(\.code) == [0, 1, 2, 3, 4, 5, 6, 7])
        #expect(ended.map { $0.err.contains("what now:") } == [false, true, true, true, true, true, false, true])
    }

    @Test("an argument that is not UTF-8 is refused, not kept as something that nobody typed")
    func notText() throws {
        try program.write("exec '\(Program.path)' do triad-review-1 postpone \"$(printf 'reason=caf\\351')\"\n", to: "latin.sh")
        let process = Process(), err = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [program.place("latin.sh")]
        process.environment = ["TRIAD_FILE": program.place("a.triad"), "TRIAD_AS": "Ada Marsh"]
        process.standardError = err
        try process.run()
        let words = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 2)
        #expect(words == "Word 4 is not text in UTF-8: reason=caf\u{FFFD}\n  what now: Type it in a terminal that writes UTF-8.\n")
    }

    @Test("days that no calendar has, and days at the edge of time", arguments: [
        "2026-02-29", "0000-01-01", "2026-13-01", "10/7/2026", "", " 2026-05-04", "2026-05-04 25:00", "99999-01-01",
    ])
    func days(_ day: String) throws {
        try expect(["do", "triad-review-1", "postpone", "reason=x", "--on", day], code: 2, "`\(day)` is no date.")
    }

    @Test("a virtual clock at the end of the year 9999 traps nothing")
    func endOfTime() throws {
        #expect(try program.run("clock", "set", "9999-12-31").code == 0)
        for arguments in [["tick"], ["inbox"], ["due"], ["show", "triad-review-1"], ["verify"], ["planner", "--from", "9999-12-01", "--months", "24"]] {
            #expect(try program.run(arguments).code == 0, "\(arguments)")
        }
        try expect(["do", "triad-review-1", "schedule"] + Program.dates, code: 6, "(guard-error)", "Add the bank holidays of 9999 to the calendar.")
    }

    @Test("a number of an entry that is not there yet, the same name twice, and a key used for something else are refused")
    func contradictions() throws {
        try expect(["do", "triad-review-1", "postpone", "reason=x", "--seen", "99"], code: 2, "The case has no entry 99 yet; its last is 1.  (out-of-range)")
        try expect(["start", "triad-review", "--subject", "alder", "lead=brindle", "reviewer=candle", "data.cycle=a", "data.cycle=b"], code: 2, "`data.cycle` is given twice.")
        try expect(["register", "add", "people", "id=p9", "name=A", "name=B"], code: 2, "`name` is given twice.")
        let once = try program.run("do", "triad-review-1", "postpone", "reason=x", "--key", "me:1")
        let again = try program.run("do", "triad-review-1", "postpone", "reason=x", "--key", "me:1")
        #expect(once.code == 0 && once == again)
        try expect(["do", "triad-review-1", "postpone", "reason=y", "--key", "me:1"], code: 5, "(key-reused)")
    }

    @Test("names that hide something are refused where they are given")
    func names() throws {
        for (name, fault) in [("", "is empty"), ("A\u{1B}[0m", "the control character U+001B"), ("A\u{202E}B", "U+202E"), (String(repeating: "x", count: 201), "200 are allowed")] {
            let ended = try program.run("new", "b.triad", "--coordinator", name)
            #expect(ended.code == 2 && ended.err.contains("The coordinator's name") && ended.err.contains(fault), "\(ended.err)")
            #expect(!FileManager.default.fileExists(atPath: program.place("b.triad")))
        }
        try expect(["register", "add", "people", "id=p20", "name=\u{202E}live"], code: 2, "the writing-direction override U+202E")
        #expect(try program.run("register", "add", "people", "id=p20", "name==HYPERLINK(\"x\")").code == 0)
        #expect(try program.run("register", "list", "people", "--format", "csv").out.contains("p20,\"'=HYPERLINK(\"\"x\"\")\","))
    }
}
