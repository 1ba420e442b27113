/// What stands in the way of sealing a sheet.
public struct SheetMistake: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case otherRubric = "other-rubric"
        case unknownCriterion = "unknown-criterion"
        case notAnswered = "not-answered"
        case levelRefused = "level-refused"
        case levelMissing = "level-missing"
        case unknownLevel = "unknown-level"
        case absenceNotAllowed = "absence-not-allowed"
        case reasonMissing = "reason-missing"
        case reasonTooLong = "reason-too-long"
        case narrativeMissing = "narrative-missing"
        case narrativeTooLong = "narrative-too-long"
        case evidenceMissing = "evidence-missing"
        case evidenceRefused = "evidence-refused"
        case evidenceTwice = "evidence-twice"
        case evidenceUnknown = "evidence-unknown"
        case overallMissing = "overall-missing"
        case overallRefused = "overall-refused"
        case overallTooHigh = "overall-too-high"

        /// Whether something is only not there yet, or may come right as the rest is written: a draft may have it so, a sealed sheet may not.
        public var isLack: Bool {
            switch self {
            case .notAnswered, .levelMissing, .reasonMissing, .narrativeMissing, .evidenceMissing, .evidenceUnknown, .overallMissing, .overallTooHigh: true
            case .otherRubric, .unknownCriterion, .levelRefused, .unknownLevel, .absenceNotAllowed, .reasonTooLong, .narrativeTooLong,
                .evidenceRefused, .evidenceTwice, .overallRefused: false
            }
        }
    }

    /// The criterion's id; nil for the sheet as a whole.
    public let criterion: String?
    public let code: Code
    /// What is wrong, in one sentence.
    public let sentence: String
    /// What would make it right.
    public let remedy: String

    public var description: String { "\(criterion.map { "\($0): " } ?? "")\(sentence) \(remedy)" }
}

/// Every mistake of one sheet at once, in the order of the rubric.
public struct SheetMistakes: Error, Sendable, Hashable, CustomStringConvertible {
    public let all: [SheetMistake]

    public var description: String { all.map(\.description).joined(separator: "\n") }
}
