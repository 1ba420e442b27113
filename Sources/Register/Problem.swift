extension Register {
    /// What stands in the way of a change.
    public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
        public enum Code: String, Sendable, Hashable, CaseIterable {
            case badIdentifier = "bad-identifier"
            case badName = "bad-name"
            case badText = "bad-text"
            case badEmail = "bad-email"
            case badValue = "bad-value"
            case missing = "missing"
            case unknownColumn = "unknown-column"
            case rowTwice = "row-twice"
            case alreadyThere = "already-there"
            case unknownOrganisation = "unknown-organisation"
            case unknownPerson = "unknown-person"
            case notFound = "not-found"
            case sameParty = "same-party"
            case datesBackwards = "dates-backwards"
            case datesOverlap = "dates-overlap"
            case alreadyEnded = "already-ended"
            case successionCircle = "succession-circle"
        }

        public let code: Code
        /// The field that it is about, by the name it has in a table ("from", "with_person").
        public let field: String
        /// What is wrong, in one sentence.
        public let sentence: String
        /// What would make it right.
        public let remedy: String

        public var description: String { "\(field): \(sentence) \(remedy)" }
    }
}
