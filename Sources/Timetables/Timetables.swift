/// What is put on when, where and by whom: a programme's sessions, and what a new timetable changes in the last.
///
/// - ``Session``: one of a programme's sessions, known by the programme and its own name.
/// - ``Timetable``: all that are known, and what another one changes (``Timetable/changes(to:)``): moves, swaps, cancellations.
/// - ``TimetableTable``: the rows of a table as people write them, with every mistake at once.
///
/// It knows nothing of cases or files; people are identifiers.
///
/// Floor 2 (the craft).
public enum Timetables {
    /// At most so many sessions are kept.
    public static let mostSessions = 2_000
    /// At most so many people share one.
    public static let mostTrainers = 10
    /// The most characters of a text.
    public static let longestText = 200
}
