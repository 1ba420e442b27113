/// The choice of one of the judgements on a criterion, by a person, with a reason. Never an average.
public struct Settlement: Sendable, Hashable {
    public let criterion: String
    /// The rater whose judgement was chosen.
    public let chosen: String
    /// Who chose.
    public let by: String
    public let because: String

    init(criterion: String, chosen: String, by: String, because: String) {
        self.criterion = criterion
        self.chosen = chosen
        self.by = by
        self.because = because
    }

    /// The same, chosen by somebody else.
    public func chosen(by person: String) -> Settlement { Settlement(criterion: criterion, chosen: chosen, by: person, because: because) }

    /// What somebody chooses: a rater's judgement, or a value that one of them gave.
    public enum Choice: Sendable, Hashable {
        case rater(String)
        case answer(Judgement.Answer)
    }

    public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        public enum Code: String, Sendable, Hashable, CaseIterable {
            case unknownCriterion = "unknown-criterion"
            case nothingToSettle = "nothing-to-settle"
            case noneOfTheJudgements = "none-of-the-judgements"
            case reasonMissing = "reason-missing"
            case reasonTooLong = "reason-too-long"
        }

        public let code: Code
        public let sentence: String
        public let remedy: String

        public var description: String { "\(sentence) \(remedy)" }
    }
}

extension OpenedSheets {
    /// Settles a criterion by choosing one of its judgements.
    ///
    /// - Parameters:
    ///   - choice: whose judgement, or which value; a value that nobody gave is refused.
    ///   - person: who chooses.
    ///   - because: the reason, which is printed.
    /// - Throws: ``Settlement/Failure``.
    public func settle(_ criterion: String, choosing choice: Settlement.Choice, by person: String, because: String)
        throws(Settlement.Failure) -> Settlement
    {
        guard let known = rubric.criterion(criterion) else {
            throw .init(code: .unknownCriterion, sentence: "\(rubric.title) has no criterion \(criterion).",
                        remedy: "Use one of: \(rubric.criteria.map(\.id).joined(separator: ", ")).")
        }
        switch difference(criterion) {
        case .none, .words:
            throw .init(code: .nothingToSettle, sentence: "On \(known.title) there is no difference to settle.", remedy: "Leave it as it stands.")
        case .within, .beyond, .notComparable: break
        }
        guard let chosen = rater(of: choice, on: criterion) else {
            throw .init(code: .noneOfTheJudgements, sentence: "That is none of the judgements on \(known.title).",
                        remedy: "Choose one of: \(choices(on: criterion)).")
        }
        guard !because.isBlank else { throw .init(code: .reasonMissing, sentence: "The reason is missing.", remedy: "Say why, in a sentence.") }
        guard because.unicodeScalars.count <= DraftSheet.longestReason else {
            throw .init(code: .reasonTooLong, sentence: "The reason has more than \(DraftSheet.longestReason) characters.", remedy: "Shorten it.")
        }
        return Settlement(criterion: criterion, chosen: chosen, by: person, because: because)
    }

    /// Chooses, on criteria that need it, the judgement that lies nearest to another rater's on the same rubric.
    ///
    /// A judgement that says the same is chosen. Else all must have given levels: the one nearest to the other's is chosen, unless two
    /// different ones lie as near, or it lies more than so many levels away. Nothing is forced: what is left differs on.
    /// - Parameter most: the largest distance, in levels; nil: any.
    public func nearest(to other: SealedSheet, on criteria: [String], within most: Int?, by person: String, because: String) -> [Settlement] {
        criteria.compactMap { criterion in
            guard let answer = other.judgements.first(where: { $0.criterion.isSame(as: criterion) })?.answer,
                  let rater = nearest(to: answer, on: criterion, within: most)
            else { return nil }
            return Settlement(criterion: criterion, chosen: rater, by: person, because: because)
        }
    }

    private func nearest(to answer: Judgement.Answer, on criterion: String, within most: Int?) -> String? {
        let own = judgements(on: criterion)
        if let same = own.first(where: { $0.judgement.answer.agrees(with: answer) }) { return same.rater }
        guard case .level(let level) = answer, let place = rubric.position(of: level) else { return nil }
        let placed = own.compactMap { rater, judgement -> (rater: String, place: Int)? in
            guard case .level(let level) = judgement.answer, let place = rubric.position(of: level) else { return nil }
            return (rater, place)
        }
        guard placed.count == own.count, let distance = placed.map({ abs($0.place - place) }).min(), distance <= most ?? .max else { return nil }
        let near = placed.filter { abs($0.place - place) == distance }
        return Set(near.map(\.place)).count == 1 ? near.first?.rater : nil
    }

    /// The first rater, in their order, whose judgement is meant.
    private func rater(of choice: Settlement.Choice, on criterion: String) -> String? {
        judgements(on: criterion).first { rater, judgement in
            switch choice {
            case .rater(let name): rater.isSame(as: name)
            case .answer(let answer): judgement.answer.agrees(with: answer)
            }
        }?.rater
    }

    private func choices(on criterion: String) -> String {
        judgements(on: criterion).map { "\($0.rater) (\(rubric.title(of: $0.judgement.answer) ?? "in words"))" }.joined(separator: ", ")
    }

    /// What holds on the criterion: what all agree on, or what was chosen; nil where the judgements differ and none was chosen.
    public func agreed(_ criterion: String, after settlements: [Settlement] = []) -> Judgement.Answer? {
        if let settlement = settlements.last(where: { $0.criterion.isSame(as: criterion) }) {
            return answer(of: settlement.chosen, on: criterion)
        }
        switch difference(criterion) {
        case .none, .words: return judgements(on: criterion).first?.judgement.answer
        case .within, .beyond, .notComparable: return nil
        }
    }
}

// MARK: - Against one's own judgement

/// How a peers' judgement stands to the host's own.
public enum Relative: String, Sendable, Hashable, CaseIterable {
    case below, inLine = "in_line", above
}

extension Rubric {
    /// Whether `peer` lies above, in line with or below one's `own` judgement; nil where either gave no level.
    public func compare(peer: Judgement.Answer, with own: Judgement.Answer) -> Relative? {
        guard case .level(let peerLevel) = peer, case .level(let ownLevel) = own,
              let peerPosition = position(of: peerLevel), let ownPosition = position(of: ownLevel)
        else { return nil }
        if peerPosition == ownPosition { return .inLine }
        return peerPosition > ownPosition ? .above : .below
    }
}
