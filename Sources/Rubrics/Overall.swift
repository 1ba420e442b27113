/// What the judgements on all criteria add up to, by the rule that the rubric declares.
public enum Overall: Sendable, Hashable {
    /// The rubric adds nothing up.
    case notAdded
    /// A person's choice, where she made one.
    case bestFit(DraftSheet.BestFit?)
    /// The lowest level.
    case level(String)
    /// The points, the most there could be, and the criteria that lie below their floor.
    case sum(points: Int, most: Int, passes: Bool, belowFloor: [String])
    /// Whether one criterion reached the level.
    case anyOne(met: Bool)
    /// Criteria without a level, on which the result hangs. An absence is never a zero.
    case open([String])
}

extension Rubric {
    /// Adds answers up, one for each criterion.
    ///
    /// Under `floor` and `any_one` a criterion that is *not applicable* is left out. Every other absence leaves the result open, unless
    /// it holds whatever the answer would have been. Under `sum` every absence does, since the pass mark is meant for all criteria.
    public func overall(_ answers: [String: Judgement.Answer], bestFit: DraftSheet.BestFit? = nil) -> Overall {
        switch aggregation {
        case .none: return .notAdded
        case .bestFit(_): return .bestFit(bestFit)
        case .floor: return lowest(answers)
        case .sumWithFloor(let pass, let floor): return sum(answers, pass: pass, floor: floor)
        case .anyOne(let level): return anyOne(answers, level)
        }
    }

    private func lowest(_ answers: [String: Judgement.Answer]) -> Overall {
        let positions = criteria.compactMap { position(answers[$0.id]) }
        guard let lowest = positions.min() else { return .open(criteria.map(\.id)) }
        let missing = without(answers, applicableOnly: true)
        // Below the lowest level nothing can lie, so what is missing cannot change it.
        guard missing.isEmpty || lowest == 0 else { return .open(missing) }
        return .level(scale[lowest].id)
    }

    private func sum(_ answers: [String: Judgement.Answer], pass: Int, floor: String) -> Overall {
        let missing = without(answers, applicableOnly: false)
        guard missing.isEmpty else { return .open(missing) }
        let points = criteria.reduce(0) { sum, criterion in
            guard let position = position(answers[criterion.id]) else { return sum }
            return sum + worth(position)
        }
        let below = criteria.filter { criterion in
            guard let least = self.position(of: criterion.floor ?? floor), let position = position(answers[criterion.id]) else { return false }
            return position < least
        }
        let most = criteria.count * (scale.indices.map(worth).max() ?? 0)
        return .sum(points: points, most: most, passes: points >= pass && below.isEmpty, belowFloor: below.map(\.id))
    }

    private func anyOne(_ answers: [String: Judgement.Answer], _ level: String) -> Overall {
        guard let least = position(of: level) else { return .open([]) }
        if criteria.contains(where: { (position(answers[$0.id]) ?? -1) >= least }) { return .anyOne(met: true) }
        let missing = without(answers, applicableOnly: true)
        return missing.isEmpty ? .anyOne(met: false) : .open(missing)
    }

    private func position(_ answer: Judgement.Answer?) -> Int? {
        guard case .level(let level) = answer else { return nil }
        return position(of: level)
    }

    private func without(_ answers: [String: Judgement.Answer], applicableOnly: Bool) -> [String] {
        criteria.map(\.id).filter { criterion in
            if applicableOnly, case .absent(.notApplicable, _) = answers[criterion] { return false }
            return position(answers[criterion]) == nil
        }
    }
}

extension OpenedSheets {
    /// What one rater's judgements add up to.
    public func overall(of rater: String) -> Overall {
        rubric.overall(answers { self.answer(of: rater, on: $0) }, bestFit: bestFit(of: rater))
    }

    /// What the agreed judgements add up to; criteria on which nothing is agreed leave it open.
    public func overall(after settlements: [Settlement] = []) -> Overall {
        let fits = raters.map { bestFit(of: $0) }
        let common = fits.first.flatMap { first in fits.allSatisfy { $0?.level == first?.level } ? first : nil }
        return rubric.overall(answers { self.agreed($0, after: settlements) }, bestFit: common)
    }

    private func answers(_ find: (String) -> Judgement.Answer?) -> [String: Judgement.Answer] {
        var answers: [String: Judgement.Answer] = [:]
        for criterion in rubric.criteria { answers[criterion.id] = find(criterion.id) }
        return answers
    }
}
