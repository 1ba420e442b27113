@testable import Casework
import Calendars
import Definitions
import JSON
import Testing

@Suite("Why a date is not taken, day by day")
struct ExplainedDaysTests {
    /// What `why` says of the condition that does not hold, where Elm School has its half-term a week before the others.
    private func why(_ guarded: String, on day: String, visit: String) throws -> String? {
        var scene = try Scene.begun()
        scene.workflow = try Scene.workflow(SmallReview.yaml.replacing("workingDays(today, event.visit_on) >= 20", with: guarded))
        try scene.to(day)
        var situation = try scene.situation()
        situation.calendar = try ExplainedDaysTests.calendar
        situation.case?.holders["lead"] = [.init(organisation: "beech", since: scene.state.began), .init(organisation: "elm", since: scene.state.began)]
        let form: JSON.Object = ["focus": "Reading", "visit_on": .string(visit)]
        return try Explaining.why(event: "agree", as: "hana", form: form, in: situation).conditions.first { !$0.holds }?.remedy
    }

    private static var calendar: SchoolCalendar {
        get throws {
            var calendar = try Scene.calendar()
            var shire = calendar.areas[0]
            shire.name = "shire"
            shire.schoolYears[0].terms?[0].breaks = [.init("half-term", from: try Scene.day("2026-10-19"), through: try Scene.day("2026-10-23"))]
            calendar.areas.append(shire)
            calendar.schools = [.init(id: "elm", title: "Elm School", area: "shire", schoolYears: [])]
            return calendar
        }
    }

    @Test("too few working days: how many of those needed there are, which counted, and which did not and why")
    func workingDays() throws {
        #expect(try why("workingDays(today, event.visit_on) >= 20", on: "2026-12-14", visit: "2027-01-11") == """
            Working days from today to Visit on: 17; at least 20 is needed. 17 of the 20 working days from Tue 15 Dec 2026: \
            Tue 15 Dec to Thu 24 Dec, Tue 29 Dec to Thu 31 Dec, Mon 4 Jan to Mon 11 Jan; \
            not counted: Fri 25 Dec (Christmas Day), Mon 28 Dec (Boxing Day), Fri 1 Jan (New Year's Day).
            """)
        #expect(try why("workingDays(today, event.visit_on) > 2", on: "2026-10-22", visit: "2026-10-23")
            == "Working days from today to Visit on: 1; more than 2 is needed. 1 of the 3 working days from Fri 23 Oct 2026: Fri 23 Oct.")
        #expect(try why("workingDays(today, event.visit_on) <= 2", on: "2026-10-22", visit: "2026-10-27") == """
            Working days from today to Visit on: 3; at most 2 is allowed. 3 working days from Fri 23 Oct 2026: Fri 23 Oct to Tue 27 Oct.
            """)
        #expect(try why("workingDays(today, event.visit_on) >= 1", on: "2026-10-22", visit: "2026-10-20") == """
            Working days from today to Visit on: -2; at least 1 is needed. 2 working days before Thu 22 Oct 2026 is Tue 20 Oct 2026. \
            Wed 21 Oct to Tue 20 Oct: days 1 to 2.
            """)
    }

    @Test("too few school days: of one school by itself, of two by both")
    func schoolDays() throws {
        #expect(try why("schoolDays('host', today, event.visit_on) >= 10", on: "2026-10-20", visit: "2026-11-05") == """
            School days of Host lead from today to Visit on: 7; at least 10 is needed. 7 of the 10 school days from Wed 21 Oct 2026: \
            Wed 21 Oct to Fri 23 Oct, Mon 2 Nov to Thu 5 Nov; not counted: Mon 26 Oct to Fri 30 Oct (half-term).
            """)
        #expect(try why("schoolDays('lead', today, event.visit_on) >= 10", on: "2026-10-15", visit: "2026-11-03") == """
            School days of Lead reviewer from today to Visit on: 3; at least 10 is needed. 3 of the 10 school days from Fri 16 Oct 2026: \
            Fri 16 Oct, Mon 2 Nov to Tue 3 Nov; \
            not counted: Mon 19 Oct to Fri 23 Oct (half-term of Elm School), Mon 26 Oct to Fri 30 Oct (half-term of Beech School).
            """)
    }

    @Test("a day on which a school is closed is told with whose it is and why; so are the days before a break")
    func oneDay() throws {
        #expect(try why("isSchoolDay('host', event.visit_on)", on: "2026-10-20", visit: "2026-10-28")
            == "Wed 28 Oct 2026 is no school day of Ash School: half-term.")
        #expect(try why("isSchoolDay('lead', event.visit_on)", on: "2026-10-12", visit: "2026-10-20")
            == "Tue 20 Oct 2026 is no school day of Elm School: half-term.")
        #expect(try why("schoolDaysBeforeBreak('host', today) > 3", on: "2026-10-21", visit: "2026-11-03") == """
            School days of Host lead before a break: 3; more than 3 is needed. \
            3 school days are left before a break: Wed 21 Oct to Fri 23 Oct 2026; then half-term.
            """)
        #expect(try why("schoolDaysBeforeBreak('host', today) > 3", on: "2026-10-27", visit: "2026-11-03")
            == "School days of Host lead before a break: 0; more than 3 is needed. Tue 27 Oct 2026 lies in a break: half-term.")
    }

    @Test("a window that has closed is told with how its days were counted, for two addressees by both")
    func window() throws {
        var scene = try Scene.checking()
        try scene.to("2026-11-06")
        try scene.strikeDue()
        func why(_ situation: Situation) throws -> Why.Condition? {
            try Explaining.why(event: "comment", as: "hana", form: ["text": "No."], in: situation).conditions.first { !$0.holds }
        }
        let one = try why(try scene.situation())
        #expect(one?.text == "The window closed on Tuesday 3 November 2026.")
        #expect(one?.remedy == """
            5 school days after Tue 20 Oct 2026 is Tue 3 Nov 2026. Wed 21 Oct to Fri 23 Oct: days 1 to 3; Mon 26 Oct to Fri 30 Oct: half-term; \
            Mon 2 Nov to Tue 3 Nov: days 4 to 5. If it happened in time, say when with --on, up to 2026-11-03.
            """)
        scene = try Scene.checking()
        scene.workflow = try Scene.workflow(SmallReview.yaml.replacing("window: { after: 5 school days, of: host", with: "window: { after: 5 school days, of: [host, reviewer]"))
        var both = try scene.situation()
        both.calendar = try ExplainedDaysTests.calendar
        both.case?.clocks["checking_window"]?.dueDay = try Scene.day("2026-11-06")
        both.case?.clocks["checking_window"]?.isAsking = true
        both.now = try Scene.noon("2026-11-10")
        #expect(try why(both)?.remedy?.hasPrefix("""
            5 school days after Tue 20 Oct 2026 is Fri 6 Nov 2026. Wed 21 Oct to Fri 23 Oct: half-term of Elm School; \
            Mon 26 Oct to Fri 30 Oct: half-term of Ash School; Mon 2 Nov to Fri 6 Nov: days 1 to 5.
            """) == true)
        both.case?.clocks["checking_window"]?.dueDay = try Scene.day("2026-11-05")
        #expect(try why(both)?.remedy?.hasPrefix("If it happened in time") == true, "no count is told that leads to another day")
    }
}
