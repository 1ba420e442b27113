import Definitions

extension Sight {
    /// Whether a fact is told: as ``sees(_:of:)`` says, and of a correction of a sheet only to whoever may see that sheet at all.
    public func isTold(_ fact: Fact, of workflow: Workflow) -> Bool {
        if case .corrected(let correction) = fact, correction.about.by != person, let sheet = correction.about.sheet.flatMap({ workflow.sheets[$0] }), !sees(sheet) {
            return false
        }
        return sees(fact, of: workflow)
    }

    /// Whether what a slip said, and what it should have said, is told: as ``sees(_:of:in:)`` says, and of a sheet to whoever reads its judgements.
    public func isTold(_ change: Correction.Change, of correction: Correction, in workflow: Workflow) -> Bool {
        if sees(change, of: correction, in: workflow) { return true }
        guard let sheet = correction.about.sheet.flatMap({ workflow.sheets[$0] }) else { return false }
        return sees(sheet) && isTold(.corrected(correction), of: workflow)
    }
}
