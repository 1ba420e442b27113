@testable import Casework
import CivilTime
import Definitions
import JSON
import Register
import Rubrics
import Testing

@Suite("The triad review as it ships")
struct WholeReviewTests {
    @Test("a review from its proposal to its close, a step a line")
    func whole() throws {
        var scene = try begun()
        try scene.send("schedule", as: "chris", [
            "papers_on": "2026-12-01", "visit_on": "2027-01-19", "visit_until": "2027-01-20", "workshop_on": "2027-02-23", "impact_on": "2027-06-22",
        ])
        try scene.send("accept-role", as: "ben", ["confidentiality": true])
        try scene.send("accept-role", as: "dee", ["confidentiality": true, "interest": "None but a friend at Oak"])
        #expect(scene.state.holders["lead"]?.map(\.person) == ["ben"])
        #expect(scene.state.rows["declarations"] == 2)
        #expect(scene.state.clocks["self_evaluation"].map { "\($0.dueDay) \($0.next)" } == "2026-12-17 remind")
        try scene.to("2026-12-02")
        try scene.seal("self", as: "hana", ["itt": "leading", "cpd": "secure"], evidence: ["1"])
        try scene.send("agree-scope", as: "ben", ["focus": "Reading | Succession ", "development": true])
        try scene.send("agree-scope", as: "hana", ["development": true])
        #expect(scene.state.configuration == ["open", "open.scope-agreed"])
        #expect(scene.state.data["focus"] == .list([.text("Reading"), .text("Succession")]), "a list may be typed as one text")

        try scene.to("2027-01-19")
        try scene.send("open-visit", as: "ben", ["reviewers_present": 2, "timetable": true])
        try scene.send("record", as: "dee", ["area": "itt", "polarity": "strength", "source": "Lesson", "seen": "Trainees plan with mentors."])
        try scene.send("record", as: "ben", ["area": "cpd", "polarity": "development", "source": "Folder", "seen": "No plan for middle leaders."])
        try scene.send("update-host", as: "ben", ["said": "A good morning."])
        try scene.to("2027-01-20")
        try scene.send("leave", as: "ben")
        try scene.seal(as: "ben", ["itt": "in_line", "cpd": "below"], evidence: ["1"])
        try scene.seal(as: "dee", ["itt": "above", "cpd": "below"], evidence: ["2"])
        #expect(scene.state.collections["peer"]?.unsettled == ["itt"])
        #expect(try scene.refusal("close-conference", as: "ben")?.code == .guardNotMet)
        try scene.send("minute", as: "dee", ["area": "itt", "outcome": "not_agreed", "minute": "Each holds to hers."])
        try scene.send("close-conference", as: "ben")
        try scene.send("message", as: "ben", ["message": "Mentoring is strong."])
        try scene.send("oral-feedback", as: "ben", ["attended": ["Head"], "both_heard": true])
        for area in ["itt", "cpd"] {
            try scene.send("finding", as: "ben", ["area": .string(area), "kind": "strength", "text": "So it is.", "rests_on": [1, 2]])
        }
        #expect(try scene.refusal("submit-draft", as: "ben", ["confirmed": true])?.sentence == "Nobody has been named as outside reader yet.")
        try scene.perform(
            .appoint(case: scene.state.id, role: "outside_reader", person: "oz", organisation: nil, instead: nil, because: nil), as: "chris")
        try scene.send("submit-draft", as: "ben", ["confirmed": true])
        try scene.send("choose", as: "oz", ["criterion": "itt", "chosen": "reviewer", "reason": "The evidence of the lesson carries it."])
        try scene.to("2027-01-25")
        try scene.send("pass", as: "oz")
        #expect(scene.state.clocks["factual_check_window"]?.dueDay == (try Scene.day("2027-02-01")))

        try scene.send("comment", as: "hana", ["kind": "factual", "place": "Page 2", "text": "We have 31 trainees."])
        try scene.to("2027-02-02")
        try scene.strikeDue()
        try scene.perform(.confirmClosed(case: scene.state.id, clock: "factual_check_window"), as: "chris")
        try scene.send("decide-comment", as: "ben", ["row": 1, "decision": "accepted", "reason": "Right."])
        let final = try scene.send("close-comments", as: "ben")
        #expect(final.facts.map(\.sentence).suffix(10) == [
            "left open", "entered reported", "entered reported.final", "clock final set for 2027-03-02", "letter report to ash",
            "added row 1 to editions by ben", "told triad-cycle-1 report-final", "credited ash with hosted", "credited beech with led",
            "credited elm with assisted",
        ])
        #expect(final.messages == [.event(
            to: "triad-cycle-1", from: "triad-review-1", event: "report-final", values: [.init("host", .text("ash"), .triad)],
            happened: .instant(scene.now))])

        try scene.send("plan-workshop", as: "chris", ["workshop_on": "2027-02-23"])
        try scene.to("2027-02-24")
        try scene.send("action", as: "hana", ["goal": "Plan for middle leaders", "owner": "Deputy", "by_when": "2027-05-01", "measure": "A plan stands."])
        try scene.send("agree-plan", as: "hana", ["impact_on": "2027-06-22"])
        try scene.to("2027-06-23")
        try scene.strikeDue()
        #expect(scene.state.configuration == ["reported", "reported.impact-review-due"])
        try scene.send("action-status", as: "hana", ["row": 1, "status": "done", "impact": "Six middle leaders lead."])
        try scene.send("impact-review", as: "ben")
        try scene.send("impact-review", as: "hana")
        #expect(scene.state.hasEnded)
        #expect(scene.messages.last == .ended(parent: "triad-cycle-1", child: "triad-review-1", happened: .instant(scene.now)))
        #expect(scene.state.incidents.isEmpty)

        try scene.send("agree-reader", as: "hana", ["reader": "Governors", "edition": "internal"])
        try scene.send("distribute", as: "chris", ["reader": "Governors", "edition": "internal", "consent": "Hana"])
        try scene.send("evaluate", as: "dee")
        #expect(scene.state.collections["process"]?.due.map(\.holder) == ["ash", "beech", "elm"])
        #expect(Waiting.items(in: try scene.situation(), for: "dee").map(\.kind) == [.sheet])
        try scene.seal("process", as: "dee", ["itt": "leading", "cpd": "secure"])
        #expect(scene.state.configuration == ["closed"])
    }

    /// Ash School hosts, Beech leads, Elm assists; the rubrics that ship, cut down to two areas.
    private func begun() throws -> Scene {
        let workflow = try LinkedCaseTests.shipped("triad-review"), now = try Scene.noon("2026-09-07")
        func part(_ role: Name, _ organisation: String) throws -> Beginning.Appointment {
            .init(role: role, holder: .init(organisation: organisation, since: try Scene.day("2026-09-07")))
        }
        let beginning = Beginning(
            id: "triad-review-1", workflow: "triad-review", subject: .organisation("ash"),
            holders: [.init(role: "coordinator", holder: .init(person: "chris", since: try Scene.day("2026-09-07"))), try part("lead", "beech"), try part("reviewer", "elm")],
            parent: "triad-cycle-1", by: "triad-cycle-1", happened: .instant(now))
        let situation = Situation(
            workflow: workflow, case: nil, register: try Scene.people(), calendar: try Scene.calendar(), now: now, coordinators: ["chris"])
        let first = try Deciding.begin(beginning, in: situation).get()
        var scene = Scene(
            workflow: workflow, state: try #require(Case.began(id: beginning.id, by: first.facts[0])), register: try Scene.people(), now: now)
        scene.keep(Decision(facts: Array(first.facts.dropFirst()), happened: first.happened))
        func rubric(_ name: String, _ levels: [String]) -> Rubric {
            Rubric(name: name, title: name, profile: .graded, scale: levels.map { .init($0, $0) }, criteria: Scene.rubric.criteria)
        }
        scene.rubrics = [
            "hub-maturity": rubric("hub-maturity", ["emerging", "secure", "leading"]),
            "relative-conclusion": rubric("relative-conclusion", ["below", "in_line", "above"]),
            "process-quality": rubric("process-quality", ["emerging", "secure", "leading"]),
        ]
        return scene
    }
}
