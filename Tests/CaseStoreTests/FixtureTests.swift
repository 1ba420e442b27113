import Casework
import Foundation
import JSON
import Testing

@testable import CaseStore

/// Each version of the file has one kept as it was written; every later program reads, verifies and goes on with it.
@Suite("Files of every version are read")
struct FixtureTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    /// From this version on what is kept is a backup with a document in it.
    private static let firstWithDocuments = 4

    @Test("A file of each version is opened, verifies, and is written to", arguments: 1...Schema.version)
    func versions(version: Int) throws {
        let place = try Folder()
        let kept = Self.folder.appending(path: "version-\(version).database")
        if version < Self.firstWithDocuments {
            try FileManager.default.copyItem(atPath: kept.path, toPath: place.file)
        } else {
            #expect(try Store.restore(kept.path, to: place.file).differences == [])
        }
        let reader = try Store(at: place.file, mode: version == Schema.version ? .reading : .writing)
        #expect(try reader.verify().differences == [])
        let triad = try reader.reading { .success(try $0.case("triad-cycle-1")) }.get()
        #expect(triad?.configuration == ["standing", "standing.cycle-running"])
        try reader.close()
        let store = try Store(at: place.file, mode: .writing, sources: Alliance.shipped, surroundings: Alliance.surroundings)
        _ = try store.perform(Command(as: "P1", .event(case: "triad-review-1", event: "withdraw", form: ["reason": "It cannot be."]))).get()
        #expect(try store.verify().differences == [])
    }

    /// Run once for each new version, before it is released, with `TRIAD_WRITE_FIXTURE=1`.
    @Test("The file of this version is written", .enabled(if: ProcessInfo.processInfo.environment["TRIAD_WRITE_FIXTURE"] != nil))
    func write() throws {
        let alliance = try Alliance()
        try alliance.beginCycle()
        let path = Self.folder.appending(path: "version-\(Schema.version).database").path
        try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
        Store.removeFile(at: path)
        var command = Command(as: "P1", .letterSent(number: 1, how: .post))
        command.attachments = try alliance.store.keep([Papers.text("A reply slip.", named: "reply.txt")]).get()
        _ = try alliance.store.perform(command).get()
        _ = try alliance.store.backup(to: path)
    }
}
