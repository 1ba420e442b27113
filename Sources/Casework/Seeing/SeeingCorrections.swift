import Definitions

extension Sight {
    /// Whether a fact is told: as ``sees(_:of:)`` says, and of a correction of a sheet only to whoever may see that sheet at all.
    public func isTold(_ fact: Fact, of workflow: Workflow) -> Bool {
        if case .corrected(let correction) = fact, correction.about.by != person, let sheet = correction.about.sheet.flatMap({ workflow.sheets[$0] }), !sees(sheet) {
            return false
        }
        return sees(fact, of: workflow)
    }
}
