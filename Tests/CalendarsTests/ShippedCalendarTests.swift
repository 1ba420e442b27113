import Testing
import Foundation
import Calendars
import CivilTime

/// The calendar file that ships, against the law it follows and the pattern it promises.
@Suite("The calendar of schools in England") struct ShippedCalendarTests {
    @Test("Its bank holidays from 2025 to 2032 are those of the Banking and Financial Dealings Act 1971 and the yearly proclamations")
    func bankHolidays() throws {
        let shipped = try ShippedCalendar().nations[0].bankHolidays.map { "\($0.date) \($0.name)" }
        let computed = (2025...2032).flatMap(BankHolidays.englandAndWales).sorted { $0.date < $1.date }.map { "\($0.date) \($0.name)" }
        #expect(shipped == computed)
        #expect(shipped.count == 64)
    }

    @Test("Easter is found by the Gregorian computus")
    func easter() {
        #expect([1818, 1943, 2025, 2026, 2027, 2028, 2029, 2030, 2038].map { BankHolidays.easter($0).description }
            == ["1818-03-22", "1943-04-25", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25"])
    }

    @Test("Its terms from 2025/26 to 2029/30 are sound, and each school year has 190 school days and five training days")
    func terms() throws {
        let calendar = try ShippedCalendar().calendar
        #expect(calendar.mistakes() == [])
        #expect(calendar.areas.map(\.name) == ["pattern_one", "pattern_two"])
        for area in calendar.areas {
            let schedule = try calendar.schedule(area: area.name)
            #expect(area.schoolYears.map(\.name) == ["2025/26", "2026/27", "2027/28", "2028/29", "2029/30"])
            for year in area.schoolYears {
                let terms = try #require(year.terms), first = try #require(terms.first), last = try #require(terms.last)
                let open = try (first.from...last.through).filter { try schedule.isSchoolDay($0) }
                #expect(open.count == 190, "\(area.name) \(year.name)")
                #expect(year.trainingDays?.count == 5)
            }
        }
    }

    @Test("In the two areas different weeks are half-term")
    func differentHalfTerms() throws {
        let calendar = try ShippedCalendar().calendar
        let one = try calendar.schedule(), two = try calendar.schedule(area: "pattern_two")
        #expect(try one.isSchoolDay(day("2026-10-20")) && !two.isSchoolDay(day("2026-10-20")))
        #expect(try !one.isSchoolDay(day("2026-10-27")) && two.isSchoolDay(day("2026-10-27")))
    }
}

/// The bank holidays of England and Wales, by rule.
enum BankHolidays {
    /// Schedule 1 of the Act for Easter Monday, the last Mondays in May and August, and 26 and 27 December; the common law for
    /// Good Friday and Christmas Day; the yearly proclamations for 1 January, the first Monday in May and all substitutes.
    static func englandAndWales(_ year: Int) -> [SchoolCalendar.NamedDay] {
        let easter = easter(year)
        let newYear = date(year, 1, 1)
        return [
            newYear.isAtWeekend ? .init(newYear.nextMonday, "New Year's Day (substitute day)") : .init(newYear, "New Year's Day"),
            .init(easter - 2, "Good Friday"),
            .init(easter + 1, "Easter Monday"),
            .init(date(year, 5, 1).mondayOnOrAfter, "Early May bank holiday"),
            .init(date(year, 5, 25).mondayOnOrAfter, "Spring bank holiday"),
            .init(date(year, 8, 25).mondayOnOrAfter, "Summer bank holiday"),
        ] + christmas(date(year, 12, 25))
    }

    private static func christmas(_ day: Day) -> [SchoolCalendar.NamedDay] {
        switch day.weekday {
        case .saturday: [.init(day + 2, "Christmas Day (substitute day)"), .init(day + 3, "Boxing Day (substitute day)")]
        case .sunday: [.init(day + 1, "Boxing Day"), .init(day + 2, "Christmas Day (substitute day)")]
        case .friday: [.init(day, "Christmas Day"), .init(day + 3, "Boxing Day (substitute day)")]
        case .monday, .tuesday, .wednesday, .thursday: [.init(day, "Christmas Day"), .init(day + 1, "Boxing Day")]
        }
    }

    /// Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
    static func easter(_ year: Int) -> Day {
        let a = year % 19, b = year / 100, c = year % 100
        let d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3
        let h = (19 * a + b - d - g + 15) % 30
        let i = c / 4, k = c % 4
        let l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let sum = h + l - 7 * m + 114
        return date(year, sum / 31, sum % 31 + 1)
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int) -> Day { Day(year: year, month: month, day: day) ?? .first }
}

private extension Day {
    var isAtWeekend: Bool { weekday == .saturday || weekday == .sunday }
    var mondayOnOrAfter: Day { (self...(self + 6)).first { $0.weekday == .monday } ?? self }
    var nextMonday: Day { (self + 1).mondayOnOrAfter }
}

/// Reads the shipped file by its layout, line by line: this module knows no YAML, and the file keeps to one item a line.
private struct ShippedCalendar {
    var nations: [SchoolCalendar.Nation] = [.init(name: "england_and_wales", title: "England and Wales", bankHolidays: [])]
    var areas: [SchoolCalendar.Area] = []

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("Workflows/calendars/england-schools.yaml"), encoding: .utf8)
        for line in text.split(separator: "\n") where !line.hasPrefix("#") { read(String(line)) }
    }

    var calendar: SchoolCalendar {
        SchoolCalendar(
            name: "england-schools", title: "Schools in England", defaultNation: "england_and_wales", defaultArea: "pattern_one",
            nations: nations, areas: areas)
    }

    private mutating func read(_ line: String) {
        let quoted = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        let dates = quoted.compactMap { Day($0) }
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        let area = areas.count - 1, year = area < 0 ? -1 : areas[area].schoolYears.count - 1
        if line.hasPrefix("      - { date:") {
            nations[0].bankHolidays.append(.init(dates[0], quoted[1]))
        } else if line.hasPrefix("  pattern_") {
            let name = String(trimmed.dropLast())
            areas.append(.init(name: name, title: name, schoolYears: []))
        } else if line.hasPrefix("      - name:") {
            areas[area].schoolYears.append(.init(name: quoted[0], terms: [], trainingDays: []))
        } else if line.hasPrefix("          - name:") {
            areas[area].schoolYears[year].terms?.append(.init(name: String(trimmed.dropFirst(8)), from: .first, through: .first))
        } else if line.hasPrefix("            from:") {
            change(area, year) { $0.from = dates[0] }
        } else if line.hasPrefix("            through:") {
            change(area, year) { $0.through = dates[0] }
        } else if line.hasPrefix("              - { name:") {
            change(area, year) { $0.breaks.append(.init("half-term", from: dates[0], through: dates[1])) }
        } else if line.hasPrefix("          - { date:") {
            areas[area].schoolYears[year].trainingDays?.append(.init(dates[0], "training day"))
        }
    }

    private mutating func change(_ area: Int, _ year: Int, _ edit: (inout SchoolCalendar.Term) -> Void) {
        guard var term = areas[area].schoolYears[year].terms?.popLast() else { return }
        edit(&term)
        areas[area].schoolYears[year].terms?.append(term)
    }
}
