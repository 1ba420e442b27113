import Casework

/// An entry by its name, as `log` shows it: `triad-review-3/17`.
public enum EntryName {
    /// - Throws: `wrong-type` where the text names none.
    public static func parse(_ text: String) throws(Refusal) -> (stream: String, number: Int) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let number = Int(parts[1]) else {
            throw Refusal(.wrongType, "`\(text)` is no entry.", place: "entry", remedy: "Write CASE/17, as `log` shows it.")
        }
        return (String(parts[0]), number)
    }
}
