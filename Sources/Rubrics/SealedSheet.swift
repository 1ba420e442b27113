/// One rater's answers, fixed. Nobody but the rater reads them until the sheets of all raters are opened together.
public struct SealedSheet: Sendable, Hashable {
    public let rubric: DraftSheet.Reference
    /// Whose judgement it is.
    public let rater: String
    /// In the order of the rubric. Not public: they are read by their rater (``judgements(for:)``) or in ``OpenedSheets``.
    let judgements: [Judgement]
    let overall: DraftSheet.BestFit?

    init(rubric: DraftSheet.Reference, rater: String, judgements: [Judgement], overall: DraftSheet.BestFit?) {
        self.rubric = rubric
        self.rater = rater
        self.judgements = judgements
        self.overall = overall
    }

    /// What the judgements name as their evidence: for deciding what rests on it, and shown to nobody.
    public var evidenceNamed: [String] { judgements.flatMap(\.evidence) }

    /// The sheet as a draft again, in which a slip is corrected: for deciding, and shown to nobody.
    public var draft: DraftSheet { DraftSheet(rubric: rubric, rater: rater, judgements: judgements, overall: overall) }

    /// The sheet with the level that stood on the paper where another was typed; as it is where the criterion has no level.
    public func saying(_ level: String, on criterion: String) -> SealedSheet {
        let said = judgements.map { judgement in
            var judgement = judgement
            if judgement.criterion.isSame(as: criterion), case .level = judgement.answer { judgement.answer = .level(level) }
            return judgement
        }
        return SealedSheet(rubric: rubric, rater: rater, judgements: said, overall: overall)
    }

    /// The same sheet with its rater called otherwise.
    public func named(_ rater: String) -> SealedSheet { SealedSheet(rubric: rubric, rater: rater, judgements: judgements, overall: overall) }

    /// The judgements, for their own rater; nil for everybody else.
    public func judgements(for reader: String) -> [Judgement]? {
        reader.isSame(as: rater) ? judgements : nil
    }

    /// What may be shown of a sheet that is not open: "5 of 5 answered".
    ///
    /// An absence declared counts as answered: to tell them apart would tell what was judged.
    public var summary: String { "\(judgements.count) of \(judgements.count) answered" }
}
