import CivilTime

/// The rows of a timetable as people write them: a column each for session, day, hours, trainers, place and programme.
public struct TimetableTable: Sendable {
    public static let columns = ["session", "on", "hours", "trainers", "place", "programme"]

    /// Something in a row that cannot be meant.
    public struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
        /// Counted from 1, without the heading; 0: of the whole table.
        public let row: Int
        public let column: String
        public let sentence: String

        public var place: String { row == 0 ? column : "row \(row), \(column)" }
        public var description: String { "\(place): \(sentence)" }
    }

    /// Every mistake at once, in the order of the rows.
    public struct Mistakes: Error, Sendable, Hashable {
        public let all: [Mistake]
    }

    /// Reads rows, each a text by its column.
    ///
    /// - Parameters:
    ///   - term: which term's they are: "Spring 2027".
    ///   - rows: several trainers stand in one cell with `|` or `;` between.
    ///   - programmes: the only ones that there can be, as they are spoken of; none: any.
    ///   - person: the identifier of whoever is named; nil where there is nobody of that name.
    /// - Throws: ``Mistakes``.
    public static func read(_ rows: [[String: String]], term: String, programmes: [String] = [], person: (String) -> String?) throws(Mistakes) -> Timetable {
        var mistakes: [Mistake] = []
        var sessions: [Session] = []
        var seen: [Session.Key: Int] = [:]
        if trimmed(term).isEmpty || term.unicodeScalars.count > Timetables.longestText {
            mistakes.append(Mistake(row: 0, column: "term", sentence: "Say which term it is, in at most \(Timetables.longestText) characters."))
        }
        if rows.count > Timetables.mostSessions {
            mistakes.append(Mistake(row: Timetables.mostSessions + 1, column: "session", sentence: "A timetable holds \(Timetables.mostSessions) sessions; divide it."))
        }
        for (index, row) in rows.prefix(Timetables.mostSessions).enumerated() {
            func text(_ column: String) -> String { trimmed(row[column] ?? "") }
            func wrong(_ column: String, _ sentence: String) { mistakes.append(Mistake(row: index + 1, column: column, sentence: sentence)) }
            for column in row.keys.sorted() where !columns.contains(column) && index == 0 {
                wrong(column, "There is no such column; there are \(columns.joined(separator: ", ")).")
            }
            for column in columns where text(column).unicodeScalars.count > Timetables.longestText {
                wrong(column, "It has more than \(Timetables.longestText) characters.")
            }
            let key = Session.Key(term: trimmed(term), programme: text("programme"), name: text("session"))
            if key.name.isEmpty { wrong("session", "The session has no name.") }
            if let before = seen[key] { wrong("session", "\(key.name) stands in row \(before) already; sessions of one programme have names of their own.") }
            seen[key] = index + 1
            if key.programme.isEmpty { wrong("programme", "Which programme is it of, such as ITT, CPLD or NPQ?") }
            if !key.programme.isEmpty, !programmes.isEmpty, !programmes.contains(where: { $0.lowercased() == key.programme.lowercased() }) {
                wrong("programme", "There is no programme \(key.programme); there are \(programmes.joined(separator: ", ")).")
            }
            let day = Day(text("on"))
            if day == nil { wrong("on", "`\(text("on"))` is not a date such as 2027-01-12.") }
            let names = text("trainers").split { "|;".contains($0) }.map { trimmed(String($0)) }.filter { !$0.isEmpty }
            if names.count > Timetables.mostTrainers { wrong("trainers", "More than \(Timetables.mostTrainers) people share it.") }
            let trainers = names.compactMap { name -> String? in
                let found = person(name)
                if found == nil { wrong("trainers", "There is nobody called \(name) in the register, or more than one; an identifier says who.") }
                return found
            }
            if Set(trainers).count < trainers.count { wrong("trainers", "Somebody is named twice.") }
            if let day { sessions.append(Session(key, on: day, hours: text("hours"), trainers: trainers, place: text("place"))) }
        }
        guard mistakes.isEmpty else { throw Mistakes(all: mistakes) }
        return Timetable(sessions)
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars.drop(while: \.properties.isWhitespace)
        let end = scalars.lastIndex { !$0.properties.isWhitespace }.map(scalars.index(after:)) ?? scalars.startIndex
        return String(String.UnicodeScalarView(scalars[..<end]))
    }
}
