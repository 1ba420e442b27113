import Foundation
import ProgramRunning
import Testing

@Suite("The story of a term")
struct StoryTests {
    @Test("A programme's term goes as it is told: a timetable that changes, three new trainers, one seen again, two pairs, one of which does not agree")
    func term() throws {
        let program = try Program()
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        try FileManager.default.createDirectory(atPath: program.place("out/letters"), withIntermediateDirectories: true)
        let story = Process(), printed = Pipe()
        story.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        story.arguments = ["python3", root.appendingPathComponent("Tools/story/observation.py").path, Program.path, program.place("out")]
        story.standardOutput = printed
        story.standardError = printed
        try story.run()
        let told = String(decoding: printed.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        story.waitUntilExit()
        #expect(story.terminationStatus == 0, "\(told)")
        #expect(told.contains("nothing differs"))
    }
}
