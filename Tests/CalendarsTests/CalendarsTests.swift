import Calendars
import CivilTime

// What the tests of this folder share: dates from text, a small calendar, and the calendar that ships.

/// The day of that text; a slip in a test gives the first day there is, and the test fails.
func day(_ text: String) -> Day { Day(text) ?? .first }

func span(_ name: String, _ from: String, _ through: String) -> SchoolCalendar.NamedSpan {
    .init(name, from: day(from), through: day(through))
}

/// One year in two areas whose October half-terms differ, with one school that has dates of its own.
enum Example {
    static let holidays: [SchoolCalendar.NamedDay] = [
        .init(day("2026-08-31"), "Summer bank holiday"), .init(day("2026-12-25"), "Christmas Day"),
        .init(day("2026-12-28"), "Boxing Day (substitute day)"), .init(day("2027-01-01"), "New Year's Day"),
        .init(day("2027-03-26"), "Good Friday"), .init(day("2027-03-29"), "Easter Monday"), .init(day("2027-05-03"), "Early May bank holiday"),
    ]

    static func terms(halfTerm: SchoolCalendar.NamedSpan) -> [SchoolCalendar.Term] {
        [
            .init(name: "Autumn term", from: day("2026-09-01"), through: day("2026-12-18"), breaks: [halfTerm]),
            .init(name: "Spring term", from: day("2027-01-04"), through: day("2027-03-25"),
                  breaks: [span("half-term", "2027-02-15", "2027-02-19")]),
            .init(name: "Summer term", from: day("2027-04-12"), through: day("2027-07-21"),
                  breaks: [span("half-term", "2027-05-31", "2027-06-04")]),
        ]
    }

    static let calendar = SchoolCalendar(
        name: "example", title: "Example", defaultNation: "england_and_wales", defaultArea: "north",
        nations: [.init(name: "england_and_wales", title: "England and Wales", bankHolidays: holidays)],
        areas: [
            .init(name: "north", title: "Northshire", schoolYears: [
                .init(name: "2026/27", terms: terms(halfTerm: span("half-term", "2026-10-26", "2026-10-30")),
                      trainingDays: [.init(day("2026-09-01"), "training day")]),
            ]),
            .init(name: "south", title: "Southshire", schoolYears: [
                .init(name: "2026/27", terms: terms(halfTerm: span("half-term", "2026-10-19", "2026-10-23"))),
            ]),
        ],
        schools: [
            .init(id: "oakfield", title: "Oakfield School", area: "north", schoolYears: [
                .init(name: "2026/27", terms: nil, trainingDays: [.init(day("2026-11-02"), "training day")],
                      closures: [span("polling station", "2026-11-05", "2026-11-05")]),
            ]),
        ])
}
