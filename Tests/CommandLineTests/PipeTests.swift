import Automation
import Foundation
import JSON
import ProgramRunning
import Testing

@Suite("The pipe")
struct PipeTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func run(_ path: String, _ arguments: [String]) throws -> Program.Ended {
        let process = Process(), out = Foundation.Pipe(), err = Foundation.Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = out
        process.standardError = err
        try process.run()
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let words = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Program.Ended(code: process.terminationStatus, out: text, err: words)
    }

    @Test("everything that the command line can do with an open file is done through the pipe by a program that shares nothing with ours, and each answer is as rpc.discover says")
    func everything() throws {
        let program = try Program()
        let script = Self.root.appendingPathComponent("Tests/CommandLineTests/Pipe/everything.py").path
        // The system's own Python has the packages that `Tools/setup` brings.
        let ended = try run("/usr/bin/python3", [script, Program.path, Self.root.appendingPathComponent("Tools/story/larkmere").path, program.folder.path, "--schemas"])
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.hasSuffix("each as its schema says\n"))
    }

    @Test("the clients by example start a review, play it, and read its report", arguments: [
        ("python3", "review.py"), ("node", "review.mjs"), ("bash", "review.sh"),
    ])
    func examples(language: String, client: String) throws {
        let program = try Program()
        let larkmere = ["organisations", "people", "affiliations", "credentials"].map { Self.root.appendingPathComponent("Tools/story/larkmere/\($0).csv").path }
        try #require(try program.run("new", "a.triad", "--coordinator", "Ada Marsh", "--virtual", "2026-06-22").code == 0)
        try #require(try program.run(["import"] + larkmere + ["--apply"]).code == 0)
        let place = Self.root.appendingPathComponent("Tools/examples/\(client)").path
        let ended = try run("/usr/bin/env", [language, place, Program.path, program.place("a.triad")])
        #expect(ended.code == 0, "\(ended.err)")
        #expect(ended.out.hasPrefix("Preparing\n# Peer review of Alder Bank School\n"))
        #expect(ended.out.contains("Log head: 7 entries"))
    }

    @Test("where a file may not grow, each request is answered, and what was answered as done is there")
    func limitedFile() throws {
        let program = try Program()
        try #require(try program.run("new", "a.triad", "--coordinator", "Ada Marsh").code == 0)
        // Each is a commit of its own, for the question after it comes after it.
        let lines = (1...60).flatMap { number in
            [
                #"{"jsonrpc": "2.0", "id": \#(number), "method": "register.add", "params": {"as": "P1", "part": "people", "row": {"id": "Q\#(number)", "name": "Quin \#(number)"}}}"#,
                #"{"jsonrpc": "2.0", "id": "then", "method": "head"}"#,
            ]
        }
        let requests = try program.write(lines.joined(separator: "\n"), to: "requests")
        // 1,024 blocks of 512 bytes: the log beside the file grows past them.
        let ended = try run("/bin/sh", ["-c", "ulimit -f 1024; exec '\(Program.path)' rpc --file '\(program.place("a.triad"))' < '\(requests)'"])
        #expect(ended.code == 0)
        let answers = try ended.out.split(separator: "\n").map { try JSON.Value.parse(String($0)) }
        try #require(answers.count == 120)
        let commands = answers.filter { $0["id"] != "then" }
        let done = commands.filter { $0["result"] != nil }.count
        #expect(done > 0 && commands.dropFirst(done).contains { $0["error"]?["data"]?["code"] == "disk-failed" }, "\(commands)")
        #expect(try program.run("head", "--format", "json").out.contains("\"size\":\(done + 1),"))
        #expect(try program.run("verify").code == 0)
    }

    @Test("a person for every request is refused where each says its own", arguments: ["rpc", "apply"])
    func actors(command: String) throws {
        let program = try Program()
        try #require(try program.run("new", "a.triad", "--coordinator", "Ada Marsh").code == 0)
        let ended = try program.run([command] + (command == "apply" ? ["-"] : []) + ["--as", "Ada Marsh"])
        #expect(ended.code == 2 && ended.err.contains("each request says itself"))
    }

    @Test("an import whose key is repeated has its first answer; with another there is nothing to change")
    func importedAgain() throws {
        let program = try Program()
        try #require(try program.run("new", "a.triad", "--coordinator", "Ada Marsh").code == 0)
        try program.write("id,name\nalder,Alder Bank School\n", to: "organisations.csv")
        func imported(_ more: String...) throws -> Program.Ended { try program.run(["import", "organisations.csv", "--apply", "--format", "json"] + more) }
        let first = try imported("--key", "robot:1")
        #expect(try JSON.Value.parse(first.out)["entries"]?.arrayValue?.count == 1)
        #expect(try imported("--key", "robot:1").out == first.out)
        for more in [[], ["--key", "robot:2"]] {
            let again = try program.run(["import", "organisations.csv", "--apply"] + more)
            #expect(again.code == 0 && again.err.hasSuffix("Nothing to change.\n"), "\(more)")
        }
    }

    /// The commands that have no subcommands, as the program describes itself: their words with dots between them, and whether they
    /// take a file.
    private func commands() throws -> [(name: String, takesFile: Bool)] {
        let text = try Program().run(["--experimental-dump-help"]).out
        let help = try JSON.Value.parse(text)
        var found: [(String, Bool)] = []
        func look(_ command: JSON.Value, _ words: [String]) {
            let name = command["commandName"]?.stringValue ?? ""
            let below = (command["subcommands"]?.arrayValue ?? []).filter { $0["commandName"] != "help" }
            let options = (command["arguments"]?.arrayValue ?? []).flatMap { $0["names"]?.arrayValue ?? [] }.compactMap { $0["name"]?.stringValue }
            if below.isEmpty { found.append(((words + [name]).dropFirst().joined(separator: "."), options.contains("file"))) }
            for one in below { look(one, words + [name]) }
        }
        look(try #require(help["command"]), [])
        return found
    }

    @Test("every command on an open file is a method, and every method a command; those about files themselves are the command line's alone")
    func sameList() throws {
        let commands = try commands()
        let aboutFiles: Set = ["backup", "rpc", "apply"]
        let onFiles = Set(commands.filter(\.takesFile).map(\.name)).subtracting(aboutFiles)
        let methods = Set(Methods.all.map(\.name))
        #expect(onFiles.subtracting(methods) == [], "these are no methods")
        #expect(methods.subtracting(commands.map(\.name)) == [], "these are no commands")
        #expect(aboutFiles.isSubset(of: commands.map(\.name)))
        #expect(methods.count > 40)
    }
}
