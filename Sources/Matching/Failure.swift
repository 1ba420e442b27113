extension Forming {
    /// Why triads cannot be formed, or a change by hand cannot be made.
    public struct Failure: Error, Hashable, Sendable, Codable, CustomStringConvertible {
        public let code: Code
        /// What stands in the way, in one sentence.
        public let sentence: String
        /// The organisations that it concerns, in the order in which they were given.
        public let organisations: [Label]
        /// What would make it pass.
        public let remedy: String

        public var description: String { "\(sentence) \(remedy)" }
    }

    /// A stable name for each failure.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case tooFew = "too-few"
        case cannotSplit = "cannot-split"
        case tooMany = "too-many"
        case amountOutOfRange = "amount-out-of-range"
        case badMatrix = "bad-matrix"
        case badPlace = "bad-place"
        case badPair = "bad-pair"
        case duplicateOrganisation = "duplicate-organisation"
        case unknownOrganisation = "unknown-organisation"
        case contradictoryLocks = "contradictory-locks"
        case lockBreaksRule = "lock-breaks-rule"
        case noPartners = "no-two-partners"
        case operatorTooLarge = "operator-too-large"
        case tooFewLeads = "too-few-leads"
        case noArrangement = "no-arrangement"
        case noneFound = "none-found"
        case breaksRule = "breaks-rule"
        case locked = "locked"
        case sameGroup = "same-group"
    }

    /// What no group may do, whatever it would save.
    public enum HardRule: String, Hashable, Sendable, Codable, CaseIterable {
        case declaredConflict = "declared-conflict"
        case keptApart = "kept-apart"
        case oneOperator = "one-operator"
        case travelCap = "travel-cap"
        case leadInEach = "lead-in-each"
        case keptTogether = "kept-together"

        /// The rule in words, after the names of those who would break it.
        var words: String {
            switch self {
            case .declaredConflict: "have a declared conflict of interest"
            case .keptApart: "are to be kept apart"
            case .oneOperator: "are run by one operator"
            case .travelCap: "are further apart than the travel cap"
            case .leadInEach: "would have nobody who can lead"
            case .keptTogether: "would be parted from those they are kept together with"
            }
        }
    }
}

/// `A, B and C`
func listed(_ labels: [Label]) -> String {
    guard let last = labels.last else { return "nobody" }
    let before = labels.dropLast().map(\.text).joined(separator: ", ")
    return before.isEmpty ? last.text : "\(before) and \(last.text)"
}
