import Automation
import Foundation
import JSON
import Testing

@Suite("The pipe")
struct PipeTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The system's own Python, which has the packages that `Tools/setup` brings.
    private func python(_ arguments: [String]) throws -> Program.Ended {
        let process = Process(), out = Foundation.Pipe(), err = Foundation.Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
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
        let ended = try python([script, Program.path, Self.root.appendingPathComponent("Tools/story/larkmere").path, program.folder.path, "--schemas"])
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
        #expect(ended.out.hasSuffix("each as its schema says\n"))
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
