import Casework
import CivilTime
import Definitions
import Foundation
import GRDB
import JSON
import Testing

@testable import CaseStore

@Suite("Documents beside the file")
struct DocumentTests {
    @discardableResult
    private func attach(
        _ offered: [OfferedDocument], to triad: Case.ID, as person: String = "P2", on: When? = nil, _ act: Command.Act? = nil, in alliance: Alliance
    ) throws -> Result<Reply, Refusal> {
        let attachments = try alliance.store.keep(offered).get()
        var command = Command(as: person, on: on, act ?? .event(case: triad, event: "accept", form: [:]))
        command.attachments = attachments
        return try alliance.store.perform(command)
    }

    private func documents(_ triad: Case.ID, _ alliance: Alliance) throws -> [Reading.Attached] {
        try alliance.store.reading { .success(try $0.documents(of: triad)) }.get()
    }

    private func place(of document: Document, _ alliance: Alliance) -> String { alliance.store.documents.place(of: document.hash) }

    // MARK: - Keeping

    @Test("A document goes with its entry: its number, its hash and when it was received are in the ledger, its content beside the file")
    func attached() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let reply = try attach([
            .init(name: "Reply slip.pdf", content: .bytes(Papers.pdf)),
            .init(name: "mail.eml", content: .base64(Data(Papers.eml).base64EncodedString()), received: Day("2026-08-31")),
        ], to: triad, in: alliance).get()
        #expect(reply.entries[0].sentences.suffix(2) == ["attached document 1", "attached document 2"])
        let found = try documents(triad, alliance)
        #expect(found.map(\.document.number) == [1, 2])
        #expect(found.map(\.document.name) == ["Reply slip.pdf", "mail.eml"])
        #expect(found.map(\.document.kind) == [.pdf, .eml])
        #expect(found.map(\.document.size) == [Papers.pdf.count, Papers.eml.count])
        #expect(found.map(\.document.received.description) == ["2026-09-01", "2026-08-31"])
        #expect(found.map(\.document.visibility) == [.triad, .triad])
        #expect(found.map(\.entry) == [2, 2])
        #expect(try alliance.store.reading { .success(try $0.content(of: found[0].document)) }.get() == Papers.pdf)
        #expect(try FileManager.default.attributesOfItem(atPath: place(of: found[0].document, alliance))[.posixPermissions] as? Int == 0o600)
        #expect(try alliance.store.verify().differences == [])
    }

    @Test("A document's name and hash are concealed in the ledger, and a plain entry says nothing of documents")
    func concealed() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([.init(name: "Ben Oduya.pdf", content: .bytes(Papers.pdf))], to: triad, in: alliance)
        let other = try alliance.startTriad()
        let (bytes, plain) = try alliance.store.read { db in
            (try Data.fetchOne(db, sql: "SELECT bytes FROM entry WHERE stream = ? AND number = 2", arguments: [triad]) ?? Data(),
             try String.fetchOne(db, sql: "SELECT body FROM cases WHERE id = ?", arguments: [other]) ?? "")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("\"attached\"") && !text.contains("Oduya.pdf") && !text.contains(Hash(of: Papers.pdf).hex))
        #expect(!plain.contains("documents"))
    }

    @Test("The same content is kept once, under its hash, whatever it is called")
    func once() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([Papers.text("The same.", named: "a.txt"), Papers.text("The same.", named: "b.txt")], to: triad, in: alliance)
        #expect(try documents(triad, alliance).map(\.document.name) == ["a.txt", "b.txt"])
        #expect(alliance.store.documents.files().map(\.name) == [Hash(of: Array("The same.".utf8)).hex])
    }

    @Test("A content that was changed behind our back is mended by whoever attaches the same again")
    func mended() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([Papers.text("Right.")], to: triad, in: alliance)
        let path = place(of: try documents(triad, alliance)[0].document, alliance)
        try Data("Wrong.".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try alliance.store.verify().differences.count == 1)
        try attach([Papers.text("Right.")], to: triad, as: "P3", in: alliance)
        #expect(try alliance.store.verify().differences == [])
    }

    // MARK: - What is not taken

    @Test("Each kind is told from the content", arguments: [
        ("a.pdf", Papers.pdf), ("a.PDF", Array("\n".utf8) + Papers.pdf), ("a.txt", Papers.txt), ("a.eml", Papers.eml), ("a.jpg", Papers.jpeg),
        ("a.jpeg", Papers.jpeg), ("a.png", Papers.png), ("a.docx", Papers.docx), ("a.xlsx", Papers.xlsx), ("Übersicht.txt", Papers.txt),
    ])
    func kinds(name: String, content: [UInt8]) throws {
        #expect(try OfferedDocument(name: name, content: .bytes(content)).checked(at: "it").attachment.name == name)
    }

    @Test("Another kind than the name says is refused, with what it seems to be", arguments: [
        ("a.pdf", Papers.docx, "docx"), ("a.docx", Papers.xlsx, "xlsx"), ("a.xlsx", Papers.pdf, "pdf"), ("a.jpg", Papers.png, "png"),
        ("a.png", Papers.jpeg, "jpeg"), ("a.eml", Papers.txt, "txt"), ("a.txt", Papers.jpeg, "jpeg"), ("a.docx", Papers.packed(["a.txt"]), nil),
        ("a.txt", Array("caf\u{E9}".unicodeScalars.map { UInt8($0.value) }), nil), ("a.docx", Array(Papers.docx.prefix(60)), nil),
        ("a.pdf", [0x7F] + Array("ELF".utf8) + [0, 0], nil),
    ])
    func otherKind(name: String, content: [UInt8], seems: String?) throws {
        let refusal = try #require(throws: Refusal.self) { try OfferedDocument(name: name, content: .bytes(content)).checked(at: "it") }
        #expect(refusal.code == .wrongType && refusal.place == "it.content")
        #expect(refusal.sentence.hasSuffix(seems.map { "; it seems to be \($0)." } ?? "as its name says."))
    }

    @Test("A name that is none, hides a file, or is of a kind that is not kept, is refused", arguments: [
        "", "../a.pdf", "a/b.pdf", "a\\b.pdf", "a\u{0}.pdf", "a\n.pdf", "a\u{202E}fdp.pdf", ".pdf", ".a.pdf", "a", "a.exe", "a.pdf.exe", "pdf",
        String(repeating: "a", count: 252) + ".pdf", String(repeating: "é", count: 126) + ".pdf",
    ])
    func badNames(name: String) throws {
        let refusal = try #require(throws: Refusal.self) { try OfferedDocument(name: name, content: .bytes(Papers.pdf)).checked(at: "it") }
        #expect(refusal.code == .wrongType && refusal.place == "it.name")
    }

    @Test("25 MB are taken, one byte more is not; nor is an empty file, nor what is no base64")
    func sizes() throws {
        let most = Papers.pdf + [UInt8](repeating: 0x20, count: OfferedDocument.most - Papers.pdf.count)
        #expect(try OfferedDocument(name: "a.pdf", content: .bytes(most)).checked(at: "it").attachment.size == 26_214_400)
        #expect(try OfferedDocument(name: "a.pdf", content: .base64(Data(most).base64EncodedString())).checked(at: "it").attachment.size == 26_214_400)
        func code(_ content: OfferedDocument.Content) -> Refusal.Code? {
            #expect(throws: Refusal.self) { try OfferedDocument(name: "a.pdf", content: content).checked(at: "it") }
            do {
                _ = try OfferedDocument(name: "a.pdf", content: content).checked(at: "it")
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(.bytes(most + [0x20])) == .outOfRange)
        // Not even read: it is no base64 at all.
        #expect(code(.base64(String(repeating: "*", count: 42_000_000))) == .outOfRange)
        #expect(code(.bytes([])) == .outOfRange)
        #expect(code(.base64("")) == .outOfRange)
        #expect(code(.base64("JVBERi0x*")) == .wrongType)
    }

    @Test("Too many at once, a day that has not come, more eyes than the entry has: refused, and nothing is written")
    func refused() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        #expect(throws: Refusal.self) { try alliance.store.keep(Array(repeating: Papers.text("It."), count: 21)).get() }
        #expect(alliance.store.documents.files().isEmpty)
        var late = Papers.text("It.")
        late.received = Day("2026-09-02")
        var open = Papers.text("It.")
        open.visibility = .public
        for (offered, code) in [(late, Refusal.Code.dateInFuture), (open, .outOfRange)] {
            guard case .failure(let refusal) = try attach([offered], to: triad, in: alliance) else { throw Missing() }
            #expect(refusal.code == code)
        }
        #expect(try documents(triad, alliance) == [])
        // A command that makes no entry of a case takes none.
        guard case .failure(let refusal) = try attach([Papers.text("It.")], to: triad, as: "P1", .coordinate(person: "P2", isOn: true), in: alliance) else { throw Missing() }
        #expect(refusal.code == .unknownField)
    }

    @Test("What is only rehearsed keeps nothing; what was accepted names only what lies there")
    func rehearsed() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        var command = Command(as: "P2", .event(case: triad, event: "accept", form: [:]))
        command.attachments = try alliance.store.keep([Papers.text("It.")], isForGood: false).get()
        #expect(alliance.store.documents.files().isEmpty)
        guard case .failure(let refusal) = try alliance.store.perform(command) else { throw Missing() }
        #expect(refusal.code == .documentLost)
    }

    @Test("A key stands for the documents too")
    func key() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        func send(_ text: String) throws -> Result<Reply, Refusal> {
            var command = Command(as: "P2", key: .init(client: "c", text: "1"), .event(case: triad, event: "accept", form: [:]))
            command.attachments = try alliance.store.keep([Papers.text(text)]).get()
            return try alliance.store.perform(command)
        }
        let first = try send("It.").get()
        #expect(try send("It.").get() == first)
        guard case .failure(let refusal) = try send("Another.") else { throw Missing() }
        #expect(refusal.code == .keyReused)
    }

    // MARK: - Corrections

    @Test("Documents of an entry that is set aside are set aside with it, and stay; their numbers are not given again")
    func setAside() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([Papers.text("One.")], to: triad, in: alliance)
        let correct = Command.Act.correct(case: triad, entry: 2, .setAside, because: "The wrong school.", elsewhere: false)
        try attach([Papers.text("Why.")], to: triad, as: "P1", correct, in: alliance)
        try attach([Papers.text("Three.")], to: triad, in: alliance)
        let found = try documents(triad, alliance)
        #expect(found.map(\.document.number) == [1, 2, 3])
        #expect(found.map(\.entry) == [2, 3, 4])
        #expect(found.map(\.setAsideBy) == [3, nil, nil])
        #expect(try alliance.store.reading { .success(try $0.content(of: found[0].document)) }.get() == Array("One.".utf8))
        #expect(try alliance.store.verify().differences == [])
        // Taken back: the correction's own document is set aside, and the first stands again.
        try attach([], to: triad, as: "P1", .correct(case: triad, entry: 3, .setAside, because: "It was the right one.", elsewhere: false), in: alliance)
        #expect(try documents(triad, alliance).map(\.setAsideBy).prefix(2) == [nil, 5])
        #expect(try alliance.store.verify().differences == [])
    }

    @Test("A slip that is mended keeps the entry's documents")
    func slip() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([Papers.text("One.")], to: triad, in: alliance)
        _ = try alliance.perform("P1", .setClock(Instant("2026-09-02T08:00:00Z") ?? .first)).get()
        let mend = Command.Act.correct(
            case: triad, entry: 2, .clerical([:], on: When("2026-09-02", in: .london), by: nil), because: "A day later.", elsewhere: false)
        _ = try attach([Papers.text("Two.")], to: triad, mend, in: alliance).get()
        #expect(try documents(triad, alliance).map(\.document.number) == [1, 2])
        #expect(try documents(triad, alliance).map(\.setAsideBy) == [nil, nil])
        #expect(try alliance.store.verify().differences == [])
    }

    // MARK: - Verifying

    @Test("verify names each document that is missing or has been changed, with its case, number and entry")
    func verified() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([Papers.text("One."), Papers.text("Two."), Papers.text("Three.")], to: triad, in: alliance)
        let found = try documents(triad, alliance).map(\.document)
        try FileManager.default.removeItem(atPath: place(of: found[1], alliance))
        try Data("Three!".utf8).write(to: URL(fileURLWithPath: place(of: found[2], alliance)))
        let named = Set(try alliance.store.verify().differences.map(\.description))
        #expect(named == [
            "document triad-cycle-1, 2: its content, which came with entry triad-cycle-1/2, is missing",
            "document triad-cycle-1, 3: its content, which came with entry triad-cycle-1/2, has been changed",
        ])
        try FileManager.default.removeItem(atPath: alliance.store.documents.path)
        #expect(try alliance.store.verify().differences.count == 3)
        #expect(throws: Refusal.self) { try alliance.store.reading { .success(try $0.content(of: found[0])) }.get() }
    }

    @Test("What no entry names is counted by doctor, and harms nothing")
    func unnamed() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([Papers.text("One.")], to: triad, in: alliance)
        _ = try alliance.store.keep([Papers.text("Nobody.")]).get()
        let diagnosis = try alliance.store.diagnosis()
        #expect(diagnosis.documents == .init(files: 2, bytes: 11))
        #expect(diagnosis.unnamed == .init(files: 1, bytes: 7))
        #expect(diagnosis.integrity.isEmpty)
        #expect(try alliance.store.verify().isClean)
    }

    @Test("With its hash a document is erased, but for one that another entry has too")
    func erased() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([Papers.text("One."), Papers.text("Both.")], to: triad, in: alliance)
        try attach([Papers.text("Both.")], to: triad, as: "P3", in: alliance)
        let found = try documents(triad, alliance).map(\.document)
        let concealed = try #require(try alliance.store.read { try Log(db: $0).entry(stream: triad, number: 2) })
        let values = concealed.entry.concealed.count
        try alliance.store.erase(Array(values - 4..<values), of: triad, number: 2)
        #expect(!FileManager.default.fileExists(atPath: place(of: found[0], alliance)))
        #expect(FileManager.default.fileExists(atPath: place(of: found[1], alliance)))
        #expect(try documents(triad, alliance).map(\.document.name) == ["(erased)", "(erased)", "note.txt"])
        #expect(try alliance.store.verify().differences == [])
    }

    private func asked(_ text: String, _ command: Command) -> Asked {
        var asked = Asked(command)
        asked.documents = [Papers.text(text)]
        return asked
    }

    @Test("What comes with a command that is not accepted, or with one that is asked again, does not stay on the disk")
    func notAccepted() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        func files() -> Int { alliance.store.documents.files().count }
        let accept = Command(as: "P2", key: .init(client: "c", text: "1"), .event(case: triad, event: "accept", form: [:]))
        var early = Command(as: "P2", .event(case: triad, event: "begin-cycle", form: [:]))
        #expect(try alliance.store.perform([asked("One.", early)])[0].isRefused && files() == 0)
        #expect(try !alliance.store.perform([asked("Two.", accept)])[0].isRefused && files() == 1)
        // What another entry names stays, and of all or none nothing.
        #expect(try alliance.store.perform([asked("Two.", early)])[0].isRefused && files() == 1)
        early.as = "P3"
        let both = [asked("Three.", Command(as: "P3", .event(case: triad, event: "accept", form: [:]))), asked("Four.", early)]
        #expect(try alliance.store.perform(both, keeping: .all).map(\.isRefused) == [false, true] && files() == 1)
        let concealed = try #require(try alliance.store.read { try Log(db: $0).entry(stream: triad, number: 2) }).entry.concealed.count
        #expect(try alliance.store.erase(Array(0..<concealed), of: triad, number: 2) && files() == 0)
        #expect(try alliance.store.perform([asked("Two.", accept)])[0].isRefused, "its key was erased with it")
        #expect(files() == 0)
    }

    @Test("What an erasure could not take away, since somebody was at the file, is said by the reply and gone after the next command")
    func unfinished() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([Papers.text("One.")], to: triad, in: alliance)
        let hash = try #require(try documents(triad, alliance).first).document.hash
        var surroundings = Alliance.surroundings
        surroundings.patience = 0.05
        let store = try Store(at: alliance.folder.file, mode: .writing, sources: Alliance.shipped, surroundings: surroundings)
        var open = Configuration()
        open.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: alliance.folder.file, configuration: open)
        try reader.writeWithoutTransaction { try $0.execute(sql: "BEGIN; SELECT count(*) FROM entry") }
        let reply = try store.perform(Command(as: "P1", .erase(person: nil, text: hash, because: "She asked for it."))).get()
        #expect(reply.isUnfinished && store.documents.files().isEmpty && !store.documents.hasWaiting)
        try reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        // A content whose removal is held up waits until something is written.
        try store.documents.keep(Array("Two.".utf8), hash: Hash(of: Array("Two.".utf8)).hex)
        try store.documents.keepWaiting([Hash(of: Array("Two.".utf8)).hex])
        try reader.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        #expect(!store.finishErasing() && store.documents.files().count == 1)
        try #expect(store.diagnosis().warnings.contains { $0.sentence == "The content of a document that was erased lies still beside the file." })
        try reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        try #expect(!store.perform(Command(as: "P3", .event(case: triad, event: "accept", form: [:]))).get().isUnfinished)
        #expect(store.documents.files().isEmpty && !store.documents.hasWaiting)
    }

    // MARK: - Backups

    @Test("A backup is one file with the documents in it, which is restored as it was")
    func restored() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let large = Papers.pdf + (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        try attach([.init(name: "large.pdf", content: .bytes(large)), Papers.text("Two.")], to: triad, in: alliance)
        let (backup, to) = (alliance.folder.path + "/backup", alliance.folder.path + "/restored.triad")
        let head = try alliance.store.backup(to: backup).head
        #expect(try FileManager.default.contentsOfDirectory(atPath: alliance.folder.path).filter { $0.hasPrefix("backup") } == ["backup"])
        #expect((try? Store(at: backup, mode: .reading)) == nil)
        #expect { try Store(at: backup, mode: .reading) } throws: { ($0 as? StoreFailure)?.code == .isBackup && ($0 as? StoreFailure)?.remedy.contains("triad restore") == true }
        let verification = try Store.restore(backup, to: to)
        #expect(verification.isClean && verification.head == head)
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: alliance.folder.path)).isSuperset(of: ["restored.triad", "restored.triad.documents"]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: alliance.folder.path).allSatisfy { !$0.hasPrefix("restored.triad.") || $0 == "restored.triad.documents" })
        let store = try Store(at: to, mode: .writing)
        let found = try store.reading { .success(try $0.documents(of: triad).map(\.document)) }.get()
        #expect(found.map(\.name) == ["large.pdf", "note.txt"])
        #expect(try store.documents.bytes(of: found[0]) == large)
        #expect(try store.diagnosis().journal == "wal" && store.diagnosis().unnamed == .init())
    }

    @Test("Nothing is restored over a file, over documents, from what is no backup, or from one that does not verify")
    func notRestored() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([Papers.text("One.")], to: triad, in: alliance)
        let backup = alliance.folder.path + "/backup"
        _ = try alliance.store.backup(to: backup)
        func code(_ from: String, _ to: String) -> StoreFailure.Code? {
            do throws(StoreFailure) {
                _ = try Store.restore(from, to: to)
                return nil
            } catch {
                return error.code
            }
        }
        let to = alliance.folder.path + "/to"
        #expect(code(backup, alliance.folder.file) == .fileExists)
        try FileManager.default.createDirectory(atPath: to + ".documents", withIntermediateDirectories: true)
        #expect(code(backup, to) == .fileExists)
        try FileManager.default.removeItem(atPath: to + ".documents")
        #expect(code(alliance.folder.path + "/none", to) == .fileMissing)
        #expect(code("/bin/sh", to) == .notDatabase)
        #expect(code(backup, alliance.folder.path + "/none/to") == .folderMissing)
        try DatabaseQueue(path: backup).write { try $0.execute(sql: "UPDATE document_content SET bytes = x'00'") }
        #expect(code(backup, to) == .damaged)
        #expect(try FileManager.default.contentsOfDirectory(atPath: alliance.folder.path).allSatisfy { !$0.hasPrefix("to") })
    }

    @Test("A backup without a document that is missing says so, and is restored; a file without any is backed up and restored as one file")
    func incomplete() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let plain = alliance.folder.path + "/plain"
        #expect(try alliance.store.backup(to: plain).lacking == [])
        #expect(try Store(at: plain, mode: .reading).verify().isClean)
        #expect(try Store.restore(plain, to: alliance.folder.path + "/again.triad").isClean)
        try attach([Papers.text("One."), Papers.text("Two."), Papers.text("Three.")], to: triad, in: alliance)
        let found = try documents(triad, alliance).map(\.document)
        try FileManager.default.removeItem(atPath: place(of: found[0], alliance))
        try Data("Two!".utf8).write(to: URL(fileURLWithPath: place(of: found[1], alliance)))
        let (backup, to) = (alliance.folder.path + "/backup", alliance.folder.path + "/restored.triad")
        #expect(try alliance.store.backup(to: backup).lacking == ["document 1 of triad-cycle-1 is missing", "document 2 of triad-cycle-1 has been changed"])
        let verification = try Store.restore(backup, to: to)
        #expect(verification.isClean && verification.lacking == 2)
        let store = try Store(at: to, mode: .writing)
        #expect(try store.documents.bytes(of: found[2]) == Array("Three.".utf8))
        #expect(try store.verify().differences.count == 2)
    }

    @Test("What a killed process left of a copy is taken away by the next to that name; a copy that another is making is left alone")
    func leftBehind() throws {
        let alliance = try Alliance()
        try attach([Papers.text("One.")], to: try alliance.startTriad(), in: alliance)
        let (backup, to) = (alliance.folder.path + "/backup", alliance.folder.path + "/to.triad")
        func leave(_ path: String) throws {
            try Data("half a file".utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.createDirectory(atPath: path + ".documents/ab", withIntermediateDirectories: true)
        }
        for name in [backup, to] { try leave("\(name).0123456789abcdef.unfinished") }
        let others = ["\(to).0123456789abcdef", "\(to).mine.unfinished"]
        for other in others { try leave(other) }
        let held = "\(to).fedcba9876543210.unfinished"
        try leave(held)
        let descriptor = open(held, O_RDONLY)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        _ = try alliance.store.backup(to: backup)
        _ = try Store.restore(backup, to: to)
        let left = try FileManager.default.contentsOfDirectory(atPath: alliance.folder.path).filter { $0.hasPrefix("backup") || $0.hasPrefix("to.") }
        let expected = ["backup", "to.triad", "to.triad.documents"] + (others + [held]).flatMap { path in ["", ".documents"].map { URL(fileURLWithPath: path + $0).lastPathComponent } }
        #expect(Set(left) == Set(expected))
    }

    @Test("A document that somebody else takes away between its keeping and its entry is kept again: nothing is lost, and nothing is refused")
    func keptAgain() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let command = Command(as: "P2", .event(case: triad, event: "accept", form: [:]))
        var asked = Asked(command: { _ in
            // Whoever was refused with the same document has just taken it away.
            let lying = alliance.store.documents.files()
            for file in lying { _ = alliance.store.documents.remove(file.name) }
            #expect(lying.count == 1)
            return command
        })
        asked.documents = [Papers.text("One.")]
        _ = try #require(try alliance.store.perform([asked]).first).get()
        let found = try documents(triad, alliance).map(\.document)
        #expect(try found.map { try alliance.store.documents.bytes(of: $0) } == [Array("One.".utf8)])
        #expect(try alliance.store.verify().isClean)
    }

    // MARK: - Looking back

    @Test("As it was: a document that came later is not there, one that was set aside since is")
    func asOf() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try attach([Papers.text("One.")], to: triad, in: alliance)
        try attach([], to: triad, as: "P1", .correct(case: triad, entry: 2, .setAside, because: "Wrong.", elsewhere: false), in: alliance)
        try attach([Papers.text("Two.")], to: triad, in: alliance)
        func numbers(_ entry: Int, corrected: Bool = false) throws -> [Int] {
            try alliance.store.reading(asOf: AsOf(.entry(stream: triad, number: entry), isCorrected: corrected), zone: .london, of: [triad]) { past, _ in
                .success(try past.documents(of: triad).map(\.document.number))
            }.get()
        }
        #expect(try numbers(1) == [])
        #expect(try numbers(2) == [1])
        #expect(try numbers(2, corrected: true) == [])
        #expect(try numbers(4) == [1, 2])
    }

    private struct Missing: Error {}
}

extension Result where Failure == Refusal {
    fileprivate var isRefused: Bool { if case .failure = self { true } else { false } }
}

@Suite("A file behind a symbolic link")
struct LinkedFileTests {
    @Test("Its own log is measured where it lies, and is brought into the file when it has grown")
    func link() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        let link = alliance.folder.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: alliance.folder.file)
        let store = try Store(at: link, mode: .writing, sources: Alliance.shipped, surroundings: Alliance.surroundings)
        _ = try store.perform(Command(as: "P2", .event(case: triad, event: "accept", form: [:]))).get()
        #expect(store.walSize > 0)
        #expect(try store.diagnosis().fileBytes == alliance.store.diagnosis().fileBytes)
    }
}
