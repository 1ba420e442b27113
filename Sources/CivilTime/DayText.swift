// How a date is written and read.

extension Day: CustomStringConvertible, LosslessStringConvertible {
    /// Reads "2027-01-12" and nothing else: four, two and two ASCII digits, a date that exists.
    public init?(_ iso: String) {
        var bytes = ByteReader(iso)
        guard let day = bytes.day(), bytes.isAtEnd else { return nil }
        self = day
    }

    /// "2027-01-12".
    public var description: String { fixedText(10) { $0.write(self) } }

    /// "Tuesday 12 January 2027", for letters and reports.
    public var spelled: String {
        let (year, month, day) = parts
        return "\(weekday.name) \(day) \(Day.monthNames[month - 1]) \(year)"
    }

    /// "12 Jan 2027", for tables.
    public var short: String {
        let (year, month, day) = parts
        return "\(day) \(Day.monthNames[month - 1].prefix(3)) \(year)"
    }

    /// "Tue 12 Jan", for lists within one year.
    public var brief: String {
        let (_, month, day) = parts
        return "\(weekday.short) \(day) \(Day.monthNames[month - 1].prefix(3))"
    }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ]
}
