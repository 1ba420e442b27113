/// The words that pages and charts add of themselves, so that a page can be in any language.
///
/// `{n}` stands for a count, `{date}` for a date.
public struct Wording: Sendable {
    public var contents = "Contents"
    public var noRows = "Nothing to show."
    public var sameFigures = "The same figures as a table"
    public var treeHead = "Log head"
    public var insertHere = "Print this document and insert it here."
    public var takeOut = "The file, to open or keep"
    public var row = "Row"
    public var sameLevel = "same level"
    public var oneLevelApart = "1 level apart"
    public var levelsApart = "{n} levels apart"
    public var difference = "Difference"
    public var noValue = "no value"
    public var item = "Item"
    public var due = "Due"
    public var done = "Done"
    public var status = "Status"
    public var dueOn = "due {date}"
    public var doneOn = "done {date}"
    public var onTime = "on time"
    public var oneDayLate = "1 day late"
    public var daysLate = "{n} days late"
    public var oneDayOverdue = "1 day overdue"
    public var daysOverdue = "{n} days overdue"
    public var notYetDue = "not yet due"
    public var late = "Late"
    public var today = "today"
    public var shaded = "Shaded"
    public var date = "Date"
    public var entry = "Entry"
    public var group = "Group"
    public var place = "Place"
    public var latitude = "Latitude"
    public var longitude = "Longitude"
    public var north = "N"
    public var share = "Share"
    public var count = "Count"
    public var of = "of"
    public var outOf = "Out of"
    public var months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    public init() {}

    public static let english = Wording()

    static func fill(_ pattern: String, _ key: String, _ value: String) -> String {
        pattern.split(separator: "{\(key)}", omittingEmptySubsequences: false).joined(separator: value)
    }

    /// A day as people read it: `4 Dec 2026`, or `4 Dec` where the year is said elsewhere.
    func date(_ day: AxisDay, year: Bool = true) -> String {
        let (y, m, d) = day.civil
        let month = months.indices.contains(m - 1) ? months[m - 1] : String(m)
        return year ? "\(d) \(month) \(y)" : "\(d) \(month)"
    }

    func apart(_ levels: Int) -> String {
        levels == 0 ? sameLevel : levels == 1 ? oneLevelApart : Self.fill(levelsApart, "n", String(levels))
    }

    func late(_ days: Int) -> String {
        days == 1 ? oneDayLate : Self.fill(daysLate, "n", String(days))
    }

    func overdue(_ days: Int) -> String {
        days == 1 ? oneDayOverdue : Self.fill(daysOverdue, "n", String(days))
    }
}
