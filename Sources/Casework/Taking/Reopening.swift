import Definitions

// An ended case goes on, and a step is sent back to whoever did it.

extension Working {
    /// Lets an ended case go on; whoever started it hears of that.
    func openAgain() {
        guard self.case.hasEnded else { return }
        isOpenedAgain = true
        emit(.reopened)
        for link in workflow.links.values where link.isParent {
            for parent in self.case.links[link.name] ?? [] { post(.reopened(parent: parent.id, child: self.case.id, happened: act.happened)) }
        }
    }

    /// Gives sheets back before the case moves to where they are gathered.
    func giveBack(_ returns: EventRule.Return) {
        for sheet in returns.sheets where self.case.collections[sheet] != nil {
            look(at: ["sheets.\(sheet)", "sheets.\(sheet).sealed"])
            emit(.givenBack(sheet: sheet))
        }
    }

    /// Says what was sent back where the case stands now, and gives its clocks the time that the workflow says.
    func sendBack(_ returns: EventRule.Return, _ opening: Opening) throws(Refusal) {
        var points: [String] = []
        if case .list(let values)? = opening.form["points"] { points = values.compactMap { if case .text(let text) = $0 { text } else { nil } } }
        emit(.returned(
            states: opening.rule.targets,
            .init(by: act.by.id, on: act.day, reason: opening.form.text("reason") ?? "", points: points, visibility: opening.rule.visibility)))
        guard let amount = returns.clocks else { return }
        for clock in opening.rule.targets.compactMap({ workflow.states[$0] }).flatMap(\.clocks) where self.case.clocks[clock.name] != nil {
            if case .entry = clock.base { emit(.clockSet(try running(clock, base: act.day, amount: amount))) }
        }
    }
}
