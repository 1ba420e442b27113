import Foundation
import JSON
import ProgramRunning
import Testing

@Suite("Documents on the command line")
struct DocumentTests {
    let program: Program

    init() throws {
        program = try Program()
        try program.withReview()
        try program.write("%PDF-1.4\nA letter.\n%%EOF\n", to: "letter.pdf")
        try program.write("From: Ben <ben@brindle.example>\nDate: Mon, 4 May 2026 09:00:00 +0100\nSubject: Snow\n\nSnow.\n", to: "snow.eml")
    }

    private func postpone(_ more: String...) throws -> Program.Ended { try program.run(["do", "triad-review-1", "postpone", "reason=Snow"] + more) }

    /// The two reviewers are on their visit, where each may record what she sees as often as she likes.
    private func visiting() throws {
        let ended = try program.run("amend", "triad-review-1", "--state", "on-site", "--because", "The visit was opened on paper.")
        try #require(ended.code == 0, "\(ended.err)")
    }

    private static let record = ["do", "triad-review-1", "record", "area=itt", "polarity=strength", "source=A letter", "seen=It says so."]

    private var kept: [String] {
        (FileManager.default.enumerator(atPath: program.place("a.triad.documents"))?.compactMap { $0 as? String } ?? []).filter { $0.contains("/") }
    }

    @Test("what is attached is listed, named by log and show, and written out as it was; never over a file unless it is said")
    func whole() throws {
        let done = try postpone("--attach", program.place("letter.pdf"), "--attach", "snow.eml", "--received", "2026-05-03", "--seen-by", "restricted")
        #expect(done.code == 0 && done.err.contains("attached document 1; and 1 more"), "\(done.err)")
        #expect(try program.run("documents", "triad-review-1").out == """
            #  Name        Kind  Bytes  Received    By         Came with                 Seen by
            1  letter.pdf  pdf   25     3 May 2026  Ada Marsh  entry 2, postponements 1  restricted
            2  snow.eml    eml   90     3 May 2026  Ada Marsh  entry 2, postponements 1  restricted

            """)
        #expect(try program.run(["documents", "triad-review-1"], as: "Hana Alder").out == "(none)\n")
        #expect(try program.run("log", "triad-review-1").out.contains("1: letter.pdf\n"))
        #expect(try program.run("show", "triad-review-1").out.contains("Documents\n"))
        #expect(try program.run("diff", "triad-review-1", "triad-review-1/1").out.contains("Document 2 came: snow.eml, from Ada Marsh, 3 May 2026.\n"))
        #expect(try program.run("document", "triad-review-1", "1", "--to", "out.pdf").code == 0)
        #expect(try Data(contentsOf: program.folder.appending(path: "out.pdf")) == Data(contentsOf: program.folder.appending(path: "letter.pdf")))
        let again = try program.run("document", "triad-review-1", "2", "--to", "out.pdf")
        #expect(again.code == 7 && again.err.contains("out.pdf is there already"))
        #expect(try program.run("document", "triad-review-1", "2", "--to", "out.pdf", "--replace").code == 0)
        #expect(try String(contentsOf: program.folder.appending(path: "out.pdf"), encoding: .utf8).hasPrefix("From:"))
        #expect(try program.run(["document", "triad-review-1", "1", "--to", "other"], as: "Hana Alder").code == 3)
        #expect(try program.run("document", "triad-review-1", "3", "--to", "other").err.hasPrefix("There is no document 3 in triad-review-1.  (unknown-document)"))
        #expect(try program.run("documents", "triad-review-1", "--as-of", "triad-review-1/1").out == "(none)\n")
    }

    @Test("with a concern that was passed on comes no document: it belongs in the host school's own system")
    func concern() throws {
        let refused = try program.run(["do", "triad-review-1", "pass-on-concern", "passed_to=chair_of_governors", "--attach", "letter.pdf"], as: "Ben Brindle")
        #expect(refused.code == 2 && refused.err.hasPrefix("Note that a concern was passed on takes no documents.  (no-documents)"), "\(refused.err)")
        #expect(try program.run("documents", "triad-review-1").out == "(none)\n")
    }

    @Test("30 MB, an empty file, another kind than its name says, no file, a folder, a name that hides: each is refused in words, and nothing is kept")
    func refused() throws {
        try Data().write(to: program.folder.appending(path: "empty.pdf"))
        FileManager.default.createFile(atPath: program.place("large.pdf"), contents: nil)
        truncate(program.place("large.pdf"), 30_000_000)
        try program.write("Text.", to: "text.pdf")
        try program.write("Text.", to: ".hidden.txt")
        for (name, code, words) in [
            ("large.pdf", 2, "large.pdf has 30000000 bytes; 26214400 (25 MB) are taken.  (out-of-range)"), ("empty.pdf", 2, "empty.pdf is empty.  (out-of-range)"),
            ("text.pdf", 2, "text.pdf is no pdf, as its name says; it seems to be txt.  (wrong-type)"), (".hidden.txt", 2, ".hidden.txt begins with a dot"),
            ("none.pdf", 7, "none.pdf cannot be read."), (program.folder.path, 7, "FOLDER cannot be read."), ("organisations.csv", 2, "organisations.csv is of a kind that is not kept."),
        ] {
            let ended = try postpone("--attach", name)
            #expect(ended.code == code && ended.err.hasPrefix(words), "\(name): \(ended.err)")
        }
        #expect(try postpone("--received", "2026-05-01").code == 2)
        #expect(try postpone("--attach", "letter.pdf", "--seen-by", "everybody").code == 2)
        #expect(try postpone("--attach", "letter.pdf", "--seen-by", "public").err.hasPrefix("A document is seen by no more people than what it goes with (triad)."))
        // The last was looked at, and found not to be the asker's to show: what lies there is named by nothing.
        #expect(try program.run("documents", "triad-review-1").out == "(none)\n")
        #expect(try program.run("verify").code == 0)
    }

    @Test("by JSON: a name with a path in it, no base64, an unknown member are refused; a document of 25 MB goes through one line")
    func byJSON() throws {
        try visiting()
        func asked(_ attachment: JSON.Value, _ number: Int) -> String {
            let parameters: JSON.Value = [
                "case": "triad-review-1", "event": "record", "form": ["area": "itt", "polarity": "strength", "source": "A letter", "seen": "It says so."],
                "as": "Ben Brindle", "attachments": [attachment],
            ]
            return JSON.Value.object(["jsonrpc": "2.0", "id": .int(Int64(number)), "method": "do", "params": parameters]).text
        }
        let large = Data("%PDF-1.4\n".utf8) + Data(count: (25 << 20) - 9)
        let lines = [
            asked(["name": "../a.txt", "content": "VGV4dC4="], 1), asked(["name": "a.txt", "content": "no base64"], 2),
            asked(["name": "a.txt", "content": "VGV4dC4=", "path": "/etc/passwd"], 3), asked(["name": "large.pdf", "content": .string(large.base64EncodedString())], 4),
            #"{"jsonrpc": "2.0", "id": 5, "method": "document", "params": {"case": "triad-review-1", "number": 1, "as": "Ben Brindle"}}"#,
        ]
        let ended = try program.run(["rpc"], as: nil, input: lines.joined(separator: "\n") + "\n")
        let answers = try ended.out.split(separator: "\n").map { try JSON.Value.parse(String($0)) }
        #expect(answers.map { $0["error"]?["data"]?["code"]?.stringValue } == ["wrong-type", "wrong-type", nil, nil, nil])
        #expect(answers[2]["error"]?["code"] == -32_602)
        #expect(answers[3]["result"] != nil, "\(answers[3]["error"]?.text.prefix(500) ?? "")")
        let document = try #require(answers[4]["result"])
        #expect(document["document"]?["size"] == .int(25 << 20))
        #expect(document["document"]?["visibility"] == "triad" && document["document"]?["record"] == "evidence")
        #expect(document["content"]?.stringValue == large.base64EncodedString())
    }

    @Test("a document that somebody has deleted, or the whole folder, is named by verify with its case, number and entry; its content is asked for in vain")
    func deleted() throws {
        try #require(try postpone("--attach", "letter.pdf").code == 0)
        try FileManager.default.removeItem(atPath: program.place("a.triad.documents/\(try #require(kept.first))"))
        let verified = try program.run("verify")
        #expect(verified.code == 7)
        #expect(verified.out.contains("triad-review-1, 1") && verified.out.replacing("\n", with: " ").contains("triad-review-1/2"), "\(verified.out)")
        let asked = try program.run("document", "triad-review-1", "1", "--to", "out.pdf")
        #expect(asked.code == 1 && asked.err.hasPrefix("The content of document 1 is missing.  (document-lost)"))
        #expect(!FileManager.default.fileExists(atPath: program.place("out.pdf")))
        try FileManager.default.removeItem(atPath: program.place("a.triad.documents"))
        #expect(try program.run("verify").code == 7)
    }

    @Test("two processes attach the same at once: both are answered, and it is kept once")
    func together() throws {
        try visiting()
        let running = try ["Ben Brindle", "Cleo Candle", "Ben Brindle", "Cleo Candle"].map { person in
            try program.started(Self.record + ["--attach", "letter.pdf"], as: person)
        }
        for one in running {
            let words = String(decoding: one.err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            one.process.waitUntilExit()
            #expect(one.process.terminationStatus == 0, "\(words)")
        }
        #expect(kept.count == 1)
        #expect(try program.run("verify").code == 0)
    }

    @Test("killed once the document is written and before it is named: it harms nothing, doctor counts it, and the same again is accepted")
    func killed() throws {
        let one = try program.started(
            ["do", "triad-review-1", "postpone", "reason=Snow", "--attach", "letter.pdf"], as: "Ada Marsh", environment: ["TRIAD_CRASH_AT": "afterDocument"])
        one.process.waitUntilExit()
        #expect(one.process.terminationReason == .uncaughtSignal && kept.count == 1)
        #expect(try program.run("documents", "triad-review-1").out == "(none)\n")
        #expect(try program.run("verify").code == 0)
        #expect(try program.run("doctor", "--format", "csv").out.contains("of these 1 file, 25 bytes, that no entry names"))
        #expect(try postpone("--attach", "letter.pdf").code == 0)
        #expect(kept.count == 1)
    }

    @Test("a backup while somebody writes holds every document that it names, and is restored whole")
    func backup() throws {
        try visiting()
        for number in 0..<8 { try program.write("Letter \(number).", to: "letter-\(number).txt") }
        let (program, isDone) = (program, DispatchSemaphore(value: 0))
        DispatchQueue.global().async {
            for number in 0..<8 {
                let ended = try? program.run(Self.record + ["--attach", "letter-\(number).txt"], as: "Ben Brindle")
                #expect(ended?.code == 0, "\(ended?.err ?? "")")
            }
            isDone.signal()
        }
        func accepted() throws -> Int { try program.run(["documents", "triad-review-1", "--format", "csv"], as: "Ben Brindle").out.split(separator: "\r\n").count - 1 }
        for round in 0..<2 {
            for _ in 0..<200 where try accepted() < 1 + 3 * round { usleep(50_000) }
            let ended = try program.run("backup", "backup-\(round)")
            #expect(ended.code == 0, "\(ended.err)")
        }
        isDone.wait()
        for round in 0..<2 {
            let restored = try program.run("restore", "backup-\(round)", "--to", "restored-\(round).triad")
            #expect(restored.code == 0 && restored.err.contains("everything is as the ledger says"), "\(restored.err)")
        }
        let opened = try program.run("cases", "--file", "backup-1")
        #expect(opened.code == 7 && opened.err.contains("backup-1 is a backup, with documents in it.") && opened.err.contains("triad restore backup-1 --to FILE"))
        #expect(try program.run("restore", "backup-0", "--to", "restored-0.triad").code == 7)
        let found = try program.run(["documents", "triad-review-1", "--file", "restored-1.triad", "--format", "csv"], as: "Ben Brindle")
        #expect(found.out.split(separator: "\r\n").count > 4)
    }

    @Test("a bundle is one file with an index, what happened and every document that the asker may see, and no other")
    func bundle() throws {
        try Data(base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC")?
            .write(to: program.folder.appending(path: "plan.png"))
        try program.write("For the coordinator alone.\n", to: "secret.txt")
        try #require(try postpone("--attach", "letter.pdf", "--attach", "snow.eml", "--attach", "plan.png").code == 0)
        try #require(try program.run("do", "triad-review-1", "resume", "--attach", "secret.txt", "--seen-by", "restricted").code == 0)
        #expect(try program.run("bundle", "triad-review-1", "--to", "bundle.html").err == "Wrote bundle.html: 4 documents.\n")
        #expect(try program.run(["bundle", "triad-review-1", "--to", "host.html"], as: "Hana Alder").err == "Wrote host.html: 3 documents.\n")
        let (whole, host) = (
            try String(contentsOf: program.folder.appending(path: "bundle.html"), encoding: .utf8),
            try String(contentsOf: program.folder.appending(path: "host.html"), encoding: .utf8))
        for (name, type) in [("letter.pdf", "application/pdf"), ("snow.eml", "message/rfc822"), ("plan.png", "image/png")] {
            let content = try Data(contentsOf: program.folder.appending(path: name)).base64EncodedString()
            #expect(whole.contains("data:\(type);base64,\(content)") && host.contains("data:\(type);base64,\(content)"), "\(name)")
        }
        #expect(whole.contains("For the coordinator alone.") && !host.contains("coordinator alone") && !host.contains("secret"))
        #expect(host.contains("It holds what Hana Alder may see of the case"))
        for number in 1...3 { #expect(host.contains("href=\"#enclosure-\(number)\"") && host.contains("id=\"enclosure-\(number)\"")) }
        let again = try program.run("bundle", "triad-review-1", "--to", "bundle.html")
        #expect(again.code == 7 && again.err.contains("say --replace"))
        #expect(try program.run("bundle", "triad-review-1", "--to", "bundle.html", "--replace").code == 0)
        #expect(try program.run(["bundle", "triad-review-1", "--to", "nobody.html"], as: nil).code != 0)
        try FileManager.default.removeItem(atPath: program.place("a.triad.documents"))
        #expect(try program.run("bundle", "triad-review-1", "--to", "lost.html").err.contains("(document-lost)"))
        #expect(!FileManager.default.fileExists(atPath: program.place("lost.html")))
    }
}
