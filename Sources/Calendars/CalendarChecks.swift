import CivilTime

extension SchoolCalendar {
    /// Something in a calendar that cannot be meant.
    public struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
        public enum Code: String, Sendable, Hashable, CaseIterable {
            case badName = "bad-name"
            case nameTwice = "name-twice"
            case badVersion = "bad-version"
            case badWeekend = "bad-weekend"
            case unknownNation = "unknown-nation"
            case unknownArea = "unknown-area"
            case holidayTwice = "holiday-twice"
            case holidaysMissing = "holidays-missing"
            case holidaysUnknown = "holidays-unknown"
            case noTerms = "no-terms"
            case termBackwards = "term-backwards"
            case termTooLong = "term-too-long"
            case termsOverlap = "terms-overlap"
            case termsOutOfOrder = "terms-out-of-order"
            case termsFarApart = "terms-far-apart"
            case breakBackwards = "break-backwards"
            case breakOutsideTerm = "break-outside-term"
            case breaksOverlap = "breaks-overlap"
            case trainingDayAtWeekend = "training-day-at-weekend"
            case trainingDayOnHoliday = "training-day-on-holiday"
            case trainingDayOutsideTerm = "training-day-outside-term"
            case trainingDayTwice = "training-day-twice"
            case closureBackwards = "closure-backwards"
            case closureOutsideTerm = "closure-outside-term"
        }

        public let code: Code
        /// Where in the file: keys, and positions in lists counted from 0 ("areas", "pattern_one", "school_years", "0").
        public let path: [String]
        /// What is wrong, in one sentence.
        public let sentence: String
        /// What would make it right.
        public let remedy: String

        public var description: String { "/\(path.joined(separator: "/")): \(sentence) \(remedy)" }
    }

    /// The longest term that is believed, in days; a slip in the year gives a longer one.
    static let longestTerm = 200

    /// The longest holidays that are believed, in days: longer ones mean that a term is missing.
    static let longestHolidays = 70

    /// Every mistake in the calendar, in the order of the file; none where it can be used.
    public func mistakes() -> [Mistake] {
        var checks = Checks(calendar: self)
        checks.head()
        checks.allNations()
        checks.allAreas()
        checks.allSchools()
        return checks.mistakes
    }
}

/// One pass over a calendar, gathering what is wrong.
private struct Checks {
    let calendar: SchoolCalendar
    var mistakes: [SchoolCalendar.Mistake] = []

    mutating func add(_ code: SchoolCalendar.Mistake.Code, _ path: [String], _ sentence: String, _ remedy: String) {
        mistakes.append(.init(code: code, path: path, sentence: sentence, remedy: remedy))
    }

    mutating func head() {
        if !isName(calendar.name, hyphens: true) { badName(calendar.name, ["calendar"]) }
        if calendar.version < 1 { add(.badVersion, ["version"], "The version is \(calendar.version).", "Count versions from 1.") }
        if Set(calendar.weekend).count != calendar.weekend.count || calendar.weekend.count > 6 {
            add(.badWeekend, ["weekend"], "The weekend names a day twice, or leaves no other day.", "Name each day of the weekend once.")
        }
        if calendar.nation(nil) == nil { unknownNation(calendar.defaultNation, ["default_nation"]) }
        if let area = calendar.defaultArea, calendar.area(area) == nil { unknownArea(area, ["default_area"]) }
    }

    mutating func allNations() {
        namesOnce(calendar.nations.map(\.name), in: "nations")
        for nation in calendar.nations { check(nation) }
    }

    mutating func allAreas() {
        namesOnce(calendar.areas.map(\.name), in: "areas")
        for area in calendar.areas {
            let path = ["areas", area.name]
            if !isName(area.name, hyphens: false) { badName(area.name, path) }
            if let nation = area.nation, calendar.nation(nation) == nil { unknownNation(nation, path + ["nation"]) }
            namesOnce(area.schoolYears.map(\.name), in: path + ["school_years"])
            if area.schoolYears.isEmpty { noTerms(area.title, path) }
            let years = area.schoolYears.enumerated().map { index, year in
                LocatedYear(year: year, path: path + ["school_years", String(index)])
            }
            check(years, nation: calendar.nation(area.nation))
        }
    }

    mutating func allSchools() {
        namesOnce(calendar.schools.map(\.id), in: "schools")
        for school in calendar.schools { check(school) }
    }

    // MARK: Layers

    private mutating func check(_ nation: SchoolCalendar.Nation) {
        let path = ["nations", nation.name]
        if !isName(nation.name, hyphens: false) { badName(nation.name, path) }
        var seen: [Day: String] = [:]
        for (index, holiday) in nation.bankHolidays.enumerated() {
            if let other = seen.updateValue(holiday.name, forKey: holiday.date) {
                add(.holidayTwice, path + ["bank_holidays", String(index)], "\(holiday.date.short) is given as \(other) and as \(holiday.name).",
                    "Keep one of them.")
            }
        }
        let years = Set(seen.keys.map(\.year))
        guard let first = years.min(), let last = years.max() else {
            add(.holidaysMissing, path, "\(nation.title) has no bank holidays, so no working day can be known.", "List them under bank_holidays.")
            return
        }
        for year in first...last where !years.contains(year) {
            add(.holidaysMissing, path + ["bank_holidays"], "No bank holiday is given in \(year), though there are some before and after.",
                "Add those of \(year).")
        }
    }

    private mutating func check(_ school: SchoolCalendar.School) {
        let path = ["schools", school.id]
        if !isIdentifier(school.id) { badName(school.id, path) }
        namesOnce(school.schoolYears.map(\.name), in: path + ["school_years"])
        let areaName = school.area ?? calendar.defaultArea
        let area = areaName.flatMap { calendar.area($0) }
        if let areaName, area == nil { return unknownArea(areaName, path + ["area"]) }
        let areaYears = area?.schoolYears ?? []
        let located = school.schoolYears.enumerated().map { index, own in
            var year = own
            let under = areaYears.first { $0.name.isSame(as: own.name) }
            year.terms = own.terms ?? under?.terms
            return LocatedYear(year: year, path: path + ["school_years", String(index)], ownTerms: own.terms != nil)
        }
        for year in located { check([year], nation: calendar.nation(area?.nation)) }
        checkJoins(of: school, over: area, located)
    }

    /// Terms of a school's own must fit between those of its area that stay; where they do not, its own one is pointed at.
    private mutating func checkJoins(of school: SchoolCalendar.School, over area: SchoolCalendar.Area?, _ years: [LocatedYear]) {
        var own: [SchoolCalendar.Term: [String]] = [:]
        for located in years where located.ownTerms {
            for (index, term) in (located.year.terms ?? []).enumerated() { own[term] = located.path + ["terms", String(index)] }
        }
        let merged = area.map { SchoolCalendar.years(of: $0, under: school) } ?? school.schoolYears
        let terms = merged.flatMap { $0.terms ?? [] }.sorted { $0.from < $1.from }
        for (term, next) in zip(terms, terms.dropFirst()) {
            // Two of one year are held against each other where they stand, two of its area's in the area.
            guard own[term]?.dropLast() != own[next]?.dropLast(), let path = own[next] ?? own[term] else { continue }
            checkOrder(term, next, path)
        }
    }

    // MARK: School years

    private struct LocatedYear {
        let year: SchoolCalendar.SchoolYear
        let path: [String]
        /// False where the terms are the area's and were checked there.
        var ownTerms = true
    }

    private mutating func check(_ years: [LocatedYear], nation: SchoolCalendar.Nation?) {
        var before: SchoolCalendar.Term?
        for located in years {
            let terms = located.year.terms ?? []
            if terms.isEmpty { noTerms(located.year.name, located.path) }
            if located.ownTerms {
                for (index, term) in terms.enumerated() {
                    let path = located.path + ["terms", String(index)]
                    check(term, path, nation: nation)
                    if let before { checkOrder(before, term, path) }
                    before = term
                }
            }
            checkTraining(located, nation: nation)
            checkClosures(located)
        }
    }

    private mutating func check(_ term: SchoolCalendar.Term, _ path: [String], nation: SchoolCalendar.Nation?) {
        if term.through < term.from { backwards(.termBackwards, term.name, term.from, term.through, path) }
        if term.through - term.from > SchoolCalendar.longestTerm {
            add(.termTooLong, path, "\(term.name) lasts \(term.through - term.from + 1) days.", "Correct the year, or divide it.")
        }
        if let holidays = nation?.bankHolidays.map(\.date), let first = holidays.min(), let last = holidays.max(),
           term.from.year < first.year || term.through.year > last.year {
            add(.holidaysUnknown, path, "\(term.name) lies in a year whose bank holidays are not given.",
                "Add the bank holidays of \(term.from.year < first.year ? term.from.year : term.through.year).")
        }
        var last: SchoolCalendar.NamedSpan?
        for (index, pause) in term.breaks.enumerated() {
            let path = path + ["breaks", String(index)]
            if pause.through < pause.from { backwards(.breakBackwards, pause.name, pause.from, pause.through, path) }
            if pause.from <= term.from || pause.through >= term.through {
                add(.breakOutsideTerm, path, "\(pause.name) does not lie within \(term.name) (\(term.from.short) to \(term.through.short)).",
                    "Give days between the first and the last of the term.")
            }
            if let last, pause.from <= last.through {
                add(.breaksOverlap, path, "\(pause.name) begins on \(pause.from.short), before \(last.name) has ended.", "List breaks in order, apart.")
            }
            last = pause
        }
    }

    private mutating func checkOrder(_ term: SchoolCalendar.Term, _ next: SchoolCalendar.Term, _ path: [String]) {
        if next.from < term.from {
            add(.termsOutOfOrder, path, "\(next.name) (\(next.from.short)) comes after \(term.name) (\(term.from.short)) in the file.",
                "List terms oldest first.")
        } else if next.from <= term.through {
            add(.termsOverlap, path, "\(next.name) begins on \(next.from.short), before \(term.name) has ended (\(term.through.short)).",
                "Let no day lie in two terms.")
        } else if next.from - term.through > SchoolCalendar.longestHolidays {
            add(.termsFarApart, path, "\(next.name) begins \(next.from - term.through) days after \(term.name) has ended.",
                "Add the term between, or correct the dates.")
        }
    }

    /// A closure on no day of any term changes nothing: its year was mistyped.
    private mutating func checkClosures(_ located: LocatedYear) {
        // A year without terms is told once.
        guard let terms = located.year.terms, !terms.isEmpty else { return }
        for (index, closure) in located.year.closures.enumerated() {
            let path = located.path + ["closures", String(index)]
            if closure.through < closure.from {
                backwards(.closureBackwards, closure.name, closure.from, closure.through, path)
            } else if !terms.contains(where: { $0.from <= closure.through && closure.from <= $0.through }) {
                add(.closureOutsideTerm, path, "\(closure.name) (\(closure.from.short)) lies in no term of \(located.year.name).",
                    "Correct the date; outside term school is closed anyway.")
            }
        }
    }

    private mutating func checkTraining(_ located: LocatedYear, nation: SchoolCalendar.Nation?) {
        var seen: Set<Day> = []
        for (index, training) in (located.year.trainingDays ?? []).enumerated() {
            let (day, path) = (training.date, located.path + ["training_days", String(index)])
            let term = (located.year.terms ?? []).first { $0.from <= day && day <= $0.through }
            if !seen.insert(day).inserted {
                add(.trainingDayTwice, path, "\(day.short) is given twice as a training day.", "Keep it once.")
            } else if calendar.weekend.contains(day.weekday) {
                add(.trainingDayAtWeekend, path, "The training day \(day.short) is a \(day.weekday.name).", "Choose a day of the working week.")
            } else if term == nil {
                add(.trainingDayOutsideTerm, path, "The training day \(day.short) lies in no term of \(located.year.name).",
                    "Correct the date, or let the term begin or end with it.")
            } else if let pause = term?.breaks.first(where: { $0.from <= day && day <= $0.through }) {
                add(.trainingDayOutsideTerm, path, "The training day \(day.short) lies in \(pause.name).", "Choose a day outside the break.")
            } else if let holiday = nation?.bankHolidays.first(where: { $0.date == day }) {
                add(.trainingDayOnHoliday, path, "The training day \(day.short) is \(holiday.name).", "Choose a day that is no bank holiday.")
            }
        }
    }

    // MARK: Names

    private mutating func namesOnce(_ names: [String], in key: String) {
        namesOnce(names, in: [key])
    }

    private mutating func namesOnce(_ names: [String], in path: [String]) {
        var seen: Set<[UInt8]> = []
        for name in names where !seen.insert(Array(name.utf8)).inserted {
            add(.nameTwice, path, "\(name) is given twice.", "Give each once.")
        }
    }

    private mutating func badName(_ name: String, _ path: [String]) {
        add(.badName, path, "\"\(name)\" is not a name.", "Use small letters, digits and underscores, beginning with a letter.")
    }

    private mutating func unknownNation(_ name: String, _ path: [String]) {
        add(.unknownNation, path, "There is no nation \(name).", "Use one of: \(calendar.nations.map(\.name).joined(separator: ", ")).")
    }

    private mutating func unknownArea(_ name: String, _ path: [String]) {
        add(.unknownArea, path, "There is no area \(name).", "Use one of: \(calendar.areas.map(\.name).joined(separator: ", ")).")
    }

    private mutating func noTerms(_ title: String, _ path: [String]) {
        add(.noTerms, path, "\(title) has no terms.", "List them under terms.")
    }

    private mutating func backwards(_ code: SchoolCalendar.Mistake.Code, _ name: String, _ from: Day, _ through: Day, _ path: [String]) {
        add(code, path, "\(name) ends on \(through.short), before it begins on \(from.short).", "Give the earlier day as from.")
    }

    private func isName(_ text: String, hyphens: Bool) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F || (hyphens && $0 == 0x2D) }
    }

    private func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != 0x5F, first != 0x2D, text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
        }
    }
}
