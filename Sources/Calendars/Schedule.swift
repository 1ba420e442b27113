import CivilTime

/// The days of one addressee, resolved from the layers of a calendar; or of several together.
///
/// For several, a day counts only if it counts for each of them.
public struct Schedule: Sendable, Hashable {
    let members: [Member]
    /// Where its days begin and end.
    public let zone: Zone

    init(members: [Member], zone: Zone) {
        self.members = members
        self.zone = zone
    }

    /// Whose days they are: "Oakfield School", "Oakfield School and Brook Academy".
    public var title: String { members.map(\.title).joined(separator: " and ") }

    /// The days that count for this addressee and for the other.
    public func and(_ other: Schedule) -> Schedule {
        // The same addressee twice changes nothing and would only repeat her name in every explanation.
        Schedule(members: members + other.members.filter { !members.contains($0) }, zone: zone)
    }
}

extension SchoolCalendar {
    /// The days of one addressee.
    ///
    /// - Parameters:
    ///   - school: the organisation's identifier; where the calendar has no dates of its own for it, its area's are taken.
    ///   - area: the area of the organisation; where nil, the school's area in this calendar, then `default_area`.
    ///   - title: how the addressee is called in explanations; where nil, the school's or the area's title.
    /// - Throws: ``Failure`` (`unknown-area`, `unknown-nation`).
    public func schedule(school: String? = nil, area: String? = nil, title: String? = nil) throws(Failure) -> Schedule {
        let own = school.flatMap { self.school($0) }
        let areaName = own?.area ?? area ?? defaultArea
        guard let areaName else {
            guard let nation = nation(nil) else { throw .unknownNation(defaultNation, in: self) }
            let member = Schedule.Member(
                title: title ?? own?.title ?? nation.title, weekend: weekend, nation: nation, years: own?.schoolYears ?? [])
            return Schedule(members: [member], zone: zone)
        }
        guard let area = self.area(areaName) else { throw .unknownArea(areaName, in: self) }
        guard let nation = nation(area.nation) else { throw .unknownNation(area.nation ?? defaultNation, in: self) }
        let years = SchoolCalendar.years(of: area, under: own)
        let member = Schedule.Member(title: title ?? own?.title ?? area.title, weekend: weekend, nation: nation, years: years)
        return Schedule(members: [member], zone: zone)
    }

    /// The area's school years with a school's own dates laid over them.
    static func years(of area: Area, under school: School?) -> [SchoolYear] {
        guard let school else { return area.schoolYears }
        var years = area.schoolYears
        for own in school.schoolYears {
            guard let index = years.firstIndex(where: { $0.name.isSame(as: own.name) }) else {
                years.append(own)
                continue
            }
            years[index].terms = own.terms ?? years[index].terms
            years[index].trainingDays = own.trainingDays ?? years[index].trainingDays
            years[index].closures += own.closures
        }
        return years
    }
}

// MARK: - One addressee

extension Schedule {
    /// Why a day is not counted.
    public enum Reason: Sendable, Hashable {
        case weekend
        case bankHoliday(String)
        /// A half-term, by its name.
        case termBreak(String)
        /// The holidays after the term of that name.
        case holidays(after: String)
        case trainingDay(String)
        case closure(String)

        /// "weekend", "Good Friday", "half-term", "holidays after Autumn term", "training day", "closed: polling station".
        public var text: String {
            switch self {
            case .weekend: "weekend"
            case .bankHoliday(let name): name
            case .termBreak(let name): name
            case .holidays(let term): "holidays after \(term)"
            case .trainingDay(let name): name
            case .closure(let name): "closed: \(name)"
            }
        }
    }

    /// The dates of one addressee in the form in which they are looked up.
    struct Member: Sendable, Hashable {
        let title: String
        private let weekend: [Weekday]
        /// Sorted by their date, as all of the same kind here.
        private let bankHolidays: [SchoolCalendar.NamedDay]
        /// Sorted by their first day.
        let terms: [SchoolCalendar.Term]
        private let trainingDays: [SchoolCalendar.NamedDay]
        private let closures: [SchoolCalendar.NamedSpan]
        /// Whole years for which bank holidays are given.
        let knownWorkingDays: DayRange?
        /// From the first day of the first term to the last day of the last.
        let knownSchoolDays: DayRange?

        init(title: String, weekend: [Weekday], nation: SchoolCalendar.Nation, years: [SchoolCalendar.SchoolYear]) {
            self.title = title
            self.weekend = weekend
            bankHolidays = nation.bankHolidays.sorted { $0.date < $1.date }
            knownWorkingDays = Member.wholeYears(bankHolidays)
            terms = years.flatMap { $0.terms ?? [] }.sorted { $0.from < $1.from }
            trainingDays = years.flatMap { $0.trainingDays ?? [] }.sorted { $0.date < $1.date }
            closures = years.flatMap(\.closures)
            knownSchoolDays = Member.span(terms)
        }

        private static func name(of day: Day, in days: [SchoolCalendar.NamedDay]) -> String? {
            var (low, high) = (0, days.count)
            while low < high {
                let middle = (low + high) / 2
                if days[middle].date < day { low = middle + 1 } else { high = middle }
            }
            return low < days.count && days[low].date == day ? days[low].name : nil
        }

        private static func span(_ terms: [SchoolCalendar.Term]) -> DayRange? {
            guard let first = terms.map(\.from).min(), let last = terms.map(\.through).max() else { return nil }
            return DayRange(from: first, through: last)
        }

        private static func wholeYears(_ days: [SchoolCalendar.NamedDay]) -> DayRange? {
            guard let first = days.first?.date, let last = days.last?.date else { return nil }
            return DayRange(from: Day(year: first.year, month: 1, day: 1), through: Day(year: last.year, month: 12, day: 31))
        }

        func reason(_ day: Day, _ unit: DayUnit) throws(SchoolCalendar.Failure) -> Reason? {
            switch unit {
            case .calendarDay: return nil
            case .workingDay: return try reasonAgainstWork(day)
            case .schoolDay: return try reasonAgainstSchool(day)
            }
        }

        private func reasonAgainstWork(_ day: Day) throws(SchoolCalendar.Failure) -> Reason? {
            guard let known = knownWorkingDays else { throw .noHolidays(title) }
            guard known.contains(day) else { throw .ends(title, .workingDay, known: known, at: day) }
            if weekend.contains(day.weekday) { return .weekend }
            return Member.name(of: day, in: bankHolidays).map { .bankHoliday($0) }
        }

        private func reasonAgainstSchool(_ day: Day) throws(SchoolCalendar.Failure) -> Reason? {
            guard let known = knownSchoolDays else { throw .noTerms(title) }
            guard known.contains(day) else { throw .ends(title, .schoolDay, known: known, at: day) }
            if weekend.contains(day.weekday) { return .weekend }
            // Before the bank holiday, so that a Monday inside a half-term is told as part of it.
            guard let term = term(startedBy: day) else { throw .noTerms(title) }
            if day > term.through { return .holidays(after: term.name) }
            if let pause = term.breaks.first(where: { $0.from <= day && day <= $0.through }) { return .termBreak(pause.name) }
            if let name = Member.name(of: day, in: bankHolidays) { return .bankHoliday(name) }
            if let name = Member.name(of: day, in: trainingDays) { return .trainingDay(name) }
            return closures.first { $0.from <= day && day <= $0.through }.map { .closure($0.name) }
        }

        /// The last term that began on or before the day.
        func term(startedBy day: Day) -> SchoolCalendar.Term? {
            var (low, high) = (0, terms.count)
            while low < high {
                let middle = (low + high) / 2
                if terms[middle].from <= day { low = middle + 1 } else { high = middle }
            }
            return low > 0 ? terms[low - 1] : nil
        }
    }
}
