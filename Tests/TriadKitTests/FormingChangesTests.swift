import Casework
import Matching
import Testing

@testable import TriadKit

@Suite("A proposal of triads is changed by hand, and formed again after somebody declined")
struct FormingChangesTests {
    private let road: Road
    init() throws { road = try Road() }

    @Test("a swap is a new proposal that names the old one, with the difference in each cost")
    func swap() throws {
        try road.keep(try road.form())
        let (swapped, difference) = try road.triad.swap(1, "S3", "School S4", as: "Ada Marsh")
        #expect(swapped.members == [["S1", "S2", "S4"], ["S3", "S5", "S6"], ["S7", "S8", "S9"]])
        #expect(difference.travel > .zero && difference.total == difference.travel)
        let view = try road.keep(swapped)
        #expect(view.number == 2 && view.after == 1)
        #expect(try road.triad.swap(2, "S4", "S3", as: "Ada Marsh").triads.proposal.total == road.form().proposal.total)
    }

    @Test("a swap that breaks a rule is refused with the rule's name")
    func forbidden() throws {
        try road.keep(try road.form { $0.apart = [["S1", "S9"]] })
        #expect(try road.words { _ = try road.triad.swap(1, "S2", "S9", as: "Ada Marsh") }
            == "breaks-rule: S1 and S9 are to be kept apart. Choose another swap, or take back what speaks against this one.")
        #expect(try road.words { _ = try road.triad.swap(7, "S2", "S9", as: "Ada Marsh") }
            == "unknown-forming: There is no proposal 7. `triad forming` shows the last.")
    }

    @Test("triads that are kept stay when the rest is formed again")
    func lock() throws {
        try road.keep(try road.form())
        try road.keep(try road.triad.swap(1, "S3", "S4", as: "Ada Marsh").triads)
        let locked = try road.triad.lock(2, groupsOf: ["S2"], seed: 1, as: "Ada Marsh")
        #expect(locked.members == [["S1", "S2", "S4"], ["S3", "S5", "S6"], ["S7", "S8", "S9"]])
        #expect(locked.view.groups.map(\.notes) == [["kept as it is"], [], []])
        #expect(try road.words { _ = try road.triad.lock(2, groupsOf: ["H1"], seed: 1, as: "Ada Marsh") }
            == "unknown-organisation: H1 is in no group of proposal 2. Name one that is.")
    }

    @Test("after one declined, those who accepted stay together with somebody new, and standing triads are not asked again")
    func again() throws {
        try road.keep(try road.form { $0.without = ["S7"] ; $0.only = ["S1", "S2", "S3", "S4", "S5", "S6"] })
        #expect(try road.words { _ = try road.triad.formAgain(1, keepsDecliners: false, seed: 1, as: "Ada Marsh") }
            == "not-now: Nobody has been invited by proposal 1, so nobody can have declined. Invite them first.")
        _ = try road.invite(1)
        #expect(try road.words { _ = try road.triad.formAgain(1, keepsDecliners: false, seed: 1, as: "Ada Marsh") }
            == "not-now: Nobody of proposal 1 has declined. Enter the answer in the group's case first.")
        for head in ["HS1", "HS2", "HS3"] { try road.door.sent(head, "triad-cycle-1", "accept") }
        try road.door.sent("HS4", "triad-cycle-2", "accept")
        try road.door.sent("HS5", "triad-cycle-2", "accept")
        try road.door.sent("HS6", "triad-cycle-2", "decline")

        let again = try road.triad.formAgain(1, keepsDecliners: false, seed: 1, as: "Ada Marsh")
        #expect(again.members.first == ["S1", "S2", "S3"])
        #expect(again.members.contains { $0.contains("S4") && $0.contains("S5") })
        #expect(!again.members.joined().contains("S6"))
        #expect(again.view.groups[0].case == "triad-cycle-1")
        let view = try road.keep(again)
        #expect(view.after == 1 && view.groups[0].state == "Active")
        let reply = try road.invite(2)
        #expect(reply.began == (3..<(2 + again.members.count)).map { "triad-cycle-\($0)" })
        #expect(try road.triad.verify().isClean)
    }

    @Test("whoever declined is placed again where that is asked for")
    func kept() throws {
        try road.keep(try road.form { $0.only = ["S1", "S2", "S3"] })
        _ = try road.invite(1)
        try road.door.sent("HS3", "triad-cycle-1", "decline")
        #expect(try road.triad.formAgain(1, keepsDecliners: true, seed: 1, as: "Ada Marsh").members.joined().contains("S3"))
    }
}
