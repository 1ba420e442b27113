import Foundation

/// A time of day on a day of the Gregorian calendar.
struct CivilTime {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    let dayOfYear: Int
    /// 0 is Sunday.
    let dayOfWeek: Int

    /// After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    init(secondsSinceEpoch seconds: Int64) {
        let seconds = Int(seconds)
        let days = seconds.floored(by: 86_400)
        let inDay = seconds - days * 86_400
        let shifted = days + 719_468
        let era = shifted.floored(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfShiftedYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfShiftedYear + 2) / 153
        day = dayOfShiftedYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = inDay / 3_600
        minute = inDay / 60 % 60
        second = inDay % 60
        dayOfYear = days - Self.daysSinceEpoch(year: year, month: 1, day: 1)
        dayOfWeek = days + 4 - (days + 4).floored(by: 7) * 7
    }

    /// `days_from_civil` of the same source.
    static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floored(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

extension Timestamp {
    /// The time on the clocks of a zone: an IANA name such as `Europe/London`, or an offset such as `+02:00`.
    func civil(in zone: String) throws -> CivilTime {
        let offset: Int
        if zone.hasSameScalars(as: "UTC") {
            offset = 0
        } else if let fixed = Self.fixedOffset(zone) {
            offset = fixed
        } else if let named = Self.named(zone) {
            offset = named.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
        } else {
            throw Fault(.invalidArgument, "there is no time zone `\(zone)`")
        }
        return CivilTime(secondsSinceEpoch: seconds + Int64(offset))
    }

    /// A zone by its IANA name. `GMT+3`, `UTC+3`, `PST`, `Z` and their like are names that only Foundation has.
    private static func named(_ zone: String) -> TimeZone? {
        // Foundation reads a name up to a zero byte.
        guard zone.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        let isMadeUp = zone.utf8.count <= 3 || ["GMT", "UT", "SystemV"].contains(where: zone.hasPrefix)
        return !isMadeUp || shortNames.contains(zone) ? TimeZone(identifier: zone) : nil
    }

    /// Those of the IANA database that have no more than three letters, or begin with `GMT`.
    private static let shortNames: Set<String> = [
        "CET", "EET", "EST", "GB", "GMT", "GMT+0", "GMT-0", "GMT0", "HST", "MET", "MST", "NZ", "PRC", "ROC", "ROK", "UCT", "UTC", "WET",
    ]

    /// `02:00`, `+02:00` and `-02:00`; language definition, "Timezones".
    private static func fixedOffset(_ zone: String) -> Int? {
        var reader = DigitReader(zone.utf8.first.map { (48...57).contains($0) } == true ? "+" + zone : zone)
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        return offset
    }
}

extension Int {
    /// The quotient rounded towards minus infinity.
    func floored(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
