import Foundation
import ProgramRunning
import Testing

@Suite("Stories that are told with the program alone")
struct StoryTests {
    @Test("A programme's term goes as it is told: a timetable that changes, three new trainers, one seen again, two pairs, one of which does not agree")
    func term() throws { #expect(try told("observation").contains("nothing differs")) }

    @Test("A round of eight applications goes as it is told: one for each thing that may come of one, with every page and letter that people have in hand")
    func round() throws { #expect(try told("specialists").contains("everything is as the ledger says")) }

    /// What a story of `Tools/story` prints, told with the built program; it ends well or the test does not.
    private func told(_ name: String) throws -> String {
        let program = try Program()
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        try FileManager.default.createDirectory(atPath: program.place("out/letters"), withIntermediateDirectories: true)
        let story = Process(), printed = Pipe()
        story.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        story.arguments = ["python3", root.appendingPathComponent("Tools/story/\(name).py").path, Program.path, program.place("out")]
        story.standardOutput = printed
        story.standardError = printed
        try story.run()
        let told = String(decoding: printed.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        story.waitUntilExit()
        #expect(story.terminationStatus == 0, "\(told)")
        return told
    }
}
