@testable import Casework
import Calendars
import CivilTime
import Definitions
import Testing

@Suite("Another version of a calendar")
struct RecountTests {
    /// The window of five school days from Tuesday 20 October 2026, due on 3 November since the half-term lies between.
    private func recount(_ scene: Scene, _ change: (inout SchoolCalendar) throws -> Void) throws -> Recount {
        var calendar = try Scene.calendar()
        calendar.version = 2
        try change(&calendar)
        let command = Command(as: "chris", .applyCalendar(source: "", file: "", because: "So it was decided."))
        return Deciding.recount(command, under: calendar, of: scene.state, in: try scene.situation())
    }

    private func halfTerm(_ from: String, _ through: String) -> (inout SchoolCalendar) throws -> Void {
        { $0.areas[0].schoolYears[0].terms?[0].breaks = [.init("half-term", from: try Scene.day(from), through: try Scene.day(through))] }
    }

    private func closed(_ day: String) -> (inout SchoolCalendar) throws -> Void {
        { $0.areas[0].schoolYears[0].closures = [.init("flood", from: try Scene.day(day), through: try Scene.day(day))] }
    }

    private func clock(_ recount: Recount) -> Case.RunningClock? {
        for case .clockSet(let clock) in recount.decision.facts { return clock }
        return nil
    }

    private func applicable(_ recount: Recount, shortening: Bool) -> Refusal? {
        do throws(Refusal) { try Deciding.refuseUnlessApplicable([recount], shortening: shortening) } catch { return error }
        return nil
    }

    @Test("a day that is closed now moves the clock by one, and says so in the case with the reason")
    func later() throws {
        let recount = try recount(try Scene.checking(), closed("2026-10-22"))
        #expect(recount.decision.facts.map(\.sentence) == [
            "clock checking_window set for 2026-11-04", "clock checking_window moved from 2026-11-03 to 2026-11-04: Thu 22 Oct 2026 no longer counts (closed: flood)",
        ])
        #expect(recount.decision.reads == ["clocks.checking_window"] && recount.decision.writes == ["clocks.checking_window"])
        #expect(try clock(recount)?.base == Scene.day("2026-10-20") && clock(recount)?.amount.count == 5)
        #expect(recount.shortened == [] && applicable(recount, shortening: false) == nil)
    }

    @Test("a clock whose day stays is not said again, whatever else the calendar changes")
    func untouched() throws {
        #expect(try recount(try Scene.checking(), closed("2026-11-04")).decision.facts == [])
        #expect(try recount(try Scene.checking(), closed("2026-10-24")).decision.facts == [], "a Saturday")
        #expect(try recount(try Scene.checking(), { _ in }).decision.facts == [])
        // Elm School's days are others; that it holds the part by now is no change of the calendar.
        var scene = try Scene.checking()
        scene.state.holders["host"] = [.init(organisation: "elm", since: scene.state.began)]
        #expect(try recount(scene, { $0.schools = [.init(id: "elm", title: "Elm", schoolYears: [])] }).decision.facts == [])
    }

    @Test("a protected window ends sooner only where that is said; it is listed with its days")
    func shortened() throws {
        var scene = try Scene.checking()
        try scene.to("2026-10-21")
        let recount = try recount(scene, halfTerm("2026-11-02", "2026-11-06"))
        let refusal = try #require(applicable(recount, shortening: false))
        #expect(refusal.code == .shortensWindows && refusal.sentence == "A protected window would end sooner.")
        #expect(refusal.details.map(\.place) == ["small-review-1 checking_window"])
        #expect(refusal.details.map(\.sentence) == ["""
            It would end on Tuesday 27 October 2026, not on Tuesday 3 November 2026: Mon 2 Nov to Tue 3 Nov 2026 no longer count (half-term); \
            Mon 26 Oct to Fri 30 Oct 2026 count now (no longer half-term).
            """])
        #expect(applicable(recount, shortening: true) == nil)
        #expect(try clock(recount)?.dueDay == Scene.day("2026-10-27"))
    }

    @Test("what would have been due before today is due today: the window asks tomorrow, and its grace begins then")
    func past() throws {
        var scene = try Scene.checking()
        try scene.to("2026-10-29")
        let recount = try recount(scene, halfTerm("2026-11-02", "2026-11-06"))
        #expect(recount.decision.facts.last?.sentence == """
            clock checking_window moved from 2026-11-03 to 2026-10-29: Mon 2 Nov to Tue 3 Nov 2026 no longer count (half-term); \
            Mon 26 Oct to Fri 30 Oct 2026 count now (no longer half-term); it would have been due on Tuesday 27 October 2026
            """)
        scene.keep(recount.decision)
        try scene.strikeDue()
        #expect(scene.state.clocks["checking_window"]?.isAsking == false)
        try scene.to("2026-10-30")
        try scene.strikeDue()
        #expect(scene.state.clocks["checking_window"]?.isAsking == true && scene.state.configuration == ["open", "open.checking"])
        #expect(scene.state.clocks["checking_window"]?.nextAt == Zone.london.end(of: try Scene.day("2026-11-12")))
    }

    @Test("a window that asks already runs again where its last day is still to come, and else asks on with the later day")
    func asking() throws {
        var scene = try Scene.checking()
        try scene.to("2026-11-04")
        try scene.strikeDue()
        let again = try #require(clock(try recount(scene, closed("2026-10-22"))))
        #expect(try !again.isAsking && again.next == .due && again.dueDay == Scene.day("2026-11-04"))
        try scene.to("2026-11-06")
        let late = try #require(clock(try recount(scene, closed("2026-10-22"))))
        #expect(try late.isAsking && late.next == .grace && late.dueDay == Scene.day("2026-11-04"))
        #expect(late.nextAt == Zone.london.end(of: try Scene.day("2026-11-18")), "ten working days after the later day")
        // It was due: by no calendar is it due sooner.
        #expect(try recount(scene, halfTerm("2026-11-09", "2026-11-13")).decision.facts == [])
    }

    @Test("a reminder whose day has passed by the move is written at once, and one that is to come again is written again")
    func reminders() throws {
        var scene = try Scene.begun()
        #expect(try scene.state.clocks["agreeing"]?.dueDay == Scene.day("2026-09-21"))
        try scene.to("2026-09-14")
        let moved = try #require(clock(try recount(scene, closed("2026-09-15"))))
        #expect(try moved.next == .remind && moved.nextAt == Zone.london.start(of: Scene.day("2026-09-17")))
        // By the first version the 9th and 10th were closed; by the second they were not.
        scene.state.clocks["agreeing"]?.dueDay = try Scene.day("2026-09-23")
        scene.state.clocks["agreeing"]?.nextAt = Zone.london.start(of: try Scene.day("2026-09-18"))
        try scene.to("2026-09-17")
        var situation = try scene.situation()
        situation.calendar.areas[0].schoolYears[0].closures = [.init("flood", from: try Scene.day("2026-09-09"), through: try Scene.day("2026-09-10"))]
        let command = Command(as: "chris", .applyCalendar(source: "", file: "", because: "It was open."))
        let sooner = try #require(clock(Deciding.recount(command, under: try Scene.calendar(), of: scene.state, in: situation)))
        #expect(try sooner.dueDay == Scene.day("2026-09-21") && sooner.next == .remind && sooner.nextAt == scene.now)
    }

    @Test("a clock that the calendar cannot count is named, and the calendar is not taken")
    func uncounted() throws {
        let recount = try recount(try Scene.checking(), { $0.areas[0].schoolYears[0].terms?.removeFirst() })
        let refusal = try #require(applicable(recount, shortening: true))
        #expect(refusal.code == .leavesClocks && refusal.sentence == "By this calendar a running clock could not be counted.")
        #expect(refusal.details.map(\.place) == ["small-review-1 checking_window"])
        #expect(refusal.details.first?.sentence == "The school days of Ash School are known from 4 Jan 2027 to 21 Jul 2027, and Wed 21 Oct 2026 lies outside.")
    }

    @Test("in August no window is confirmed closed, and none takes effect by itself")
    func august() throws {
        var scene = try Scene.checking()
        scene.state.clocks["checking_window"]?.dueDay = try Scene.day("2027-07-20")
        scene.state.clocks["checking_window"]?.due = Zone.london.end(of: try Scene.day("2027-07-20"))
        scene.state.clocks["checking_window"]?.nextAt = Zone.london.end(of: try Scene.day("2027-07-20"))
        try scene.to("2027-08-02")
        try scene.strikeDue()
        // Ten working days after 20 July end on 3 August; the first working day of September is the 1st.
        #expect(scene.state.clocks["checking_window"]?.nextAt == Zone.london.end(of: try Scene.day("2027-09-01")))
        let confirm = Command.Act.confirmClosed(case: scene.state.id, clock: "checking_window")
        let refusal = try #require(throws: Refusal.self) { try scene.perform(confirm, as: "chris") }
        #expect(refusal.code == .notInAugust)
        try scene.to("2027-09-01")
        try scene.strikeDue()
        #expect(scene.state.clocks["checking_window"]?.isAsking == true)
        try scene.perform(confirm, as: "chris")
        #expect(scene.state.hasEnded)
    }

    @Test("schools that the register does not have are noted; a zone and an area that schools keep are not taken away")
    func notes() throws {
        let old = try Scene.calendar()
        var calendar = old
        calendar.schools = [.init(id: "elmm", title: "Elm", schoolYears: []), .init(id: "oak", title: "Oak", schoolYears: [])]
        #expect(try Deciding.notes(on: calendar, insteadOf: old, try Scene.people()) == [
            .marked(event: "calendar", sentence: "The register has no elmm: dates of theirs count for nobody. Did you mean elm?"),
        ])
        calendar.zone = .utc
        #expect(throws: Refusal.self) { try Deciding.notes(on: calendar, insteadOf: old, try Scene.people()) }
        calendar = old
        calendar.areas[0].name = "shire"
        let keeping = try Scene.people().applying(.organisationEdited(.init(name: "Ash School", area: "county"), id: "ash"))
        let refusal = try #require(throws: Refusal.self) { try Deciding.notes(on: calendar, insteadOf: old, keeping) }
        #expect(refusal.code == .leavesAreas && refusal.details.map(\.sentence) == ["Ash School keeps the terms of county."])
    }
}
