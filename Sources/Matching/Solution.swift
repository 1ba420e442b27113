/// An arrangement with its bound: one start, the bound, a short attempt at a proof; then, where that fails, the other
/// starts and a long attempt, which is far shorter with a better arrangement to beat.
struct Solution {
    private(set) var arrangement: Arrangement
    private(set) var multipliers: Multipliers
    private(set) var isProven: Bool

    /// - Throws: `no-arrangement` or `none-found`.
    init(
        _ instance: Instance, _ survey: Survey, _ seed: UInt64, _ budget: Forming.Budget
    ) throws(Forming.Failure) {
        var search = Search(instance, seed: seed)
        isProven = instance.count <= SubsetPartition.mostMembers
        arrangement = search.fromNewStart(within: budget)
        multipliers = Multipliers(values: [], fourShare: 0)
        if !arrangement.isPermitted { try permit(&search, survey, budget) }
        multipliers = Ascent.multipliers(for: arrangement, steps: budget.multiplierSteps)
        if !isProven { attempt(budget.inspections / 8) }
        if !isProven {
            arrangement = search.better(than: arrangement, within: budget)
            attempt(budget.inspections)
        }
    }

    /// Looks for any arrangement that keeps the rules: by the other starts, then by going through all there are.
    private mutating func permit(
        _ search: inout Search, _ survey: Survey, _ budget: Forming.Budget
    ) throws(Forming.Failure) {
        if isProven { throw survey.noArrangement(arrangement, isProven: true) }
        arrangement = search.better(than: arrangement, within: budget)
        if arrangement.isPermitted { return }
        var exhaustion = Exhaustion(anyInsteadOf: arrangement, inspections: budget.inspections)
        let outcome = exhaustion.run()
        arrangement = exhaustion.best
        guard arrangement.isPermitted else {
            throw survey.noArrangement(arrangement, isProven: outcome == .proven)
        }
        search.descend(&arrangement, within: budget)
    }

    private mutating func attempt(_ inspections: Int) {
        var exhaustion = Exhaustion(arrangement, multipliers, inspections: inspections)
        isProven = exhaustion.run() == .proven
        arrangement = exhaustion.best
    }
}
