import Casework
import CaseStore
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

/// A school year of a review, with the due day of every clock of its workflow counted by hand.
///
/// Alder Bank (H1) keeps pattern one: half-terms 26–30 October, 15–19 February, 31 May–4 June. Birch Hill (H2) keeps pattern two: half-terms
/// 19–23 October, 8–12 February, 31 May–4 June. Cedar Vale (H3) keeps pattern one with training days of its own, among them Monday
/// 2 November. Terms: 1 September–18 December, 4 January–25 March, 12 April–21 July; training days of both patterns: 1 and 2 September,
/// 4 January, 7 June, 21 July. Bank holidays: 25 and 28 December, 1 January, 26 and 29 March, 3 and 31 May.
///
/// The base is never counted. "5 school days after Thursday": Friday is day 1.
@Suite("A school year, every clock on its day")
struct SchoolYearTests {
    @Test("Alder Bank is reviewed: October, Christmas, February, Easter and summer lie between")
    func alderBank() throws {
        let year = try SchoolYear(host: "H1", lead: "H2")
        try year.begins()
        // 15 working days from Tue 1 Sep: 2–4 (3), 7–11 (8), 14–18 (13), 21, 22 (15).
        try year.expects("proposed", "2026-09-22")

        try year.at("2026-10-08").does("Ada Marsh", "schedule", year.dates(visit: "2027-01-26", "2027-01-27"))
        // 10 school days of Birch Hill and Cedar Vale together: 9 Oct (1), 12–16 (6); 19–23 half-term of Birch Hill, 26–30 of Cedar Vale,
        // 2 Nov training at Cedar Vale; 3–6 Nov (10).
        try year.expects("scheduled", "2026-11-06")

        try year.at("2026-11-03").isAccepted()
        // 20 working days back from Tue 26 Jan: 25 (1), 18–22 (6), 11–15 (11), 4–8 (16); 1 Jan bank holiday; 31, 30, 29 Dec (19); 28 and
        // 25 bank holidays; 24 Dec (20).
        try year.expects("self_evaluation", "2026-12-24")

        try year.at("2026-12-14").seals("self", by: year.host)
        // 10 school days of both: 15–18 Dec (4); holidays; 4 Jan training; 5–8 (8), 11, 12 Jan (10).
        try year.expects("self_evaluation_submitted", "2027-01-12")

        try year.at("2027-01-11").agreesScope()
        try year.expects("visit", "2027-01-26")
        try year.at("2027-01-14").does(year.host, "postpone", ["reason": "Snow."])
        // 10 working days: 15 (1), 18–22 (6), 25–28 (10).
        try year.expects("postponed", "2027-01-28")
        try year.at("2027-01-18").does("Ada Marsh", "resume")
        try year.expects("visit", "2027-01-26")

        try year.at("2027-01-26").isVisited()
        try year.expects("visit_ends", "2027-01-27")
        try year.at("2027-01-27").does(year.lead, "leave")
        // One working day each: Thu 28 after Wed, Fri 29 after Thu, Mon 1 Feb after Fri.
        try year.expects("judging", "2027-01-28")
        try year.at("2027-01-28").judges()
        try year.expects("conferring", "2027-01-29")
        try year.at("2027-01-29").does(year.lead, "close-conference")
        try year.expects("telling", "2027-02-01")

        try year.at("2027-02-04").isTold()
        // 5 school days of Birch Hill, whose half-term is 8–12 Feb: 5 Feb (1), 15–18 (5).
        try year.expects("drafting", "2027-02-18")
        try year.at("2027-02-05").isDrafted()
        // 2 working days, a half-term does not matter: Mon 8, Tue 9.
        try year.expects("quality_reading", "2027-02-09")

        try year.at("2027-02-10")
        // 10, 11, 12 February are the last three school days before Alder Bank's half-term.
        try year.isNotYet("Finn Outside", "pass", "The host's school breaks up within three school days; the window may open then only if the host agrees.")
        try year.does("Finn Outside", "pass", ["host_agrees": true])
        // 5 school days of Alder Bank: 11, 12 (2); 15–19 half-term; 22–24 (5).
        try year.expects("factual_check_window", "2027-02-24")
        try year.at("2027-02-22").does("Ada Marsh", "lengthen-window", ["days": 3, "reason": "Illness."])
        // Three more after Wed 24: 25, 26 Feb, 1 Mar.
        try year.expects("factual_check_window", "2027-03-01")
        try year.comments()
        try year.at("2027-03-03").confirms("factual_check_window")
        // 3 school days of Birch Hill: Thu 4, Fri 5, Mon 8.
        try year.expects("resolving", "2027-03-08")

        try year.at("2027-03-19").answersComment()
        // 3 school days of Alder Bank, whose term ends on Thu 25 March: Mon 22, Tue 23, Wed 24.
        try year.expects("answering_window", "2027-03-24")
        try year.at("2027-03-24").does(year.host, "take-further", ["comment": 1])
        // 5 working days: 25 Mar (1); 26 Good Friday; 29 Easter Monday; 30, 31 Mar, 1, 2 Apr (5).
        try year.expects("disputed", "2027-04-02")

        try year.at("2027-04-01").rules()
        // 15 school days of Alder Bank: Easter holidays to 11 April; 12–16 (5), 19–23 (10), 26–30 (15).
        try year.expects("final", "2027-04-30")
        try year.at("2027-04-19").does("Ada Marsh", "plan-workshop", ["workshop_on": "2027-05-11"])
        try year.expects("workshop", "2027-05-11")
        try year.at("2027-05-14").agreesPlan(impact: "2027-09-14")
        // 20 school days of Alder Bank back from Tue 14 Sep: 13 (1), 6–10 (6), 3 Sep (7); 1 and 2 Sep training; summer holidays; 21 Jul training;
        // 20, 19 Jul (9), 12–16 (14), 5–9 (19), Fri 2 Jul (20).
        try year.expects("impact", "2027-07-02")
        try year.at("2027-07-03")
        try year.expects("impact_review", "2027-09-14")
        try year.at("2027-09-14").closes()
        try year.at("2027-09-15").does("Ada Marsh", "reopen", ["reason": "A name stands in it."])
        // 15 school days of Birch Hill: 16, 17 (2), 20–24 (7), 27 Sep–1 Oct (12), 4–6 Oct (15).
        try year.expects("revising", "2027-10-06")
        try year.hasCoveredEveryClock()
    }

    @Test("Birch Hill is reviewed: its half-terms lie a week earlier, and every date is another")
    func birchHill() throws {
        let year = try SchoolYear(host: "H2", lead: "H1")
        try year.begins()
        try year.expects("proposed", "2026-09-22")

        try year.at("2026-10-08").does("Ada Marsh", "schedule", year.dates(visit: "2027-03-02", "2027-03-03"))
        // 10 school days of Alder Bank and Cedar Vale together, both closed from 26 October only: 9 (1), 12–16 (6), 19–22 (10).
        try year.expects("scheduled", "2026-10-22")

        try year.at("2026-10-20").isAccepted()
        // 20 working days back from Tue 2 Mar: 1 Mar (1), 22–26 Feb (6), 15–19 (11), 8–12 (16), 2–5 Feb (20). No bank holiday between.
        try year.expects("self_evaluation", "2027-02-02")
        try year.at("2027-01-29").seals("self", by: year.host)
        // 10 school days of both: 1–5 Feb (5); 8–12 half-term of Birch Hill; 15–19 half-term of Alder Bank; 22–26 (10).
        try year.expects("self_evaluation_submitted", "2027-02-26")
        try year.at("2027-02-26").agreesScope()
        try year.expects("visit", "2027-03-02")

        try year.at("2027-03-02").isVisited()
        try year.expects("visit_ends", "2027-03-03")
        try year.at("2027-03-03").does(year.lead, "leave")
        try year.expects("judging", "2027-03-04")
        try year.at("2027-03-05").judges()
        // One working day after Friday is Monday.
        try year.expects("conferring", "2027-03-08")
        try year.at("2027-03-08").does(year.lead, "close-conference")
        try year.expects("telling", "2027-03-09")

        try year.at("2027-03-19").isTold()
        // 5 school days of Alder Bank: 22–25 Mar (4), the last of the term; Easter holidays; 12 Apr (5).
        try year.expects("drafting", "2027-04-12")
        try year.at("2027-03-22").does(year.lead, "postpone", ["reason": "Illness."])
        // 10 working days: 23–25 (3); 26 Good Friday; 29 Easter Monday; 30, 31 Mar, 1, 2 Apr (7); 5–7 Apr (10).
        try year.expects("postponed", "2027-04-07")
        try year.at("2027-04-07").does("Ada Marsh", "resume")
        // Drafting begins again in the holidays: 12–16 Apr are its five school days.
        try year.expects("drafting", "2027-04-16")

        try year.at("2027-04-29").isDrafted()
        // 2 working days: Fri 30 Apr (1); Mon 3 May bank holiday; Tue 4 May (2).
        try year.expects("quality_reading", "2027-05-04")
        try year.at("2027-05-24").does("Finn Outside", "pass")
        // 5 school days of Birch Hill: 25–28 May (4); 31 May–4 June half-term; 7 June training; 8 June (5).
        try year.expects("factual_check_window", "2027-06-08")
        try year.comments()
        try year.at("2027-06-10")
        try year.confirms("factual_check_window")
        // 3 school days of Alder Bank: Fri 11, Mon 14, Tue 15.
        try year.expects("resolving", "2027-06-15")
        try year.at("2027-06-16").answersComment()
        // 3 school days of Birch Hill: Thu 17, Fri 18, Mon 21.
        try year.expects("answering_window", "2027-06-21")
        try year.at("2027-06-21").does(year.host, "take-further", ["comment": 1])
        // 5 working days: 22–25 (4), Mon 28 (5).
        try year.expects("disputed", "2027-06-28")

        try year.at("2027-06-28").rules()
        // 15 school days of Birch Hill: 29, 30 Jun, 1, 2 Jul (4), 5–9 (9), 12–16 (14), Mon 19 Jul (15); the term ends with the training day of the 21st.
        try year.expects("final", "2027-07-19")
        try year.at("2027-07-06").does("Ada Marsh", "plan-workshop", ["workshop_on": "2027-07-14"])
        try year.expects("workshop", "2027-07-14")
        try year.at("2027-07-15").agreesPlan(impact: "2027-11-09")
        // 20 school days of Birch Hill back from Tue 9 Nov 2027: 8 (1), 1–5 (6), 25–29 Oct (11); 18–22 half-term; 11–15 (16), 5–8 Oct (20).
        try year.expects("impact", "2027-10-05")
        try year.at("2027-10-06")
        try year.expects("impact_review", "2027-11-09")
        try year.closes()
        try year.at("2027-10-07").does("Ada Marsh", "reopen", ["reason": "A name stands in it."])
        // 15 school days of Alder Bank: 8 (1), 11–15 (6), 18–22 (11); 25–29 October half-term; 1–4 Nov (15).
        try year.expects("revising", "2027-11-04")
        try year.hasCoveredEveryClock()
    }
}

/// One review through the public door, whose clocks are looked at as they are set.
final class SchoolYear {
    let door: Door
    let id: Case.ID
    let host, lead: String
    private let hostSchool, leadSchool: String
    /// Every setting of a clock that was told so far.
    private var expected: [(clock: Name, due: Day)] = []
    private static let heads = ["H1": "Ben Oduya", "H2": "Cara Lind", "H3": "Dev Rao"]

    init(host: String, lead: String) throws {
        door = try Door()
        (hostSchool, leadSchool) = (host, lead)
        (self.host, self.lead) = (try #require(SchoolYear.heads[host]), try #require(SchoolYear.heads[lead]))
        try door.did("Ada Marsh", .register([
            .organisationEdited(.init(name: "Alder Bank", kind: .hub, area: "pattern_one"), id: "H1"),
            .organisationEdited(.init(name: "Birch Hill", kind: .hub, area: "pattern_two"), id: "H2"),
        ]))
        let reply = try door.did("Ada Marsh", .start(
            workflow: "triad-review", subject: .organisation(host), title: nil,
            roles: [.init(role: "lead", organisation: lead), .init(role: "reviewer", organisation: "H3")], data: [:]))
        id = try #require(reply.began.first)
    }

    /// The calendar as it ships, and over it the training days of Cedar Vale.
    func begins() throws {
        let shipped = try #require(try DefinitionShelf(folder: nil).text(.calendar, "england-schools")).text
        let own = """
            schools:
              H3:
                title: Cedar Vale
                area: pattern_one
                school_years:
                  - name: "2026/27"
                    training_days:
                      - { date: "2026-09-01", name: training day }
                      - { date: "2026-09-02", name: training day }
                      - { date: "2026-11-02", name: training day }
                      - { date: "2027-01-04", name: training day }
                      - { date: "2027-06-07", name: training day }
            """
        let reply = try door.did("Ada Marsh", .applyCalendar(
            source: shipped.replacing("version: 1\n", with: "version: 2\n") + "\n" + own + "\n", file: "ours.yaml", because: "Cedar Vale has published its training days."))
        #expect(reply.moves == [])
    }

    @discardableResult
    func at(_ day: String) throws -> SchoolYear {
        try Story(door, id).at(day)
        return self
    }

    func does(_ person: String, _ event: String, _ form: JSON.Object = [:]) throws { try door.sent(person, id, event, form) }

    func isNotYet(_ person: String, _ event: String, _ sentence: String) throws {
        #expect(try Story(door, id).as(person).refused(event) == "guard-not-met: \(sentence)")
    }

    // MARK: - The clocks

    /// The clock that was set last is this one, and due on that day.
    func expects(_ clock: Name, _ day: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let due = try #require(Day(day))
        expected.append((clock, due))
        let all = try settings
        #expect(all.map { "\($0.clock) \($0.due)" } == expected.map { "\($0.clock) \($0.due)" }, sourceLocation: sourceLocation)
        let running = try #require(try door.triad.reading { try $0.case(id) }?.clocks[clock], sourceLocation: sourceLocation)
        #expect(running.dueDay == due, sourceLocation: sourceLocation)
    }

    private var settings: [(clock: Name, due: Day)] {
        get throws {
            try door.triad.reading { try $0.entries(of: id) }.flatMap { told in
                told.facts.compactMap { if case .clockSet(let clock) = $0 { (clock.name, clock.dueDay) } else { nil } }
            }
        }
    }

    /// Each clock that the file has was set, and looked at.
    func hasCoveredEveryClock() throws {
        let workflow = try DefinitionShelf(folder: nil).workflow("triad-review")
        let clocks = workflow.states.values.flatMap(\.clocks).map(\.name)
        #expect(clocks.count >= 21)
        #expect(Set(clocks).subtracting(expected.map(\.clock)) == [])
        #expect(try settings.count == expected.count)
        #expect(try door.triad.verify().differences == [])
    }

    // MARK: - The review

    func dates(visit: String, _ until: String) -> JSON.Object {
        ["papers_on": "2026-12-01", "visit_on": .string(visit), "visit_until": .string(until), "workshop_on": "2027-05-11", "impact_on": "2027-09-14"]
    }

    func isAccepted() throws { for person in [lead, "Dev Rao"] { try does(person, "accept-role", ["confidentiality": true]) } }

    func seals(_ sheet: String, by person: String, _ level: String = "embedding") throws { try Story(door, id).as(person).seals(sheet, level) }

    func agreesScope() throws {
        try does(lead, "agree-scope", ["focus": ["Reading"], "development": true])
        try does(host, "agree-scope", ["development": true])
    }

    func isVisited() throws {
        try does(lead, "open-visit", ["reviewers_present": 2, "timetable": true])
        for seen in ["Trainees plan with mentors.", "Mentors meet weekly."] {
            try does("Dev Rao", "record", ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": .string(seen)])
        }
        try does(lead, "update-host", ["said": "A good morning."])
    }

    func judges() throws { for person in [lead, "Dev Rao"] { try seals("peer", by: person, "in_line") } }

    func isTold() throws {
        try does(lead, "message", ["message": "Mentoring is strong."])
        try does(lead, "oral-feedback", ["attended": ["Head"], "both_heard": false])
    }

    func isDrafted() throws {
        try does(lead, "finding", ["area": "itt", "kind": "strength", "text": "So it is.", "rests_on": [1, 2]])
        try Story(door, id).appoints("P9", to: "outside_reader")
        try does(lead, "submit-draft", ["confirmed": true])
    }

    func comments() throws { try does(host, "comment", ["kind": "factual", "place": "Page 2", "text": "It was a Tuesday."]) }

    func confirms(_ clock: Name) throws { try door.did("Ada Marsh", .confirmClosed(case: id, clock: clock)) }

    func answersComment() throws {
        try does(lead, "decide-comment", ["row": 1, "decision": "not_accepted", "reason": "The timetable says Monday."])
        try does(lead, "close-comments")
    }

    func rules() throws { try does("Finn Outside", "rule", ["row": 1, "ruling": "upheld", "ruling_reason": "It was a Tuesday."]) }

    func closes() throws {
        try does(host, "action-status", ["row": 1, "status": "done"])
        for person in [lead, host] { try does(person, "impact-review") }
    }

    func agreesPlan(impact: String) throws {
        try does(host, "action", ["goal": "Read more", "owner": "Head", "by_when": "2027-07-20", "measure": "Books"])
        try does(host, "agree-plan", ["impact_on": .string(impact)])
    }
}
