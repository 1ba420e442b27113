import CivilTime

extension SchoolCalendar {
    /// Why a question about days has no answer. An answer is never guessed.
    public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        public enum Code: String, Sendable, Hashable, CaseIterable {
            /// The count runs out of the dates that are known.
            case calendarEnds = "calendar-ends"
            case unknownNation = "unknown-nation"
            case unknownArea = "unknown-area"
            /// School days are asked for where no terms are given at all.
            case noTerms = "no-terms"
            /// Working days are asked for where no bank holidays are given at all.
            case noHolidays = "no-holidays"
        }

        public let code: Code
        /// What is wrong, in one sentence.
        public let sentence: String
        /// What would make it pass.
        public let remedy: String

        public var description: String { "\(sentence) \(remedy)" }
    }
}

extension SchoolCalendar.Failure {
    static func ends(_ whose: String, _ unit: DayUnit, known: DayRange, at day: Day) -> Self {
        let missing = unit == .workingDay ? "bank holidays of \(day.year)" : "school year around \(day.short)"
        return Self(
            code: .calendarEnds,
            sentence: "The \(unit.title(2)) of \(whose) are known \(known), and \(day.brief) \(day.year) lies outside.",
            remedy: "Add the \(missing) to the calendar.")
    }

    static func unknownArea(_ area: String, in calendar: SchoolCalendar) -> Self {
        Self(
            code: .unknownArea, sentence: "The calendar \(calendar.name) has no area \(area).",
            remedy: "Use one of \(calendar.areas.map(\.name).joined(separator: ", ")), or add it under areas.")
    }

    static func unknownNation(_ nation: String, in calendar: SchoolCalendar) -> Self {
        Self(
            code: .unknownNation, sentence: "The calendar \(calendar.name) has no nation \(nation).",
            remedy: "Use one of \(calendar.nations.map(\.name).joined(separator: ", ")), or add it under nations.")
    }

    static func noTerms(_ whose: String) -> Self {
        Self(
            code: .noTerms, sentence: "No terms are given for \(whose), so its school days are not known.",
            remedy: "Give it an area with school years, or set default_area in the calendar.")
    }

    static func noHolidays(_ whose: String) -> Self {
        Self(
            code: .noHolidays, sentence: "No bank holidays are given for \(whose), so its working days are not known.",
            remedy: "List them under bank_holidays of its nation.")
    }
}
