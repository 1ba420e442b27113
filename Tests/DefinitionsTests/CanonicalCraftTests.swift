import Foundation
import Testing
@testable import Definitions

@Suite("Rubrics and calendars from their canonical form")
struct CanonicalCraftTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("every shipped rubric and calendar reads the same from its canonical form as from its file")
    func same() throws {
        let rubrics = try FileManager.default.contentsOfDirectory(at: Self.root.appendingPathComponent("Rubrics"), includingPropertiesForKeys: nil)
        for file in rubrics where file.pathExtension == "yaml" {
            let fromFile = try DefinitionReader().read(rubric: String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent).get()
            let fromKept = try DefinitionReader().read(canonicalRubric: fromFile.source).get()
            #expect(fromKept.value == fromFile.value)
            #expect(fromKept.reference == fromFile.reference)
        }
        let calendar = Self.root.appendingPathComponent("Workflows/calendars/england-schools.yaml")
        let fromFile = try DefinitionReader().read(calendar: String(contentsOf: calendar, encoding: .utf8), file: "england-schools.yaml").get()
        let fromKept = try DefinitionReader().read(canonicalCalendar: fromFile.source).get()
        #expect(fromKept.value == fromFile.value)
        #expect(fromKept.reference == fromFile.reference)
    }
}
