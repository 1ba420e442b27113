import Casework
import CivilTime
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("What must not pass, or passes with a mark")
struct WalkBadCaseTests {
    private func review() throws -> (story: Story, play: Play) {
        let door = try Door()
        let play = try Play(door)
        return (Story(door, play.review), play)
    }

    @Test("An outside reader who is the lead's colleague is not appointed")
    func colleague() throws {
        let (story, play) = try review()
        let lead = try #require(try story.view.parts.first { $0.role == "lead" }?.organisation)
        let since = Day(year: 2024, month: 9, day: 1) ?? .first
        try story.door.did("Ada Marsh", .register([
            .personAdded(Person("P8", name: "Gwen Hale")), .affiliationBegun(Affiliation("P8", at: lead.id, as: "deputy", .starting(since))),
        ]))
        #expect(throws: Refusal.self) { try story.appoints("P8", to: "outside_reader") }
        #expect(try story.view.parts.contains { $0.role == "outside_reader" && $0.person != nil } == false)
        _ = play
    }

    @Test("A self-evaluation that lacks an area is not sealed; one that comes late is taken and marked")
    func selfEvaluation() throws {
        let (story, play) = try review()
        try story.does("schedule", WalkTests.dates)
        for person in [play.lead, play.reviewer] { try story.as(person).does("accept-role", ["confidentiality": true]) }
        try story.at("2027-01-11")
        do {
            try story.as(play.host).seals("self", "embedding", areas: ["leadership", "infrastructure", "itt", "cpd"])
            Issue.record("it was sealed")
        } catch let refusal as Refusal {
            #expect(refusal.code == .sheetIncomplete)
            #expect(refusal.details.map(\.place) == ["school_support"])
        }
        try story.as(play.host).seals("self", "embedding")
        #expect(try story.view.marks.contains("The self-evaluation came less than 20 working days before the visit."))
    }

    @Test("One reviewer alone does not open the visit; with the host's signature it goes on one down")
    func short() throws {
        let (story, play) = try review()
        try story.does("schedule", WalkTests.dates)
        for person in [play.lead, play.reviewer] { try story.as(person).does("accept-role", ["confidentiality": true]) }
        try story.at("2026-12-02").as(play.host).seals("self", "embedding")
        try story.as(play.lead).does("agree-scope", ["focus": ["Reading"], "development": true])
        try story.as(play.host).does("agree-scope", ["development": true])
        try story.at("2027-01-19")
        #expect(try story.as(play.lead).refused("open-visit", ["reviewers_present": 1, "timetable": true])
            == "guard-not-met: Two reviewers of two schools must be present; one reviewer down, the visit may go on if the host agrees (proceed-short).")
        try story.as(play.lead).does("proceed-short", ["short_because": "One is ill."])
        #expect(try story.stands == ["Ready for the visit"])
        try story.as(play.host).does("proceed-short")
        #expect(try story.stands == ["Visit"])
    }

    @Test("Levels are in force only when all heads have agreed")
    func levels() throws {
        let door = try Door()
        let reply = try door.did("Ada Marsh", .start(workflow: "triad-cycle", subject: .group(["H1", "H2", "H3"]), title: nil, roles: [], data: [:]))
        let story = Story(door, try #require(reply.began.first))
        let heads = ["Ben Oduya", "Cara Lind", "Dev Rao"]
        for head in heads { try story.as(head).does("accept") }
        for head in heads {
            #expect(try story.view.data.first { $0.name == "profile" }?.value.json == "narrative")
            try story.as(head).does("consent-to-levels")
        }
        #expect(try story.view.data.first { $0.name == "profile" }?.value.json == "levels")
    }
}
