import Foundation
import ProgramRunning
import Testing

@Suite("Definitions, drafts and tables made to do harm")
struct HostileFilesTests {
    let program: Program

    init() throws { program = try Program() }

    private func check(_ text: String) throws -> Program.Ended {
        try program.write(text, to: "x.yaml")
        return try program.run("check", "x.yaml")
    }

    @Test("bombs, depths and widths are answered with one short finding", arguments: Bomb.all)
    func bombs(_ bomb: Bomb) throws {
        let ended = try check(bomb.text)
        #expect(ended.code == 6)
        #expect(ended.out.hasPrefix("x.yaml:" + bomb.finding + "\n"), "\(ended.out.prefix(300))")
        #expect(ended.out.utf8.count < 4_000)
        #expect(!ended.out.unicodeScalars.contains("\u{1B}"))
    }

    @Test("of a line that is longer than a screen the part around the place is shown, with the caret under it")
    func longLine() throws {
        let ended = try check("triad: 1\nworkflow: " + String(repeating: "x", count: 300) + " #\n! " + String(repeating: "y", count: 500) + "\n")
        #expect(ended.out.split(separator: "\n").allSatisfy { $0.utf8.count < 300 }, "\(ended.out)")
    }

    @Test("a table in which a cell would be lost is not read")
    func tables() throws {
        try program.withReview()
        let before = try program.run("head").out
        for (text, err) in [
            ("id,name,email\nx1,A\nx2,B,b@b.example,extra\n", "  row 2 has more cells than there are columns."),
            ("id,name,email\nx1,\"A\n", "  A quote is opened and not closed."),
            ("id,name,name\nx1,A,B\n", "  The column `name` is there twice."),
            ("", "  It is empty."),
        ] {
            try program.write(text, to: "people.csv")
            let ended = try program.run("import", "people.csv", "--apply")
            #expect(ended == Program.Ended(code: 2, out: "", err: """
                people.csv cannot be read as a table:
                \(err)
                  what now: Mend these; a cell with a comma in it needs quotes around it.

                """))
        }
        #expect(try program.run("head").out == before)
    }

    @Test("a draft that could never be sealed is not saved: criteria and levels that are none, rows given twice, an empty file")
    func drafts() throws {
        try program.withReview()
        try program.toPreparing()
        for (name, text, err) in [
            ("a.yaml", "leadershp: {level: embedding}\n", "leadershp: How far a hub has come has no criterion leadershp."),
            ("a.yaml", "itt: {level: superb}\n", "\"superb\" is not a level of How far a hub has come. Choose one of: beginning, developing, embedding, leading."),
            ("a.yaml", "itt: {absent: dunno}\n", "where: itt/absent"), ("a.yaml", "itt: [1\n", "a.yaml:2:1: error"), ("a.yaml", " \n", "a.yaml is empty."),
            ("a.yaml", "itt: {level: leading}\nitt: {level: leading}\n", "[duplicate-key]"),
            ("a.csv", "criterion,level\nitt,leading\nitt,beginning\n", "a.csv has two rows for `itt`."),
            ("a.csv", "criterion,level\n,leading\n", "a.csv has a row without a criterion."),
            ("a.csv", "criterion,level,narative\nitt,leading,Seen\n", "a.csv has a column `narative`, which no sheet has."),
            ("a.csv", "criterion;level\nitt;leading\n", "separated by commas"),
        ] {
            try program.write(text, to: name)
            let ended = try program.run("sheet", "draft", "triad-review-1", "self", "--from", name, as: "Hana Alder")
            #expect(ended.code == 2 && ended.err.contains(err), "\(ended.err)")
            #expect(try !program.run("sheet", "show", "triad-review-1", "self", as: "Hana Alder").out.contains("draft"))
        }
        try program.write("itt: {level: leading}\n", to: "a.yaml")
        #expect(try program.run("sheet", "draft", "triad-review-1", "self", "--from", "a.yaml", as: "Hana Alder").code == 0, "what is only incomplete is saved")
    }

    @Test("a file of a newer version, a read-only one, one cut short and one with a byte changed say so")
    func databases() throws {
        try program.withReview()
        let path = program.place("a.triad"), whole = try Data(contentsOf: URL(fileURLWithPath: path))
        func put(_ data: Data) throws { try data.write(to: URL(fileURLWithPath: path)) }

        var newer = whole
        newer[63] = 99
        try put(newer)
        var ended = try program.run("cases")
        #expect(ended.code == 7 && ended.err.contains("a.triad was written by a newer Triad (file version 99"), "\(ended.err)")
        try put(whole.prefix(20_000))
        ended = try program.run("verify")
        #expect(ended.code == 7 && ended.err.contains("The file is damaged"), "\(ended.err)")
        try put(whole.prefix(50))
        #expect(try program.run("cases").err.contains("a.triad is not a Triad file."))

        var changed = whole
        let began = try #require(changed.range(of: Data("\"triad-review-1\"".utf8), options: .backwards))
        changed[began.lowerBound + 14] = UInt8(ascii: "7")
        try put(changed)
        ended = try program.run("verify")
        #expect(ended.code == 7 && ended.out.contains("triad-review-1"), "\(ended.out)\(ended.err)")

        try put(whole)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
        ended = try program.run("do", "triad-review-1", "postpone", "reason=x")
        #expect(ended.code == 7 && ended.err.contains("a.triad may only be read."), "\(ended.err)")
        #expect(try program.run("verify").code == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
    }
}

/// A definition of which a few bytes, or a few million, are meant to do harm.
struct Bomb: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let finding: String

    static let all = [
        Bomb(testDescription: "aliases of aliases", text: "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n",
             finding: "1:4: error: Anchors (`&name`) are not part of the language. [anchor]"),
        Bomb(testDescription: "a list 100,000 deep", text: "a: " + String(repeating: "[", count: 100_000),
             finding: "1:67: error: Lists and maps are nested more than 64 deep here. [too-deep]"),
        Bomb(testDescription: "20,000 keys", text: "triad: 1\n" + (0..<20_000).map { "key\($0): 1\n" }.joined(),
             finding: "1:1: error: There are 20001 entries in this map, more than 1000. [too-large]"),
        Bomb(testDescription: "no map at all", text: "- a\n", finding: "1:1: error: The file must be a workflow, not a list. [wrong-type]"),
        Bomb(testDescription: "an escape sequence", text: "a: 1\u{1B}[31m\n",
             finding: "1:5: error: There is the control character U+001B here, which no text file holds. [control-character]"),
        Bomb(testDescription: "two documents", text: "a: 1\n---\nb: 2\n",
             finding: "2:1: error: A second document begins here; a file holds one definition. [several-documents]"),
        Bomb(testDescription: "one line of 3 MB", text: String(repeating: "x", count: 3 << 20),
             finding: "1:1: error: The file has more than 2 MB. [too-large]"),
    ]
}
