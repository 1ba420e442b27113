import Foundation
import ProgramRunning
import Testing

@Suite("Files that are none, and definitions that are broken")
struct BadFileTests {
    let program: Program

    init() throws { program = try Program() }

    private func code(_ ended: Program.Ended, _ code: Int32, _ part: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(ended.code == code, "\(ended.err)", sourceLocation: sourceLocation)
        #expect((ended.err + ended.out).contains(part), "\(ended.err) \(ended.out)", sourceLocation: sourceLocation)
        #expect(!ended.err.contains("Fatal"), sourceLocation: sourceLocation)
    }

    @Test("a missing file, a folder, no database, another program's database and one cut short each say what they are")
    func files() throws {
        code(try program.run("cases"), 7, "a.triad")
        try FileManager.default.createDirectory(atPath: program.place("a.triad"), withIntermediateDirectories: true)
        code(try program.run("cases"), 7, "folder")
        try FileManager.default.removeItem(atPath: program.place("a.triad"))
        try program.write("This is a letter, not a database. It is long enough to be looked at as one, page by page.", to: "a.triad")
        code(try program.run("cases"), 7, "a.triad")
        try program.write("", to: "a.triad")
        code(try program.run("cases"), 7, "a.triad")
    }

    @Test("a name that SQLite would take for an address is a name like any other", arguments: ["file:x.triad", "file:x.triad?mode=memory", ":memory:"])
    func addresses(name: String) throws {
        #expect(try program.run("new", name, "--coordinator", "Ada Marsh").code == 0)
        #expect(try program.run("backup", "--file", name, "file:copy").code == 0)
        let made = try FileManager.default.contentsOfDirectory(atPath: program.folder.path).filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
        #expect(Set(made) == [name, "file:copy"])
    }

    @Test("a new file is never made over an old one, nor in a folder that is synchronised")
    func new() throws {
        try program.write("precious", to: "b.triad")
        code(try program.run("new", "b.triad", "--coordinator", "Ada Marsh"), 7, "b.triad")
        #expect(try String(contentsOfFile: program.place("b.triad"), encoding: .utf8) == "precious")
        try FileManager.default.createDirectory(atPath: program.place("OneDrive"), withIntermediateDirectories: true)
        code(try program.run("new", "OneDrive/a.triad", "--coordinator", "Ada Marsh"), 7, "OneDrive")
    }

    @Test(
        "a definition that cannot be read is answered at once, with its place",
        arguments: [
            ("a: [1, 2", "yaml-syntax"), ("a: &x [1]\nb: *x\n", "anchor"), ("a: !ready\n", "tag"), ("a: 1\na: 2\n", "duplicate-key"),
            ("a:\n\tb: 1\n", "tab"), ("", "empty-file"), ("triad: 1\nworkflow: x\nrolls: {}\n", "unknown-key"),
        ])
    func broken(_ text: String, _ found: String) throws {
        let file = try program.write(text, to: "broken.yaml")
        let ended = try program.run("check", file)
        code(ended, 6, found)
        #expect(ended.out.contains("broken.yaml:"), "\(ended.out)")
    }

    @Test("a file of 50 MB, a binary one, a folder and a missing one are refused in a sentence")
    func large() throws {
        try Data(repeating: 0x61, count: 50 << 20).write(to: URL(fileURLWithPath: program.place("large.yaml")))
        code(try program.run("check", "large.yaml"), 7, "4 MB")
        try Data([0xFF, 0xFE, 0x00, 0x80]).write(to: URL(fileURLWithPath: program.place("binary.yaml")))
        code(try program.run("check", "binary.yaml"), 7, "UTF-8")
        code(try program.run("check", "nowhere.yaml"), 7, "nowhere.yaml")
        code(try program.run("check", "."), 7, ".")
    }

    @Test("every command has its help")
    func help() throws {
        let all = try program.run("--help")
        #expect(all.code == 0)
        let names = all.out.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  -") }
            .compactMap { $0.split(separator: " ").first.map { String($0.prefix { $0 != "," }) } }
        #expect(names.count > 25)
        for name in names where name != "See" { #expect(try program.run(name, "--help").code == 0, "\(name)") }
    }
}
