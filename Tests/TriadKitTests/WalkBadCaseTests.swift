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
        let (story, _) = try review()
        let lead = try #require(try story.view.parts.first { $0.role == "lead" }?.organisation)
        let since = Day(year: 2024, month: 9, day: 1) ?? .first
        try story.door.did("Ada Marsh", .register([
            .personAdded(Person("P8", name: "Gwen Hale")), .affiliationBegun(Affiliation("P8", at: lead.id, as: "deputy", .starting(since))),
        ]))
        let sentence = try refusal { try story.appoints("P8", to: "outside_reader") }
        #expect(sentence == "conflict-of-interest: Gwen Hale cannot be Outside reader beside Cedar Vale. Both belong to Cedar Vale.")
        #expect(try story.view.parts.contains { $0.role == "outside_reader" && $0.person != nil } == false)
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

    private func refusal(_ body: () throws -> Void) throws -> String? {
        do {
            try body()
            return nil
        } catch let refusal as Refusal {
            return "\(refusal.code.rawValue): \(refusal.sentence)"
        }
    }

    /// A review in which the outside reader has the draft, and what was agreed.
    private func reading() throws -> (story: Story, play: Play) {
        let (story, play) = try review()
        try play.toJudging()
        try story.as(play.lead).does("record", ["area": "cpd", "polarity": "development", "source": "Folder", "seen": "No plan."])
        try story.as(play.lead).seals("peer", "above")
        try story.as(play.reviewer).seals("peer", "above")
        try story.as(play.lead).does("close-conference")
        try story.as(play.lead).does("message", ["message": "Mentoring is strong."])
        try story.as(play.lead).does("oral-feedback", ["attended": ["Head"], "both_heard": true])
        try story.as(play.lead).does("finding", ["area": "itt", "kind": "strength", "text": "So it is.", "rests_on": [1, 2]])
        try story.appoints("P9", to: "outside_reader")
        return (story, play)
    }

    @Test("A draft later than its clock is shown as late, and taken")
    func lateDraft() throws {
        let (story, play) = try reading()
        try story.at("2027-02-02")
        let waiting = try #require(try story.view.waiting.first)
        #expect(waiting.text == "Send the draft to the outside reader")
        #expect(waiting.due == Day(year: 2027, month: 1, day: 27))
        #expect(waiting.isLate)
        try story.as(play.lead).does("submit-draft", ["confirmed": true])
        #expect(try story.stands == ["Quality reading"])
    }

    @Test("A factual window that begins before a half-term ends after it, and none opens in the last three days before without the host")
    func halfTerm() throws {
        let (story, play) = try reading()
        try story.as(play.lead).does("submit-draft", ["confirmed": true])
        try story.at("2027-02-11")
        #expect(try story.as("Finn Outside").refused("pass")
            == "guard-not-met: The host's school breaks up within three school days; the window may open then only if the host agrees.")
        try story.as("Finn Outside").does("pass", ["host_agrees": true])
        let window = try #require(try story.view.deadlines.first { $0.clock == "factual_check_window" })
        #expect(window.due == Day(year: 2027, month: 2, day: 25))
    }

    @Test("An impact review that was never held is shown as late, and those who manage the case are told")
    func neverHeld() throws {
        let (story, play) = try reading()
        try story.as(play.lead).does("submit-draft", ["confirmed": true])
        try story.as("Finn Outside").does("pass")
        try story.as(play.host).does("waive-window", ["signed": true])
        try story.does("plan-workshop", ["workshop_on": "2027-02-23"])
        try story.as(play.host).does("action", ["goal": "A plan", "owner": "Deputy", "by_when": "2027-05-01", "measure": "Seen"])
        try story.as(play.host).does("agree-plan", ["impact_on": "2027-05-18"])
        try story.at("2027-07-01")
        #expect(try story.stands == ["Impact review"])
        #expect(try story.view.waiting.allSatisfy(\.isLate))
        let inbox: Inbox = try story.door.answer(.inbox(person: nil), as: "Ada Marsh")
        #expect(inbox.items.contains { $0.case == story.id && $0.isLate })
    }

    @Test("A reviewer of the host's own trust does not take the part")
    func ownTrust() throws {
        let (story, play) = try review()
        let hosts = try #require(try story.view.parts.first { $0.role == "host" }?.organisation)
        let leads = try #require(try story.view.parts.first { $0.role == "lead" }?.organisation)
        let since = Day(year: 2024, month: 9, day: 1) ?? .first
        try story.door.did("Ada Marsh", .register([
            .organisationAdded(.init(name: "Meadow Trust", kind: .trust), id: "T1"),
            .trustJoined(organisation: hosts.id, trust: "T1", from: since), .trustJoined(organisation: leads.id, trust: "T1", from: since),
        ]))
        try story.does("schedule", WalkTests.dates)
        let own = try story.as(play.lead).refused("accept-role", ["confidentiality": true])
        #expect(own == "conflict-of-interest: Dev Rao cannot be Lead reviewer beside Alder Bank. Both belong to the trust Meadow Trust.")
    }

    @Test("A ring broken by withdrawal goes on as two with a lead from outside; in a ring of four each hosts, leads and assists once")
    func rings() throws {
        let door = try Door()
        try door.did("Ada Marsh", .register([
            .organisationAdded(.init(name: "Dell Park", kind: .hub), id: "H4"), .personAdded(Person("P7", name: "Hal Moss")),
            .affiliationBegun(Affiliation("P7", at: "H4", as: "headteacher", .starting(Day(year: 2020, month: 9, day: 1) ?? .first))),
        ]))
        let four = try begun(door, ["H1", "H2", "H3", "H4"], heads: ["Ben Oduya", "Cara Lind", "Dev Rao", "Hal Moss"])
        let began = try door.sent("Ada Marsh", four.id, "begin-cycle", ["cycle": "2026/27"]).began
        #expect(began.count == 4)
        let parts = try began.map { try Story(door, $0).view.parts }
        for role in ["host", "lead", "reviewer"] {
            #expect(Set(parts.compactMap { $0.first { $0.role == role }?.organisation?.id }) == ["H1", "H2", "H3", "H4"])
        }
        try four.does("member-leaves", ["organisation": "H4", "because": "It closes."])
        #expect(try four.stands == ["Cycle running"], "three of four go on")
        let three = try begun(door, ["H1", "H2", "H3"], heads: ["Ben Oduya", "Cara Lind", "Dev Rao"])
        #expect(try three.refused("member-leaves", ["organisation": "H4", "because": "It closes."])
            == "guard-not-met: Only a member of this triad can leave it.")
        try three.does("member-leaves", ["organisation": "H3", "because": "It closes."])
        try door.trains("P9")
        try three.does("go-on-as-two", ["outside_lead": "Finn Outside"])
        let two = try door.sent("Ada Marsh", three.id, "begin-cycle", ["cycle": "2026/27"]).began
        let leads = try two.map { try Story(door, $0).view.parts.first { $0.role == "lead" }?.person?.name }
        #expect(leads == ["Finn Outside", "Finn Outside"])
    }

    @Test("An outside lead is a trained reviewer without a tie to a member, or takes no part; why says so beforehand")
    func outsideLead() throws {
        let door = try Door()
        let cycle = try begun(door, ["H1", "H2", "H3"], heads: ["Ben Oduya", "Cara Lind", "Dev Rao"])
        try cycle.does("member-leaves", ["organisation": "H3", "because": "It closes."])
        let untrained = "Finn Outside does not hold trained_reviewer on 1 Sep 2026, and Outside lead needs it."
        #expect(try cycle.refused("go-on-as-two", ["outside_lead": "Finn Outside"]) == "not-eligible: \(untrained)")
        let why: WhyView = try door.answer(.why(case: cycle.id, event: "go-on-as-two", form: ["outside_lead": "P9"], on: nil), as: "Ada Marsh")
        #expect(why.conditions.filter { !$0.holds }.map(\.text) == [untrained])
        #expect(try cycle.refused("go-on-as-two", ["outside_lead": "Eve Stone"])
            == "conflict-of-interest: Eve Stone cannot be Outside lead beside Alder Bank. Both belong to Alder Bank.")
        try door.trains("P9")
        try cycle.does("go-on-as-two", ["outside_lead": "Finn Outside"])
        #expect(try cycle.stands == ["Active"])
    }

    @Test("Where whoever leaves was the last who had not signed, the signatures of the others stand and the case goes on")
    func lastSignerLeaves() throws {
        let door = try Door()
        let reply = try door.did("Ada Marsh", .start(workflow: "triad-cycle", subject: .group(["H1", "H2", "H3"]), title: nil, roles: [], data: [:]))
        let cycle = Story(door, try #require(reply.began.first))
        func release(_ hub: String) throws { try door.did("Ada Marsh", .release(case: cycle.id, role: "members", holder: hub, because: "It closes.")) }
        for head in ["Ben Oduya", "Cara Lind"] { try cycle.as(head).does("accept") }
        #expect(try cycle.stands == ["Invited"])
        try release("H3")
        #expect(try cycle.stands == ["Active"])
        #expect(try door.triad.verify().isClean)
    }

    @Test("A tie to a colleague of a part's organisation counts, though another of its people is named for it")
    func tiesToColleagues() throws {
        let door = try Door()
        try door.trains("P9")
        let day = Day(year: 2026, month: 8, day: 20) ?? .first
        try door.did("Ada Marsh", .register([
            .interestDeclared(Interest.Key(.person("P9"), .person("P5"), "family"), on: day, note: nil),
        ]))
        let reply = try door.did("Ada Marsh", .start(
            workflow: "triad-review", subject: .organisation("H3"), title: nil,
            roles: [.init(role: "lead", person: "P2", organisation: "H1"), .init(role: "reviewer", person: "P3", organisation: "H2")],
            data: ["cycle": "2026/27"]))
        let review = Story(door, try #require(reply.began.first))
        let outcome = try door.triad.perform(Command(as: "Ada Marsh", .appoint(
            case: review.id, role: "outside_reader", person: "P9", organisation: nil, instead: nil, because: nil)))
        #expect(outcome.refused == .conflictOfInterest)
    }

    private func begun(_ door: Door, _ hubs: [String], heads: [String]) throws -> Story {
        let reply = try door.did("Ada Marsh", .start(workflow: "triad-cycle", subject: .group(hubs), title: nil, roles: [], data: [:]))
        let story = Story(door, try #require(reply.began.first))
        for head in heads { try story.as(head).does("accept") }
        return story
    }
}
