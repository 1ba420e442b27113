/// Where a file does not say what its ledger says.
public struct Difference: Sendable, Hashable, CustomStringConvertible {
    public var table: String
    /// The row, by its key: `triad-review-3, evidence, 4`.
    public var row: String
    /// Absent where a whole row is there that should not be, or is missing.
    public var column: String?
    public var sentence: String

    /// `entry triad-review-3/17, recorded: the copy differs from the entry`.
    public var description: String {
        "\(table) \(row)\(column.map { ", \($0)" } ?? ""): \(sentence)"
    }
}
