/// One answer on one criterion, with the words and the evidence that go with it.
public struct Judgement: Sendable, Hashable {
    /// The criterion's id.
    public var criterion: String
    public var answer: Answer
    /// What the rater wrote.
    public var narrative: String
    /// What it rests on, by the references of whoever keeps the evidence.
    public var evidence: [String]

    public init(_ criterion: String, _ answer: Answer, narrative: String = "", evidence: [String] = []) {
        self.criterion = criterion
        self.answer = answer
        self.narrative = narrative
        self.evidence = evidence
    }

    public enum Answer: Sendable, Hashable {
        /// A level of the scale, by its id.
        case level(String)
        /// The narrative alone: the answer of a narrative rubric.
        case words
        /// None, and why: "not offered here" is `not_applicable` with a reason.
        case absent(Absence, because: String)

        /// Whether the two say the same: the same level, or the same absence whatever the reason given.
        public func agrees(with other: Answer) -> Bool {
            switch (self, other) {
            case (.level(let one), .level(let two)): one.isSame(as: two)
            case (.absent(let one, _), .absent(let two, _)): one == two
            case (.words, .words), (.words, _), (.level, _), (.absent, _): false
            }
        }
    }
}
