import CivilTime

/// Which days another version of a calendar counts otherwise, for the same addressees.
public struct CountChange: Sendable, Hashable {
    private let lost: [DayRun]
    private let gained: [DayRun]

    /// "Mon 3 May 2027 no longer counts (Coronation holiday)"; "Mon 26 Oct to Fri 30 Oct 2026 count now (half-term no longer)".
    public var text: String {
        let sentences = lost.map { $0.text(counts: "no longer counts", many: "no longer count", $0.note) }
            + gained.map { $0.text(counts: "counts now", many: "count now", $0.note.map { "no longer \($0)" }) }
        return sentences.joined(separator: "; ")
    }

    public var isEmpty: Bool { lost.isEmpty && gained.isEmpty }

    /// Days between the base of a count and what it came to, by one version or the other.
    ///
    /// A day that one of them does not know is told of neither.
    public init(_ unit: DayUnit, from old: Schedule, to new: Schedule, between first: Day, and last: Day) {
        var lost: [(day: Day, note: String?)] = [], gained: [(day: Day, note: String?)] = []
        for day in stride(from: first, through: last, by: 1) {
            do throws(SchoolCalendar.Failure) {
                let (before, after) = (try old.obstacle(on: day, unit), try new.obstacle(on: day, unit))
                if before == nil, let after { lost.append((day, after.text)) }
                if after == nil, let before { gained.append((day, before.text)) }
            } catch { continue }
        }
        // A weekend between two days that are told alike is passed over.
        let joins = { (one: Day, next: Day) in next - one <= 3 }
        (self.lost, self.gained) = (DayRun.runs(lost, joining: joins), DayRun.runs(gained, joining: joins))
    }
}

extension DayRun {
    fileprivate func text(counts one: String, many: String, _ why: String?) -> String {
        "\(days) \(last.year) \(first == last ? one : many)" + (why.map { " (\($0))" } ?? "")
    }
}
