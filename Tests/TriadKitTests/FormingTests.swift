import Casework
import CivilTime
import Matching
import Register
import Testing
import TriadKit

@Suite("Forming triads from the register")
struct FormingTests {
    @Test("those in no standing triad are placed; once invited, they are placed no more")
    func formed() throws {
        let door = try Door()
        let wish = Triad.FormingWish()
        let proposal = try door.triad.proposal(wish, as: "Ada Marsh")
        #expect(proposal.groups.map { $0.members.map(\.text) } == [["H1", "H2", "H3"]])

        try door.did("Ada Marsh", .propose(forming: try Triad.forming(proposal, workflow: wish.workflow)))
        try door.did("Ada Marsh", .accept(forming: 1))
        let view: FormingView = try door.answer(.forming(nil), as: "Ada Marsh")
        #expect(view.groups.map(\.case) == ["triad-cycle-1"])
        #expect(throws: Forming.Failure.self) { try door.triad.proposal(wish, as: "Ada Marsh") }
    }

    @Test("a family tie between two schools' people keeps the schools apart")
    func tied() throws {
        let door = try Door()
        let day = Day(year: 2026, month: 8, day: 20) ?? .first
        try door.did("Ada Marsh", .register([.interestDeclared(.init(.person("P2"), .person("P3"), "family"), on: day, note: nil)]))
        #expect(throws: Forming.Failure.self) { try door.triad.proposal(.init(), as: "Ada Marsh") }
    }

    @Test("only a coordinator forms triads")
    func others() throws {
        let door = try Door()
        #expect(throws: Refusal.self) { try door.triad.proposal(.init(), as: "Ben Oduya") }
    }
}
