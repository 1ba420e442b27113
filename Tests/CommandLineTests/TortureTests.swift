import Foundation
import ProgramRunning
import Testing

@Suite("Nothing acknowledged is lost")
struct TortureTests {
    private static let tool = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Tools/torturing/torture.py").path

    /// The torturer on the debug binary, to its end.
    private func torture(_ arguments: [String]) throws -> Program.Ended {
        let process = Process(), out = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B", Self.tool, "--program", Program.path] + arguments
        process.standardOutput = out
        process.standardError = out
        try process.run()
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Program.Ended(code: process.terminationStatus, out: text, err: "")
    }

    @Test("by fifty kills: at every named point, and at any moment")
    func kills() throws {
        let ended = try torture(["--kills", "50", "--seed", "50"])
        #expect(ended.code == 0 && ended.out.contains("PASS  50 kills"), "\(ended.out)")
        for point in ["beforeEntry", "afterEntry", "afterProjection", "afterRequest", "beforeCommit", "afterCommit", "beforeAnswer", "afterAnswer"] {
            #expect(ended.out.contains("\(point) "), "\(ended.out)")
        }
    }

    @Test("by fifty cuts of the power: what was not synced is lost, torn, or there all the same")
    func cuts() throws {
        let ended = try torture(["--power", "50", "--seed", "50"])
        #expect(ended.code == 0 && ended.out.contains("PASS  50 power cuts"), "\(ended.out)")
    }

    @Test("by several processes at once, a disk that fills or fails, a file that may only be read, a request to end, a reader who leaves")
    func faults() throws {
        let ended = try torture(["--faults", "--seconds", "5", "--seed", "50"])
        #expect(ended.code == 0, "\(ended.out)")
        #expect(ended.out.split(separator: "\n").filter { $0.hasPrefix("PASS") }.count == 10, "\(ended.out)")
    }

    @Test(
        "a program that does lose it is found out, with the reason",
        arguments: [
            ("synchronous-off", ["--power", "20"]), ("synchronous-normal", ["--power", "20"]), ("answer-before-commit", ["--power", "60"]),
            ("commit-left-out", ["--kills", "200", "--within", "5", "--together", "1"]),
        ])
    func sabotage(_ what: String, _ arguments: [String]) throws {
        let ended = try torture(arguments + ["--seed", "50", "--sabotage", what])
        #expect(ended.code == 1, "\(ended.out)")
        #expect(ended.out.contains("FAIL  in round"), "\(ended.out)")
        // A draft is no entry: it is named by its sheet.
        #expect(try Regex("lost: (the draft of .* )?torturer:[0-9]+").firstMatch(in: ended.out) != nil, "\(ended.out)")
    }
}
