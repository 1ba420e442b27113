import CivilTime

/// `10 school days`: a number and a unit.
enum Amounts {
    /// - Returns: the number and the unit as it stands in `units`; singular and plural are one.
    static func read(_ text: String, units: [String]) -> (count: Int, unit: String)? {
        let parts = text.utf8.split(separator: 0x20, maxSplits: 1).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 2, parts[0].utf8.count <= 4, parts[0].utf8.allSatisfy({ $0.isDigit }), let count = Int(parts[0]) else { return nil }
        let unit = parts[1]
        return units.first { $0.sameScalars(as: unit) || $0.sameScalars(as: unit + "s") }.map { (count, $0) }
    }
}

enum Dates {
    /// A day written as 2027-01-12 and nothing else.
    static func read(_ text: String) -> Day? { Day(text) }
}

/// Names that something else has taken.
enum Reserved {
    /// Words of CEL, which a guard cannot use as names (language definition, "Syntax"), and names of its types.
    static let celWords: Set<String> = [
        "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop", "package",
        "namespace", "null", "return", "true", "var", "void", "while",
    ]
    /// Senders, subjects and parts of a ring that stand where roles stand.
    static let roleWords: Set<String> = ["clock", "case", "actor", "subject", "owed", "corrected", "appointed", "released", "all"]
    /// What each row of a record has besides its fields.
    static let rowWords: Set<String> = ["row", "by", "on"]
    /// Events that the engine itself raises.
    static let done = "done"
}
