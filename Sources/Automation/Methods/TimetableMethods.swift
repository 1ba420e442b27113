import Casework
import JSON
import Timetables
import TriadKit

extension Methods {
    private static let term = Shape.Member("term", .text, "Which term's: Spring 2027.")
    private static let rows = Shape.Member("rows", .list(.map(.text)), "Rows, each a text for each of the columns \(TimetableTable.columns.joined(separator: ", ")).")

    static let timetables: [Method] = [
        .query("timetable.compare", "What a term's timetable would change in the one that is kept, and the running cases whose session that is.", [term, rows], .object([
            .init("changes", .list(.object([
                .init("kind", .word(TimetableComparison.Kind.allCases.map(\.rawValue))), .init("programme", .text), .init("session", .text), .init("on", .day),
                .init("sentence", .text), .init("cases", .list(.object([.init("case", .text), .init("title", .text), .init("state", .text), .init("on?", .day)]))),
            ]))),
        ])) { given, triad in .comparison(try triad.glance { try timetable(given, $0) }) },
        .command("timetable.import", "Keep a term's timetable in the place of what is kept of that term from its first day on: one change, made whole or not at all.", [term, rows]) { given, glance in
            .timetable(try timetable(given, glance))
        },
        .query("timetable.list", "The sessions of the timetable: to those who coordinate or manage all, to anybody else her own.", [
            .init("from?", .day, "From this day."), .init("until?", .day, "Up to this day."), .init("person?", .text, "Only hers."),
            .init("programme?", .text, "Only of this programme."), .init("term?", .text, "Only of this term."),
        ], .object([
            .init("sessions", .list(.object([
                .init("term", .text), .init("programme", .text), .init("session", .text), .init("on", .day), .init("hours", .text),
                .init("trainers", .list(.named)), .init("place", .text), .init("cases", .list(.text)),
            ]))),
        ])) { given, _ in
            .timetable(TimetableWish(
                from: given.day("from"), until: given.day("until"), person: given.text("person"), programme: given.text("programme"), term: given.text("term")))
        },
    ]

    private static func timetable(_ given: Arguments, _ glance: Glance) throws -> Timetable {
        try glance.timetable((given["rows"]?.arrayValue ?? []).map(row), term: given.required("term"))
    }
}
