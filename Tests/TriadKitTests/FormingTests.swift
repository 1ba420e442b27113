import Casework
import CivilTime
import Foundation
import JSON
import Matching
import Register
import Testing

@testable import TriadKit

/// Nine invented schools along a road, 3.3 km apart, in a virtual file; each has a head.
struct Road {
    let door: Door
    static let ids = (1...9).map { "S\($0)" }
    static let day = Day(year: 2026, month: 8, day: 20) ?? .first

    init(placed: Bool = true) throws {
        door = try Door()
        var changes: [Register.Change] = []
        for (place, id) in Road.ids.enumerated() {
            let location = placed ? Organisation.Location(latitude: 53, longitude: Double(place) * 0.05) : nil
            changes.append(.organisationAdded(.init(name: "School \(id)", kind: .school, location: location), id: id))
            changes.append(.personAdded(Person("H\(id)", name: "Head of \(id)")))
            changes.append(.affiliationBegun(Affiliation("H\(id)", at: id, as: "headteacher", .starting(Road.day))))
        }
        try door.did("Ada Marsh", .register(changes))
    }

    var triad: Triad { door.triad }

    func wish(_ change: (inout Triad.FormingWish) -> Void = { _ in }) -> Triad.FormingWish {
        var wish = Triad.FormingWish(kind: .school)
        change(&wish)
        return wish
    }

    func form(_ change: (inout Triad.FormingWish) -> Void = { _ in }) throws -> FormedTriads { try triad.form(wish(change), as: "Ada Marsh") }

    @discardableResult
    func keep(_ triads: FormedTriads) throws -> FormingView {
        try door.did("Ada Marsh", triads.act())
        return try door.answer(.forming(nil), as: "Ada Marsh")
    }

    func invite(_ number: Int, role: String? = nil, title: String? = nil) throws -> Reply {
        try door.did("Ada Marsh", triad.glance { try $0.invitation(to: number, workflow: nil, role: role, title: title, as: "Ada Marsh") })
    }

    /// What is refused, with what would make it pass.
    func refusal(_ change: (inout Triad.FormingWish) -> Void) throws -> String {
        try words { _ = try form(change) }
    }

    func words(_ body: () throws -> Void) throws -> String {
        do {
            try body()
            return "nothing"
        } catch let failure as Forming.Failure {
            return "\(failure.code.rawValue): \(failure.sentence) \(failure.remedy)"
        } catch let refusal as Refusal {
            return "\(refusal.code.rawValue): \(refusal.sentence) \(refusal.remedy ?? "")"
        }
    }
}

extension FormedTriads {
    var members: [[String]] { proposal.groups.map { $0.members.map(\.text) } }
}

@Suite("Forming triads from the register")
struct FormingTests {
    private let road: Road
    init() throws { road = try Road() }

    @Test("those in no standing triad are placed, near to each other; once invited, they are placed no more")
    func formed() throws {
        let formed = try road.form()
        #expect(formed.members == [["S1", "S2", "S3"], ["S4", "S5", "S6"], ["S7", "S8", "S9"]])
        #expect(formed.workflow == "triad-cycle")
        let view = try road.keep(formed)
        #expect(view.groups.map(\.case) == [nil, nil, nil])
        #expect(view.nearness == "nothing better is possible")
        let reply = try road.invite(1)
        #expect(reply.began == ["triad-cycle-1", "triad-cycle-2", "triad-cycle-3"])
        let invited: FormingView = try road.door.answer(.forming(1), as: "Ada Marsh")
        #expect(invited.groups.map(\.case) == ["triad-cycle-1", "triad-cycle-2", "triad-cycle-3"])
        #expect(invited.groups.map(\.state) == ["Invited", "Invited", "Invited"])
        let members: CaseView = try road.door.answer(.case("triad-cycle-2"), as: "Ada Marsh")
        #expect(members.parts.filter { $0.role == "members" }.map(\.organisation?.id) == ["S4", "S5", "S6"])
        #expect(try road.refusal { _ in } == "too-few: 0 organisations are too few for a triad. Bring in organisations until there are three.")
        #expect(try road.triad.verify().isClean)
    }

    @Test("an invitation says the part and the title; where one case cannot begin, none begins")
    func invitation() throws {
        try road.keep(try road.form())
        #expect(try road.words { _ = try road.invite(1, role: "nowhere") }
            == "unknown-role: The workflow has no part nowhere; it has coordinator, members, outside_lead. ")
        let none: CaseList = try road.door.answer(.cases(CaseWish(includesEnded: true)), as: "Ada Marsh")
        #expect(none.cases.isEmpty)
        #expect(try road.words { _ = try road.triad.glance { try $0.invitation(to: 1, workflow: "triad-review", role: nil, title: nil, as: "Ada Marsh") } }
            == "wrong-type: triad-review is about one organisation, not about a group. Name a workflow whose subject is a group.")
        _ = try road.invite(1, role: "members", title: "Round one, triad")
        let begun: CaseList = try road.door.answer(.cases(CaseWish(includesEnded: true)), as: "Ada Marsh")
        #expect(begun.cases.map(\.title) == ["Round one, triad 1", "Round one, triad 2", "Round one, triad 3"])
        try road.door.did("Ada Marsh", .propose(forming: ["groups": [["S1", "S4", "S7"]], "workflow": "triad-cycle"]))
        #expect(try road.words { _ = try road.invite(2) }
            == "already-so: S1 is in triad-cycle-1 already. End that case first, or form again without it.")
    }

    @Test("a family tie between two schools' people keeps the schools apart")
    func tied() throws {
        try road.door.did("Ada Marsh", .register([.interestDeclared(.init(.person("HS1"), .person("HS2"), "family"), on: Road.day, note: nil)]))
        #expect(try !road.form().members.contains { $0.contains("S1") && $0.contains("S2") })
    }

    @Test("each wish has its effect and its price; of those kept apart only the number is told")
    func wishes() throws {
        let formed = try road.form { $0.apart = [["S1", "School S2"]] }
        #expect(!formed.members.contains { $0.contains("S1") && $0.contains("S2") })
        let view = try road.keep(formed)
        #expect(view.options.map(\.text) == ["Pairs kept apart as asked: 1"])
        #expect(view.options.map(\.cost) == ["\(formed.proposal.costs.travel - (try road.form().proposal.costs.travel))"])
        #expect(view.total > 40 && view.options[0].cost != "0.0 km")
        #expect(view.groups.allSatisfy { $0.notes.isEmpty })
        #expect(try road.form { $0.together = [["S3", "S4"]] }.members.contains { $0.contains("S3") && $0.contains("S4") })
        #expect(try road.form { $0.keep = [["S1", "S5", "S9"]] }.members.contains(["S1", "S5", "S9"]))
        #expect(try road.form { $0.keep = [["S1", "S9"]] }.members.contains { $0.contains("S1") && $0.contains("S9") })
        #expect(try road.form { $0.only = ["S1", "S3", "S5"] }.members == [["S1", "S3", "S5"]])
        #expect(try road.form { $0.without = ["S1", "S2", "S3"] }.members == [["S4", "S5", "S6"], ["S7", "S8", "S9"]])
    }

    @Test("each triad has somebody with the lead's credential, whatever it is called")
    func leads() throws {
        for person in ["HS1", "HS2", "HS3"] {
            try road.door.did("Ada Marsh", .register([.credentialGiven(Credential(person, "led_before", .starting(Road.day)))]))
        }
        let members = try road.form { $0.leadCredential = "led_before" }.members
        #expect(members.allSatisfy { $0.count { ["S1", "S2", "S3"].contains($0) } == 1 })
        #expect(try road.refusal { $0.leadCredential = "flown" }
            == "too-few-leads: 3 groups each need somebody who can lead, and nobody can. Train more leads, or switch the option off.")
    }

    @Test("those who worked together before meet somebody new, where that is worth the way")
    func history() throws {
        try road.keep(try road.form { $0.only = ["S1", "S2", "S3"] })
        _ = try road.invite(1)
        for head in ["HS1", "HS2", "HS3"] { try road.door.sent(head, "triad-cycle-1", "accept") }
        for credential in ["HS1", "HS2", "HS3"] {
            try road.door.did("Ada Marsh", .register([
                .credentialGiven(Credential(credential, "trained_reviewer", .starting(Road.day))),
                .declarationMade(Declaration(person: credential, on: Road.day)),
            ]))
        }
        try road.door.sent("Ada Marsh", "triad-cycle-1", "begin-cycle", ["cycle": "2026/27"])
        try road.door.sent("Ada Marsh", "triad-cycle-1", "dissolve", ["reason": "Moved"])
        #expect(try road.form().members.first == ["S1", "S2", "S3"])
        let members = try road.form { $0.repeatPenalty = 100 }.members
        #expect(members.allSatisfy { $0.count { ["S1", "S2", "S3"].contains($0) } == 1 })
    }

    @Test("what forbids triads is told with what would make it pass")
    func refusals() throws {
        #expect(try road.refusal { $0.only = ["S1", "S2"] } == "too-few: 2 organisations are too few for a triad. Bring in organisations until there are three.")
        #expect(try road.refusal { $0.only = ["S1", "S2", "S3", "S4", "S5"] }
            == "cannot-split: 5 organisations cannot be split into threes and fours. Bring in one more organisation, or leave one or two out.")
        #expect(try road.refusal { $0.apart = [["S1", "S99"]] }
            == "unknown-organisation: There is no organisation called S99 in the register. Did you mean S9?")
        #expect(try road.refusal { $0.keep = [["S1", "S2", "S3"], ["S3", "S4", "S5"]] }
            == "contradictory-locks: S3 is locked twice. Lock each organisation once.")
        #expect(try road.refusal { $0.apart = [["S1"]] } == "wrong-type: S1 alone is no pair. Name two or more, with commas between them.")
        #expect(try road.refusal { $0.workflow = "triad-review" }
            == "wrong-type: triad-review is about one organisation, not about a group. Name a workflow whose subject is a group.")
        try road.door.did("Ada Marsh", .register([
            .organisationAdded(.init(name: "Trust", kind: .trust), id: "T"), .trustJoined(organisation: "S1", trust: "T", from: Road.day),
            .trustJoined(organisation: "S2", trust: "T", from: Road.day),
        ]))
        #expect(try road.refusal { $0.only = ["S1", "S2", "S3"] }
            == "operator-too-large: S1 and S2 are run by one operator, and there is 1 group to spread them over. "
            + "Leave out 1 of them, or bring in organisations of other operators.")
        #expect(throws: Refusal.self) { try road.triad.form(road.wish(), as: "Head of S1") }
    }

    @Test("without coordinates there is no travel cap; without one they are placed, and it is said")
    func unplaced() throws {
        let bare = try Road(placed: false)
        #expect(try bare.refusal { $0.only = ["S1", "S2", "S3"]; $0.travelCap = 10 }
            == "missing-field: S1, S2, S3: no coordinates, so nobody can say who is within the travel cap. "
            + "Add latitude and longitude, or leave them out, or drop the cap.")
        let view = try bare.form { $0.only = ["S1", "S2", "S3"] }.view
        #expect(view.groups.map(\.notes) == [["no coordinates: School S1", "no coordinates: School S2", "no coordinates: School S3"]])
    }
}
