import CivilTime
import Foundation
import GRDB
import Testing

@testable import CaseStore

@Suite("A file is opened only if it is ours and can be kept safe")
struct FileTests {
    @Test("A new file is its owner's alone, in WAL mode, with our name in its header and full durability")
    func creation() throws {
        let folder = try Folder()
        let store = try folder.store()
        let attributes = try FileManager.default.attributesOfItem(atPath: store.path)
        #expect(attributes[.posixPermissions] as? NSNumber == 0o600)
        #expect(try store.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try store.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
        #expect(try store.read { try Int.fetchOne($0, sql: "PRAGMA wal_autocheckpoint") } == 0)
        #expect(try store.read { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
        try store.close()
        let header = try Data(contentsOf: URL(fileURLWithPath: store.path)).prefix(100)
        #expect(Array(header[68..<72]) == Array("Tria".utf8))
    }

    @Test("Opening for a query changes no byte of the file")
    func readingWritesNothing() throws {
        let folder = try Folder()
        try folder.store().close()
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.file))
        let store = try Store(at: folder.file, mode: .reading)
        #expect(try store.read { try Log(db: $0).size() } == 1)
        #expect(throws: StoreFailure.self) { try store.write { try $0.execute(sql: "DELETE FROM key") } }
        try store.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == before)
    }

    @Test("What is no Triad file is said to be none, with a way out, and is left as it was")
    func strangers() throws {
        let folder = try Folder()
        func code(_ path: String, _ mode: Store.Mode = .writing) -> StoreFailure.Code? {
            do throws(StoreFailure) {
                _ = try Store(at: path, mode: mode)
                return nil
            } catch {
                #expect(!error.remedy.isEmpty)
                return error.code
            }
        }
        #expect(code(folder.file) == .fileMissing)
        #expect(code(folder.path) == .isFolder)
        try Data("Dear colleague".utf8).write(to: URL(fileURLWithPath: folder.file))
        #expect(code(folder.file) == .notDatabase)
        try Data().write(to: URL(fileURLWithPath: folder.file))
        #expect(code(folder.file) == .notDatabase)
        try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: folder.file))
        #expect(code(folder.file) == .notDatabase)

        let other = folder.path + "/other.db"
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (x); PRAGMA application_id = 7") }
        let before = try Data(contentsOf: URL(fileURLWithPath: other))
        #expect(code(other) == .otherProgram)
        #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("other.db-") } == [])
    }

    @Test("A file of a newer version asks for a newer program")
    func newer() throws {
        let folder = try Folder()
        let store = try folder.store()
        try store.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        #expect(throws: StoreFailure(
            .newerVersion, "\(folder.file) was written by a newer Triad (file version 99, this program knows \(Schema.version)).",
            at: folder.file, remedy: "Bring this program up to date.")
        ) { try Store(at: folder.file, mode: .reading) }
        try store.close()
        #expect(throws: StoreFailure.self) { try Store(at: folder.file, mode: .writing) }
    }

    @Test("A file that may only be read can be read and is refused to a writer")
    func readOnly() throws {
        let folder = try Folder()
        try folder.store().close()
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: folder.file)
        #expect(throws: FileChecks.readOnly(folder.file)) { try Store(at: folder.file, mode: .writing) }
        #expect(try Store(at: folder.file, mode: .reading).read { try Log(db: $0).size() } == 1)
    }

    @Test("A file that another program keeps locked is waited for, then named as busy")
    func busy() throws {
        let folder = try Folder()
        let store = try folder.store(patience: 0.05)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: folder.file, configuration: configuration)
        try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
        #expect(throws: StoreFailure(
            .busy, "Another program has kept \(folder.file) locked for too long.", at: folder.file,
            remedy: "Wait for it to finish, or end it, and ask again.")
        ) { try store.write { try $0.execute(sql: "DELETE FROM key") } }
        try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
        try store.write { try $0.execute(sql: "DELETE FROM key") }
    }

    @Test("A file that is moved away or replaced while it is open is written no more: what is done stands where its name says")
    func replaced() throws {
        let folder = try Folder()
        let store = try folder.store()
        func code(_ body: () throws -> Void) -> StoreFailure.Code? {
            do { try body() } catch { return (error as? StoreFailure)?.code }
            return nil
        }
        func codes() -> [StoreFailure.Code?] {
            [code { _ = try store.read { try Log(db: $0).size() } }, code { try store.write { try $0.execute(sql: "DELETE FROM key") } }]
        }
        let (away, files) = (folder.path + "/away.triad", FileManager.default)
        try files.moveItem(atPath: folder.file, toPath: away)
        #expect(codes() == [.fileMissing, .fileMissing])
        try files.copyItem(atPath: away, toPath: folder.file)
        #expect(codes() == [.fileReplaced, .fileReplaced])
        try files.removeItem(atPath: folder.file)
        try files.moveItem(atPath: away, toPath: folder.file)
        #expect(codes() == [nil, nil])
    }

    @Test("A pipe in place of a file is no Triad file, and is not waited for")
    func namedPipe() throws {
        let folder = try Folder()
        try #require(mkfifo(folder.file, 0o600) == 0)
        #expect { try Store(at: folder.file, mode: .reading) } throws: { ($0 as? StoreFailure)?.code == .notDatabase }
    }

    @Test("Nothing is made over a file, in a folder that is not there, or where nothing was meant")
    func creationRefused() throws {
        let folder = try Folder()
        try folder.store().close()
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.file))
        #expect(throws: StoreFailure.self) { try folder.store() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == before)
        #expect(throws: StoreFailure.self) { try folder.store(at: folder.path + "/none/a.triad") }
        struct Halt: Error {}
        #expect(throws: StoreFailure.self) {
            try Store.create(at: folder.path + "/b.triad", surroundings: folder.surroundings()) { _ in throw Halt() }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("b.triad") } == [])
    }

    @Test(
        "A folder that another program copies is named",
        arguments: [
            ("/home/jo/OneDrive - Northern Alliance/triad", "OneDrive"), ("/home/jo/OneDrive/triad", "OneDrive"),
            ("/home/jo/Dropbox (Personal)", "Dropbox"), ("/home/jo/SharePoint/x", "SharePoint"),
            ("//server/share", "a network share"), ("/mnt/school docs/x", "a network share (cifs)"),
            ("/srv/nfs/a", "a network share (nfs4)"), ("/home/jo/triad", nil), ("/home/jo/Dropboxes", nil), ("/srv/nfs-local", nil),
        ] as [(String, String?)])
    func synchronised(path: String, what: String?) {
        let mounts = """
            /dev/sda1 / ext4 rw 0 0
            server:/export /srv/nfs nfs4 rw 0 0
            //server/docs /mnt/school\\040docs cifs rw 0 0
            """
        #expect(SynchronisedFolder(path: path, mounts: mounts)?.what == what)
    }

    @Test("A file in such a folder is refused when it is made, with where to put it")
    func synchronisedCreation() throws {
        let folder = try Folder()
        let shared = folder.path + "/OneDrive - Northern Alliance"
        try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: false)
        #expect {
            try folder.store(at: shared + "/a.triad")
        } throws: { error in
            (error as? StoreFailure)?.code == .synchronised && (error as? StoreFailure)?.remedy.contains("triad backup") == true
        }
    }
}

/// A folder of its own for a test, gone when the test is over.
final class Folder {
    let path: String
    var file: String { path + "/a.triad" }

    init() throws {
        path = NSTemporaryDirectory() + "/triad-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// A clock that stands still, and bytes that count.
    func surroundings(patience: Double = 10) -> Store.Surroundings {
        Store.Surroundings(
            now: { Instant(milliseconds: 1_790_000_000_000) },
            random: { (0..<$0).map { UInt8(truncatingIfNeeded: $0) } }, patience: patience)
    }
}
