import Casework
import Foundation
import Register
import Testing

@testable import CaseStore

/// A process of its own writes and says after each commit that it is done; it is killed without warning, again and again.
@Suite("What was answered as done is on the disk", .serialized)
struct CrashTests {
    private static let fileKey = "TRIAD_CRASH_FILE", sayingKey = "TRIAD_CRASH_SAID"

    @Test("A writer that is killed has lost nothing that it answered, and the file verifies", .enabled(if: variable(fileKey) == nil))
    func killed() throws {
        let alliance = try Alliance()
        try alliance.store.close()
        let said = alliance.folder.path + "/said"
        FileManager.default.createFile(atPath: said, contents: nil)
        for round in 0..<6 {
            let writer = Process()
            writer.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            writer.arguments = ["--testing-library", "swift-testing", "--filter", "CrashTests/writes"]
            writer.environment = ProcessInfo.processInfo.environment.merging(
                [Self.fileKey: alliance.folder.file, Self.sayingKey: said, "TRIAD_CRASH_ROUND": "\(round)"]) { $1 }
            writer.standardOutput = FileHandle.nullDevice
            writer.standardError = FileHandle.nullDevice
            try writer.run()
            // It is left alone until it has said something new, then a little longer, differently in each round.
            let before = try Data(contentsOf: URL(fileURLWithPath: said)).count
            for _ in 0..<2_000 where try Data(contentsOf: URL(fileURLWithPath: said)).count == before && writer.isRunning { usleep(5_000) }
            usleep(UInt32(3_000 + round * 7_000))
            kill(writer.processIdentifier, SIGKILL)
            writer.waitUntilExit()
            let store = try Store(at: alliance.folder.file, mode: .writing)
            let answered = String(decoding: try Data(contentsOf: URL(fileURLWithPath: said)), as: UTF8.self).split(separator: "\n")
            try #require(!answered.isEmpty)
            let there = Set(try store.reading { .success(try $0.everything(.person).map(\.id)) }.get())
            #expect(answered.allSatisfy { there.contains(String($0)) })
            #expect(try store.verify().differences == [])
            #expect(try store.diagnosis().integrity == [])
            try store.close()
        }
    }

    @Test("The process that is killed", .enabled(if: variable(fileKey) != nil))
    func writes() throws {
        let file = try #require(variable(Self.fileKey)), round = variable("TRIAD_CRASH_ROUND") ?? "0"
        let path = try #require(variable(Self.sayingKey))
        let said = try #require(FileHandle(forWritingAtPath: path))
        try said.seekToEnd()
        let store = try Store(at: file, mode: .writing)
        for number in 0..<100_000 {
            let id = "R\(round)-\(number)"
            _ = try store.perform(Command(as: "P1", .register([.personAdded(Person(id, name: "Person \(id)"))]))).get()
            try said.write(contentsOf: Data("\(id)\n".utf8))
        }
    }
}

private func variable(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
