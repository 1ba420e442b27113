/// One rater's answers while she is writing them: they may be incomplete and wrong.
public struct DraftSheet: Sendable, Hashable {
    /// The rubric's name and version.
    public let rubric: Reference
    /// Whose judgement it is: a person, or the organisation for which she judges.
    public let rater: String
    /// One for each criterion answered so far, in the order of answering.
    public private(set) var judgements: [Judgement]
    /// The level chosen for the whole and why, where the rubric aggregates by best fit.
    public var overall: BestFit?

    /// A rubric in one version.
    public struct Reference: Sendable, Hashable, CustomStringConvertible {
        public let name: String
        public let version: Int

        public init(name: String, version: Int) {
            self.name = name
            self.version = version
        }

        public var description: String { "\(name) \(version)" }
    }

    /// The level that a person found to fit best, and why.
    public struct BestFit: Sendable, Hashable {
        public var level: String
        public var because: String

        public init(_ level: String, because: String) {
            self.level = level
            self.because = because
        }
    }

    public init(rubric: Reference, rater: String, judgements: [Judgement] = [], overall: BestFit? = nil) {
        self.rubric = rubric
        self.rater = rater
        self.judgements = []
        self.overall = overall
        for judgement in judgements { judge(judgement) }
    }

    /// Puts down a judgement; an earlier one on the same criterion is replaced in its place.
    public mutating func judge(_ judgement: Judgement) {
        if let index = judgements.firstIndex(where: { $0.criterion.isSame(as: judgement.criterion) }) {
            judgements[index] = judgement
        } else {
            judgements.append(judgement)
        }
    }

    /// What has been put down on a criterion.
    public func judgement(on criterion: String) -> Judgement? {
        judgements.first { $0.criterion.isSame(as: criterion) }
    }

    /// What somebody who only passes the sheet on may see of it: "5 of 5 answered, evidence for each", and no value.
    ///
    /// An absence declared counts as answered and asks for no evidence.
    public func summary(under rubric: Rubric) -> String {
        let answered = rubric.criteria.compactMap { judgement(on: $0.id) }
        let rests = answered.allSatisfy { judgement in
            if case .absent = judgement.answer { return true }
            return !judgement.evidence.isEmpty
        }
        return "\(answered.count) of \(rubric.criteria.count) answered" + (rests && !answered.isEmpty ? ", evidence for each" : "")
    }
}

extension Rubric {
    public var reference: DraftSheet.Reference { .init(name: name, version: version) }
}
