/// Which judgements suffice, as a rubric's `passes` says it:
///
/// ```yaml
/// passes:
///   none_at: weak                        # no criterion lies at this level or below it
///   at_most: { developing: 2 }           # at most so many lie at this level or below it
///   at_least: { expert_content: secure } # this criterion lies at this level or above it
///   seen: 5                              # at least so many criteria have a level; none need have one where left out
/// ```
///
/// Everything given must hold. A criterion without a level, for whatever reason, is left out: it neither stands in the way nor
/// counts as a level. A criterion that `at_least` names cannot be left out: without a level the answer is open, and so it is where fewer
/// than `seen` have one. What is open has not passed. No better judgement ever turns a pass into none.
public struct PassRule: Sendable, Hashable {
    /// Key `none_at`.
    public var noneAt: String?
    /// Key `at_most`, in the order of the file.
    public var atMost: [Limit]
    /// Key `at_least`, in the order of the file.
    public var atLeast: [Least]
    /// Key `seen`.
    public var seen: Int

    public struct Limit: Sendable, Hashable {
        public var level: String
        public var count: Int

        public init(_ level: String, _ count: Int) {
            self.level = level
            self.count = count
        }
    }

    public struct Least: Sendable, Hashable {
        public var criterion: String
        public var level: String

        public init(_ criterion: String, _ level: String) {
            self.criterion = criterion
            self.level = level
        }
    }

    public init(noneAt: String? = nil, atMost: [Limit] = [], atLeast: [Least] = [], seen: Int = 0) {
        self.noneAt = noneAt
        self.atMost = atMost
        self.atLeast = atLeast
        self.seen = seen
    }
}

/// Whether judgements suffice.
public enum Passing: Sendable, Hashable {
    /// The rubric asks for nothing.
    case notAsked
    case passes
    /// These criteria stand in the way, in the order of the rubric.
    case fails([String])
    /// Nothing stands in the way so far, and these criteria have no level, of which one at least must have one.
    case open([String])
}

extension Rubric {
    /// Whether the answers suffice, one for each criterion.
    public func passing(_ answers: [String: Judgement.Answer]) -> Passing {
        guard let rule = passes else { return .notAsked }
        func level(_ criterion: String) -> Int? {
            guard case .level(let level)? = answers[criterion] else { return nil }
            return position(of: level)
        }
        func lie(atOrBelow name: String) -> [String] {
            guard let most = position(of: name) else { return [] }
            return criteria.map(\.id).filter { level($0).map { $0 <= most } ?? false }
        }
        var inTheWay = rule.noneAt.map(lie) ?? []
        for limit in rule.atMost {
            let low = lie(atOrBelow: limit.level)
            if low.count > limit.count { inTheWay += low }
        }
        inTheWay += rule.atLeast.filter { least in level(least.criterion).map { $0 < position(of: least.level) ?? 0 } ?? false }.map(\.criterion)
        if !inTheWay.isEmpty { return .fails(criteria.map(\.id).filter { id in inTheWay.contains { $0.isSame(as: id) } }) }
        let unseen = criteria.map(\.id).filter { level($0) == nil }
        let needed = unseen.filter { id in rule.atLeast.contains { $0.criterion.isSame(as: id) } }
        if !needed.isEmpty { return .open(needed) }
        return criteria.count - unseen.count < rule.seen ? .open(unseen) : .passes
    }
}

extension OpenedSheets {
    /// Whether what the raters found suffices.
    ///
    /// What was chosen on a criterion counts, else what all say. Where they differ and nothing was chosen, the lowest of their levels does:
    /// it passes only if it would pass with any of the judgements.
    /// - Parameter chosen: the rater whose judgement was chosen, by criterion.
    public func passing(chosen: [String: String] = [:]) -> Passing {
        var answers: [String: Judgement.Answer] = [:]
        for criterion in rubric.criteria.map(\.id) {
            answers[criterion] = chosen[criterion].flatMap { answer(of: $0, on: criterion) } ?? lowest(criterion)
        }
        return rubric.passing(answers)
    }

    private func lowest(_ criterion: String) -> Judgement.Answer? {
        let answers = judgements(on: criterion).map(\.judgement.answer)
        return positions(on: criterion).min().map { .level(rubric.scale[$0].id) } ?? answers.first
    }
}
