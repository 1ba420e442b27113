import Foundation
import ProgramRunning
import Testing

@Suite("Two processes at once, and one that is killed")
struct ManyProcessesTests {
    let program: Program

    init() throws {
        program = try Program()
        try program.withReview()
    }

    @Test("with the entry that both looked at, one wins and the other is told what changed")
    func seen() throws {
        let first = try program.run(["do", "triad-review-1", "schedule", "--seen", "1"] + Program.dates)
        #expect(first.code == 0, "\(first.err)")
        let second = try program.run(["do", "triad-review-1", "postpone", "reason=Snow", "--seen", "1"])
        #expect(second.code == 5)
        #expect(second.err.contains("(changed-since)"))
        let third = try program.run(["do", "triad-review-1", "postpone", "reason=Snow"])
        #expect(third.code == 0, "decided on the new state: \(third.err)")
    }

    @Test("four processes write at once: every entry that was answered is there, and verify is clean")
    func together() throws {
        try #require(try program.run(["do", "triad-review-1", "schedule"] + Program.dates).code == 0)
        for person in ["Ben Brindle", "Cleo Candle"] {
            try #require(try program.run(["do", "triad-review-1", "accept-role", "confidentiality=yes"], as: person).code == 0)
        }
        var running: [(process: Process, out: Pipe, err: Pipe)] = []
        for round in 0..<3 {
            for person in ["Ben Brindle", "Cleo Candle", "Ben Brindle", "Cleo Candle"] {
                running.append(try program.started(["do", "triad-review-1", "request-document", "wanted=Paper \(round)"], as: person))
            }
        }
        var done = 0
        for one in running {
            _ = one.out.fileHandleForReading.readDataToEndOfFile()
            let words = String(decoding: one.err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            one.process.waitUntilExit()
            #expect(one.process.terminationStatus == 0, "\(words)")
            done += one.process.terminationStatus == 0 ? 1 : 0
        }
        let rows = try program.run("rows", "triad-review-1", "requests", "--format", "csv").out
        #expect(rows.split(separator: "\r\n").count == done + 1)
        #expect(try program.run("verify").code == 0)
    }

    @Test("killed in the middle, again and again: what was answered is there, and verify is clean")
    func killed() throws {
        func entries() throws -> Int { try #require(Int(try program.run("head", "--format", "csv").out.split(separator: "\r\n").last?.split(separator: ",").first ?? "")) }
        let before = try entries()
        var answered = 0
        for round in 0..<12 {
            let one = try program.started(["do", "triad-review-1", "pass-on-concern", "passed_to=chair_of_governors"], as: round.isMultiple(of: 2) ? "Ben Brindle" : "Cleo Candle")
            usleep(UInt32(15_000 * round))
            if one.process.isRunning { kill(one.process.processIdentifier, SIGKILL) }
            one.process.waitUntilExit()
            if one.process.terminationReason == .exit, one.process.terminationStatus == 0 { answered += 1 }
        }
        // One that was killed between its commit and its answer is there as well.
        #expect(try (before + answered...before + 12).contains(entries()))
        let verified = try program.run("verify")
        #expect(verified.code == 0, "\(verified.out) \(verified.err)")
    }
}
