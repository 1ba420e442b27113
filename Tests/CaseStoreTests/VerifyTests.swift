import Casework
import CivilTime
import Foundation
import GRDB
import JSON
import Rubrics
import Testing
import Timetables

@testable import CaseStore

@Suite("Whatever another hand changes in the file, verify names it")
struct VerifyTests {
    @Test("One value changed in any column of any table is found, in its row")
    func everyColumn() throws {
        let original = try Alliance()
        try original.fillEveryTable()
        #expect(try original.store.verify().differences == [])
        let columns = try original.store.read { db in
            try TableComparison.tables(of: db).flatMap { table in
                try db.columns(in: table).map { (table: table, column: $0.name, type: $0.type) }
            }
        }
        for (table, column, type) in columns where !(table == "file" && column == "one") {
            let differences = try original.store.write(keeps: false) { db in
                for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                    try db.execute(sql: "DROP TRIGGER \(trigger)")
                }
                try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
                let other = switch type {
                case "INTEGER": "coalesce(\(column), 0) + 1000000"
                case "BLOB": "CAST(coalesce(\(column), '') || x'07' AS BLOB)"
                default: "coalesce(\(column), '') || ' '"
                }
                let key = try db.primaryKey(table).columns
                try db.execute(sql: """
                    UPDATE \(table) SET \(column) = \(other) WHERE (\(key.joined(separator: ", "))) IN
                        (SELECT \(key.joined(separator: ", ")) FROM \(table) ORDER BY \(key.map { "\($0) DESC" }.joined(separator: ", ")) LIMIT 1)
                    """)
                try #require(db.changesCount == 1, "\(table) has no row to change")
                return try Verification.of(db, original.store.documents).differences
            }
            let found = differences.filter { $0.table == table }
            #expect(found.contains { $0.column == column || $0.column == nil }, "\(table).\(column): \(found)")
        }
    }

    @Test("A definition that was changed together with its checksum is not the one of its hash")
    func forgedDefinition() throws {
        let alliance = try Alliance()
        try alliance.startTriad()
        let differences = try alliance.store.write(keeps: false) { db in
            let sql = "SELECT * FROM definition_text WHERE hash = (SELECT hash FROM definition WHERE name = 'triad-cycle')"
            let row = try #require(try Row.fetchOne(db, sql: sql))
            let (hash, file, source, canonical): (String, String, String, String) = (row["hash"], row["file"], row["source"], row["canonical"])
            try Checksum.write("definition_text", [hash, file, source, canonical.replacing("Dissolve", with: "Keep")], in: db)
            return try Verification.of(db, alliance.store.documents).differences
        }
        #expect(differences.map(\.sentence) == ["it is not the definition of this hash"])
    }

    @Test("A row taken out, a row put in, a trigger dropped: each is named")
    func rows() throws {
        let alliance = try Alliance()
        let triad = try alliance.startTriad()
        try alliance.store.write { db in
            try db.execute(sql: "DELETE FROM clock WHERE case_id = ?", arguments: [triad])
            try db.execute(sql: "INSERT INTO credit VALUES ('H1', 'triad-review', 'hosted', 3)")
            try db.execute(sql: "DROP TRIGGER entry_is_never_changed")
        }
        #expect(try alliance.store.verify().differences.map(\.description) == [
            "sqlite_master trigger entry_is_never_changed: it is missing",
            "clock triad-cycle-1, inviting: the row is missing",
            "credit H1, triad-review, hosted: the ledger says nothing of this row",
        ])
    }

    @Test("An erased value leaves a log that verifies, and reads as erased where it is played again")
    func erased() throws {
        let alliance = try Alliance()
        let triad = try alliance.beginCycle()
        let head = try alliance.store.read { try Log(db: $0).head() }
        let entry = try alliance.store.read { try Log(db: $0).last(stream: triad) }
        let before = try alliance.store.read { try Rows(db: $0).case(triad) }
        #expect(before?.data["cycle"] == .text("2026/27"))
        let opened = try alliance.store.read { try String.fetchOne($0, sql: "SELECT opened FROM entry WHERE stream = ? AND number = ?", arguments: [triad, entry]) }
        let values = try #require(try JSON.Value.parse(opened ?? "").arrayValue)
        let place = try #require(values.firstIndex { $0[1] == "2026/27" })
        try alliance.store.erase([place], of: triad, number: entry)
        let verification = try alliance.store.verify()
        #expect(verification.head == head)
        #expect(verification.differences == [])
        #expect(try alliance.store.read { try Rows(db: $0).case(triad) }?.data["cycle"] == .absent(.erased))
    }

    @Test("What a request with a key held cannot be tried out from its entry, and is erased with the values")
    func erasedWithItsKey() throws {
        let alliance = try Alliance()
        let key = Command.Key(client: "desk", text: "0001")
        let triad = try alliance.startTriad()
        for head in ["P2", "P3", "P4"] { _ = try alliance.perform(head, .event(case: triad, event: "accept", form: [:])).get() }
        let command = Command(as: "P1", key: key, .event(case: triad, event: "begin-cycle", form: ["cycle": "2026/27"]))
        let made = try #require(try alliance.store.perform(command).get().entries.first)
        let stored = try #require(try alliance.store.read { try Log(db: $0).entry(stream: made.stream, number: made.number) })
        let tried = Hash(of: command.request.serialized())
        #expect(!String(decoding: stored.bytes, as: UTF8.self).contains(tried.hex))
        #expect(try alliance.store.perform(command).get().entries.first == made)
        try alliance.store.erase([0], of: made.stream, number: made.number)
        #expect(try alliance.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry WHERE opened LIKE ?", arguments: ["%\(tried.hex)%"]) } == 0)
        #expect(try alliance.store.read { try Data.fetchOne($0, sql: "SELECT request FROM key") } == Data())
        #expect(try alliance.store.perform(command).refusal?.sentence == "The key 0001 of desk was used for something that has been erased.")
        #expect(try alliance.store.verify().isClean)
    }

    @Test("A file that was opened, read, backed up and verified is the same byte for byte")
    func nothingWritten() throws {
        let alliance = try Alliance()
        try alliance.beginCycle()
        try alliance.store.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: alliance.folder.file))
        let reader = try Store(at: alliance.folder.file, mode: .reading)
        #expect(try reader.verify().isClean)
        let head = try reader.backup(to: alliance.folder.path + "/copy.triad").head
        #expect(head == (try reader.read { try Log(db: $0).head() }))
        #expect(try reader.diagnosis().integrity == [])
        try reader.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: alliance.folder.file)) == before)
        let copy = try Store(at: alliance.folder.path + "/copy.triad", mode: .writing, sources: Alliance.shipped)
        #expect(try copy.verify().isClean)
        #expect(try copy.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        let attributes = try FileManager.default.attributesOfItem(atPath: copy.path)
        #expect(attributes[.posixPermissions] as? NSNumber == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: alliance.folder.path).filter { $0 == "copy.triad-journal" } == [])
    }

    @Test("A backup is taken while another program writes, and is whole")
    func backupWhileWriting() async throws {
        let alliance = try Alliance()
        let triad = try alliance.beginCycle()
        let (store, path) = (alliance.store, alliance.folder.path)
        let writing = Task.detached {
            for number in 0..<60 {
                _ = try store.perform(Command(as: "P1", .event(
                    case: triad, event: "no-such-event", form: ["n": .int(Int64(number))])))
                _ = try store.perform(Command(as: "P1", .register([.personAdded(.init("X\(number)", name: "Person \(number)"))])))
            }
        }
        let reader = try Store(at: alliance.folder.file, mode: .reading)
        for number in 0..<5 {
            _ = try reader.backup(to: "\(path)/copy-\(number).triad")
            #expect(try Store(at: "\(path)/copy-\(number).triad", mode: .reading).verify().isClean)
        }
        try await writing.value
        #expect(try alliance.store.verify().isClean)
    }
}

extension Alliance {
    /// Leaves at least one row in each table.
    func fillEveryTable() throws {
        let triad = try startTriad()
        _ = try perform("P1", .propose(forming: ["groups": [["H1", "H2", "H3"]], "workflow": "triad-cycle"])).get()
        _ = try perform("P2", key: .init(client: "desk", text: "1"), .register([.declarationMade(.init(person: "P2", on: Alliance.today))])).get()
        _ = try perform("P1", .timetable(Timetable([Session(.init(term: "Autumn", programme: "ITT", name: "Questioning"), on: Alliance.today)]))).get()
        try store.documents.keep(Papers.txt, hash: Hash(of: Papers.txt).hex)
        try store.write { db in
            // What no short course of a shipped workflow leaves: written as the projection writes it, from facts of an entry.
            var performing = try Performing(db, store: self.store, Remembered())
            let rater = Case.Collection.Rater(role: "lead", holder: "H2", person: "P3")
            let sheet = try SealedSheet(json: ["rubric": "r", "version": 1, "rater": "H2", "judgements": []])
            let settlement = try Settlement(json: ["criterion": "c", "chosen": "lead", "by": "P3", "because": "Because."])
            let facts: [Fact] = [
                .added(record: "leavers", row: 1, values: [.init("because", .text("Closed."), .triad)], by: "P1", on: Alliance.today),
                .sealed(sheet: "peer", rater: rater, sheet), .settled(sheet: "peer", settlement),
                .voted(vote: "award", member: rater, CastVote(choice: "granted", reason: "Because.")),
                .linked(link: "reviews", case: "triad-review-1"), .credited(organisation: "H1", word: "hosted"), .incident(what: "clock x", refusal: Refusal(.guardError, "It errs.")),
                .attached(Document(
                    number: 1, name: "a.txt", kind: .txt, size: Papers.txt.count, hash: Hash(of: Papers.txt).hex, received: Alliance.today, by: "P1",
                    visibility: .triad)),
            ]
            try performing.writing.append(
                Decision(facts: facts, happened: .day(Alliance.today)), to: triad, .init(actor: "P1", typedBy: "P2", login: "ada", word: "event x"))
            try performing.writing.append(
                Decision(facts: [.letterSent(number: 1, how: .post)], happened: .day(Alliance.today)), to: triad, .init(actor: "P1", word: "letter-sent 1"))
            let slip = Correction(entry: 3, kind: .inError, because: "A slip.", setAside: [3])
            try performing.writing.append(
                Decision(facts: [.corrected(slip)], happened: .day(Alliance.today)), to: triad, .init(actor: "P1", word: "correct 3"))
            let draft = try DraftSheet(json: ["rubric": "r", "version": 1, "rater": "H1", "judgements": []])
            try Checksum.write("draft", [triad, "self", "host", "H1", "P2", 5, draft.json.text], in: db)
        }
    }

    static let today = Day(year: 2026, month: 9, day: 1) ?? .first
}
