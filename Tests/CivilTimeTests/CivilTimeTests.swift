import Testing
import CivilTime

@Suite("Days") struct DayTests {
    @Test("Every day of a whole cycle of 400 years, and at both ends, keeps its count through year, month and day, and the weekdays go round")
    func everyDayRoundTrips() throws {
        let order = Weekday.allCases
        let cycle = try #require(Day("1800-01-01"))
        for (start, weekday, length) in [(Day.first, Weekday.monday, 1_000), (cycle, .wednesday, 146_097), (Day.last - 999, .sunday, 1_000)] {
            var position = order.firstIndex(of: weekday) ?? 0
            var wrong = 0
            for day in start...(start + (length - 1)) {
                let (y, m, d) = day.parts
                if Day(year: y, month: m, day: d) != day || day.weekday != order[position] { wrong += 1 }
                position = (position + 1) % 7
            }
            #expect(wrong == 0, "from \(start)")
        }
        #expect(Day.last.weekday == .friday)
    }

    @Test("A date is read only as 2027-01-12")
    func strictReading() {
        #expect(Day("2027-01-12")?.daysSince1970 == 20_830)
        for bad in ["2027-1-12", "2027-02-29", "2027-13-01", "0000-01-01", "27-01-12", " 2027-01-12", "2027-01-12 ", "2027-01-12T",
                    "2027/01/12", "２０２７-01-12", "+027-01-12", "", "2027-00-10", "2027-01-00", "10000-01-01"] {
            #expect(Day(bad) == nil, "\(bad)")
        }
        #expect(Day("2028-02-29") != nil)
        #expect(Day("2100-02-29") == nil)
    }

    @Test("A date is written for programs, letters, tables and lists")
    func writing() throws {
        let day = try #require(Day("2027-01-12"))
        #expect(day.description == "2027-01-12")
        #expect(day.spelled == "Tuesday 12 January 2027")
        #expect(day.short == "12 Jan 2027")
        #expect(day.brief == "Tue 12 Jan")
        #expect(Day.first.description == "0001-01-01")
        #expect(Day.last.description == "9999-12-31")
    }

    @Test("Sums are held at the first and the last day, whatever is added")
    func sumsNeverTrap() throws {
        let day = try #require(Day("2027-01-12"))
        #expect((day + 20).description == "2027-02-01")
        #expect((day - 12).description == "2026-12-31")
        #expect(day + .max == .last)
        #expect(day + .min == .first)
        #expect(day - Int.min == .last)
        #expect(day.adding(months: .min) == .first)
        #expect(day.adding(years: .max) == .last)
        #expect(Array(day...(day + 2)).map(\.description) == ["2027-01-12", "2027-01-13", "2027-01-14"])
        #expect((day + 9) - day == 9)
    }

    @Test("A month or a year later is the same date, or the month's last day")
    func monthsAndYears() {
        #expect(Day("2027-01-31")?.adding(months: 1).description == "2027-02-28")
        #expect(Day("2027-01-31")?.adding(months: -2).description == "2026-11-30")
        #expect(Day("2028-02-29")?.adding(years: 1).description == "2029-02-28")
        #expect(Day("2027-12-05")?.adding(months: 1).description == "2028-01-05")
    }
}

@Suite("Instants") struct InstantTests {
    @Test("RFC 3339 is read with its offset and written in UTC to the millisecond")
    func rfc3339() {
        #expect(Instant("2027-01-12T09:30:00Z")?.description == "2027-01-12T09:30:00.000Z")
        #expect(Instant("2027-06-12T09:30:00.25+01:00")?.description == "2027-06-12T08:30:00.250Z")
        #expect(Instant("2027-01-01T00:30:00.123456789+05:30")?.description == "2026-12-31T19:00:00.123Z")
        #expect(Instant("1969-12-31T23:59:59.999Z")?.milliseconds == -1)
        #expect(Instant("1970-01-01T00:00:00-00:01")?.milliseconds == 60_000)
        for bad in ["2027-01-12T09:30:00", "2027-01-12 09:30:00Z", "2027-01-12T09:30Z", "2027-01-12T24:00:00Z", "2027-01-12T09:60:00Z",
                    "2027-01-12T09:30:60Z", "2027-01-12T09:30:00.Z", "2027-01-12T09:30:00.1234567890Z", "2027-01-12t09:30:00z",
                    "2027-01-12T09:30:00+24:00", "2027-01-12T09:30:00+0100", "9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00",
                    "2027-01-12T09:30:00Z" + String(repeating: "Z", count: 44), "2027-01-12T09:30:00Z" + String(repeating: " ", count: 200)] {
            #expect(Instant(bad) == nil, "\(bad)")
        }
    }

    @Test("Moments are held within the years 1 to 9999 and come back from their text")
    func bounds() {
        #expect(Instant(milliseconds: .max) == .last)
        #expect(Instant(milliseconds: .min).description == "0001-01-01T00:00:00.000Z")
        #expect(Instant.last.description == "9999-12-31T23:59:59.999Z")
        #expect(Instant.last.adding(milliseconds: .max) == .last)
        for step: Int64 in -400...400 {
            let instant = Instant(milliseconds: step * 123_456_789_012)
            #expect(Instant(instant.description) == instant)
        }
    }
}

@Suite("Zones") struct ZoneTests {
    @Test("Only names of the IANA database are zones")
    func names() {
        #expect(Zone.london.name == "Europe/London")
        #expect(Zone("UTC") == .utc)
        for bad in ["GMT+1", "BST", "Europe/Nowhere", "", "Europe/London ", "../etc/passwd"] {
            #expect(Zone(bad) == nil, "\(bad)")
        }
    }

    @Test("In London a summer day begins an hour before UTC's, and the day of a change has 23 or 25 hours")
    func londonDays() throws {
        let summer = try #require(Day("2027-07-01"))
        #expect(Zone.london.start(of: summer).description == "2027-06-30T23:00:00.000Z")
        #expect(Zone.london.end(of: summer).description == "2027-07-01T22:59:59.999Z")
        let spring = try #require(Day("2027-03-28")), autumn = try #require(Day("2027-10-31"))
        #expect(Zone.london.end(of: spring).milliseconds(since: Zone.london.start(of: spring)) == 23 * 3_600_000 - 1)
        #expect(Zone.london.end(of: autumn).milliseconds(since: Zone.london.start(of: autumn)) == 25 * 3_600_000 - 1)
        #expect(Zone.london.instant(autumn, hour: 1, minute: 30)?.description == "2027-10-31T00:30:00.000Z")
        #expect(Zone.london.instant(spring, hour: 1, minute: 30)?.description == "2027-03-28T01:30:00.000Z")
        #expect(Zone.london.instant(summer, hour: 24, minute: 0) == nil)
    }

    @Test("Every moment of a day belongs to that day, for every day of ten years in four zones")
    func daysAreWhole() throws {
        let names = ["Europe/London", "America/Sao_Paulo", "Pacific/Auckland", "Asia/Kathmandu"]
        for zone in names.compactMap(Zone.init) {
            let from = try #require(Day("2012-01-01"))
            for day in from..<(from + 3_650) {
                let start = zone.start(of: day), end = zone.end(of: day)
                #expect(zone.day(of: start) == day)
                #expect(zone.day(of: end) == day)
                #expect(zone.day(of: start.adding(milliseconds: -1)) == day - 1)
                #expect(end.adding(milliseconds: 1) == zone.start(of: day + 1))
            }
        }
    }

    @Test("The wall clock shows hours and minutes")
    func wall() throws {
        let instant = try #require(Instant("2027-06-12T08:30:59.999Z"))
        #expect(Zone.london.wallClock(of: instant) == "09:30")
        #expect(Zone.utc.wallClock(of: instant) == "08:30")
        #expect(Zone.utc.wallClock(of: Instant(milliseconds: -1)) == "23:59")
    }
}

@Suite("What a person says about when") struct WhenTests {
    @Test("A bare date counts as in time until that day's end; a time is taken from the wall")
    func reading() throws {
        let bare = try #require(When("2027-07-12", in: .london))
        #expect(bare.latest(in: .london).description == "2027-07-12T22:59:59.999Z")
        #expect(bare.earliest(in: .london).description == "2027-07-11T23:00:00.000Z")
        for text in ["2027-07-12 07:10", "2027-07-12T07:10", "2027-07-12T06:10:00Z", "2027-07-12T07:10:00+01:00"] {
            let when = try #require(When(text, in: .london), "\(text)")
            #expect(when.latest(in: .london).description == "2027-07-12T06:10:00.000Z")
            #expect(when.day(in: .london).description == "2027-07-12")
            #expect(When(when.description, in: .utc) == when)
        }
        for bad in ["12 July", "2027-07-12 7:10", "2027-07-12 24:00", "2027-07-12  07:10", "2027-07-12T07:10:00"] {
            #expect(When(bad, in: .london) == nil, "\(bad)")
        }
    }
}

@Suite("Day ranges") struct DayRangeTests {
    @Test("A range never ends before it begins, and an open end holds every day")
    func ranges() throws {
        let a = try #require(Day("2027-01-01")), b = try #require(Day("2027-01-31"))
        #expect(DayRange(from: b, through: a) == nil)
        let january = try #require(DayRange(from: a, through: b))
        #expect(january.contains(a) && january.contains(b) && !january.contains(b + 1))
        #expect(january.count == 31)
        #expect(january.overlaps(.starting(b)) && !january.overlaps(.starting(b + 1)))
        #expect(DayRange.always.contains(january) && !january.contains(.always))
        #expect([january, .starting(a), .ending(b), .always, DayRange(a)].map(\.description)
            == ["from 1 Jan 2027 to 31 Jan 2027", "from 1 Jan 2027", "until 31 Jan 2027", "always", "on 1 Jan 2027"])
    }
}
