import Foundation
import ProgramRunning
import Testing

/// Episodes from the life of an alliance, each told by a page of prose and commands and played in a folder of its own, on a virtual clock.
/// Every word that the program prints stands on the page. With TRIAD_WRITE_EPISODES=1 the pages are written anew.
@Suite("Episodes")
struct EpisodeTests {
    static let pages = ["a-snow", "b-late-comments", "c-typed-2-for-3", "d-lead-leaves", "e-one-trust", "f-no-agreement", "g-late-reference", "h-in-capability", "i-old-address", "j-alarm"]

    @Test("an episode goes as its page says", arguments: pages)
    func goes(page: String) throws {
        let episode = try Episode(page)
        let played = try episode.played()
        if ProcessInfo.processInfo.environment["TRIAD_WRITE_EPISODES"] == "1" { try played.write(to: episode.place, atomically: true, encoding: .utf8) }
        let (was, now) = (Episode.comparable(episode.text), Episode.comparable(played))
        let firstDifference = zip(was, now).enumerated().first { $0.element.0 != $0.element.1 }
        #expect(was == now, "\(page).md, line \((firstDifference?.offset ?? min(was.count, now.count)) + 1): \(firstDifference.map { "“\($0.element.0)” is now “\($0.element.1)”" } ?? "it is longer or shorter")")
        #expect(now.contains { $0.hasSuffix("everything is as the ledger says. Head: a hash") }, "an episode ends with triad verify")
    }

    @Test("the commands of a page of the documentation print what stands there", arguments: ["ObservingASession", "TheFileOfASheet"])
    func documentation(page: String) throws {
        let episode = try Episode(page, in: Episode.root.appendingPathComponent("Sources/TriadKit/TriadKit.docc"))
        let played = try episode.played()
        if ProcessInfo.processInfo.environment["TRIAD_WRITE_EPISODES"] == "1" { try played.write(to: episode.place, atomically: true, encoding: .utf8) }
        #expect(Episode.comparable(episode.text) == Episode.comparable(played))
    }

    @Test("every page of an episode is played")
    func all() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Episode.folder.path).filter { $0.dropFirst().hasPrefix("-") }
        #expect(names.sorted() == Self.pages.map { "\($0).md" })
    }
}

/// A page: prose for people; blocks ```sh of commands that must succeed; blocks ```console of commands, each after `$ `, and what they
/// print. A line `<!-- begins with NAME.md -->` plays another page first.
private struct Episode {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Episodes")
    static let root = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let marker = "end-of-command"

    private enum Piece {
        case line(String)
        /// What a command prints.
        case output
    }

    let place: URL
    let text: String
    private var pieces: [Piece] = []
    private var script = ""

    init(_ name: String, in folder: URL = Self.folder) throws {
        place = folder.appendingPathComponent("\(name).md")
        text = try String(contentsOf: place, encoding: .utf8)
        var block: (kind: String, lines: [String])?
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            switch block?.kind {
            case "sh" where line != "```":
                block?.lines.append(line)
                pieces.append(.line(line))
            case "console" where line != "```":
                read(line, within: &block!.lines)
            case nil where line.hasPrefix("```"):
                block = (String(line.dropFirst(3)), [])
                pieces.append(.line(line))
            case nil:
                if let page = line.wholeMatch(of: /<!-- begins with (.+)\.md -->/)?.1 { quietly(try Episode(String(page)).script) }
                pieces.append(.line(line))
            default:
                if block?.kind == "sh" { quietly(block!.lines.joined(separator: "\n") + "\n") }
                block = nil
                pieces.append(.line(line))
            }
        }
    }

    /// A line of a console: the beginning of a command, more of it, or what it printed when the page was written.
    private mutating func read(_ line: String, within command: inout [String]) {
        guard !command.isEmpty || line.hasPrefix("$ ") else { return }
        command.append(command.isEmpty ? String(line.dropFirst(2)) : line)
        pieces.append(.line(line))
        guard !line.hasSuffix("\\") else { return }
        script += command.joined(separator: "\n") + "\nprintf '\\n%s\\n' \(Self.marker)\n"
        pieces.append(.output)
        command = []
    }

    /// Commands that must succeed, and print nothing that is compared.
    private mutating func quietly(_ commands: String) {
        script += "exec >> quietly.log 2>&1\nset -e\n\(commands)set +e\nexec >&3 2>&1\n"
    }

    /// The page as it reads when its commands are run now.
    func played() throws -> String {
        let program = try Program()
        try FileManager.default.createDirectory(atPath: program.place("bin"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: program.place("bin/triad"), withDestinationPath: Program.path)
        for name in ["Tools", "Workflows"] {
            try FileManager.default.createSymbolicLink(atPath: program.place(name), withDestinationPath: Self.root.appendingPathComponent(name).path)
        }
        try program.write("exec 3>&1 2>&1\n" + script, to: "episode.sh")
        let bash = Process(), out = Pipe()
        bash.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        bash.arguments = ["bash", "episode.sh"]
        bash.currentDirectoryURL = program.folder
        bash.environment = [
            "PATH": "\(program.place("bin")):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")", "HOME": program.folder.path,
            "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC",
        ]
        bash.standardInput = FileHandle.nullDevice
        bash.standardOutput = out
        try bash.run()
        let printed = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        bash.waitUntilExit()
        let log = (try? String(contentsOfFile: program.place("quietly.log"), encoding: .utf8)) ?? ""
        try #require(bash.terminationStatus == 0, "a command that must succeed did not:\n\(log.suffix(2000))")
        return filled(with: printed.components(separatedBy: "\n\(Self.marker)\n"))
    }

    private func filled(with outputs: [String]) -> String {
        var outputs = outputs[...]
        return pieces.map { piece in
            switch piece {
            case .line(let line): return line + "\n"
            case .output:
                let text = (outputs.popFirst() ?? "").replacing(/\n+$/, with: "")
                return text.isEmpty ? "" : text + "\n"
            }
        }.joined()
    }

    /// The page's lines, with hashes alike: they depend on a random salt.
    static func comparable(_ page: String) -> [String] {
        page.replacing(/[0-9a-f]{64}/, with: "a hash").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
