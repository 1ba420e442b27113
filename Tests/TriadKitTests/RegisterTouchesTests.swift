import Casework
import CivilTime
import Definitions
import JSON
import Register
import Testing

@testable import TriadKit

@Suite("A change in the register asks what is to become of the cases that it touches")
struct RegisterTouchesTests {
    private func begun() throws -> Story {
        let door = try Door()
        let story = Story(door, try door.beginCycle())
        try story.does("schedule", WalkTests.dates)
        for reviewer in ["Dev Rao", "Cara Lind"] { try story.as(reviewer).does("accept-role", ["confidentiality": true]) }
        try door.did("Ada Marsh", .register([.organisationAdded(.init(name: "Northern Light Trust", kind: .trust), id: "T1")]))
        return story
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private func asked(_ story: Story, of person: String = "Ada Marsh") throws -> [String] {
        let inbox: Inbox = try story.door.answer(.inbox(person: nil), as: person)
        return inbox.items.filter { $0.kind == .doubt && $0.case == story.id }.map(\.text)
    }

    @Test("the host's trust takes in the reviewer's school: the coordinator carries on with that disclosed, and it is printed")
    func trust() throws {
        let story = try begun()
        try story.door.did("Ada Marsh", .register([.trustJoined(organisation: "H1", trust: "T1", from: nil)]))
        #expect(try asked(story).isEmpty, "a trust of one school stands in nobody's way")
        let reply = try story.door.did("Ada Marsh", .register([.trustJoined(organisation: "H2", trust: "T1", from: try day("2026-09-01"))]))
        #expect(reply.entries.map(\.stream).contains(story.id))
        let items = try asked(story)
        #expect(items.count >= 1 && items.allSatisfy { $0.contains("Northern Light Trust") })
        #expect(try asked(story, of: "Ben Oduya").isEmpty, "it is for those who manage the case")
        let outcome = try story.door.triad.perform(Command(as: "Ada Marsh", .carryOn(case: story.id, role: "facilitator", because: "x")))
        guard case .failure(let refusal) = outcome else { throw Missing() }
        #expect(refusal.code == .alreadySo)
        try story.door.did("Ada Marsh", .carryOn(case: story.id, role: "reviewer", because: "She had seen everything before."))
        #expect(try asked(story).isEmpty)
        #expect(try story.view.disclosures.contains { $0.contains("Northern Light Trust") && $0.contains("The review goes on all the same (Ada Marsh") && $0.contains("She had seen everything before.") })
        #expect(try story.door.triad.verify().differences == [])
    }

    @Test("what was entered in the register by mistake is asked about no more once that is put right, and nothing of it is disclosed")
    func putRight() throws {
        let story = try begun()
        try story.door.did("Ada Marsh", .register([.trustJoined(organisation: "H1", trust: "T1", from: nil)]))
        try story.door.did("Ada Marsh", .register([.trustJoined(organisation: "H2", trust: "T1", from: try day("2026-09-01"))]))
        #expect(try !asked(story).isEmpty)
        try story.door.did("Ada Marsh", .register([.trustLeft(organisation: "H2", through: try day("2026-09-01"))]))
        #expect(try asked(story).isEmpty)
        try story.at("2026-09-02")
        #expect(try !story.view.disclosures.contains { $0.contains("Northern Light Trust") })
        #expect(try story.door.triad.verify().differences == [])
    }

    @Test("whoever leaves her school is asked about, and is replaced; what she did stays hers")
    func left() throws {
        let story = try begun()
        let lead = try #require(try story.view.parts.first { $0.role == "lead" })
        #expect(lead.person?.name == "Dev Rao")
        let since = try day("2020-09-01")
        try story.door.did("Ada Marsh", .register([
            .affiliationEnded(.init(person: "P4", organisation: "H3", post: "headteacher", from: since), through: try day("2026-08-31")),
        ]))
        #expect(try asked(story).map { $0.contains("Dev Rao does not belong to Cedar Vale any more.") } == [true])
        try story.door.did("Ada Marsh", .register([
            .personAdded(Person("P6", name: "Gita Shah")), .affiliationBegun(Affiliation("P6", at: "H3", as: "deputy", .starting(since))),
            .credentialGiven(Credential("P6", "trained_reviewer", .starting(since))), .declarationMade(Declaration(person: "P6", on: try day("2026-08-20"))),
        ]))
        try story.appoints("P6", "H3", to: "lead", because: "Dev Rao has left.")
        #expect(try asked(story).isEmpty)
        #expect(try story.view.records.first { $0.name == "declarations" }?.rows.contains { $0.by.name == "Dev Rao" } == true)
        #expect(try story.door.triad.verify().differences == [])
    }

    @Test("a school that merges is asked about in its live cases")
    func merged() throws {
        let story = try begun()
        try story.door.did("Ada Marsh", .register([
            .organisationAdded(.init(name: "Elm Grove", kind: .hub), id: "H4"),
            .organisationSucceeded(organisation: "H2", .init(.mergedInto, on: try day("2026-09-01"), successor: "H4")),
        ]))
        #expect(try asked(story).contains { $0.contains("Birch Hill was merged into Elm Grove on") })
    }

    @Test("a part is held by a team: a named lead and any members, whom the morning may change")
    func team() throws {
        let story = try begun()
        let since = try day("2020-09-01")
        try story.door.did("Ada Marsh", .register([
            .personAdded(Person("P6", name: "Gita Shah")), .affiliationBegun(Affiliation("P6", at: "H2", as: "deputy", .starting(since))),
            .credentialGiven(Credential("P6", "trained_reviewer", .starting(since))), .declarationMade(Declaration(person: "P6", on: try day("2026-08-20"))),
        ]))
        #expect(try story.as("Gita Shah").refused("request-document", ["wanted": "Budget"]).hasPrefix("not-yours: "))
        try story.door.did("Ada Marsh", .appoint(
            case: story.id, role: "reviewer", person: nil, organisation: "H2", instead: nil, because: "Both come.", team: ["P6"]))
        try story.as("Gita Shah").does("request-document", ["wanted": "Budget"])
        try story.as("Cara Lind").does("request-document", ["wanted": "Plan"])
        #expect(try story.door.triad.verify().differences == [])
    }

    private struct Missing: Error {}
}
