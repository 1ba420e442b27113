/// What an erasure has come to, or would come to.
public struct Emptied: Sendable, Hashable {
    /// How many values were emptied.
    public var values = 0
    /// In these entries.
    public var entries: [String] = []
    /// Entries in which it stands still, since nothing could take its place there: the judgements of a sealed sheet.
    public var left: [String] = []
    /// How many drafts of sheets in which it stood were taken away.
    public var drafts = 0
    public var because = ""

    public init(values: Int = 0, entries: [String] = [], left: [String] = [], drafts: Int = 0, because: String = "") {
        self.values = values
        self.entries = entries
        self.left = left
        self.drafts = drafts
        self.because = because
    }

    public var isNothing: Bool { values == 0 && drafts == 0 }

    /// "erased 2 values in file/3 and 1 draft; not reached: triad-review-1/9".
    var sentence: String {
        let inEntries = values == 0 ? nil : "\(values) value\(values == 1 ? "" : "s") in \(entries.joined(separator: ", "))"
        let inDrafts = drafts == 0 ? nil : "\(drafts) draft\(drafts == 1 ? "" : "s")"
        let notReached = left.isEmpty ? "" : "; not reached: \(left.joined(separator: ", "))"
        return "erased \([inEntries, inDrafts].compactMap(\.self).joined(separator: " and "))\(notReached)"
    }
}
