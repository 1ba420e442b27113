import Casework
import CivilTime

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

extension AsOf {
    /// A moment as it is typed: an entry, a time, or a day.
    ///
    /// - Throws: `wrong-type` where the text is none.
    public init(_ text: String, isCorrected: Bool = false, in zone: Zone) throws(Refusal) {
        if let when = When(text, in: zone) {
            self.init(.time(when), isCorrected: isCorrected)
        } else if text.contains("/"), let (stream, number) = try? EntryName.parse(text) {
            self.init(.entry(stream: stream, number: number), isCorrected: isCorrected)
        } else {
            throw Refusal(.wrongType, "`\(text)` is no moment.", place: "as_of", remedy: "Write CASE/17, 2027-01-12 or \"2027-01-12 07:10\".")
        }
    }
}
