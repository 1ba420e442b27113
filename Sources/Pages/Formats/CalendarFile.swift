/// Days as calendar programs take them: an iCalendar file of all-day events (RFC 5545).
///
/// A program that has an event with the same `id` already replaces it where `sequence` is higher.
public struct CalendarFile: Sendable {
    /// Days that stand in a calendar.
    public struct Event: Sendable {
        /// The same for ever: by it a calendar knows the event when it has moved.
        public var id: String
        /// How often it has moved.
        public var sequence: Int
        /// When it was last moved, in seconds since 1970.
        public var stamp: Int
        public var first: AxisDay
        /// The last day, which is part of it.
        public var last: AxisDay
        public var title: String
        public var location: String
        public var note: String
        public var isCancelled: Bool

        public init(
            id: String, sequence: Int, stamp: Int, first: AxisDay, last: AxisDay, title: String, location: String = "", note: String = "",
            isCancelled: Bool = false
        ) {
            self.id = id
            self.sequence = sequence
            self.stamp = stamp
            self.first = first
            self.last = last
            self.title = title
            self.location = location
            self.note = note
            self.isCancelled = isCancelled
        }
    }

    /// At least one: a calendar of nothing is none (3.6).
    public var events: [Event]

    public init(_ events: [Event]) { self.events = events }

    /// The file, its lines ended by CRLF and none longer than 75 octets (3.1).
    public func text() -> String {
        let lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Triad//Appointments//EN", "CALSCALE:GREGORIAN"]
            + events.flatMap(\.lines) + ["END:VCALENDAR"]
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    /// Gone on after a line break and a space, never within a character.
    private static func folded(_ line: String) -> String {
        var out = "", width = 0
        for scalar in line.unicodeScalars {
            let size = String(scalar).utf8.count
            if width + size > 75 {
                out += "\r\n "
                width = 1
            }
            out.unicodeScalars.append(scalar)
            width += size
        }
        return out
    }
}

extension CalendarFile.Event {
    fileprivate var lines: [String] {
        var lines = [
            "BEGIN:VEVENT", "UID:" + text(id), "DTSTAMP:\(Self.moment(stamp))", "SEQUENCE:\(sequence)",
            "DTSTART;VALUE=DATE:\(Self.basic(first))",
            // The first day that is no longer part of it (3.6.1).
            "DTEND;VALUE=DATE:\(Self.basic(AxisDay(daysSince1970: max(first, last).number + 1)))",
            "SUMMARY:" + text(title),
        ]
        if !location.isEmpty { lines.append("LOCATION:" + text(location)) }
        if !note.isEmpty { lines.append("DESCRIPTION:" + text(note)) }
        return lines + ["STATUS:\(isCancelled ? "CANCELLED" : "CONFIRMED")", "END:VEVENT"]
    }

    /// A text as a value (3.3.11).
    private func text(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in Escaping.visible(text).unicodeScalars {
            switch scalar {
            case "\\", ";", ",": out.append(contentsOf: ["\\", scalar])
            case "\n": out.append(contentsOf: ["\\", "n"])
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    /// `20261208`.
    private static func basic(_ day: AxisDay) -> String { day.iso.split(separator: "-").joined() }

    /// `20261208T091500Z`.
    private static func moment(_ seconds: Int) -> String {
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let rest = seconds - day * 86_400
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return basic(AxisDay(daysSince1970: day)) + "T" + two(rest / 3600) + two(rest / 60 % 60) + two(rest % 60) + "Z"
    }
}
