import Casework
import Foundation
import GRDB
import Register
import Testing

@testable import CaseStore

@Suite("SQLite's own log is brought into the file")
struct CheckpointTests {
    private let alliance: Alliance
    private var store: Store { alliance.store }

    init() throws { alliance = try Alliance() }

    /// Writes more than is left in the log before a checkpoint.
    private func fill() throws {
        try store.write { db in
            try db.execute(
                sql: "INSERT INTO definition_text (hash, file, source, canonical, checksum) VALUES (hex(randomblob(8)), '', hex(zeroblob(?)), '', x'')",
                arguments: [Store.checkpointAt / 2])
        }
    }

    @Test("Past 4 MB the commit that comes to it brings the log in")
    func large() throws {
        try fill()
        #expect(store.walSize == 0)
    }

    @Test("A reader who is still at it does not hold up a commit: the log grows, and is brought in after she has left")
    func reader() throws {
        let reading = try DatabaseQueue(path: store.path)
        try reading.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN")
            let before = try Int.fetchOne(db, sql: "SELECT count(*) FROM entry")
            try fill()
            #expect(store.walSize > Store.checkpointAt)
            _ = try store.perform(Command(as: "P1", .register([.personAdded(Person("P9", name: "Fay Moor"))]))).get()
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM entry") == before, "she reads what was there when she began")
            try db.execute(sql: "COMMIT")
        }
        try fill()
        #expect(store.walSize == 0)
        #expect(try store.read { try Int.fetchOne($0, sql: "PRAGMA busy_timeout") } == Int(store.surroundings.patience * 1_000), "commits wait as long as ever")
        #expect(try store.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") } == ["ok"])
    }
}
