import Casework
import CivilTime
import Foundation
import GRDB
import JSON
import Testing

@testable import CaseStore

@Suite("The ledger only grows, and shows when it has been touched")
struct LedgerTests {
    @Test("An entry is one byte string with its members in a fixed order")
    func bytes() {
        let entry = Entry.sample(number: 1)
        #expect(String(decoding: entry.encoded(), as: UTF8.self) == """
            {"triad":1,"file":"00112233445566778899aabbccddeeff","stream":"file","number":1,\
            "recorded":"2026-09-21T14:13:20.000Z","happened":"2026-09-20","came":"email","as":"P1","typed_by":"P2",\
            "reads":["data.focus"],"writes":["state"],"command":"event agree-scope","id":"0f0f",\
            "key":["desk","000001","e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],\
            "engine":"1","facts":[{"word":"ended"}],"salt":"00"}
            """)
        #expect(Entry(entry.encoded()) == entry)
    }

    @Test("Which request a key stands for is concealed as a value is, and an older entry's bare hash is read as it was written")
    func concealedKey() throws {
        var entry = Entry.sample(number: 1), concealment = Concealment { Array(repeating: 7, count: $0) }
        let bare = try #require(entry.key)
        entry.key = bare.concealed(by: &concealment)
        #expect(!String(decoding: entry.encoded(), as: UTF8.self).contains(bare.request.hex))
        let read = try #require(Entry(entry.encoded()))
        #expect(read == entry)
        #expect(read.key?.request(openings: try Openings(column: concealment.column)) == bare.request)
        #expect(read.key?.request(openings: try Openings(column: "[null]")) == nil)
        #expect(bare.request(openings: try Openings(column: nil)) == bare.request)
    }

    @Test("No row can be changed, taken out or written over, in any column")
    func triggers() throws {
        let folder = try Folder()
        let store = try folder.store(entries: 3)
        let columns = try store.read { try $0.columns(in: "entry").map(\.name).filter { $0 != "opened" } }
        for column in columns {
            #expect(throws: StoreFailure.self, "\(column)") {
                try store.write { try $0.execute(sql: "UPDATE entry SET \(column) = \(column) WHERE place = 1") }
            }
        }
        for statement in [
            "DELETE FROM entry WHERE place = 2",
            "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE place = 1",
            "INSERT OR REPLACE INTO entry SELECT place + 2, stream, number, leaf, roots, bytes, opened, recorded, happened, came, actor, typed_by, login, word, command, definition, engine FROM entry WHERE place = 1",
        ] {
            #expect(throws: StoreFailure.self) { try store.write { try $0.execute(sql: statement) } }
        }
        #expect(try store.read { try Log(db: $0).size() } == 3)
    }

    @Test("A concealed value can be emptied, never changed, and the log still verifies")
    func emptying() throws {
        let folder = try Folder()
        let store = try folder.store(entries: 5)
        let before = try store.read { try Log(db: $0).head() }
        for statement in [
            #"UPDATE entry SET opened = json_set(opened, '$[0][1]', 'other') WHERE place = 2"#,
            #"UPDATE entry SET opened = json_insert(opened, '$[#]', null) WHERE place = 2"#,
            #"UPDATE entry SET opened = json_remove(opened, '$[0]') WHERE place = 2"#,
            #"UPDATE entry SET opened = NULL WHERE place = 2"#,
            #"UPDATE entry SET opened = '7' WHERE place = 2"#,
        ] {
            #expect(throws: StoreFailure.self) { try store.write { try $0.execute(sql: statement) } }
        }
        #expect(try store.ledgerDifferences() == [])
        try store.write { try Log(db: $0).empty(stream: "file", number: 3, values: [0]) }
        #expect(try store.read { try String.fetchOne($0, sql: "SELECT opened FROM entry WHERE place = 2") }?.hasPrefix("[null,[") == true)
        #expect(try store.ledgerDifferences() == [])
        #expect(try store.read { try Log(db: $0).head() } == before)
        let entry = try #require(try store.read { try Log(db: $0).entry(stream: "file", number: 3) })
        #expect(entry.entry.facts.map { entry.openings.reveal($0["name"] ?? .null, erased: "erased") } == [nil, nil, "Ada 3"])
        #expect(entry.entry.facts.map { entry.openings.reveal($0["level"] ?? .null, erased: "erased") } == [nil, "erased", nil])
    }

    @Test("Every entry that was appended can be proved against the head, and the head grows from every earlier one")
    func proofs() throws {
        let folder = try Folder()
        let store = try folder.store(entries: 21)
        try store.read { db in
            let log = Log(db: db)
            let head = try log.head()
            for place in 0..<Int64(21) {
                let entry = try #require(try log.entry(place: place))
                let proof = try #require(try MerkleTree.inclusion(of: place, size: head.size, find: log.subtree))
                #expect(MerkleTree.verify(proof, leaf: MerkleTree.leaf(entry.bytes), root: head.root))
                let grown = try #require(try MerkleTree.consistency(from: place + 1, to: head.size, find: log.subtree))
                #expect(MerkleTree.verify(grown, earlier: try log.root(size: place + 1), later: head.root))
            }
        }
    }

    @Test("Whoever takes the triggers off and changes any column of any row is found, with the column named")
    func tampering() throws {
        let model = try Folder()
        let columns = try model.store(entries: 3).read { try $0.columns(in: "entry") }
        for column in columns {
            let folder = try Folder()
            let store = try folder.store(entries: 3)
            try store.write { db in
                for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                    try db.execute(sql: "DROP TRIGGER \(trigger)")
                }
                let value = column.type == "INTEGER" ? "coalesce(\(column.name), 0) + 1000"
                    : column.type == "BLOB" ? "CAST(\(column.name) || x'07' AS BLOB)" : "coalesce(\(column.name), '') || '7'"
                try db.execute(sql: "UPDATE entry SET \(column.name) = \(value) WHERE place = 1")
            }
            let found = try store.ledgerDifferences()
            #expect(found.contains { $0.table == "entry" && $0.column == column.name }, "\(column.name): \(found)")
        }
    }

    @Test("A text that looks the same and is written in other scalars is another text")
    func scalars() throws {
        let folder = try Folder()
        let store = try folder.store(entries: 1)
        try store.write { db in
            var entry = Entry.sample(number: 2)
            entry.actor = "Ren\u{E9}"
            try Log(db: db).append(entry, opened: nil)
            try db.execute(sql: "DROP TRIGGER entry_is_never_changed; UPDATE entry SET actor = 'Rene\u{301}' WHERE place = 1")
        }
        #expect(try store.ledgerDifferences().map(\.description) == ["entry file/2, actor: the copy differs from the entry"])
    }

    @Test("An entry of lists as deep as they may be is named like any other that cannot be played again")
    func depth() throws {
        let folder = try Folder()
        let store = try folder.store(entries: 1)
        let deep = (0..<500).reduce(JSON.Value.null) { inner, _ in [inner] }
        try store.write { try Log(db: $0).append(.sample(number: 2, facts: [deep]), opened: JSON.Value.array([deep]).text) }
        let found = try store.verify().differences.filter { $0.row == "file/2" }
        #expect(found.map(\.sentence) == ["its facts cannot be played again (Flaw())", "it does not hold the values that the entry conceals"])
    }

    @Test("A row taken out is noticed")
    func missing() throws {
        let folder = try Folder()
        let store = try folder.store(entries: 4)
        try store.write { db in
            try db.execute(sql: "DROP TRIGGER entry_is_never_taken_out; DELETE FROM entry WHERE place = 1")
        }
        #expect(try store.ledgerDifferences().first?.description == "entry file/3, place: the log is not without gaps; 1 was expected")
    }
}

extension Entry {
    static func sample(number: Int, facts: [JSON.Value] = [["word": "ended"]]) -> Entry {
        Entry(
            file: "00112233445566778899aabbccddeeff", stream: "file", number: number,
            recorded: Instant(milliseconds: 1_790_000_000_000), happened: .day(Day(daysSince1970: 20_716)!), came: "email",
            actor: "P1", typedBy: "P2", login: nil, reads: ["data.focus"], writes: ["state"], word: "event agree-scope",
            command: "0f0f", key: Key(client: "desk", text: "00000\(number)", request: Hash(of: [UInt8]())),
            definition: nil, engine: "1", facts: facts, salt: "00")
    }
}

extension Folder {
    /// A file with so many entries of its own stream.
    func store(at path: String? = nil, entries: Int = 1, patience: Double = 10) throws -> Store {
        let surroundings = surroundings(patience: patience)
        let store = try Store.create(at: path ?? file, surroundings: surroundings) { db in
            try db.execute(sql: "INSERT INTO file (one, id, is_virtual, body) VALUES (1, 'x', 0, ?)", arguments: [FileState().json.text])
            try Folder.append(1, to: db, random: surroundings.random)
        }
        for number in 1..<max(entries, 1) {
            try store.write { try Folder.append(number + 1, to: $0, random: surroundings.random) }
        }
        return store
    }

    private static func append(_ number: Int, to db: Database, random: @escaping (Int) -> [UInt8]) throws {
        var concealment = Concealment(random: random)
        let level = concealment.conceal(.int(Int64(number)))
        let name = concealment.conceal(.string("Ada \(number)"))
        let facts: [JSON.Value] = [["word": "ended"], ["level": level], ["name": name]]
        try Log(db: db).append(.sample(number: number, facts: facts), opened: concealment.column)
    }
}

extension Store {
    func ledgerDifferences() throws -> [Difference] {
        try read { db in
            var check = LedgerCheck()
            let rows = try LedgerRow.all(in: db)
            while let values = try rows.next() { check.check(EntryCheck(LedgerRow(values))) }
            return check.differences
        }
    }
}
