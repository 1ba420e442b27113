import Testing
import Calendars
import CivilTime

@Suite("Counting days") struct CountingTests {
    let calendar = Example.calendar

    @Test("Five school days after the Thursday before half-term end a week later, and the explanation names what was left out")
    func overHalfTerm() throws {
        let north = try calendar.schedule(area: "north")
        #expect(try north.add(5, .schoolDay, after: day("2026-10-22")) == day("2026-11-05"))
        #expect(try north.explain(DayCount(5, .schoolDay), after: day("2026-10-22")).text == """
            5 school days after Thu 22 Oct 2026 is Thu 5 Nov 2026. Fri 23 Oct: day 1; Mon 26 Oct to Fri 30 Oct: half-term; \
            Mon 2 Nov to Thu 5 Nov: days 2 to 5.
            """)
    }

    @Test("A school's own training day and closure go over its area's dates")
    func schoolOverArea() throws {
        let oakfield = try calendar.schedule(school: "oakfield")
        #expect(try oakfield.explain(DayCount(4, .schoolDay), after: day("2026-10-30")).text == """
            4 school days after Fri 30 Oct 2026 is Mon 9 Nov 2026. Mon 2 Nov: training day; Tue 3 Nov to Wed 4 Nov: days 1 to 2; \
            Thu 5 Nov: closed: polling station; Fri 6 Nov to Mon 9 Nov: days 3 to 4.
            """)
        #expect(try oakfield.isSchoolDay(day("2026-09-01")), "the area's training day is not Oakfield's")
        #expect(try !calendar.schedule(area: "north").isSchoolDay(day("2026-09-01")))
    }

    @Test("For two addressees with different half-terms a day counts only if it counts for both")
    func twoAddressees() throws {
        let both = try calendar.schedule(area: "north").and(calendar.schedule(area: "south"))
        #expect(both.title == "Northshire and Southshire")
        #expect(try both.explain(DayCount(2, .schoolDay), after: day("2026-10-15")).text == """
            2 school days after Thu 15 Oct 2026 is Mon 2 Nov 2026. Fri 16 Oct: day 1; \
            Mon 19 Oct to Fri 23 Oct: half-term of Southshire; Mon 26 Oct to Fri 30 Oct: half-term of Northshire; Mon 2 Nov: day 2.
            """)
    }

    @Test("How many of the days that are needed there are is told with those that counted and those that did not")
    func ofNeeded() throws {
        let north = try calendar.schedule(area: "north"), south = try calendar.schedule(area: "south")
        #expect(try north.explain(.workingDay, from: day("2027-04-12"), to: day("2027-05-05")).text(ofNeeded: 20) == """
            16 of the 20 working days from Tue 13 Apr 2027: Tue 13 Apr to Fri 30 Apr, Tue 4 May to Wed 5 May; \
            not counted: Mon 3 May (Early May bank holiday).
            """)
        #expect(try north.and(south).explain(.schoolDay, from: day("2026-10-15"), to: day("2026-11-02")).text(ofNeeded: 5) == """
            2 of the 5 school days from Fri 16 Oct 2026: Fri 16 Oct, Mon 2 Nov; \
            not counted: Mon 19 Oct to Fri 23 Oct (half-term of Southshire), Mon 26 Oct to Fri 30 Oct (half-term of Northshire).
            """)
        #expect(try north.explain(.schoolDay, from: day("2026-10-23"), to: day("2026-10-30")).text(ofNeeded: 1) == """
            0 of the 1 school day from Sat 24 Oct 2026; not counted: Mon 26 Oct to Fri 30 Oct (half-term).
            """)
        #expect(try north.explain(.workingDay, from: day("2027-04-12"), to: day("2027-04-13")).text(ofNeeded: nil) == "1 working day from Tue 13 Apr 2027: Tue 13 Apr.")
    }

    @Test("What another version of a calendar counts otherwise is told with the reason of either")
    func changes() throws {
        var later = calendar
        later.nations[0].bankHolidays.append(.init(day("2027-05-10"), "Proclaimed holiday"))
        later.areas[0].schoolYears[0].terms?[0].breaks[0] = span("half-term", "2026-10-19", "2026-10-23")
        let (old, new) = (try calendar.schedule(area: "north"), try later.schedule(area: "north"))
        #expect(CountChange(.workingDay, from: old, to: new, between: day("2027-05-04"), and: day("2027-05-14")).text
            == "Mon 10 May 2027 no longer counts (Proclaimed holiday)")
        #expect(CountChange(.schoolDay, from: old, to: new, between: day("2026-10-12"), and: day("2026-11-06")).text == """
            Mon 19 Oct to Fri 23 Oct 2026 no longer count (half-term); Mon 26 Oct to Fri 30 Oct 2026 count now (no longer half-term)
            """)
        #expect(CountChange(.workingDay, from: old, to: new, between: day("2026-10-12"), and: day("2026-11-06")).isEmpty)
        let both = try calendar.schedule(area: "south").and(new)
        #expect(CountChange(.schoolDay, from: try calendar.schedule(area: "south").and(old), to: both, between: day("2026-10-12"), and: day("2026-11-06")).text
            == "Mon 26 Oct to Fri 30 Oct 2026 count now (no longer half-term of Northshire)")
    }

    @Test("A negative number counts backwards from the base")
    func backwards() throws {
        let north = try calendar.schedule(area: "north")
        #expect(try north.add(-20, .schoolDay, after: day("2026-11-10")) == day("2026-10-06"))
        #expect(try north.explain(DayCount(-3, .workingDay), after: day("2026-12-30")).text == """
            3 working days before Wed 30 Dec 2026 is Wed 23 Dec 2026. Tue 29 Dec: day 1; Mon 28 Dec: Boxing Day (substitute day); \
            Fri 25 Dec: Christmas Day; Thu 24 Dec to Wed 23 Dec: days 2 to 3.
            """)
    }

    @Test("Working days leave out bank holidays, and need no terms")
    func workingDays() throws {
        let nation = try SchoolCalendar(
            name: "bare", title: "Bare", defaultNation: "england_and_wales",
            nations: [.init(name: "england_and_wales", title: "England and Wales", bankHolidays: Example.holidays)]).schedule()
        #expect(try nation.add(1, .workingDay, after: day("2027-03-25")) == day("2027-03-30"))
        #expect(throws: SchoolCalendar.Failure.self) { try nation.add(1, .schoolDay, after: day("2027-03-25")) }
    }

    @Test("A count that runs past the terms that are known is refused, never guessed")
    func calendarEnds() throws {
        let north = try calendar.schedule(area: "north")
        #expect(try north.add(1, .schoolDay, after: day("2027-07-20")) == day("2027-07-21"))
        let failure = #expect(throws: SchoolCalendar.Failure.self) { try north.add(2, .schoolDay, after: day("2027-07-20")) }
        #expect(failure?.code == .calendarEnds)
        #expect(failure?.description == """
            The school days of Northshire are known from 1 Sep 2026 to 21 Jul 2027, and Thu 22 Jul 2027 lies outside. \
            Add the school year around 22 Jul 2027 to the calendar.
            """)
        #expect(throws: SchoolCalendar.Failure.self) { try north.add(-1, .schoolDay, after: day("2026-09-01")) }
        #expect(throws: SchoolCalendar.Failure.self) { try north.add(.max, .workingDay, after: day("2027-01-01")) }
        #expect(throws: SchoolCalendar.Failure.self) { try north.add(.min, .workingDay, after: day("2027-01-01")) }
        #expect(throws: SchoolCalendar.Failure.self) { try north.add(.min, .calendarDay, after: day("2027-01-01")) }
        #expect(throws: SchoolCalendar.Failure.self) { try calendar.schedule(area: "west") }
    }

    @Test("Counting the days between undoes adding them, forwards and backwards, for every unit and addressee")
    func daysBetweenUndoesAdd() throws {
        let north = try calendar.schedule(area: "north"), south = try calendar.schedule(area: "south")
        for schedule in [north, south, north.and(south), try calendar.schedule(school: "oakfield")] {
            for unit in DayUnit.allCases {
                for base in stride(from: day("2026-11-20"), through: day("2027-03-10"), by: 9) {
                    for n in -25...25 {
                        let result = try schedule.add(n, unit, after: base)
                        #expect(try schedule.days(unit, from: base, to: result) == n)
                        #expect(n == 0 || (result > base) == (n > 0))
                        if n != 0 {
                            #expect(try schedule.counts(result, unit))
                            let explained = try schedule.explain(DayCount(n, unit), after: base)
                            #expect(explained.result == result && explained.steps.last?.number == n)
                        }
                    }
                }
            }
        }
    }

    @Test("Adding the days between two days that count leads from one to the other")
    func addUndoesDaysBetween() throws {
        let north = try calendar.schedule(area: "north")
        let days = try (day("2026-09-02")...day("2027-07-21")).filter { try north.isSchoolDay($0) }
        for (index, from) in days.enumerated() where index % 7 == 0 {
            for to in days where abs(to - from) < 60 {
                let n = try north.days(.schoolDay, from: from, to: to)
                #expect(try north.add(n, .schoolDay, after: from) == to)
                #expect(try north.days(.schoolDay, from: to, to: from) == -n)
            }
        }
    }

    @Test("The school days left before a break include today; within the break there are none")
    func beforeBreak() throws {
        let north = try calendar.schedule(area: "north")
        let left = try ["2026-10-19", "2026-10-22", "2026-10-23", "2026-10-24", "2026-10-28", "2026-11-01", "2026-12-18", "2027-03-25", "2027-05-01"]
            .map { try north.schoolDaysBeforeBreak(on: day($0)) }
        #expect(left == [5, 2, 1, 0, 0, 0, 1, 1, 19], "a bank holiday weekend is no break")
        #expect(throws: SchoolCalendar.Failure.self) { try north.schoolDaysBeforeBreak(on: day("2027-07-01")) }
    }

    @Test("A day knows its term, and whether it is in August")
    func terms() throws {
        let north = try calendar.schedule(area: "north")
        #expect(north.term(of: day("2026-10-28"))?.name == "Autumn term")
        #expect(north.term(of: day("2026-12-21")) == nil)
        #expect(north.isInAugust(day("2027-08-01")) && !north.isInAugust(day("2027-09-01")))
    }

    @Test("A number of days is read as a clock says it")
    func dayCounts() {
        #expect(DayCount("10 school days")?.description == "10 school days")
        #expect(DayCount("1 working day") == DayCount(1, .workingDay))
        #expect(DayCount("20 calendar days")?.description == "20 days")
        #expect(DayCount("-5 school days")?.number == -5)
        for bad in ["school days", "10", "10  days", "ten days", "10 weeks", "10000 days", "+5 days", "- days"] { #expect(DayCount(bad) == nil, "\(bad)") }
    }
}
