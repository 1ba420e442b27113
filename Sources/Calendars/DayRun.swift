import CivilTime

/// Days in a row that are told together: "Mon 26 Oct to Fri 30 Oct".
struct DayRun: Sendable, Hashable {
    let first: Day
    private(set) var last: Day
    /// How many days are told, those passed over between them not counted.
    private(set) var count = 1
    /// What holds of all of them; nil: they are counted.
    let note: String?

    /// Days in their order, or in the opposite one, joined where they have the same note.
    ///
    /// - Parameter joins: whether two days are told as neighbours though others may lie between them.
    static func runs(_ days: [(day: Day, note: String?)], joining joins: (Day, Day) -> Bool = { _, _ in true }) -> [DayRun] {
        var runs: [DayRun] = []
        for (day, note) in days {
            if let last = runs.last, last.note == note, joins(last.last, day) {
                runs[runs.count - 1].last = day
                runs[runs.count - 1].count += 1
            } else {
                runs.append(DayRun(first: day, last: day, note: note))
            }
        }
        return runs
    }

    var days: String { first == last ? first.brief : "\(first.brief) to \(last.brief)" }

    /// "Mon 26 Oct to Fri 30 Oct (half-term)".
    var text: String { note.map { "\(days) (\($0))" } ?? days }
}
