import Calendars
import CivilTime

/// The language of calendar files.
enum CalendarShape {
    typealias Key = MapShape.Key

    static let calendar = MapShape("a calendar", [
        Key("triad", .whole(1...1_000), "the version of the language: 1.", required: true),
        Key("calendar", .hyphenName, "its name.", required: true),
        Key("version", .whole(1...1_000_000), "a number that is raised whenever a date changes.", required: true),
        Key("title", .text(max: 200), "what people call it.", required: true),
        Key("zone", .text(max: 64), "where its days begin and end: `Europe/London`."),
        Key("weekend", .list(.word(Weekday.allCases.map(\.rawValue)), atMost: 7), "the days of the week that are neither working nor school days."),
        Key("default_nation", .name, "whose bank holidays count where an area names no nation.", required: true),
        Key("default_area", .name, "whose terms count where a school's area is not known."),
        Key("nations", .table(key: .name, .map(nation)), "bank holidays.", required: true),
        Key("areas", .table(key: .name, .map(area)), "school terms."),
        Key("schools", .table(key: .identifier, .map(school)), "what differs in one school."),
    ])

    static let nation = MapShape("a nation", [
        Key("title", .text(max: 200), "what people call it.", required: true),
        Key("bank_holidays", .list(.map(day), atMost: 2_000), "each a date and a name.", required: true),
    ])

    static let area = MapShape("an area", [
        Key("title", .text(max: 200), "what people call it.", required: true),
        Key("nation", .name, "whose bank holidays count."),
        Key("school_years", .list(.map(year), atMost: 100), "oldest first.", required: true),
    ])

    static let school = MapShape("a school", [
        Key("title", .text(max: 200), "what people call it.", required: true),
        Key("area", .name, "whose terms count."),
        Key("school_years", .list(.map(year), atMost: 100), "only what differs."),
    ])

    static let year = MapShape("a school year", [
        Key("name", .text(max: 60), "such as \"2026/27\".", required: true),
        Key("terms", .list(.map(term), atMost: 20), "the terms, in order."),
        Key("training_days", .list(.map(day), atMost: 100), "days on which staff come and pupils do not."),
        Key("closures", .list(.map(span), atMost: 100), "other days without school."),
    ])

    static let term = MapShape("a term", [
        Key("name", .text(max: 100), "such as \"Autumn term\".", required: true),
        Key("from", .date, "its first day.", required: true),
        Key("through", .date, "its last day.", required: true),
        Key("breaks", .list(.map(span), atMost: 20), "half-terms."),
    ])

    static let day = MapShape("a day", [
        Key("date", .date, "in quotes: \"2027-03-26\".", required: true),
        Key("name", .text(max: 100), "what people call it.", required: true),
    ])

    static let span = MapShape("a span of days", [
        Key("name", .text(max: 100), "what people call it.", required: true),
        Key("from", .date, "its first day.", required: true),
        Key("through", .date, "its last day; the first where left out."),
    ])
}

extension DefinitionReader {
    public func read(calendar text: String, file: String) -> Result<Checked<SchoolCalendar>, Mistakes> {
        craft(text, file, .calendar)
    }

    /// A calendar from the canonical form that was kept (``Source/canonical``).
    public func read(canonicalCalendar source: Source) -> Result<Checked<SchoolCalendar>, Mistakes> { craft(kept: source, .calendar) }

    public func read(calendar bytes: [UInt8], file: String) -> Result<Checked<SchoolCalendar>, Mistakes> {
        DefinitionReader.text(bytes, file: file).flatMap { read(calendar: $0, file: file) }
    }
}

extension Craft<SchoolCalendar> {
    static var calendar: Craft {
        Craft(kind: "calendar", shape: CalendarShape.calendar, make: SchoolCalendar.init(entry:_:)) { calendar in
            calendar.mistakes().map { CraftMistake(code: .calendar, path: $0.path, sentence: $0.sentence, remedy: $0.remedy) }
        }
    }
}

extension SchoolCalendar {
    fileprivate init(entry: Entry, _ findings: inout [Finding]) {
        self.init(
            name: entry.text("calendar") ?? "", version: entry.whole("version") ?? 1, title: entry.text("title") ?? "",
            zone: SchoolCalendar.zone(entry.scalar("zone"), &findings),
            weekend: entry.has("weekend") ? entry.scalars("weekend").compactMap { Weekday(rawValue: $0.text) } : [.saturday, .sunday],
            defaultNation: entry.text("default_nation") ?? "", defaultArea: entry.text("default_area"),
            nations: entry.table("nations").map { key, value in
                Nation(name: key.text, title: Entry(value).text("title") ?? "", bankHolidays: SchoolCalendar.days(Entry(value), "bank_holidays"))
            },
            areas: entry.table("areas").map { key, value in
                Area(name: key.text, title: Entry(value).text("title") ?? "", nation: Entry(value).text("nation"), schoolYears: SchoolCalendar.years(Entry(value)))
            },
            schools: entry.table("schools").map { key, value in
                School(id: key.text, title: Entry(value).text("title") ?? "", area: Entry(value).text("area"), schoolYears: SchoolCalendar.years(Entry(value)))
            })
    }

    private static func zone(_ scalar: Tree.Scalar?, _ findings: inout [Finding]) -> Zone {
        guard let scalar else { return .london }
        if let zone = Zone(scalar.text) { return zone }
        findings.append(Finding(.calendar, scalar, "There is no time zone `\(scalar.text)`.", fix: "write its IANA name, such as `Europe/London`."))
        return .london
    }

    private static func years(_ entry: Entry) -> [SchoolYear] {
        entry.entries("school_years").map { year in
            SchoolYear(
                name: year.text("name") ?? "", terms: year.has("terms") ? year.entries("terms").compactMap(term) : nil,
                trainingDays: year.has("training_days") ? days(year, "training_days") : nil, closures: spans(year, "closures"))
        }
    }

    private static func term(_ entry: Entry) -> Term? {
        guard let from = day(entry, "from"), let through = day(entry, "through") else { return nil }
        return Term(name: entry.text("name") ?? "", from: from, through: through, breaks: spans(entry, "breaks"))
    }

    private static func days(_ entry: Entry, _ key: String) -> [NamedDay] {
        entry.entries(key).compactMap { item in day(item, "date").map { NamedDay($0, item.text("name") ?? "") } }
    }

    private static func spans(_ entry: Entry, _ key: String) -> [NamedSpan] {
        entry.entries(key).compactMap { item in
            day(item, "from").map { NamedSpan(item.text("name") ?? "", from: $0, through: day(item, "through") ?? $0) }
        }
    }

    private static func day(_ entry: Entry, _ key: String) -> Day? { entry.text(key).flatMap(Dates.read) }
}
