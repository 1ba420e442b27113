/// All the sheets of one collection, opened together: the only place from which differences can be computed.
public struct OpenedSheets: Sendable, Hashable {
    public let rubric: Rubric
    /// The largest difference in levels that need not be settled.
    public let tolerance: Int
    /// In the order in which they are due.
    private let sheets: [SealedSheet]

    /// Why sheets cannot be opened together.
    public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// Somebody has not sealed hers yet.
        case notAllSealed(missing: [String])
        /// Sealed by somebody who owes no sheet, or twice.
        case notDue(rater: String)
        /// Sealed under another rubric or another version of it.
        case otherRubric(rater: String, DraftSheet.Reference)

        public var code: String {
            switch self {
            case .notAllSealed: "not-all-sealed"
            case .notDue: "not-due"
            case .otherRubric: "other-rubric"
            }
        }

        public var description: String {
            switch self {
            case .notAllSealed(let missing): "The sheets are opened together, and these are not sealed yet: \(missing.joined(separator: ", "))."
            case .notDue(let rater): "A sheet of \(rater) is not due, or is there twice."
            case .otherRubric(let rater, let reference): "The sheet of \(rater) was sealed under \(reference)."
            }
        }
    }

    /// Opens the sheets of everybody who owes one.
    ///
    /// - Parameters:
    ///   - due: the raters who owe a sheet, in the order in which they are shown.
    ///   - tolerance: what the workflow allows in place of the rubric's own tolerance, in levels.
    /// - Throws: ``Failure`` if one is missing, is not due, or was sealed under another rubric.
    public init(_ sheets: [SealedSheet], due: [String], under rubric: Rubric, tolerance: Int? = nil) throws(Failure) {
        var left = sheets
        var inOrder: [SealedSheet] = []
        var missing: [String] = []
        for rater in due {
            guard let index = left.firstIndex(where: { $0.rater.isSame(as: rater) }) else {
                missing.append(rater)
                continue
            }
            inOrder.append(left.remove(at: index))
        }
        guard missing.isEmpty else { throw .notAllSealed(missing: missing) }
        if let stranger = left.first { throw .notDue(rater: stranger.rater) }
        if let other = inOrder.first(where: { $0.rubric != rubric.reference }) { throw .otherRubric(rater: other.rater, other.rubric) }
        self.sheets = inOrder
        self.rubric = rubric
        self.tolerance = tolerance ?? rubric.tolerance
    }

    /// The raters, in the order in which they are shown.
    public var raters: [String] { sheets.map(\.rater) }

    /// Everybody's judgement on a criterion, in the order of the raters.
    public func judgements(on criterion: String) -> [(rater: String, judgement: Judgement)] {
        sheets.compactMap { sheet in
            sheet.judgements.first { $0.criterion.isSame(as: criterion) }.map { (sheet.rater, $0) }
        }
    }

    /// What one rater answered on a criterion.
    public func answer(of rater: String, on criterion: String) -> Judgement.Answer? {
        judgements(on: criterion).first { $0.rater.isSame(as: rater) }?.judgement.answer
    }

    /// The level that a rater found to fit the whole best, and why.
    public func bestFit(of rater: String) -> DraftSheet.BestFit? {
        sheets.first { $0.rater.isSame(as: rater) }?.overall
    }
}

// MARK: - Differences

/// How far the judgements on one criterion are apart.
public enum Difference: Sendable, Hashable {
    /// All say the same: agreed by itself.
    case none
    /// All gave a level; the highest and the lowest are so many levels apart, which the tolerance allows.
    case within(levels: Int)
    /// So many levels apart, which is more than the tolerance allows.
    case beyond(levels: Int)
    /// Some gave a level and some did not, or they gave different reasons for none: no number says how far apart that is.
    case notComparable
    /// Judged in words: nothing can be computed.
    case words

    /// Whether a person has to choose one of the judgements.
    public var needsSettling: Bool {
        switch self {
        case .none, .within, .words: false
        case .beyond, .notComparable: true
        }
    }

    /// How many levels lie between the highest and the lowest; nil where that is no number.
    public var levels: Int? {
        switch self {
        case .none: 0
        case .within(let levels), .beyond(let levels): levels
        case .notComparable, .words: nil
        }
    }
}

extension OpenedSheets {
    /// How far the judgements on the criterion are apart.
    public func difference(_ criterion: String) -> Difference {
        let answers = judgements(on: criterion).map(\.judgement.answer)
        guard let first = answers.first else { return .none }
        if answers.contains(.words) { return answers.allSatisfy { $0 == .words } ? .words : .notComparable }
        if answers.allSatisfy({ $0.agrees(with: first) }) { return .none }
        let positions = answers.compactMap(position)
        guard positions.count == answers.count, let low = positions.min(), let high = positions.max() else { return .notComparable }
        return high - low > tolerance ? .beyond(levels: high - low) : .within(levels: high - low)
    }

    /// The criteria on which the judgements are not all the same, in the order of the rubric.
    public var differing: [String] {
        rubric.criteria.map(\.id).filter { criterion in
            switch difference(criterion) {
            case .none, .words: false
            case .within, .beyond, .notComparable: true
            }
        }
    }

    /// The criteria on which somebody still has to choose, in the order of the rubric.
    public func unsettled(after settlements: [Settlement] = []) -> [String] {
        rubric.criteria.map(\.id).filter { criterion in
            difference(criterion).needsSettling && !settlements.contains { $0.criterion.isSame(as: criterion) }
        }
    }

    /// The criteria on which the judgements lie so many levels apart, or more, or cannot be compared; in the order of the rubric.
    public func apart(atLeast levels: Int) -> [String] {
        rubric.criteria.map(\.id).filter { criterion in
            switch difference(criterion) {
            case .none, .words: false
            case .within(let distance), .beyond(let distance): distance >= levels
            case .notComparable: true
            }
        }
    }

    /// The criteria on which one judgement reaches the level and another does not, in the order of the rubric.
    public func straddling(_ level: String) -> [String] {
        guard let line = rubric.position(of: level) else { return [] }
        return rubric.criteria.map(\.id).filter { criterion in
            let positions = positions(on: criterion)
            return positions.contains { $0 < line } && positions.contains { $0 >= line }
        }
    }

    /// The criteria that lie below the level, in the order of the rubric. What was chosen counts, else the lowest judgement; one without a
    /// level is not below any.
    /// - Parameter chosen: the rater whose judgement was chosen, by criterion.
    public func below(_ level: String, chosen: [String: String] = [:]) -> [String] {
        guard let line = rubric.position(of: level) else { return [] }
        return rubric.criteria.map(\.id).filter { criterion in
            (chosen[criterion].flatMap { answer(of: $0, on: criterion) }.map(position) ?? positions(on: criterion).min()).map { $0 < line } ?? false
        }
    }

    /// How many levels lie between the highest and the lowest that raters found to fit the whole best; nil where one chose none.
    public var wholeApart: Int? {
        let positions = raters.map { bestFit(of: $0).flatMap { rubric.position(of: $0.level) } }
        let known = positions.compactMap(\.self)
        guard known.count == positions.count, let low = known.min(), let high = known.max() else { return nil }
        return high - low
    }

    /// The criteria on which everybody gives a level, in the order of the rubric.
    public var judged: [String] { rubric.criteria.map(\.id).filter { positions(on: $0).count == sheets.count && !sheets.isEmpty } }

    /// The raters who gave one and the same level to all that they judged: three criteria at least, and more than half of them.
    ///
    /// It may be so; it may also be that nobody looked. A mark, never a reproach.
    public var unvaried: [String] {
        sheets.filter { sheet in
            let levels = sheet.judgements.compactMap { judgement in position(judgement.answer) }
            return levels.count >= 3 && 2 * levels.count > rubric.criteria.count && Set(levels).count == 1
        }.map(\.rater)
    }

    /// The levels given on a criterion, in the order of the raters.
    func positions(on criterion: String) -> [Int] { judgements(on: criterion).compactMap { position($0.judgement.answer) } }

    private func position(_ answer: Judgement.Answer) -> Int? {
        switch answer {
        case .level(let level): rubric.position(of: level)
        case .words, .absent: nil
        }
    }
}
