import Testing
import Calendars
import CivilTime

@Suite("Checking a calendar") struct CalendarChecksTests {
    /// The codes and places of the mistakes after a change to the sound example.
    private func mistakes(_ change: (inout SchoolCalendar) -> Void) -> [String] {
        var calendar = Example.calendar
        change(&calendar)
        return calendar.mistakes().map { "\($0.code.rawValue) /\($0.path.joined(separator: "/"))" }
    }

    @Test("A sound calendar has no mistakes")
    func sound() { #expect(Example.calendar.mistakes() == []) }

    @Test("Terms that overlap, run backwards, are out of order, far apart or far too long are named")
    func terms() {
        let path = "/areas/north/school_years/0/terms"
        #expect(mistakes { $0.areas[0].schoolYears[0].terms?[1].from = day("2026-12-10") } == ["terms-overlap \(path)/1"])
        #expect(mistakes { $0.areas[0].schoolYears[0].terms?[2].through = day("2027-04-01") }
            == ["term-backwards \(path)/2", "break-outside-term \(path)/2/breaks/0"])
        #expect(mistakes { $0.areas[0].schoolYears[0].terms?.swapAt(1, 2) } == ["terms-far-apart \(path)/1", "terms-out-of-order \(path)/2"])
        #expect(mistakes { $0.areas[0].schoolYears[0].terms?.remove(at: 1) } == ["terms-far-apart \(path)/1"])
        #expect(mistakes { $0.areas[0].schoolYears[0].terms?[2].through = day("2028-07-21") }
            == ["term-too-long \(path)/2", "holidays-unknown \(path)/2"])
        #expect(mistakes { $0.areas[0].schoolYears[0].terms = [] }
            == ["no-terms /areas/north/school_years/0", "training-day-outside-term /areas/north/school_years/0/training_days/0",
                "no-terms /schools/oakfield/school_years/0", "training-day-outside-term /schools/oakfield/school_years/0/training_days/0"])
    }

    @Test("A break outside its term, backwards or over another is named")
    func breaks() {
        let path = "/areas/south/school_years/0/terms/0/breaks"
        #expect(mistakes { $0.areas[1].schoolYears[0].terms?[0].breaks[0] = span("half-term", "2026-12-21", "2026-12-22") }
            == ["break-outside-term \(path)/0"])
        #expect(mistakes { $0.areas[1].schoolYears[0].terms?[0].breaks[0] = span("half-term", "2026-10-23", "2026-10-19") }
            == ["break-backwards \(path)/0"])
        #expect(mistakes { $0.areas[1].schoolYears[0].terms?[0].breaks.append(span("fair", "2026-10-23", "2026-10-26")) }
            == ["breaks-overlap \(path)/1"])
    }

    @Test("A training day on a Sunday, outside term, in a break, on a bank holiday or given twice is named")
    func trainingDays() {
        let path = "/schools/oakfield/school_years/0/training_days"
        func training(_ dates: String...) -> [String] {
            mistakes { $0.schools[0].schoolYears[0].trainingDays = dates.map { .init(day($0), "training day") } }
        }
        #expect(training("2026-11-01") == ["training-day-at-weekend \(path)/0"])
        #expect(training("2026-12-21") == ["training-day-outside-term \(path)/0"])
        #expect(training("2026-10-27") == ["training-day-outside-term \(path)/0"])
        #expect(training("2027-05-03") == ["training-day-on-holiday \(path)/0"])
        #expect(training("2026-11-03", "2026-11-03") == ["training-day-twice \(path)/1"])
    }

    @Test("Two holidays on one date, and a year without any, are named")
    func holidays() {
        let path = "/nations/england_and_wales/bank_holidays"
        #expect(mistakes { $0.nations[0].bankHolidays.append(.init(day("2027-03-26"), "Spring Friday")) } == ["holiday-twice \(path)/7"])
        #expect(mistakes { $0.nations[0].bankHolidays.append(.init(day("2029-01-01"), "New Year's Day")) } == ["holidays-missing \(path)"])
        #expect(mistakes { $0.nations[0].bankHolidays = [] } == ["holidays-missing /nations/england_and_wales"])
    }

    @Test("Names that are unknown, malformed or given twice are named")
    func names() {
        #expect(mistakes { $0.defaultArea = "west" } == ["unknown-area /default_area"])
        #expect(mistakes { $0.areas[0].nation = "wales" } == ["unknown-nation /areas/north/nation"])
        #expect(mistakes { $0.schools[0].area = "west" } == ["unknown-area /schools/oakfield/area"])
        #expect(mistakes { $0.areas[1].name = "north" } == ["name-twice /areas"])
        #expect(mistakes { $0.areas[1].name = "South Shire" } == ["bad-name /areas/South Shire"])
        #expect(mistakes { $0.version = 0 } == ["bad-version /version"])
        #expect(mistakes { $0.weekend = Weekday.allCases }.first == "bad-weekend /weekend")
    }

    @Test("A school's own terms must fit between its area's")
    func joins() {
        let own = SchoolCalendar.SchoolYear(name: "2027/28", terms: [.init(name: "Autumn term", from: day("2027-07-19"), through: day("2027-12-17"))])
        #expect(mistakes { $0.schools[0].schoolYears.append(own) } == ["terms-overlap /schools/oakfield/school_years/1/terms/0"])
        // The area's own year lies between two of the school's: there is no gap.
        #expect(mistakes { calendar in
            calendar.nations[0].bankHolidays += [.init(day("2025-12-25"), "Christmas Day"), .init(day("2028-01-03"), "New Year's Day (substitute day)")]
            calendar.schools[0].schoolYears = [
                .init(name: "2025/26", terms: [.init(name: "Summer term", from: day("2026-04-13"), through: day("2026-07-21"))]),
                .init(name: "2027/28", terms: [.init(name: "Autumn term", from: day("2027-09-01"), through: day("2027-12-17"))]),
            ]
        } == [])
        #expect(mistakes { calendar in
            calendar.schools[0].schoolYears.append(.init(name: "2027/28", terms: [.init(name: "Autumn term", from: day("2027-11-01"), through: day("2027-12-17"))]))
        } == ["terms-far-apart /schools/oakfield/school_years/1/terms/0"])
    }

    @Test("A closure that ends before it begins, or lies in no term, is named; one that reaches into a term is none")
    func closures() {
        let path = "/schools/oakfield/school_years/0/closures/0"
        func closed(_ from: String, _ through: String) -> [String] {
            mistakes { $0.schools[0].schoolYears[0].closures = [span("flood", from, through)] }
        }
        #expect(closed("2026-11-05", "2026-11-04") == ["closure-backwards \(path)"])
        #expect(closed("2025-11-05", "2025-11-05") == ["closure-outside-term \(path)"])
        #expect(closed("2026-12-17", "2026-12-21") == [])
    }

    @Test("A mistake says what is wrong and what would make it right")
    func wording() {
        var calendar = Example.calendar
        calendar.schools[0].schoolYears[0].trainingDays = [.init(day("2026-11-01"), "training day")]
        #expect(calendar.mistakes().map(\.description) == [
            "/schools/oakfield/school_years/0/training_days/0: The training day 1 Nov 2026 is a Sunday. Choose a day of the working week."
        ])
    }
}
