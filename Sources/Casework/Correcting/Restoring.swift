import Definitions

extension Situation {
    /// Refuses to set a correction aside where what would stand again rests on what another correction has set aside since: the case would
    /// stand in states that no machine has at once.
    func refuseUnlessRestorable(_ entry: Past) throws(Refusal) {
        guard entry.correction != nil else { return }
        let (now, then) = (Standing(past.map { ($0.number, $0.facts) }), Standing(past.filter { $0.number != entry.number }.map { ($0.number, $0.facts) }))
        let restored = Set(now.aside.keys).subtracting(then.aside.keys)
        // As it was before the correction: what rested on what can be seen only where both stood.
        var resting = Resting(past.filter { $0.number < entry.number || $0.correction == nil }, workflow)
        for (number, correction) in then.aside.sorted(by: { $0.key < $1.key }) {
            guard let first = resting.everything(on: number).first(where: restored.contains) else { continue }
            throw Refusal(
                .notCorrectable, "Entry \(first) would stand again, and rests on entry \(number), which entry \(correction) has set aside.", place: "entry",
                remedy: "Correct entry \(correction) first.")
        }
    }
}
