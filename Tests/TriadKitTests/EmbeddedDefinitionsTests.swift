import Foundation
import Testing

@testable import TriadKit

@Suite("One copied binary has the definitions that ship")
struct EmbeddedDefinitionsTests {
    @Test("Every workflow, rubric, calendar and letter is in the program as it is in its file")
    func embedded() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        #expect(EmbeddedDefinitions.files.contains { $0.path == "Workflows/triad-review.yaml" })
        for file in EmbeddedDefinitions.files {
            let text = try String(contentsOf: root.appending(path: file.path), encoding: .utf8)
            #expect(Array(file.text.utf8) == Array(text.utf8), "\(file.path)")
        }
    }
}
