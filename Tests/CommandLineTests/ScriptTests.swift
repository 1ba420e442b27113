import Foundation
import GRDB
import JSON
import ProgramRunning
import Testing

@Suite("Scripts without the pipe")
struct ScriptTests {
    private let program: Program

    init() throws {
        program = try Program()
        try program.withReview()
    }

    private func adding(_ id: String) -> String { #"{"method": "register.add", "params": {"as": "Ada Marsh", "part": "people", "row": {"id": "\#(id)", "name": "Person \#(id)"}}}"# }

    private func size() throws -> Int64? { try JSON.Value.parse(program.run("head", "--format", "json").out)["size"]?.intValue }

    @Test("apply does a file of commands, each for itself or all or none, and rehearses either")
    func apply() throws {
        try program.write([adding("p20"), adding("p20"), adding("p21")].joined(separator: "\n"), to: "people.jsonl")
        let before = try #require(try size())
        let undone = try program.run("apply", "people.jsonl", "--atomic")
        #expect(undone.code == 1 && undone.out.split(separator: "\n").count == 2)
        #expect(undone.err.hasPrefix("Nothing was done: line 2 is refused.\n"))
        #expect(try program.run("apply", "people.jsonl", "--atomic", "--dry-run").out == undone.out)
        #expect(try program.run("apply", "people.jsonl", "--dry-run").out.split(separator: "\n").count == 3)
        #expect(try size() == before)
        let done = try program.run("apply", "people.jsonl")
        #expect(done.code == 1 && done.err.hasPrefix("1 of 3 were refused.\n"))
        #expect(try size() == before + 2)
    }

    @Test("a case whose row cannot be read holds up no other command of a file")
    func damaged() throws {
        try DatabaseQueue(path: program.place("a.triad")).write { try $0.execute(sql: "UPDATE cases SET body = '{'") }
        let postponing = #"{"method": "do", "params": {"as": "Ada Marsh", "case": "triad-review-1", "event": "postpone", "form": {"reason": "Snow"}}}"#
        try program.write([adding("p20"), postponing, adding("p21")].joined(separator: "\n"), to: "mixed.jsonl")
        let answers = try program.run("apply", "mixed.jsonl").out.split(separator: "\n").map { try JSON.Value.parse(String($0)) }
        #expect(answers.map { $0["error"]?["data"]?["code"]?.stringValue } == [nil, "file-damaged", nil])
        #expect(answers.count(where: { $0["result"] != nil }) == 2)
    }

    @Test("do --json takes parameters in JSON and options beside it, and passes over neither for the other")
    func doJSON() throws {
        func doing(_ parameters: String, _ options: String...) throws -> Program.Ended {
            try program.run(["do", "--json"] + options, input: parameters)
        }
        let postponing = #""case": "triad-review-1", "event": "postpone", "form": {"reason": "Snow"}"#
        let before = try size()
        #expect(try doing("{\(postponing), \"dry_run\": false}", "--dry-run").err == """
            `dry_run` is said in the JSON and beside it, and not the same.
              what now: Say it in one place.

            """)
        #expect(try doing("{\(postponing), \"as\": \"Hana Alder\"}", "--as", "Ada Marsh").code == 2)
        #expect(try doing("{\(postponing)}", "--dry-run").code == 0)
        #expect(try size() == before)
        // The environment's TRIAD_AS gives way.
        let reply = try JSON.Value.parse(doing("{\(postponing), \"as\": \"Hana Alder\", \"key\": \"a:1\"}", "--key", "a:1").out)
        #expect(reply["entries"]?[0]?["facts"]?[0]?.stringValue == "postpone by p10 as host")
    }

    @Test("a repeated key shows the proposal of triads that it stands for, though others came after it and nothing can be formed any more")
    func keyOfAProposal() throws {
        func formed(_ arguments: String...) throws -> JSON.Value? {
            let ended = try program.run(["form-triads", "--format", "json"] + arguments)
            #expect(ended.code == 0, "\(ended.err)")
            return try JSON.Value.parse(ended.out)["number"]
        }
        #expect(try formed("--key", "desk:1") == 1)
        #expect(try formed("--key", "desk:2", "--seed", "2") == 2)
        #expect(try formed("--key", "desk:1") == 1)
        try program.did(["forming", "invite", "1"])
        #expect(try program.run("form-triads").code == 1)
        #expect(try formed("--key", "desk:1") == 1)
    }

    @Test("a key stands for one letter, and what is not decided by how a case stands has no seen")
    func oneLetter() throws {
        try program.did(["do", "triad-review-1", "schedule"] + Program.dates)
        let before = try size()
        #expect(try program.run("letters", "sent", "1", "2", "--key", "desk:1").code == 2)
        #expect(try size() == before)
        try program.did(["letters", "sent", "1", "--key", "desk:1"])
        try program.did(["letters", "sent", "1", "--key", "desk:1"])
        #expect(try size() == (before ?? 0) + 1)
        #expect(try program.run("register", "add", "people", "id=p20", "name=Nora", "--seen", "1").code == 2)
    }

    @Test("changes --follow tells what other processes enter, each entry once, until it is asked to end")
    func follow() throws {
        let (process, out, _) = try program.started(["changes", "--follow"], as: "Ada Marsh")
        var text = ""
        func places(_ count: Int64) throws -> [Int64?] {
            while text.count(where: { $0 == "\n" }) < count { text += String(decoding: out.fileHandleForReading.availableData, as: UTF8.self) }
            return try text.split(separator: "\n").map { try JSON.Value.parse(String($0))["entry"]?["place"]?.intValue }
        }
        let before = try #require(try size())
        #expect(try places(before) == Array(0..<before))
        for id in ["p20", "p21"] { try program.did(["register", "add", "people", "id=\(id)", "name=Person \(id)"]) }
        #expect(try places(before + 2) == Array(0..<before + 2))
        // Whoever started it blocks that signal, as `Process` does.
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGTERM)
    }

    @Test("an output that does not wait by itself gets every answer all the same")
    func patientOutput() throws {
        let out = Pipe()
        let writing = out.fileHandleForWriting.fileDescriptor
        #expect(fcntl(writing, F_SETFL, fcntl(writing, F_GETFL) | O_NONBLOCK) == 0)
        // Many times what a pipe holds.
        let asked = (0..<40).map { #"{"jsonrpc": "2.0", "id": \#($0), "method": "docs.methods"}"# + "\n" }.joined()
        let (process, _, _) = try program.started(["rpc"], input: asked, out: out)
        let answers = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(answers.split(separator: "\n").count == 40 && answers.utf8.count > 400_000)
        #expect(process.terminationStatus == 0)
    }
}
