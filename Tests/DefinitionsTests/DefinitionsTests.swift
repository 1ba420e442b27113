import Definitions
import Testing

@Suite("Shipped workflows")
struct ShippedWorkflowTests {
    @Test("every shipped workflow is read without a finding", arguments: Shipped.files(in: "Workflows"))
    func noFinding(_ file: String) throws {
        switch DefinitionReader(library: try Shipped.library()).read(workflow: try Shipped.text("Workflows/" + file), file: file) {
        case .success(let checked):
            let warnings = Mistakes(findings: checked.warnings, source: checked.source.text)
            #expect(checked.warnings.isEmpty, "\(warnings.text)")
        case .failure(let mistakes): Issue.record("\(mistakes.text)")
        }
    }
}
